# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The prompt: it grows with its text, suggests known words, and underlines those nobody knows."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ...client.words import known_words, word_at
from ...contract.request import LONGEST_PROMPT
from ..qt import Qt, QtCore, QtGui, QtWidgets
from ..translation import tr
from .guard import connect, connect_value, run

FEWEST_LINES, MOST_LINES = 2, 6
SHORTEST_START = 2  # letters from which on words are suggested
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
UNKNOWN = QtGui.QColor(220, 90, 60)  # of the wave below unknown words


class PromptField(QtWidgets.QPlainTextEdit):
    """A sentence of some lines. `submitted` is sent by the Enter key; Shift+Enter breaks a line."""

    submitted = QtCore.pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("sketchMotionPrompt")
        self.setPlaceholderText(tr("What should happen?"))
        self.setToolTip(tr("What should happen, like: the fish swims away"))
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._marks = _UnknownWords(self.document())
        self._completer = QtWidgets.QCompleter(known_words(), self)
        self._completer.setWidget(self)
        self._completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._completer.setMaxVisibleItems(6)
        connect_value(self._completer.activated[str], self._complete)
        connect(self.textChanged, self._changed)
        self._fit()

    def text(self) -> str:
        """Return the sentence on one line, no longer than a prompt may be."""
        return " ".join(self.toPlainText().splitlines())[:LONGEST_PROMPT]

    def setText(self, text: str) -> None:
        """Show another sentence; undo brings the one before back."""
        cursor = self.textCursor()
        cursor.select(QtGui.QTextCursor.SelectionType.Document)
        cursor.insertText(text)

    def suggest(self, verbs: Iterable[str]) -> None:
        """Suggest what the bodies of the drawing can do before all other words."""
        own = sorted(set(verbs))
        others = [word for word in known_words() if word not in own]
        self._completer.setModel(QtCore.QStringListModel([*own, *others], self._completer))

    def mark_unknown(self, words: Iterable[str]) -> None:
        """Underline the words that nothing was made of."""
        self._marks.set_words(words)

    def is_suggesting(self) -> bool:
        """Return whether a list of words is shown."""
        return bool(self._completer.popup().isVisible())

    def keyPressEvent(self, event: QtGui.QKeyEvent) -> None:
        run(self._press, event)

    def resizeEvent(self, event: QtGui.QResizeEvent) -> None:
        super().resizeEvent(event)
        run(self._fit)

    def _press(self, event: QtGui.QKeyEvent) -> None:
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        keys = (*ENTER, Qt.Key.Key_Tab, Qt.Key.Key_Escape)
        if self.is_suggesting() and event.key() in keys:
            event.ignore()  # the list takes it
        elif event.key() in ENTER and not shift:
            self.submitted.emit()
        else:
            super().keyPressEvent(event)
            if event.text().strip():
                self._suggest()
            else:
                self._completer.popup().hide()

    def _suggest(self) -> None:
        cursor = self.textCursor()
        start = word_at(cursor.block().text(), cursor.positionInBlock())
        self._completer.setCompletionPrefix(start)
        popup = self._completer.popup()
        found = self._completer.completionCount()
        is_whole = found == 1 and self._completer.currentCompletion().lower() == start.lower()
        if len(start) < SHORTEST_START or found == 0 or is_whole:
            popup.hide()
            return
        place = self.cursorRect()
        place.setWidth(popup.sizeHintForColumn(0) + popup.verticalScrollBar().sizeHint().width())
        self._completer.complete(place)

    def _complete(self, word: str) -> None:
        """Put a suggested word in the place of what was typed of it."""
        cursor = self.textCursor()
        start = word_at(cursor.block().text(), cursor.positionInBlock())
        left = QtGui.QTextCursor.MoveOperation.Left
        cursor.movePosition(left, QtGui.QTextCursor.MoveMode.KeepAnchor, len(start))
        cursor.insertText(word)
        self.setTextCursor(cursor)

    def _changed(self) -> None:
        self._fit()

    def _fit(self) -> None:
        """Make room for the lines of the text."""
        lines = min(MOST_LINES, max(FEWEST_LINES, round(self.document().size().height())))
        margins = self.contentsMargins()
        around = 2 * self.document().documentMargin() + margins.top() + margins.bottom()
        height = round(lines * self.fontMetrics().lineSpacing() + around)
        if height != self.height() or self.minimumHeight() != height:
            self.setFixedHeight(height)


class _UnknownWords(QtGui.QSyntaxHighlighter):
    """Draws a wave below some words."""

    def __init__(self, document: QtGui.QTextDocument) -> None:
        super().__init__(document)
        self._words: frozenset[str] = frozenset()

    def set_words(self, words: Iterable[str]) -> None:
        """Underline these words and no others."""
        found = frozenset(part for word in words for part in word.lower().split())
        if found != self._words:
            self._words = found
            self.rehighlight()

    def highlightBlock(self, text: str) -> None:
        style = QtGui.QTextCharFormat()
        style.setUnderlineStyle(QtGui.QTextCharFormat.UnderlineStyle.WaveUnderline)
        style.setUnderlineColor(UNKNOWN)
        for found in re.finditer(r"[^\W\d_]+", text):
            if found[0].lower() in self._words:
                self.setFormat(found.start(), len(found[0]), style)
