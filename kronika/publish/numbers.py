"""The number strip: every number that a voice claims of one event, and where each reading policy would land."""

from __future__ import annotations

import re
from typing import Any

from kronika.publish.happenings import Happening, Telling
from kronika.publish.wording import claimant, publisher_words
from kronika.records import Quantity
from kronika.scheme.measures import load_measures
from kronika.scheme.policies import derive_value, load_policies

_WORD = re.compile(r"[a-z]+")
_FILLERS = frozenset({"of", "a", "an", "the", "and"})


def number_strips(happening: Happening, at: dict[str, int]) -> list[dict[str, Any]]:
    """One strip for each measure; ``at`` gives the number of each telling on the page."""
    strips: dict[str, list[dict[str, Any]]] = {}
    for telling in happening.tellings:
        for quantity in telling.quantities:
            strips.setdefault(quantity.measure, []).append(_mark(telling, quantity, at))
    return [
        {
            "measure": measure,
            "label": measure.replace("_", " "),
            "disputed": measure in happening.event.disputed,
            "marks": marks,
            "policies": policies_of(happening, measure),
        }
        for measure, marks in strips.items()
    ]


def _mark(telling: Telling, quantity: Quantity, at: dict[str, int]) -> dict[str, Any]:
    """A claimed number: ``low`` and ``high`` as the words give them; ``vague`` the bounds that mere words may mean."""
    words = quantity.span.of(telling.report.text)
    known = quantity.low is not None or quantity.high is not None
    return {
        "words": " ".join(words.split()),
        "relation": quantity.relation,
        "low": quantity.low,
        "high": quantity.high,
        "vague": None if known else vague_bounds(words),
        "unit": quantity.unit,
        "scope": quantity.scope,
        "stance": (quantity.voice or telling.voice).stance,
        "says": claimant(telling, quantity.voice),
        "publisher": publisher_words(telling.report),
        "item": at.get(telling.item.id),
        "span": [quantity.span.start, quantity.span.end],
    }


def vague_bounds(words: str) -> tuple[float, float | None] | None:
    """What the scheme takes "hundreds" to mean at least and at most; None for words it does not list."""
    spoken = " ".join(_stems(words))
    best: tuple[float, float | None] | None = None
    longest = 0
    for phrase, reading in load_measures().vague.items():
        wanted = " ".join(_stems(phrase))
        if len(wanted) > longest and re.search(rf"\b{re.escape(wanted)}\b", spoken):
            best, longest = (reading.low, reading.high), len(wanted)
    return best


def policies_of(happening: Happening, measure: str) -> list[dict[str, Any]]:
    """Where each reading policy that reads this measure would land; None where it gives no number.

    A policy that gives the one exact number which all claim has changed nothing, and is not spoken of.
    """
    values = happening.event.values.get(measure, ())
    read = [(one, derive_value(one, values)) for one in load_policies().values() if measure in one.measures]
    exact = _exact_number(happening, measure)
    return [
        {
            "policy": policy.name,
            "version": policy.version,
            "column": column,
            "number": one.number,
            "how": one.how,
        }
        for policy, columns in read
        if exact is None or any(one.number != exact for one in columns.values())
        for column, one in columns.items()
    ]


def _exact_number(happening: Happening, measure: str) -> float | None:
    """The number that every telling of this measure claims, exactly; None where one is vague, open, denied or other."""
    told = [
        (quantity.low, quantity.high, quantity.relation, (quantity.voice or telling.voice).stance)
        for telling in happening.tellings
        for quantity in telling.quantities
        if quantity.measure == measure
    ]
    low, high, relation, stance = told[0] if told else (None, None, "", "")
    plain = relation == "exactly" and stance == "asserts" and low == high and len(set(told)) == 1
    return low if plain else None


def _stems(words: str) -> list[str]:
    return [word.removesuffix("s") for word in _WORD.findall(words.lower()) if word not in _FILLERS]
