"""Reading policies: claims of a number -> the single numbers a table of the field wants, each with the claims it took."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

import yaml

from kronika.records import Value
from kronika.scheme.reconciling import load_kinship

FILE = Path(__file__).with_name("policies.yaml")
KEYS = frozenset({"version", "source", "measures", "numbers", "one_sided", "vague", "unreported"})
WORD = re.compile(r"[a-z]+")
FILLERS = frozenset({"of", "a", "an", "the"})
Rule = Literal["lowest", "highest", "mean", "best"]
ONE_SIDED = frozenset({"at least", "more than", "at most", "fewer than"})


@dataclass(frozen=True, slots=True)
class Policy:
    """A named way to read numbers; ``numbers`` maps a column to the rule that fills it."""

    name: str
    version: int
    source: str
    measures: tuple[str, ...]
    numbers: Mapping[str, Rule]
    one_sided: Literal["bound", "none"]
    vague: Mapping[str, float | None]
    unreported: float | None


@dataclass(frozen=True, slots=True)
class Claimed:
    """A number as claimed, the claims that claim it, and how many of their sources are independent."""

    words: str
    relation: str
    low: float | None
    high: float | None
    claims: tuple[str, ...] = ()
    independent: int = 1


@dataclass(frozen=True, slots=True)
class Derived:
    """A policy's number, None if it gives none; ``claims`` are those it was taken from, ``how`` says it in words."""

    number: float | None
    claims: tuple[str, ...] = ()
    how: str = field(default="no number claimed")


@cache
def load_policies(file: Path = FILE) -> Mapping[str, Policy]:
    """Policies by name. Raises ValueError that names the policy and key at fault."""
    data: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return {name: _policy(name, body) for name, body in data.items()}


def _policy(name: str, body: Mapping[str, Any]) -> Policy:
    if wrong := KEYS ^ set(body):
        raise ValueError(f"policies: {name}: missing or unknown key {sorted(wrong)[0]!r}")
    if unknown := set(body["numbers"].values()) - set(get_args(Rule)):
        raise ValueError(f"policies: {name}: numbers: {sorted(unknown)[0]!r} is none of {', '.join(get_args(Rule))}")
    return Policy(
        name, body["version"], body["source"], tuple(body["measures"]), body["numbers"], body["one_sided"],
        body["vague"], body["unreported"],
    )  # fmt: skip


def derive(policy: Policy, claimed: Iterable[Claimed]) -> dict[str, Derived]:
    """Column -> number, from all that is claimed of one measure of one event. The order of claims does not matter."""
    readings = [(read_number(policy, one), one) for one in sorted(claimed, key=lambda one: (one.words, one.claims))]
    known = [(reading, one) for reading, one in readings if reading is not None]
    return {column: _apply(policy, rule, known) for column, rule in policy.numbers.items()}


def derive_value(policy: Policy, values: Iterable[Value]) -> dict[str, Derived]:
    """As ``derive``, from an event's values of one measure (``event.values["killed"]``)."""
    return derive(policy, claimed_of(values))


def claimed_of(values: Iterable[Value]) -> list[Claimed]:
    """The numbers that speak of the whole event: no totals over many events, no denials, no parts of a larger count.

    A count of part of the people ("three journalists") is left out where another claim counts people at large.
    """
    numbers = [
        value
        for value in values
        if isinstance(value.value, dict)
        and value.value.get("scope") != "cumulative"
        and not value.value.get("stance")
        and value.value.get("unit") in ("people", None)
    ]
    whole = [value for value in numbers if _counts_all(value.value.get("counts"))] or numbers
    return [
        Claimed(
            value.value.get("text") or "",
            value.value.get("relation") or "exactly",
            value.value.get("low"),
            value.value.get("high"),
            value.claims,
            value.independent,
        )
        for value in whole
    ]


def read_number(policy: Policy, claimed: Claimed) -> tuple[float, float] | None:
    """(low, high) as the policy reads one claim; None if it gives it no number."""
    low, high = claimed.low, claimed.high
    if low is None and high is None:
        found = _vague(policy, claimed.words)
        return None if found is None else (found, found)
    if claimed.relation in ONE_SIDED and policy.one_sided == "none":
        return None
    bottom = low if low is not None else high
    top = high if high is not None else low
    assert bottom is not None
    assert top is not None
    return bottom, top


def _apply(policy: Policy, rule: Rule, known: Sequence[tuple[tuple[float, float], Claimed]]) -> Derived:
    if not known:
        how = f"no number claimed; {policy.name} writes {policy.unreported:g}" if policy.unreported is not None else ""
        return Derived(policy.unreported, (), how or "no number claimed")
    if rule == "mean":
        low, high = _apply(policy, "lowest", known), _apply(policy, "highest", known)
        assert low.number is not None
        assert high.number is not None
        claims = tuple(sorted({*low.claims, *high.claims}))
        return Derived((low.number + high.number) / 2, claims, "mean of the lowest and the highest")
    if rule == "best":
        most = max(one.independent for _, one in known)
        number = min(reading[0] for reading, one in known if one.independent == most)
        return Derived(number, _took(known, number), f"behind it most independent sources: {most}")
    number = min(r[0] for r, _ in known) if rule == "lowest" else max(r[1] for r, _ in known)
    return Derived(number, _took(known, number), f"{rule} of {len(known)} claimed")


def _took(known: Sequence[tuple[tuple[float, float], Claimed]], number: float) -> tuple[str, ...]:
    return tuple(sorted({claim for reading, one in known if number in reading for claim in one.claims}))


def _vague(policy: Policy, words: str) -> float | None:
    """The longest phrase of the policy's list that the words contain, singular or plural."""
    spoken = [word.removesuffix("s") for word in WORD.findall(words.lower()) if word not in FILLERS]
    best: tuple[int, float | None] = (0, None)
    for phrase, number in policy.vague.items():
        parts = [part.removesuffix("s") for part in phrase.split()]
        found = any(spoken[i : i + len(parts)] == parts for i in range(len(spoken) - len(parts) + 1))
        if found and len(parts) > best[0]:
            best = (len(parts), number)
    return best[1]


def _counts_all(counts: str | None) -> bool:
    if not counts:
        return True
    generic = load_kinship().generic_parties
    return counts in generic or counts.removesuffix("s") in generic
