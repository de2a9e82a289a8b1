"""The linter finds what the loader lets pass, and the scheme that ships has no fault."""

from __future__ import annotations

from pathlib import Path

import pytest

import kronika.scheme
from kronika.scheme import check_scheme, describe, list_scheme, load_scheme

TYPE = """
type: COERCE
quad: material-conflict
definition: Repression.
rules:
  - id: arrest
    verbs: [arrest]
    actor: agent
    examples: [{text: "Police arrested two men.", trigger: arrested, actors: [Police]}]
"""


def faults(tmp_path: Path, text: str = TYPE, **tables: str) -> list[str]:
    (tmp_path / "types").mkdir()
    (tmp_path / "types" / "coerce.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "scheme.yaml").write_text("alone: true", encoding="utf-8")
    for name, content in tables.items():
        (tmp_path / f"{name}.yaml").write_text(content, encoding="utf-8")
    return [problem.message for problem in check_scheme(tmp_path)]


def test_the_scheme_that_ships_has_no_fault() -> None:
    assert check_scheme(Path(kronika.scheme.__file__).parent) == []


def test_a_sound_scheme_has_none(tmp_path: Path) -> None:
    assert faults(tmp_path) == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("    examples:", "    contexts: [ghosts]\n    examples:", "context ghosts"),
        ("    examples:", "    rolesets: [arrest]\n    examples:", "no roleset"),
        ("    examples:", "    counts: {actor: Arrested!}\n    examples:", "no measure"),
        ("    examples:", "    confidence: 3\n    examples:", "not between 0 and 1"),
        ("    actor: agent", "    actor: agnet", "unknown slot 'agnet'"),
        ("    actor: agent", "    actor: agent\n    actor: patient", "stands twice"),
        ("[arrest]", "[Arrest]", "lower-case"),
        ("trigger: arrested", "trigger: jailed", "'jailed' is not in its text"),
        ("actors: [Police]", "actors: [Guards]", "'Guards' is not in its text"),
        ("    verbs: [arrest]\n", "", "nothing evokes it"),
        (
            "    examples:",
            "    examples: []\n  - id: other\n    verbs: [arrest]\n    actor: agent\n    examples:",
            "no examples",
        ),
        (
            "    examples:",
            "    examples: []\n  - id: other\n    verbs: [arrest]\n    actor: agent\n    examples:",
            "claimed by",
        ),
    ],
)
def test_faults_are_told(tmp_path: Path, old: str, new: str, told: str) -> None:
    assert old in TYPE
    assert any(told in message for message in faults(tmp_path, TYPE.replace(old, new)))


def test_tables_are_checked(tmp_path: Path) -> None:
    messages = faults(tmp_path, light="join: {verbs: [join], types: [PROTEST]}", fallback="PROTEST: [march.01]")
    assert any("PROTEST has no file" in message for message in messages)
    assert any("no such type or mode" in message for message in messages)


def test_no_types_is_one_fault(tmp_path: Path) -> None:
    assert len(check_scheme(tmp_path)) == 1


def test_the_scheme_is_shown() -> None:
    scheme = load_scheme()
    listed = "\n".join(list_scheme(scheme))
    assert "COERCE.arrest" in listed
    assert "STATEMENT" in listed
    shown = "\n".join(describe(scheme, "COERCE.arrest"))
    assert "COERCE.arrest/arrest" in shown
    assert "verbs: arrest" in shown
    assert "COERCE.seize" not in shown
    assert "COERCE.seize/raid" in "\n".join(describe(scheme, "COERCE"))
    assert next(iter(describe(scheme, "COERCE.arrest/arrest"))) == "COERCE.arrest/arrest"


@pytest.mark.parametrize("name", ["GHOST", "COERCE.ghost", "COERCE.arrest/ghost"])
def test_an_unknown_name_is_told(name: str) -> None:
    with pytest.raises(KeyError):
        list(describe(load_scheme(), name))


def test_every_rule_can_be_shown() -> None:
    scheme = load_scheme()
    for rule in scheme.rules:
        assert any(rule.id == line for line in describe(scheme, rule.id))


def test_a_fault_is_told_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "types").mkdir()
    file = tmp_path / "types" / "coerce.yaml"
    file.write_text(TYPE.replace("verbs: [arrest", "verb: [arrest"), encoding="utf-8")
    (fault,) = [one for one in check_scheme(tmp_path) if "'verb'" in one.message]
    line = next(n for n, words in enumerate(file.read_text().splitlines(), 1) if "verb:" in words)
    assert fault.origin == f"{file}:{line}"
