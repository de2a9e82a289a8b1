"""The lexicon of reporting words and the measures: what ships loads and is consistent; faults name their section."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import yaml

from kronika.code.numbers import parse_number
from kronika.scheme.measures import load_measures, parse_measures
from kronika.scheme.voices import load_voices, parse_voices


def raw(name: str) -> dict[str, Any]:
    data = yaml.safe_load(files("kronika.scheme").joinpath(name).read_text("utf-8"))
    assert isinstance(data, dict)
    return data


def words_in(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return [word for item in value.values() for word in words_in(item)]
    return [word for item in value for word in words_in(item)] if isinstance(value, list) else [value]


@pytest.mark.parametrize("name", ["voices.yaml", "measures.yaml"])
def test_no_word_was_read_as_true_or_false(name: str) -> None:
    flags = [word for word in words_in(raw(name)) if word is False]
    assert flags == []


def test_every_restriction_is_on_a_word_that_reports() -> None:
    lexicon = load_voices()
    verbs = frozenset(lexicon.verbs)
    for restricted in (lexicon.clause_only, lexicon.quoting_only, lexicon.tags, lexicon.infinitives):
        assert restricted <= verbs | {"profess"}
    assert frozenset(lexicon.prepositional) <= verbs
    assert lexicon.of_nouns <= frozenset(lexicon.nouns)


def test_what_vague_words_may_mean_is_listed_for_every_vague_word() -> None:
    measures = load_measures()
    for words in ("dozens", "hundreds", "tens of thousands", "several hundred", "a few dozen", "millions", "many"):
        number = parse_number(words.split())
        assert number is not None
        assert number.word in measures.vague
    assert all(v.high is None or v.low <= v.high for v in measures.vague.values())


def test_a_file_of_ones_own(tmp_path: Path) -> None:
    data = raw("voices.yaml")
    data["verbs"]["asserts"].append("mutter")
    file = tmp_path / "voices.yaml"
    file.write_text(yaml.safe_dump(data), "utf-8")
    assert load_voices(file).verbs["mutter"] == "asserts"


def test_faults_name_their_section() -> None:
    voices, measures = raw("voices.yaml"), raw("measures.yaml")
    with pytest.raises(ValueError, match="voices: verbs: unknown stance 'shouts'"):
        parse_voices({**voices, "verbs": {**voices["verbs"], "shouts": ["yell"]}})
    with pytest.raises(ValueError, match="measures: relations: unknown relation nearly"):
        parse_measures({**measures, "relations": {"nearly": ["almost"]}})
    with pytest.raises(ValueError, match="measures: units: unknown kind colour"):
        parse_measures({**measures, "units": {**measures["units"], "colour": ["red"]}})
