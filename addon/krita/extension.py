# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What Krita loads: the docker, the actions with their shortcuts, the timer, and the end."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from krita import DockWidgetFactory, DockWidgetFactoryBase, Extension, Krita

from .jobs.idle import is_idle, travels
from .jobs.session import document_changed, session
from .qt import QtCore, QtWidgets
from .translation import tr
from .ui import guard
from .ui.docker import DOCKER_ID, Docker
from .ui.guard import connect, connect_press, run
from .ui.widgets import later

if TYPE_CHECKING:
    from krita import Window

log = logging.getLogger(__name__)
NO_ENGINE_TICK_S = 0.5
END_S = 1.0  # how long Krita waits for the engine to end


def _show_or_hide(docker: Docker) -> None:
    docker.setVisible(not docker.isVisible())


#: Actions for Krita's shortcuts: name -> text, what is done with the docker.
ACTIONS: dict[str, tuple[str, Callable[[Docker], object]]] = {
    "animate": ("Animate with Sketch Motion", Docker.animate),
    "cancel": ("Cancel Sketch Motion's Jobs", lambda docker: session.cancel_all()),
    "next_take": ("Next Take", lambda docker: docker.takes.step(-1)),
    "previous_take": ("Previous Take", lambda docker: docker.takes.step(1)),
    "find_objects": ("Find Objects", Docker.find_objects),
    "show_bones": ("Show Bones", Docker.show_bones),
    "export": ("Export Take", Docker.export),
    "show": ("Show Sketch Motion", _show_or_hide),
}


class SketchMotion(Extension):
    """The plugin: one for all windows."""

    def __init__(self, parent: Krita) -> None:
        super().__init__(parent)
        self._timer = QtCore.QTimer()
        self._timer.setSingleShot(True)

    def setup(self) -> None:
        run(self._set_up)

    def createActions(self, window: Window) -> None:
        run(self._create_actions, window)

    def _set_up(self) -> None:
        connect(self._timer.timeout, self._tick)
        session.wake = self._wake
        guard.holders.append(lambda: session.is_applying)
        session.defer = lambda work: later(0, work)
        notifier = Krita.instance().notifier()
        notifier.setActive(True)
        connect(notifier.applicationClosing, self._end)
        connect(notifier.imageSaved, document_changed)
        connect(notifier.imageClosed, document_changed)
        self._wake()

    def _create_actions(self, window: Window) -> None:
        for name, (text, work) in ACTIONS.items():
            action = window.createAction(f"sketch_motion_{name}", tr(text), "tools/scripts")
            connect_press(action.triggered, partial(self._act, work))

    def _wake(self) -> None:
        self._timer.start(0)

    def _tick(self) -> None:
        try:
            session.tick()
            if is_idle():
                guard.do_waiting()
            docker = self._docker()
            is_quiet = not session.is_applying and not travels
            if docker is not None and docker.isVisible() and is_quiet:
                docker.live.tick()
        finally:
            client = session.client
            pause = client.tick_s if client is not None else NO_ENGINE_TICK_S
            self._timer.start(round(1000 * pause))

    def _act(self, work: Callable[[Docker], object]) -> None:
        """Do something with the docker of the window in front, which is shown."""
        docker = self._docker()
        if docker is None:
            return
        if work is not _show_or_hide:
            docker.setVisible(True)
        work(docker)

    def _docker(self) -> Docker | None:
        """Return the docker of the window in front."""
        window = Krita.instance().activeWindow()
        if window is None:
            return None
        docker = window.qwindow().findChild(QtWidgets.QDockWidget, DOCKER_ID)
        return docker if isinstance(docker, Docker) else None

    def _end(self) -> None:
        self._timer.stop()
        for docker in Krita.instance().dockers():
            if isinstance(docker, Docker):
                docker.close_all()
        session.close(END_S)


def register() -> None:
    """Add the extension and the docker to Krita."""
    krita = Krita.instance()
    krita.addExtension(SketchMotion(krita))
    positions = getattr(DockWidgetFactoryBase, "DockPosition", DockWidgetFactoryBase)
    krita.addDockWidgetFactory(DockWidgetFactory(DOCKER_ID, positions.DockRight, Docker))
