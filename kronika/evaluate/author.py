"""Gold as a person writes it (YAML, with words) -> gold as it is kept (JSON lines, with offsets and hashes).

``python -m kronika.evaluate.author WRITTEN.yaml... -o gold.jsonl [--corpora DIR] [--complete]``. Words are looked up in
the report: a trigger at its first occurrence after the trigger before it, anything else at its occurrence nearest to its
trigger; ``word#3`` is the third occurrence in the report. Words that do not occur are an error with their place.

With ``--complete`` every mention was annotated in full, and what is left out has its ``DEFAULTS``; only a date and a
place that are left out stay so, and are not scored. Without it, whatever is left out was not annotated.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from kronika.evaluate.gold import GoldError, GoldLine, text_of
from kronika.records import text_sha256

ENTITY_LISTS = ("actors", "recipients")
COPIED = ("type", "mode", "status", "historical", "attempted", "extent", "optional")
DEFAULTS: dict[str, Any] = {
    "mode": None,
    "status": "actual",
    "historical": False,
    "attempted": False,
    "extent": "single",
    "actors": [],
    "recipients": [],
    "quantities": [],
    "voice": {"kind": "publisher"},
    "content": [],
}
ENTITY_DEFAULTS: dict[str, Any] = {"country": None, "sectors": []}


def occurrences(text: str, words: str) -> list[tuple[int, int]]:
    """Where words stand as whole words; white space in them matches any."""
    pattern = r"\s+".join(re.escape(part) for part in words.split())
    return [m.span() for m in re.finditer(rf"(?<!\w){pattern}(?!\w)", text)]


def locate(text: str, words: str, near: int | None = None, after: int = 0) -> tuple[int, int]:
    """Offsets of words; GoldError where they do not occur."""
    bare, _, nth = words.rpartition("#") if re.search(r"#\d+$", words) else (words, "", "")
    found = occurrences(text, bare or words)
    if not found:
        raise GoldError(f"the words {words!r} do not occur")
    if nth:
        if int(nth) > len(found):
            raise GoldError(f"{words!r}: there are only {len(found)}")
        return found[int(nth) - 1]
    if near is not None:
        return min(found, key=lambda pair: abs(pair[0] - near))
    return next((pair for pair in found if pair[0] >= after), found[0])


def _entity(text: str, given: Any, near: int) -> dict[str, Any]:
    """A head word, or a mapping of it with ``country`` and ``sectors``."""
    known = {"head": given} if isinstance(given, str) else dict(given)
    return known | {"head": locate(text, str(known["head"]), near)}


def complete(given: dict[str, Any]) -> dict[str, Any]:
    """A mention with everything that its author left to the defaults."""
    filled = DEFAULTS | given
    for key in ENTITY_LISTS:
        filled[key] = [ENTITY_DEFAULTS | ({"head": one} if isinstance(one, str) else one) for one in filled[key] or ()]
    return filled


def _mention(text: str, given: dict[str, Any], after: int) -> dict[str, Any]:
    trigger = locate(text, str(given["trigger"]), after=after)
    near = trigger[0]
    line: dict[str, Any] = {"trigger": trigger} | {key: given[key] for key in COPIED if key in given}
    for key in ENTITY_LISTS:
        if key in given:
            line[key] = [_entity(text, one, near) for one in given[key] or ()]
    if "date" in given:
        line["date"] = given["date"] and {key: day and str(day) for key, day in given["date"].items()}
    if "place" in given:
        place = given["place"]
        line["place"] = place and {
            **place,
            **({"span": locate(text, place["span"], near)} if place.get("span") else {}),
        }
    if "quantities" in given:
        line["quantities"] = [
            {**one, "span": locate(text, str(one["span"]), near)} for one in given["quantities"] or ()
        ]
    if "voice" in given:
        voice = dict(given["voice"])
        if voice.get("speaker"):
            voice["speaker"] = locate(text, voice["speaker"], near)
        line["voice"] = voice
    if "content" in given:
        line["content"] = [locate(text, words, near) for words in given["content"] or ()]
    return line


def compile_gold(
    written: list[dict[str, Any]], folder: Path, corpora: Path | None, *, filled: bool = False
) -> Iterator[dict[str, Any]]:
    """The kept form of each written report, in order. Raises GoldError naming report and mention."""
    for number, given in enumerate(written, start=1):
        head = {
            key: given[key] for key in ("file", "corpus", "id", "published", "publisher") if given.get(key) is not None
        }
        file, corpus, id_ = (str(head[key]) if key in head else None for key in ("file", "corpus", "id"))
        stub = GoldLine("", (), file=file, corpus=corpus, id=id_)
        text = text_of(stub, folder / "written", corpora, number)
        mentions, after = [], 0
        for i, one in enumerate(given.get("mentions") or (), start=1):
            try:
                mention = _mention(text, complete(one) if filled else one, after)
            except (GoldError, KeyError) as error:
                raise GoldError(
                    f"report {number} ({head.get('file') or head.get('id')}), mention {i}: {error}"
                ) from error
            after = mention["trigger"][0]
            mentions.append(mention)
        mentions.sort(key=lambda one: one["trigger"])
        line = {key: str(value) for key, value in head.items()} | {"sha256": text_sha256(text), "mentions": mentions}
        if "figures" in given:
            line["figures"] = [{**f, "span": locate(text, str(f["span"]))} for f in given["figures"] or ()]
        yield line


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("written", type=Path, nargs="+")
    parser.add_argument("-o", "--output", type=Path, required=True)
    parser.add_argument("--corpora", type=Path)
    parser.add_argument("--complete", action="store_true", help="what is left out has its default")
    given = parser.parse_args(arguments)
    written = [one for file in given.written for one in yaml.safe_load(file.read_text(encoding="utf-8"))]
    try:
        lines = list(compile_gold(written, given.output.parent, given.corpora, filled=given.complete))
    except GoldError as error:
        sys.stderr.write(f"error: {error}\n")
        return 2
    given.output.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
