# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""English verbs: which actions they name, what stands in for those, and what strokes can't do.

An action has one name, a verb, perhaps with a particle or a part of the body: "walk", "sit_down",
"shake_head". Which of them a body can do is told by the library of actions, not here.
"""

from __future__ import annotations

from engine.language.word_lists import read_lines, word_set, word_table

# Manner that a verb brings along where another action is taken for it: mood, size, pace.
MANNER_OF: dict[str, tuple[str, float, float]] = {
    "stagger": ("drunk", 1.0, 0.8), "stumble": ("drunk", 1.0, 0.8), "totter": ("drunk", 0.8, 0.8),
    "lurch": ("drunk", 1.2, 0.8), "reel": ("drunk", 1.2, 0.9),
    "trudge": ("tired", 0.9, 0.65), "plod": ("tired", 0.9, 0.65), "shuffle": ("tired", 0.7, 0.8),
    "lumber": ("tired", 1.1, 0.65), "traipse": ("tired", 0.9, 0.7), "sulk": ("sad", 1.0, 0.8),
    "mope": ("sad", 0.8, 0.7), "stroll": ("", 0.9, 0.8), "saunter": ("", 0.9, 0.75),
    "amble": ("", 0.9, 0.75), "wander": ("", 0.9, 0.8), "meander": ("", 0.9, 0.8),
    "mosey": ("", 0.9, 0.75), "march": ("proud", 1.2, 1.0), "strut": ("proud", 1.2, 0.9),
    "swagger": ("proud", 1.2, 0.9), "parade": ("proud", 1.1, 0.9), "stride": ("", 1.3, 1.0),
    "prance": ("happy", 1.2, 1.1), "frolic": ("happy", 1.2, 1.1), "gambol": ("happy", 1.2, 1.1),
    "caper": ("happy", 1.2, 1.1), "cavort": ("happy", 1.2, 1.1), "skip": ("happy", 1.1, 1.0),
    "stomp": ("angry", 1.3, 0.9), "storm": ("angry", 1.3, 1.2), "stamp": ("angry", 1.3, 0.9),
    "jog": ("", 0.8, 0.8), "sprint": ("", 1.3, 1.4), "dash": ("", 1.2, 1.4),
    "race": ("", 1.2, 1.35), "rush": ("", 1.1, 1.3), "hurry": ("", 1.0, 1.25),
    "bolt": ("scared", 1.2, 1.4), "flee": ("scared", 1.1, 1.35), "escape": ("scared", 1.0, 1.3),
    "scurry": ("", 0.8, 1.4), "scamper": ("", 0.9, 1.3), "scuttle": ("", 0.8, 1.4),
    "charge": ("angry", 1.2, 1.3), "zoom": ("", 1.2, 1.5), "whiz": ("", 1.2, 1.5),
    "tiptoe": ("sneaking", 0.8, 0.7), "creep": ("sneaking", 0.8, 0.6),
    "sneak": ("sneaking", 0.8, 0.7), "prowl": ("sneaking", 0.9, 0.7),
    "stalk": ("sneaking", 0.9, 0.7), "slink": ("sneaking", 0.8, 0.7),
    "skulk": ("sneaking", 0.8, 0.7), "steal": ("sneaking", 0.8, 0.7),
    "lurk": ("sneaking", 0.7, 0.6), "inch": ("", 0.6, 0.5), "crawl": ("", 0.8, 0.6),
    "nibble": ("", 0.7, 1.2), "gobble": ("", 1.2, 1.5), "devour": ("", 1.3, 1.4),
    "giggle": ("happy", 0.7, 1.2), "guffaw": ("happy", 1.4, 1.0), "shout": ("angry", 1.4, 1.1),
    "yell": ("angry", 1.4, 1.1), "scream": ("scared", 1.5, 1.2), "whisper": ("", 0.5, 0.9),
    "cower": ("scared", 1.0, 1.0), "quake": ("scared", 1.2, 1.2), "rejoice": ("happy", 1.2, 1.1),
    "celebrate": ("happy", 1.2, 1.1), "cheer": ("happy", 1.2, 1.1), "hurtle": ("", 1.2, 1.5),
    "drift": ("", 0.8, 0.6), "speed": ("", 1.2, 1.5), "accelerate": ("", 1.2, 1.4),
    "dart": ("", 1.0, 1.5), "flit": ("", 0.8, 1.3), "soar": ("", 1.0, 0.8),
}  # fmt: skip

# Which way a verb leads by itself.
WAY_OF = {
    "enter": "in", "arrive": "in", "return": "back", "exit": "out", "leave": "out", "depart": "out",
    "withdraw": "back", "retreat": "back", "quit": "out", "rise": "up", "ascend": "up",
    "descend": "down", "sink": "down", "take_off": "up", "launch": "up", "lift_off": "up",
    "climb": "up", "advance": "forward", "proceed": "forward", "approach": "towards",
    "chase": "towards", "fetch": "towards", "pursue": "towards", "follow": "towards",
    "flee": "away",
    "escape": "away", "reverse": "back", "plummet": "down", "plunge": "down", "dive": "down",
    "nosedive": "down",
    "circle": "around", "orbit": "around",
}  # fmt: skip

# What strokes can't do, by the kind in `addon.contract.beats.REFUSALS`.
_REFUSED = """
shape: melt dissolve liquefy evaporate rot decay decompose wither wilt liquify rust thaw solidify
shape: disintegrate fray corrode mould
pieces: explode shatter burst crumble split splinter erupt detonate implode fragment smash_to break
pieces: pop break_apart fall_apart blow_up crack tear_apart rip_apart tear rip
change: transform morph become metamorphose mutate change turn_into change_into evolve shapeshift
change: transmute grow_into
appear: disappear vanish appear materialize materialise fade emerge_from dematerialize teleport
appear: ignite fade_in fade_out fade_away duplicate multiply clone replicate
colour: redden blush glow shine lighten darken brighten change_colour change_color
colour: light_up illuminate blacken tarnish colour color
growth: bloom blossom sprout bud germinate hatch_from flower
"""
#: Verbs that say how another verb goes on, not what is done.
ASPECTS = word_set(
    """
    start begin continue go come keep proceed resume try attempt carry_on go_on keep_on help
    happen seem appear manage tend commence set_about get
    """
)
KEEPING = word_set("keep keep_on continue carry_on go_on resume")
#: What somebody is drawn doing who does something else: "the man sitting on the chair nods".
STATES = word_set("sit stand lie kneel lean wear hold hang rest")
ENDING = word_set("stop finish quit cease end")
CAUSING = word_set("animate make let see watch help have send set get keep hear")
#: Verbs whose noun says what is done: "takes a bow".
LIGHT = word_set(
    """
    take do make have give perform execute throw get let pull go_for
    """
)
#: Before these a verb names what is only about to happen.
INTENT = word_set(
    """
    eager ready about prepared poised prepare intend want wish hope plan wait
    """
)
#: Verbs that lead to a place and are that place's "until": "until he reaches the ball".
ARRIVING = word_set("bump crash collide reach arrive get hit touch meet come be find")

#: How something sounds, or how fast it is, that opens or shuts: "creaks open", "slams shut".
SOUNDING = word_set("creak squeak pop slam snap swing burst bang crack fly click groan flip")
#: What these do to a thing sends it off, to somebody or away.
SENDING = word_set(
    """
    throw toss hurl fling pitch lob chuck sling pass bowl serve kick boot punt dropkick
    """
)
#: What these do to a thing that was sent off ends its flight.
RECEIVING = word_set("catch grab seize snatch receive intercept trap")

#: Movements of a part of the body that go on beside whatever the whole body does, by that part.
GESTURES: dict[str, str] = {
    **dict.fromkeys(("wave", "point", "clap", "salute", "beckon", "raise", "cheer", "shrug",
                     "greet", "raise_arm", "raise_arms", "juggle", "hold", "carry", "scratch_head",
                     "rub_eyes", "fold_arms", "shake_fist"), "arms"),
    **dict.fromkeys(("nod", "shake_head", "look", "look_around", "look_up", "look_down", "listen",
                     "turn_head", "tilt_head"), "head"),
    **dict.fromkeys(("talk", "sing", "laugh", "smile", "cry", "frown", "yawn", "bark", "meow",
                     "roar", "neigh", "chirp", "howl", "hiss", "quack", "growl", "kiss", "grin",
                     "whistle", "lick", "pant"), "mouth"),
    **dict.fromkeys(("blink", "wink"), "eyes"),
    **dict.fromkeys(("wag", "swish", "wag_tail", "flick"), "tail"),
    **dict.fromkeys(("flap", "flutter", "flap_wings"), "wings"),
    **dict.fromkeys(("breathe", "tremble", "shiver"), "body"),
}  # fmt: skip

#: What things that become so do.
SIZES = {
    **dict.fromkeys(("bigger", "larger", "taller", "nearer", "closer"), "grow"),
    **dict.fromkeys(("smaller", "shorter", "tinier"), "shrink"),
}

#: Changes of light and size: "flares out", "beats between them" lead nowhere.
IN_PLACE = word_set(
    """
    flicker flash blink glow twinkle sparkle pulse beat throb breathe ripple grow come_closer shrink
    swell cough sneeze hiccup vomit sob weep snore sniff gasp sigh pant
    """
)

#: Whatever comes out so, who does it stays.
BURSTING = word_set(
    """
    squirt spurt puff burst flare spray drip leak stretch stick poke peek call cry sing shout laugh
    breathe blow spread fan pop hang cough sneeze
    """
)

#: Actions that go on until something else begins, and fill the time that others leave.
OPEN_ENDED = word_set(
    """
    walk run gallop trot canter pace amble sneak limp waddle march skip hop bound crawl slither
    wriggle climb swim float drift fly flap flutter hover glide soar sleep stand still idle wait
    rest breathe dance spin circle roll drive pedal ride sail row paddle ski skate surf slide
    swing sway rock wobble shake tremble shiver vibrate tick ring bounce bob flow ripple billow
    flicker burn rain snow eat graze chew drink talk sing laugh cry wag swish wave clap cheer
    juggle play play_guitar play_drums dig scratch groom pulse go move work exercise box fight
    read write draw paint cook stir sweep hammer saw chop pray meditate hold carry zigzag
    look_around look smile enter come leave lie sit push pull stop creep prowl stalk tiptoe jog
    sprint dart chase dash steam smoke buzz blow jiggle ascend rise fall sink descend grow
    shrink accelerate
    """
)
#: What feet do step by step: a cycle of such a gait is two steps.
ON_FOOT = ("walk", "step", "run", "jog", "march", "sneak", "limp", "waddle", "stagger", "crawl")
#: Open-ended actions that nevertheless end by themselves where another action follows.
SETTLING = word_set(
    """
    sit lie stop rise fall sink descend grow shrink stand look push pull ascend enter still
    smile
    """
)

#: Who does these away leaves the picture.
LEAVING = word_set(
    """
    walk run trot gallop canter hop swim fly drive ride race speed sail row roll crawl slither
    sneak limp skip march waddle dash go move pedal sprint jog dart scamper scurry scuttle rush
    charge prance toddle skate ski glide zoom
    """
)
#: (verb, part of the body) -> action, where the action isn't "verb_part" or the verb itself.
WITH_PART = {
    ("hit", "wing"): "flap", ("catch", "breath"): "breathe",
    ("chase", "tail"): "spin", ("swing", "trunk"): "swing_trunk", ("wave", "trunk"): "swing_trunk",
    ("sway", "trunk"): "swing_trunk", ("move", "trunk"): "swing_trunk",
    ("raise", "trunk"): "raise_trunk", ("lift", "trunk"): "raise_trunk",
    ("move", "wing"): "flap", ("beat", "wing"): "flap", ("flap", "wing"): "flap",
    ("flutter", "wing"): "flutter", ("spread", "wing"): "spread_wings", ("move", "tail"): "wag",
    ("flip", "tail"): "wag", ("flap", "tail"): "wag",
    ("slap", "tail"): "wag", ("lift", "tail"): "wag", ("raise", "tail"): "wag",
    ("curl", "tail"): "wag", ("close", "mouth"): "close_mouth", ("shut", "mouth"): "close_mouth",
    ("close", "jaw"): "close_mouth", ("shut", "jaw"): "close_mouth",
    ("close", "beak"): "close_mouth", ("shut", "beak"): "close_mouth",
    ("wave", "tail"): "wag", ("swing", "tail"): "wag", ("flick", "tail"): "wag",
    ("shake", "tail"): "wag", ("swish", "tail"): "swish", ("shake", "head"): "shake_head",
    ("turn", "head"): "turn_head", ("nod", "head"): "nod", ("bow", "head"): "nod",
    ("toss", "head"): "nod", ("bend", "head"): "nod", ("dip", "head"): "nod",
    ("open", "claw"): "snap", ("close", "claw"): "snap", ("click", "claw"): "snap",
    ("lower", "head"): "look_down", ("raise", "head"): "look_up", ("lift", "head"): "look_up",
    ("tilt", "head"): "tilt_head", ("bob", "head"): "nod", ("move", "head"): "nod",
    ("wave", "hand"): "wave", ("wave", "arm"): "wave", ("raise", "hand"): "raise_arm",
    ("raise", "arm"): "raise_arm", ("lift", "arm"): "raise_arm", ("lift", "hand"): "raise_arm",
    ("clap", "hand"): "clap", ("shake", "hand"): "shake_hands", ("swing", "arm"): "swing_arms",
    ("flap", "arm"): "flap", ("move", "arm"): "wave", ("move", "hand"): "wave",
    ("swing", "leg"): "swing_legs", ("dangle", "leg"): "swing_legs",
    ("swing", "foot"): "swing_legs", ("dangle", "foot"): "swing_legs",
    ("lift", "leg"): "kick", ("raise", "leg"): "kick", ("kick", "leg"): "kick",
    ("stamp", "foot"): "stomp", ("tap", "foot"): "tap_foot", ("open", "mouth"): "open_mouth",
    ("open", "jaw"): "open_mouth", ("open", "beak"): "open_mouth", ("snap", "jaw"): "open_mouth",
    ("close", "eye"): "blink", ("blink", "eye"): "blink", ("shrug", "shoulder"): "shrug",
    ("grow", "eye"): "surprise", ("widen", "eye"): "surprise",
    ("bend", "knee"): "squat", ("stretch", "arm"): "stretch", ("move", "leg"): "kick",
    ("pedal", "leg"): "pedal", ("wiggle", "ear"): "wiggle_ears", ("twitch", "ear"): "wiggle_ears",
    ("snap", "finger"): "clap",
    ("scratch", "head"): "scratch_head", ("rub", "eye"): "rub_eyes", ("wipe", "eye"): "rub_eyes",
    ("cross", "arm"): "fold_arms", ("fold", "arm"): "fold_arms", ("shake", "fist"): "shake_fist",
    ("pump", "fist"): "shake_fist", ("lick", "paw"): "lick", ("tie", "shoe"): "bend",
    ("sniff", "nose"): "sniff", ("rub", "belly"): "rub_belly", ("pat", "belly"): "rub_belly",
    ("hold", "belly"): "rub_belly", ("rub", "stomach"): "rub_belly",
    ("stroke", "belly"): "rub_belly", ("rub", "tummy"): "rub_belly",
    ("perk", "ear"): "perk", ("flap", "ear"): "wiggle_ears", ("move", "ear"): "wiggle_ears",
    ("flick", "ear"): "wiggle_ears", ("flutter", "ear"): "wiggle_ears",
    ("wag", "ear"): "wiggle_ears", ("shake", "ear"): "wiggle_ears", ("prick", "ear"): "perk",
    ("shake", "body"): "shake", ("wiggle", "hip"): "dance", ("give", "thumb"): "point",
    ("wiggle", "finger"): "wiggle", ("wag", "finger"): "wave", ("shake", "finger"): "wave",
    **{
        (verb, cloth): "sway"
        for verb in ("swirl", "spin", "twirl", "swing", "swish", "whirl", "sway", "flare")
        for cloth in ("skirt", "dress", "gown", "cape", "robe")
    },
}  # fmt: skip
#: What a particle makes of a verb, where "verb_particle" isn't an action of its own.
WITH_PARTICLE = {
    ("take", "off"): "take_off", ("lift", "off"): "take_off", ("blast", "off"): "take_off",
    ("burst", "from"): "launch", ("burst", "out"): "launch", ("burst", "in"): "enter",
    ("get", "up"): "stand_up", ("stand", "up"): "stand_up", ("sit", "up"): "sit_up",
    ("wake", "up"): "wake_up", ("sit", "down"): "sit", ("lie", "down"): "lie", ("go", "up"): "rise",
    ("put", "down"): "lower", ("set", "down"): "lower",
    ("lay", "down"): "lie", ("kneel", "down"): "kneel", ("fall", "over"): "fall",
    ("fall", "asleep"): "sleep", ("go", "down"): "descend", ("come", "down"): "descend",
    ("come", "up"): "rise", ("bend", "over"): "bend", ("bend", "down"): "bend",
    ("tip", "over"): "topple", ("roll", "over"): "roll",
    ("look", "around"): "look_around", ("look", "up"): "look_up",
    ("look", "down"): "look_down", ("turn", "around"): "turn_around", ("spin", "around"): "spin",
    ("pick", "up"): "pick_up", ("jump", "up"): "jump", ("slow", "down"): "stop",
    ("speed", "up"): "accelerate", ("set", "off"): "go", ("run", "away"): "run",
    ("get", "down"): "crouch",
    ("squat", "down"): "squat", ("crouch", "down"): "crouch", ("rear", "up"): "rear",
    ("curl", "up"): "curl", ("puff", "up"): "grow", ("swell", "up"): "grow",
    ("warm", "up"): "stretch", ("back", "up"): "reverse",
    ("back", "away"): "reverse", ("drive", "off"): "drive", ("fly", "off"): "fly",
    ("touch", "down"): "land", ("calm", "down"): "rest", ("hold", "still"): "still",
    ("stand", "still"): "still", ("stay", "still"): "still", ("keep", "still"): "still",
    ("be", "still"): "still", ("hang", "out"): "idle", ("move", "up"): "rise",
    ("move", "down"): "descend", ("break", "down"): "collapse", ("show", "off"): "dance",
    ("work", "out"): "exercise", ("act", "up"): "shake", ("fold", "up"): "close",
    ("cool", "down"): "rest", ("settle", "down"): "sit", ("turn", "into"): "turn_into",
    ("change", "into"): "change_into", ("grow", "into"): "grow_into", ("blow", "up"): "blow_up",
    ("light", "up"): "light_up", ("fall", "apart"): "fall_apart", ("fade", "in"): "fade_in",
    ("break", "apart"): "break_apart", ("tear", "apart"): "tear_apart", ("fade", "out"): "fade_out",
    ("fade", "away"): "fade_away", ("go", "on"): "go_on", ("keep", "on"): "keep_on",
    ("carry", "on"): "carry_on", ("hatch", "from"): "hatch_from", ("pop", "up"): "jump",
    ("pop", "out"): "jump", ("perk", "up"): "stretch", ("rock", "out"): "dance",
    ("puff", "along"): "drive", ("shut", "down"): "droop",
    ("power", "down"): "droop", ("spring", "back"): "sway", ("straighten", "up"): "straighten",
    ("straighten", "out"): "straighten", ("shut", "up"): "close",
}  # fmt: skip


SYNONYMS = word_table(read_lines("en_synonyms.txt"))
STAND_INS = word_table(read_lines("en_stand_ins.txt"))
REFUSED = {
    verb: kind
    for kind, verbs in word_table(_REFUSED.strip().splitlines()).items()
    for verb in verbs
}
#: Verb -> the actions that it names as well, in the order of the table.
NAMES: dict[str, tuple[str, ...]] = {
    verb: tuple(action for action, verbs in SYNONYMS.items() if verb in verbs)
    for verbs in SYNONYMS.values()
    for verb in verbs
}
ACTIONS = frozenset(SYNONYMS) | frozenset(STAND_INS)
"""The actions that are known where nobody says which ones a body can do."""
_OTHERS = word_set("cross pass exit act shift retreat withdraw reach head") | word_set(
    "spout follow finish touch be want prepare intend wish hope plan land storm spread"
)
VERBS: frozenset[str] = frozenset(
    verb
    for verb in (
        *ACTIONS, *NAMES, *REFUSED, *MANNER_OF, *WAY_OF, *ASPECTS, *ENDING, *CAUSING, *LIGHT,
        *SOUNDING,
        *(verb for verb, _ in (*WITH_PART, *WITH_PARTICLE)),
        *_OTHERS,
    )
    if "_" not in verb
)  # fmt: skip
