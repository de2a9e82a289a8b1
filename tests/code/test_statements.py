"""What organisations' statements hold: lists of calls by whoever signs them, and who did what to whom in their accounts."""

from __future__ import annotations

from functools import cache

import pytest

from kronika.flow import Tools, code_reports, load_tools
from kronika.gather import gather_text
from kronika.records import Mention


@cache
def tools() -> Tools:
    return load_tools()


def coded(text: str) -> tuple[str, tuple[Mention, ...]]:
    (one,) = code_reports([gather_text(text, published="2021-05-14")], tools())
    return one.report.text, one.mentions


def test_a_list_of_calls_is_one_request_of_the_organisation() -> None:
    text, mentions = coded(
        "Lawyers condemn raid in Lume\n\nPolice raided a clinic on Monday and arrested two nurses.\n\n"
        "Lamps for Equality calls on the authorities to:\n- release the two nurses;\n- open an inquiry into the raid; and\n"
        "- return the medicines."
    )
    request = next(m for m in mentions if m.type == "REQUEST")
    assert [one.span.of(text) for one in request.actors] == ["Lamps for Equality"]
    assert [one.span.of(text) for one in request.recipients] == ["the authorities"]
    assert [one.span.of(text) for one in request.content] == [
        "release the two nurses",
        "open an inquiry into the raid",
        "return the medicines",
    ]


@pytest.mark.parametrize(
    ("sentence", "trigger", "actors", "recipients"),
    [
        (
            "Gunmen on a motorcycle shot and wounded radio reporter Ada Poe on Monday as she left the studios.",
            "shot",
            ["Gunmen"],
            ["radio reporter Ada Poe"],
        ),
        ("The mission urged the commission to publish the results.", "urged", ["The mission"], ["the commission"]),
        ("Coastguards beat two asylum seekers on the pier.", "beat", ["Coastguards"], ["two asylum seekers"]),
    ],
)
def test_who_did_what_to_whom(sentence: str, trigger: str, actors: list[str], recipients: list[str]) -> None:
    text, mentions = coded(sentence)
    mention = next(m for m in mentions if m.trigger.of(text) == trigger)
    assert [one.span.of(text) for one in mention.actors] == actors
    assert [one.span.of(text) for one in mention.recipients] == recipients


@pytest.mark.parametrize(
    ("report", "trigger", "speaker"),
    [
        # Of things only those that tell something say so.
        ("The sanctions show that soldiers beat miners.", "beat", None),
        ("The raid suggests that police arrested the wrong man.", "arrested", None),
        ("A survey shows that officers arrested two in ten miners.", "arrested", "A survey"),
        # Whoever affirms a claim claims it.
        ("Ada Poe, a spokeswoman for the union, affirmed the claims that soldiers beat miners.", "beat", "Ada Poe"),
        # Behind a colon somebody speaks without marks, as far as the paragraph speaks of "we".
        ("Ada Poe said: It is a crime. Soldiers arrested ten miners. We paid for it. All is quiet.", "arrested", "Ada Poe"),
        ("Ada Poe said: The raid was a crime. We paid for it. Soldiers arrested ten miners.", "arrested", None),
    ],
)  # fmt: skip
def test_whose_words_an_arrest_or_beating_is(report: str, trigger: str, speaker: str | None) -> None:
    text, mentions = coded(report)
    voice = next(m for m in mentions if m.trigger.of(text) == trigger).voice
    assert (voice.speaker and (voice.speaker.name or voice.speaker.span.of(text))) == speaker
