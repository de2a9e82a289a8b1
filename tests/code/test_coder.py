"""The coder on trees written by hand, with the scheme and the lexicon that ship."""

from __future__ import annotations

import pytest

from kronika.code import claim_mentions, code_report, explain_report
from kronika.records import Mention
from kronika.scheme import load_scheme
from kronika.scheme.lexicon import load_lexicon
from tests.code import sentences as said
from tests.code.trees import parse_report


def coded(*rows: str) -> tuple[str, list[Mention]]:
    report, reading = parse_report(*rows)
    mentions, _, problems = code_report(report, reading, load_scheme(), load_lexicon())
    assert not problems
    return report.text, list(mentions)


def told(text: str, mention: Mention) -> str:
    """ "TYPE.mode status [trigger] actors > recipients" """
    mode = f".{mention.mode}" if mention.mode else ""
    actors = "; ".join(entity.span.of(text) for entity in mention.actors)
    recipients = "; ".join(entity.span.of(text) for entity in mention.recipients)
    return f"{mention.type}{mode} {mention.status} [{mention.trigger.of(text)}] {actors} > {recipients}"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (said.ARRESTED, ["COERCE.arrest actual [arrested] Police > 40 protesters"]),
        (said.PASSIVE, ["COERCE.arrest actual [arrested] soldiers > Thousands of demonstrators"]),
        (said.ATTACKED_IN, ["ASSAULT actual [attacked]  > A journalist"]),
        (said.DID_NOT, ["ASSAULT negated [attack] Rebels > the soldiers"]),
        (said.MAY, ["ASSAULT hypothetical [attack] Rebels > the soldiers"]),
        (said.IF, ["ASSAULT hypothetical [attack] rebels > the soldiers"]),
        (
            said.COORDINATED,
            ["ASSAULT.beat actual [beat] Soldiers > students", "COERCE.arrest actual [arrested] Soldiers > students"],
        ),
        (said.RELATIVE, ["COERCE.arrest actual [arrested] police > The students"]),
        (said.PARTICIPLE, ["COERCE.arrest actual [detained] soldiers > People"]),
        (said.LIGHT, ["PROTEST.strike actual [strike] Nurses > "]),
        (said.CALLED_OFF, ["PROTEST.strike negated [strike] Nurses > "]),
        (said.NOUN_BY, ["COERCE.arrest actual [Arrests] soldiers > students"]),
        (said.STREETS, ["PROTEST.demo actual [streets] Hundreds of students > "]),
        (said.LEADER, []),
        (said.SAID, ["ASSAULT actual [attacked] rebels > the soldiers"]),
        (said.DENIED, ["ASSAULT negated [attacked] soldiers > the students"]),
    ],
)
def test_one_sentence(rows: str, expected: list[str]) -> None:
    text, mentions = coded(rows)
    assert [told(text, m) for m in mentions if m.type not in {"REQUEST", "STATEMENT"}] == expected


def test_what_is_demanded_is_hypothetical_and_named_in_the_content() -> None:
    text, (demand, release) = coded(said.DEMANDED)
    assert told(text, demand) == "REQUEST.yield actual [demanded] The union > "
    assert told(text, release) == "RETREAT.release hypothetical [release]  > prisoners"
    (content,) = demand.content
    assert content.span.of(text) == "the release of prisoners"
    assert (content.polarity, content.mentions) == ("wanted", (release.id,))


def test_what_somebody_is_accused_of_is_in_the_accusers_voice() -> None:
    text, (accusation, beating) = coded(said.ACCUSED)
    assert told(text, accusation) == "ACCUSE.allege actual [accused] The union > police"
    assert told(text, beating) == "ASSAULT.beat actual [beating] police > students"
    assert accusation.voice.kind == "publisher"
    assert beating.voice.speaker is not None
    assert beating.voice.speaker.head.of(text) == "union"
    assert accusation.content[0].mentions == (beating.id,)


@pytest.mark.parametrize(
    ("rows", "status"), [(said.THREATENED, "hypothetical"), (said.REFUSED, "negated"), (said.ORDERED, "hypothetical")]
)
def test_what_a_governing_verb_makes_of_an_event(rows: str, status: str) -> None:
    text, mentions = coded(rows)
    (inner,) = [m for m in mentions if m.mode in {"arrest", "release"} and m.type in {"COERCE", "RETREAT"}]
    assert inner.status == status
    assert [e.span.of(text) for e in inner.recipients] == ["students"]


def test_an_infinitive_is_about_the_object_of_an_order() -> None:
    text, mentions = coded(said.ORDERED)
    (arrest,) = [m for m in mentions if m.type == "COERCE"]
    assert [e.span.of(text) for e in arrest.actors] == ["soldiers"]


def test_what_a_demand_ends_is_happening() -> None:
    _, mentions = coded(said.END_OF)
    (arrests,) = [m for m in mentions if m.type == "COERCE"]
    assert (arrests.status, arrests.extent) == ("actual", "several")


def test_a_quantity_head_passes_to_the_noun_that_names() -> None:
    text, (mention,) = coded(said.PASSIVE)
    assert mention.recipients[0].head.of(text) == "demonstrators"


def test_the_speaker_is_not_the_perpetrator() -> None:
    text, (attack,) = coded(said.SAID)
    assert attack.voice.speaker is not None
    assert attack.voice.speaker.span.of(text) == "Police"
    assert [e.span.of(text) for e in attack.actors] == ["rebels"]


def test_a_later_number_counts_the_participants_of_the_event_before() -> None:
    text, (protest,) = coded(said.STREETS, said.ATTENDED)
    assert [q.span.of(text) for q in protest.quantities] == ["Hundreds", "Hundreds"]
    assert {q.measure for q in protest.quantities} == {"participants"}


def test_ids_count_occurrences_and_survive_other_sentences() -> None:
    _, (alone,) = coded(said.ARRESTED)
    _, (first, second) = coded(said.ARRESTED, said.PASSIVE)
    assert alone.id == first.id
    assert first.id != second.id


def test_claims_have_one_value_each_and_unique_ids() -> None:
    report, reading = parse_report(said.ARRESTED, said.DEMANDED)
    mentions, figures, _ = code_report(report, reading, load_scheme(), load_lexicon())
    claims = claim_mentions(report, mentions, figures)
    assert len({claim.id for claim in claims}) == len(claims)
    assert {"type", "mode", "status", "actor", "recipient", "quantity", "content"} <= {claim.field for claim in claims}
    for claim in claims:
        assert claim.report == report.id
        assert claim.of in {mention.id for mention in mentions}


def test_explain_tells_what_fired_and_what_did_not() -> None:
    report, reading = parse_report(said.CALLED_OFF)
    lines = list(explain_report(report, reading, load_scheme(), load_lexicon()))
    assert lines[0] == "Nurses called off the strike."
    assert any(line.startswith("  + strike: PROTEST.strike") and "negated" in line for line in lines)
