# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which body plans a sentence may mean: nouns, and what unknown ones are nearest to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from engine.language import word_vectors
from engine.language.beats import in_english
from engine.language.nouns import RELATIVES_AND_TRADES, THINGS
from engine.language.sending import is_given
from engine.language.text import stem, stems_of
from engine.language.verb_words import VERBS

_NOUNS = {
    ("four_legged",): """
        horse pony stallion mare foal donkey mule zebra gazelle antelope impala llama alpaca
        deer stag doe reindeer moose elk cow bull ox calf buffalo bison pig piglet boar hog
        sheep ewe ram lamb goat elephant mammoth rhino rhinoceros hippo hippopotamus giraffe
        camel wolf coyote lion lioness tiger leopard panther cheetah jaguar lizard gecko
        crocodile alligator unicorn salamander sloth okapi yak oryx skunk mongoose pegasus
        dinosaur dino raptor velociraptor stegosaurus brontosaurus tyrannosaurus triceratops rex
        colt chameleon skink newt iguana
    """,
    ("four_legged", "sitting"): """
        dog puppy pup hound doggy poodle fox cat kitten kitty bear panda mouse rat hamster
        hedgehog raccoon badger beaver otter frog toad animal capybara mole vole corgi labrador
        chihuahua dalmatian poodle beagle dachshund husky
    """,
    ("sitting", "four_legged"): """
        squirrel chipmunk rabbit bunny hare kangaroo wallaby koala meerkat guinea gopher
        platypus lemur opossum possum marmot
    """,
    ("sitting", "person"): "monkey ape chimp chimpanzee gorilla orangutan teddy",
    ("person",): """
        person man woman human guy lady boy girl child kid baby toddler people figure stickman
        runner athlete jogger sprinter walker hiker dancer ballerina player boxer climber skier
        skater surfer acrobat clown king queen prince princess knight soldier sailor farmer cook
        doctor teacher student worker singer guitarist drummer saxophonist violinist musician
        robot astronaut wizard witch fairy angel superhero hero zombie skeleton ninja pirate
        grandma grandpa father mother friend bride groom couple swimmer gymnast wrestler fighter
        drunkard thief juggler children men women santa elf gnome vampire sporter sportsman captain
        alien monster troll ogre goblin giant mermaid scarecrow puppet marionette doll artist
        painter photographer keyboardist pianist bassist cellist trumpeter flautist harpist
        conductor guard bodyguard judge pilot mechanic detective scientist weightlifter lifter
        cowboy cowgirl butler groomsman bridesmaid police policeman policewoman chef waiter
        nurse firefighter
    """
    + RELATIVES_AND_TRADES,
    ("flying_bird", "standing_bird"): """
        bird sparrow robin pigeon dove crow raven swallow seagull gull parrot eagle hawk falcon
        vulture owl hummingbird colibri kingfisher goose swan duck bat dragon finch canary jay
        bluejay nightingale kookaburra macaw woodpecker starling pelican toucan phoenix pterodactyl
        parakeet cockatoo magpie puffin albatross griffin
    """,
    ("standing_bird", "flying_bird"): """
        penguin chicken hen rooster chick turkey duckling ostrich emu flamingo stork heron
        peacock pheasant dodo quail roadrunner guineafowl
    """,
    ("fish",): """
        fish goldfish carp koi salmon trout tuna shark clownfish piranha pike dolphin porpoise
        orca whale narwhal tadpole beluga herring perch seal walrus manatee porpoise pufferfish
    """,
    ("butterfly",): "butterfly moth",
    ("insect", "spider"): """
        bee wasp bumblebee fly insect bug ant mosquito grasshopper cricket cockroach dragonfly
        mantis tick flea hornet gnat termite firefly locust
    """,
    ("spider",): "spider tarantula",
    ("spider", "insect"): "beetle ladybug ladybird scarab scorpion",
    ("turtle",): "turtle tortoise terrapin",
    ("snail",): "snail slug",
    ("crab",): "crab",
    ("face",): "face head smiley emoji mask skull pumpkin",
    ("plant",): """
        plant flower rose tulip sunflower daisy dandelion sprout seedling cactus grass reed fern
        weed bush clover
    """,
    ("tree", "plant"): "tree palm oak pine fir willow birch",
    ("flag",): "flag banner pennant",
    ("flame",): "flame fire bonfire campfire",
    ("car",): "car automobile van bus taxi jeep",
    ("cyclist", "bicycle"): "bicycle bike cyclist biker motorcycle motorbike tricycle",
    ("bicycle", "cyclist"): "scooter",
    ("machine",): "crane excavator digger",
    ("clock",): "clock watch",
    ("windmill",): "windmill pinwheel turbine",
    (): """
        barbell dumbbell
        lobster crayfish prawn shrimp octopus squid kraken jellyfish starfish seahorse hand foot eye
        mouth leaf mushroom
        cloth curtain ribbon scarf towel blanket veil water wave sea ocean river waterfall fountain
        seaweed cloud rain sun moon star snowflake truck lorry train locomotive tractor wheel boat
        ship sailboat submarine plane airplane aircraft helicopter rocket spaceship balloon kite
        ball house building tower door window book lamp table chair cup glass bottle guitar drum
        pendulum bell umbrella heart arrow ghost key sword gear cog swing
        jet tank shuttle satellite spacecraft ufo drone missile cannon gun barrel box bag hat shoe
        ring anchor wagon cart sled ferris engine carriage smoke torch candle ambulance caravan
        trailer hourglass tent statue picture skateboard surfboard snowboard spear egg clam dice
        stingray manta anemone petal acorn stamp broom brush violin trumpet cube helmet bulb lantern
        lighthouse church castle factory mill bridge fridge computer television phone camera pencil
        parachute zeppelin glider ski arm fist finger thumb biceps bicep muscle lips pistol revolver
        rifle money banknote snowman shell bullet goggles stick paddle
    """,
    ("snake",): """
        snake cobra serpent viper python eel worm caterpillar centipede earthworm anaconda boa
        adder mamba maggot
    """,
}

