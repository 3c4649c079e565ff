# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The settings in the panel, which each scene stores, and the request made of them."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any, cast

import bpy

from ..client.jobs.pose_cycles import CYCLES, LABEL, chosen_cycle, cycle_of
from ..contract.errors import BadInput
from ..contract.motion_settings import FAR, SPEED, MotionSettings
from ..contract.motion_settings import RANGES as MOTION_RANGES
from ..contract.request import LONGEST_PROMPT, MOST_OBJECTS, RANGES, MotionPath, Quality, Request
from ..contract.strict_json import JSON
from . import edited_beats, host_state
from .capture.capture import PlaneChoice
from .edited_beats import SketchMotionBeat
from .objects.entries import ObjectEntry, joined_prompts

if TYPE_CHECKING:
    from bpy.types import Scene

HOLDS = (
    ("1", "Ones", "A new drawing on every frame"),
    ("2", "Twos", "Every drawing is held for two frames"),
    ("3", "Threes", "Every drawing is held for three frames"),
)
QUALITIES = (
    ("draft", "Draft", "Seconds"),
    ("standard", "Standard", "The draft, refined"),
    ("full", "Full", "The longest and most careful way"),
)
MOST_SEEDS = 9
LARGEST_SEED = 2**31 - 1  # the largest value of an integer property in Blender
PROPERTY = "sketch_motion"  # of a scene: its settings
PATHS = (
    ("vector", "Strokes Move", "The strokes themselves are moved, and can be edited as before"),
    ("warp", "Warp Paint", "The paint of a picture moves itself, with its shading and texture"),
    ("raster", "Redraw", "A video model draws every frame anew, in the style of the drawing"),
)
RESULTS = (
    ("plane", "Image Plane", "An image sequence exactly over the drawing", "IMAGE_PLANE", 0),
    ("strip", "Video Strip", "A strip of pictures in the sequencer", "SEQUENCE", 1),
    ("strokes", "Strokes", "Every picture is traced: Grease Pencil keys to draw on", "STROKE", 2),
)
MOVED_AS = (
    (
        "rig",
        "Rig",
        "Bones of an armature carry the drawing, where bones were found in it: they can be posed, "
        "and few keys move them",
    ),
    (
        "drawings",
        "Drawings",
        "Generated drawings on ones, twos or threes, and a control that moves the whole",
    ),
)
BONES = "armature"  # the expert setting by which the engine is asked for bones
PLANES = (
    ("AUTO", "Automatic", "The drawing's own plane; the camera's where the drawing isn't flat"),
    ("FIT", "Drawing", "The plane that fits the drawing best"),
    ("VIEW", "View", "The plane of the 3D view"),
    ("CAMERA", "Camera", "The plane of the camera; each point keeps its own depth"),
)
SUGGEST_FORMS = (
    ("reference", "Reference", "The lines of a known drawing in this one's form, to draw after"),
    ("strokes", "Strokes", "The drawing's own strokes, moved to where a practised hand has them"),
)


