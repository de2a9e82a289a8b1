"""The page: one HTML file that opens from disk, needs no network and can reach none.

Everything is inline; a content security policy names the two hashes of what may run and lets nothing be fetched. Data lie
in a script element as JSON in which no "<" is left, and reach the document as text only.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from kronika.publish.checks import Findings
from kronika.publish.lines import clean
from kronika.publish.options import EditionOptions
from kronika.publish.package import program_version
from kronika.publish.portion import Bounds, Portion, choose_portion
from kronika.publish.view import View, build_view
from kronika.publish.wording import load_wording
from kronika.records import Coder, RecordSource

SCRIPTS = ("dom", "state", "timeline", "map", "table", "strip", "detail", "compare", "reading", "main")


def render_page(source: RecordSource, found: Findings, options: EditionOptions, *, bounds: Bounds | None = None) -> str:
    """The whole page as text."""
    portion = choose_portion(source, found, texts=options.texts, bounds=bounds)
    view = build_view(source, portion)
    wording = load_wording()
    view |= {
        "groups": wording["groups"],
        "outlines": _outlines(view),
        "problems": [problem.message for problem in found.problems],
        "notes": [*_notes(portion, found, options), *_not_taken(source)],
        "about": _about(options, found, source.coded_by()),
    }
    style, script = _style(), _script()
    environment = Environment(
        loader=PackageLoader("kronika.publish", "page"), autoescape=True, undefined=StrictUndefined
    )
    return environment.get_template("page.html").render(
        title=options.title,
        policy=content_policy(style, script),
        style=Markup(style),
        script=Markup(script),
        data=Markup(script_json(view)),
        counts=found.counts,
        portion=_portion_words(portion, found, options),
    )


def script_json(data: Any) -> str:
    """JSON that is safe inside a script element: nothing in it can end the element or a line of script."""
    text = clean(json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":")))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def content_policy(style: str, script: str) -> str:
    """Nothing may be loaded from anywhere; only this style and this script count."""
    hashes = [base64.b64encode(hashlib.sha256(part.encode()).digest()).decode() for part in (style, script)]
    return (
        f"default-src 'none'; style-src 'sha256-{hashes[0]}'; script-src 'sha256-{hashes[1]}'; "
        "base-uri 'none'; form-action 'none'"
    )


@cache
def _style() -> str:
    return files(__package__).joinpath("page", "style.css").read_text("utf-8")


@cache
def _script() -> str:
    """All scripts as one, in a function of its own, so that nothing of them is global."""
    folder = files(__package__).joinpath("page")
    parts = [folder.joinpath(f"{name}.js").read_text("utf-8") for name in SCRIPTS]
    return "(() => {\n'use strict';\n" + "\n".join(parts) + "\n})();\n"


def _outlines(view: View) -> View:
    """All countries, and the regions of those that the record speaks of."""
    outlines: View = json.loads(files(__package__).joinpath("outlines", "outlines.json").read_text("utf-8"))
    seen = {thing["country"] for thing in (*view["events"], *view["items"])}
    regions = {code: lines for code, lines in outlines["regions"].items() if code in seen}
    return {"countries": [country["rings"] for country in outlines["countries"]], "regions": regions}


def _portion_words(portion: Portion, found: Findings, options: EditionOptions) -> str | None:
    """What of the record, and of the edition, the page holds, and how to come by the rest; None where it is all."""
    parts = [f"This edition is a part of the record: events {options.part}."] if options.partial else []
    left, counts = portion.left_out, found.counts
    if any(left.values()):
        shown, told = counts["report"] - left["report"], counts["mention"] + counts["figure"]
        events = counts["event"] - left["event"]
        what = (
            f"{events:,} of {counts['event']:,} events, those that most reports tell of, and the"
            if events
            else "the first"
        )
        parts.append(
            f"One page cannot carry all: it shows {what} {shown:,} of {counts['report']:,} reports that tell of them, with "
            f"{told - left['telling']:,} of {told:,} tellings. Everything is in the tables beside it. For a page of other "
            "events choose a part: kronika publish FOLDER --store kronika.db --from 2020-08-01 --to 2020-08-31, or --country BLR."
        )
    return " ".join(parts) or None


def _notes(portion: Portion, found: Findings, options: EditionOptions) -> list[str]:
    notes = []
    if not options.texts:
        notes.append("This edition was made without the reports' texts: it shows the words that values rest on.")
    elif not portion.texts:
        notes.append(
            f"The reports hold {found.characters:,} characters, more than one page can carry: their texts are in "
            "record.jsonl, and this page shows the words that values rest on."
        )
    if options.min_confidence:
        notes.append(f"Tellings with a confidence below {options.min_confidence:g} are left out.")
    return notes


def _about(options: EditionOptions, found: Findings, coders: Mapping[Coder, int]) -> list[str]:
    """Made when, by what, from what; with the reports of each version where several coded them."""
    several = len(coders) > 1
    coded = [f"coded by {coder}{f' ({reports:,} reports)' if several else ''}" for coder, reports in coders.items()]
    parts = [
        f"made {options.made}" if options.made else None,
        f"page by Kronika {program_version() or ''}".strip(),
        *coded,
        f"licence: {options.licence}" if options.licence else None,
        f"{found.counts['claim']:,} claims",
    ]
    return [part for part in parts if part]


def _not_taken(source: RecordSource) -> list[str]:
    """Whoever looks at the page did not see the run: what is missing from the record is said here too."""
    met = sum(problem.stage in ("gather", "read", "code") for problem in source.problems())
    if not met:
        return []
    problems = "1 problem" if met == 1 else f"{met:,} problems"
    return [f"Not everything that came in could be read and coded as it came: {problems}, listed in record.jsonl."]
