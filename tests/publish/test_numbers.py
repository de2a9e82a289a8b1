"""What the number strip says of the field's reading policies."""

from __future__ import annotations

import pytest

from kronika.publish.happenings import Happening, Telling
from kronika.publish.numbers import policies_of
from kronika.records import Event, Quantity, Report, Value, text_sha256
from tests.publish.fixture import Draft


def happening(*numbers: tuple[str, str, float | None, float | None]) -> Happening:
    """Police arrested 43 dockers in Tolmar on Friday, about 50, dozens."""
    text = f"{happening.__doc__}\n"
    tellings, values = [], []
    for number, (words, relation, low, high) in enumerate(numbers):
        draft = Draft(Report(f"r{number}", text, text_sha256(text)))
        quantity: Quantity = draft.number(words, "arrested", relation, low, high)
        tellings.append(Telling(draft.mention("COERCE.arrest", "arrested", quantities=(quantity,)), draft.report))
        value = {"text": words, "relation": relation, "low": low, "high": high}
        values.append(Value(value, (f"c{number}",), (), (), 1))
    event = Event("e1", (), (), "COERCE", "arrest", values={"arrested": tuple(values)})
    return Happening(event, tuple(tellings))


def test_a_policy_that_changes_nothing_is_not_spoken_of() -> None:
    exact = ("43", "exactly", 43.0, 43.0)
    assert policies_of(happening(exact), "arrested") == []
    assert policies_of(happening(exact, exact), "arrested") == []


@pytest.mark.parametrize(
    "other",
    [("50", "exactly", 50.0, 50.0), ("about 50", "about", 50.0, 50.0), ("dozens", "vague", None, None)],
)
def test_a_policy_that_chooses_or_reads_words_is_named(other: tuple[str, str, float | None, float | None]) -> None:
    for told in (
        happening(("43", "exactly", 43.0, 43.0), other),
        *([happening(other)] if other[1] != "exactly" else []),
    ):
        assert {one["policy"] for one in policies_of(told, "arrested")} == {"ccc"}
