"""How fast the reader reads, beside the bare encoder on the same sentences: ``python benchmarks/reader.py [FILES ...]``.

Prints sentences per second from raw text to decoded sentences, and of the encoder alone (the floor), on threads of one process
and, with ``--jobs``, in several processes of one thread each, as ``kronika run --jobs`` reads; then the time to the first
result of a fresh process. ``--stream`` reads that many sentences instead, and prints the peak memory as it goes. Needs the
``onnx`` package, to cut the encoder out of the shipped graph.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import re
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import numpy as np
import onnx

from kronika.read import Reader, read_batch
from kronika.read.network import session
from kronika.read.pieces import CLS, SEP, Pieces, letter_case
from kronika.read.weights import load_weights
from kronika.records import Report
from kronika.text import split_sentences

BATCH = 16  # reports read together, as in a run
TOLD_EVERY = 10_000  # sentences of a stream
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


class Floor:
    """The bare encoder of a reader's weights."""

    def __init__(self, reader: Reader) -> None:
        kept = load_weights(reader.folder)
        self.run = session(bare_encoder(kept.encoder))
        self.pieces = Pieces.load(kept.tokenizer)

    def encode(self, given: list[dict[str, np.ndarray]]) -> None:
        """Encode some sentences, one after the other, and keep nothing."""
        for one in given:
            self.run.run(None, one)


def together(reports: list[Report], size: int) -> list[list[Report]]:
    """Reports in batches."""
    return [reports[k : k + size] for k in range(0, len(reports), size)]


def words_of(reports: list[Report]) -> list[list[str]]:
    """The words of every sentence."""
    return [[r.text[t.start : t.end] for t in s.tokens] for r in reports for s in split_sentences(r) if s.tokens]


def read(reports: list[Report], reader: Reader) -> int:
    """Read reports from raw text to decoded sentences; how many sentences."""
    return sum(map(len, read_batch([(r.text, split_sentences(r)) for r in reports], reader)))


mine: tuple[Reader, Floor] | None = None  # of a worker process


def begin_worker() -> None:
    """Load what a worker process needs."""
    global mine
    reader = Reader.load(threads=1)
    mine = (reader, Floor(reader))
    reader.read(["Hello"])


def worker_reads(reports: list[Report]) -> float:
    """Read one batch; seconds of processor time."""
    begin = time.process_time()
    assert mine
    read(reports, mine[0])
    return time.process_time() - begin


def worker_encodes(given: list[dict[str, np.ndarray]]) -> float:
    """Encode one batch; seconds of processor time."""
    begin = time.process_time()
    assert mine
    mine[1].encode(given)
    return time.process_time() - begin


Clocks = tuple[float, float]  # seconds on the wall, seconds of processor time


def timed(work: Callable[[], float | None]) -> Clocks:
    """How long ``work`` takes; it may tell the processor time itself, where other processes spend it."""
    wall, processor = time.perf_counter(), time.process_time()
    told = work()
    return time.perf_counter() - wall, told or time.process_time() - processor


def on_threads(reports: list[Report], threads: int, rounds: int) -> None:
    """Whole and floor by turns, batch by batch, in this process; the best of each batch counts."""
    reader = Reader.load(threads=threads)
    reader.read(["Hello"])
    floor = Floor(reader)
    batches = [(batch, inputs(floor.pieces, words_of(batch))) for batch in together(reports, BATCH)]
    with ThreadPoolExecutor(threads) as pool:

        def whole(batch: list[Report]) -> None:
            read(batch, reader)

        def bare(given: list[dict[str, np.ndarray]]) -> None:
            list(pool.map(floor.encode, [given[k::threads] for k in range(threads)]))

        clocks = [
            [(timed(partial(whole, batch)), timed(partial(bare, given))) for batch, given in batches]
            for _ in range(rounds)
        ]
    tell(f"one process, threads: {threads}", reports, np.array(clocks).min(0).sum(0))


