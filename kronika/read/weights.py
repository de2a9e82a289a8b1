"""The weights folder: checked against its list of hashes before anything in it is used."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

HERE = Path(__file__).parent / "weights"
FILES = ("reader.onnx", "frames.onnx", "tables.npz", "labels.json", "tokenizer.json")
REMEDY = (
    "Install the package again (pip install --force-reinstall kronika), or rebuild the weights (training/README.md)."
)


class ReaderError(RuntimeError):
    """The reader's weights are missing or damaged; the message says which file and what to do."""

    def __init__(self, folder: Path, fault: str) -> None:
        super().__init__(f"The reader's weights in {folder} {fault}. {REMEDY}")


@dataclass(frozen=True)
class Weights:
    """What the files hold: graphs as bytes, tables, inventories of labels; ``version`` is a hash of all of it."""

    encoder: bytes
    frames: bytes
    tables: dict[str, NDArray[Any]]
    labels: dict[str, Any]
    tokenizer: Path
    version: str


def version_of(folder: Path) -> str:
    """The version of a weights folder, read off its list of hashes."""
    return hashlib.sha256(_manifest_bytes(folder)).hexdigest()[:12]


def _manifest_bytes(folder: Path) -> bytes:
    try:
        return (folder / "manifest.json").read_bytes()
    except OSError as error:
        raise ReaderError(folder, "are missing (no manifest.json)") from error


def _checked(folder: Path, name: str, expected: str | None) -> bytes:
    try:
        content = (folder / name).read_bytes()
    except OSError as error:
        raise ReaderError(folder, f"are incomplete: {name} cannot be read") from error
    if expected is None or hashlib.sha256(content).hexdigest() != expected:
        raise ReaderError(folder, f"are damaged: {name} is not the file that was shipped")
    return content


def load_weights(folder: Path) -> Weights:
    """Read and check every file; raises :class:`ReaderError` if one is missing or differs from what was shipped."""
    manifest = _manifest_bytes(folder)
    try:
        sums = json.loads(manifest)
    except ValueError as error:
        raise ReaderError(folder, "are damaged: manifest.json is no JSON") from error
    content = {name: _checked(folder, name, sums.get(name)) for name in FILES}
    with np.load(folder / "tables.npz") as stored:
        tables = {name: stored[name] for name in stored.files}
    return Weights(
        content["reader.onnx"],
        content["frames.onnx"],
        tables,
        json.loads(content["labels.json"]),
        folder / "tokenizer.json",
        version_of(folder),
    )
