# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""English words for how something is done: mood, size and pace."""

from __future__ import annotations

from typing import NamedTuple

from engine.language.inflection import noun_base
from engine.language.word_lists import word_set


class Manner(NamedTuple):
    """How an action is done.

    Attributes:
        mood: one of the contract's MOODS.
        amplitude: factor of its size.
        speed: factor of its pace.
    """

    mood: str = ""
    amplitude: float = 1.0
    speed: float = 1.0

    def joined(self, other: Manner) -> Manner:
        """Return both; a mood of the other one counts more, factors multiply within limits."""
        return Manner(
            other.mood or self.mood,
            min(max(self.amplitude * other.amplitude, 0.2), 3.0),
            min(max(self.speed * other.speed, 0.2), 4.0),
        )


PLAIN = Manner()

# mood amplitude speed: adjectives; adverbs with -ly are made from them.
_MANNERS = """
happy 1.1 1.1: happy merry cheerful joyful joyous glad jolly gleeful playful delighted blissful
happy 1.1 1.1: jubilant lighthearted jaunty sunny content pleased carefree frolicsome smiling cheery
happy 1.25 1.25: excited enthusiastic eager exuberant ecstatic thrilled overjoyed elated lively
happy 1.25 1.25: energetic bouncy peppy perky spirited animated
sad 0.8 0.75: sad unhappy gloomy glum mournful sorrowful miserable depressed dejected melancholic
sad 0.8 0.75: melancholy downcast tearful lonely heartbroken disappointed reluctant moody sulky
tired 0.75 0.65: tired weary exhausted sleepy drowsy sluggish lethargic worn fatigued listless faint
tired 0.75 0.65: sick ill weak feeble old
angry 1.3 1.2: angry furious mad irate enraged annoyed cross grumpy fierce aggressive raging livid
angry 1.3 1.2: irritated wrathful hostile threatening menacing
scared 0.85 1.25: scared afraid frightened fearful terrified timid anxious nervous shy panicked
scared 0.85 1.25: panicky worried startled cautious wary hesitant alarmed
proud 1.15 0.9: proud pompous haughty arrogant majestic regal stately noble confident dignified
proud 1.15 0.9: triumphant heroic victorious brave bold
sneaking 0.85 0.7: sneaking sneaky stealthy furtive secretive sly secret silent quiet
drunk 1.1 0.85: drunk drunken tipsy dizzy unsteady woozy groggy wobbly clumsy dazed inebriated
- 1 0.6: slow leisurely unhurried gradual lazy idle
- 0.8 0.4: sluggardly creeping
- 1 1.5: quick fast rapid swift speedy hasty hurried brisk nimble agile prompt sudden immediate
- 1.1 1.6: frantic hectic frenzied
- 1.1 0.75: heavy ponderous lumbering
- 0.65 0.85: gentle soft light slight subtle calm smooth tender mild peaceful serene careful
- 0.65 0.85: delicate faint small tiny little subdued relaxed tranquil easy
- 0.9 0.85: graceful elegant dreamy
- 1.4 1.2: wild vigorous violent forceful strong hard powerful furious mighty crazy madly fierce
- 1.4 1.2: intense dramatic exaggerated energetic rough
- 1.4 1.0: big large huge wide high tall great broad deep full loud
- 1.2 1.0: long
- 0.6 1.0: short low narrow shallow
- 1 1: steady constant continuous regular rhythmic even straight simple
"""
_ADVERBS = """
- 1 1.5: fast
- 1 0.6: slow
- 1.4 1.2: hard
- 1.4 1: high wide loud a_lot very_much like_crazy like_mad all_over
- 1.4 1.2: like_wild out_of_control
- 0.7 1: low lower_and_lower
- 1.3 1: higher higher_and_higher wider farther bigger
- 1 1.4: faster faster_and_faster
- 1 0.7: slower slower_and_slower
- 1.6 1: twice_as_high twice_as_far
- 1 2: twice_as_fast
- 0.65 0.9: slightly somewhat a_little a_bit a_little_bit barely hardly lightly
- 1 1.8: in_a_hurry in_a_rush at_full_speed as_fast_as_possible at_top_speed flat_out full_speed
- 1 0.45: in_slow_motion at_a_snail's_pace very_slowly
- 1.2 1.15: with_energy with_force with_all_its_might with_all_his_might with_all_her_might
- 1 1: in_place on_the_spot in_the_air in_the_wind in_the_breeze in_the_water in_the_sky at_once
- 1 1: to_the_beat to_the_rhythm to_the_music to_the_tune to_the_song with_the_beat with_the_music
- 1 1: in_turn by_turns one_by_one one_after_another one_after_the_other in_time
- 0.65 0.85: with_care in_peace
happy 1.1 1.1: with_joy for_joy in_joy with_delight
sad 0.8 0.75: in_sadness with_sadness with_a_heavy_heart
angry 1.3 1.2: with_anger in_anger in_a_rage with_rage
scared 0.85 1.25: in_fear with_fear in_panic in_terror out_of_fear
proud 1.15 0.9: with_pride
sneaking 0.85 0.7: on_tiptoe on_tiptoes on_its_toes on_his_toes on_her_toes
"""
#: Words that make the manner after them stronger or weaker: exponents.
DEGREES = {
    "very": 1.5, "really": 1.5, "extremely": 2.0, "so": 1.4, "too": 1.3, "quite": 1.2,
    "super": 1.8, "incredibly": 1.8, "rather": 0.8, "fairly": 0.8, "slightly": 0.5,
    "somewhat": 0.6, "more": 1.2,
}  # fmt: skip
#: Adjectives that say what something looks like, and nothing of how it moves.
LOOKS = word_set(
    """
    small tiny little big large huge tall short old long low wide high light
    """
)


def _manners(text: str) -> dict[str, Manner]:
    table: dict[str, Manner] = {}
    for line in text.strip().splitlines():
        head, _, words = line.partition(":")
        mood, amplitude, speed = head.split()
        manner = Manner("" if mood == "-" else mood, float(amplitude), float(speed))
        for word in words.split():
            table.setdefault(word.replace("_", " "), manner)
    return table


def _adverb(adjective: str) -> str:
    if adjective.endswith("y") and len(adjective) > 3:
        return adjective[:-1] + "ily"
    if adjective.endswith("le"):
        return adjective[:-1] + "y"
    return adjective + ("ally" if adjective.endswith("ic") else "ly")


ADJECTIVES = _manners(_MANNERS)
#: Adverbs of one word and of several, with spaces.
ADVERBS = {
    **{_adverb(word): manner for word, manner in ADJECTIVES.items()},
    **{"shyly": ADJECTIVES["shy"], "slyly": ADJECTIVES["sly"], "fully": ADJECTIVES["full"]},
    **_manners(_ADVERBS),
}


def degree(manner: Manner, exponent: float) -> Manner:
    """Return a manner made stronger (an exponent above 1) or weaker."""
    return Manner(manner.mood, manner.amplitude**exponent, manner.speed**exponent)


PARTS = word_set(
    """
    head neck face mouth nose eye ear hair beak chin cheek brow eyebrow lip tongue tooth horn
    antler mane body back chest belly hip waist shoulder arm elbow hand finger thumb fist wrist
    leg knee foot toe ankle paw claw hoof tail wing feather fin flipper tentacle antenna leaf
    petal branch stem stalk trunk root wheel propeller rotor blade sail mast shell pincer feeler
    jaw whisker eyelid
    """
)


def part_of(word: str) -> str:
    """Return the part of a body that a lower-case word names, in the singular, or ""."""
    base = noun_base(word)
    return base if base in PARTS else ""
