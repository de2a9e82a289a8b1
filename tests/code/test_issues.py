"""What a mention's content is, through light verbs, asides and lists, with the scheme that ships."""

from __future__ import annotations

import pytest

from kronika.code import code_report
from kronika.scheme import load_scheme
from kronika.scheme.lexicon import load_lexicon
from tests.code.treebank import report_of


@pytest.mark.parametrize(
    ("sentence", "trigger", "expected"),
    [
        (
            "Nurses went on strike on Monday, demanding higher pay and the release of two colleagues.",
            "strike",
            ["higher pay", "the release of two colleagues"],
        ),
        ("Nurses seeking higher pay marched through the town.", "marched", ["higher pay"]),
        ("Students marched against the law, which bans night work.", "marched", ["the law"]),
        (
            "The union demanded the sacking of the director for his failure to pay wages.",
            "demanded",
            ["the sacking of the director for his failure to pay wages"],
        ),
        ("Traders threatened to block the road, if the tax is not dropped.", "threatened", ["block the road"]),
        ('"Release our brothers now," the families demanded.', "demanded", ["Release our brothers now"]),
        ("Residents protested about the lack of water.", "protested", ["the lack of water"]),
        ("The party criticised the mayor for his silence.", "criticised", ["his silence"]),
        ("Farmers marched against plans to close the market.", "marched", ["plans to close the market"]),
    ],
)
def test_content(sentence: str, trigger: str, expected: list[str]) -> None:
    report, reading = report_of(sentence)
    mentions, _, problems = code_report(report, reading, load_scheme(), load_lexicon())
    assert not problems
    mention = next(m for m in mentions if m.trigger.of(report.text) == trigger)
    assert [one.span.of(report.text) for one in mention.content] == expected
