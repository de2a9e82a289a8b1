"""The loader: what a file says is what the scheme holds, and a fault says where it is and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kronika.scheme import SchemeError, load_scheme
from kronika.scheme.confidence import Confidence
from kronika.scheme.load import parse_phrase
from kronika.scheme.tables import read_confidence, read_fallback

TYPE = """
type: COERCE
quad: material-conflict
definition: Repression.
defaults: {actor: agent, confidence: 0.5}
modes:
  arrest:
    definition: Arrest.
    defaults: {recipient: patient}
    rules:
      - id: arrest
        verbs: [arrest, "round up"]
        counts: {recipient: arrested}
        examples: [{text: "Police arrested two men.", trigger: arrested, actors: [Police]}]
rules:
  - id: crackdown
    nouns: [crackdown]
    confidence: 0.9
    recipient: {slot: [on, against], kinds: [people], sure: true}
    phrases: ["put * behind ^bar", "take (the) a|b"]
"""


def folder(tmp_path: Path, text: str = TYPE) -> Path:
    (tmp_path / "types").mkdir()
    (tmp_path / "types" / "coerce.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "scheme.yaml").write_text("alone: true", encoding="utf-8")
    return tmp_path


OWN = """
type: PROTEST
extends: true
modes:
  strike:
    rules:
      - {id: bandh-of-ours, nouns: [lockdown-strike], actor: agent}
  flashmob:
    definition: A gathering called by message that dissolves within minutes.
    rules:
      - {id: flashmob, nouns: [flashmob], actor: agent}
"""


def test_a_folder_of_ones_own_is_laid_over_what_ships(tmp_path: Path) -> None:
    (tmp_path / "types").mkdir()
    (tmp_path / "types" / "protest.yaml").write_text(OWN, encoding="utf-8")
    scheme, shipped = load_scheme(tmp_path), load_scheme()
    assert set(scheme.types) == set(shipped.types)
    assert scheme.contexts == shipped.contexts
    assert scheme.rule("PROTEST.flashmob/flashmob").mode == "flashmob"
    assert scheme.rule("PROTEST.strike/bandh-of-ours").nouns == ("lockdown-strike",)
    assert {rule.id for rule in shipped.types["PROTEST"].rules} < {rule.id for rule in scheme.types["PROTEST"].rules}
    assert scheme.version != shipped.version


def test_a_type_of_the_same_name_replaces_the_one_that_ships(tmp_path: Path) -> None:
    own = folder(tmp_path)
    (own / "scheme.yaml").unlink()
    scheme = load_scheme(own)
    assert {rule.id for rule in scheme.types["COERCE"].rules} == {"COERCE.arrest/arrest", "COERCE/crackdown"}
    assert "PROTEST" in scheme.types


def test_a_shipped_table_that_names_no_mode_of_a_shipped_type_is_a_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is passed over only where a user's own type may have taken the place of the one that had the mode."""
    file = tmp_path / "fallback.yaml"
    file.write_text("PROTEST.picnic: [picnic.01]", encoding="utf-8")
    types = load_scheme().types
    monkeypatch.setattr("kronika.scheme.tables.HERE", tmp_path)
    assert read_fallback(file, types, laid_over=True) == {}
    with pytest.raises(SchemeError, match="no such type or mode"):
        read_fallback(file, types)


def test_how_little_confidence_is_too_little_can_be_set(tmp_path: Path) -> None:
    (tmp_path / "types").mkdir()
    (tmp_path / "types" / "OWN.yaml").write_text("type: OWN\nquad: statement\ndefinition: one", encoding="utf-8")
    shipped = load_scheme().confidence
    assert load_scheme(tmp_path).confidence == shipped
    assert 0 < shipped.least < 1
    (tmp_path / "confidence.yaml").write_text("least: 0.9\nweights: {noun: 1}", encoding="utf-8")
    assert read_confidence(tmp_path / "confidence.yaml") == Confidence({"noun": 1.0}, 0.9)
    (tmp_path / "confidence.yaml").write_text("least: 90", encoding="utf-8")
    with pytest.raises(SchemeError, match="from 0 to 1"):
        read_confidence(tmp_path / "confidence.yaml")
    (tmp_path / "confidence.yaml").write_text("weights: {noun: much}", encoding="utf-8")
    with pytest.raises(SchemeError, match="expected a number"):
        read_confidence(tmp_path / "confidence.yaml")


def test_what_cannot_be_extended_is_told(tmp_path: Path) -> None:
    (tmp_path / "types").mkdir()
    (tmp_path / "types" / "x.yaml").write_text(OWN.replace("PROTEST", "PICNIC"), encoding="utf-8")
    with pytest.raises(SchemeError, match="no type PICNIC to extend"):
        load_scheme(tmp_path)


