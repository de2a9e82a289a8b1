"""Averaged weights to the files the package ships: two ONNX graphs, small tables, labels, and a list of their hashes."""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray

from kronika.read.network import MOST_PIECES, session
from kronika.read.pieces import CLS, SEP, Pieces
from training import corpora
from training.batches import NAMING
from training.graph import encoder_graph, frames_graph
from training.labels import seen_lemmas
from training.model import LAYERS

WEIGHTS = Path(__file__).parent.parent / "kronika" / "read" / "weights"
ATTRIBUTION = Path(__file__).parent / "ATTRIBUTION.md"


def load_weights(checkpoint: Path) -> dict[str, NDArray[np.float32]]:
    """A checkpoint's tensors as float32 arrays."""
    weights = {k: v.float().numpy() for k, v in torch.load(checkpoint, map_location="cpu").items()}
    if "naming" in weights:
        weights["tags.ner.weight"] = weights["tags.ner.weight"] + weights["naming"][NAMING.index("ewt")]
    return weights


EASED = ("up", "down")  # the linear maps of a layer whose inputs have far peaks


def peaks(
    weights: dict[str, NDArray[np.float32]], tokenizer: Path, sentences: int = 150
) -> dict[str, NDArray[np.float32]]:
    """The greatest inputs of the encoder's linear maps over some sentences of EWT train, by the name of the map."""
    model = encoder_graph(weights, int8=False, bare=True)
    mine = {f"encoder.layers.{n}.{part}" for n in range(LAYERS) for part in EASED}
    inputs = {n.input[1]: n.input[0] for n in model.graph.node if n.op_type == "MatMul" and n.input[1] in mine}
    shown = [onnx.helper.make_tensor_value_info(x, onnx.TensorProto.FLOAT, [1, "T", None]) for x in inputs.values()]
    model.graph.output.extend(shown)
    run, pieces = session(model.SerializeToString()), Pieces.load(tokenizer)
    found: dict[str, NDArray[np.float32]] = {}
    examples = corpora.ewt("train")
    for e in examples[:: len(examples) // sentences]:
        ids = [CLS, *(i for w in e.words for i in pieces.of(w)), SEP][:MOST_PIECES]
        for name, x in zip(inputs, run.run(list(inputs.values()), {"ids": np.array([ids])}), strict=True):
            found[name] = np.maximum(found.get(name, np.float32(0)), np.abs(x[0]).max(0))
    return found


def _whole(table: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    scale = (np.maximum(np.abs(table).max(1, keepdims=True), 1e-8) / 127).astype(np.float32)
    return np.round(table / scale).astype(np.int8), scale


def tables(weights: dict[str, NDArray[np.float32]], gloss: NDArray[np.float32]) -> dict[str, NDArray[np.generic]]:
    """What numpy multiplies itself: rolesets, arc labels, scores of antecedents."""
    rolesets = gloss @ weights["glossed.weight"].T + weights["glossed.bias"] + weights["roleset.weight"]
    whole, scale = _whole(rolesets)
    found: dict[str, NDArray[np.generic]] = {"rolesets": whole, "rolesets_scale": scale}
    found["roleset_to_pair"] = weights["frames.roleset.weight"].T
    found |= {"rel": weights["tree.rel.weight"].T, "rel_bias": weights["tree.rel.bias"]}
    found |= {"link_features": weights["links.features.weight"].T, "link_features_bias": weights["links.features.bias"]}
    found |= {"link_score": weights["links.score.weight"][0], "link_score_bias": weights["links.score.bias"]}
    return {k: np.ascontiguousarray(v) for k, v in found.items()}


def export(checkpoint: Path, data: Path, tokenizer: Path, out: Path, *, int8: bool = True) -> None:
    """Write a complete weights folder; ``data`` holds labels.json and vectors.pt of the training run."""
    weights = load_weights(checkpoint)
    gloss = torch.load(data / "vectors.pt")[0].numpy()
    fresh = out.with_name(out.name + ".tmp")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    far = peaks(weights, tokenizer) if int8 else None
    onnx.save(encoder_graph(weights, int8=int8, peaks=far), fresh / "reader.onnx")
    onnx.save(frames_graph(weights, int8=int8), fresh / "frames.onnx")
    np.savez_compressed(fresh / "tables.npz", **tables(weights, gloss))  # type: ignore[arg-type]
    labels = json.loads((data / "labels.json").read_text())
    labels["lemmas"] = seen_lemmas([*corpora.ewt("train"), *corpora.gum("train")], labels["candidates"])
    (fresh / "labels.json").write_text(json.dumps(labels, separators=(",", ":"), ensure_ascii=False))
    shutil.copy(tokenizer, fresh / "tokenizer.json")
    shutil.copy(ATTRIBUTION, fresh / "ATTRIBUTION.md")
    sums = {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(fresh.iterdir())}
    (fresh / "manifest.json").write_text(json.dumps(sums, indent=1) + "\n")
    _swap(fresh, out)


def _swap(fresh: Path, out: Path) -> None:
    """Put the new folder where the old one was, with no moment in which it is half there."""
    old = out.with_name(out.name + ".old")
    shutil.rmtree(old, ignore_errors=True)
    if out.exists():
        out.rename(old)
    fresh.rename(out)
    shutil.rmtree(old, ignore_errors=True)


def main() -> None:
    """Export from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True, help="folder with labels.json and vectors.pt")
    parser.add_argument("--tokenizer", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument("--float", action="store_true", help="without quantisation, to compare")
    args = parser.parse_args()
    export(args.checkpoint, args.data, args.tokenizer, args.out, int8=not args.float)


if __name__ == "__main__":
    main()
