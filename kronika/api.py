"""The Python entry point: ``record(text or paths) -> Record``, and the Record with its tables and its view in a notebook."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from html import escape
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kronika import flow
from kronika.gather import GatherOptions, gather_text
from kronika.publish import EditionOptions, frames, publish_edition, sentences, tables
from kronika.publish import lines as json_lines
from kronika.publish.happenings import happenings
from kronika.records import Event, Figure, Mention, Problem, Report
from kronika.store import Store, open_store

if TYPE_CHECKING:
    import pandas
    import polars


SHOWN = 50  # events in a notebook's view


class Stream(Sequence[Any]):
    """The records of one kind: read from the store as they are asked for, so that a large record needs little memory."""

    def __init__(self, store: Store, kind: type[Any], records: Any) -> None:
        self._store, self._kind, self._records = store, kind, records

    def __iter__(self) -> Iterator[Any]:
        return iter(self._records())

    def __len__(self) -> int:
        return self._store.count(self._kind)

    def __getitem__(self, index: Any) -> Any:
        if isinstance(index, slice):
            return list(self)[index]
        position = index if index >= 0 else len(self) + index
        for i, record in enumerate(self):
            if i == position:
                return record
        raise IndexError(index)

    def __repr__(self) -> str:
        return f"<{len(self):,} {self._kind.__name__.lower()}{'s' * (len(self) != 1)}>"


class Record:
    """What some reports say, kept in a temporary store or in one that you named.

    ``mentions``, ``figures``, ``events``, ``reports`` and ``problems`` are sequences of the frozen records that the manual
    describes; ``to_polars``, ``to_pandas`` and ``to_dicts`` give the same as tables.
    """

    def __init__(self, store: Store) -> None:
        self.store = store
        self.reports: Sequence[Report] = Stream(store, Report, store.reports)
        self.mentions: Sequence[Mention] = Stream(store, Mention, store.mentions)
        self.figures: Sequence[Figure] = Stream(store, Figure, store.figures)
        self.events: Sequence[Event] = Stream(store, Event, store.events)
        self.problems: Sequence[Problem] = Stream(store, Problem, store.problems)

    def to_dicts(self) -> list[dict[str, Any]]:
        """Every line of the record as the manual's JSON describes it."""
        return list(json_lines.record_lines(self.store))

    def to_polars(self, table: str = "mentions") -> polars.DataFrame:
        """One table as a polars frame: "mentions", "events", "claims" or "figures". ValueError on another name."""
        return frames.to_frame(self.store, table)

    def to_pandas(self, table: str = "mentions") -> pandas.DataFrame:
        """The same as a pandas frame; needs ``pip install 'kronika[pandas]'``."""
        try:
            import pandas  # noqa: F401
            import pyarrow  # type: ignore[import-untyped]  # noqa: F401
        except ImportError as error:
            raise ImportError("to_pandas needs pandas and pyarrow: pip install 'kronika[pandas]'") from error
        return self.to_polars(table).to_pandas()

    def publish(self, folder: str | Path, **options: Any) -> list[Path]:
        """Write the tables and the page into a folder; options as in ``EditionOptions``."""
        files, _ = publish_edition(self.store, Path(folder), EditionOptions(**options))
        return list(files)

    def __repr__(self) -> str:
        kinds = (
            ("reports", Report),
            ("mentions", Mention),
            ("figures", Figure),
            ("events", Event),
            ("problems", Problem),
        )
        counts = ((self.store.count(kind), name) for name, kind in kinds)
        return "<Record: " + ", ".join(f"{n:,} {name.rstrip('s') if n == 1 else name}" for n, name in counts) + ">"

    def _repr_html_(self) -> str:
        """The events by day as a table, for a notebook: what happened, who says so, the words it rests on."""
        shown = list(islice(happenings(self.store), SHOWN))
        rows = [(tables.event_row(one), sentences.headline(sentences.tell_happening(one))) for one in shown]
        rows.sort(key=lambda row: str(row[0]["date_from"] or "9"))
        body = "".join(f"<tr>{_event_cells(row, words)}</tr>" for row, words in rows)
        titles = "".join(
            f'<th style="{_LEFT}">{name}</th>' for name in ("when", "what", "who says so", "words", "told by")
        )
        more = len(self.events) - len(shown)
        rest = f"<p>and {more:,} more: <code>.to_polars('events')</code> has them all</p>" if more > 0 else ""
        table = f"<table><thead><tr>{titles}</tr></thead><tbody>{body}</tbody></table>"
        return f"<p>{escape(repr(self)[1:-1])}</p>{table}{rest}"


_LEFT = "text-align:left;vertical-align:top;padding:4px 10px"


def _event_cells(row: Mapping[str, Any], words: str) -> str:
    """One event's cells: its kind over the sentence, what is disputed in red."""
    kind = ".".join(str(row[name]) for name in ("type", "mode") if row[name])
    disputed = f' <b style="color:#b3261e">disputed: {escape(str(row["disputed"]))}</b>' if row["disputed"] else ""
    told = f"{row['reports']} report{'s' * (row['reports'] != 1)}"
    when = escape(str(row["date_from"] or "no day"))
    cells = (
        f'<span style="white-space:nowrap">{when}</span>',
        f"<small>{escape(kind)}</small>{disputed}<br>{escape(words)}",
        escape(str(row["voices"] or "")),
        escape(str(row["quotes"] or "")),
        f'<span style="white-space:nowrap">{told}</span>',
    )
    return "".join(f'<td style="{_LEFT}">{cell}</td>' for cell in cells)


@lru_cache(maxsize=4)
def _tools(scheme: Path | None) -> flow.Tools:
    return flow.load_tools(scheme=scheme)


def record(
    source: str | Path | Sequence[str | Path],
    *,
    published: str | None = None,
    publisher: str | None = None,
    title: str | None = None,
    store: str | Path | None = None,
    scheme: str | Path | None = None,
) -> Record:
    """Read one report given as text, or files and folders given as paths, and return what they say.

    A ``str`` is a report's text; paths are ``Path`` objects or a list. ``published`` is an ISO day, month or year.
    Without ``store`` the record lives in a temporary file that goes with the process.
    Raises ValueError on a date that is none and on a ``str`` that is a file's name, StoreError on a store that cannot be
    used.
    """
    if isinstance(source, str) and _names_a_file(source):
        raise ValueError(f"{source!r} is a file: pass kronika.record(Path({source!r})) or kronika.record([{source!r}])")
    tools = _tools(Path(scheme) if scheme else None)
    opened = open_store(store or _temporary_store())
    if isinstance(source, str):
        report = opened.add_report(gather_text(source, title=title, published=published, publisher=publisher))
        for coded in flow.code_reports([report], tools):
            parts = {"mentions": coded.mentions, "figures": coded.figures, "claims": coded.claims}
            opened.add_coded(report.id, tools.version, **parts, problems=coded.problems)  # type: ignore[arg-type]
    else:
        inputs = [source] if isinstance(source, Path) else list(source)
        flow.add_reports(inputs, opened, tools, GatherOptions(published=published, publisher=publisher))
    flow.reconcile_store(opened)
    return Record(opened)


def _names_a_file(text: str) -> bool:
    """Whether a text is the name of a file or folder that is there, which no report is."""
    try:
        return 0 < len(text.strip()) < 4096 and "\n" not in text and Path(text).expanduser().exists()
    except (OSError, ValueError, RuntimeError):
        return False


def _temporary_store() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="kronika-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder / "kronika.db"
