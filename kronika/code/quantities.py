"""Finds the numbers of a sentence that count something, with their relation words and the noun they count."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kronika.code.numbers import DOZENS, FRACTIONS, PLURALS, SCALES, TENS, UNITS, Number, parse_number
from kronika.records import ROOT, Quantity, Sentence, Token
from kronika.records.mentions import Relation
from kronika.scheme.measures import Measures

NUMBER_WORDS = frozenset(
    {*UNITS, *TENS, *SCALES, *DOZENS, *PLURALS} | {"several", "few", "many", "couple", "half", "halves"}
    | {f"{name}s" for name in FRACTIONS} | {"third", "quarter", "fifth", "tenth"}
)  # fmt: skip
JOINING = frozenset({"and", "to", "or", "-", "–", "—", "‑", "of", "a"})
HAS_DIGIT = re.compile(r"\d")
PLAIN_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
LONGEST = 9  # tokens in one number
MONEY_SIGNS = frozenset("$€£¥₹₽₴") | {"us$", "usd", "rs", "rs.", "eur", "r", "a$", "c$", "hk$"}
_MONTHS = (
    "january february march april may june july august september october november december jan feb mar apr jun jul aug "
    "sep sept oct nov dec"
)
MONTHS = frozenset(_MONTHS.split())


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


def find_quantities(text: str, sentence: Sentence, measures: Measures) -> tuple[FoundQuantity, ...]:
    """The counts and shares of a sentence, in order; money, times, ages, sizes, labels and scores are left out.

    Linear in the sentence's tokens: a list of 500 numbers is 500 short looks.
    """
    words = tuple(token_text(text, token) for token in sentence.tokens)
    return tuple(_found(text, sentence, measures, words))


def token_text(text: str, token: Token) -> str:
    return text[token.start : token.end].lower()


def _found(text: str, sentence: Sentence, measures: Measures, words: tuple[str, ...]) -> Iterator[FoundQuantity]:
    at = 0
    while at < len(words):
        run = _number_at(words, at) if _may_start(words, at) else None
        if run is None:
            at += 1
            continue
        end, number = run
        found = _weigh(text, sentence, measures, words, at, end, number)
        if found is not None:
            yield found
        at = end


def _may_start(words: tuple[str, ...], at: int) -> bool:
    word = words[at]
    if word in {"a", "an"}:
        return at + 1 < len(words) and words[at + 1] in NUMBER_WORDS | {"good"}
    return word in NUMBER_WORDS or bool(HAS_DIGIT.search(word)) or ("-" in word and word.split("-")[0] in NUMBER_WORDS)


def _number_at(words: tuple[str, ...], at: int) -> tuple[int, Number] | None:
    """The longest run of tokens from ``at`` that is one number."""
    stop = at
    while stop < len(words) and stop - at < LONGEST and (_may_start(words, stop) or words[stop] in JOINING):
        stop += 1
    for end in range(stop, at, -1):
        number = parse_number(words[at:end])
        if number is not None:
            return end, number
    return None


def _weigh(
    text: str,
    sentence: Sentence,
    measures: Measures,
    words: tuple[str, ...],
    first: int,
    end: int,
    number: Number,
) -> FoundQuantity | None:
    """The run of tokens as a quantity, unless it counts nothing."""
    at = _anchor(sentence, first, end)
    start, relation = _before(words, first, measures)
    stop, later = _after(words, end, measures)
    head, percent = _counted(sentence, measures, words, at, first, end)
    if _is_label(text, sentence, words, first, end, measures):
        return None
    plain_year = end - first == 1 and PLAIN_YEAR.fullmatch(words[first]) is not None
    if plain_year and relation is None and not (head is not None and is_people(sentence.tokens[head], measures)):
        return None
    if not percent and _kind(sentence, words, head, end, measures) is not None:
        return None
    if percent:
        stop = max(stop, percent)
    if words[first] == "one" and end - first == 1 and not _counts_one(sentence, words, first, head, measures):
        return None
    quantity = _quantity(sentence, measures, start, stop, number, relation or later, head, bool(percent))
    return FoundQuantity(quantity, start, stop, at, head, number.word)


def _anchor(sentence: Sentence, first: int, end: int) -> int:
    """The number word that the rest of the run hangs on."""
    return sentence.head_of(first, end)


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
    if relation is not None and at and words[at - 1] in {"well", "slightly", "far", "just", "only", "somewhat"}:
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
    if end < len(words) and measures.units.get(words[end]) == "percent":
        percent = end + 1
    elif words[end : end + 2] == ("per", "cent"):
        percent = end + 2
    if percent:
        return _of_what(sentence, range(first, percent)), percent
    token = sentence.tokens[at]
    modifier = token.deprel.split(":")[0] in {"nummod", "amod", "det", "compound"}
    if modifier and token.head != ROOT and not first <= token.head < end:
        return token.head, 0
    return _of_what(sentence, range(first, end)), 0


def _of_what(sentence: Sentence, run: range) -> int | None:
    """The noun after "of" (or "of" left out) that hangs on one of the run's tokens: "dozens of people"."""
    for i in run:
        for child in sentence.dependents(i, "nmod", "obl"):
            cases = {sentence.tokens[k].lemma for k in sentence.dependents(child, "case")}
            if child > i and child not in run and cases & {"of", "from", "among"}:
                return child
    return None


