# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The docker "Sketch Motion": it shows states and has none of its own."""

from __future__ import annotations

from typing import Any

from krita import DockWidget

from ...contract.errors import SketchMotionError
from ...contract.request import Request
from ..jobs.object_search import checked
from ..jobs.session import document_changed, host, session
from ..jobs.submission import DockerInput
from ..qt import Qt, QtWidgets, sip
from . import guard
from .engine_view import EngineView
from .guard import connect, run
from .jobs_view import JobsView, NoticeView
from .motion_view import MotionView
from .objects_view import ObjectsView
from .presets_view import PresetsView
from .setup_view import SetupView
from .takes_view import TakesView
from .widgets import Part, button, column

TITLE = "Sketch Motion"
DOCKER_ID = "sketch_motion_docker"


class Docker(DockWidget):  # type: ignore[misc]
    """One for each window of Krita."""

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle(TITLE)
        run(self._build)

    def canvasChanged(self, canvas: Any) -> None:
        run(document_changed)

    def animate(self) -> None:
        """Animates the active layer as the prompt says."""
        session.animate(
            DockerInput(self.motion.now, lambda found: checked(self.objects.now, found))
        )

    def _build(self) -> None:
        self.motion = MotionView()
        self.setup = SetupView()
        self.engine = EngineView(self.setup, self.motion.models.look)
        self.jobs = JobsView()
        self.jobs.show_log = self._show_log
        self.notice = NoticeView(self._set_up, self._show_log)
        self.press = button("Animate", self.animate, "Animate the active layer as the prompt says")
        self.press.setObjectName("sketchMotionAnimate")
        self.press.setMinimumHeight(32)
        connect(self.motion.prompt.returnPressed, self.animate)
        self._engine_part = Part("Engine", self.engine)
        self.presets = PresetsView(lambda: self.motion.now, self.motion.put)
        self.objects = ObjectsView(lambda: self.motion.now)
        self.takes = TakesView(self._use, self.presets.save)
        motion = QtWidgets.QWidget()
        stack = column(motion)
        stack.addWidget(self.presets)
        stack.addWidget(self.motion)
        content = QtWidgets.QWidget()
        layout = column(content)
        layout.setContentsMargins(6, 6, 6, 6)
        layout.setSpacing(6)
        self._first = column()
        layout.addLayout(self._first)
        layout.addWidget(self.motion.prompt)
        layout.addWidget(self.press)
        layout.addWidget(self.jobs)
        layout.addWidget(self.notice)
        layout.addWidget(Part("Objects", self.objects))
        layout.addWidget(Part("Motion", motion))
        layout.addWidget(Part("Takes", self.takes))
        layout.addWidget(self._engine_part)
        layout.addStretch(1)
        area = QtWidgets.QScrollArea()
        area.setWidget(content)
        area.setWidgetResizable(True)
        area.setFrameShape(QtWidgets.QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(area)
        host.listeners.append(self._refresh)
        guard.listeners.append(self._tell)
        self.setup.on_change = self._refresh
        self.setup.refresh()
        self._refresh()

    def close_all(self) -> None:
        """Krita ends."""
        self.setup.close()

    def _refresh(self) -> None:
        if sip.isdeleted(self):  # its window was closed
            host.listeners.remove(self._refresh)
            guard.listeners.remove(self._tell)
        else:
            run(self._refresh_parts)

    def _refresh_parts(self) -> None:
        self._place_setup()
        self.jobs.refresh()
        self.notice.refresh()
        self.objects.refresh()
        self.takes.refresh()
        self.engine.refresh()

    def _place_setup(self) -> None:
        """Before all else while there is no engine to work with; else under Engine."""
        place = self._first if self.setup.is_needed() else self.engine.place
        if place.indexOf(self.setup) < 0:
            place.addWidget(self.setup)

    def _tell(self, error: SketchMotionError) -> None:
        session.notice = error
        if not sip.isdeleted(self):
            self.notice.refresh()

    def _use(self, request: Request) -> None:
        """The settings of a take become those of the docker."""
        self.motion.put(self.motion.now.after(request))

    def _set_up(self) -> None:
        self.setup.plan()

    def _show_log(self) -> None:
        self._engine_part.unfold()
        self.engine.show_log()
