"""The network: MiniLM-L6 with a letter-case embedding, and one light head for each layer of a reading."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as F

from kronika.read.phrases import FEATURES
from kronika.read.pieces import CASES
from training.batches import NAMING
from training.labels import Labels

WIDTH, LAYERS, ATTENTION_HEADS, INNER = 384, 6, 12, 1536
ARC, REL, SENSE, PAIR, LINK, FAR = 256, 192, 128, 192, 128, 32


class Dropout(nn.Module):
    """Dropout from random bytes: PyTorch's own draws took an eighth of the training time on a CPU."""

    def __init__(self, share: float) -> None:
        super().__init__()
        self.least = round(share * 256)
        self.bytes = np.random.default_rng(1)

    def forward(self, x: Tensor) -> Tensor:
        """Zero about a share of ``x`` and scale up the rest."""
        if not self.training:
            return x
        drawn = torch.frombuffer(bytearray(self.bytes.bytes(x.numel())), dtype=torch.uint8).view(x.shape)
        return x * ((drawn >= self.least).to(x.dtype) * (256 / (256 - self.least)))


class Layer(nn.Module):
    """A BERT layer (post-norm)."""

    def __init__(self, width: int, heads: int, inner: int) -> None:
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.norm1 = nn.LayerNorm(width, eps=1e-12)
        self.up = nn.Linear(width, inner)
        self.down = nn.Linear(inner, width)
        self.norm2 = nn.LayerNorm(width, eps=1e-12)
        self.drop = Dropout(0.1)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """``x`` B T width, ``mask`` added to the scores, B 1 T T or B 1 1 T."""
        b, t, w = x.shape
        q, k, v = self.qkv(x).view(b, t, 3, self.heads, w // self.heads).permute(2, 0, 3, 1, 4)
        scores = (q * (w // self.heads) ** -0.5) @ k.transpose(-1, -2) + mask.to(q.dtype)
        seen = scores.softmax(-1).to(v.dtype) @ v
        x = self.norm1(x + self.drop(self.out(seen.transpose(1, 2).reshape(b, t, w))))
        return self.norm2(x + self.drop(self.down(F.gelu(self.up(x)))))


class Encoder(nn.Module):
    """MiniLM-L6, uncased; ``case`` adds what the vocabulary dropped."""

    def __init__(self) -> None:
        super().__init__()
        self.word = nn.Embedding(30522, WIDTH)
        self.position = nn.Embedding(512, WIDTH)
        self.case = nn.Embedding(CASES, WIDTH)
        nn.init.zeros_(self.case.weight)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = Dropout(0.1)
        self.layers = nn.ModuleList([Layer(WIDTH, ATTENTION_HEADS, INNER) for _ in range(LAYERS)])

    def forward(self, ids: Tensor, case: Tensor, position: Tensor, mask: Tensor) -> Tensor:
        """Piece vectors, B T 384."""
        x = self.drop(self.norm(self.word(ids) + self.position(position) + self.case(case)))
        for layer in self.layers:
            x = layer(x, mask)
        return x

    def load(self, folder: Path) -> None:
        """Take the weights of the published encoder (``model.safetensors`` in BERT's naming)."""
        old = load_file(folder / "model.safetensors")
        old = {k.removeprefix("bert."): v for k, v in old.items()}
        e = "embeddings."
        new = {"word.weight": old[e + "word_embeddings.weight"], "case.weight": self.case.weight.data}
        new["position.weight"] = old[e + "position_embeddings.weight"] + old[e + "token_type_embeddings.weight"][0]
        pairs = {"norm": e + "LayerNorm"}
        for n in range(LAYERS):
            mine, theirs = f"layers.{n}.", f"encoder.layer.{n}."
            for part in ("weight", "bias"):
                new[f"{mine}qkv.{part}"] = torch.cat(
                    [old[f"{theirs}attention.self.{x}.{part}"] for x in ("query", "key", "value")]
                )
            pairs |= {
                mine + "out": theirs + "attention.output.dense",
                mine + "norm1": theirs + "attention.output.LayerNorm",
                mine + "up": theirs + "intermediate.dense",
                mine + "down": theirs + "output.dense",
                mine + "norm2": theirs + "output.LayerNorm",
            }
        for mine, theirs in pairs.items():
            for part in ("weight", "bias"):
                new[f"{mine}.{part}"] = old[f"{theirs}.{part}"]
        self.load_state_dict(new)


@dataclass
class Heads:
    """How many labels each head has."""

    upos: int
    xpos: int
    lemma: int
    ner: int
    deprel: int
    role: int
    rolesets: int

    @classmethod
    def of(cls, labels: Labels) -> Heads:
        """The sizes of the inventories."""
        return cls(*(len(getattr(labels, n)) for n in ("upos", "xpos", "lemma", "ner", "deprel", "role", "rolesets")))


class Tree(nn.Module):
    """Biaffine arcs (Dozat and Manning 2017) and labels for chosen arcs."""

    def __init__(self, labels: int) -> None:
        super().__init__()
        self.dep, self.head = nn.Linear(WIDTH, ARC), nn.Linear(WIDTH, ARC)
        self.both = nn.Linear(ARC, ARC)
        self.rel_dep, self.rel_head = nn.Linear(WIDTH, REL), nn.Linear(WIDTH, REL)
        self.rel = nn.Linear(2 * REL, labels)
        self.drop = Dropout(0.25)

    def arcs(self, dependents: Tensor, heads: Tensor) -> Tensor:
        """Scores S N M of each of M heads for each of N dependents."""
        d = self.drop(F.relu(self.dep(dependents)))
        h = self.drop(F.relu(self.head(heads)))
        return self.both(d) @ h.transpose(1, 2) / ARC**0.5

    def labels(self, dependents: Tensor, heads: Tensor) -> Tensor:
        """Label scores of arcs, W x labels."""
        d, h = self.rel_dep(dependents), self.rel_head(heads)
        return self.rel(self.drop(torch.cat([F.relu(d + h), d * h], -1)))


class Frames(nn.Module):
    """For each predicate, every word of its sentence: role as the head of an argument, bounds of arguments, whose words."""

    def __init__(self, roles: int) -> None:
        super().__init__()
        self.predicate, self.word = nn.Linear(WIDTH, PAIR), nn.Linear(WIDTH, PAIR)
        self.roleset = nn.Linear(SENSE, PAIR, bias=False)
        self.distance = nn.Embedding(2 * FAR + 1, PAIR)
        self.norm = nn.LayerNorm(PAIR)
        self.layer = Layer(PAIR, 6, 2 * PAIR)
        self.role = nn.Linear(2 * PAIR, roles)
        self.rest = nn.Linear(2 * PAIR, 5)  # begin, end, inside; source, content
        self.drop = Dropout(0.15)

    def forward(
        self, predicates: Tensor, words: Tensor, rolesets: Tensor, distance: Tensor, mask: Tensor
    ) -> tuple[Tensor, Tensor]:
        """P 192, P N 192 (both through their linear maps), P 128, P N (clipped, shifted to 0..), P 1 1 N -> P N roles, P N 5."""
        x = (predicates + self.roleset(rolesets)).unsqueeze(1) + words + self.distance(distance)
        x = self.norm(F.gelu(x))
        x = self.drop(torch.cat([x, self.layer(x, mask)], -1))
        return self.role(x), self.rest(x)


class Links(nn.Module):
    """Scores of antecedent candidates."""

    def __init__(self) -> None:
        super().__init__()
        self.anaphor, self.candidate = nn.Linear(WIDTH, LINK), nn.Linear(WIDTH, LINK)
        self.left, self.right = nn.Linear(WIDTH, LINK), nn.Linear(WIDTH, LINK)
        self.features = nn.Linear(FEATURES, LINK)
        self.score = nn.Linear(LINK, 1)
        self.none = nn.Linear(WIDTH, 1)
        self.drop = Dropout(0.2)

    def forward(self, anaphor: Tensor, candidates: Tensor, features: Tensor) -> Tensor:
        """K 384, K C 384, K C FEATURES -> K 1+C; the first is "none of them"."""
        a = self.drop(anaphor)
        c = self.drop(candidates)
        x = F.relu(self.anaphor(a).unsqueeze(1) + self.candidate(c) + self.features(features))
        match = (self.left(a).unsqueeze(1) * self.right(c)).sum(-1) / LINK**0.5
        return torch.cat([self.none(a), self.score(x).squeeze(-1) + match], 1)


class Reader(nn.Module):
    """Encoder and all heads; ``gloss`` (rolesets x 384) are PropBank's descriptions as the published encoder sees them."""

    gloss: Tensor

    def __init__(self, sizes: Heads, gloss: Tensor) -> None:
        super().__init__()
        self.encoder = Encoder()
        self.tags = nn.ModuleDict({n: nn.Linear(WIDTH, getattr(sizes, n)) for n in ("upos", "xpos", "lemma", "ner")})
        self.naming = nn.Parameter(torch.zeros(len(NAMING), sizes.ner, WIDTH))  # how each corpus differs in its names
        self.marks = nn.Linear(WIDTH, 3)  # predicate, cue of a saying, factuality
        self.tree = Tree(sizes.deprel)
        self.frames = Frames(sizes.role)
        self.links = Links()
        self.sense = nn.Linear(WIDTH, SENSE)
        self.glossed = nn.Linear(WIDTH, SENSE)
        self.roleset = nn.Embedding(sizes.rolesets, SENSE)
        nn.init.zeros_(self.roleset.weight)
        self.vector = nn.Linear(WIDTH, WIDTH)
        nn.init.eye_(self.vector.weight)
        self.drop = Dropout(0.15)
        self.register_buffer("gloss", gloss)

    def rolesets(self, numbers: Tensor) -> Tensor:
        """Vectors of rolesets: what their gloss says plus what training added."""
        return self.glossed(self.gloss[numbers]) + self.roleset(numbers)
