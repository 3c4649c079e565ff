# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""From tokens to clauses: one verb each, with its subject and all that is said about it."""

from __future__ import annotations

from collections.abc import Sequence

from engine.language.clause import Clause
from engine.language.manner_words import PLAIN, part_of
from engine.language.phrases import Token
from engine.language.places import OUT_OF, take_place, take_way
from engine.language.verb_words import (
    ACTIONS,
    ASPECTS,
    CAUSING,
    ENDING,
    INTENT,
    KEEPING,
    LIGHT,
    NAMES,
    SOUNDING,
    STATES,
    WAY_OF,
)
from engine.language.word_lists import word_set

_OPPOSITE = {"left": "right", "right": "left", "up": "down", "down": "up", "forward": "back",
             "back": "forward"}  # fmt: skip
_SHUTTING = ("shut", "close", "open")
#: What these are said to be done to does it itself.
_MOVED = word_set("turn spin rotate close open shut move shake swing tilt roll bounce flip slide")
_AT_ONCE = ("at the same time", "simultaneously", "meanwhile")
#: What leads one way and then another.
_BY_TURNS = {"down_then_up": ("down", "up"), "up_then_down": ("up", "down")}
#: What a part is moved for and is done to others: it isn't drawn.
_MEANT_TO = ("chase", "scare", "drive", "shoo", "swat", "keep", "make")


def clauses_in(tokens: Sequence[Token], names: Sequence[str] = ()) -> list[Clause]:
    """Return the clauses of a sentence, in the order they are written.

    names: of the drawing's objects, lower case; they are no verbs: "pulls the sled".
    """
    clauses = _Scanner(list(tokens), names).clauses()
    return _told_of(clauses, tokens)


def _told_of(clauses: list[Clause], tokens: Sequence[Token]) -> list[Clause]:
    """Return clauses in which what is to be moved does it: "Close the laptop" - it closes."""
    first = clauses[0] if clauses else None
    opens = next((token.kind for token in tokens if token.kind not in ("skip", "how")), "")
    if first is None or first.subjects or first.form or opens != "verb":
        return clauses
    thing = next(iter(first.objects), None)
    if first.verb in _MOVED and thing is not None and thing.kind == "noun" and not thing.owned:
        first.subjects, first.objects = [thing], first.objects[1:]
    return clauses


