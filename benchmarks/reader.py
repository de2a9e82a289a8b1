"""How fast the reader reads, beside the bare encoder on the same sentences: ``python benchmarks/reader.py [FILES ...]``.

Prints sentences per second from raw text to decoded sentences, and of the encoder alone (the floor), the time to the first
result of a fresh process, and the peak memory of a long stream. Needs the ``onnx`` package, to cut the encoder out of the
shipped graph.
"""

from __future__ import annotations

import argparse
import random
import re
import resource
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import onnx

from kronika.read import Reader, read_batch
from kronika.read.network import session
from kronika.read.pieces import CLS, SEP, Pieces, letter_case
from kronika.read.weights import load_weights
from kronika.records import Report
from kronika.text import split_sentences

LONG = re.compile(r"[a-z]{6,}")
EXAMPLES = Path(__file__).parent.parent / "examples" / "reports"
FIRST = "from kronika.read import Reader; Reader.load().read('Police arrested nine people in Bor .'.split())"


def bare_encoder(graph: bytes) -> bytes:
    """The shipped graph up to the piece vectors."""
    model = onnx.load_from_string(graph)
    last = [n.output[0] for n in model.graph.node if n.op_type in {"LayerNormalization", "SkipLayerNormalization"}][-1]
    del model.graph.output[:]
    model.graph.output.append(onnx.helper.make_tensor_value_info(last, onnx.TensorProto.FLOAT, [1, "T", 384]))
    model.graph.output[0].name = last
    for value in [v for v in model.graph.input if v.name in ("first", "last")]:
        model.graph.input.remove(value)
    wanted, nodes = {last}, []
    for node in reversed(model.graph.node):
        if wanted & set(node.output):
            wanted |= set(node.input)
            nodes.append(node)
    del model.graph.node[:]
    model.graph.node.extend(reversed(nodes))
    kept = [t for t in model.graph.initializer if t.name in wanted]
    del model.graph.initializer[:]
    model.graph.initializer.extend(kept)
    return bytes(model.SerializeToString())


def inputs(pieces: Pieces, sentences: list[list[str]]) -> list[dict[str, np.ndarray]]:
    """What the encoder is given, one sentence at a time."""
    found = []
    for words in sentences:
        ids, case = [CLS], [0]
        for word in words:
            ids += pieces.of(word)
            case += [letter_case(word)] * len(pieces.of(word))
        found.append({"ids": np.array([[*ids[:500], SEP]]), "case": np.array([[*case[:500], 0]])})
    return found


def clocks() -> np.ndarray:
    """Seconds by the clock on the wall and by the processor's (all threads of this process)."""
    return np.array([time.perf_counter(), time.process_time()])


def floor(reader: Reader, sentences: list[list[str]]) -> np.ndarray:
    """Seconds (clocks) the encoder alone takes, on as many threads."""
    kept = load_weights(reader.folder)
    run = session(bare_encoder(kept.encoder))
    given = inputs(Pieces.load(kept.tokenizer), sentences)
    run.run(None, given[0])
    begin = clocks()
    with ThreadPoolExecutor(reader.threads) as pool:
        list(pool.map(lambda x: run.run(None, x), given))
    return clocks() - begin


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, help="plain texts; by default the examples")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--repeat", type=int, default=4)
    parser.add_argument("--stream", type=int, default=0, help="also read this many sentences and give the peak memory")
    args = parser.parse_args()
    texts = [p.read_text(encoding="utf-8") for p in args.files or sorted(EXAMPLES.glob("*.txt"))]
    reports = [Report(str(k), text, "") for k, text in enumerate(texts)] * args.repeat
    reader = Reader.load(threads=args.threads)
    reader.read(["Hello"])
    measure(reader, reports)
    first_result()
    if args.stream:
        stream(reader, reports, args.stream)


def measure(reader: Reader, reports: list[Report]) -> None:
    """Whole and floor by turns, five times; the best of each counts, because other programs only ever slow it down."""
    whole, bare, sentences = [], [], [[""]]
    for _ in range(5):
        begin = clocks()
        read = read_batch([(r.text, split_sentences(r)) for r in reports], reader)
        whole.append(clocks() - begin)
        sentences = [
            [r.text[t.start : t.end] for t in s.tokens]
            for r, some in zip(reports, read, strict=True)
            for s in some
            if s.tokens
        ]
        bare.append(floor(reader, sentences))
    n, words = len(sentences), sum(map(len, sentences))
    print(f"{n} sentences, {words / n:.1f} words each, {reader.threads} threads")
    for name, taken in (("whole", np.min(whole, axis=0)), ("encoder", np.min(bare, axis=0))):
        print(f"{name:8}{n / taken[0]:7.1f} sentences/s, {1000 * taken[1] / n:5.2f} ms of processor time each")
    ratio = np.min(bare, axis=0) / np.min(whole, axis=0)
    print(f"encoder's share of the whole: {ratio[0]:.2f} by the clock, {ratio[1]:.2f} by processor time")


def first_result() -> None:
    """Seconds from the start of a process to its first reading."""
    begin = time.perf_counter()
    subprocess.run([sys.executable, "-c", FIRST], check=True)
    print(f"first result after {time.perf_counter() - begin:.2f} s")


def stream(reader: Reader, reports: list[Report], sentences: int) -> None:
    """Peak memory of this process when it reads many sentences of words never seen before, and keeps none."""
    seen, rng = 0, random.Random(1)
    while seen < sentences:
        for report in reports:
            fresh = Report(
                report.id, LONG.sub(lambda m: "".join(rng.choices(m.group(), k=len(m.group()))), report.text), ""
            )
            seen += len(read_batch([(fresh.text, split_sentences(fresh))], reader)[0])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory {peak:.0f} MB after {seen} sentences")


if __name__ == "__main__":
    main()
