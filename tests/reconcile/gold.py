"""examples/gold and gold/stories -> reports with the mentions, clusters and disputes that people set down."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, cast

import yaml

from kronika.records import PUBLISHER, Date, Entity, Mention, Report, Span, Voice, Why, mention_id
from tests.reconcile import build

COUNTRIES = {"European Union": "EUR", "EU": "EUR", "Belarus": "BLR", "Serbian": "SRB"}
EXAMPLES = Path(__file__).parents[2] / "examples"


@dataclass(frozen=True)
class Gold:
    """``event_of`` maps a mention's id to its happening; what stands alone has one of its own."""

    reports: dict[str, Report]
    mentions: tuple[Mention, ...]
    event_of: dict[str, str]
    disputes: dict[str, frozenset[str]]

    @property
    def clusters(self) -> list[set[str]]:
        return [
            {id_ for id_, of in self.event_of.items() if of == event} for event in sorted(set(self.event_of.values()))
        ]


@cache
def load_gold(file: Path = EXAMPLES / "gold" / "clusters.yaml") -> Gold:
    data = yaml.safe_load(file.read_text("utf-8"))
    folder = file.parent / data["folder"]
    reports: dict[str, Report] = {}
    mentions: list[Mention] = []
    event_of: dict[str, str] = {}
    for source, told in data["reports"].items():
        about = told["about"]
        one = build.report(source, read_source(folder, source), about["publisher"], str(about["published"]))
        reports[source] = one
        for i, body in enumerate(told["mentions"]):
            mention = _mention(one, i, body, about)
            mentions.append(mention)
            event_of[mention.id] = body["e"] if body["e"] != "~" else f"{source} {i}"
    disputes = {event: frozenset(fields) for event, fields in data["disputes"].items()}
    return Gold(reports, tuple(mentions), event_of, disputes)


def read_source(folder: Path, source: str) -> str:
    """The text of FILE, or of the row with that id of a table FILE#ID."""
    file, _, row = source.partition("#")
    text = (folder / file).read_text("utf-8")
    if not row:
        return text
    rows = [json.loads(line) for line in text.splitlines()]
    found = next(one for one in rows if one["id"] == row)
    return f"{found['title']}\n\n{found['text']}" if found["title"] else str(found["text"])


def locate(one: Report, phrase: str, words: str) -> Span:
    """The words within the phrase, else in its sentence, else (a speaker named elsewhere) anywhere in the report."""
    around = build.span(one, phrase)
    if (at := phrase.find(words)) >= 0:
        return Span(around.start + at, around.start + at + len(words))
    whole = build.sentence(one, around)
    if (at := whole.of(one.text).find(words)) >= 0:
        return Span(whole.start + at, whole.start + at + len(words))
    return build.span(one, words)


def _mention(one: Report, i: int, body: dict[str, Any], about: dict[str, Any]) -> Mention:
    trigger = locate(one, body["in"], body["t"])
    type_, _, mode = body["k"].partition(".")

    def entity(words: str) -> Entity:
        at = locate(one, body["in"], words)
        country = next((code for name, code in COUNTRIES.items() if name in words and "officials" not in words), None)
        return Entity(at, Span(at.end - len(words.split()[-1]), at.end), country=country)

    numbers = []
    for words, measure, low, high, relation, *scope in body.get("n", []):
        at = locate(one, body["in"], words)
        quantity = build.number(one, one.text[at.start : at.end], measure, low, high, relation, *scope)
        numbers.append(build.replaced(quantity, span=at))
    voice = Voice("named", entity(body["v"])) if "v" in body else PUBLISHER
    return Mention(
        mention_id(one.id, type_, body["t"], i), one.id, type_, mode or None, build.sentence(one, trigger), trigger,
        Why(_lemma(body["t"]), None, "gold"), 1.0, status=body.get("st", "actual"), extent=body.get("x", "single"),
        historical=body.get("hist", False),
        actors=(entity(body["a"]),) if "a" in body else (), recipients=(entity(body["r"]),) if "r" in body else (),
        place=build.place(body.get("at", about["at"]), sure="at" in body),
        date=_day(body.get("day", about["day"]), "day" in body), quantities=tuple(numbers), voice=voice,
    )  # fmt: skip


def _day(found: Any, sure: bool) -> Date | None:
    if found is None:
        return None
    first, last = found if isinstance(found, list) else (found, found)
    return Date(None, cast(date, first), cast(date, last), "day", "event" if sure else "published")


def _lemma(word: str) -> str:
    irregular = {
        "broken": "break",
        "held": "hold",
        "beaten": "beat",
        "hit": "hit",
        "brought": "bring",
        "thrown": "throw",
    }
    return irregular.get(word, word.lower().removesuffix("ed").removesuffix("ing").removesuffix("s"))
