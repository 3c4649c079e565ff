# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Everyday words that mean nearly the same, for words that training never saw.

A lexicon of our own, one group a line, in uninflected forms. `Vocabulary` uses it only when a word
of the prompt is unknown and another one of its group is known.
"""

from __future__ import annotations

from engine.language.text import stem

_GROUPS = """
dog puppy pup hound doggy canine mutt
cat kitten kitty feline
horse pony stallion mare foal steed colt
donkey mule
cow bull ox calf cattle
deer stag doe gazelle antelope elk moose reindeer
goat sheep lamb ram
pig piglet boar
rabbit bunny hare
elephant mammoth
monkey ape chimp chimpanzee gorilla
lion tiger leopard panther cheetah lioness
fox wolf coyote
squirrel chipmunk
mouse rat hamster
kangaroo wallaby
lizard gecko salamander crocodile alligator
snake cobra serpent viper python
worm caterpillar
fish goldfish trout salmon tuna shark
dolphin porpoise orca
whale
bird sparrow robin pigeon dove crow raven swallow
eagle hawk falcon
duck goose swan
chicken hen rooster
butterfly moth
bee wasp fly insect bug
person man woman human guy lady figure character someone somebody people
boy girl child kid
runner athlete jogger sprinter
dancer ballerina
flag banner pennant standard
cloth sheet curtain scarf ribbon
tree oak pine palm
plant flower tulip rose daisy
grass reed
leaf leaves
ball football basketball soccerball
balloon
car automobile vehicle taxi
truck lorry van
bicycle bike cycle
train locomotive
boat ship sailboat vessel
plane airplane aeroplane aircraft jet
rocket spaceship spacecraft shuttle
helicopter chopper
wheel tyre tire
clock pendulum
fire flame candle torch
smoke steam
wave sea water ocean
cloud
robot android
monster creature
gallop canter
trot jog
run sprint dash race rush
walk stroll stride march pace wander amble step
hop bounce jump leap spring bound
swim paddle
fly soar glide flap
flutter hover
crawl creep slither
wriggle wiggle squirm writhe
dance twirl pirouette
spin rotate turn revolve whirl
roll tumble
wave ripple flutter billow flap
sway swing rock
wag
nod bow
shake tremble shiver quiver vibrate
wobble jiggle
bend lean
stretch extend
float drift
fall drop sink
rise climb ascend
lift raise
blink wink
eat chew munch graze nibble
drink sip
kick
throw toss
punch hit strike
pulse beat throb
grow swell expand inflate
shrink deflate
sit crouch
stand rest wait
still motionless static immobile frozen stationary
leave depart
arrive enter
drive travel cruise
sail
flicker dance
quick fast rapid swift hasty
slow gentle calm lazy leisurely
wild vigorous violent frantic
slight little bit subtle
left
right
up upward skyward
down downward
""".strip().splitlines()

GROUPS: tuple[tuple[str, ...], ...] = tuple(
    tuple(dict.fromkeys(stem(word) for word in line.split())) for line in _GROUPS
)


def synonyms_of(word: str) -> list[str]:
    """Return the stems that share a group with the stem `word`, group after group."""
    return [other for group in GROUPS if word in group for other in group if other != word]
