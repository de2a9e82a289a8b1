"""The edition's own description: datapackage.json (Frictionless Data Package), with every table's columns and hashes."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from kronika.publish.columns import Column
from kronika.publish.files import sha256_of
from kronika.publish.options import EditionOptions
from kronika.publish.schema import load_schema
from kronika.records import Coder

FORMATS = {".csv": ("csv", "text/csv"), ".parquet": ("parquet", "application/vnd.apache.parquet")}


def describe_edition(
    files: Mapping[str, Path],
    tables: Mapping[str, Sequence[Column]],
    rows: Mapping[str, int],
    coders: Mapping[Coder, int],
    options: EditionOptions,
) -> str:
    """JSON text. ``files`` gives for each name where its bytes are now; ``rows`` how many rows each table has.

    ``coders`` are the versions that coded the reports: not those at hand now, for a store outlives them.
    """
    package: dict[str, Any] = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "kronika-record",
        "title": options.title,
        "description": "Who did what to whom, where, when, how many, and who says so. A working file: it names people.",
        **({"created": options.made} if options.made else {}),
        **({"licenses": [{"name": options.licence}]} if options.licence else {}),
        "kronika": {
            "program": program_version(),
            "coded_by": [_coder(coder, reports) for coder, reports in coders.items()],
            "texts": options.texts,
            "min_confidence": options.min_confidence,
            **({"part": options.part} if options.partial else {}),
        },
        "resources": [_resource(name, path, tables.get(name), rows.get(name)) for name, path in files.items()],
    }
    return json.dumps(package, ensure_ascii=False, indent=1) + "\n"


def _coder(coder: Coder, reports: int) -> dict[str, Any]:
    return {"program": coder.program, "scheme": coder.scheme, "reader": coder.reader, "reports": reports}


def _resource(name: str, path: Path, columns: Sequence[Column] | None, rows: int | None) -> dict[str, Any]:
    resource: dict[str, Any] = {
        "name": name.replace(".", "-").lower(),
        "path": name,
        "bytes": path.stat().st_size,
        "hash": f"sha256:{sha256_of(path)}",
    }
    if columns is not None:
        kind, media = FORMATS[Path(name).suffix]
        fields = [{"name": c.name, "type": c.kind, "description": c.about} for c in columns]
        schema = {"fields": fields, "missingValues": [""], "primaryKey": ["id"]}
        return {"type": "table", **resource, "format": kind, "mediatype": media, "rows": rows, "schema": schema}
    if name == "record.jsonl":
        return {**resource, "format": "jsonl", "mediatype": "application/jsonl", "lineSchema": load_schema()["$id"]}
    return {**resource, "format": "html", "mediatype": "text/html"}


def program_version() -> str | None:
    """The installed version; None where Kronika runs without being installed."""
    try:
        return version("kronika")
    except PackageNotFoundError:
        return None
