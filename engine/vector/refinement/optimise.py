# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""From a scene to the motion of its tokens: draft, fit, and the stages of the schedule.

Everything random in a step comes from a generator made of (seed, stage, step, pass), so a job that
goes on from a checkpoint takes exactly the steps that the undisturbed job would have taken.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor

from engine.priors.base import MotionPrior
from engine.priors.video.model import VideoModel
from engine.runtime.reporting import Reporting
from engine.vector.draft import at_least_draft, pinned, sample_draft
from engine.vector.keyframes.resample import resample
from engine.vector.refinement.network_fit import fit_network
from engine.vector.refinement.networks import ObjectNetwork, ObjectPoints, flat_parameters
from engine.vector.refinement.schedule import Stage, plan, rate_factor
from engine.vector.refinement.sds import MotionGuide, PriorGuide, StageView, distilled_gradient, step_generator
from engine.vector.refinement.training_state import Optimisers, TrainingState
from engine.vector.refinement.video_guide import VideoGuide
from engine.vector.scene.scene import Scene
from engine.vector.settings import VectorSettings

LOCAL_PASS, GLOBAL_PASS, FINAL = 0, 1, 2
MOST_PARAMETERS = 300_000_000

Preview = Callable[[Tensor], None]


@dataclass(frozen=True)
class Job:
    """What is to be moved, by which prior, under which captions (one for each active object).

    With `video` that model distils, and the prior only gives the draft.
    """

    scene: Scene
    prior: MotionPrior
    captions: tuple[str, ...]
    prompt: str
    loop: bool
    seed: int
    settings: VectorSettings
    video: VideoModel | None = None

    @property
    def frames(self) -> int:
        """Frames that the optimisation thinks in."""
        return self.prior.frames if self.video is None else self.settings.video.frames

    @property
    def device(self) -> torch.device:
        """Where the networks live: the original's large ones beside the video model."""
        large = self.video is not None and self.settings.network.tokens == "flat"
        return self.video.device if self.video is not None and large else torch.device("cpu")

    def guide(self) -> MotionGuide:
        """Who pulls: the video model where there is one, else the prior itself."""
        if self.video is None:
            return PriorGuide(self.prior)
        return VideoGuide(self.video, self.scene, self.frames, self.settings.video)

    def view(self, stage: Stage) -> StageView:
        """What a stage looks at: its objects alone, or everything with the background."""
        everyone = len(stage.objects) == len(self.scene.active)
        sketch, tokens = self.scene.sketch(None if everyone else stage.objects)
        return StageView(sketch, tokens, stage.texts, stage.text, self.loop)


def animate_tokens(job: Job, progress: Reporting, preview: Preview) -> Tensor:
    """Displacements [F, T, 2] (working units) of the scene's tokens at the job's quality.

    preview is called with displacements when there is something new to see. What progress raises
    passes through; a later call with the same job goes on from its checkpoint.
    """
    settings = job.settings
    sketch, _ = job.scene.sketch()
    state = TrainingState.load(progress)
    draft = state.draft
    from_rest = settings.quality == "full" and settings.sds.anchor == 0.0
    if draft is None and (not from_rest or not _affordable(job)):
        draft = sample_draft(
            job.prior, sketch, job.captions, loop=job.loop, seed=job.seed,
            settings=settings.draft, progress=progress,
        )  # fmt: skip
        if progress.wants_preview():
            preview(draft)
    if draft is not None and len(draft) != job.frames:
        draft = torch.from_numpy(resample(draft.numpy(), job.frames, loop=job.loop)).float()
    if settings.quality == "draft" or (draft is not None and not _affordable(job)):
        if settings.quality != "draft":
            progress.warn("The drawing is too large to refine these networks: this is the draft.")
        assert draft is not None
        return draft
    run = Refinement(job, job.guide(), draft, state)
    run.optimise(progress, preview)
    moved = run.displacements(step_generator(job.seed, FINAL))
    if draft is not None:
        motions = [job.prior.understood(text).motion for text in job.captions]
        return at_least_draft(sketch, draft, moved, motions)
    return pinned(moved, sketch)


def _affordable(job: Job) -> bool:
    """Whether the networks fit into memory (only "flat" ones may not)."""
    network = job.settings.network
    if network.tokens != "flat":
        return True
    return flat_parameters(len(job.scene.tokens), job.frames, network.width) < MOST_PARAMETERS