def is_people(token: Token, measures: Measures) -> bool:
    lemma = token.lemma.lower()
    return lemma in measures.people or lemma in measures.groups or lemma.split("-")[-1] in measures.people


def _kind(sentence: Sentence, words: tuple[str, ...], head: int | None, end: int, measures: Measures) -> str | None:
    """The kind of unit that makes the number no count, or None."""
    if head is not None:
        kind = measures.units.get(sentence.tokens[head].lemma.lower())
        if kind is not None:
            return kind
    following = words[end] if end < len(words) else ""
    return measures.units.get(following) or (measures.units.get(following.removesuffix("s")) if following else None)


def _is_label(text: str, sentence: Sentence, words: tuple[str, ...], first: int, end: int, measures: Measures) -> bool:
    """Money, clock times, dates, ages, scores, "Depot #4", "three-point", "G20": digits and words that count nothing."""
    tokens = sentence.tokens
    before = words[first - 1] if first else ""
    after = words[end] if end < len(words) else ""
    touching = text[tokens[first].start - 1] if tokens[first].start else " "
    if before in MONEY_SIGNS or touching in "#$€£¥₹₽№" or before in {"#", "aged", "age", "no.", "№"}:
        return True
    if touching in "-–/:." and tokens[first].start > 1 and not text[tokens[first].start - 2].isspace():
        return True
    if before in MONTHS or after in MONTHS or (before == "," and after in {",", ""} and words[first].isdigit()):
        return True
    if (
        after in {"-", "‑", "/", ":"}
        and tokens[end - 1].end == tokens[end].start
        and "strong" not in words[end : end + 2]
    ):
        return True
    return before in measures.labels and tokens[first].deprel.split(":")[0] in {"nummod", "nmod", "compound", "dep"}


def _counts_one(sentence: Sentence, words: tuple[str, ...], first: int, head: int | None, measures: Measures) -> bool:
    """ "One man" and "one of the men" count; "one" the pronoun, "no one", "one day" do not."""
    if first and words[first - 1] in {"no", "this", "that", "which", "the", "any", "every"}:
        return False
    if head is not None:
        return is_people(sentence.tokens[head], measures)
    return sentence.tokens[first].deprel == "nsubj:pass"


def _quantity(
    sentence: Sentence,
    measures: Measures,
    first: int,
    end: int,
    number: Number,
    relation: Relation | None,
    head: int | None,
    percent: bool,
) -> Quantity:
    low, high = number.low, number.high
    unit = "people" if head is None or is_people(sentence.tokens[head], measures) else "things"
    measure = "count"
    if number.kind == "fraction" and low is not None:
        low = high = round(100 * low, 2)
        percent = True
    if percent:
        unit, measure = "percent", "share"
    if number.kind == "vague":
        relation = "vague"
    elif number.kind == "range":
        relation = "between"
    relation = relation or "exactly"
    if relation in {"at least", "more than"}:
        high = None
    elif relation in {"at most", "fewer than"}:
        low = None
    return Quantity(sentence.cover(first, end), measure, relation, low, high, unit)


def measured(found: FoundQuantity, measure: str) -> FoundQuantity:
    """The same number with what it measures."""
    return replace(found, quantity=replace(found.quantity, measure=measure))
