"""Tellings of one happening meet, others stay apart: the whole stage on reports of one or two sentences."""

from __future__ import annotations

from dataclasses import replace

from kronika.records import Mention, Place, Report
from tests.reconcile.build import day, entity, figure, members, mention, named, number, report, run


def _arrests() -> tuple[list[Report], list[Mention]]:
    a = report("a", "Police detained 60 people at a march in Minsk on Thursday.", "Morning Post")
    b = report("b", "Around 70 marchers were arrested in the capital, the ministry said.", "Radio Nine")
    one = mention(
        a,
        "detained",
        "COERCE",
        "arrest",
        numbers=[number(a, "60 people", "arrested", 60)],
        recipients=[entity(a, "60 people")],
    )
    other = mention(
        b,
        "arrested",
        "COERCE",
        "arrest",
        voice=named(b, "ministry"),
        numbers=[number(b, "70 marchers", "arrested", 70)],
    )
    return [a, b], [one, other]


def test_two_reports_of_one_happening_meet_and_their_numbers_are_disputed() -> None:
    reports, (one, other) = _arrests()
    result = run(reports, [one, other])
    (event,) = result.events
    assert event.members == tuple(sorted((one.id, other.id)))
    assert event.reports == ("a", "b")
    assert event.disputed == ("arrested",)
    assert [value.independent for value in event.values["arrested"]] == [1, 1]
    assert {value.voices for value in event.values["arrested"]} == {("publisher",), ("ministry",)}


def test_two_days_two_towns_two_countries_are_different_happenings() -> None:
    a = report("a", "Thousands marched in Minsk on Thursday.")
    b = report("b", "Thousands marched in Minsk on Friday.", "Other")
    c = report("c", "Thousands marched in Grodno on Thursday.", "Third")
    d = report("d", "Hundreds marched in Helsinki on Thursday.", "Fourth")
    told = [
        mention(a, "marched", lemma="march"),
        mention(b, "marched", lemma="march", on="2020-08-17"),
        mention(c, "marched", lemma="march", at="Grodno"),
        mention(d, "marched", lemma="march", at="Helsinki"),
    ]
    assert len(run([a, b, c, d], told).events) == 4


def test_the_same_happening_told_twice_in_one_report_is_one_event() -> None:
    a = report(
        "a", "Students march in Minsk\n\nHundreds of students marched through Minsk on Thursday. The march was calm."
    )
    told = [
        mention(a, "march", lemma="march", actors=[entity(a, "Students")]),
        mention(a, "marched", lemma="march", nth=0, on="2020-08-13"),
    ]
    told[1] = mention(a, "march", lemma="march", nth=2, sure=False)
    assert len(run([a], told).events) == 1


def test_another_march_is_another_march() -> None:
    a = report("a", "Students marched in Minsk on Thursday. Another march was held in Minsk by pensioners.")
    told = [mention(a, "marched", lemma="march"), mention(a, "march ", lemma="march", nth=0)]
    assert len(run([a], told).events) == 2


def test_many_happenings_and_habits_are_never_merged() -> None:
    a = report("a", "Protests were held across Belarus.")
    b = report("b", "Protests were held across Belarus.", "Other")
    told = [
        mention(a, "Protests", extent="several", at="Belarus"),
        mention(b, "Protests", extent="several", at="Belarus"),
    ]
    assert len(run([a, b], told).events) == 2
    habits = [mention(a, "Protests", extent="generic"), mention(b, "Protests", extent="generic")]
    assert run([a, b], habits).events == ()


def test_what_is_demanded_is_no_event_and_meets_none() -> None:
    a = report("a", "Workers demanded the release of prisoners in Minsk.")
    b = report("b", "The release of prisoners in Minsk began.", "Other")
    wished = mention(a, "release", "RETREAT", "release", status="hypothetical")
    done = mention(b, "release", "RETREAT", "release")
    assert members(run([a, b], [wished, done])) == {frozenset({done.id})}


def test_a_march_announced_and_the_march_held_are_one_and_do_not_contradict() -> None:
    a = report("a", "Pensioners will march in Minsk on Thursday.", published="2020-08-12")
    b = report("b", "Pensioners marched in Minsk on Thursday.", "Other")
    told = [mention(a, "march", status="future"), mention(b, "marched", lemma="march")]
    (event,) = run([a, b], told).events
    assert len(event.values["status"]) == 2
    assert "status" not in event.disputed


def test_a_denial_meets_what_it_denies_and_the_status_is_disputed() -> None:
    a = report("a", "A detainee died in a Minsk jail on Thursday, relatives said.")
    b = report("b", "No detainee died in the Minsk jail on Thursday, the ministry said.", "Other")
    told = [
        mention(a, "died", "ASSAULT", None, recipients=[entity(a, "A detainee")]),
        mention(b, "died", "ASSAULT", None, status="negated", recipients=[entity(b, "No detainee")]),
    ]
    (event,) = run([a, b], told).events
    assert "status" in event.disputed