#: What has no bones and no rigid pieces either: it flows.
_FLOWING = """
    octopus squid jellyfish cloth curtain ribbon scarf towel blanket veil water wave sea ocean river
    waterfall seaweed
"""
HEAD = "face"
_FACE_VERBS = re.compile(
    r"\b(?:laugh|smile|wink|cr(?:y|ie)|frown|giggle|grin|yawn|blink|sing|talk|sleep)(?:s|ing)?\b"
)
_OWNED_CLOTH = re.compile(r"\w+'s (?:\w+ )?(?:cloth|ribbon|scarf|towel|blanket|veil)\b")
#: Two nouns of one sentence that are drawn as one body.
_TOGETHER = {("person", "cyclist"): ("cyclist", "person")}
#: Who does that sits on what isn't named: "the girl pedals fast".
_PEDALLING = re.compile(r"\b(?:pedal|pedals|pedall?ing|cycles|cycling|bik(?:es|ing))\b")
_RIDING = re.compile(rf"\b(?:rid(?:e|es|ing))\b|{_PEDALLING.pattern}")


_WITH_FACE = {"four_legged", "sitting", "person"}
_WITH_SHELLS = {"turtle", "snail", "crab"}
_WITH_EYES = {*_WITH_FACE, "face", "standing_bird", "flying_bird", "fish"}
SHORTEST_START = 3  # letters, of a word before it
SHORTEST_NOUN = 4  # letters, of a noun that another word may end with
#: Nouns that are verbs as well; they count only where no other noun is known.
_VERBS_TOO = "wave fly swing watch plant head face hand foot duck drum bug rose fire"
#: Verbs that have the stem of a rose, of a doe, or of a dove.
_NO_NOUNS = frozenset(
    ["rise", "rises", "rising", "risen", "does", "dive", "dives", "diving", "dived"]
)
#: Parts of a body: after "his", "her" or "its" they aren't what is drawn.
_PARTS = """
    face head hand foot eye mouth horn arm leg tail wing ear nose fist finger thumb lips biceps
    bicep muscle
"""
_SOMEBODY = frozenset(["he", "she", "they", "somebody", "someone", "everybody", "everyone"])
_WHOSE = frozenset(["his", "her", "their", "its", "my", "your", "our"])
#: What may stand before a sentence's subject, or before a verb that is told to nobody.
_OPENERS = frozenset(
    [
        "and",
        "then",
        "before",
        "after",
        "while",
        "when",
        "as",
        "first",
        "finally",
        "now",
        "please",
        "let",
    ]
)
_ANYBODY = ("person", "four_legged", "sitting", "standing_bird", "flying_bird", "fish", "face")
#: Who does what, where a sentence doesn't say who.
_DOERS = {
    _ANYBODY: """
        walk run jog jump hop sit stand turn look nod shake sleep eat drink stretch scratch dance
        laugh sneak limp creep tremble shiver breathe yawn cough sneeze trip stumble step
    """,
    ("person", "sitting"): """
        wave point bow clap salute throw catch kick punch kneel read write shrug squat crouch
        applaud cheer march skip
    """,
    ("flying_bird", "standing_bird", "butterfly", "insect"): "flap flutter soar hover peck",
    ("four_legged", "sitting"): "gallop trot canter graze bark wag sniff dig pounce",
    ("fish",): "swim",
    ("face", "person"): "blink wink smile frown talk speak sing",
    ("snake",): "slither",
}


