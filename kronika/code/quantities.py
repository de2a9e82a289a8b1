"""Finds the numbers of a sentence that count something, with their relation words and the noun they count."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kronika.code.labels import Run, counts_nothing
from kronika.code.numbers import DOZENS, FRACTIONS, PLURALS, SCALES, TENS, UNITS, Number, parse_number
from kronika.code.trees import base, is_relative, referent
from kronika.records import ROOT, Quantity, Sentence
from kronika.records.mentions import Relation
from kronika.scheme.lexicon import Lexicon, kind_of, load_lexicon
from kronika.scheme.measures import Measures

NUMBER_WORDS = frozenset(
    {*UNITS, *TENS, *SCALES, *DOZENS, *PLURALS, *FRACTIONS}
    | {"several", "few", "many", "couple", "handful", "halves"}
    | {f"{name}s" for name in FRACTIONS}
)
JOINING = frozenset({"and", "to", "or", "-", "–", "—", "‑", "of", "a"})
ARTICLED = NUMBER_WORDS - {"many"} | {"good"}
HAS_DIGIT = re.compile(r"\d")
LONGEST = 9  # tokens in one number
HEDGES = frozenset({"well", "slightly", "far", "just", "only", "somewhat"})


@dataclass(frozen=True, slots=True)
class FoundQuantity:
    """A number that counts something: ``number`` is the token of its last number word, ``head`` the noun counted.

    ``first`` to ``end`` are the tokens of ``quantity.span``, relation words included; ``vague`` names a vague number as
    the scheme lists it ("tens thousands"). ``quantity.measure`` is "count", or "share" of a percentage or fraction, until
    the number is attached to an event.
    """

    quantity: Quantity
    first: int
    end: int
    number: int
    head: int | None
    vague: str | None = None
    people: bool | None = False  # whether the noun counted names people; None: nobody knows


def find_quantities(
    text: str, sentence: Sentence, measures: Measures, lexicon: Lexicon | None = None
) -> tuple[FoundQuantity, ...]:
    """The counts and shares of a sentence, in order; money, times, ages, sizes, labels and scores are left out.

    ``lexicon`` (default: the scheme's) says which nouns are people, besides those that the measures list. Linear in the
    sentence's tokens: a list of 500 numbers is 500 short looks.
    """
    words = tuple(text[token.start : token.end].lower() for token in sentence.tokens)
    return tuple(_found(text, sentence, measures, lexicon, words))


def _found(
    text: str, sentence: Sentence, measures: Measures, lexicon: Lexicon | None, words: tuple[str, ...]
) -> Iterator[FoundQuantity]:
    at = 0
    while at < len(words):
        run = _number_at(words, at) if _may_start(words, at) else None
        if run is None:
            at += 1
            continue
        end, number = run
        found = _weigh(text, sentence, measures, lexicon, words, at, end, number)
        if found is not None:
            yield found
        at = end


def _may_start(words: tuple[str, ...], at: int) -> bool:
    word = words[at]
    if word in {"a", "an"}:
        return at + 1 < len(words) and words[at + 1] in ARTICLED
    return word in NUMBER_WORDS or bool(HAS_DIGIT.search(word)) or ("-" in word and word.split("-")[0] in NUMBER_WORDS)


def _number_at(words: tuple[str, ...], at: int) -> tuple[int, Number] | None:
    """The longest run of tokens from ``at`` that is one number."""
    stop = at
    while stop < len(words) and stop - at < LONGEST and (_may_start(words, stop) or words[stop] in JOINING):
        stop += 1
    between = at > 0 and words[at - 1] == "between"
    for end in range(stop, at, -1):
        run = words[at:end]
        if between and run.count("and") == 1:  # "between 200 and 300"
            run = tuple("to" if word == "and" else word for word in run)
        number = parse_number(run)
        if number is not None:
            return end, number
    return None


def _weigh(
    text: str,
    sentence: Sentence,
    measures: Measures,
    lexicon: Lexicon | None,
    words: tuple[str, ...],
    first: int,
    end: int,
    number: Number,
) -> FoundQuantity | None:
    """The run of tokens as a quantity, unless it counts nothing."""
    start, relation = _before(words, first, measures)
    stop, later = _after(words, end, measures)
    at = sentence.head_of(first, end)
    head, percent = _counted(sentence, measures, words, at, first, end)
    run = Run(sentence, words, first, end, number, at, head, percent)
    known = None if head is None else _is_people(text, sentence, head, measures, lexicon)
    people = known is True
    hedged = relation not in {None, "exactly"}
    if counts_nothing(text, run, measures, hedged=hedged, people=people):
        return None
    if words[first] == "one" and end - first == 1 and not percent and not _counts_one(run, people):
        return None
    unit = "percent" if percent or number.kind == "fraction" else "people" if people or head is None else "things"
    quantity = _quantity(number, relation or later, unit, sentence, start, max(stop, percent))
    return FoundQuantity(quantity, start, max(stop, percent), at, head, number.word, known)


def _before(words: tuple[str, ...], first: int, measures: Measures) -> tuple[int, Relation | None]:
    """Relation words that end at ``first``, and where they begin; "at least some 200" is "at least"."""
    relation: Relation | None = None
    at = first
    for _ in range(3):
        step = next((n for n in (4, 3, 2, 1) if n <= at and words[at - n : at] in measures.before), None)
        if step is None:
            break
        found = measures.before[words[at - step : at]]
        at -= step
        if relation in {None, "about", "exactly"}:
            relation = found
    if at and words[at - 1] == "between" and relation is None:
        return at - 1, None
    if relation is not None and at and words[at - 1] in HEDGES:
        at -= 1
    return at, relation


def _after(words: tuple[str, ...], end: int, measures: Measures) -> tuple[int, Relation | None]:
    for n in (3, 2, 1):
        relation = measures.after.get(words[end : end + n])
        if relation is not None and len(words[end : end + n]) == n:
            return end + n, relation
    return end, None


def _counted(
    sentence: Sentence, measures: Measures, words: tuple[str, ...], at: int, first: int, end: int
) -> tuple[int | None, int]:
    """The noun counted, and the end of a percent word after the number (0 if there is none)."""
    percent = 0
    if words[end - 1].endswith("%"):
        percent = end
    elif end < len(words) and measures.units.get(words[end]) == "percent":
        percent = end + 1
    elif words[end : end + 2] == ("per", "cent"):
        percent = end + 2
    if percent:
        return _of_what(sentence, range(first, percent)), percent
    token = sentence.tokens[at]
    modifier = base(token.deprel) in {"nummod", "amod", "det", "compound"}
    if modifier and token.head != ROOT and not first <= token.head < end and _near(sentence, end, token.head):
        return token.head, 0
    whole = _of_what(sentence, range(first, end))
    return (whole if whole is not None else _noun_behind(sentence, end)), 0


def _near(sentence: Sentence, end: int, head: int) -> bool:
    """Whether nothing stands between a number and its noun that opens another phrase: a tree that says so errs."""
    between = sentence.tokens[end:head]
    return not any(t.upos in {"ADP", "DET", "SCONJ", "AUX"} or t.xpos in {"VBD", "VBZ", "VBP"} for t in between)


def _noun_behind(sentence: Sentence, end: int) -> int | None:
    """The plural noun right behind a number that the tree hangs elsewhere: "between 200 and 300 people"."""
    for i in range(end, min(end + 3, len(sentence.tokens))):
        token = sentence.tokens[i]
        if token.xpos in {"NNS", "NNPS"} and not sentence.dependents(i, "nummod", "det"):
            return i
        if token.upos not in {"ADJ", "NOUN", "PROPN"} and token.deprel != "amod":
            return None
    return None


def _of_what(sentence: Sentence, run: range) -> int | None:
    """The noun after "of" that hangs on one of the run's tokens: "dozens of people"; also "of which 70 percent speak ..."."""
    before = run.start - 1
    if before > 0 and is_relative(sentence, before) and sentence.tokens[before - 1].lemma.lower() == "of":
        return referent(sentence, before)
    for i in run:
        for child in sentence.dependents(i, "nmod", "obl"):
            cases = {sentence.tokens[k].lemma for k in sentence.dependents(child, "case")}
            if child > i and child not in run and cases & {"of", "from", "among"}:
                return child
    return None


def _is_people(text: str, sentence: Sentence, head: int, measures: Measures, lexicon: Lexicon | None) -> bool | None:
    """Whether a noun names people; None where neither the measures nor the lexicon know it."""
    token = sentence.tokens[head]
    lemma = token.lemma.lower()
    if lemma in measures.groups:
        return False  # "two groups" counts groups
    if lemma in measures.people or lemma.split("-")[-1] in measures.people:
        return True
    if token.upos in {"ADJ", "DET", "PRON"} and lemma not in {"which", "that", "it", "this", "these", "those"}:
        return True  # "200 more", "three of them", "six dead"
    if token.upos in {"PRON", "DET"}:
        return False
    kind = kind_of(sentence, text, head, lexicon or load_lexicon())
    return None if kind is None else kind in {"people", "person"}


def _counts_one(run: Run, people: bool) -> bool:
    """ "One man" and "one of the men" count; "one" the pronoun, "no one", "one day" do not."""
    if run.word(-1) in {"no", "this", "that", "which", "the", "any", "every"}:
        return False
    aside = run.word(-1) == "," and run.word(0) == "of"
    if aside or run.sentence.tokens[run.first].deprel == "appos":
        return False  # "Anna Kern, one of the miners"
    if run.head is not None:
        return people
    token = run.sentence.tokens[run.first]
    headline = token.deprel == "nsubj" and run.sentence.tokens[token.head].xpos == "VBN"  # "One killed in clashes"
    return headline or token.deprel == "nsubj:pass"


def _quantity(
    number: Number, relation: Relation | None, unit: str, sentence: Sentence, first: int, end: int
) -> Quantity:
    low, high = number.low, number.high
    if number.kind == "fraction" and low is not None:
        low = high = round(100 * low, 2)
    if number.kind == "vague":
        relation = "vague"
    elif number.kind == "range":
        relation = "between"
    relation = relation or "exactly"
    if relation in {"at least", "more than"}:
        high = None
    elif relation in {"at most", "fewer than"}:
        low = None
    measure = "share" if unit == "percent" else "count"
    return Quantity(sentence.cover(first, end), measure, relation, low, high, unit)


def measured(found: FoundQuantity, measure: str) -> FoundQuantity:
    """The same number with what it measures."""
    return replace(found, quantity=replace(found.quantity, measure=measure))
