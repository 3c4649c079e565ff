# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Palettes: few colours that go together, by what is drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from engine.language.beats import in_english
from engine.language.text import stem, stems_of

Rgb = tuple[float, float, float]
#: What an area can be. A palette has a colour for each.
ROLES = ("main", "second", "accent", "light")


@dataclass(frozen=True)
class Palette:
    """Four colours, sRGB, 0..1.

    Attributes:
        main: of the largest areas.
        second: of areas half as large.
        accent: of small ones.
        light: of eyes and the like.
    """

    main: Rgb
    second: Rgb
    accent: Rgb
    light: Rgb

    def of(self, role: str) -> Rgb:
        """Return the colour of a role."""
        color: Rgb = getattr(self, role)
        return color


def _palette(colors: str) -> Palette:
    main, second, accent, light = map(rgb_of, colors.split())
    return Palette(main, second, accent, light)


def rgb_of(text: str) -> Rgb:
    """Return the colour of six hexadecimal digits."""
    red, green, blue = (int(text[k : k + 2], 16) / 255.0 for k in (0, 2, 4))
    return red, green, blue


_BY_NOUN = {
    "f28c38 f7b267 2f6f8f fdf6e3": "fish goldfish clownfish carp koi fox lion lioness pumpkin",
    "6f93b8 c9dbe8 49657f f6fafc": "dolphin whale shark orca porpoise narwhal seal elephant rhino",
    "8a5a3b c49a6c 5b3a26 f7efe2": "horse pony foal deer gazelle antelope bear dog puppy squirrel "
    "monkey cow bull camel mule donkey hare beaver",
    "9a9ea6 d5d7db e8a0a0 f6f7f2": "cat kitten mouse rat wolf koala raccoon rabbit bunny owl",
    "39424e f4f4ef f2a33a ffffff": "penguin panda zebra badger skunk magpie",
    "6aa84f b6d7a8 c98f3a fbf6d9": "snake frog toad lizard crocodile turtle dragon dinosaur gecko",
    "4f8fd0 f0b84b d9583f fbfbf5": "bird sparrow robin parrot hummingbird swallow eagle duck finch",
    "b569c9 f2a65a 4b3f72 fff4e0": "butterfly moth fairy flower tulip rose",
    "f4c430 3b3b3b b5d9e8 fffbe6": "bee bumblebee wasp duckling chick sun star banana lemon",
    "d9473f f2e8d5 8c2f2b ffffff": "flag ladybug car apple strawberry boat heart mushroom balloon",
    "5fa052 8a5a3b d9473f f2f7df": "tree bush plant leaf grass cactus palm forest",
    "7a1f3d cfe3ea b0485f f7fbfc": "wine glass cup bottle",
    "f0c9a4 4a78a8 a8483f fbf7f0": "person man woman boy girl child runner dancer surfer walker "
    "skater cyclist biker player king queen princess people",
    "5b7c99 c4ccd4 d98e3a eef3f6": "train plane airplane helicopter tank truck bus ship rocket "
    "shuttle robot excavator bicycle bike clock machine",
    "7fb2d9 dcecf5 f2d27a ffffff": "cloud rain snow water wave sea sky moon",
    "a3906f 7d9a63 8aa9c0 f2efe6": "mountain house castle hill bridge island",
}
USUAL = "8fb8c9 f0cfa0 d9826b fbf8f0"


@cache
def _by_stem() -> Mapping[str, Palette]:
    table = {
        stem(noun): _palette(colors) for colors, nouns in _BY_NOUN.items() for noun in nouns.split()
    }
    return MappingProxyType(table)


def palette_of(prompt: str) -> Palette:
    """Return the palette of the first noun of a sentence that has one, else the usual one."""
    for word in stems_of(in_english(prompt)):
        found = _by_stem().get(word)
        if found is not None:
            return found
    return _palette(USUAL)
