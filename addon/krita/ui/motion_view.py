# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What should happen: the prompt, the path, and the settings of the motion."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from ...client.jobs.pose_cycles import CYCLES, LABEL, MINE, state_of_model
from ...client.setup.installed import OWN_ROOT
from ...client.setup.models.strength import goes_by_strength
from ...contract.request import RANGES
from ..jobs import settings
from ..panel_settings import CURRENT, PanelSettings
from ..qt import QtWidgets
from ..translation import tr
from .guard import connect
from .inputs import ChoiceBox, DecimalBox, NumberBox
from .model_menu import ModelMenu
from .prompt import PromptField
from .widgets import button, column, form, lines, row, tool

PATHS = (("vector", "Strokes Move"), ("raster", "Redraw"))
HOLDS = ((1, "Ones"), (2, "Twos"), (3, "Threes"))
QUALITIES = (("draft", "Draft"), ("standard", "Standard"), ("full", "Full"))
FOLDER = "Choose a Folder…"
LARGEST_SEED = 2**31 - 1  # that a spin box of Qt holds


class MotionView(QtWidgets.QWidget):
    """The settings as widgets. Every change is stored at once."""

    def __init__(self) -> None:
        super().__init__()
        self.on_change: Callable[[], None] = lambda: None
        self._now = settings.read()
        self._filling = False
        layout = form(self)
        self.path = _choice(PATHS, "Strokes: every stroke moves, and stays what you drew.\n"
                            "Pictures: a video model draws the frames anew.")  # fmt: skip
        fewest, most = RANGES["frames"]
        self.frames = NumberBox(int(fewest), int(most), "Length of the animation in frames")
        self.start = NumberBox(CURRENT, 100_000, "The frame the animation starts at")
        self.start.setSpecialValueText(tr("Current frame"))
        self.hold = _choice(HOLDS, "How long each drawing is held")
        self.loop = QtWidgets.QCheckBox(tr("Loop"))
        self.loop.setToolTip(tr("The end leads back to the beginning, and goes on"))
        self.strength = DecimalBox(*RANGES["strength"], "How large the motion is; 0 leaves the "
                                 "drawing as it is")  # fmt: skip
        self.fidelity = DecimalBox(0.0, 1.0, "0: free motion. 1: close to your drawing")
        self.keep_later = QtWidgets.QCheckBox(tr("Keep Later Drawings"))
        self.keep_later.setToolTip(
            tr("Pass through what is drawn on later keys, where the model can")
        )
        self.cycle = _choice(
            [(cycle, name) for cycle, name, _ in CYCLES],
            "A known cycle instead of a video model: the drawing is drawn in its poses",
        )
        self.cycle_state = lines(faint=True)
        self.folder = button(FOLDER, self._choose_folder, "The pictures of your pose cycle")
        self.quality = _choice(QUALITIES, "How long the engine works on it")
        self.seed = NumberBox(0, LARGEST_SEED, "Another number gives another motion")
        dice = tool("New", self._new_seed, "Another seed, another motion")
        layout.addRow(tr("Path"), self.path)
        layout.addRow(tr("Frames"), self.frames)
        layout.addRow(tr("Start"), self.start)
        layout.addRow(tr("On"), self.hold)
        layout.addRow("", self.loop)
        layout.addRow(tr("Strength"), self.strength)
        layout.addRow(tr("Fidelity"), self.fidelity)
        self.poses = QtWidgets.QWidget()
        below = column(self.poses)
        for item in (self.cycle, self.cycle_state, self.folder):
            below.addWidget(item)
        layout.addRow("", self.keep_later)
        layout.addRow(_in_two_lines(tr(LABEL)), self.poses)
        layout.addRow(tr("Quality"), self.quality)
        layout.addRow(tr("Seed"), row(self.seed, dice))
        self.models = ModelMenu(self._keep)
        layout.addRow(tr("Model"), self.models)
        self._form = layout
        self.prompt = PromptField()
        self._fill()
        for box in (self.frames, self.start, self.strength, self.fidelity, self.seed):
            connect(box.valueChanged, self._keep)
        for menu in (self.path, self.hold, self.cycle, self.quality):
            connect(menu.currentIndexChanged, self._keep)
        for switch in (self.loop, self.keep_later):
            connect(switch.toggled, self._keep)
        connect(self.prompt.textChanged, self._keep)

    @property
    def now(self) -> PanelSettings:
        """The settings that the docker shows."""
        return self._now

    def put(self, asked: PanelSettings) -> None:
        """Show other settings: of a take, or of a preset."""
        self._now = asked
        self._fill()
        settings.write(asked)
        self.on_change()

    def preview_first(self, wanted: bool) -> None:
        """Choose whether a result is shown in the docker before it is imported."""
        self._now = replace(self._now, preview_first=wanted)
        settings.write(self._now)

    def _fill(self) -> None:
        self._filling = True
        now = self._now
        for menu, value in (
            (self.path, now.path),
            (self.hold, now.hold),
            (self.cycle, now.pose_cycle),
            (self.quality, now.quality),
        ):
            menu.setCurrentIndex(max(0, menu.findData(value)))
        self.frames.setValue(now.frames)
        self.start.setValue(now.start)
        self.loop.setChecked(now.loop)
        self.keep_later.setChecked(now.keep_later)
        self.strength.setValue(now.strength)
        self.fidelity.setValue(now.fidelity)
        self.seed.setValue(min(now.seed, LARGEST_SEED))
        self.models.choose(now.model, now.path)
        if self.prompt.text() != now.prompt:
            self.prompt.setText(now.prompt)
        self._filling = False
        self._show_fitting()

    def _keep(self) -> None:
        if self._filling:
            return
        self._now = replace(
            self._now,
            prompt=self.prompt.text(),
            path=self.path.currentData(),
            frames=self.frames.value(),
            start=self.start.value(),
            hold=self.hold.currentData(),
            loop=self.loop.isChecked(),
            strength=round(self.strength.value(), 3),
            fidelity=round(self.fidelity.value(), 3),
            pose_cycle=self.cycle.currentData(),
            keep_later=self.keep_later.isChecked(),
            quality=self.quality.currentData(),
            seed=self.seed.value(),
            model=self.models.chosen(),
        )
        settings.write(self._now)
        self.models.choose(self._now.model, self._now.path)
        self._show_fitting()
        self.on_change()

    def _show_fitting(self) -> None:
        """Show only what the chosen path uses."""
        raster, cycle = self._now.path == "raster", self._now.pose_cycle
        state = state_of_model(OWN_ROOT) if raster and cycle != "none" else ""
        self.cycle_state.setText(tr(state))
        self.folder.setText(Path(self._now.pose_folder).name or tr(FOLDER))
        modelled = raster and cycle == "none"
        for field, seen in (
            (self.fidelity, modelled),
            (self.keep_later, modelled),
            (self.strength, not raster or (modelled and goes_by_strength(self._now.model))),
            (self.poses, raster),
            (self.cycle_state, bool(state)),
            (self.folder, raster and cycle == MINE),
        ):
            field.setVisible(seen)
            label = self._form.labelForField(field)
            if label is not None:
                label.setVisible(seen)

    def _choose_folder(self) -> None:
        chosen = QtWidgets.QFileDialog.getExistingDirectory(self, tr(FOLDER))
        if chosen:
            self._now = replace(self._now, pose_folder=chosen)
            self._keep()

    def _new_seed(self) -> None:
        self.seed.setValue(random.randrange(1, 100_000))


def _choice(items: Sequence[tuple[object, str]], tip: str) -> ChoiceBox:
    box = ChoiceBox(tip)
    for value, name in items:
        box.addItem(tr(name), value)
    return box


def _in_two_lines(label: str) -> str:
    """Return a label whose part in brackets is below the rest: the docker is narrow."""
    return re.sub(r"\s*([(（])", r"\n\1", label)