def test_defaults_reach_rules_and_rules_replace_them(tmp_path: Path) -> None:
    scheme = load_scheme(folder(tmp_path))
    arrest, crackdown = scheme.rule("COERCE.arrest/arrest"), scheme.rule("COERCE/crackdown")
    assert arrest.actor is not None
    assert arrest.actor.slots == ("agent",)
    assert arrest.recipient is not None
    assert arrest.recipient.slots == ("patient",)
    assert (arrest.mode, arrest.confidence) == ("arrest", 0.5)
    assert (crackdown.mode, crackdown.confidence) == (None, 0.9)
    assert crackdown.recipient is not None
    assert crackdown.recipient.kinds == {"people"}
    assert crackdown.recipient.sure


def test_the_preposition_on_is_no_truth_value(tmp_path: Path) -> None:
    """YAML 1.1 reads a bare "on" as true."""
    recipient = load_scheme(folder(tmp_path)).rule("COERCE/crackdown").recipient
    assert recipient is not None
    assert recipient.slots == ("on", "against")


def test_rules_are_found_by_word(tmp_path: Path) -> None:
    scheme = load_scheme(folder(tmp_path))
    assert [rule.id for rule in scheme.by_verb["round up"]] == ["COERCE.arrest/arrest"]
    assert [rule.id for rule in scheme.by_noun["crackdown"]] == ["COERCE/crackdown"]
    assert [rule.id for _, rule in scheme.phrases["bar"]] == ["COERCE/crackdown"]
    with pytest.raises(KeyError):
        scheme.rule("COERCE/nothing")


def test_phrases_are_parsed() -> None:
    put = parse_phrase(Path("x"), "put * behind ^bar")
    assert [word.gap for word in put.words] == [False, True, False, False]
    assert put.trigger == 3
    take = parse_phrase(Path("x"), "take (the) a|b")
    assert take.trigger == 0
    assert take.words[1].optional
    assert take.words[2].lemmas == {"a", "b"}


@given(st.lists(st.sampled_from(["take", "to", "(the)", "a|b", "street"]), min_size=1, max_size=6))
def test_every_phrase_has_one_trigger(words: list[str]) -> None:
    phrase = parse_phrase(Path("x"), " ".join(words))
    assert sum(word.trigger for word in phrase.words) == 1
    assert len(phrase.words) == len(words)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("verbs: [arrest", "verb: [arrest", "unknown key 'verb'"),
        ("quad: material-conflict", "quad: war", "'war' is none of"),
        ("kinds: [people]", "kinds: [ghost]", "unknown kind 'ghost'"),
        ("definition: Repression.", "", "every type needs"),
        ("id: crackdown", "name: crackdown", "without an id"),
        ("id: crackdown", "id: crackdown\n    harm: dead", "'dead' is none of"),
        ("put * behind ^bar", "* behind ^bar", "stands between words"),
        ("trigger: arrested, ", "", "needs a text and its trigger"),
        ("modes:", "modes: [a, b]\nother:", "unknown key 'other'"),
        ("quad: material-conflict", "quad: [", "not YAML"),
        ("slot: [on, against], ", "", "names no slot"),
        ("    phrases:", "  - id: crackdown\n    phrases:", "two rules have this id"),
    ],
)
def test_a_fault_says_where_and_what(tmp_path: Path, old: str, new: str, told: str) -> None:
    assert old in TYPE
    with pytest.raises(SchemeError, match=r"coerce\.yaml") as caught:
        load_scheme(folder(tmp_path, TYPE.replace(old, new)))
    assert told in str(caught.value)


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(SchemeError, match="one file for each event type"):
        load_scheme(tmp_path)


def test_the_version_names_the_content(tmp_path: Path) -> None:
    first, second, third = tmp_path / "a", tmp_path / "b", tmp_path / "c"
    for path, text in ((first, TYPE), (second, TYPE.replace("\n", "\r\n")), (third, TYPE.replace("0.9", "0.8"))):
        path.mkdir()
        (folder(path) / "types" / "coerce.yaml").write_bytes(text.encode())
    assert load_scheme(first).version == load_scheme(second).version != load_scheme(third).version


def test_the_scheme_that_ships_holds_plover_and_statement() -> None:
    types = load_scheme().types
    assert set(types) == {
        "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
        "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT", "STATEMENT",
    }  # fmt: skip
    assert len(load_scheme().contexts) == 37
    assert list(types["RETREAT"].modes) == [
        "withdraw",
        "release",
        "disarm",
        "ceasefire",
        "access",
        "resign",
    ]
    assert len(types["ASSAULT"].modes) == 15
    assert len(types["COERCE"].modes) == 10
    assert all(type_.rules for type_ in types.values())
