# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What parts of a body or a thing do by themselves: ears twitch, an eye winks, a tassel swings.

A sentence tells it of the part ("the tassel swings"), of its owner ("the fox twitches its ears"),
or leaves the part unsaid ("she winks").
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from engine.language.clause import Clause
from engine.language.inflection import noun_base
from engine.language.manner_words import part_of
from engine.language.nouns import matching
from engine.language.part_nouns import (
    BROW,
    COVERED,
    DISC,
    DOOR,
    DROP,
    END,
    EYE,
    FACIAL,
    FLAME,
    HALF,
    HELD,
    HOOK,
    KEY,
    LID,
    LIMB,
    LOOSE,
    MOUTH,
    NOSE,
    PARTS,
    REEL,
    SHEET,
    SMOKE,
    TONGUE,
    UNNAMED,
    WORN,
)
from engine.language.part_words import (
    LIQUID,
    UNKNOWN,
    PartWord,
    act_by_hanging,
    part_acting,
    part_rows,
    part_word,
    singular,
)
from engine.language.verb_words import GESTURES, WITH_PART
from engine.language.word_lists import word_set

_SHAKEN = word_set(
    """
    wave wag swing shake swish sway dangle bob move brandish bang stir greet
    """
)
_TWITCHED = word_set(
    """
    wiggle twitch flick jiggle quiver tremble wriggle waggle jerk vibrate rustle wobble bounce snip
    clip
    """
)
_FLAPPED = word_set("flap flutter beat spread stretch")
_RAISED = word_set("raise lift rise perk prick point")
_LOWERED = word_set("lower drop droop fall sink descend hang")
_TAPPED = word_set("tap knock strike poke pat hammer pound")
_TURNED = word_set("roll spin turn rotate whirl revolve")
#: What somebody does with a hand, and with what it holds.
_HANDS = HELD | word_set("hand fist")
_GREETING = word_set("wave greet")
_USED = word_set(
    """
    turn twist rotate use aim shift adjust operate spin flip tip crank paint draw write sketch
    scribble conduct
    """
)
_UPWARDS = word_set("rise billow curl drift pour come puff float climb go stream")
_COMING = word_set("slide come pop stick emerge feed go shoot poke eject push print hang")
_LIMBS = (
    ("part_swings", _SHAKEN), ("part_twitches", _TWITCHED), ("part_flaps", _FLAPPED),
    ("part_rises", _RAISED), ("part_sinks", _LOWERED), ("part_taps", _TAPPED),
)  # fmt: skip
#: Nouns of parts -> their actions with the verbs for each.
_ACTS = (
    (EYE, (
        ("eye_wink", word_set("wink")),
        ("eyes_blink", word_set("blink close shut flutter twitch bat")),
        ("eyes_widen", word_set("grow widen open bulge pop enlarge goggle stare")),
        ("eyes_roll", word_set("roll spin circle")),
        ("eyes_narrow", word_set("narrow squint")),
        ("glance", word_set("look move dart shift glance wander turn go gaze peer")),
    )),
    (BROW, (
        ("brows_bob", word_set("wiggle bounce twitch waggle jump bob")),
        ("brows_raise", _RAISED | word_set("arch")),
        ("brows_lower", _LOWERED | word_set("furrow frown knit")),
    )),
    (MOUTH, (
        ("lips_open", word_set("open gape drop yawn gasp part widen fall")),
        ("lips_close", word_set("close shut")),
        ("lips_talk", word_set("talk speak sing chat whisper shout yell scream move say chew")),
        ("lips_smile", word_set("smile grin curl")),
        ("part_twitches", _TWITCHED),
    )),
    (NOSE, (("part_twitches", _TWITCHED | _SHAKEN | word_set("wrinkle sniff scrunch crinkle")),)),
    (TONGUE, (("stick_out", _COMING | word_set("show")), ("part_swings", _SHAKEN | _TWITCHED))),
    (_HANDS, (("part_waves", _GREETING), *_LIMBS, ("part_swings", _USED))),
    (LIMB | END, _LIMBS),
    (SHEET, (("slide_out", _COMING | _RAISED | word_set("open")), ("part_twitches", _TWITCHED))),
    (REEL, (("roll_within", _TURNED),)),
    (DISC, (("spin", _TURNED),)),
    (FLAME, (("flame_flickers", word_set("flicker burn dance flare waver sway blaze")),)),
    (KEY, (("press_down", word_set("go move press play dance sink fall lower")),)),
    (DOOR, (
        ("door_open", word_set("open swing")), ("door_shut", word_set("close shut slam")),
    )),
    (LID, (
        ("lid_lift", word_set("open lift rise pop raise come fly")),
        ("lid_shut", word_set("close shut fall")),
        ("part_twitches", _TWITCHED | word_set("rattle shake")),
    )),
    (SMOKE, (("puff_up", _UPWARDS),)),
    (DROP, (("trickle_down", word_set("run roll slide trickle drip flow stream fall shed go")),)),
    (WORN, (
        ("hat_tip", word_set("tip lift raise doff take")),
        ("part_twitches", _TWITCHED | word_set("sway shake")),
    )),
    (HOOK, (("let_down", _LOWERED | word_set("go come")), ("part_swings", _SHAKEN))),
)  # fmt: skip
_COMING_OFF = word_set("lift pop come fly jump shoot burst blow rise go float")
#: What anything does that is loose.
_LOOSENED = word_set("fall drop fly blow")
#: Actions -> the directions that they mean themselves.
_MEANT = {
    **dict.fromkeys(("part_rises", "hat_tip", "lid_lift"), ("up",)),
    **dict.fromkeys(("part_sinks", "let_down", "lid_shut"), ("down",)),
    "trickle_down": ("down", "over"), "slide_out": ("out", "up"),
    "puff_up": ("up", "out", "around", "through", "over"), "roll_within": ("around",),
}  # fmt: skip
#: Verbs of the other actions that lead where a sentence says, and the ways that lead nowhere.
_LEADING = word_set("move bounce flutter stir vibrate jerk")
_NOWHERE = ("", "up", "down", "around", "over", "back")
#: Verbs that lead nowhere, whatever way is said.
_ON_THE_SPOT = word_set("point hang turn spin rotate whirl revolve open close shut")
#: What "goes up" and "moves down" do.
_GOING = {"up": "raise", "down": "lower"}

