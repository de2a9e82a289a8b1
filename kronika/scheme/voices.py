"""The words that report somebody's words: loads `voices.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, cast, get_args

import yaml

from kronika.records.mentions import Polarity, Stance

WANTS = "wants"


@dataclass(frozen=True, slots=True)
class VoiceLexicon:
    """Reporting words, as lemmas; ``verbs`` and ``nouns`` give the stance of whoever speaks.

    ``wishes`` are the verbs and nouns whose clause is wanted rather than asserted; its words are the speaker's all the same.
    """

    verbs: Mapping[str, Stance]
    nouns: Mapping[str, Stance]
    wishes: frozenset[str]
    distancing: frozenset[str]
    clause_only: frozenset[str]
    showing: frozenset[str]
    evidence: frozenset[str]
    quoting_only: frozenset[str]
    infinitives: frozenset[str]
    tags: frozenset[str]
    hearers: frozenset[str]
    prepositional: Mapping[str, frozenset[str]]
    of_nouns: frozenset[str]
    light: frozenset[str]
    prepositions: frozenset[str]
    opinions: frozenset[str]
    measures: frozenset[str]
    adjectives: Mapping[str, Stance]
    hearsay: frozenset[str]
    adverbs: Mapping[str, Stance]
    doubting: frozenset[str]
    unnamed: frozenset[str]
    rumours: frozenset[str]
    performing: frozenset[str]
    bare_hearsay: frozenset[str]
    deniable: frozenset[str]
    untrue: frozenset[str]
    media: Mapping[str, str]
    issue_verbs: Mapping[str, Polarity]
    issue_nouns: Mapping[str, Polarity]
    issue_moods: frozenset[str]
    scare_words: int


def load_voices(path: Path | None = None) -> VoiceLexicon:
    """The lexicon of a file of the same form as the package's own, which is the default.

    Raises ValueError, naming the section, for a stance that the record does not know.
    """
    return _default() if path is None else parse_voices(yaml.safe_load(path.read_text("utf-8")))


@cache
def _default() -> VoiceLexicon:
    text = files("kronika.scheme").joinpath("voices.yaml").read_text("utf-8")
    return parse_voices(yaml.safe_load(text))


def parse_voices(data: Mapping[str, Any]) -> VoiceLexicon:
    """A lexicon from plain data, checked."""
    return VoiceLexicon(
        verbs=_stances(data["verbs"], "verbs"),
        nouns=_stances(data["nouns"], "nouns"),
        wishes=frozenset(data["verbs"][WANTS]) | frozenset(data["nouns"][WANTS]),
        distancing=frozenset(data["distancing"]) | frozenset(data["distancing_nouns"]),
        clause_only=frozenset(data["clause_only"]),
        showing=frozenset(data["showing"]),
        evidence=frozenset(data["evidence"]) | frozenset(data["things"]),
        quoting_only=frozenset(data["quoting_only"]),
        infinitives=frozenset(data["infinitives"]) | frozenset(data["verbs"][WANTS]),
        tags=frozenset(data["tags"]),
        hearers=frozenset(data["hearers"]),
        prepositional={verb: frozenset(cases) for verb, cases in data["prepositional"].items()},
        of_nouns=frozenset(data["of_nouns"]),
        light=frozenset(data["light"]),
        prepositions=frozenset(data["prepositions"]),
        opinions=frozenset(data["opinions"]),
        measures=frozenset(data.get("measures", ())),
        adjectives={word: _stance(stance, "adjectives") for word, stance in data["adjectives"].items()},
        hearsay=frozenset(data["hearsay"]),
        adverbs={word: _stance(stance, "adverbs") for word, stance in data["adverbs"].items()},
        doubting=frozenset(data["doubting_adverbs"]) | frozenset(data["doubting_adjectives"]),
        unnamed=frozenset(data["unnamed"]),
        rumours=frozenset(data["rumours"]),
        performing=frozenset(data["performing"]),
        bare_hearsay=frozenset(data["bare_hearsay"]),
        deniable=frozenset(data["deniable"]),
        untrue=frozenset(data["untrue"]),
        media=dict(data["things"]),
        issue_verbs=_polarities(data["issues"]["verbs"], "issues: verbs"),
        issue_nouns=_polarities(data["issues"]["nouns"], "issues: nouns"),
        issue_moods=frozenset(data["issues"].get("moods", ())),
        scare_words=int(data["quotes"]["scare"]),
    )


def _stances(data: Mapping[str, list[str]], section: str) -> dict[str, Stance]:
    """Lemma -> stance; a lemma that asserts and wants ("insist") asserts."""
    found: dict[str, Stance] = {}
    for name, lemmas in data.items():
        stance: Stance = "asserts" if name == WANTS else _stance(name, section)
        for lemma in lemmas:
            found.setdefault(lemma, stance)
    return found


def _stance(name: str, section: str) -> Stance:
    if name not in get_args(Stance):
        raise ValueError(f"voices: {section}: unknown stance {name!r}")
    return cast(Stance, name)


def _polarities(data: Mapping[str, list[str]], section: str) -> dict[str, Polarity]:
    if unknown := set(data) - set(get_args(Polarity)):
        raise ValueError(f"voices: {section}: unknown polarity {', '.join(sorted(unknown))}")
    return {lemma: cast(Polarity, polarity) for polarity, lemmas in data.items() for lemma in lemmas}
