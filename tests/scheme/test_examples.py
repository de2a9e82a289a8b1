"""Every example and counterexample of the scheme, through the real reader and the real coder."""

from __future__ import annotations

from functools import cache

import pytest

from kronika.code import code_report
from kronika.read import Reader, read_batch
from kronika.records import Entity, Mention, Part, Reading, Report, text_sha256
from kronika.scheme import Example, Rule, load_scheme
from kronika.scheme.lexicon import load_lexicon
from kronika.text import split_sentences

RULES = {rule.id: rule for rule in load_scheme().rules}


@cache
def coded() -> dict[str, tuple[Mention, ...]]:
    """All sentences of the scheme, read in one go, and the mentions found in each."""
    texts = [text for rule in RULES.values() for text in (*(e.text for e in rule.examples), *rule.counterexamples)]
    reports = [report_of(text) for text in dict.fromkeys(texts)]
    readings = read_batch([(report.text, split_sentences(report)) for report in reports], Reader.load())
    found = {}
    for report, sentences in zip(reports, readings, strict=True):
        mentions, _, problems = code_report(report, Reading(report.id, tuple(sentences)), load_scheme(), load_lexicon())
        assert not problems
        found[report.text] = mentions
    return found


def report_of(text: str) -> Report:
    return Report(text, text, text_sha256(text), published="2021-03-03", parts=(Part(0, len(text), "body"),))


@pytest.mark.parametrize("id_", RULES)
def test_examples_are_coded_and_counterexamples_are_not(id_: str) -> None:
    rule = RULES[id_]
    faults = [fault for example in rule.examples for fault in check(rule, example)]
    for text in rule.counterexamples:
        faults.extend(f"{text} | {shown(m, text)}" for m in coded()[text] if m.type == rule.type)
    assert not faults, "\n".join(faults)


def check(rule: Rule, example: Example) -> list[str]:
    """What is wrong with the coding of one example, in words."""
    text, mentions = example.text, coded()[example.text]
    start = text.index(example.trigger)
    end = start + len(example.trigger)
    told = [m for m in mentions if m.type == rule.type and m.trigger.start < end and start < m.trigger.end]
    if len(told) != 1:
        return [f"{text} | {len(told)} mentions of {rule.type} there, of all: {[shown(m, text) for m in mentions]}"]
    mention = told[0]
    wanted: dict[str, object] = {
        "rule": rule.id,
        "mode": example.mode or rule.mode,
        "status": example.status or rule.status or "actual",
        "actors": example.actors,
        "recipients": example.recipients,
        "content": example.content,
        "attempted": example.attempted,
        "historical": example.historical,
    }
    given: dict[str, object] = {
        "rule": mention.why.rule,
        "mode": mention.mode,
        "status": mention.status,
        "actors": words(mention.actors, text),
        "recipients": words(mention.recipients, text),
        "content": tuple(content.span.of(text) for content in mention.content),
        "attempted": mention.attempted,
        "historical": mention.historical,
    }
    return [
        f"{text} | {name}: {given[name]!r}, not {value!r}"
        for name, value in wanted.items()
        if value is not None and given[name] != value
    ]


def words(entities: tuple[Entity, ...], text: str) -> tuple[str, ...]:
    return tuple(entity.span.of(text) for entity in entities)


def shown(mention: Mention, text: str) -> str:
    return f"{mention.type}.{mention.mode} [{mention.trigger.of(text)}] by {mention.why.rule}"