#: Verbs that say only which way a part goes, and what they mean then.
_GOES = word_set("go move tilt flip fold swing bend turn come pop stand point lift fly tip angle")
#: Verbs of what turns out on its hinge, and doesn't slide.
_FOLDS = word_set("fold flip swing bend")
_WAYS = {"up": "raise", "down": "lower", "out": "slide", "around": "turn"}

#: What is often drawn alone goes there as a whole, or rolls.
_ELSEWHERE = word_set("left right forward away out in towards through back")
_IN_PLACE = ("", "up", "down", "out", "around")
_ROLLING = word_set("roll go move")
#: Parts that have bones of their own, or act like bodies.
_WITH_BONES = word_set(
    "flag pennant banner streamer flower blossom bloom puppet clown doll jack chick bird fish bee"
)

#: Verbs that a part does without being named, and the part.
UNSAID = {
    **dict.fromkeys(("wink", "blink", "look", "look_around", "glance"), "eye"),
    **dict.fromkeys(
        ("talk", "speak", "sing", "chat", "whisper", "shout", "yell", "scream"), "mouth"
    ),
    **dict.fromkeys(("yawn", "smile", "grin", "gasp"), "mouth"),
    **dict.fromkeys(("wave", "greet", "stir", "snip", "paint", "draw", "write", "hammer"), "hand"),
}
#: One of several does these.
_ONE = ("wink",)


def part_noun(noun: str) -> str:
    """Return a noun of `PARTS` for itself, its plural or a numbered object; "" for others."""
    word = "".join(re.findall(r"[^\W\d_]+", noun.lower())[-1:])
    return next((each for each in (word, noun_base(word), f"{word}s") if each in PARTS), "")


def is_hung(name: str, names: Sequence[str] = ()) -> bool:
    """Tell whether an object is called like a part that moves about the place where it hangs.

    names: of all objects, among them that of what it is a part of.
    """
    if part_noun(name) not in HELD | {""}:
        return True
    return hanging_word(name, names) is not None


def hanging_word(name: str, names: Sequence[str]) -> PartWord | None:
    """Return what is known of a part that an object is called like; None for what isn't joined.

    What has bones of its own is a part only where its whole is among the objects' names.
    """
    noun, mine = _table_noun(name), _last_word(name)
    if any(mine in row.wholes for other in names for row in part_rows(_table_noun(other), mine)):
        return None  # what has parts among the objects
    wholes = [_last_word(other) for other in names if _table_noun(other) != noun]
    wholes = wholes or [""] * (noun == HALF or _are_but_parts(noun, names))
    wholes = ["" if whole == UNNAMED else whole for whole in wholes]
    words = [word for whole in wholes if (word := part_word(noun, whole)) is not None]
    found = next((word for word in words if word.wholes), None)
    if found is None and noun not in _WITH_BONES:
        found = next(iter(words), None)
    return None if found is None or found.hangs == "loose" else found


