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
        (
            "Ada Poe, who is detained and facing tax, fraud and bribery charges, ran a bank.",
            "detained",
            [],
            ["Ada Poe"],
        ),
        (
            "The State Pensioners Forum ( SPF ) today urged the State ministry to meet the wishes of clerical staff .",
            "urged",
            ["The State Pensioners Forum"],
            ["the State ministry"],
        ),
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


def test_each_item_may_call_upon_somebody_else() -> None:
    text, mentions = coded(
        "Lawyers condemn raid in Lume\n\nPolice raided a clinic on Monday and arrested two nurses, Lamps for Equality said.\n\n"
        "Lamps for Equality calls on:\n- the judge to drop all charges against the two;\n- the health ministry to dismiss the "
        "officials who ordered the raid and to reopen the clinic;\n- the police to ensure that nurses are not tortured."
    )
    arrest = next(m for m in mentions if m.trigger.of(text) == "arrested")
    assert [one.span.of(text) for one in arrest.actors] == ["Police"]  # not whoever says so
    request = next(m for m in mentions if m.type == "REQUEST")
    assert [one.span.of(text) for one in request.recipients] == ["the judge", "the health ministry", "the police"]
    assert [one.span.of(text) for one in request.content] == [
        "drop all charges against the two",
        "dismiss the officials who ordered the raid",
        "reopen the clinic",
        "ensure that nurses are not tortured",
    ]
    dropped = next(m for m in mentions if m.trigger.of(text) == "drop")
    assert (dropped.status, [one.span.of(text) for one in dropped.actors]) == ("hypothetical", ["the judge"])
    assert dropped.voice.speaker is not None
    assert dropped.voice.speaker.span.of(text) == "Lamps for Equality"
    assert next(m for m in mentions if m.trigger.of(text) == "tortured").status == "hypothetical"


def test_whoever_is_called_upon_would_do_what_the_items_say() -> None:
    text, mentions = coded(
        "Lamps for Equality, which runs a clinic in Lume, calls on the governor to:\n- release the two nurses;\n"
        "- tell the families where the porters are held."
    )
    release = next(m for m in mentions if m.trigger.of(text) == "release")
    assert [one.span.of(text) for one in release.actors] == ["the governor"]
    assert next(m for m in mentions if m.trigger.of(text) == "held").status == "actual"


@pytest.mark.parametrize(
    ("sentence", "trigger", "actors", "recipients"),
    [
        ("The Night Guard claimed twin attacks in Orlin on Saturday.", "attacks", ["The Night Guard"], []),
        ("The Night Guard claimed responsibility for the bombing.", "bombing", ["The Night Guard"], []),
        ("Attacks claimed by the Night Guard killed ten nurses.", "Attacks", ["the Night Guard"], ["ten nurses"]),
        ("Police arrested what they called ringleaders.", "arrested", ["Police"], ["ringleaders"]),
    ],
)
def test_who_claims_an_attack_and_what_somebody_is_called(
    sentence: str, trigger: str, actors: list[str], recipients: list[str]
) -> None:
    test_who_did_what_to_whom(sentence, trigger, actors, recipients)


@pytest.mark.parametrize(
    ("sentence", "trigger", "extent"),
    [
        ("Several candidates were killed in recent weeks.", "killed", "several"),
        ("The mayor was killed in recent weeks.", "killed", "single"),
        ("Rebels continually attacked the convoys.", "attacked", "several"),
        ("Polling stations were attacked in many areas.", "attacked", "several"),
    ],
)
def test_what_goes_on_for_weeks_or_in_many_places_is_several(sentence: str, trigger: str, extent: str) -> None:
    text, mentions = coded(sentence)
    assert next(m for m in mentions if m.trigger.of(text) == trigger).extent == extent


def test_what_a_name_calls_on_before_a_colon_is_a_call() -> None:
    text, mentions = coded("Centro Agua Libre calls on:\n- the judge to free the two nurses.")
    request = next(m for m in mentions if m.type == "REQUEST")
    assert [one.span.of(text) for one in request.actors] == ["Centro Agua Libre"]
    assert [one.span.of(text) for one in request.recipients] == ["the judge"]
