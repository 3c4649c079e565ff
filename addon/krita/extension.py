# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What Krita loads: the docker, the action with its shortcut, the timer, the end."""

from __future__ import annotations

import logging
from typing import Any

from krita import DockWidgetFactory, DockWidgetFactoryBase, Extension, Krita

from .jobs.session import document_changed, session
from .qt import QtCore, QtWidgets
from .ui.docker import DOCKER_ID, Docker
from .ui.guard import connect, run
from .ui.widgets import later

log = logging.getLogger(__name__)
NO_ENGINE_TICK_S = 0.5
END_S = 1.0  # what Krita waits for the engine to go


class SketchMotion(Extension):  # type: ignore[misc]
    """One for all windows."""

    def __init__(self, parent: Any) -> None:
        super().__init__(parent)
        self._timer = QtCore.QTimer()
        self._timer.setSingleShot(True)

    def setup(self) -> None:
        run(self._set_up)

    def createActions(self, window: Any) -> None:
        run(self._create_actions, window)

    def _set_up(self) -> None:
        connect(self._timer.timeout, self._tick)
        session.wake = self._wake
        session.defer = lambda work: later(0, work)
        notifier = Krita.instance().notifier()
        notifier.setActive(True)
        connect(notifier.applicationClosing, self._end)
        connect(notifier.imageSaved, document_changed)
        connect(notifier.imageClosed, document_changed)
        self._wake()

    def _create_actions(self, window: Any) -> None:
        animate = window.createAction("sketch_motion_animate", "Animate", "tools/scripts")
        connect(animate.triggered, self._animate)
        show = window.createAction("sketch_motion_show", "Sketch Motion", "tools/scripts")
        connect(show.triggered, self._show)

    def _wake(self) -> None:
        self._timer.start(0)

    def _tick(self) -> None:
        try:
            session.tick()
        finally:
            client = session.client
            pause = client.tick_s if client is not None else NO_ENGINE_TICK_S
            self._timer.start(round(1000 * pause))

    def _animate(self) -> None:
        docker = self._docker()
        if docker is not None:
            docker.setVisible(True)
            docker.animate()

    def _show(self) -> None:
        docker = self._docker()
        if docker is not None:
            docker.setVisible(not docker.isVisible())

    def _docker(self) -> Any:
        """The docker of the window in front."""
        window = Krita.instance().activeWindow()
        if window is None:
            return None
        return window.qwindow().findChild(QtWidgets.QDockWidget, DOCKER_ID)

    def _end(self) -> None:
        self._timer.stop()
        for docker in Krita.instance().dockers():
            if docker.objectName() == DOCKER_ID:
                docker.close_all()
        session.close(END_S)


def register() -> None:
    """Adds the extension and the docker to Krita."""
    krita = Krita.instance()
    krita.addExtension(SketchMotion(krita))
    places = getattr(DockWidgetFactoryBase, "DockPosition", DockWidgetFactoryBase)
    krita.addDockWidgetFactory(DockWidgetFactory(DOCKER_ID, places.DockRight, Docker))
