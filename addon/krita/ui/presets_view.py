# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Presets: a menu of them, saving, sharing, and importing with a look at the changes first."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from ...client.locations import locations
from ...client.preset_library import (
    EXPERT_RANGES,
    PresetFile,
    PresetLibrary,
    PresetView,
    file_stem,
    in_words_of,
    preset_of,
    view_of,
)
from ...client.setup.installed import OWN_ROOT
from ...contract.messages import Message
from ...contract.preset import Preset
from ...contract.request import Request
from ..panel_settings import PanelSettings, shared
from ..qt import Qt, QtWidgets
from ..translation import tr
from .guard import connect_value
from .inputs import ChoiceBox
from .widgets import MessageBox, button, clear, column, connect_menu, lines, row, tool
from .wrapping_row import wrapping_row

NONE = "Preset"
JSON_FILES = "Presets (*.json)"


class PresetsView(QtWidgets.QWidget):
    """The presets. `read` returns the settings of the docker, `put` sets them."""

    def __init__(
        self, read: Callable[[], PanelSettings], put: Callable[[PanelSettings], None]
    ) -> None:
        super().__init__()
        self._read = read
        self._put = put
        self._library = PresetLibrary(OWN_ROOT / "presets", locations().presets)
        self._files: tuple[PresetFile, ...] = ()
        self._box = ChoiceBox("Settings for a kind of motion")
        self._details = column()
        layout = column(self)
        layout.addWidget(row(self._box, tool("⋯", self._open_menu, "Save, import, share")))
        layout.addLayout(self._details)
        self._dialog: QtWidgets.QFileDialog | None = None
        self.read_folder()
        connect_value(self._box.activated, self._choose)

    def read_folder(self) -> None:
        """Read the folders of presets and fill the menu."""
        self._files = self._library.presets()
        self._box.clear()
        self._box.addItem(tr(NONE))
        for file in self._files:
            self._box.addItem(tr(file.preset.name))
            index = self._box.count() - 1
            self._box.setItemData(index, tr(file.preset.description), Qt.ItemDataRole.ToolTipRole)

    def _request(self) -> Request:
        """Return the request of the docker's settings, which may not be complete yet."""
        return self._read().draft()

    def _choose(self, index: int) -> None:
        if index > 0:
            self._use(self._files[index - 1].preset)

    def _use(self, preset: Preset) -> None:
        """Take over the settings of a preset.

        Its prompt is taken where there is none yet, and otherwise offered by a button.
        """
        request = self._request()
        after, notes = preset.applied(request, EXPERT_RANGES)
        self._put(self._read().after(after))
        clear(self._details)
        for note in notes:
            self._details.addWidget(lines(note))
        prompt = preset.settings.get("prompt")
        if isinstance(prompt, str) and prompt and prompt != after.prompt:
            use = button("Use Its Prompt", partial(self._use_prompt, preset), prompt)
            self._details.addWidget(lines(Message("Its prompt: {prompt}", prompt=prompt)))
            self._details.addWidget(use)

    def _use_prompt(self, preset: Preset) -> None:
        self._put(self._read().after(in_words_of(preset, self._request())))
        clear(self._details)

    def _open_menu(self) -> None:
        menu = QtWidgets.QMenu(self)
        connect_menu(menu, "Save as Preset", lambda: self.save(self._request()))
        connect_menu(menu, "Import…", self._ask_import)
        index = self._box.currentIndex()
        if index > 0:
            file = self._files[index - 1]
            connect_menu(menu, "Share…", partial(self._ask_share, file.preset))
            if not file.shipped:
                connect_menu(menu, "Delete", partial(self._delete, file))
        menu.popup(self.cursor().pos())

    def save(self, request: Request) -> None:
        """Ask for a name in the docker, then save the settings as a preset."""
        clear(self._details)
        name = QtWidgets.QLineEdit(" ".join(request.prompt.split())[:60])
        name.setPlaceholderText(tr("Name of the preset"))
        save = button("Save", lambda: self._keep(request, name.text()))
        cancel = button("Cancel", lambda: clear(self._details))
        self._details.addWidget(wrapping_row(name, save, cancel))
        name.setFocus()

    def _keep(self, request: Request, name: str) -> None:
        file = self._library.save(preset_of(shared(request), name.strip() or tr("My preset")))
        clear(self._details)
        self.read_folder()
        self._box.setCurrentText(tr(file.preset.name))

    def _delete(self, file: PresetFile) -> None:
        self._library.remove(file)
        self.read_folder()

    def _ask_import(self) -> None:
        dialog = QtWidgets.QFileDialog(self, tr("Import a preset"), "", JSON_FILES)
        dialog.setFileMode(QtWidgets.QFileDialog.FileMode.ExistingFile)
        connect_value(dialog.fileSelected, lambda path: self.look_at(Path(path)))
        dialog.open()
        self._dialog = dialog

    def look_at(self, path: Path) -> None:
        """Show what a preset from somebody else would change, before anything is done."""
        preset = Preset.read(path)
        view = view_of(preset, self._request())
        clear(self._details)
        message = MessageBox(preset.name, _summary(preset, view), lambda: clear(self._details))
        message.add(button("Save and Use", partial(self._import, preset)))
        self._details.addWidget(message)

    def _import(self, preset: Preset) -> None:
        self._library.save(preset)
        self.read_folder()
        self._box.setCurrentText(tr(preset.name))
        self._use(preset)

    def _ask_share(self, preset: Preset) -> None:
        name = f"{file_stem(preset.name)}.json"
        dialog = QtWidgets.QFileDialog(self, tr("Share a preset"), name, JSON_FILES)
        dialog.setAcceptMode(QtWidgets.QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("json")
        connect_value(dialog.fileSelected, lambda path: preset.write(Path(path)))
        dialog.open()
        self._dialog = dialog


def _summary(preset: Preset, view: PresetView) -> str:
    author = Message("by {author}", author=preset.author) if preset.author else ""
    texts = [text for text in (preset.description, author) if text]
    for change in view.changes:
        before, after = change.before or tr("nothing"), change.after or tr("nothing")
        texts.append(f"{tr(change.setting)}: {before} → {after}")
    texts += list(view.notes)
    if view.unknown:
        texts.append(Message("Not known here: {names}", names=", ".join(view.unknown)))
    return "\n".join(tr(text) for text in texts) or tr("It changes nothing.")
