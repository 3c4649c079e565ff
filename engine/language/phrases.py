# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tokens of a sentence in any language, and English phrases that are one token.

Every reader of a language makes the same tokens; their words are English, so that what follows
knows one language only.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from engine.language.manner_words import ADVERBS, PLAIN, Manner
from engine.language.word_lists import word_set

Kind = Literal[
    "noun",  # word: the noun as written, lower case; form: a side ("left") or ""
    "pronoun",  # word: "it", "they", "other" (each other) or "self"
    "verb",  # word: base form; form: "", "s", "ing" or "ed"
    "how",  # manner
    "way",  # word: a direction or particle
    "prep",  # word: a preposition
    "link",  # word: "then", "while", "before", "after", "until", "reason", "like", "stop"
    "and",
    "comma",
    "count",  # number: how often; 0: again and again
    "rate",  # number: how often a second
    "amount",  # number and word: a distance in a unit
    "seconds",  # number
    "to",  # before a verb
    "not",
    "unknown",
    "skip",
]


SEVERAL = -1.0  # the number of a noun in the plural


@dataclass(frozen=True)
class Token:
    """A word, or words that belong together; see Kind for what the fields hold.

    Attributes:
        kind: one of Kind.
        text: the words of the sentence.
        word: what they mean, in English.
        form: of a verb or noun.
        manner: of a "how"; of a noun, what its adjectives say.
        number: of a "count", "rate", "amount" or "seconds"; of a noun of another language, how
            many there are, SEVERAL where it is in the plural, 0 where nothing is said of that.
        owned: of a noun: whether it belongs to somebody ("its tail").
    """

    kind: Kind
    text: str
    word: str = ""
    form: str = ""
    manner: Manner = PLAIN
    number: float = 0.0
    owned: bool = False