@cache
def _table() -> dict[str, tuple[str, ...]]:
    things: dict[str, tuple[str, ...]] = {stem(word): () for word in THINGS}
    return things | {stem(w): plans for plans, words in _NOUNS.items() for w in words.split()}


def plans_of(text: str) -> tuple[str, ...]:
    """Return the body plans that the first known noun of a text may mean; () for none.

    Things and animals without a plan are in the table, too, so that none is guessed for them. A
    noun that is unknown takes the plans of the nearest one by meaning, where one is near. A rider
    and what is ridden may be one body. Where a sentence says "he" or begins with its verb, the verb
    says who may do that.
    """
    text = in_english(text)
    doers = _doers(text)
    if doers:
        return doers
    table, known = _table(), _nouns_in(text)
    plans = [table[word] for word in known]
    for (first, second), both in _TOGETHER.items():
        if plans and plans[0][:1] == (first,) and any(p[:1] == (second,) for p in plans[1:]):
            return both
    if plans and plans[0][:1] == ("person",) and _PEDALLING.search(text.lower()):
        return ("cyclist", "person")
    thing = plans and not plans[0] and known[0] not in _stems(_PARTS)
    others = any(table[word] for word in known[1:] if word not in _stems(_VERBS_TOO))
    if thing and not others and _FACE_VERBS.search(text.lower()):
        return (HEAD,)  # "the sun laughs": it has a face
    if plans:
        return _or_face(plans[0])
    for word in stems_of(text)[:4]:  # the subject comes first
        if word in _verb_stems():
            continue  # "spins" is near to no skeleton
        nearest = word_vectors.shipped().nearest(word, table, "noun")
        if nearest is not None:
            return _or_face(table[nearest[0]])
    return ()


def rides_as_one(text: str) -> bool:
    """Return whether an English sentence lets somebody ride what is one body with the rider.

    Of a cyclist that is drawn in a few loose lines no wheel is the bicycle, and the rest the rider.
    """
    return bool(_RIDING.search(text.lower())) and plans_of(text)[:2] == ("cyclist", "person")


def _or_face(plans: tuple[str, ...]) -> tuple[str, ...]:
    """Return body plans and, for what has a face, the face alone: many draw just that."""
    return (*plans, "face") if _WITH_FACE & set(plans) else plans