def test_figures_of_one_measure_subject_and_country_meet_each_with_its_voice() -> None:
    a = report("a", "The commission declared that Ivanov had taken 80 percent of the votes.")
    b = report("b", "The state only says that Ivanov got 80% of the vote.", "Other")
    told = [
        figure(
            a,
            "vote_share",
            number(a, "80 percent", "vote_share", 80, unit="percent"),
            whose="Ivanov",
            voice=named(a, "The commission", "declared"),
        ),
        figure(
            b,
            "vote_share",
            number(b, "80%", "vote_share", 80, unit="percent"),
            whose="Ivanov",
            voice=named(b, "The state", "says"),
        ),
    ]
    (event,) = run([a, b], told).events
    (value,) = event.values["vote_share"]
    assert event.type == "FIGURE"
    assert value.voices == ("The commission", "The state")
    assert value.independent == 2


def test_no_place_or_a_month_wide_is_not_merged_across_reports() -> None:
    a = report("a", "People protested.")
    b = report("b", "People protested.", "Other")
    nowhere = [mention(a, "protested", at=None), mention(b, "protested", at=None)]
    wide = day("2020-08-01", "2020-08-31")
    someday = [mention(a, "protested", on=wide), mention(b, "protested", on=wide)]
    assert len(run([a, b], nowhere).events) == 2
    assert len(run([a, b], someday).events) == 2


def test_a_place_that_no_gazetteer_has_still_meets_itself() -> None:
    a = report("a", "Students marched through Linden Park on Thursday.")
    b = report("b", "On Thursday students marched in Linden Park.", "Other")
    c = report("c", "On Thursday students marched in Minsk.", "Third")
    park = Place(None, "Linden Park")
    told = [replace(mention(one, "marched", lemma="march"), place=park) for one in (a, b)]
    (event,) = run([a, b, c], told).events
    assert event.place == park
    assert len(run([a, c], [told[0], mention(c, "marched", lemma="march")]).events) == 2


def test_a_strike_told_on_three_days_is_one_strike_whose_days_do_not_conflict() -> None:
    a = report("a", "Nurses went on strike in Minsk. On the third day of the strike it rained.", published="2020-08-15")
    b = report("b", "The strike of the nurses in Minsk began on Thursday.", published="2020-08-13")
    told = [
        mention(a, "strike", mode="strike", on="2020-08-13", actors=[entity(a, "Nurses")]),
        mention(a, "strike", mode="strike", on="2020-08-15", nth=1),
        mention(b, "strike", mode="strike", on="2020-08-13", actors=[entity(b, "the nurses")]),
    ]
    (event,) = run([a, b], told).events
    assert len(event.members) == 3
    assert "date" not in event.disputed


def test_a_strike_and_a_march_told_side_by_side_do_not_meet_by_way_of_another_report() -> None:
    """The second report's march is like both; the first report's sentence says that they are two."""
    a = report("a", "Nurses marched in Minsk on the second day of a strike of nurses in Minsk.")
    b = report("b", "Nurses marched in Minsk, nurses on strike.", "Evening Post")
    told = [
        mention(a, "marched", lemma="march", actors=[entity(a, "Nurses")]),
        mention(a, "strike", mode="strike", actors=[entity(a, "nurses")]),
        mention(b, "marched", lemma="march", actors=[entity(b, "Nurses")]),
    ]
    found = members(run([a, b], told))
    assert not any({told[0].id, told[1].id} <= set(ids) for ids in found)


def test_two_mouths_with_two_numbers_one_after_the_other_speak_of_one_happening() -> None:
    a = report("a", "Six people were arrested in Minsk, police said. A lawyer said nine had been detained.")
    police, lawyer = named(a, "police"), named(a, "lawyer")
    told = [
        mention(a, "arrested", "COERCE", "arrest", voice=police, numbers=[number(a, "Six people", "arrested", 6)]),
        mention(a, "detained", "COERCE", "arrest", voice=lawyer, numbers=[number(a, "nine", "arrested", 9)]),
    ]
    (event,) = run([a], told).events
    assert event.disputed == ("arrested",)


def test_one_word_without_any_day_may_tell_of_two_arrests() -> None:
    a = report("a", "A candidate is detained in Belarus. They ask for the release of people detained in Belarus.")
    told = [
        mention(a, "detained", "COERCE", "arrest", at="Belarus", on=None, sure=False),
        mention(a, "detained", "COERCE", "arrest", at="Belarus", on=None, nth=1, sure=False, actors=[]),
    ]
    told = [
        replace(one, recipients=(entity(a, words),)) for one, words in zip(told, ("A candidate", "people"), strict=True)
    ]
    assert len(run([a], told).events) == 2


def test_whom_a_denial_names_does_not_head_the_event() -> None:
    a = report("a", "None of the hundred people was arrested in Minsk, police said.")
    b = report("b", "Three marchers were arrested in Minsk.", "Evening Post")
    told = [
        mention(a, "arrested", "COERCE", "arrest", status="negated", recipients=[entity(a, "the hundred people")]),
        mention(b, "arrested", "COERCE", "arrest", recipients=[entity(b, "Three marchers")]),
    ]
    (event,) = run([a, b], told).events
    assert event.disputed == ("status",)
    assert [one.span.of(b.text) for one in event.recipients] == ["Three marchers"]
