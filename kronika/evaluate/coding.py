"""Gold reports coded for a measure. A report that failed would be scored as one in which nothing was found: told instead."""

from __future__ import annotations

from collections.abc import Iterable

from kronika.evaluate.gold import GoldError
from kronika.flow import Coded, Tools, code_reports
from kronika.records import Report


def code_whole(reports: Iterable[Report], tools: Tools) -> list[Coded]:
    """Every report coded, in order; raises where the program failed on one."""
    coded = list(code_reports(reports, tools))
    if failed := [one for one in coded if one.failed]:
        first = failed[0]
        more = "" if len(failed) == 1 else f", and {len(failed) - 1} more"
        raise GoldError(f"no figures, they would be wrong: report {first.report.id} {first.problems[0].message}{more}")
    return coded
