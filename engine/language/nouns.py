# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Nouns of things and creatures that people draw."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache

from engine.language import word_vectors
from engine.language.inflection import noun_base
from engine.language.synonyms import synonyms_of
from engine.language.text import stem
from engine.language.word_lists import read_lines, word_set

#: Things without a body, in singular but where they have none.
THINGS = word_set(" ".join(read_lines("en_things.txt")))
#: Relatives and people by what they do.
RELATIVES_AND_TRADES = """
    family parent son daughter brother sister sibling twin uncle aunt nephew niece cousin
    husband wife grandfather grandmother grandparent grandson granddaughter granny boyfriend
    girlfriend gentleman hairdresser barber stylist businessman businesswoman boss manager
    fireman mailman postman graduate lawyer carpenter builder plumber electrician engineer baker
    butcher gardener waitress bartender magician monk nun priest sheriff samurai geisha emperor
    empress tourist lumberjack mime masseur hostess dentist surgeon cashier tailor
"""
NOUNS = (
    THINGS
    | word_set(RELATIVES_AND_TRADES)
    | word_set(
        """
    dog puppy pup hound cat kitten horse pony stallion mare foal donkey mule zebra cow bull ox
    calf buffalo bison deer stag doe gazelle antelope elk moose reindeer goat sheep lamb ram pig
    piglet boar rabbit bunny hare elephant mammoth rhino hippo giraffe camel llama monkey ape
    chimp gorilla lion lioness tiger leopard panther cheetah fox wolf coyote bear panda squirrel
    chipmunk mouse rat hamster hedgehog raccoon badger beaver otter kangaroo wallaby koala
    lizard gecko crocodile alligator dinosaur dragon unicorn snake cobra viper worm caterpillar
    eel fish goldfish carp salmon trout tuna shark dolphin porpoise orca whale seal walrus
    octopus squid jellyfish starfish seahorse crab lobster shrimp snail slug turtle tortoise
    frog toad bird sparrow robin pigeon dove crow raven swallow seagull gull parrot eagle hawk
    falcon vulture owl duck duckling goose swan chicken hen rooster chick turkey penguin ostrich
    emu flamingo stork crane heron peacock bat butterfly moth bee wasp fly insect bug ant
    mosquito grasshopper beetle ladybug spider dragonfly animal creature beast pet animals
    person man woman human guy lady boy girl child kid baby toddler figure character stickman
    runner athlete jogger sprinter walker hiker dancer ballerina player boxer climber skier
    skater surfer acrobat clown king queen prince princess knight soldier sailor farmer cook
    doctor teacher student worker singer guitarist drummer saxophonist violinist musician robot
    astronaut wizard witch fairy angel superhero hero zombie skeleton ninja pirate grandma
    grandpa father mother friend bride groom couple swimmer gymnast wrestler fighter thief
    juggler team crowd cyclist biker driver rider fisherman audience someone somebody everybody
    everyone keyboardist face head smiley emoji mask heart hand plant flower rose tulip
    sunflower daisy dandelion sprout seedling cactus grass reed fern bush tree palm oak pine fir
    willow birch leaf mushroom branch flag banner pennant flame fire bonfire campfire smoke steam
    torch candle car automobile van bus taxi jeep truck lorry train locomotive tractor vehicle
    bicycle bike motorcycle motorbike tricycle scooter skateboard snowboard surfboard ski sled
    machine excavator digger cannon clock watch windmill pinwheel turbine wheel boat ship
    sailboat canoe kayak raft submarine freighter carrier plane airplane aircraft jet helicopter
    rocket spaceship spacecraft ufo balloon kite parachute ball football basketball baseball
    tennis frisbee puck bat racket stick hoop net goal box crate house building tower door
    window gate book lamp light stride table chair bench bed sofa cup mug glass bottle wine
    water plate spoon
    fork pot pan guitar drum piano violin trumpet saxophone cymbal pendulum bell umbrella arrow
    ghost key sword gear cog swing seesaw rope ladder stair bridge road river mountain hill
    cliff wave sea ocean lake pond cloud sun moon star snowflake rain wind curtain ribbon scarf
    towel blanket veil cloth hat coat shirt skirt dress cape hair seaweed fountain waterfall
    island beach park field garden forest city street room stage floor ground sky rock stone
    bone carrot apple banana cake bread pizza food meal toast chopstick song melody chord gift
    present letter shape size form colour color home phone computer camera ticket bag basket
    bucket broom hammer saw axe crown straw sunglasses spectacles goggles helmet tiara halo
    moped tank container cart snowman bowl sporter weightlifter barbell
    bonnet beret wand oar paddle needle feather bubble puck coin teardrop droplet raindrop
    """
    )
)
#: Nouns of what is around bodies; they may be drawn or not.
SCENES = word_set(
    """
    sky ground field forest sea ocean water river lake pond road street room stage mountain hill
    wind air grass beach park garden floor city island path picture page
    """
)
ROADS = word_set("road street path lane track river avenue aisle highway trail alley")
#: What things run along that are no place of their own.
LINES = word_set("belt conveyor cable rope wire rail")


@cache
def is_noun(word: str) -> bool:
    """Tell whether a lower-case word, in singular or plural, is the name of something."""
    return noun_base(word) in NOUNS or ("noun", stem(word)) in word_vectors.shipped().index


@lru_cache(maxsize=4096)
def matching(word: str, names: tuple[str, ...], *, near: bool = True) -> tuple[str, ...]:
    """Return the names of objects that a noun of a sentence means, the surest kind of match only.

    near: whether a synonym or a noun of near meaning counts, too.
    """
    own = stem(noun_base(word))
    heads = {name: _stems(name) for name in names}
    found = tuple(name for name, stems in heads.items() if own in stems)
    if found or not near:
        return found
    synonyms = set(synonyms_of(own))
    found = tuple(name for name, stems in heads.items() if synonyms.intersection(stems))
    if found:
        return found
    every = {one: name for name, stems in heads.items() for one in stems}
    nearest = word_vectors.shipped().nearest(own, list(every), "noun") if every else None
    return (every[nearest[0]],) if nearest else ()


def named_by(phrase: str, names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names, of several words, whose words are all in a phrase."""
    said = set(_stems(phrase))
    return tuple(name for name in names if len(_stems(name)) > 1 and said >= set(_stems(name)))


def numbered(called: Iterable[str], names: Iterable[str]) -> tuple[str, ...]:
    """Return the names that are those `called` with a number behind: "cat 2" for "cat"."""
    stems = tuple(called)
    return tuple(
        n
        for n in names
        if any(n[len(c) :].lstrip().isdigit() and n.startswith(f"{c} ") for c in stems)
    )


@cache
def _stems(name: str) -> tuple[str, ...]:
    words = "".join(c if c.isalpha() else " " for c in name.lower()).split()
    return tuple(stem(noun_base(word)) for word in words)
