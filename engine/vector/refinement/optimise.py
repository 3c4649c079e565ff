# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The motion of a scene's tokens: the draft, the fit of the networks, the stages of the schedule.

Everything random in a step comes from a generator made of (seed, stage, step, pass), so a job that
is resumed from a checkpoint takes exactly the steps that the undisturbed job would have taken.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.rig.bones import Pose
from engine.runtime.reporting import Reporting
from engine.vector.draft import at_least_draft, pinned, sample_draft
from engine.vector.job import VectorJob
from engine.vector.keyframes.resample import resample
from engine.vector.refinement.network_fit import fit_network
from engine.vector.refinement.networks import ObjectNetwork, ObjectPoints, flat_parameters
from engine.vector.refinement.posed_network import PosedNetwork, TokenBones
from engine.vector.refinement.refined_bones import BoneRefinement, refined_bones
from engine.vector.refinement.schedule import Stage, rate_factor
from engine.vector.refinement.sds import (
    MotionGuide,
    PriorGuide,
    StageView,
    distilled_gradient,
    step_generator,
)
from engine.vector.refinement.token_motion import TokenMotion, at_frames
from engine.vector.refinement.training_state import AnyNetwork, Optimisers, TrainingState
from engine.vector.refinement.video_guide import VideoGuide
from engine.vector.scene.sketches import token_rest

LOCAL_PASS, GLOBAL_PASS, FINAL = 0, 1, 2
MOST_PARAMETERS = 300_000_000

PreviewCallback = Callable[[NDArray[np.float32]], None]


def animate_tokens(job: VectorJob, progress: Reporting, on_preview: PreviewCallback) -> TokenMotion:
    """Return the motion of the scene's tokens at the job's quality.

    on_preview is called with displacements when there is something new to see. What progress raises
    passes through; a later call with the same job continues from its checkpoint.
    """
    settings = job.settings
    state = TrainingState.load(progress)
    draft = state.draft
    from_rest = settings.quality == "full" and settings.sds.anchor == 0.0
    if draft is None and (not from_rest or not _affordable(job)):
        draft = sample_draft(
            job.prior, job.sketch, job.captions, job.motions, loop=job.loop, seed=job.seed,
            settings=settings.draft, progress=progress,
        )  # fmt: skip
        if progress.wants_preview():
            on_preview(draft.detach().numpy())
    if draft is not None and len(draft) != job.frames:
        draft = torch.from_numpy(resample(draft.numpy(), job.frames, loop=job.loop)).float()
    if settings.quality == "draft" or (draft is not None and not _affordable(job)):
        if settings.quality != "draft":
            progress.warn("The drawing is too large to refine these networks: this is the draft.")
        assert draft is not None
        return TokenMotion.of_tensors(draft)
    run = Refinement(job, guide_of(job), draft, state)
    run.optimise(progress, on_preview)
    moved = run.displacements(step_generator(job.seed, FINAL))
    if run.posed:
        own = {index: run.tokens[index] for index in run.posed}
        return refined_bones(BoneRefinement(job, run.posed, own, run.anchor, moved))
    if draft is not None:
        return TokenMotion.of_tensors(
            at_least_draft(job.sketch, draft, moved, job.motions, loop=job.loop)
        )
    return TokenMotion.of_tensors(pinned(moved, job.sketch, loop=job.loop))


def guide_of(job: VectorJob) -> MotionGuide:
    """Return what pulls the points: the video model where there is one, else the prior itself."""
    if job.video is None:
        return PriorGuide(job.prior)
    return VideoGuide(job.video, job.scene, job.frames, job.settings.video)


def _affordable(job: VectorJob) -> bool:
    """Return whether the networks fit into memory (only "flat" ones may not)."""
    network = job.settings.network
    if network.tokens != "flat":
        return True
    return flat_parameters(len(job.scene.tokens), job.frames, network.width) < MOST_PARAMETERS