_PHRASES: dict[str, str] = {
    "link then": """
        then; and then; after that; afterwards; afterward; next; later; later on; finally;
        lastly; subsequently; at last; at the end; in the end; eventually; after a while;
        followed by; before long; thereafter; at the very end; soon; only then; thereupon; just
        then; suddenly then
    """,
    "link while": """
        while; whilst; meanwhile; at the same time; simultaneously; all the while; whereas; in
        the meantime; just as; during which; during
    """,
    "link before": "before; just before; right before",
    "link after": "after; as soon as; when; whenever; right after; just after; having",
    "link until": "until; till; up until",
    "link reason": """
        because; so that; if; in order to; although; though; unless; since; due to; because of;
        thanks to; as a result; so as to; in order that
    """,
    "link like": "like; as if; as though; just like; as in; such as; similar to",
    "and": "and; but; or; plus; as well as; and also; yet; nor",
    "skip": """
        first; firstly; at first; to begin with; initially; just; also; even; please; there;
        here; still in place; as well; too; now; again; together; both; each; one by
        one; one after another; a bit of; some; in the background; in the foreground; at night;
        of course; in the distance; in mid air; mid air; midair; in the sun; in the rain; in the
        snow; at sunset; at sunrise; who; which; that; will; would; can; could; may; might;
        shall; should; must; using; alone; by itself; by himself; by herself; on its own;
        themselves; himself; herself; itself; the whole time; it seems; however; ever; almost;
        nearly; about; along; everywhere; on the ground; through the air; in the grass; in a
        row; in line; two by two; only; already; than; what; how; where; whose; why; suddenly;
        all of a sudden; in time; on time; in a circle of friends; home; hello; goodbye; good
        bye; hi; bye; yes; no; oh; eagerly awaiting; sideways; exactly; precisely; a while; for a
        while; for a moment; a moment; for a bit; for some time; flat; face first; flat on its face;
        flat on his face; flat on her face; on its face; on his face; on her face
    """,
    "verb stop": """
        comes to a stop; come to a stop; comes to a halt; coming to a stop; screeches to a halt;
        slows to a stop; slows to a halt; slowing to a stop; slows down to a stop;
        grinds to a halt; skids to a halt; skids to a stop; rolls to a stop; screeches to a stop
    """,
    "verb ignite": """
        catches fire; catch fire; catching fire; goes up in flames; go up in flames; bursts into
        flames; burst into flames
    """,
    "verb wheelie": "does a wheelie; do a wheelie; doing a wheelie; pops a wheelie",
    "verb cry": "bursts into tears; burst into tears; breaks into tears; bursts out crying",
    "verb laugh": """
        bursts into laughter; burst into laughter; breaks into laughter; breaks out in laughter;
        bursts out laughing; breaks out laughing
    """,
    "verb run": "breaks into a run; break into a run",
    "verb turn_around": """
        changes direction; change direction; changes its direction; changes his direction; changes
        her direction; changing direction
    """,
    "verb exercise": "jumping jacks; star jumps; sit ups; yoga; tai chi",
    "verb push_up": "push ups; push up; press ups; press up",
    "verb chin_up": """
        pull ups; chin ups; chin up; pulls himself up; pulls herself up; pulls itself up;
        pulls themselves up; pull themselves up; pull himself up; pull herself up; pulling himself
        up; pulling herself up
    """,
    "not": "not; never; no longer; without; not any more; don't; doesn't",
    "count 0": """
        again and again; over and over; over and over again; repeatedly; continuously;
        constantly; nonstop; non stop; forever; endlessly; all the time; on and on; without
        stopping; without a pause; incessantly; time and again; without end; always;
        continually; perpetually; in a loop; the whole time
    """,
    "count 1": "once; one time; a single time; just once; once more; one more time; once again",
    "count 2": "twice; two times; a couple of times; a second time; twice more",
    "count 3": "thrice; a few times; some times",
    "count 4": "several times",
    "count 6": "many times; a lot of times; lots of times",
    "rate 1": "every second; each second; once a second; once per second; once every second",
    "rate 2": "twice a second; twice per second; two times a second",
    "rate 3": "thrice a second; several times a second",
    "rate 0.5": "every two seconds; every other second; every 2 seconds",
    "way left": """
        left; leftward; leftwards; to the left; to its left; to his left; to her left; towards
        the left; counterclockwise; anticlockwise; counter clockwise; anti clockwise
    """,
    "way right": """
        right; rightward; rightwards; to the right; to its right; to his right; to her right;
        towards the right; clockwise
    """,
    "way up": """
        up; upward; upwards; skyward; skywards; into the air; into the sky; in the air up; to
        the sky; uphill; upstairs; aloft; up into the air; up into the sky; up in the air;
        towards the sky; high up
    """,
    "way down": """
        down; downward; downwards; to the ground; to the floor; onto the ground; on the floor;
        downhill; downstairs; groundward; to earth; into the ground; onto the
        floor
    """,
    "way in": """
        in; inside; into the frame; into the picture; into the scene; into the screen; into
        view; into the shot; into the canvas; onto the screen; onto the stage; on stage; on
        screen; onto the scene; into sight; onscreen; into the drawing; into the image
    """,
    "way out": """
        out; outside; off the screen; off screen; offscreen; out of the picture; out of the
        frame; out of the screen; out of sight; out of view; out of the scene; out of the
        canvas; off the canvas; off the page; off the stage; offstage; off stage; out of the
        drawing; off the picture; out of shot; out of frame; out of the image
    """,
    "way forward": """
        forward; forwards; ahead; onward; onwards; straight ahead; straight on; straight
    """,
    "way back": """
        back; backward; backwards; in reverse; the way it came; the way he came; back again
    """,
    "way off": "off",
    "way away": """
        away; into the distance; off into the distance; away into the distance; far away; into
        the night; into the sunset; off into the sunset; into outer space; into space
    """,
    "way around": """
        around; round; about in circles; in circles; in a circle; round and round; around in
        circles; around and around; around in a circle; in loops; in a loop around
    """,
    "way over": "over; overhead; upside down; head over heels",
    "way under": "underneath",
    "way through": "through",
    "way still": "still; motionless; motionlessly; put; immobile",
    "way apart": "apart; to pieces; into pieces; to bits; in half; in two",
    "way on": "on",
    "way aslant": "diagonally; on the diagonal; at an angle; aslant; obliquely",
    "way from_above": "from above; down from above",
    "way from_below": "from below; up from below; from underneath",
    "way asleep": "asleep",
    "way up_and_down": "up and down; down and up; upwards and downwards",
    "way down_then_up": "down and up again; down and back up; down and back up again; down then up",
    "way up_then_down": "up and down again; up and back down; up and back down again; up then down",
    "way back_and_forth": """
        back and forth; to and fro; from side to side; side to side; left and right; in and out;
        to each side; to either side;
        forwards and backwards; right and left; forward and backward; forward and back;
        from left to right and back; here and there; from one side to the other; this way and that
    """,
    "prep to": """
        up to; right up to; all the way to; over to; as far as; close to; onto; on to; to; upto
    """,
    "prep towards": "towards; toward; in the direction of; in pursuit of; for; along with; down to",
    "prep at": "at; against",
    "prep into": "into; in to",
    "prep from": "from; off of; out of",
    "prep over": "above; across",
    "prep under": "under; below; beneath",
    "prep through": "between; past",
    "prep on": "on top of; upon; atop",
    "prep in": "behind; beside; near; next to; in front of; by; amid; among; amidst; throughout",
    "prep with": "with; together with; alongside; by means of",
    "prep of": "of",
    "pronoun other": "each other; one another",
    "amount 0.5 canvas": "halfway; half way; half of the way; midway",
    "amount 1 edge": "all the way; as far as possible; as far as it can; all the way across",
    "amount 1 canvas": """
        across the screen; across the canvas; across the picture; across the page; across the
        frame; across the scene; from one side to the other side; across the stage; across the
        sky; across the paper; across the image
    """,
    "amount 0.5 canvas ": """
        halfway across; half way across; halfway across the screen; halfway across the canvas;
        halfway across the picture; halfway across the page; half way across the screen; halfway
        across the sky
    """,
    "amount 0.15 canvas": """
        just a little; just a bit; only a little; only a bit;
        a short distance; a short way; a little way; a little to the side; a few steps; a bit
        further; a little further; a few inches; a tiny bit
    """,
    "amount 0.7 canvas": "far; a long way; a long distance; very far",
}  # fmt: skip

