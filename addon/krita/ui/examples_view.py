# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The menu of example drawings: one press opens one in a new document, with its sentence."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from ...client.examples import Example, examples
from ...client.setup.installed import OWN_ROOT
from ...contract.messages import Message
from ..qt import QtWidgets
from ..write.example_document import open_example
from .widgets import connect_menu

Say = Callable[[str], None]


def add_examples(menu: QtWidgets.QMenu, say: Say) -> None:
    """Add the examples to a menu. `say` puts a sentence into the docker."""
    for example in examples(OWN_ROOT / "presets"):
        text = Message(
            "{name}: {sentence}", name=Message(example.name), sentence=Message(example.sentence)
        )
        connect_menu(menu, text, partial(_open, example, say))


def _open(example: Example, say: Say) -> None:
    open_example(example)
    say(example.sentence)