def _are_but_parts(noun: str, names: Sequence[str]) -> bool:
    """Tell whether nothing is drawn but several parts of one name: the keys of a pad."""
    every = all(_table_noun(name) == noun for name in names)
    return len(names) > 1 and every and not any(row.alone for row in part_rows(noun))


def _last_word(name: str) -> str:
    return "".join(re.findall(r"[^\W\d_]+", name.lower())[-1:])


def _table_noun(name: str) -> str:
    return singular(_last_word(name))


def act_of(noun: str, verb: str) -> str:
    """Return the action by which a part does what a verb says, "" for none."""
    if noun in LOOSE and verb in _LOOSENED:
        return ""
    for nouns, acts in _ACTS:
        if noun in nouns:
            return next((act for act, verbs in acts if verb in verbs), "")
    return ""


def act_told(name: str, names: Sequence[str], clause: Clause) -> str:
    """Return the action by which an object that is a part does what a clause says, "" for none.

    name: the object's; names: of all objects. What is known of a part of just this whole comes
    first.
    """
    word, noun = hanging_word(name, names), part_noun(name)
    if "off" in clause.said_words and clause.verb in _COMING_OFF and word is not None:
        return "comes_off" if clause.direction in (*_IN_PLACE, "away") else ""
    if word is not None and word.hangs in ("slides", "presses") and "in" in clause.ways:
        return "slide_in"
    act = act_by_hanging(word.hangs, _meant(clause)) if word is not None else ""
    if word is not None and word.alone and not word.wholes:
        act = "" if clause.direction in _ELSEWHERE or clause.verb in _ROLLING else act
    spot = act in ("part_swings", "part_twitches", "part_flaps") or clause.verb in _ON_THE_SPOT
    if (clause.direction not in _IN_PLACE and not spot) or (
        noun in LOOSE and clause.verb in _LOOSENED
    ):
        act = ""
    if act == "part_swings" and noun in _HANDS and clause.verb in _GREETING:
        return "part_waves"
    if word is not None and word.wholes and act:
        return act
    return (act_in(noun, clause) if noun else "") or act


def _meant(clause: Clause) -> str:
    """Return the verb that a clause means for a part: to swing open is to open."""
    said = clause.said_words
    for words, verb in (({"open"}, "open"), ({"shut", "closed"}, "shut")):
        if words & said and clause.verb not in ("close", "shut", "open"):
            return verb
    if clause.verb in _FOLDS and "out" in clause.ways:
        return "open"
    if clause.verb in _GOES and (ways := [way for way in clause.ways if way in _WAYS]):
        return _WAYS[ways[0]]
    return clause.verb


def act_in(noun: str, clause: Clause) -> str:
    """Return the action by which a part does what a clause says, "" where it leads it elsewhere."""
    way = "down" if "down" in clause.ways and clause.direction == "over" else clause.direction
    goes = clause.verb in ("go", "move") and noun not in WORN | LOOSE
    act = act_of(noun, _GOING.get(way, "")) if goes else ""
    act = act or act_of(noun, clause.verb)
    if not way or noun in FACIAL | DOOR or clause.verb in _ON_THE_SPOT:
        return act
    if act in _MEANT:
        comes_off = act in ("lid_lift", "hat_tip") and way == "away" and "off" in clause.ways
        comes_out = act == "slide_out" and "from" in clause.ways
        return act if way in _MEANT[act] or comes_off or comes_out else ""
    return act if clause.verb not in _LEADING or way in _NOWHERE else ""


def unsaid_part(clause: Clause) -> str:
    """Return the part that a clause speaks of without naming it, "" for none."""
    if not clause.objects:
        wholes = [token.word for token in clause.subjects]
        if clause.verb in ("open", "close", "shut") and COVERED.intersection(wholes):
            return "lid"
        if part := part_acting(wholes, clause.verb):
            return part
    return UNSAID.get(clause.verb, "")


def _is_whole(clause: Clause, names: Sequence[str]) -> bool:
    """Tell whether a clause is about the one object, beside parts, that these were taken from."""
    wholes = tuple(
        name
        for name in names
        if part_noun(name) in COVERED | {""} and hanging_word(name, names) is None
    )
    wholes = wholes or tuple(names[:1])  # "the fan" is no part of what its blades are of
    called = all(t.kind != "noun" or matching(t.word, wholes) for t in clause.subjects)
    return len(wholes) == 1 and len(clause.subjects) <= 1 and called and not clause.negated


