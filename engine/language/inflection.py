# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The forms of English verbs and nouns, by rule and by a table of irregular ones."""

from __future__ import annotations

from collections.abc import Iterator

from engine.language.text import singular
from engine.language.word_lists import word_set

_IRREGULAR = """
run ran; swim swam swum; fly flew flown flies; shake shook shaken; sit sat sitting; stand stood;
eat ate eaten; fall fell fallen; rise rose risen; blow blew blown; swing swung; spin spun;
leap leapt; creep crept; sleep slept; dive dove; drive drove driven; throw threw thrown;
ride rode ridden; bend bent; sink sank sunk; lie lay lain lying; die dying; go went gone goes;
come came; get got gotten; take took taken; give gave given; make made; do did done does;
have had has; be is are was were been being am; catch caught; hit hitting; hold held; draw drew
drawn; write wrote written; sing sang sung; ring rang rung; drink drank drunk; bite bit bitten;
dig dug; sweep swept; shrink shrank shrunk; grow grew grown; swell swelled swollen; fight fought;
kneel knelt; feed fed; flee fled; sling slung; fling flung; cling clung; hang hung; stick stuck;
strike struck stricken; steal stole stolen; wake woke woken; awake awoke awoken; arise arose arisen;
begin began begun beginning; keep kept; leave left; meet met; see saw seen; say said; speak spoke
spoken; tell told; think thought; speed sped; slide slid; weave wove woven; wind wound; shoot shot;
shut shut; spit spat; split split; burst burst; break broke broken; tear tore torn; freeze froze
frozen; become became; spread spread; set set; let let; put put; cut cut; hear heard; find found;
burn burnt; dream dreamt; dance danced; lean leant; tread trod trodden; beat beat beaten; stride
strode; weep wept; wring wrung; show shown; saw sawn; lay laid; tie tying; vie vying
"""
# Words that a rule would read wrongly.
_AS_THEY_ARE = word_set(
    """
    sing ring swing spring fling sling cling bring string king wing thing bed red feed need seed
    speed breed bleed wed shed sled this his its is was gas bus us yes always towards upwards
    downwards forwards backwards afterwards sideways perhaps less across during morning evening
    ceiling nothing something everything sometimes series
    """
)
_TABLE = {
    form: line.split()[0] for line in _IRREGULAR.split(";") if line.split() for form in line.split()
}
_NOUNS = {
    "men": "man", "women": "woman", "mice": "mouse", "geese": "goose", "leaves": "leaf",
    "feet": "foot", "wolves": "wolf", "calves": "calf", "children": "child", "teeth": "tooth",
    "people": "person", "butterflies": "butterfly", "knives": "knife", "halves": "half",
    "scarves": "scarf", "hooves": "hoof", "oxen": "ox", "fishes": "fish", "bees": "bee",
    "trees": "tree", "knees": "knee", "eyes": "eye", "shoes": "shoe", "horses": "horse",
    "zs": "z", "noses": "nose", "houses": "house", "roses": "rose", "axes": "axe", "flies": "fly",
    "antennae": "antenna",
}  # fmt: skip


def form_of(word: str) -> str:
    """Return how a lower-case word ends as a verb: "ing", "ed", "s" or "" for the base form."""
    if word in _TABLE:
        base = _TABLE[word]
        if word == base:
            return ""
        return "ing" if word.endswith("ing") else "s" if word.endswith("s") else "ed"
    if word in _AS_THEY_ARE:
        return ""
    for ending in ("ing", "ed"):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return ending
    return "s" if word.endswith("s") and not word.endswith("ss") and len(word) > 3 else ""


def verb_bases(word: str) -> Iterator[str]:
    """Yield what the base form of a lower-case word may be, the likeliest first."""
    if word in _TABLE:
        yield _TABLE[word]
    yield word
    if word in _AS_THEY_ARE:
        return
    form = form_of(word)
    if form == "s":
        if word.endswith("ies"):
            yield word[:-3] + "y"
        yield word[:-1]
        if word.endswith("es"):
            yield word[:-2]
    elif form:
        base = word[: -len(form)]
        yield base
        if len(base) > 2 and base[-1] == base[-2]:
            yield base[:-1]
        yield base + "e"
        if form == "ed" and base.endswith("i"):
            yield base[:-1] + "y"
        if form == "ing" and base.endswith("ick"):
            yield base[:-1]  # panicking


def noun_base(word: str) -> str:
    """Return a lower-case noun in the singular."""
    return _NOUNS.get(word) or singular(word)
