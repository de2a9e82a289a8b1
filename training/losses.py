"""One number to lower: every head's loss over the words that carry its layer."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional as F

from training.batches import NONE, Batch
from training.model import FAR, Reader

BUCKETS = 4  # predicates are taken in that many groups by the length of their sentences


def encode(model: Reader, batch: Batch) -> tuple[Tensor, Tensor, Tensor]:
    """Word vectors W 384, sentence starts S 384, mean piece vector of each sentence S 384."""
    r, t = batch.ids.shape
    together = (batch.segment.unsqueeze(1) == batch.segment.unsqueeze(2)).unsqueeze(1)
    mask = torch.zeros(r, 1, t, t).masked_fill(~together, -1e4)
    x = model.encoder(batch.ids, batch.case, batch.position, mask).float().reshape(r * t, -1)
    segment = batch.segment.reshape(-1)
    real = segment >= 0
    size = len(batch.cls)
    total = torch.zeros(size, x.shape[1]).index_add(0, segment[real], x[real])
    count = torch.zeros(size).index_add(0, segment[real], torch.ones(int(real.sum())))
    words = (x[batch.first] + x[batch.last]) * 0.5
    return words, x[batch.cls], total / count.unsqueeze(1)


def losses(model: Reader, batch: Batch, vectors: Tensor) -> dict[str, Tensor]:
    """Each head's mean loss, for the layers present in the batch."""
    words, starts, means = encode(model, batch)
    h = model.drop(words)
    found = {}
    for name, head in model.tags.items():
        if bool((batch.tags[name] != NONE).any()):
            scores = head(h).float()
            if name == "ner":
                scores = scores + _naming(model, batch, h)
            found[name] = F.cross_entropy(scores, batch.tags[name], ignore_index=NONE)
    found |= _marks(model, batch, h) | _tree(model, batch, h, model.drop(starts))
    found |= _senses(model, batch, h) | _frames(model, batch, h) | _links(model, batch, words)
    known = batch.vector >= 0
    if bool(known.any()):
        guess = F.normalize(model.vector(means[known]).float(), dim=-1)
        found["vector"] = (1 - (guess * vectors[batch.vector[known]]).sum(-1)).mean()
    return found


def _naming(model: Reader, batch: Batch, h: Tensor) -> Tensor:
    """What each word's corpus adds to the scores of names."""
    every = torch.einsum("wk,cnk->wcn", h, model.naming).float()
    return every[torch.arange(len(h)), batch.naming]


def _marks(model: Reader, batch: Batch, h: Tensor) -> dict[str, Tensor]:
    marks = model.marks(h).float()
    found = {}
    for k, name in enumerate(("pred", "cue")):
        known = batch.tags[name] != NONE
        if bool(known.any()):
            found[name] = F.binary_cross_entropy_with_logits(marks[known, k], batch.tags[name][known].float()) * 4
    if batch.fact is not None:
        at, value, weight = batch.fact[:, 0].long(), batch.fact[:, 1], batch.fact[:, 2]
        found["fact"] = (
            F.smooth_l1_loss(torch.tanh(marks[at, 2]), value, reduction="none") * weight
        ).sum() / weight.sum()
    return found


def _tree(model: Reader, batch: Batch, h: Tensor, starts: Tensor) -> dict[str, Tensor]:
    if batch.head is None:
        return {}
    rows = (batch.head != NONE).any(1)
    if not bool(rows.any()):
        return {}
    grid, head = batch.grid[rows], batch.head[rows]
    real = grid >= 0
    dependents = h[grid.clamp(min=0)] * real.unsqueeze(-1)
    heads = torch.cat([starts[rows].unsqueeze(1), dependents], 1)
    scores = model.tree.arcs(dependents, heads).float()
    scores = scores.masked_fill(~F.pad(real, (1, 0), value=True).unsqueeze(1), -1e4)
    arc = F.cross_entropy(scores.flatten(0, 1), head.flatten(), ignore_index=NONE)
    known = head != NONE
    above = heads[known.nonzero()[:, 0], head[known]]
    rel = F.cross_entropy(
        model.tree.labels(dependents[known], above).float(), batch.tags["deprel"][grid[known]], ignore_index=NONE
    )
    return {"arc": arc, "rel": rel}


def _senses(model: Reader, batch: Batch, h: Tensor) -> dict[str, Tensor]:
    if not batch.senses:
        return {}
    used = sorted({r for _, gold, rivals in batch.senses for r in (gold, *rivals)})
    place = {r: i for i, r in enumerate(used)}
    mask = torch.full((len(batch.senses), len(used)), -1e4)
    for row, (_, gold, rivals) in enumerate(batch.senses):
        mask[row, [place[r] for r in (gold, *rivals)]] = 0
    at = torch.tensor([w for w, _, _ in batch.senses])
    scores = model.sense(h[at]).float() @ model.rolesets(torch.tensor(used)).float().T
    gold_at = torch.tensor([place[g] for _, g, _ in batch.senses])
    return {"sense": F.cross_entropy(scores + mask, gold_at)}