class SketchMotionSettings(bpy.types.PropertyGroup):
    """The settings of the panel, which each scene stores."""

    if TYPE_CHECKING:
        path: str
        result: str
        moved_as: str
        fidelity: float
        pose_cycle: str
        pose_folder: str
        keep_later: bool
        moves_here: bpy.types.Image | None
        picture: Any
        prompt: str
        frames: int
        hold: str
        loop: bool
        strength: float
        speed: float
        far: float
        beats: Any
        beats_of: str
        beats_are_edited: bool
        snap_markers: bool
        snap_sounds: bool
        quality: str
        seed: int
        seeds: int
        model: str
        preset: str
        preset_prompt: str
        start_here: bool
        start: int
        show_preview: bool
        show_bones: bool
        live: bool
        clean_strength: float
        suggest_degree: float
        suggest_form: str
        colour_shading: bool
        side_by_side: bool
        plane: str
        selected_only: bool
        show_objects: bool
        count_objects: bool
        object_count: int
    else:
        path: bpy.props.EnumProperty(
            name="Way", description="How the drawing is brought to life", items=PATHS
        )
        result: bpy.props.EnumProperty(
            name="Result As", description="As what the redrawn frames come back", items=RESULTS
        )
        moved_as: bpy.props.EnumProperty(
            name="Result", description="As what moved strokes come back", items=MOVED_AS
        )
        fidelity: bpy.props.FloatProperty(
            name="Fidelity",
            description="0: free motion; 1: every frame stays close to the drawing",
            default=0.5,
            min=0.0,
            max=1.0,
            step=5,
        )
        pose_cycle: bpy.props.EnumProperty(
            name=LABEL,
            description="A known cycle instead of a video model: the drawing is drawn in its poses",
            items=CYCLES,
        )
        pose_folder: bpy.props.StringProperty(
            name="Folder",
            description="The pictures of your pose cycle",
            subtype="DIR_PATH",
        )
        keep_later: bpy.props.BoolProperty(
            name="Keep Later Drawings",
            description="Pass through what is drawn on later keys, where the model can",
        )
        moves_here: bpy.props.PointerProperty(
            name="Moves Here",
            description="Things move only where this picture of the canvas is light",
            type=bpy.types.Image,
        )
        picture: bpy.props.PointerProperty(
            name="Picture",
            description="What is redrawn when no drawing and no picture is selected",
            type=bpy.types.Image,
        )
        prompt: bpy.props.StringProperty(
            name="Prompt",
            description="What should happen, like: the fish swims away",
            maxlen=LONGEST_PROMPT,
            options={"TEXTEDIT_UPDATE"},
            update=host_state.motion_changed,
        )
        frames: bpy.props.IntProperty(
            name="Frames",
            description="Length of the animation",
            default=24,
            min=int(RANGES["frames"][0]),
            max=int(RANGES["frames"][1]),
            soft_max=120,
            update=host_state.motion_changed,
        )
        hold: bpy.props.EnumProperty(
            name="Drawings On", description="How long each drawing is held", items=HOLDS
        )
        loop: bpy.props.BoolProperty(
            name="Loop",
            description="The end leads back to the beginning, and goes on",
            update=host_state.motion_changed,
        )
        strength: bpy.props.FloatProperty(
            name="Strength",
            description="How large the motion is; 0 leaves the drawing as it is",
            default=1.0,
            min=RANGES["strength"][0],
            max=RANGES["strength"][1],
            soft_max=2.0,
            step=5,
            update=host_state.motion_changed,
        )
        speed: bpy.props.FloatProperty(
            name="Speed",
            description="How fast everything is done; 2 is twice as often",
            default=1.0,
            min=MOTION_RANGES[SPEED][0],
            max=MOTION_RANGES[SPEED][1],
            soft_max=2.0,
            step=5,
            update=host_state.motion_changed,
        )
        far: bpy.props.FloatProperty(
            name="How Far",
            description="How far it goes; 2 is twice as far as the sentence says",
            default=1.0,
            min=MOTION_RANGES[FAR][0],
            max=MOTION_RANGES[FAR][1],
            soft_max=2.0,
            step=5,
            update=host_state.motion_changed,
        )
        beats: bpy.props.CollectionProperty(type=SketchMotionBeat)
        beats_of: bpy.props.StringProperty(options={"HIDDEN"})  # the sentences that they are of
        beats_are_edited: bpy.props.BoolProperty(options={"HIDDEN"})
        snap_markers: bpy.props.BoolProperty(
            name="Markers",
            description="Beats that are dragged snap to the markers of the timeline",
            default=True,
            update=host_state.views_changed,
        )
        snap_sounds: bpy.props.BoolProperty(
            name="Sound",
            description="Beats that are dragged snap to the beats of the sounds in the sequencer",
            default=True,
            update=host_state.views_changed,
        )
        quality: bpy.props.EnumProperty(
            name="Quality",
            description="How long the engine works on it",
            items=QUALITIES,
            default="standard",
        )
        seed: bpy.props.IntProperty(
            name="Seed",
            description="Another number gives another motion",
            min=0,
            update=host_state.motion_changed,
        )
        seeds: bpy.props.IntProperty(
            name="Versions",
            description="How many motions to make at once, each with the next seed, to pick from",
            default=1,
            min=1,
            max=MOST_SEEDS,
        )
        model: bpy.props.StringProperty(
            name="Model",
            description="What the motion is learnt from: empty for the one that came along",
        )
        preset: bpy.props.StringProperty(name="Preset", description="The preset chosen last")
        preset_prompt: bpy.props.StringProperty(options={"HIDDEN"})  # the prompt that it came with
        start_here: bpy.props.BoolProperty(
            name="Start at the Current Frame",
            description="Animate the drawing that is seen now, from this frame on",
            default=True,
        )
        start: bpy.props.IntProperty(
            name="Start",
            description="The frame whose drawing is animated, from there on",
            default=1,
        )
        show_preview: bpy.props.BoolProperty(
            name="Preview in the View",
            description="Show the motion over the drawing while it is being made",
            default=True,
            update=host_state.views_changed,
        )
        live: bpy.props.BoolProperty(
            name="Live",
            description="Play the motion over the drawing while you type and move sliders",
            default=True,
            update=host_state.motion_changed,
        )
        clean_strength: bpy.props.FloatProperty(
            name="Strength",
            description="How far apart lines may run that become one",
            default=0.5,
            min=0.0,
            max=1.0,
        )
        suggest_degree: bpy.props.FloatProperty(
            name="Degree",
            description="How far a suggestion goes from the drawing's own form",
            default=0.5,
            min=0.0,
            max=1.0,
        )
        suggest_form: bpy.props.EnumProperty(
            name="As",
            description="What is suggested",
            items=SUGGEST_FORMS,
        )
        colour_shading: bpy.props.BoolProperty(
            name="Shading",
            description="Shapes of shade over the flat colours",
        )
        show_bones: bpy.props.BoolProperty(
            name="Show Bones",
            description="Show what the drawing bends at, and let it be corrected",
            update=host_state.views_changed,
        )
        side_by_side: bpy.props.BoolProperty(
            name="Side by Side",
            description="Compare takes beside each other; off: one over the other",
            default=True,
        )
        plane: bpy.props.EnumProperty(
            name="Plane", description="The plane that the strokes move in", items=PLANES
        )
        selected_only: bpy.props.BoolProperty(
            name="Selected Strokes", description="Animate the selected strokes; the rest stays"
        )
        count_objects: bpy.props.BoolProperty(
            name="Say How Many",
            description="Find this number of objects; off: as many as there seem to be",
        )
        object_count: bpy.props.IntProperty(
            name="Objects",
            description="How many objects there are in the drawing",
            default=2,
            min=1,
            max=MOST_OBJECTS,
            soft_max=12,
        )
        show_objects: bpy.props.BoolProperty(
            name="Show Objects",
            description="Show each object in its color in the viewport while its list is open",
            default=True,
            update=host_state.views_changed,
        )