def in_processes(reports: list[Report], jobs: int, rounds: int) -> None:
    """Whole and floor by turns in several processes of one thread each."""
    pieces = Pieces.load(load_weights(Reader.load().folder).tokenizer)
    batches = together(reports, BATCH)
    given = [inputs(pieces, words_of(batch)) for batch in batches]
    with multiprocessing.get_context("spawn").Pool(jobs, begin_worker) as pool:
        pool.map(worker_encodes, given, 1)  # all have started

        def whole() -> float:
            return sum(pool.imap_unordered(worker_reads, batches))

        def bare() -> float:
            return sum(pool.imap_unordered(worker_encodes, given))

        clocks = [(timed(whole), timed(bare)) for _ in range(rounds)]
    tell(f"processes of one thread: {jobs}", reports, np.array(clocks).min(0))


def tell(layout: str, reports: list[Report], clocks: np.ndarray) -> None:
    """Print rates from the seconds of whole and floor: the best of all rounds, as other programs only ever slow them down."""
    sentences = words_of(reports)
    n = len(sentences)
    print(f"{layout}: {n} sentences, {sum(map(len, sentences)) / n:.1f} words each")
    whole, bare = clocks
    for name, taken in (("whole", whole), ("encoder", bare)):
        print(f"{name:8}{n / taken[0]:7.1f} sentences/s, {1000 * taken[1] / n:5.2f} ms of processor time each")
    ratio = bare / whole
    print(f"encoder's share of the whole: {ratio[0]:.2f} by the clock, {ratio[1]:.2f} by processor time")


def first_result() -> None:
    """Seconds from the start of a process to its first reading."""
    begin = time.perf_counter()
    subprocess.run([sys.executable, "-c", FIRST], check=True)
    print(f"first result after {time.perf_counter() - begin:.2f} s")


def stream(texts: list[str], sentences: int, threads: int, seconds: float) -> None:
    """Peak memory of this process over many sentences, none of them kept, most of their longer words never seen before."""
    reader, rng, begin = Reader.load(threads=threads), random.Random(1), time.perf_counter()
    seen, next_told = 0, 0
    while seen < sentences and time.perf_counter() - begin < seconds:
        fresh = [LONG.sub(lambda m: "".join(rng.choices(m.group(), k=len(m.group()))), text) for text in texts]
        for batch in together([Report(str(k), text, "") for k, text in enumerate(fresh)], BATCH):
            seen += read(batch, reader)
        if seen >= min(next_told, sentences):
            next_told += TOLD_EVERY
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            spent = time.process_time() / seen * 1000
            print(f"{seen:8} sentences, {spent:.2f} ms of processor time each, peak memory {peak:.0f} MB", flush=True)


def short_texts(reports: list[Report]) -> list[str]:
    """Reports of a dozen sentences of at most eight words, made of the beginnings of those given."""
    begun = [" ".join(words[:8]) for words in words_of(reports)]
    return [" .\n".join(begun[k : k + 12]) for k in range(0, len(begun), 12)]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, help="plain texts; by default the examples")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--jobs", type=int, default=2, help="processes; 0 leaves them out")
    parser.add_argument("--repeat", type=int, default=4)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--stream", type=int, default=0, help="only read this many sentences and give the peak memory")
    parser.add_argument("--short", action="store_true", help="a stream of sentences of eight words")
    parser.add_argument("--seconds", type=float, default=float("inf"), help="end the stream after this long")
    args = parser.parse_args()
    texts = [p.read_text(encoding="utf-8") for p in args.files or sorted(EXAMPLES.glob("*.txt"))]
    reports = [Report(str(k), text, "") for k, text in enumerate(texts)]
    if args.stream:
        stream(short_texts(reports) if args.short else texts, args.stream, args.threads, args.seconds)
        return
    on_threads(reports * args.repeat, args.threads, args.rounds)
    if args.jobs:
        in_processes(reports * args.repeat, args.jobs, args.rounds)
    first_result()


if __name__ == "__main__":
    main()
