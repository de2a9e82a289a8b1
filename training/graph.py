"""The network written down as two ONNX graphs for one sentence at a time, in float or in int8."""

from __future__ import annotations

import json
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray
from onnx import ModelProto, TensorProto, helper, numpy_helper

from training.model import ATTENTION_HEADS, LAYERS

Weights = Mapping[str, NDArray[np.float32]]
MEDIANS = 2.0  # an input that peaks at more than that many times the median peak is scaled down before it is quantised
REACH = 63  # int8 weights stay within 7 bits: sums of two products fit 16 bits on processors without VNNI
MS = "com.microsoft"


class Graph:
    """Nodes and stored tensors of a graph being built; ``int8`` decides how matrices are stored and multiplied."""

    def __init__(self, *, int8: bool, peaks: Weights | None = None) -> None:
        self.int8 = int8
        self.peaks = peaks or {}
        self.nodes: list[object] = []
        self.stored: dict[str, NDArray[np.generic]] = {}
        self._count = 0

    def store(self, name: str, value: NDArray[np.generic]) -> str:
        """Keep a constant under ``name``."""
        self.stored[name] = np.ascontiguousarray(value)
        return name

    def add(
        self, kind: str, *inputs: str, out: str | tuple[str, ...] = "", domain: str = "", **attributes: object
    ) -> str:
        """Append a node; gives the name of its (first) output."""
        self._count += 1
        outs = (out or f"t{self._count}",) if isinstance(out, str) else out
        self.nodes.append(helper.make_node(kind, list(inputs), list(outs), domain=domain, **attributes))
        return outs[0]

    def linear(
        self, x: str, name: str, weight: NDArray[np.float32], bias: NDArray[np.float32] | None, out: str = ""
    ) -> str:
        """``x @ weight.T + bias``, weight as PyTorch keeps it (outputs x inputs)."""
        if not self.int8:
            y = self.add("MatMul", x, self.store(name, weight.T), out=out if bias is None else "")
            return y if bias is None else self.add("Add", y, self.store(name + ".b", bias), out=out)
        if name in self.peaks:
            x, weight = self._eased(x, name, weight)
        scale = np.maximum(np.abs(weight).max(1), 1e-8) / REACH
        whole = np.round(weight / scale[:, None]).astype(np.int8)
        inputs = [x, self.store(name, whole.T), self.store(name + ".s", scale.astype(np.float32)), ""]
        inputs += [self.store(name + ".b", bias)] if bias is not None else []
        return self.add("DynamicQuantizeMatMul", *inputs, out=out, domain=MS)

    def _eased(self, x: str, name: str, weight: NDArray[np.float32]) -> tuple[str, NDArray[np.float32]]:
        """Inputs with few far peaks scaled down and their weights up (after SmoothQuant): one scale has to fit all inputs."""
        peaks = self.peaks[name]
        factor = np.maximum(1, peaks / (MEDIANS * np.median(peaks))).astype(np.float32)
        return self.add("Mul", x, self.store(name + ".e", 1 / factor)), weight * factor

    def rows(self, numbers: str, name: str, table: NDArray[np.float32]) -> str:
        """Rows of a table by number."""
        if not self.int8:
            return self.add("Gather", self.store(name, table), numbers)
        scale = (np.maximum(np.abs(table).max(1, keepdims=True), 1e-8) / 127).astype(np.float32)
        whole = self.add("Gather", self.store(name, np.round(table / scale).astype(np.int8)), numbers)
        real = self.add("Cast", whole, to=TensorProto.FLOAT)
        return self.add("Mul", real, self.add("Gather", self.store(name + ".s", scale), numbers))

    def norm(self, x: str, weights: Weights, name: str, out: str = "") -> str:
        """Layer normalisation."""
        scale, shift = (self.store(f"{name}.{p}", weights[f"{name}.{p}"]) for p in ("weight", "bias"))
        return self.add("LayerNormalization", x, scale, shift, out=out, epsilon=1e-12, axis=-1)

    def norm_sum(self, x: str, y: str, weights: Weights, name: str) -> str:
        """Layer normalisation of a sum; as two nodes, because the fused one takes three times as long on a processor."""
        return self.norm(self.add("Add", x, y), weights, name)

    def layer(self, x: str, weights: Weights, name: str, heads: int) -> str:
        """One BERT layer over ``x`` (B T width), all of T seen."""
        w = {p: (weights[f"{name}.{p}.weight"], weights[f"{name}.{p}.bias"]) for p in ("qkv", "out", "up", "down")}
        qkv = self.linear(x, f"{name}.qkv", *w["qkv"])
        q, k, v = (f"{name}.{p}" for p in "qkv")
        self.add("Split", qkv, out=(q, k, v), axis=-1, num_outputs=3)
        seen = self.add("MultiHeadAttention", q, k, v, domain=MS, num_heads=heads)
        x = self.norm_sum(x, self.linear(seen, f"{name}.out", *w["out"]), weights, f"{name}.norm1")
        up = self.add("Gelu", self.linear(x, f"{name}.up", *w["up"]))
        return self.norm_sum(x, self.linear(up, f"{name}.down", *w["down"]), weights, f"{name}.norm2")

    def model(
        self, inputs: Mapping[str, tuple[int, list[object]]], outputs: Mapping[str, tuple[int, list[object]]]
    ) -> ModelProto:
        """The finished graph; inputs and outputs give type and shape."""
        ends = [[helper.make_tensor_value_info(n, *t) for n, t in side.items()] for side in (inputs, outputs)]
        stored = [numpy_helper.from_array(v, n) for n, v in self.stored.items()]
        graph = helper.make_graph(self.nodes, "kronika", *ends, stored)
        sets = [helper.make_opsetid("", 20), helper.make_opsetid(MS, 1)]
        made = helper.make_model(graph, opset_imports=sets, producer_name="kronika")
        made.ir_version = 9
        return made