@cache
def creatures() -> frozenset[str]:
    """Return the stems of nouns of what has a head with eyes."""
    return frozenset(word for word, plans in _table().items() if _WITH_EYES & set(plans))


def left_whole(noun: str) -> bool:
    """Return whether a noun names somebody whom a sentence doesn't part from what they lie in.

    Creatures, and what has bones for its own shell: "the turtle hides in its shell".
    """
    word = stem(noun)
    return word in creatures() or bool(_WITH_SHELLS & set(_table().get(word, ())))


def flows(text: str) -> bool:
    """Return whether the first known noun of a text is something without bones, like water."""
    text = in_english(text)
    if _OWNED_CLOTH.search(text.lower()):
        return False  # "the bride's veil": the bride is drawn, too
    return not _doers(text) and any(w in _stems(_FLOWING) for w in _nouns_in(text)[:1])


def caption_of(name: str, caption: str, others: Sequence[str]) -> str:
    """Return the caption that says which body an object has.

    It is in English. Where a caption's first known noun is another object's ("the dog chases the
    ball"), the object's name says it alone. What somebody gives off has a shape of its own, it
    doesn't flow.
    """
    theirs = {stem(word) for other in others for word in other.lower().split()}
    mine = {stem(word) for word in name.lower().split()}
    caption = in_english(caption)
    if not name:
        return caption
    known, words = _nouns_in(caption)[:1], re.findall(r"[a-z]+", caption.lower())
    given = (is_given(words, at) for at, word in enumerate(words) if stem(word) in mine)
    if mine & _stems(_FLOWING) and any(given):
        return "the spray moves"
    return f"the {name} moves" if known and known[0] in theirs - mine else caption


def _doers(text: str) -> tuple[str, ...]:
    """Return who may be meant by a sentence whose subject is "he" or nobody; () for a noun.

    Whoever is "he" may be an animal, too. A verb in another form than the plain one has a subject.
    """
    words = re.findall(r"[a-z]+", text.lower())
    while words and words[0] in _OPENERS:
        words = words[1:]
    if not words:
        return ()
    if words[0] in _SOMEBODY:
        return _ANYBODY
    return _doers_of().get(words[0], ())


@cache
def _doers_of() -> dict[str, tuple[str, ...]]:
    return {verb: plans for plans, verbs in _DOERS.items() for verb in verbs.split()}


def _nouns_in(text: str) -> list[str]:
    """Return the stems of the known nouns of a text; those that may be verbs come last.

    Of two nouns in a row the second counts: a fire engine is an engine.
    """
    verbs = _stems(_VERBS_TOO)
    known = [_known(word) for word in stems_of(_without_own_parts(text))]
    after = [word if word not in verbs else "" for word in [*known[1:], ""]]
    found = [word for word, other in zip(known, after, strict=False) if word and not other]
    return sorted(found, key=lambda word: (word in verbs, word in verbs and not _table()[word]))


def _without_own_parts(text: str) -> str:
    """Return a text without parts of somebody's own body: "falls on his face" names no face."""
    words = [word for word in text.split() if word.lower().strip(".,;!") not in _NO_NOUNS]
    parts = _stems(_PARTS)
    kept = [
        word
        for number, word in enumerate(words)
        if not (
            stem(re.sub(r"[^a-z]", "", word.lower())) in parts
            and _WHOSE & {other.lower() for other in words[max(0, number - 2) : number]}
        )
    ]
    return " ".join(kept)


def _known(word: str) -> str:
    """Return the noun of the table that a stem is or ends with ("goldenfish"), else "".

    What stands before the end is a word, too: who twitches is no witch.
    """
    starts = (0, *range(SHORTEST_START, len(word) - SHORTEST_NOUN + 1))
    return next((word[start:] for start in starts if word[start:] in _table()), "")


@cache
def _verb_stems() -> frozenset[str]:
    return frozenset(stem(verb) for verb in VERBS if "_" not in verb)


@cache
def _stems(words: str) -> frozenset[str]:
    return frozenset(stem(word) for word in words.split())
