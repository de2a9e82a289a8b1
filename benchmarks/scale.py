"""How the cost of a large record grows: a store of N coded reports, then seconds, peak memory and sizes of each stage.

Usage: python benchmarks/scale.py [REPORTS ...] [--like STORE] [--keep FOLDER]

The coded reports are those of examples/reports (or of the store --like), told again as often as needed: each time with
other words, names, places, days and ids, so that they are other happenings of the same shape. Coding them all would
take hours; what comes after coding does not know the difference. Every stage runs in a process of its own.
"""

from __future__ import annotations

import argparse
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from kronika.records import Claim, Figure, Mention, Report, hash_id, text_sha256
from kronika.store import Store, open_store

EXAMPLES = Path(__file__).parent.parent / "examples" / "reports"
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
WORD = re.compile(r"[A-Za-z]{5,}")
IDS = frozenset({"id", "report", "of", "mentions"})
VOWELS, CONSONANTS = "aeiou", "bcdfghjklmnpqrstvwxyz"
APART, PERIOD = 97, 3650  # days by which one telling-again lies after the last, within ten years


def fill(store: Store, like: Store, count: int) -> None:
    """Add ``count`` coded reports to ``store``."""
    done = 0
    for world in range(count):
        for report in like.reports():
            if done == count:
                return
            parts = {
                "mentions": [_retell(one, world) for one in like.mentions(report.id)],
                "figures": [_retell(one, world) for one in like.figures(report.id)],
                "claims": [_retell(one, world) for one in like.claims(report.id)],
            }
            added = store.add_report(_retell(report, world))
            store.add_coded(added.id, "made up", **parts)  # type: ignore[arg-type]
            done += 1


def _retell(record: Any, world: int) -> Any:
    """The same record of another world. Words keep their lengths, so every offset still fits."""
    if world == 0:
        return record
    told = _other(msgspec.to_builtins(record), world)
    if isinstance(record, Report):
        told |= {"text": _cipher(record.text, world), "title": _cipher(record.title or "", world) or None}
        told["sha256"] = text_sha256(told["text"])
    return msgspec.convert(told, type(record))


def _other(value: Any, world: int, key: str = "") -> Any:
    if isinstance(value, dict):
        return {name: _other(item, world, name) for name, item in value.items()}
    if isinstance(value, list):
        return [_other(item, world, key) for item in value]
    if isinstance(value, str):
        if key in IDS:
            return hash_id(value[:1], value, world)
        if DAY.fullmatch(value):
            return str(date.fromisoformat(value) + timedelta(days=world * APART % PERIOD))
        return _cipher(value, world) if key in ("name", "known", "text") else value
    return value + world * 10_000_000 if key == "geonameid" and value else value


def _cipher(text: str, world: int) -> str:
    return WORD.sub(lambda found: found[0].translate(_table(world)), text)


@cache
def _table(world: int) -> dict[int, str]:
    """Vowels for vowels and consonants for consonants, so that words stay words to look at."""
    table: dict[int, str] = {}
    for letters in (VOWELS, CONSONANTS, VOWELS.upper(), CONSONANTS.upper()):
        turned = world % len(letters)
        table |= str.maketrans(letters, letters[turned:] + letters[:turned])
    return table


def _stage(name: str, folder: Path) -> Iterator[tuple[str, int]]:
    """Run one stage; (what was done, how many things it made)."""
    from kronika.flow import reconcile_store
    from kronika.publish import publish_edition
    from kronika.records import Event

    with open_store(folder / "kronika.db") as store:
        if name == "reconcile":
            reconcile_store(store)
            yield "reconcile", store.count(Event)
        elif name == "again":
            reconcile_store(store, added=[next(iter(store.reports())).id])
            yield "reconcile, one report more", store.count(Event)
        else:
            files, _ = publish_edition(store, folder)
            for file in files:
                yield file.name, file.stat().st_size


def measure(name: str, folder: Path) -> None:
    started, used = time.perf_counter(), time.process_time()
    for what, amount in _stage(name, folder):
        print(f"  {what:<28}{amount:>14,}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"  {name:<12} {time.perf_counter() - started:>8.1f} s {time.process_time() - used:>8.1f} CPU s "
        f"{peak:>7.0f} MiB at most",
        flush=True,
    )


def _example_store(folder: Path) -> Path:
    command = [sys.executable, "-m", "kronika", "run", str(EXAMPLES), "-o", str(folder)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return folder / "kronika.db"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reports", nargs="*", type=int, default=[1_000, 3_000, 10_000])
    parser.add_argument("--like", type=Path, help="a store of coded reports to tell again")
    parser.add_argument("--keep", type=Path, help="where to leave the stores, and look for them")
    parser.add_argument("--stage", nargs=2, metavar=("NAME", "FOLDER"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.stage:
        measure(given.stage[0], Path(given.stage[1]))
        return
    with tempfile.TemporaryDirectory() as temporary:
        base = given.keep or Path(temporary)
        like = given.like or _example_store(Path(temporary) / "examples")
        for count in given.reports:
            folder = base / str(count)
            folder.mkdir(parents=True, exist_ok=True)
            if not (folder / "kronika.db").exists():
                with open_store(like, create=False) as source, open_store(folder / "kronika.db") as store:
                    fill(store, source, count)
            with open_store(folder / "kronika.db") as store:
                held = [store.count(kind) for kind in (Report, Mention, Figure, Claim)]
            print("{:,} reports, {:,} mentions, {:,} figures, {:,} claims".format(*held))
            for name in ("reconcile", "again", "publish"):
                subprocess.run([sys.executable, __file__, "--stage", name, str(folder)], check=True)


if __name__ == "__main__":
    main()