class Refinement:
    """The networks of all objects and where their optimisation stands."""

    def __init__(
        self, job: Job, guide: MotionGuide, draft: Tensor | None, state: TrainingState | None = None
    ) -> None:
        self.job = job
        self.guide = guide
        self.draft = draft
        self.state = state if state is not None else TrainingState()
        self.stages = plan(job.captions, job.prompt, job.settings.schedule)
        owner = torch.from_numpy(job.scene.token_objects())
        self.tokens = [torch.nonzero(owner == i)[:, 0] for i in range(len(job.captions))]
        self.networks = [self._network(index) for index in range(len(job.captions))]

    def displacements(
        self, generator: torch.Generator | None = None, objects: tuple[int, ...] | None = None
    ) -> Tensor:
        """[F, T, 2]: what the networks of some objects (None = all) say; 0 elsewhere."""
        chosen = range(len(self.networks)) if objects is None else objects
        moved = torch.zeros(self.guide.frames, len(self.job.scene.tokens), 2)
        for index in chosen:
            own = self.networks[index](generator).to(moved.device)
            moved = moved.index_add(1, self.tokens[index], own)
        return moved.detach() if objects is None else moved

    def optimise(self, progress: Reporting, preview: Preview) -> None:
        """Runs the stages, from where the state says."""
        fitted = self.job.settings.quality != "full"
        if fitted and self.draft is not None and not self.state.started:
            for index, network in enumerate(self.networks):
                progress.step("fit", index, len(self.networks))
                fit_network(network, self.draft[:, self.tokens[index]])
        self.state.restore(self.networks)
        for number in range(self.state.stage, len(self.stages)):
            self._run(number, progress, preview)

    def _run(self, number: int, progress: Reporting, preview: Preview) -> None:
        """One stage, from the state's step on."""
        stage, settings = self.stages[number], self.job.settings.optimiser
        trained = [self.networks[index] for index in stage.objects]
        optimisers = Optimisers(trained, settings)
        first = self.state.step if self.state.stage == number else 0
        if first:
            self.state.restore_optimisers(optimisers)
        view = self.job.view(stage)
        for step in range(first, stage.steps):
            progress.step(stage.name, step, stage.steps)
            optimisers.set_rates(rate_factor(step, stage.steps, settings))
            self._step(number, step, view, optimisers)
            if progress.wants_checkpoint():
                state = TrainingState.of(self.networks, optimisers, number, step + 1, self.draft)
                state.save(progress)
            if progress.wants_preview():
                preview(self.displacements())
        progress.step(stage.name, stage.steps, stage.steps)

    def _step(self, number: int, step: int, view: StageView, optimisers: Optimisers) -> None:
        """One iteration: one pass for both paths, or one for each (the original)."""
        stage, settings = self.stages[number], self.job.settings
        apart = settings.optimiser.two_passes
        if stage.train_local:
            self._pass(number, step, LOCAL_PASS, view, optimisers)
            optimisers.step_local()
            if stage.train_global and not apart:
                optimisers.step_global()
        if stage.train_global and (apart or not stage.train_local):
            self._pass(number, step, GLOBAL_PASS, view, optimisers)
            optimisers.step_global()

    def _pass(self, number: int, step: int, path: int, view: StageView, optimisers: Optimisers) -> None:
        """Forward, gradient of the guide, backward."""
        stage, sds = self.stages[number], self.job.settings.sds
        generator = step_generator(self.job.seed, number, step, path)
        optimisers.clear()
        moved = self.displacements(generator, stage.objects)[:, view.tokens]
        gradient = distilled_gradient(
            self.guide, view, moved.detach(),
            done=step / max(1, stage.steps - 1),
            guidance=sds.guidance if path == LOCAL_PASS else sds.guidance_global,
            settings=sds, generator=generator,
        )  # fmt: skip
        if self.draft is not None and sds.anchor > 0:
            gradient = gradient + sds.anchor * (moved.detach() - self.draft[:, view.tokens])
        moved.backward(gradient)  # type: ignore[no-untyped-call]

    def _network(self, index: int) -> ObjectNetwork:
        scene, tokens = self.job.scene, self.tokens[index]
        strokes = torch.from_numpy(scene.handles.stroke_of_handle[scene.tokens]).long()[tokens]
        own = ObjectPoints(
            scene.token_rest()[tokens], torch.unique(strokes, return_inverse=True)[1]
        )
        seed = step_generator(self.job.seed, index, 0, FINAL).initial_seed()
        settings = self.job.settings.network
        network = ObjectNetwork(own, self.guide.frames, settings, loop=self.job.loop, seed=seed)
        return network.to(self.job.device)