def _frames(model: Reader, batch: Batch, h: Tensor) -> dict[str, Tensor]:
    """Losses of the frames head, each a mean over predicates."""
    if batch.pairs is None:
        return {}
    predicates, words = model.frames.predicate(h), model.frames.word(h)
    length = (batch.grid >= 0).sum(1)[batch.pairs[:, 1]]
    found: dict[str, Tensor] = {}
    for some in length.argsort(stable=True).chunk(BUCKETS):
        for name, value in _some_frames(model, batch, some, predicates, words).items():
            found[name] = found[name] + value if name in found else value
    assert batch.has_roles is not None
    assert batch.has_saying is not None
    framed, said = max(1, int(batch.has_roles.sum())), max(1, int(batch.has_saying.sum()))
    return {k: v / (said if k == "said" else framed) for k, v in found.items()}


def _some_frames(model: Reader, batch: Batch, some: Tensor, predicates: Tensor, words: Tensor) -> dict[str, Tensor]:
    """Sums of the frames head's losses over some predicates of the batch."""
    assert batch.pairs is not None
    assert batch.roles is not None
    assert batch.bounds is not None
    assert batch.has_roles is not None
    assert batch.has_saying is not None
    assert batch.source is not None
    assert batch.content is not None
    word, sentence, sense = batch.pairs[some].T
    size = int((batch.grid[sentence] >= 0).sum(1).max())
    grid = batch.grid[sentence, :size]
    real = grid >= 0
    seen = (sense >= 0) & (torch.rand(len(sense)) > 0.25)
    rolesets = model.rolesets(sense.clamp(min=0)) * seen.unsqueeze(1)
    place = (grid == word.unsqueeze(1)).float().argmax(1)
    distance = (torch.arange(size).unsqueeze(0) - place.unsqueeze(1)).clamp(-FAR, FAR) + FAR
    mask = torch.zeros(real.shape).masked_fill(~real, -1e4)[:, None, None, :]
    roles, rest = model.frames(predicates[word], words[grid.clamp(min=0)], rolesets, distance, mask)
    found = {}
    inside = real & batch.has_roles[some].unsqueeze(1)
    if bool(inside.any()):
        own = roles[inside].float()
        found["role"] = F.cross_entropy(own, batch.roles[some, :size][inside], ignore_index=NONE, reduction="sum")
        bounds = batch.bounds[some, :size][inside]
        found["bound"] = F.binary_cross_entropy_with_logits(rest[inside][:, :3].float(), bounds, reduction="sum")
    where = {int(row): n for n, row in enumerate(some)}
    loose = [[where[r], *x] for r, *x in (batch.loose.tolist() if batch.loose is not None else []) if r in where]
    if loose:
        found["loose"] = _loose(roles.float(), torch.tensor(loose))
    inside = real & batch.has_saying[some].unsqueeze(1)
    if bool(inside.any()):
        both = torch.stack([batch.source[some, :size][inside], batch.content[some, :size][inside]], -1)
        found["said"] = F.binary_cross_entropy_with_logits(rest[inside][:, 3:].float(), both, reduction="sum")
    return found


def _loose(roles: Tensor, loose: Tensor) -> Tensor:
    """Arguments of sentences without a tree: some word of the span has the role, whichever it is."""
    row, label, first, last = loose.T
    scores = F.log_softmax(roles, -1)[row, :, label]
    t = torch.arange(scores.shape[1]).unsqueeze(0)
    within = (t >= first.unsqueeze(1)) & (t <= last.unsqueeze(1))
    some = -torch.logsumexp(scores.masked_fill(~within, -1e4), 1).sum()
    none = F.log_softmax(roles, -1)[row, :, 0]  # and the others have none: a light push
    return some - 0.05 * (none * within).sum()


def _links(model: Reader, batch: Batch, words: Tensor) -> dict[str, Tensor]:
    if not batch.links:
        return {}
    width = max(len(among) for _, among, _, _ in batch.links)
    k = len(batch.links)
    at = torch.zeros(k, width, dtype=torch.long)
    features = torch.zeros(k, width, batch.links[0][2].shape[1])
    gold = torch.zeros(k, width + 1, dtype=torch.bool)
    real = torch.zeros(k, width + 1, dtype=torch.bool)
    real[:, 0] = True
    for row, (_, among, table, right) in enumerate(batch.links):
        at[row, : len(among)] = torch.tensor(among)
        features[row, : len(among)] = torch.from_numpy(table)
        real[row, 1 : len(among) + 1] = True
        gold[row, [r + 1 for r in right] or [0]] = True
    anaphors = torch.tensor([a for a, _, _, _ in batch.links])
    scores = model.links(words[anaphors], words[at], features).float().masked_fill(~real, -1e4)
    right_mass = torch.logsumexp(scores.masked_fill(~gold, -1e4), 1)
    return {"link": (torch.logsumexp(scores, 1) - right_mass).mean()}