class _Scanner:
    def __init__(self, tokens: list[Token], names: Sequence[str]) -> None:
        self.tokens = tokens
        self.names = names
        self.at = 0
        self.done: list[Clause] = []
        self.now = Clause()
        self.intent: list[str] | None = None  # words of what is only about to happen
        self.to = False

    def clauses(self) -> list[Clause]:
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            self.at += 1
            self._read(token)
        self._repeat("stop")
        self._close("")
        return self.done

    def _peek(self, ahead: int = 0) -> Token | None:
        index = self.at + ahead
        return self.tokens[index] if index < len(self.tokens) else None

    def _next_is(self, kind: str) -> bool:
        following = self._peek()
        return following is not None and following.kind == kind

    # -- one token -------------------------------------------------------------------------------

    def _read(self, token: Token) -> None:
        if token.kind in ("and", "comma", "link"):
            self._link(token)
            return
        now = self.now
        if token.kind == "verb":
            self._verb(token)
            return
        if token.kind in ("noun", "pronoun"):
            self._noun(token)
            return
        if self.intent is not None:
            self.now.unknown += [token.text] if token.kind != "to" and token.text else []
            return
        if token.text and token.form != "attribute":
            now.words.append(token.text)
        if token.kind == "how" and token.text.lower() in INTENT and self._next_is("to"):
            self._unknown(token)
        elif token.kind == "how":
            now.manner = now.manner.joined(token.manner)
        elif token.kind == "way" and token.word in _BY_TURNS:
            self._by_turns(*_BY_TURNS[token.word])
        elif token.kind == "way":
            take_way(now, token.word)
        elif token.kind == "prep":
            self._prep(token)
        elif token.kind == "count":
            if now.verb in LIGHT and token.word in NAMES:
                now.verb = token.word  # "takes three steps"
            if token.number:
                now.count = max(int(token.number), 1)
                now.manner = now.manner.joined(token.manner)
            else:
                now.keeps_on = True
        elif token.kind == "rate":
            now.per_second = token.number
        elif token.kind == "seconds":
            now.seconds = token.number
        elif token.kind == "amount":
            if token.word != now.unit or token.number < now.distance or not now.distance:
                now.distance, now.unit = token.number or now.distance, token.word
        elif token.kind == "to":
            self.to = True
        elif token.kind == "not":
            now.negated = True
        elif token.kind == "unknown":
            self._unknown(token)
        elif token.kind == "skip" and token.form == "attribute":
            now.attributes.append(token.word)

    def _unknown(self, token: Token) -> None:
        if token.text.lower() in INTENT:
            busy = self.now.verb not in ("", "be") or (self.done and not self.now.subjects)
            if self._next_is("to") and busy:
                self.intent = [token.text]
                self.now.unknown.append(token.text)
            return
        self.now.unknown.append(token.text)

    def _link(self, token: Token) -> None:
        word = token.word if token.kind == "link" else token.kind
        if word in ("reason", "like"):
            self._skip_to_break(token)
            return
        if token.text.lower() in _AT_ONCE and self.now.verb and not self._says_more():
            self.now.link = "while" if self.now.link else ""
            self.now.words.append(token.text)
            return  # "lifts its trunk and flaps its ears at the same time"
        self.intent = None
        self._repeat(word)
        if self.now.verb:
            opened = word if word in ("then", "while", "before", "after", "until") else ""
            self._close(opened or word)
            self.now.words += [token.text] if opened else []
            return
        told = self.now.manner != PLAIN and not self.now.subjects
        if word == "then" and self.now.link == "comma" and told and self.done:
            self._leftover("comma")  # "runs, faster and faster, then stops"
        # nothing said yet: the stronger word counts
        if word in ("then", "while", "before", "after", "until"):
            if word == "then" and self.now.link in ("before", "after", "while", "until"):
                return
            opens = word == "after" and self._before().kind == "and"
            self.now.link = word
            self.now.opened = not self.done or opens  # "..., and when it lands, ..."
            if token.text:
                self.now.words.append(token.text)
        elif word == "and" and self.now.subjects:
            self.now.words.append(token.text)
        elif word == "stop" and self.now.subjects and not self.now.verb:
            self._close("stop")

    def _before(self) -> Token:
        """Return the token before the one just read."""
        return self.tokens[self.at - 2] if self.at > 1 else Token("skip", "")

    def _says_more(self) -> bool:
        """Tell whether a clause begins with the next token."""
        following = self._peek()
        return following is not None and following.kind not in ("comma", "link", "and")

    def _skip_to_break(self, token: Token) -> None:
        """Leave out what only explains or compares; moods in it count."""
        said = [token.text]
        while (following := self._peek()) is not None:
            if following.kind in ("comma", "link", "and"):
                break
            if following.kind == "how":
                self.now.manner = self.now.manner.joined(following.manner)
            if following.kind == "noun":
                self.now.manner = self.now.manner.joined(following.manner)
            said.append(following.text)
            self.at += 1
        self.now.unknown.append(" ".join(word for word in said if word))

    def _close(self, link: str) -> None:
        now = self.now
        if now.verb or now.attributes:
            self.done.append(now)
            self.now = Clause(link=link)
        elif now.subjects and (self.done and self.done[-1].objects and link != "stop"):
            self.done[-1].objects += now.subjects  # "a ball and a stick"
            self.now = Clause(link=link)
        elif (
            now.subjects
            or now.ways
            or now.unknown
            or now.manner != PLAIN
            or now.count
            or now.per_second
            or now.distance
        ):
            self._leftover(link)

    def _by_turns(self, first: str, second: str) -> None:
        """Read "down and up again": one way, then the other one."""
        take_way(self.now, first)
        self._link(Token("link", "", "then"))
        take_way(self.now, second)

    def _repeat(self, link: str) -> None:
        """Take the verb of the clause before for "..., then to the right", "... and back".

        link: what follows; after a comma a verb may still come: "then, slowly, walks away".
        """
        now = self.now
        if now.verb or not self.done or now.subjects:
            return
        last = self.done[-1]
        again = bool(now.count or [noun for noun in now.objects if part_of(noun.word)])
        again = again or (now.manner != PLAIN and link != "comma")
        if now.link == "then" and again and not now.direction and not now.unknown:
            now.verb, now.said, now.form = last.verb, last.said, last.form
            now.direction = last.direction if last.direction != "in" else ""
            now.objects = now.objects or [noun for noun in last.objects if part_of(noun.word)]
        if now.verb or not now.direction:
            return
        turned = last.direction == _OPPOSITE.get(now.direction, "-")
        measured = last.direction not in ("", now.direction) and (now.count or now.distance)
        back = now.direction == "back" and last.direction not in ("", "back")
        if now.link == "then" or back or turned or measured:
            now.verb, now.said, now.form = last.verb, last.said, last.form
            now.objects += [noun for noun in last.objects if part_of(noun.word)]
            if now.direction == "back" and now.unit == "canvas":  # "halfway back"
                now.unit, now.target = last.unit or now.unit, last.target

    def _leftover(self, link: str) -> None:
        """Give words without a verb to the clause before, or leave them for the one that comes."""
        now = self.now
        if self.at < len(self.tokens) and link not in ("stop", "comma", "and") and not now.unknown:
            return
        if self.done and not now.subjects:
            last = self.done[-1]
            last.words += now.words
            last.unknown += now.unknown
            last.manner = last.manner.joined(now.manner)
            last.direction = now.direction or last.direction
            last.ways += now.ways
            last.count = last.count or now.count
            last.per_second = last.per_second or now.per_second
            if not last.distance:
                last.distance, last.unit = now.distance, now.unit
        elif now.subjects or now.ways or now.unknown:
            self.done.append(now)
        self.now = Clause(link=link)

    # -- verbs -----------------------------------------------------------------------------------

    def _verb(self, token: Token) -> None:
        now, to, self.to = self.now, self.to, False
        if self.intent is not None:
            self.now.unknown.append(token.text)
            return
        if not now.verb or self._replaces(token, to=to):
            self._take(token)
        elif now.verb in ENDING and token.form == "ing" and not to:
            now.words.append(token.text)
            if now.negated:  # "never stops running"
                now.negated, now.keeps_on = False, True
                now.verb, now.said = token.word, token.text
        elif token.form == "ed" and self.tokens[self.at - 2].kind == "noun" and now.form != "ed":
            self.intent = []  # "a ball suspended between them"
            now.unknown.append(token.text)
        elif to and now.objects and part_of(now.objects[-1].word) and token.word in _MEANT_TO:
            self.intent = []  # "swings its tail to chase away flies": what for isn't done
            now.unknown.append(token.text)
        else:
            reduced = now.form == "ing" and bool(now.subjects)  # "the man riding the horse waves"
            if reduced and now.verb in STATES:  # "the man sitting on the chair nods"
                now.objects, now.ways, now.target, now.direction = [], [], "", ""
                now.attributes.append(now.verb)
                self._take(token)
                return
            at_once = reduced or (token.form == "ing" and not to)
            self._close("while" if at_once else "then" if to else "and")
            self._take(token)

    def _replaces(self, token: Token, *, to: bool) -> bool:
        """Tell whether the verb so far only says how this one goes on, and note what it says.

        to: whether "to" stands before this one.
        """
        now = self.now
        if now.verb == "be" or now.verb in INTENT or (now.verb in CAUSING and now.objects):
            if now.objects:  # "I want the fish to swim"
                now.subjects, now.objects = now.objects[-1:], []
            return True
        if now.verb in SOUNDING and token.word in _SHUTTING and not token.form:
            return self._follows_verb(("way", "skip", "noun", "pronoun"))  # "slams it shut"
        if now.verb in WAY_OF and token.form == "ing" and self._follows_verb():
            now.direction = now.direction or WAY_OF[now.verb]  # "enters running"
            return True
        if now.verb in ASPECTS and not now.objects and (to or token.form == "ing"):
            going_on = "on" in now.ways and now.verb in ("go", "carry", "come")
            now.keeps_on |= now.verb in KEEPING or going_on
            if now.verb == "come" and not now.ways:
                now.direction = now.direction or "forward"
            now.ways = [way for way in now.ways if way != "on"]
            return True
        return now.verb in LIGHT and token.form == "" and not now.objects

    def _follows_verb(self, between: Sequence[str] = ("way", "skip")) -> bool:
        """Tell whether between the verb just read and the one before only some kinds stand."""
        for token in reversed(self.tokens[: self.at - 1]):
            if token.kind == "verb":
                return True
            if token.kind not in between:
                return False
        return False

    def _take(self, token: Token) -> None:
        now = self.now
        now.verb, now.form, now.said = token.word, token.form, token.text
        now.words.append(token.text)

    # -- nouns -----------------------------------------------------------------------------------

    def _noun(self, token: Token) -> None:
        now = self.now
        self.to = False
        if self.intent is not None:
            now.unknown.append(token.text)
            return
        if not now.verb:
            now.subjects.append(token)
            now.words.append(token.text)
            now.manner = now.manner.joined(token.manner)
            return
        reduced = now.form == "ing" and bool(now.subjects)  # "the man riding the horse waves"
        following = self._peek()
        if following is not None and following.kind == "verb" and not following.form:
            reduced |= following.word in _SHUTTING and now.verb in SOUNDING  # "snaps it shut"
        led = self._subject_ahead() and now.verb not in CAUSING and not reduced
        if led and not part_of(token.word):
            link = "and"
            if now.link in ("while", "before", "after", "until") and now.opened:
                link = "comma"
            self._close(link)
            self.now.subjects.append(token)
            self.now.words.append(token.text)
            self.now.manner = self.now.manner.joined(token.manner)
            return
        now.words.append(token.text)
        if now.verb == "be" and token.kind == "noun":
            return
        if (
            now.verb in LIGHT
            and (token.word in ACTIONS or token.word in NAMES)
            and token.word not in self.names
            and not part_of(token.word)
        ):
            now.verb, now.said = token.word, f"{now.said} {token.text}"
            now.manner = now.manner.joined(token.manner)
            return
        now.objects.append(token)

    def _subject_ahead(self) -> bool:
        """Tell whether the noun just read is the subject of a verb that follows."""
        ahead = 0
        while (token := self._peek(ahead)) is not None and ahead < 8:
            if token.kind == "verb":
                return (
                    token.form in ("s", "ed")
                    or token.word == "be"
                    or (token.form == "" and self.tokens[self.at - 1].kind == "pronoun")
                )
            if token.kind not in ("how", "skip"):
                return False
            ahead += 1
        return False

    # -- places ----------------------------------------------------------------------------------

    def _prep(self, token: Token) -> None:
        """Read a preposition with the noun after it."""
        noun = self._peek()
        skipped = 0
        while noun is not None and noun.kind in ("skip", "how"):
            skipped += 1
            noun = self._peek(skipped)
        if noun is None or noun.kind not in ("noun", "pronoun", "way", "amount"):
            return
        if self._with_clause(token, skipped):
            return
        if noun.kind == "amount":
            return
        for index in range(skipped + 1):
            self.now.words.append(self.tokens[self.at + index].text)
        self.at += skipped + 1
        leaves = token.word == "from" and token.text.lower().startswith(("out", "off"))
        take_place(self.now, OUT_OF if leaves else token.word, noun)

    def _with_clause(self, token: Token, skipped: int) -> bool:
        """Read "with its tail wagging" as a clause of its own."""
        following = self._peek(skipped + 1)
        noun = self._peek(skipped)
        if token.word != "with" or noun is None or noun.kind != "noun":
            return False
        if following is not None and following.kind == "verb" and following.form == "ing":
            self.at += skipped + 2
            if self.now.verb:
                self._close("while")
            self._take(following)
            self.now.objects.append(noun)
            self.now.words.insert(0, f"{token.text} {noun.text}")
            return True
        if self.now.verb and noun.word in ACTIONS and not part_of(noun.word) and not noun.owned:
            self.at += skipped + 1
            self._close("while")
            self._take(noun)
            return True
        return False
