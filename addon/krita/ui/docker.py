# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The docker "Sketch Motion", which puts its parts together."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from krita import DockWidget

from ...client.setup.models.table import REDRAWS, known_model
from ...client.setup.states import megabytes
from ...client.version import version
from ...contract.errors import SketchMotionError
from ...contract.messages import Message
from ...contract.request import Request
from ..capture.capture import Captured
from ..capture.document import active_document, find_node
from ..jobs import settings
from ..jobs.live_drawing import LiveDrawing
from ..jobs.object_search import checked
from ..jobs.objects import Objects
from ..jobs.session import document_changed, host, session
from ..jobs.submission import DockerInput
from ..qt import Qt, QtGui, QtWidgets, sip
from ..translation import tr
from . import estimate_view, guard
from .batch_view import BatchView
from .clean_view import CleanView
from .colour_view import ColourView
from .estimate_view import EstimateView
from .examples_view import add_examples
from .guard import connect_press, press, run
from .jobs_view import JobsView, NoticeView
from .live_section import LiveSection
from .motion_view import MotionView
from .objects_view import ObjectsView
from .paint_view import PaintLine, PaintView
from .presets_view import PresetsView
from .preview import HEIGHT, LOW_HEIGHT
from .remarks_view import RemarksView
from .settings_view import LIVE, SettingsView, news_text
from .setup_view import SetupView
from .takes_view import TakesView
from .video_clips import add_clip_entries
from .widgets import (
    FoldingSection,
    MessageBox,
    button,
    clear,
    column,
    connect_menu,
    connect_switch,
    later,
    row,
    tool,
)

if TYPE_CHECKING:
    from krita import Canvas

TITLE = "Sketch Motion"
DOCKER_ID = "sketch_motion_docker"
BATCHES = (4, 8)  # seeds to try at once
LOW = 320  # pixels: a docker that is lower shows small previews
ACTIVATED_MS = 300  # until Krita has made another layer the active one


