# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a host does with jobs, in one class for all hosts.

Hosts have a `Host` for what only they can do, and one `Session` for each run:

    session = Session(BlenderHost())
    session.animate(asked)     # a button
    session.tick()             # the host's timer, every `session.tick_s`

Nothing here is called from a thread, and nothing waits.
"""

from __future__ import annotations

import logging
import secrets
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, Generic, TypeVar

from ..contract.drawing import Drawing
from ..contract.errors import BadInput, InternalError, SketchMotionError
from ..contract.request import Request
from ..contract.strict_json import JSON
from .client import EngineClient
from .engine.process import EngineCommand
from .farm.farm_link import FarmLink, checked_address
from .host import Host
from .jobs import remarks, takes
from .jobs.estimate import Estimates
from .jobs.job_target import TargetT
from .jobs.open_document import DocumentKey, OpenDocument
from .jobs.open_jobs import OpenJobs
from .jobs.present_results import PresentResults
from .jobs.side_jobs import AnswerT, SideJob, SideJobKind, SideJobs
from .jobs.states import (
    ENDED,
    Changes,
    Delivered,
    EngineFailed,
    Finished,
    JobState,
    Running,
    Waiting,
)
from .jobs.submission import Submission, hand_over
from .jobs.takes import Take
from .locations import locations
from .setup.engine_setup import EngineSetup
from .setup.models.search import ModelSearch
from .setup.setup_job import SetupJob
from .setup.states import SetupReady

log = logging.getLogger(__package__)
NO_ENGINE_TICK_S = 1.0
InputT = TypeVar("InputT")


class Session(Generic[InputT, TargetT]):
    """One run of a host. The states of jobs are the client's; the documents are the host's.

    Attributes:
        name: Of this run, by which an unsaved document finds its jobs.
        notice: The last thing that went wrong outside of any job.
        notice_file: The document that has to be open for the notice to be settled; "" for none.
        wake: Makes the next tick come at once; set by the host.
        defer: Runs something outside of the timer; set by a host whose timer must not change the
            document.
    """

    def __init__(self, host: Host[InputT, TargetT]) -> None:
        self.name = secrets.token_hex(8)
        self.notice: SketchMotionError | None = None
        self.notice_file = ""
        self._newer_told: dict[DocumentKey, int] = {}  # takes of a later version that were told of
        self.wake: Callable[[], None] = lambda: None
        self.defer: Callable[[Callable[[], None]], None] = lambda work: work()
        self.estimates: Estimates[TargetT] = Estimates(self)
        self.models = ModelSearch()
        self.farm = FarmLink(self._do_in_background)
        self._host = host
        self._client: EngineClient | None = None
        self._command: EngineCommand | None = None
        self._document = OpenDocument(self.name, lambda: host.document)
        self._jobs = OpenJobs(self._document, lambda: host.document, host.target_of)
        self._side_jobs = SideJobs()
        self._look_is_due = True
        self._expects_job = False
        self._started_ahead = False
        self._is_applying = False
        self._waiting_changes: list[Callable[[], None]] = []
        self._results = PresentResults(self._document, host.jobs_present)

    # --- what a panel reads ---

    @property
    def client(self) -> EngineClient | None:
        """The client; None before an engine was looked for, or while there is none."""
        return self._client

    @property
    def command(self) -> EngineCommand | None:
        """The command that starts the client's engine."""
        return self._command

    @property
    def document(self) -> DocumentKey:
        """The document that is open, or in front."""
        return self._host.document

    @property
    def tick_s(self) -> float:
        """Seconds until the next tick is due."""
        return self._client.tick_s if self._client is not None else NO_ENGINE_TICK_S

    def jobs(self) -> Mapping[str, JobState]:
        """Return the jobs that are not settled, those of the open document first."""
        return self._jobs.states(self._client)

    def target(self, job: str) -> TargetT | None:
        """Return what a job is for."""
        return self._jobs.target(job)

    def object_name(self, job: str) -> str:
        """Return the name of the drawing that a job is for; "" where it isn't known."""
        target = self._jobs.target(job)
        return target.object_name if target is not None else ""

    def takes(self) -> tuple[Take, ...]:
        """Return all takes of the open document, newest first."""
        return self._document.takes(self._client)

    def waiting_takes(self) -> tuple[Take, ...]:
        """Return the takes of an earlier run that can be resumed or applied."""
        away = self.farm.jobs
        return tuple(t for t in self._document.waiting(self._client) if t.job not in away)

    def batch_jobs(self) -> dict[str, list[str]]:
        """Return the batches of seeds: batch -> its jobs that are not settled."""
        return self._jobs.batches(self._client)

    # --- what buttons do ---

    def ready_client(self) -> EngineClient:
        """Return the client of the engine that is named or set up. Raises BadInput without one."""
        command = self._host.engine_command()
        if self._client is None or command != self._command:
            self.close()
            self._client = EngineClient(command, host=self._host.name)
            self._command = command
            self._look(self._client)
        return self._client

    def animate(self, asked: InputT) -> str:
        """Capture the drawing and submit it; return the job. Raises BadInput."""
        return self.submit(self.capture(asked))

    def capture(self, asked: InputT) -> Submission[TargetT]:
        """Return what the panel asks for, with the drawing as it is now. Raises BadInput."""
        self.notice = None
        request = self._host.request(asked)  # says what is missing before an engine is looked for
        self.ready_client()
        return self._host.capture(asked, request)

    def submit(self, submission: Submission[TargetT]) -> str:
        """Submit one job, or a batch of jobs that differ in their seed; return the first.

        What ended badly for this drawing is dismissed. Raises BadInput.
        """
        return self._submit(submission)[0]

    def send_to_farm(self, asked: InputT, address: str) -> tuple[str, ...]:
        """Capture the drawing and let a farm animate it; return the jobs. Raises BadInput."""
        address = checked_address(address)
        jobs = self._submit(self.capture(asked), elsewhere=True)
        assert self._command is not None  # there is a client now
        self.farm.send(self._command, address, jobs)
        return jobs

    def call_back(self) -> None:
        """Have the farm end the jobs that this run of the host has sent."""
        if self._command is not None:
            self.farm.cancel(self._command.jobs)

    def _submit(
        self, submission: Submission[TargetT], *, elsewhere: bool = False
    ) -> tuple[str, ...]:
        """Make a job for each seed, and return them. Raises BadInput."""
        client = self.ready_client()
        self._dismiss_ended(submission.target)
        target, request = self._jobs.located(submission.target), submission.request
        if submission.seeds > 1 or submission.preview_first:
            target = replace(target, batch=secrets.token_hex(4))
        jobs = []
        for seed in range(request.seed, request.seed + submission.seeds):
            one = replace(submission, request=replace(request, seed=seed))
            note = target.note(self._host.name, self.name)
            job = hand_over(client, one, note, elsewhere=elsewhere)
            self._jobs.add(job, replace(target, seed=seed))
            jobs.append(job)
        self.wake()
        self._host.redraw()
        return tuple(jobs)

    def cancel(self, job: str) -> None:
        """Stop a job. What it has done so far can be resumed."""
        if self._client is not None:
            self._client.cancel(job)

    def cancel_all(self) -> None:
        """Stop every job that waits or runs."""
        for job, state in reversed(list(self.jobs().items())):
            if isinstance(state, (Waiting, Running)):
                self.cancel(job)

    def move(self, job: str, *, to_front: bool) -> None:
        """Let a job that waits be the next one, or the last one."""
        if self._client is not None:
            self._client.move(job, to_front=to_front)
            self._host.redraw()

    def choose(self, job: str) -> None:
        """Have a later tick apply one result of a batch; the others stay to be chosen."""
        self._jobs.release(job)
        self.wake()

    def keep_batch(self, jobs: Sequence[str]) -> None:
        """Take a batch off the panel: its results stay takes, what still runs is cancelled."""
        for job in jobs:
            if isinstance(self.jobs().get(job), (Finished, Delivered)):
                self._drop(job)
            else:
                self.cancel(job)
                self.dismiss(job)
        self.look_for_takes()
        self._host.redraw()

    def resume(self, job: str) -> None:
        """Go on with a job, of this run or of an earlier one. Raises BadInput."""
        client = self.ready_client()
        self._jobs.adopt(client, job)
        client.resume(job)
        self.wake()

    def open_take(self, job: str) -> None:
        """Read the result of a job that is done, to be applied by a later tick. Raises BadInput."""
        client = self.ready_client()
        self._jobs.adopt(client, job)
        client.open_result(job)
        self.wake()

    def retry(self, job: str, patch: Mapping[str, object]) -> str:
        """Submit the same drawing with other settings, as an error offers; return the new job.

        Raises BadInput.
        """
        client = self.ready_client()
        variant = self.redo(job, patch, self._jobs.adopt(client, job))
        self._jobs.drop(job)
        self._side_jobs.replace(job, variant)
        client.forget(job)
        return variant

    def redo(self, job: str, patch: Mapping[str, object], target: TargetT) -> str:
        """Submit a take's drawing once more with some settings changed; return the new job.

        Raises BadInput.
        """
        client = self.ready_client()
        variant = client.retry(job, dict(patch), document=target.document)
        original, copy = client.folder(job), client.folder(variant)
        client.do_in_background(partial(self._host.carry_over, original, copy, target))
        self._jobs.add(variant, target)
        self.wake()
        return variant

    def dismiss(self, job: str) -> None:
        """Take a job that ended off the panel, for good. Its folder stays."""
        self._drop(job)
        if self._client is not None:
            self._document.dismiss(self._client, job)
            self.look_for_takes()
        self._host.redraw()

    def note_result(self, job: str, extra: Mapping[str, JSON]) -> None:
        """Note where else the result of a job has been put."""
        if self._client is not None:
            folder = self._client.folder(job)
            self._client.do_in_background(partial(takes.mark_applied, folder, extra=extra))
            self.look_for_takes()

    def remarks_seen(self, job: str) -> None:
        """Take the remarks on a result off the panel, for good."""
        if self._client is not None:
            folder = self._client.folder(job)
            self._client.do_in_background(lambda: takes.note_extra(folder, **{remarks.SEEN: True}))
            self.look_for_takes()

    def close_batch(self, jobs: Sequence[str]) -> None:
        """Take a batch off the panel; what still runs is cancelled."""
        for job in jobs:
            self.cancel(job)
            self.dismiss(job)

    def report(self, error: SketchMotionError) -> None:
        """Show what went wrong."""
        self.notice, self.notice_file = error, ""
        self._host.redraw()

    def dismiss_notice(self) -> None:
        """Take the notice off the panel, and stop an engine that has failed."""
        self.notice = None
        if self._client is not None and isinstance(self._client.engine, EngineFailed):
            self._client.stop()
        self._host.redraw()

    def apply(self, job: str) -> object:
        """Write a finished job's result into the document; return what the host made of it.

        Raises BadInput when there is none, or its drawing is gone or changed.
        """
        state, target = self.jobs().get(job), self._jobs.target(job)
        if self._client is None or target is None or not isinstance(state, (Finished, Delivered)):
            raise BadInput("There is no result to apply.")
        folder = self._client.folder(job)
        result = self._host.apply(job, state, target, folder)
        extra = {**self._host.note_of(result), **remarks.kept(state.warnings)}
        self._client.do_in_background(lambda: takes.mark_applied(folder, extra=extra))
        self._drop(job)
        self._document.hide(job)
        self._look_is_due = True
        return result

    @property
    def is_applying(self) -> bool:
        """Whether a document is being changed: nothing else may look into it then."""
        return self._is_applying

    def change_document(self, work: Callable[[], None]) -> None:
        """Do what changes the document, without a tick in between; tell what goes wrong.

        While the document is being changed already it is done by a later tick.
        """
        if self._is_applying:
            self._waiting_changes.append(work)
            return
        self._is_applying = True
        try:
            work()
        except SketchMotionError as error:
            self.report(error)
        finally:
            self._is_applying = False

    def ask_live(self, drawing: Drawing, request: Request) -> None:
        """Ask for the motion that is shown while a sentence is typed. Raises BadInput."""
        self.ready_client().ask_live(drawing, request)
        self.wake()

    def expect_job(self) -> None:
        """Take note that the artist looks at the panel, with something to animate.

        The next tick starts the engine, so that the first job finds it loaded.
        """
        self._expects_job = True

    # --- side jobs ---

    def ask(
        self,
        kind: SideJobKind[AnswerT],
        submission: Submission[TargetT],
        on_answer: Callable[[str, Any], None],
        *,
        prepare: Callable[[AnswerT], object] | None = None,
        on_failure: Callable[[SketchMotionError | None], None] | None = None,
        waits_for_pause: bool = False,
        quiet: bool = False,
    ) -> str:
        """Submit a side job; return it. A later tick calls `on_answer` with it and its answer.

        prepare: makes something else of the answer, in the file worker's thread.
        on_failure: gets why there is no answer, None for a cancelled job; else a notice says it.
        waits_for_pause: the answer changes the document.
        quiet: it isn't shown among other jobs, in no host.

        Raises BadInput.
        """
        client = self.ready_client()
        question = replace(submission, request=replace(submission.request, task=kind.task))
        target = self._jobs.located(submission.target)
        if self._host.lists_side_jobs and not quiet:
            note = target.note(self._host.name, self.name)
            job = hand_over(client, question, note, first=True)
            self._jobs.add(job, target)
        else:
            job = hand_over(client, question, first=True)
        failed = on_failure or self.report_if_any
        asked = SideJob(kind, prepare, on_answer, failed, waits_for_pause, is_quiet=quiet)
        self._side_jobs.add(job, asked)
        self.wake()
        return job

    def asking(self, kind: SideJobKind[Any], *, or_quiet: bool = False) -> str:
        """Return the side job of a kind that is on its way; "" for none. See `SideJobs.job_of`."""
        if self._client is None:
            return ""
        return self._side_jobs.job_of(kind, self._client.jobs, or_quiet=or_quiet)

    def side_job_kind(self, job: str) -> SideJobKind[Any] | None:
        """Return what a side job asks; None for a job that makes a motion."""
        return self._side_jobs.kind_of(job)

    def side_job_state(self, job: str) -> JobState | None:
        """Return the state of a side job; None where nobody waits for it any more."""
        return self._client.jobs.get(job) if self._client and job in self._side_jobs else None

    @property
    def has_side_jobs(self) -> bool:
        """Whether any side job is on its way."""
        return len(self._side_jobs) > 0

    # --- the set-up of the engine ---

    def new_setup(self) -> SetupJob:
        """Return the set-up of the engine that all hosts share, to be followed by a timer."""
        return SetupJob(EngineSetup(locations(), host=self._host.name))

    def follow_setup(self, setup: SetupJob) -> bool:
        """Take in what the set-up's thread has done; return whether anything has changed.

        The notice is settled once the engine is ready.
        """
        changed = setup.tick()
        if changed and isinstance(setup.status.state, SetupReady):
            self.notice = None
        return changed

    # --- the timer, and what happens to documents ---

    def tick(self) -> Changes:
        """Take in what has happened, and apply what is ready."""
        if self._is_applying:  # Krita lets timers run while it imports: its document is locked then
            return Changes()
        if self._waiting_changes:
            self.defer(partial(self.change_document, self._waiting_changes.pop(0)))
        if self._look_is_due:
            self._look_into_document()
        if self._expects_job and not self._started_ahead:
            self._start_ahead()
        changes = self._client.tick() if self._client is not None else Changes()
        if self._client is not None:
            if changes.takes:
                self._document.searched()
                self._jobs.adopt_running(self._client)
                self._host.takes_changed(self.takes())
                self._tell_of_newer_takes(self._client.newer_takes)
                if self._results.searched(self._client):
                    self.look_for_takes()
            self._document.look_again(self._client)
            self._take_back(self._client)
        self._apply_ready()
        has_answers = self._end_side_jobs()
        if self._host.poll() or changes or has_answers:
            self._host.redraw()
        return changes

    def _tell_of_newer_takes(self, count: int) -> None:
        """Say once that takes are passed over because a later version has made them."""
        told = self._newer_told.get(self._host.document, 0)
        if count > told and self.notice is None:
            self.notice = BadInput(
                "{count} takes were made by a newer Sketch Motion and aren't shown.",
                count=count,
                hint="Update Sketch Motion.",
            )
            self._newer_told[self._host.document] = count

    def look_for_takes(self) -> None:
        """Have the next tick search for the takes of the open document."""
        self._look_is_due = True
        self.wake()

    def document_saved(self, before: str = "") -> None:
        """Give the jobs of the document in front the file it has now. before: the file it had."""
        key = self._host.document
        self._jobs.document_saved()
        self._document.saved(before)
        if self._command is not None and self._client is not None:
            jobs = self._command.jobs
            self._client.do_in_background(
                lambda: takes.document_saved(jobs, self.name, key.path, key.root, before)
            )

    def document_replaced(self) -> None:
        """Forget the jobs of the only document: another one was opened. They go on on disk."""
        for job in self._jobs.clear():
            self._drop(job)
        for job in self._side_jobs.clear():
            self.cancel(job)
        self._document.replaced()
        self.notice = None
        self._newer_told.clear()
        self.look_for_takes()

    def document_switched(self) -> None:
        """Look for the takes of another document that is in front, or has another name.

        A notice that this document isn't open is settled.
        """
        if self.notice_file and self.notice_file == self._host.document.path:
            self.notice, self.notice_file = None, ""
        self.look_for_takes()
        self._host.redraw()

    def undo_begins(self) -> None:
        """Take note of the results in the document, before an undo or a redo."""
        self._results.undo_begins()

    def document_undone(self) -> None:
        """Offer results again that an undo or a redo has taken away, and no others.

        A notice about the document is dropped: it may be settled.
        """
        if self._client is not None and self._results.undone(self._client):
            self.look_for_takes()
        if isinstance(self.notice, BadInput):
            self.notice = None
            self._host.redraw()

    def close(self, wait_s: float = 0.0) -> None:
        """Stop the engine and forget all jobs; wait for it for at most `wait_s`."""
        if self._client is not None:
            self._client.close(wait_s)
        for job in self._jobs.clear():
            self._host.forget(job)
        self._client = self._command = None
        self._side_jobs.clear()

    # --- one job ---

    def _drop(self, job: str) -> None:
        """Take a job that ended off the panel."""
        self._jobs.drop(job)
        self._side_jobs.discard(job)
        self._host.forget(job)
        if self._client is not None:
            self._client.forget(job)

    def _dismiss_ended(self, new: TargetT) -> None:
        """Dismiss what ended for a drawing that is animated anew, unless it will be applied."""
        for job, state in list(self.jobs().items()):
            target = self._jobs.target(job)
            if target is None or not target.is_same_drawing(new):
                continue
            if isinstance(state, (Finished, Delivered)):
                if target.batch:  # it was to be chosen: it stays a take
                    self._drop(job)
                    self.look_for_takes()
            elif isinstance(state, ENDED):
                self.dismiss(job)

    # --- parts of a tick ---

    def _start_ahead(self) -> None:
        """Start the engine before its first job, once; without one nothing is said."""
        self._started_ahead = True
        try:
            self.ready_client().start()
        except SketchMotionError as error:
            log.info("No engine is started ahead of a job: %s", error)

    def _look_into_document(self) -> None:
        """Look for takes. No engine is started for it, but its place has to be known."""
        if self._client is not None:
            self._look(self._client)
            return
        self._look_is_due = False
        if self._host.document.path:
            try:
                self.ready_client()
            except SketchMotionError:
                path = self._host.document.path
                log.info("No engine is set up: jobs of %s are not looked for", path)

    def _look(self, client: EngineClient) -> None:
        self._look_is_due = False
        self._document.look(client)

    def _apply_ready(self) -> None:
        for job, state in list(self.jobs().items()):
            target = self._jobs.target(job)
            is_done = isinstance(state, (Finished, Delivered)) and job not in self._side_jobs
            if self._client is None or target is None or target.batch or not is_done:
                continue
            if self._host.prepare(job, self._client.folder(job), target) and self._host.is_idle():
                self.defer(partial(self._apply_by_itself, job))

    def _apply_by_itself(self, job: str) -> None:
        """Apply a result without a press. What goes wrong becomes the notice."""
        if self._is_applying or job not in self.jobs() or not self._host.is_idle():
            return
        self._is_applying = True
        try:
            self._host.apply_in_one_undo_step(job)
        except SketchMotionError as error:
            target = self._jobs.target(job)
            self.notice, self.notice_file = error, target.document if target is not None else ""
        except Exception as defect:
            log.exception("The result of %s can't be applied", job)
            hint = f"{type(defect).__name__}: {defect}"
            self.notice = InternalError("The result can't be put on the timeline.", hint=hint)
        finally:
            self._is_applying = False
        if job in self.jobs():  # it didn't work: the next try is a press in the list of takes
            self._drop(job)
            self.look_for_takes()
        self._host.redraw()

    def _do_in_background(self, work: Callable[[], object]) -> None:
        if self._client is not None:
            self._client.do_in_background(work)

    def _take_back(self, client: EngineClient) -> None:
        """Open the results that have come back from a farm; a later tick applies them."""
        for end in self.farm.take_ended(client.folder("")):
            if end.error is not None:
                self._jobs.drop(end.job)
                self.report(end.error)
            elif self._jobs.target(end.job) is not None:  # else its document was closed
                client.open_result(end.job)
            self.look_for_takes()

    def _end_side_jobs(self) -> bool:
        """Hand on the answers that are there. The folder of a side job has done its work then."""
        client = self._client
        if client is None:
            return False
        has_ended = False
        keep_failed = self._host.lists_side_jobs
        ended = self._side_jobs.take_ended(client, self._host.is_idle, keep_failed=keep_failed)
        for job, side_job, state in ended:
            has_ended = True
            self._drop(job)
            folder = client.folder(job)
            client.do_in_background(partial(shutil.rmtree, folder, ignore_errors=True))
            side_job.finish(job, state)
        return has_ended

    def report_if_any(self, error: SketchMotionError | None) -> None:
        """Show what went wrong, where anything did."""
        if error is not None:
            self.report(error)
