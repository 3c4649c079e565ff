# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A job of the vector path, resolved once: settings, scene, captions, stages, what each stage sees.

Everything here is settled before the job begins and handed down; no later part reads the request
again or works out for itself which strokes are still or which points the prior sees. What only a
prior needs waits until it is asked for: a job that bones act needs no torch.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from addon.contract.drawing import Drawing
from addon.contract.motion_file import Motion
from addon.contract.request import Request
from engine.language.understood import Understood
from engine.priors.video.wanted import AnyFolder
from engine.rig.bones import Pose
from engine.rig.drawing_rig import DrawingRig, ObjectRig, hints_of, rig_drawing
from engine.runtime.arrays import numpy_of
from engine.vector.acted_motion import ActedMotion, act_request
from engine.vector.edge_poses import NO_EDGES, EdgePoses
from engine.vector.refinement.schedule import Stage, plan
from engine.vector.reused_motion import hints_for, retargeted_motion
from engine.vector.scene.captions import object_captions
from engine.vector.scene.object_requests import ObjectRequests
from engine.vector.scene.scene import Scene, build_scene
from engine.vector.settings import VectorSettings, vector_settings

if TYPE_CHECKING:
    import torch
    from torch import Tensor

    from engine.priors.base import MotionPrior, PointSketch
    from engine.priors.video.model import VideoModel
    from engine.vector.refinement.sds import StageView

NOT_ASKED = Understood(known=False)


@dataclass(frozen=True)
class VectorJob:
    """What is to be moved, by which prior, under which captions and settings.

    Attributes:
        scene: the drawing and its T tokens.
        prior: gives the draft, and the score too where there is no video model.
        captions: one for each active object of the scene.
        understood: what the prior reads in each caption; NOT_ASKED where bones act.
        loop: the motion closes.
        seed: of everything random.
        settings: with the limits of a video model already applied.
        stages: the schedule.
        video: the text-to-video model that distils; the prior then only gives the draft.
        rig: the bones that carry the motion of the drawing's objects; None = there are none.
        acted: what the bones act by themselves; None = nothing.
        drafted: what they would act, from which a video model refines them; None = nothing.
        edges: poses that the motion begins with or ends in.
    """

    scene: Scene
    prior: MotionPrior
    captions: tuple[str, ...]
    understood: tuple[Understood, ...]
    loop: bool
    seed: int
    settings: VectorSettings
    stages: tuple[Stage, ...]
    video: VideoModel | None = None
    rig: DrawingRig | None = None
    acted: ActedMotion | None = None
    drafted: ActedMotion | None = None
    edges: EdgePoses = NO_EDGES

    @property
    def sketch(self) -> PointSketch:
        """All tokens as the prior takes them."""
        return self._everything[0]

    @cached_property
    def _everything(self) -> tuple[PointSketch, Tensor]:
        from engine.vector.scene.sketches import sketch_of

        return sketch_of(self.scene)

    @cached_property
    def views(self) -> tuple[StageView, ...]:
        """What each stage sees.

        A stage with all objects sees `sketch` itself, so that the prior prepares it only once.
        """
        from engine.vector.refinement.sds import StageView
        from engine.vector.scene.sketches import sketch_of

        views = []
        for stage in self.stages:
            everything = len(stage.objects) == len(self.scene.active)
            seen = self._everything if everything else sketch_of(self.scene, stage.objects)
            views.append(StageView(*seen, stage.texts, stage.text, self.loop))
        return tuple(views)

    @property
    def is_acted(self) -> bool:
        """Whether bones act everything that moves, so that no prior is needed."""
        acted = self.acted
        return acted is not None and all(acted.poses[n] is not None for n in self.scene.active)

    @classmethod
    def of(
        cls,
        scene: Scene,
        prior: MotionPrior,
        captions: Sequence[str],
        settings: VectorSettings,
        *,
        prompt: str,
        loop: bool = False,
        seed: int = 0,
        video: VideoModel | None = None,
        rig: DrawingRig | None = None,
        acted: ActedMotion | None = None,
        drafted: ActedMotion | None = None,
        edges: EdgePoses = NO_EDGES,
    ) -> VectorJob:
        """Plan the stages for a scene with one caption for each active object."""
        stages = plan(captions, prompt, settings.schedule)
        poses = acted.poses if acted is not None else ()
        by_bones = {number for number, pose in enumerate(poses) if pose is not None}
        return cls(
            scene,
            prior,
            tuple(captions),
            tuple(
                prior.understood(text) if number not in by_bones else NOT_ASKED
                for number, text in zip(scene.active, captions, strict=True)
            ),
            loop,
            seed,
            settings,
            stages,
            video,
            rig,
            acted,
            drafted,
            edges,
        )

    def refined_rig(self, index: int) -> ObjectRig | None:
        """Return the bones of active object `index` that a video model refines, if it does."""
        if self.video is None or self.rig is None or not self.settings.angles:
            return None
        return self.rig.objects[self.scene.active[index]]

    def drafted_pose(self, index: int) -> Pose | None:
        """Return the pose that active object `index` is refined from, where bones know one."""
        return None if self.drafted is None else self.drafted.poses[self.scene.active[index]]

    @property
    def motions(self) -> tuple[str, ...]:
        """The motion that the prior reads in each caption, "" where it reads none."""
        return tuple(understood.motion for understood in self.understood)

    @property
    def frames(self) -> int:
        """Number of frames that the optimisation works on."""
        return self.prior.frames if self.video is None else self.settings.video.frames

    @property
    def device(self) -> torch.device:
        """Where the networks live: the original's large ones beside the video model."""
        import torch

        large = self.video is not None and self.settings.network.tokens == "flat"
        return self.video.device if self.video is not None and large else torch.device("cpu")


