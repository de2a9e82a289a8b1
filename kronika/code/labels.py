"""A number in its sentence in, whether it counts nothing out: money, years, ages, times, dates, scores, sizes, labels."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kronika.code.numbers import Number, split_word
from kronika.code.trees import base, first_conjunct
from kronika.records import ROOT, Sentence
from kronika.scheme.measures import Measures

YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
MONEY_SIGNS = frozenset("$€£¥₹₽₴") | {"us$", "usd", "rs", "rs.", "eur", "a$", "c$", "hk$", "nz$"}
DASHES = frozenset("-–—‑−")
_MONTHS = (
    "january february march april may june july august september october november december jan feb mar apr jun jul aug "
    "sep sept oct nov dec"
)
MONTHS = frozenset(_MONTHS.split())
PARTS = frozenset(
    {"first", "second", "third", "last", "latter", "other", "better", "next", "top", "bottom", "my", "your"}
)
SINGLE = frozenset({"he", "she", "i", "it"})
SMALLEST_SPACED = 20  # "1 – 2" is a score, "20 – 30" a range


@dataclass(frozen=True, slots=True)
class Run:
    """A number over tokens ``first`` to ``end`` of a sentence; ``words`` are all its words in lower case.

    ``at`` is the token the rest hangs on, ``head`` the noun counted, ``percent`` the end of a percent word (0: none).
    """

    sentence: Sentence
    words: tuple[str, ...]
    first: int
    end: int
    number: Number
    at: int
    head: int | None
    percent: int

    def word(self, offset: int) -> str:
        """The word before the number (-1, -2) or after it (0, 1), "" beyond the sentence."""
        at = self.first + offset if offset < 0 else self.end + offset
        return self.words[at] if 0 <= at < len(self.words) else ""


def counts_nothing(text: str, run: Run, measures: Measures, *, hedged: bool, people: bool) -> bool:
    """Whether a number is no count. ``hedged``: relation words stand before it; ``people``: it counts people by its noun."""
    if _touches(text, run) or _is_money(text, run):
        return True
    if _is_year(run, hedged, people) or (not people and _is_score(run)) or _in_name(run):
        return True
    if _is_age(run) or _is_date(run) or _is_label(run, measures) or _is_part(run):
        return True
    return not run.percent and _unit(run, measures) is not None


def _touches(text: str, run: Run) -> bool:
    """ "G-20", "24/7", "10:30", "COVID-19", "three-point": something before or after without a blank."""
    start, end = run.sentence.tokens[run.first].start, run.sentence.tokens[run.end - 1].end
    before = text[start - 1] if start else " "
    if before == "[" and text[end : end + 1] in {"]", ","}:
        return True  # a note's mark
    if before in "-–/:.'#" and start > 1 and (before == "#" or not text[start - 2].isspace()):
        return True
    if run.word(0) in DASHES | {"/", ":"} and run.word(1) != "strong":
        close = text[end : end + 1] in DASHES | {"/", ":"}
        return close or _modifies(run)
    if run.word(-1) in DASHES | {"/", ":"} and run.word(-2)[:1].isalpha() and text[start - 2 : start - 1].isalpha():
        return True
    glued = run.words[run.end - 1]
    return "-" in glued and glued.split("-")[-1].isalpha() and run.number.kind == "exact" and not glued[0].isalpha()


def _modifies(run: Run) -> bool:
    """ "six - member team", as some texts space it: the number belongs to the word after the hyphen."""
    head = run.sentence.tokens[run.at].head
    return head == run.end + 1


def _is_money(text: str, run: Run) -> bool:
    start = run.sentence.tokens[run.first].start
    return run.word(-1) in MONEY_SIGNS or text[max(start - 1, 0) : start] in MONEY_SIGNS - {"rs", "rs."}


def _in_name(run: Run) -> bool:
    """ "North 24 Parganas", "Three Horse Junction": a number within a name."""
    if run.number.kind != "exact" or run.percent:
        return False
    if any(
        n.first <= run.first and run.end <= n.end and n.end - n.first > run.end - run.first for n in run.sentence.names
    ):
        return True
    around = [run.first - 1, run.end]
    return (
        all(0 <= i < len(run.words) and run.sentence.tokens[i].upos == "PROPN" for i in around) and run.head == run.end
    )


def _is_year(run: Run, hedged: bool, people: bool) -> bool:
    low, high = run.number.low, run.number.high
    if low is None or high is None or run.percent:
        return False
    years = all(1500 <= value <= 2100 and value == int(value) for value in (low, high))
    written = [word for word in run.words[run.first : run.end] if word[0].isdigit()]
    digits = bool(written) and all(
        YEAR.fullmatch(part) for word in written for part in split_word(word) if part != "to"
    )
    if not years or not digits:
        return False
    if run.number.kind == "range":
        return True
    plural = run.head is not None and run.sentence.tokens[run.head].xpos in {"NNS", "NNPS"} and run.head == run.end
    counting = plural and (people or run.word(-1) not in {"the", "in", "since", "of", "after", "before", "these"})
    return not hedged and not counting


def _is_score(run: Run) -> bool:
    spaced = run.end - run.first == 3 and run.words[run.first + 1] in DASHES
    if spaced and run.number.high is not None and run.number.high < SMALLEST_SPACED and run.head is None:
        return True
    return (run.word(0) in DASHES and run.word(1)[:1].isdigit()) or (
        run.word(-1) in DASHES and run.word(-2)[:1].isdigit() and run.number.kind == "exact"
    )


def _is_age(run: Run) -> bool:
    if run.word(-1) in {"aged", "age", "ages"} or (run.word(-1) == "of" and run.word(-2) == "age"):
        return True
    tokens = run.sentence.tokens
    bare = (run.head is None or run.head < run.first) and run.number.kind == "exact" and not run.percent
    if bare and run.word(-1) in {",", "("} and run.word(0) in {",", "", ")", "."} and (run.number.low or 0) < 120:
        governor = tokens[run.at].head
        if governor != ROOT and (tokens[governor].upos == "PROPN" or run.word(-1) == ","):
            return base(tokens[run.at].deprel) not in {"conj", "obj", "nsubj", "obl", "root"}
    if bare and any(tokens[k].deprel == "cop" for k in run.sentence.children[run.at]):
        subjects = run.sentence.dependents(run.at, "nsubj")
        return any(tokens[k].lemma.lower() in SINGLE or tokens[k].upos == "PROPN" for k in subjects)
    return False


def _is_date(run: Run) -> bool:
    """ "14 August", "Aug. 4", "the May 5 march": a month's name stands beside it."""
    if run.number.kind == "vague" or run.percent:
        return False
    beside = [(run.first - 1, run.word(-1)), (run.end, run.word(0))]
    return any(word.rstrip(".") in MONTHS and run.sentence.tokens[at].upos == "PROPN" for at, word in beside if word)