HEADS = {  # every linear map of the word vectors, side by side in one matrix; it is split into these few pieces, because
    # many small outputs take longer than the sums they hold
    "upos": {"upos": "tags.upos"},
    "xpos": {"xpos": "tags.xpos"},
    "lemma": {"lemma": "tags.lemma"},
    "single": {"ner": "tags.ner", "marks": "marks", "sense": "sense"},
    "arc_dep": {"arc_dep": "tree.dep"},
    "arc_head": {"arc_head": "tree.head"},
    "pairs": {
        "rel_dep": "tree.rel_dep", "rel_head": "tree.rel_head", "pair_predicate": "frames.predicate",
        "pair_word": "frames.word",
    },
    "links": {
        "link_a": "links.anaphor", "link_c": "links.candidate", "link_l": "links.left", "link_r": "links.right",
        "link_none": "links.none",
    },
}  # fmt: skip
TAGS, OUT = ("upos", "xpos", "lemma"), ("single", "pairs", "links")


def encoder_graph(weights: Weights, *, int8: bool, bare: bool = False, peaks: Weights | None = None) -> ModelProto:
    """Pieces of one sentence to everything that is said of single words; row 0 of each output is the sentence's start.

    Inputs: ids, case (1 x T), first, last (1 + words; both 0 for the start). Outputs: tags (n x 3), arcs (n x n), those of
    OUT, whose columns the graph's properties tell, and sentence (a vector). ``bare`` stops at the piece vectors; ``peaks``
    are the greatest inputs of the linear maps that have far ones.
    """
    g = Graph(int8=int8, peaks=peaks)
    shape = g.add("Shape", "ids", start=1)
    place = g.add(
        "Slice", g.store("position", weights["encoder.position.weight"]), g.store("zero", np.array([0])), shape
    )
    x = g.add("Add", g.rows("ids", "word", weights["encoder.word.weight"]), place)
    if not bare:
        x = g.add("Add", x, g.add("Gather", g.store("case.t", weights["encoder.case.weight"]), "case"))
    x = g.norm(x, weights, "encoder.norm")
    for n in range(LAYERS):
        x = g.layer(x, weights, f"encoder.layers.{n}", ATTENTION_HEADS)
    if bare:
        g.add("Identity", x, out="pieces")
        return g.model({"ids": (TensorProto.INT64, [1, "T"])}, {"pieces": (TensorProto.FLOAT, [1, "T", 384])})
    mean = g.add("ReduceMean", x, g.store("one", np.array([1])), keepdims=0)
    vector = g.linear(mean, "vector", weights["vector.weight"], weights["vector.bias"])
    g.add("LpNormalization", vector, out="sentence", axis=-1, p=2)
    _word_heads(g, x, weights)
    real: dict[str, tuple[int, list[object]]] = {n: (TensorProto.FLOAT, ["n", n + "_width"]) for n in OUT}
    real |= {"arcs": (TensorProto.FLOAT, ["n", "n"]), "sentence": (TensorProto.FLOAT, [1, 384])}
    ins: dict[str, tuple[int, list[object]]] = {n: (TensorProto.INT64, [1, "T"]) for n in ("ids", "case")}
    ins |= {n: (TensorProto.INT64, ["n"]) for n in ("first", "last")}
    made = g.model(ins, {"tags": (TensorProto.INT64, ["n", len(TAGS)]), **real})
    columns = {name: [[n, len(weights[f"{at}.bias"])] for n, at in HEADS[name].items()] for name in OUT}
    helper.set_model_props(made, {name: json.dumps(value) for name, value in columns.items()})
    return made


