"""Hand-made frames of protest news (stand-off) as examples; ``python -m training.annotations`` checks the files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from training.corpora import Example, Frame, lines, split_words
from training.labels import roleset_rows

FOLDER = Path(__file__).parent / "annotations" / "frames"
HOLD_OUT = 5  # every fifth sentence is kept for measuring


class AnnotationError(ValueError):
    """A line of an annotation file that does not fit its sentence."""


def annotated(*, held_out: bool = False, copies: int = 1, folder: Path = FOLDER) -> list[Example]:
    """The annotated sentences, without (or only) every fifth of them in the order of split and id."""
    rows = _rows(folder)
    keys = sorted(rows, key=lambda k: (k[0], int(k[1])))
    chosen = [k for n, k in enumerate(keys) if (n % HOLD_OUT == HOLD_OUT - 1) == held_out]
    texts = {(part, r["id"]): r["text"] for part in ("train", "dev") for r in lines(f"protest_news/{part}")}
    rolesets = {r["id"] for r in roleset_rows()}
    return [_example(rows[k], texts, rolesets, copies) for k in chosen]


def _rows(folder: Path) -> dict[tuple[str, str], dict[str, Any]]:
    """Lines by sentence; two files on one sentence add up, the first frame of a predicate wins."""
    rows: dict[tuple[str, str], dict[str, Any]] = {}
    for path in sorted(folder.glob("*.jsonl")):
        for n, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if not line.strip():
                continue
            row = json.loads(line) | {"at": f"{path.name}:{n}"}
            key = (row["split"], str(row["id"]))
            if key in rows:
                known = {f["p"] for f in rows[key]["frames"]}
                rows[key]["frames"] += [f for f in row["frames"] if f["p"] not in known]
                rows[key]["complete"] = rows[key].get("complete", False) or row.get("complete", False)
            else:
                rows[key] = row
    return rows


def _example(row: dict[str, Any], texts: dict[tuple[str, str], str], rolesets: set[str], copies: int) -> Example:
    key = (row["split"], str(row["id"]))
    if key not in texts:
        raise AnnotationError(f"{row['at']}: there is no sentence {key}")
    tokens = texts[key].split(" ")
    for frame in row["frames"]:
        _check(row, frame, tokens, rolesets)
    words, at = split_words(tokens)
    frames = [
        Frame(at[f["p"]][1], f["roleset"], [(a, at[b][0], at[c][1]) for a, b, c in f["args"]]) for f in row["frames"]
    ]
    return Example("protest", words, texts[key], frames=frames, complete=bool(row.get("complete")), copies=copies)


def _check(row: dict[str, Any], frame: dict[str, Any], tokens: list[str], rolesets: set[str]) -> None:
    where = f"{row['at']}: frame at {frame['p']}"
    if row["tokens"] != len(tokens):
        raise AnnotationError(f"{row['at']}: says {row['tokens']} tokens, the sentence has {len(tokens)}")
    if not 0 <= frame["p"] < len(tokens):
        raise AnnotationError(f"{where}: no such token")
    roleset = frame["roleset"]
    if roleset is not None and roleset not in rolesets and not roleset.endswith(".LV"):
        raise AnnotationError(f"{where}: PropBank has no roleset {roleset}")
    used: set[int] = set()
    for label, first, last in frame["args"]:
        span = set(range(first, last + 1))
        if not span or first < 0 or last >= len(tokens) or span & used:
            raise AnnotationError(f"{where}: {label} {first}..{last} is out of place or overlaps")
        used |= span


if __name__ == "__main__":
    kept, held = annotated(), annotated(held_out=True)
    print(
        f"{len(kept)} sentences to train on, {len(held)} held out,",
        sum(len(e.frames or []) for e in kept + held),
        "frames",
    )