def _is_label(run: Run, measures: Measures) -> bool:
    """ "Article 23", "Depot No. 4", "Internet 2": the number stands after the noun it numbers."""
    if run.percent or run.number.kind == "vague":
        return False
    if run.word(-1) in {"#", "no.", "№", "nr."}:
        return True
    token = run.sentence.tokens[first_conjunct(run.sentence, run.at)]  # "wards 59, 60 and 61"
    relation = base(token.deprel)
    behind = token.head != ROOT and token.head < run.first
    if behind and relation in {"nummod", "flat", "compound", "dep", "list"}:
        return run.sentence.tokens[token.head].upos in {"NOUN", "PROPN", "SYM", "X"}
    nominal = relation in {"nmod", "appos"} and not run.sentence.dependents(run.at, "case")
    return behind and nominal and run.word(-1) in measures.labels


def _is_part(run: Run) -> bool:
    """ "The second half", "one in three", "from 9 to 10": parts of a whole and changes count nobody."""
    if run.words[run.first] == "half" and run.end - run.first == 1:
        return run.word(-1) in PARTS or (run.head is None and not run.sentence.dependents(run.at, "nmod", "det"))
    if run.word(-1) == "from" and run.number.kind == "range" and run.head is None:
        return True
    if run.number.kind == "fraction" and run.words[run.first] in {"a", "an"} and run.head == run.end:
        return True  # "a third arrest"
    if run.number.kind == "vague" and (
        run.word(0) == "as" or run.word(-1) in {"as", "so", "too", "how", "very", "not"}
    ):
        return True
    one_in = run.word(-1) in {"in", "out of"} and run.word(-2).split("-")[0] in {"one", "two", "three"}
    return run.number.kind == "exact" and (one_in or (run.word(0) == "in" and run.word(1).isdigit() and not run.head))


def _unit(run: Run, measures: Measures) -> str | None:
    """The kind of unit that makes the number no count: by the noun counted, or the word after the number."""
    if run.head is not None:
        kind = measures.units.get(run.sentence.tokens[run.head].lemma.lower())
        if kind is not None:
            return kind
    following = run.word(0)
    return measures.units.get(following) or (measures.units.get(following.removesuffix("s")) if following else None)
