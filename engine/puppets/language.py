# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""English for captions: verb forms, adverbs, sentence patterns."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

VOWELS = "aeiou"
DOUBLING = {
    "swim", "run", "jog", "flap", "wag", "hop", "skip", "trot", "spin", "bob", "nod", "dip", "slip",
    "drop", "tip", "flip", "hug", "dab", "bat", "rub", "step", "get", "sit", "shrug", "zip", "chug",
    "whip", "jig", "flit", "skim", "put", "cut", "hit", "let", "drag", "grab", "sip", "zigzag",
    "rev", "squat", "propel", "plod",
}  # fmt: skip


# Second verbs ("dip and rise"): those that follow "and" and take the form of the first
PAIRED = {
    "wave", "sway", "flutter", "swing", "ripple", "shrink", "hang", "jump", "clap", "fall", "look",
    "wag", "dive", "turn", "bend", "nibble", "drive", "take", "fly", "land", "stretch", "spin",
    "bounce", "glide", "wiggle", "manipulate", "pour", "flap", "rock", "open", "close", "twist",
    "hover", "eat", "roll", "leap", "stir", "move", "grow", "suck",
}  # fmt: skip


def _paired(rest: str, form: Callable[[str], str]) -> str:
    """Return the rest of a phrase with the second verb, after "and", in the same form."""
    before, joint, after = rest.rpartition("and ")
    if joint and after.partition(" ")[0] in PAIRED:
        return f"{before}and {form(after)}"
    return rest


def third(phrase: str) -> str:
    """Return the third person: "swim away" -> "swims away"."""
    verb, _, rest = phrase.partition(" ")
    rest = _paired(rest, third)
    if verb == "be":
        out = "is"
    elif verb.endswith(("s", "sh", "ch", "x", "z", "o")):
        out = verb + "es"
    elif verb.endswith("y") and verb[-2] not in VOWELS:
        out = verb[:-1] + "ies"
    else:
        out = verb + "s"
    return f"{out} {rest}".rstrip()


def gerund(phrase: str) -> str:
    """Return the -ing form: "swim away" -> "swimming away"."""
    verb, _, rest = phrase.partition(" ")
    rest = _paired(rest, gerund)
    if verb == "do" and rest.startswith("not "):
        out, rest = "not", gerund(rest.removeprefix("not "))
    elif verb in DOUBLING:
        out = verb + verb[-1] + "ing"
    elif verb.endswith("ie"):
        out = verb[:-2] + "ying"
    elif verb.endswith("e") and verb not in ("be", "see") and not verb.endswith(("ee", "oe", "ye")):
        out = verb[:-1] + "ing"
    else:
        out = verb + "ing"
    return f"{out} {rest}".rstrip()


STRONG = ("wildly", "fast", "strongly", "quickly", "rapidly", "energetically", "vigorously",
          "with great energy", "very fast", "a lot", "hard", "excitedly",
          "at full speed")  # fmt: skip
WEAK = ("slowly", "gently", "a little", "softly", "slightly", "calmly", "lazily", "quietly",
        "a bit", "in slow motion", "carefully", "leisurely")  # fmt: skip
PLAIN = ("gracefully", "smoothly", "rhythmically", "steadily", "happily",
         "again and again", "elegantly", "in place", "continuously", "naturally")  # fmt: skip


def adverb(rng: np.random.Generator, level: int) -> str:
    """Choose an adverb for a level of energy (-1 gentle, 0 ordinary, 1 wild), or none: ""."""
    if level == 0:
        return str(rng.choice(PLAIN)) if rng.random() < 0.3 else ""
    return str(rng.choice(STRONG if level > 0 else WEAK)) if rng.random() < 0.9 else ""


def article(rng: np.random.Generator, noun: str) -> str:
    """Choose a determiner: "the fish", "a fish", "our fish", or "fish"."""
    pick = rng.random()
    if pick < 0.5:
        return f"the {noun}"
    if pick < 0.9:
        return f"{'an' if noun[0] in VOWELS else 'a'} {noun}"
    if pick < 0.95:
        return noun
    return f"{rng.choice(['this', 'one', 'that', 'our'])} {noun}"


GENERIC = ("it", "the drawing", "the object", "the shape", "the sketch", "the character",
           "the figure", "everything", "the thing", "the picture")  # fmt: skip

OPENERS = ("", "", "", "", "in this sketch, ", "a line drawing in which ", "an animation where ",
           "animation: ", "we see how ")  # fmt: skip
CAMEOS = ("", "", "", " with fluid motion", " in a lively way", " with natural movement",
          " against a plain white background", ", full of life",
          " in one smooth movement")  # fmt: skip


def sentence(
    rng: np.random.Generator,
    subject: str,
    verb: str,
    *,
    plural: bool = False,
    manner: str = "",
    where: str = "",
    tail: str = "",
    still: bool = False,
) -> str:
    """Compose a caption: "the fish slowly swims to the left, its tail beating"."""
    front = bool(manner) and manner.endswith("ly") and rng.random() < 0.45
    after = "" if front or not manner else f" {manner}"
    before = f"{manner} " if front else ""
    place = f" {where}" if where else ""
    head, _, _ = verb.partition(" ")
    plain = verb if plural else third(verb)
    be = "are" if plural else "is"
    pattern = rng.random()
    if pattern < 0.42:
        text = f"{subject} {before}{plain}{place}{after}"
    elif pattern < 0.68:
        text = f"{subject} {be} {before}{gerund(verb)}{place}{after}"
    elif pattern < 0.86:
        text = f"{subject} {before}{gerund(verb)}{place}{after}"
    elif pattern < 0.92 and " " not in subject.removeprefix("the ").removeprefix("a "):
        noun = subject.removeprefix("the ").removeprefix("a ")
        lead = "the" if subject.startswith("the ") else "a"
        text = (
            f"{lead} {gerund(head)} {noun}"
            if verb == head and not plural
            else (f"{subject} {before}{plain}{place}{after}")
        )
        if verb == head and not plural:
            text += place + (f" {manner}" if manner else "")
    elif pattern < 0.96:
        text = f"{before}{gerund(verb)}{place}{after}"
    else:
        text = f"make {subject} {verb}{place}" + (f" {manner}" if manner else "")
    if plural:
        text, tail = (
            x.replace("itself", "themselves").replace(" its ", " their ") for x in (text, tail)
        )
    if tail and not text.startswith("make") and rng.random() < 0.6:
        text = f"{text}, {tail}"
    if rng.random() < 0.25:
        text = str(rng.choice(OPENERS)) + text + ("" if still else str(rng.choice(CAMEOS)))
    if rng.random() < 0.35:
        text = text[0].upper() + text[1:]
    if rng.random() < 0.4:
        text += "."
    return text


def pick(rng: np.random.Generator, items: Sequence[str]) -> str:
    return str(items[int(rng.integers(len(items)))])