_COUNTED = """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
    sixteen seventeen eighteen nineteen twenty
"""
NUMBERS = {word: float(value) for value, word in enumerate(_COUNTED.split())} | {
    "dozen": 12.0, "half": 0.5, "quarter": 0.25, "third": 1 / 3, "couple": 2.0, "thirds": 1 / 3,
    "hundred": 100.0, "fifty": 50.0, "thirty": 30.0, "several": 4.0,
}  # fmt: skip

#: Nouns that a distance is counted in, by unit.
LENGTHS = {
    **dict.fromkeys(("length", "lengths", "width", "widths", "height", "heights"), "lengths"),
    **dict.fromkeys(("screen", "canvas", "picture", "page", "frame", "image", "screens", "scene",
                     "drawing", "way", "paper"), "canvas"),
    **dict.fromkeys(("pixel", "pixels", "px"), "pixels"),
}  # fmt: skip
#: Nouns for the ends of the picture.
EDGE_NOUNS = word_set("edge border end corner side margin rim")
CENTRE_NOUNS = word_set("middle centre center")
SIDES = {
    "left": "left", "right": "right", "top": "top", "bottom": "bottom", "upper": "top",
    "lower": "bottom", "up": "top", "down": "bottom", "above": "top", "below": "bottom",
    "ground": "bottom", "sky": "top",
}  # fmt: skip
WAY_TO = {"left": "left", "right": "right", "top": "up", "bottom": "down"}

#: Particles that are prepositions where a noun follows.
BEFORE_NOUNS = {
    "in": "in", "inside": "in", "over": "over", "around": "around", "round": "around",
    "through": "through", "on": "on", "off": "from", "under": "under", "along": "through",
    "outside": "in", "out": "from",
}  # fmt: skip


def number_in(word: str) -> float | None:
    """Return the number that a word of digits stands for, None for other words."""
    if not word or word[0] not in "0123456789":
        return None
    try:
        return min(float(word.replace(",", ".")), 1e6)
    except ValueError:
        return None


def _split(text: str) -> list[str]:
    return [" ".join(phrase.split()) for phrase in text.split(";")]


def _phrases() -> dict[str, list[tuple[tuple[str, ...], Token]]]:
    """Return first word -> (words, token), longer phrases first."""
    table: dict[str, list[tuple[tuple[str, ...], Token]]] = {}

    def add(phrase: str, token: Token) -> None:
        words = tuple(phrase.replace("'s", " 's").split())
        table.setdefault(words[0], []).append((words, token))

    for key, phrases in _PHRASES.items():
        kind, *rest = key.split()
        numbers = [float(item) for item in rest if item[0].isdigit()]
        names = [item for item in rest if not item[0].isdigit()]
        for phrase in _split(phrases):
            add(
                phrase,
                Token(
                    kind,  # type: ignore[arg-type]
                    phrase,
                    names[0] if names else "",
                    number=numbers[0] if numbers else 0.0,
                ),
            )
    for phrase, manner in ADVERBS.items():
        add(phrase, Token("how", phrase, manner=manner))
    for found in table.values():
        found.sort(key=lambda pair: -len(pair[0]))
    return table


#: English phrases by their first word, the longest first.
PHRASES = _phrases()