def _word_heads(g: Graph, x: str, weights: Weights) -> None:
    flat = g.add("Squeeze", x, g.store("axis0", np.array([0])))
    both = g.add("Add", g.add("Gather", flat, "first"), g.add("Gather", flat, "last"))
    words = g.add("Mul", both, g.store("half", np.array(0.5, np.float32)))
    maps = [at for parts in HEADS.values() for at in parts.values()]
    weight, bias = (np.concatenate([weights[f"{at}.{kind}"] for at in maps]) for kind in ("weight", "bias"))
    sizes = np.array([sum(len(weights[f"{at}.bias"]) for at in parts.values()) for parts in HEADS.values()])
    g.add("Split", g.linear(words, "heads", weight, bias), g.store("sizes", sizes), out=tuple(HEADS), axis=-1)
    g.add("Concat", *(g.add("ArgMax", name, axis=-1, keepdims=1) for name in TAGS), out="tags", axis=-1)
    dep = g.linear(g.add("Relu", "arc_dep"), "both", weights["tree.both.weight"], weights["tree.both.bias"])
    head = g.add("Transpose", g.add("Relu", "arc_head"), perm=[1, 0])
    scale = g.store("arc_scale", np.array(weights["tree.both.weight"].shape[0] ** -0.5, np.float32))
    g.add("Mul", g.add("MatMul", dep, head), scale, out="arcs")


def frames_graph(weights: Weights, *, int8: bool) -> ModelProto:
    """Predicates of one sentence to scores for every word of it.

    Inputs: predicate (P x 192, roleset already added), word (n x 192), distance (P x n, from 0). Output: P x n x (labels + 5).
    """
    g = Graph(int8=int8)
    middle = g.store("axis1", np.array([1]))
    x = g.add("Add", g.add("Unsqueeze", "predicate", middle), "word")
    x = g.add("Add", x, g.add("Gather", g.store("far", weights["frames.distance.weight"]), "distance"))
    x = g.norm(g.add("Gelu", x), weights, "frames.norm")
    x = g.add("Concat", x, g.layer(x, weights, "frames.layer", 6), axis=-1)
    role, rest = weights["frames.role.weight"], weights["frames.rest.weight"]
    bias = np.concatenate([weights["frames.role.bias"], weights["frames.rest.bias"]])
    g.linear(x, "frames.all", np.concatenate([role, rest]), bias, out="scores")
    f, width = TensorProto.FLOAT, role_width(weights)
    ins: dict[str, tuple[int, list[object]]] = {"predicate": (f, ["P", width]), "word": (f, ["n", width])}
    ins["distance"] = (TensorProto.INT64, ["P", "n"])
    return g.model(ins, {"scores": (f, ["P", "n", len(bias)])})


def role_width(weights: Weights) -> int:
    """How wide the frames head works."""
    return int(weights["frames.word.weight"].shape[0])