class Refinement:
    """The networks of all objects, and how far their optimisation has come."""

    def __init__(
        self,
        job: VectorJob,
        guide: MotionGuide,
        draft: Tensor | None,
        state: TrainingState | None = None,
    ) -> None:
        self.job = job
        self.guide = guide
        self.draft = draft
        self.anchor = torch.zeros(0) if draft is None else draft.clone()
        self.state = state if state is not None else TrainingState()
        owner = torch.from_numpy(job.scene.token_objects())
        self.tokens = [torch.nonzero(owner == i)[:, 0] for i in range(len(job.captions))]
        self.networks = [self._network(index) for index in range(len(job.captions))]

    @property
    def posed(self) -> dict[int, PosedNetwork]:
        """The networks that move bones, by index of their object."""
        found = enumerate(self.networks)
        return {index: own for index, own in found if isinstance(own, PosedNetwork)}

    def displacements(
        self, generator: torch.Generator | None = None, objects: tuple[int, ...] | None = None
    ) -> Tensor:
        """Return the displacements [F, T, 2] that the networks of some objects give; 0 elsewhere.

        Without `objects` all of them are asked, and no gradient is kept.
        """
        chosen = range(len(self.networks)) if objects is None else objects
        moved = torch.zeros(self.guide.frames, len(self.job.scene.tokens), 2)
        for index in chosen:
            own = self._as_tokens(index, self.networks[index](generator)).to(moved.device)
            moved = moved.index_add(1, self.tokens[index], own)
        return moved.detach() if objects is None else moved

    def optimise(self, progress: Reporting, on_preview: PreviewCallback) -> None:
        """Run the stages, from the stage and step that the state holds."""
        fitted = self.job.settings.quality != "full"
        if fitted and self.draft is not None:
            self._fit(self.draft, progress)
        self.state.restore(self.networks)
        for number in range(self.state.stage, len(self.job.stages)):
            self._run(number, progress, on_preview)

    def _fit(self, draft: Tensor, progress: Reporting) -> None:
        """Let the networks start from a draft; bones, from what they know to act if they do."""
        for index, network in enumerate(self.networks):
            own = self.tokens[index]
            if isinstance(network, PosedNetwork):
                network.start_from(self._first_pose(index, network, draft[:, own]))
                with torch.no_grad():
                    self.anchor[:, own] = network().detach()
            elif not self.state.started:
                progress.step("fit", index, len(self.networks))
                fit_network(network, draft[:, own])

    def _first_pose(self, index: int, network: PosedNetwork, draft: Tensor) -> Pose:
        acted, space = self.job.drafted_pose(index), self.job.scene.space
        if acted is None:
            return network.carrying.pose_of(draft, loop=self.job.loop)
        pose = at_frames(acted, self.guide.frames, loop=self.job.loop)
        return replace(pose, root=space.displacement_to_working(pose.root))

    def _run(self, number: int, progress: Reporting, on_preview: PreviewCallback) -> None:
        """Run one stage, from the state's step on."""
        stage, settings = self.job.stages[number], self.job.settings.optimiser
        trained = [self.networks[index] for index in stage.objects]
        optimisers = Optimisers(trained, settings)
        first = self.state.step if self.state.stage == number else 0
        if first:
            self.state.restore_optimisers(optimisers)
        view = self.job.views[number]
        for step in range(first, stage.steps):
            progress.step(stage.name, step, stage.steps)
            optimisers.set_rates(rate_factor(step, stage.steps, settings))
            self._step(number, step, view, optimisers)
            if progress.wants_checkpoint():
                state = TrainingState.of(self.networks, optimisers, number, step + 1, self.draft)
                state.save(progress)
            if progress.wants_preview():
                on_preview(self.displacements().detach().numpy())
        progress.step(stage.name, stage.steps, stage.steps)

    def _step(self, number: int, step: int, view: StageView, optimisers: Optimisers) -> None:
        """Run one iteration: one pass for both paths, or one for each (as the original)."""
        stage, settings = self.job.stages[number], self.job.settings
        apart = settings.optimiser.two_passes
        local, whole = self._learning(stage, step)
        if local:
            self._pass(number, step, LOCAL_PASS, view, optimisers)
            optimisers.step_local(shared=stage.train_global)
            if whole and not apart:
                optimisers.step_global()
        if whole and (apart or not local):
            self._pass(number, step, GLOBAL_PASS, view, optimisers)
            optimisers.step_global()

    def _learning(self, stage: Stage, step: int) -> tuple[bool, bool]:
        """Return whether the local and the global path learn; of bones, one after the other."""
        if not (stage.train_local and stage.train_global) or not set(stage.objects) & set(
            self.posed
        ):
            return stage.train_local, stage.train_global
        angles = step < self.job.settings.schedule.angles_first * stage.steps
        return not angles, angles

    def _pass(
        self, number: int, step: int, path: int, view: StageView, optimisers: Optimisers
    ) -> None:
        """Run forward, take the gradient of the guide, run backward."""
        stage, sds = self.job.stages[number], self.job.settings.sds
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
            gradient = gradient + sds.anchor * (moved.detach() - self.anchor[:, view.tokens])
        moved.backward(gradient)  # type: ignore[no-untyped-call]

    @property
    def _on_canvas(self) -> bool:
        return self.job.settings.network.canvas_points and not self.job.scene.is_sampled

    def _rest(self, tokens: Tensor) -> Tensor:
        """Return what a network is given of some tokens at rest [n, 2]."""
        scene = self.job.scene
        if not self._on_canvas:
            return token_rest(scene)[tokens]
        return torch.from_numpy(scene.handles.control).float()[tokens]

    def _as_tokens(self, index: int, moved: Tensor) -> Tensor:
        """Return the displacements [F, n, 2] of an object's tokens that its network means.

        A network of the original moves control points [F, n, 2] in canvas pixels.
        """
        if not self._on_canvas:
            return moved
        scene = self.job.scene
        maps, own = scene.handles.curve_maps, self.tokens[index]
        number = torch.zeros(len(scene.rest), dtype=torch.long)
        number[own] = torch.arange(len(own))
        four = number[torch.from_numpy(maps.curve_indices).long()[own]].to(moved.device)
        weights = torch.from_numpy(maps.curve_weights)[own].to(moved)
        return scene.space.scale * (moved[:, four] * weights[..., None]).sum(2)

    def _network(self, index: int) -> AnyNetwork:
        scene, tokens = self.job.scene, self.tokens[index]
        strokes = torch.from_numpy(scene.handles.stroke_of_handle[scene.tokens]).long()[tokens]
        own = ObjectPoints(self._rest(tokens), torch.unique(strokes, return_inverse=True)[1])
        seed = step_generator(self.job.seed, index, 0, FINAL).initial_seed()
        settings = self.job.settings.network
        found = self.job.refined_rig(index)
        if found is not None and len(tokens):
            carrying = TokenBones.of(scene, index, found)
            return PosedNetwork(
                carrying, own, self.guide.frames, settings, loop=self.job.loop, seed=seed
            )
        network = ObjectNetwork(own, self.guide.frames, settings, loop=self.job.loop, seed=seed)
        return network.to(self.job.device)