class Docker(DockWidget):
    """The docker of one of Krita's windows."""

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle(TITLE)
        run(self._build)

    def canvasChanged(self, canvas: Canvas) -> None:
        run(document_changed)

    def animate(self, seeds: int = 1) -> None:
        """Animate the active layer as the prompt says; with several seeds, several times."""
        clear(self._offer)
        self._area.verticalScrollBar().setValue(0)  # progress and messages are at the top
        now = self.motion.now
        needs_model = now.path == "raster" and now.pose_cycle == "none" and not now.model
        if needs_model and not session.models.found:
            self._offer_model()
            return
        asked = self._asked(seeds)
        if estimate_view.is_worth_asking(now):
            estimate_view.ask(asked, start=True)
        else:
            session.estimates.set_aside()
            session.animate(asked)

    def send_to_farm(self) -> None:
        """Have the farm animate the active layer. Raises BadInput."""
        session.send_to_farm(self._asked(1), settings.farm_address())

    def estimate(self) -> None:
        """Ask what an animation will cost. Raises BadInput."""
        estimate_view.ask(self._asked(1), start=False)

    def _asked(self, seeds: int) -> DockerInput:
        now = self.motion.now
        expert = self.live.expert_settings() if now.path == "vector" else {}
        return DockerInput(now, self._objects_of, seeds=seeds, expert=expert)

    def show_bones(self) -> None:
        """Show the bones of the active layer, or hide them."""
        self._live_section.unfold()
        self.preview.show_bones()

    def _objects_of(self, captured: Captured) -> Objects | None:
        """Return the objects of the drawing, or the strokes that corrections are of."""
        return checked(self.objects.now, captured) or self.live.objects_for(captured)

    def resizeEvent(self, event: QtGui.QResizeEvent) -> None:
        super().resizeEvent(event)
        run(self._fit)

    def _build(self) -> None:
        self.motion = MotionView()
        self._model_offer: MessageBox | None = None
        self.setup = SetupView()
        self.page = SettingsView(self.setup, self.motion.models.look)
        self.engine = self.page.engine
        self.estimates = EstimateView()
        self.jobs = JobsView()
        self.jobs.show_log = self._show_log
        self.batches = BatchView()
        self.remarks = RemarksView()
        self.notice = NoticeView(self._set_up, self._show_log)
        self.notice.use_layer = self._use_layer
        self.press = button("Animate", self.animate, "Animate the active layer as the prompt says")
        self.press.setObjectName("sketchMotionAnimate")
        self.press.setMinimumHeight(28)
        more = tool("▾", self._open_menu, "Several seeds, examples, preview before import")
        connect_press(self.motion.prompt.submitted, self.animate)
        self.presets = PresetsView(lambda: self.motion.now, self.motion.put)
        self.objects = ObjectsView(lambda: self.motion.now)
        self.live = LiveDrawing(lambda: self.motion.now, lambda: self.objects.now)
        self.live.is_on = settings.switched(LIVE, True)
        self.live.listeners.append(self._show_reading)
        self.preview = LiveSection(self.live)
        self.page.interface.on_live = self._switch_live
        self.motion.on_change = self._follow_settings
        self.clean = CleanView(lambda: self.motion.now.prompt)
        self.colour = ColourView(lambda: self.motion.now.prompt)
        self.takes = TakesView(self._use, self.presets.save)
        whole = QtWidgets.QWidget()
        outer = column(whole)
        outer.setContentsMargins(4, 4, 4, 0)
        outer.addWidget(self.motion.prompt)
        outer.addWidget(row(self.press, more))
        self._area = self._scrolled(self._parts())
        outer.addWidget(self._area)
        self.setWidget(whole)
        host.listeners.append(self._refresh)
        guard.listeners.append(self._report)
        self.setup.on_change = self._refresh
        self.setup.refresh()
        self._refresh()
        self._tell_news()

    def _parts(self) -> QtWidgets.QWidget:
        """Put everything together that scrolls below the prompt."""
        motion = QtWidgets.QWidget()
        stack = column(motion)
        stack.addWidget(self.presets)
        stack.addWidget(self.motion)
        stack.addWidget(PaintView())
        content = QtWidgets.QWidget()
        layout = column(content)
        layout.setContentsMargins(0, 2, 2, 4)
        layout.setSpacing(1)  # most of the views are empty most of the time
        self._top, self._offer = column(), column()
        layout.addLayout(self._top)
        layout.addLayout(self._offer)
        views: tuple[QtWidgets.QWidget, ...] = (self.estimates, self.jobs, self.batches)
        for view in (*views, PaintLine(), self.notice, self.remarks):
            layout.addWidget(view)
        self._takes_section = FoldingSection("Takes", self.takes)
        self._objects_section = FoldingSection("Objects", self.objects)
        self._page_section = FoldingSection("Settings", self.page)
        self._live_section = FoldingSection("Live Preview", self.preview)
        layout.addWidget(self._live_section)
        layout.addWidget(FoldingSection("Motion", motion))
        layout.addWidget(self._takes_section)
        layout.addWidget(self._objects_section)
        layout.addWidget(FoldingSection("Clean Up", self.clean))
        layout.addWidget(FoldingSection("Colour", self.colour))
        layout.addWidget(self._page_section)
        layout.addStretch(1)
        return content

    @staticmethod
    def _scrolled(content: QtWidgets.QWidget) -> QtWidgets.QScrollArea:
        area = QtWidgets.QScrollArea()
        area.setWidget(content)
        area.setWidgetResizable(True)
        area.setFrameShape(QtWidgets.QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setMinimumHeight(40)
        return area

    def _fit(self) -> None:
        """Show small previews in a low docker."""
        height = HEIGHT if self.height() > LOW else LOW_HEIGHT
        self.jobs.preview_height = height
        self.preview.stage.setFixedHeight(height)

    def _open_menu(self) -> None:
        menu = QtWidgets.QMenu(self)
        for seeds in BATCHES:
            text = Message("Try {count} Seeds", count=seeds)
            connect_menu(menu, text, partial(self.animate, seeds))
        first = self.motion.now.preview_first
        connect_switch(
            menu, "Preview before Import", first, lambda: self.motion.preview_first(not first)
        )
        connect_menu(menu, "Estimate", self.estimate)
        if settings.farm_address():
            connect_menu(menu, "Send to Farm", self.send_to_farm)
        if session.farm.jobs:
            connect_menu(menu, "Cancel on the Farm", session.call_back)
        menu.addSeparator()
        # Takes says what is being written, and where it is.
        add_clip_entries(menu, self, partial(self._asked, 1), self._takes_section.unfold)
        menu.addSeparator()
        add_examples(menu.addMenu(tr("Examples")), self._say)
        menu.popup(self.cursor().pos())  # not exec: no event loop of its own

    def _switch_live(self, on: bool) -> None:
        self.live.is_on = on
        self.live.touch()

    def _follow_settings(self) -> None:
        """Show the motion of other settings; the offer of a model goes with Redraw."""
        if self._model_offer is not None and self.motion.now.path != "raster":
            clear(self._offer)
            self._model_offer = None
        self.live.touch()

    def _show_reading(self) -> None:
        """Underline what wasn't understood, and suggest what the drawing can do."""
        reading, shown = self.live.reading, self.live.shown
        self.motion.prompt.mark_unknown(reading.not_understood)
        if shown is not None:
            self.motion.prompt.suggest(verb.replace("_", " ") for verb in shown.motion.verbs)

    def _offer_model(self) -> None:
        """Say that Redraw needs a model, and offer to download it."""
        model = known_model(REDRAWS)
        assert model is not None
        message = MessageBox("Redraw needs a video model.", "", lambda: clear(self._offer))
        text = Message(
            "Download… ({size}, {licence})",
            size=megabytes(model.about_bytes),
            licence=model.license,
        )
        message.add(button(text, partial(self._download, model.name), model.license_text))
        message.add(button("Choose a Folder…", self.motion.models.ask, "A model of your own"))
        self._offer.addWidget(message)
        self._model_offer = message

    def _download(self, name: str) -> None:
        clear(self._offer)
        self._page_section.unfold()
        self.page.offer_model(name)
        later(100, lambda: self._area.ensureWidgetVisible(self.page.models))

    def find_objects(self) -> None:
        """Find the objects of the active layer."""
        self._objects_section.unfold()
        self.objects.find_objects()

    def export(self) -> None:
        """Open the menu of exports of the newest take."""
        self.takes.export_menu()

    def close_all(self) -> None:
        """Stop what goes on: Krita ends."""
        self.setup.stop()

    def _refresh(self) -> None:
        if sip.isdeleted(self):  # its window was closed
            host.listeners.remove(self._refresh)
            guard.listeners.remove(self._report)
        else:
            run(self._refresh_parts)

    def _refresh_parts(self) -> None:
        self._place_setup()
        if self.isVisible() and active_document() is not None and not self.setup.is_needed():
            session.expect_job()
        self.estimates.refresh()
        self.jobs.refresh()
        self.batches.refresh()
        self.notice.refresh()
        self.remarks.refresh()
        self.objects.refresh()
        self.clean.refresh()
        self.colour.refresh()
        self.takes.refresh()
        self.engine.refresh()

    def _place_setup(self) -> None:
        """Show the set-up at the top while there is no engine, else under Engine."""
        layout = self._top if self.setup.is_needed() else self.engine.setup_layout
        if layout.indexOf(self.setup) < 0:
            layout.addWidget(self.setup)

    def _report(self, error: SketchMotionError) -> None:
        session.notice, session.notice_file = error, ""
        if not sip.isdeleted(self):
            self.notice.refresh()
            self._area.verticalScrollBar().setValue(0)

    def _use(self, request: Request, prompt_only: bool) -> None:
        """Take over the settings of a take, or only its prompt."""
        if prompt_only:
            self._say(request.prompt)
        else:
            self.motion.put(self.motion.now.after_take(request))

    def _say(self, sentence: str) -> None:
        """Put a sentence into the line for it."""
        self.motion.put(replace(self.motion.now, prompt=sentence))

    def _tell_news(self) -> None:
        """Tell once what a new version brings; a first one is new as a whole."""
        seen, now = settings.seen_version(), version()
        settings.note_version(now)
        if seen and seen != now:
            head = Message("New in Sketch Motion {version}", version=now)
            self._offer.addWidget(MessageBox(head, news_text(), lambda: clear(self._offer)))

    def _use_layer(self, layer_id: str) -> None:
        """Make a layer the active one, and animate it."""
        document = active_document()
        node = find_node(document, layer_id) if document is not None else None
        if document is not None and node is not None:
            document.setActiveNode(node)
            later(ACTIVATED_MS, partial(press, self.animate))

    def _set_up(self) -> None:
        self.setup.plan()

    def _show_log(self) -> None:
        self._page_section.unfold()
        self.page.show_log()