def parts_meant(clause: Clause, names: Sequence[str]) -> list[str]:
    """Return the objects that are parts which a clause lets act; none where their owner acts."""
    if len(names) < 2:
        return []
    halves = [name for name in names if _table_noun(name) == HALF]
    if len(halves) == 2 and act_told(halves[0], names, clause):
        return halves
    if liquids := _liquids_meant(names, clause):
        return liquids
    # "the face's eyes", "the smoke"
    owned = [t for t in clause.subjects if t.owned or part_noun(t.word) in SMOKE]
    own = [token.word for token in (*owned, *clause.objects) if token.kind == "noun"]
    nouns = [noun for noun in map(part_noun, own) if noun]
    if found := _hanging_meant(own, names, clause):
        return found
    if not nouns and _is_whole(clause, names):
        nouns = [unsaid_part(clause)]
        if found := _hanging_meant(nouns, names, clause):
            return found
    for noun in nouns:
        if noun in HELD:  # what is an object of its own goes with who holds it
            noun = "" if any(part_noun(name) == noun for name in names) else "hand"
        found = [name for name in names if part_noun(name) == noun]
        worn = noun in WORN | DROP and bool(owned)  # "the princess's crown falls off"
        if noun and found and (act_of(noun, clause.verb) or worn):
            return found[-1:] if clause.verb in _ONE else found
    return _owned_objects(clause, names)


def _owned_objects(clause: Clause, names: Sequence[str]) -> list[str]:
    """Return the objects that go by what a subject has, known or not: "the ship's periscope"."""
    if len(clause.subjects) != 2 or clause.negated or not clause.subjects[1].owned:
        return []
    noun = clause.subjects[1].word
    called = (noun, f"{noun} {UNKNOWN}")
    found = [name for name in names if name.rstrip("0123456789").rstrip() in called]
    return found if len(found) < len(names) else []


def _liquids_meant(names: Sequence[str], clause: Clause) -> list[str]:
    """Return the liquids by which what they are in does what a clause says: "the glass fills"."""
    subjects = [token.word for token in clause.subjects if token.kind == "noun"]
    if len(subjects) != 1 or clause.negated or part_acting(subjects, clause.verb) != LIQUID:
        return []
    words = {name: hanging_word(name, names) for name in names}
    return [name for name, word in words.items() if word is not None and word.hangs == LIQUID]


def _hanging_meant(nouns: Sequence[str], names: Sequence[str], clause: Clause) -> list[str]:
    """Return the objects that go by the first noun of parts which do what a clause says."""
    for noun in filter(None, map(singular, nouns)):
        found = [name for name in names if _table_noun(name) == noun]
        owned = any(t.owned and singular(t.word) == noun for t in clause.subjects)
        if found and (owned or act_told(found[0], names, clause)):
            return found[-1:] if clause.verb in _ONE else found
    return []


def without_part(clause: Clause, action: str, *, planned: bool) -> bool:
    """Tell whether a clause lets a part act that isn't drawn, and the action knows nothing of it.

    All would move then as the part should. planned: whether bones may move limbs in the whole.
    """
    for token in clause.objects:
        noun = part_noun(token.word) if token.kind == "noun" else ""
        owner = token.owned or token not in clause.subjects  # else it may be all that is drawn
        limb = noun in LIMB and token.owned and not (planned and noun in _OF_BODIES)
        limb = limb and not (noun in _SHED and clause.verb in _SHAKEN | _TWITCHED | _FLAPPED)
        told = owner and (noun in FACIAL or limb)
        if told and noun not in action and act_of(noun, clause.verb):
            named = (clause.verb, part_of(noun) or noun) in WITH_PART
            return not named and GESTURES.get(action, "") not in _MOVERS[noun in LIMB]
    return False


def moves_all(clause: Clause, action: str, own: Collection[str]) -> bool:
    """Tell whether a clause lets a part of a body act, but all would go: "raises its tail".

    own: what the body has actions of its own for.
    """
    parts = [part_of(token.word) for token in clause.objects if token.owned]
    named = any(part and not (own and part in _OF_BODIES) for part in parts)
    return named and action in _GROSS and action not in own


#: What a thing does as a whole, and nobody means by a part.
_GROSS = ("lift", "lower", "punch", "grow", "spin")
#: Limbs of bodies and plants that have bones; and those that shake with the whole.
_OF_BODIES = word_set("arm hand fist finger thumb paw wing fin flipper leaf stem stalk")
_SHED = word_set("leaf wing fin flipper")
#: What gestures move, that parts of a face and limbs belong to.
_MOVERS = (("mouth", "eyes", "head"), ("arms", "wings"))
