"""Judged: coded mentions of texts that were never worked on, each found right or wrong by a reader, the doubtful left out.

They show what confidence is worth on kinds of text that the rules were not made for. A line is ``{"corpus", "id",
"sha256", "judged": [{"trigger": [start, end], "type", "right"}]}``; the words stay where they lie, as in the gold files.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import msgspec

from kronika.evaluate.gold import GoldError, GoldLine, report_of, text_of
from kronika.records import Mention, Report, Span, text_sha256


class Verdict(msgspec.Struct, frozen=True):
    trigger: tuple[int, int]
    type: str
    right: bool


class JudgedLine(msgspec.Struct, frozen=True):
    corpus: str
    id: str
    sha256: str
    judged: tuple[Verdict, ...]


@dataclass(frozen=True, slots=True)
class JudgedReport:
    """``kind`` is the corpus: the kind of text it is."""

    report: Report
    kind: str
    verdicts: tuple[Verdict, ...]

    def of(self, mentions: Iterable[Mention]) -> list[tuple[Mention, bool]]:
        """The mentions on which somebody has judged; a trigger of the same type that overlaps is the same."""
        found = []
        for mention in mentions:
            same = (v for v in self.verdicts if v.type == mention.type and Span(*v.trigger).overlaps(mention.trigger))
            verdict = next(same, None)
            if verdict is not None:
                found.append((mention, verdict.right))
        return found


def load_judged(path: Path, *, corpora: Path | None = None) -> list[JudgedReport]:
    """Raises GoldError where a text is missing or is not the one judged."""
    decoder, found = msgspec.json.Decoder(JudgedLine), []
    for number, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            line = decoder.decode(raw)
        except msgspec.DecodeError as error:
            raise GoldError(f"{path}, line {number}: {error}") from error
        gold = GoldLine(line.sha256, (), corpus=line.corpus, id=line.id)
        text = text_of(gold, path, corpora, number)
        if text_sha256(text) != line.sha256:
            raise GoldError(f"{path}, line {number}: the text is not the one that was judged (sha256 differs)")
        report = report_of(text, gold, f"{path.stem}-{number}", f"{path}, line {number}")
        found.append(JudgedReport(report, line.corpus.partition("/")[0], line.judged))
    return found
