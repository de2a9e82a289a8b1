"""F1 of token and sentence boundaries on the raw text of UD corpora: ``python -m tests.text.measure --corpora FOLDER``.

The corpora are gzipped JSON lines with ``sid text tok`` (see training/README.md). Sentences of one document are joined
again: by one space ("running text"), or by a blank line behind a sentence without an end mark, as headings stand in
real texts ("with breaks").
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from kronika.text import split_tokens

Pair = tuple[int, int]
SETS = ("ewt/dev", "ewt/test", "gum/dev", "gum/train", "pud/test")


def _load(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _document(row: dict[str, Any]) -> str:
    return str(row.get("doc") or row["sid"].rpartition("-")[0] or row["sid"][:4])


def _ends(text: str) -> bool:
    return text.rstrip("\"'”’)]* ")[-1:] in tuple(".?!…")


def join(rows: list[dict[str, Any]], *, breaks: bool) -> tuple[str, list[list[Pair]]]:
    """One document's text and its gold sentences as lists of token offsets."""
    text, gold = "", []
    for row in rows:
        at = len(text)
        pairs, position = [], 0
        for word in row["tok"]:
            position = row["text"].index(word, position)
            pairs.append((at + position, at + position + len(word)))
            position += len(word)
        gold.append(pairs)
        text += row["text"] + ("\n\n" if breaks and not _ends(row["text"]) else " ")
    return text, gold


def _score(gold: set[Pair], found: set[Pair], tally: Counter[str], name: str) -> None:
    tally[name + " hit"] += len(gold & found)
    tally[name + " gold"] += len(gold)
    tally[name + " found"] += len(found)


def _f1(tally: Counter[str], name: str) -> float:
    return 200 * tally[name + " hit"] / (tally[name + " gold"] + tally[name + " found"])


def measure(path: Path, *, breaks: bool, errors: int = 0) -> tuple[float, float]:
    """(token F1, sentence F1) in percent."""
    tally: Counter[str] = Counter()
    for _, rows in groupby(_load(path), _document):
        text, gold = join(list(rows), breaks=breaks)
        found = []
        start = 0
        for block in text.split("\n\n"):
            found.extend(split_tokens(text, start, start + len(block)))
            start += len(block) + 2
        _score({p for s in gold for p in s}, {p for s in found for p in s}, tally, "token")
        want, have = {(s[0][0], s[-1][1]) for s in gold}, {(s[0][0], s[-1][1]) for s in found}
        _score(want, have, tally, "sentence")
        if errors:
            _show(text, gold, found)
    return _f1(tally, "token"), _f1(tally, "sentence")


def _show(text: str, gold: list[list[Pair]], found: list[list[Pair]]) -> None:
    ends = {s[-1][1] for s in gold}
    have = {s[-1][1] for s in found}
    for end in sorted(ends ^ have):
        print("MISSED" if end in ends else "WRONG ", repr(text[max(0, end - 40) : end] + " || " + text[end : end + 40]))
    wanted, tokens = {p for s in gold for p in s}, {p for s in found for p in s}
    for a, b in sorted(tokens - wanted):
        parts = [text[c:d] for c, d in sorted(wanted) if c < b and d > a]
        print("TOKEN ", repr(text[a:b]), "not", parts)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--set", dest="sets", nargs="*", default=list(SETS))
    parser.add_argument("--errors", action="store_true", help="list what differs")
    options = parser.parse_args()
    print(f"{'set':<12}{'tokens':>8}{'sentences, running text':>26}{'sentences, with breaks':>25}")
    for name in options.sets:
        path = options.corpora / f"{name}.jsonl.gz"
        _, running = measure(path, breaks=False)
        tokens, sentences = measure(path, breaks=True, errors=int(options.errors))
        print(f"{name:<12}{tokens:>8.2f}{running:>26.2f}{sentences:>25.2f}")


if __name__ == "__main__":
    main()