def settings_of(scene: Scene) -> SketchMotionSettings:
    """Return the settings of the panel in a scene."""
    return cast(SketchMotionSettings, getattr(scene, PROPERTY))


def request_of(scene: Scene, objects: Sequence[ObjectEntry] = ()) -> Request:
    """Return the scene's settings as a request, without the objects' own settings.

    Those are added once it is known which objects the captured drawing has. Raises BadInput when
    neither the scene nor any of `objects` has a prompt.
    """
    settings = settings_of(scene)
    prompt = settings.prompt.strip() or joined_prompts(objects)
    if not prompt:
        raise BadInput("Say what should happen.", hint="For example: the fish swims away.")
    return Request(
        prompt=prompt,
        frames=settings.frames,
        fps=frame_rate(scene),
        hold=int(settings.hold),
        loop=settings.loop,
        strength=settings.strength,
        quality=cast(Quality, settings.quality),
        seed=settings.seed,
        model=settings.model,
        preset=settings.preset,
        settings={
            **motion_of(scene, objects).to_settings(),
            **({BONES: True} if wants_bones(scene) else {}),
        },
    )


def motion_of(scene: Scene, objects: Sequence[ObjectEntry]) -> MotionSettings:
    """Return what the panel settles about the motion besides the sentences."""
    settings = settings_of(scene)
    beats = edited_beats.reading_of(settings, edited_beats.sentences(settings.prompt, objects))
    return MotionSettings(round(settings.speed, 4), round(settings.far, 4), beats)


