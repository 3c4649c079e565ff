# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The parts of bodies and things that are known by their nouns, by what they do alike."""

from __future__ import annotations

from engine.language.word_lists import word_set

EYE = word_set("eye eyelid pupil")
BROW = word_set("eyebrow brow")
MOUTH = word_set("mouth lip lips jaw")
NOSE = word_set("nose snout")
TONGUE = word_set("tongue")
#: What sticks out of a body and moves about the place where it hangs on it.
LIMB = word_set(
    """
    ear horn antler whisker wing arm flipper fin hand fist finger thumb paw tassel lever handle
    pendant earring strap cable cord pigtail braid ponytail leaf
    stem stalk wick plume pompom
    """
)
#: What somebody holds, or what is fixed to something, and moves like a limb.
HELD = word_set(
    """
    wrench hammer gavel phone telephone microphone brush paintbrush pencil pen crayon wand spatula
    ladle whisk glass magnifier racket umbrella lollipop torch flashlight scissors comb razor
    syringe screwdriver trophy bell bouquet rattle mallet baton palette tube flask beaker fork rake
    shovel spade hoe cup mug bottle book notebook laptop tablet camera pot pan basket axe shield
    staff sign scythe pitchfork spear drumstick spoon
    knife sword broom mop feather fan hose extinguisher megaphone telescope stethoscope
    """
)
SHEET = word_set("paper page sheet receipt ticket letter toast card drawer tray banknote")
REEL = word_set("reel drum")
END = word_set("end tip")
HOOK = word_set("hook")
DOOR = word_set("door gate")
LID = word_set("lid cover")
SMOKE = word_set("smoke steam")
#: What is worn, and may also do what any thing does: fall off, slip, spin.
WORN = word_set("hat cap crown helmet bonnet beret sombrero tiara halo hood wig")
#: What runs down a face, and may also do what any thing does.
DROP = word_set("tear teardrop drop raindrop droplet")
FLAME = word_set("flame")
#: What lies in a row and is pressed.
KEY = word_set("key")
#: What turns within something else.
DISC = word_set("disk disc cd record vinyl")
#: What hangs like a limb until it comes loose.
LOOSE = word_set("leaf stem plume")
PARTS = (
    EYE | BROW | MOUTH | NOSE | TONGUE | LIMB | HELD | SHEET | REEL | END | HOOK | DOOR | LID
) | (SMOKE | WORN | DROP | DISC | KEY | FLAME)
HALF = "half"  # of what opens and closes about a pivot
UNNAMED = "drawing"  # what a drawing is called of which nothing is said
#: Parts that a body has below its head: they hang at their lower end where they lie over it.
FROM_BELOW = HELD | word_set("arm hand fist finger thumb paw")
FACIAL = EYE | BROW | MOUTH | NOSE | TONGUE
#: What opens by its cover, and what closes so.
COVERED = word_set(
    """
    folder envelope laptop notebook box chest gift present package parcel jar pot suitcase
    briefcase basket bin can pan toilet piano teapot kettle book album diary crate casket
    """
)

#: What tells of jaws: parts, and what is done with them alone.
JAW_WORDS = word_set(
    """
    jaw jaws mouth beak bill bite bites snap snaps chomp chomps roar roars yawn yawns growl growls
    howl howls bark barks chew chews munch eat eats quack quacks
    """
)