def resolve(
    drawing: Drawing,
    request: Request,
    objects: ObjectRequests,
    prior: MotionPrior,
    folder: AnyFolder | None,
    rig: DrawingRig | None = None,
) -> VectorJob:
    """Settle all of a job for a drawing in which something moves.

    Args:
        drawing: at rest, checked.
        request: what is asked for.
        objects: what it asks of each object.
        prior: the motion prior.
        folder: the text-to-video model that the request names, not loaded yet; None = none.
        rig: of the drawing, where it is known already.
    """
    moving_objects = np.unique(numpy_of(drawing.objects)[~objects.still])
    own_guidance = None
    if folder is not None:
        from engine.vector.video_job import distil_guidance, fitted

        own_guidance = distil_guidance(folder)
    settings = vector_settings(
        request, video=folder is not None, objects=len(moving_objects),
        distil_guidance=own_guidance,
    )  # fmt: skip
    scene = build_scene(drawing, objects.still, most_tokens=settings.draft.most_tokens)
    if folder is not None:
        settings = fitted(settings, len(scene.tokens), folder)
    captions = object_captions(request.prompt, drawing.object_names, objects.prompts)
    motion = Motion.of(request.settings)
    if not settings.rig:
        rig = None
    elif rig is None:
        still = [n for n in range(drawing.object_count) if n not in scene.active]
        rig = rig_drawing(
            scene.drawing,
            captions,
            hints=hints_for(
                motion, hints_of(request.settings, drawing.object_names), still, drawing
            ),
            skip=still,
        )
    acted, drafted, edges = None, None, NO_EDGES
    if rig is not None:
        fps = request.fps[0] / request.fps[1]
        edges = EdgePoses.of(request.settings, rig, drawing.object_names, fps)
    if motion is not None:
        acted = retargeted_motion(motion, rig, drawing, request, objects)
    elif rig is not None and settings.actions:
        acted = act_request(rig, drawing, request, objects, edges.mirrored)
    elif rig is not None and settings.angles:
        drafted = act_request(rig, drawing, request, objects, edges.mirrored)
    return VectorJob.of(
        scene,
        prior,
        [captions[index] for index in scene.active],
        settings,
        prompt=request.prompt,
        loop=request.loop,
        seed=request.seed,
        rig=rig,
        acted=acted,
        drafted=drafted,
        edges=edges,
    )