def wants_bones(scene: Scene) -> bool:
    """Return whether moved strokes are to come back as a rig."""
    settings = settings_of(scene)
    return settings.path == "vector" and settings.moved_as == "rig"


def current_request(scene: Scene) -> Request:
    """Return the scene's settings as a request that may lack a prompt, to compare with presets."""
    settings = settings_of(scene)
    return Request(
        prompt=settings.prompt.strip(),
        path=cast(MotionPath, settings.path),
        frames=settings.frames,
        fps=frame_rate(scene),
        hold=int(settings.hold),
        loop=settings.loop,
        strength=settings.strength,
        quality=cast(Quality, settings.quality),
        seed=settings.seed,
        model=settings.model,
        settings=_redrawn(settings) if settings.path == "raster" else {},
    )


def _redrawn(settings: SketchMotionSettings) -> dict[str, JSON]:
    """Return the settings of Redraw: fidelity, and the pose cycle as far as it is chosen."""
    folder = bpy.path.abspath(settings.pose_folder)
    cycle = chosen_cycle(settings.pose_cycle, folder)
    return {"fidelity": round(settings.fidelity, 4), **cycle}


def take_over(scene: Scene, request: Request) -> None:
    """Put the settings of a request into the panel. The scene's frame rate stays as it is."""
    settings = settings_of(scene)
    settings.prompt = request.prompt
    settings.path = request.path
    settings.frames = request.frames
    settings.hold = str(request.hold)
    settings.loop = request.loop
    settings.strength = request.strength
    settings.quality = request.quality
    settings.seed = min(request.seed, LARGEST_SEED)
    settings.model = request.model
    settings.preset = request.preset
    motion = MotionSettings.of(request.settings)
    settings.speed, settings.far = motion.speed, motion.far
    if motion.beats is not None:
        said = edited_beats.sentences(request.prompt, request.objects)
        edited_beats.keep(settings, motion.beats.beats, said)
    elif settings.beats_are_edited:
        edited_beats.forget(settings)
    if request.path == "vector":
        settings.moved_as = "rig" if request.settings.get(BONES) is True else "drawings"
    settings.pose_cycle, settings.pose_folder = cycle_of(request.settings)
    fidelity = request.settings.get("fidelity")
    if isinstance(fidelity, (int, float)):
        settings.fidelity = float(fidelity)


def start_of(scene: Scene) -> int:
    """Return the scene's frame whose drawing is animated."""
    settings = settings_of(scene)
    return int(scene.frame_current if settings.start_here else settings.start)


def frame_rate(scene: Scene) -> tuple[int, int]:
    """Return the frames per second as a fraction: 23.976 is 24 with a base of 1.001 in Blender."""
    rate = Fraction(scene.render.fps) / Fraction(scene.render.fps_base).limit_denominator(1001)
    return rate.numerator, rate.denominator


def plane_of(scene: Scene) -> PlaneChoice:
    """Return which plane the strokes are to move in."""
    return cast(PlaneChoice, settings_of(scene).plane)
