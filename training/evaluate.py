"""How well the exported weights read: every layer on the sets named in the issue, through the package's own decoding."""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from kronika.read import Reader, WordReading
from kronika.read.links import link_scores, projections
from kronika.read.phrases import Columns, Phrase, candidates, phrases
from kronika.read.spans import Phrases
from training import corpora
from training.annotations import annotated
from training.batches import gold_phrases, span_head
from training.corpora import Example

Table = dict[str, float]


def read_all(reader: Reader, examples: Sequence[Example], *, given: bool = False) -> list[WordReading]:
    """Readings of gold words, with gold predicates if ``given``."""

    def one(e: Example) -> WordReading:
        return reader.read(e.words, [f.p for f in e.frames or []] if given else None)

    reader.network  # noqa: B018
    with ThreadPoolExecutor(reader.threads) as pool:
        return list(pool.map(one, examples))


def f1(right: float, said: float, gold: float) -> float:
    """F1 in percent."""
    return 200 * right / (said + gold) if said + gold else 0.0


def syntax(examples: Sequence[Example], readings: Sequence[WordReading]) -> Table:
    """Share of words with the right tag, lemma, head, and head and label (punctuation counts)."""
    n: Counter[str] = Counter()
    for e, r in zip(examples, readings, strict=True):
        gold = zip(e.upos or [], e.xpos or [], e.lemma or [], e.head or [], e.deprel or [], strict=True)
        for g, *own in zip(gold, r.upos, r.xpos, r.lemma, r.heads, r.deprels, strict=True):
            n["words"] += 1
            for k, name in enumerate(("UPOS", "XPOS", "lemma", "UAS")):
                n[name] += own[k] == g[k]
            n["LAS"] += own[3] == g[3] and own[4] == g[4]
    return {k: 100 * n[k] / n["words"] for k in ("UPOS", "XPOS", "lemma", "UAS", "LAS")}


def names(examples: Sequence[Example], readings: Sequence[WordReading]) -> Table:
    """F1 of names, exact span and label."""
    right = said = gold = 0
    for e, r in zip(examples, readings, strict=True):
        if e.ner is not None:
            own = {(n.first, n.end, n.label) for n in r.names}
            true = gold_names(e.ner)
            right, said, gold = right + len(own & true), said + len(own), gold + len(true)
    return {"names F1": f1(right, said, gold)} if gold else {}


def gold_names(tags: Sequence[str]) -> set[tuple[int, int, str]]:
    """Names of IOB2 tags, end exclusive."""
    found, first = set(), 0
    for i, tag in enumerate([*tags, "O"]):
        if i and tags[i - 1][0] in "BI" and tag[0] != "I":
            found.add((first, i, tags[i - 1][2:]))
        if tag[0] == "B":
            first = i
    return found


def predicates(examples: Sequence[Example], readings: Sequence[WordReading]) -> Table:
    """F1 of predicates; factuality of gold predicates as correlation and mean absolute error comes elsewhere."""
    right = said = gold = 0
    for e, r in zip(examples, readings, strict=True):
        if e.frames is not None:
            own, true = {f.predicate for f in r.frames}, {f.p for f in e.frames}
            right, said, gold = right + len(own & true), said + len(own), gold + len(true)
    return {"predicates F1": f1(right, said, gold)}


def frames(examples: Sequence[Example], readings: Sequence[WordReading]) -> Table:
    """Given the predicates: rolesets right, arguments F1 with label, without label, and heads with label."""
    n: Counter[str] = Counter()
    for e, r in zip(examples, readings, strict=True):
        own = {f.predicate: f for f in r.frames}
        for frame in e.frames or []:
            got = own.get(frame.p)
            if frame.roleset:
                n["rolesets"] += 1
                n["roleset"] += got is not None and got.roleset == frame.roleset
            true = {(label, a, b) for label, a, b in frame.args}
            mine = {(a.label, a.first, a.end - 1) for a in got.arguments} if got else set()
            n["gold"] += len(true)
            n["said"] += len(mine)
            n["right"] += len(true & mine)
            n["spans"] += len({x[1:] for x in true} & {x[1:] for x in mine})
            head = e.head or r.heads
            heads = [{(x[0], span_head(head, e.upos or r.upos, x[1], x[2])) for x in side} for side in (true, mine)]
            n["heads"] += len(heads[0] & heads[1])
    return {
        "rolesets": 100 * n["roleset"] / max(n["rolesets"], 1),
        "arguments F1": f1(n["right"], n["said"], n["gold"]),
        "arguments unlabelled": f1(n["spans"], n["said"], n["gold"]),
        "argument heads": f1(n["heads"], n["said"], n["gold"]),
    }


def _documents(examples: Sequence[Example]) -> list[list[int]]:
    docs: dict[str, list[int]] = {}
    for k, e in enumerate(examples):
        docs.setdefault(e.doc, []).append(k)
    return list(docs.values())


def antecedents(examples: Sequence[Example], readings: Sequence[WordReading], reader: Reader) -> Table:
    """Of third-person pronouns and definite phrases with an earlier mention: whether the best-scored phrase is one of its entity.

    Phrases are found in the reader's own trees. An anaphor that the reader does not take for a phrase counts as wrong.
    """
    n: Counter[str] = Counter()
    for doc in _documents(examples):
        _score_links([examples[k] for k in doc], [readings[k] for k in doc], reader, n)
    kinds = ("pronouns", "definite")
    found = {f"antecedents, {k}": 100 * n[k + " right"] / max(1, n[k]) for k in kinds}
    return {"antecedents": 100 * sum(n[k + " right"] for k in kinds) / max(1, sum(n[k] for k in kinds)), **found}


def _score_links(examples: list[Example], readings: list[WordReading], reader: Reader, n: Counter[str]) -> None:
    gold, entity = gold_phrases(examples)
    entity_at = {(p.sentence, p.token): x for p, x in zip(gold, entity, strict=True) if x}
    found: list[Phrase] = []
    for k, (e, r) in enumerate(zip(examples, readings, strict=True)):
        found += phrases(k, Phrases(e.words, r.upos, r.heads, r.deprels), r.lemma, r.xpos)
    rows = projections(found, readings, reader.tables)
    columns = Columns(found)
    place = {(p.sentence, p.token): k for k, p in enumerate(found)}
    seen: set[str] = set()
    for p in gold:
        own = entity_at.get((p.sentence, p.token))
        kind = {0: "pronouns", 1: "pronouns", 2: "pronouns", 3: "pronouns", 6: "definite", 7: "definite"}.get(p.kind)
        if own in seen and kind:
            n[kind] += 1
            k = place.get((p.sentence, p.token))
            among = candidates(k, found) if k is not None else range(0)
            if k is not None and len(among):
                scores = link_scores([(k, among)], columns, rows, reader.tables)[0][1:]
                best = found[among[int(scores.argmax())]]
                n[kind + " right"] += entity_at.get((best.sentence, best.token)) == own
        if own:
            seen.add(own)


def sources(examples: Sequence[Example], readings: Sequence[WordReading]) -> Table:
    """Of gold attributions whose source stands in the sentence: whether the reader attributes it to (a word of) that source."""
    right = gold = said = matched = 0
    for e, r in zip(examples, readings, strict=True):
        truth = [s for s in e.sayings or [] if s.source]
        gold += len(truth)
        said += len(r.sayings)
        for s in truth:
            near = [x for x in r.sayings if x.cue == s.cue or any(a <= t < b for a, b in x.content for t in s.content)]
            near.sort(key=lambda x: (x.cue != s.cue, abs(x.cue - s.cue)))
            if near:
                matched += 1
                span = near[0].source
                right += span is not None and bool(set(range(*span)) & s.source)
    return {
        "sources": 100 * right / max(gold, 1),
        "sources, attribution found": 100 * right / max(matched, 1),
        "attributions": float(said),
    }


def factuality(examples: Sequence[Example], readings: Sequence[WordReading]) -> Table:
    """Mean absolute error over gold predicates that the reader takes for predicates too."""
    errors = [
        abs(v - x)
        for e, r in zip(examples, readings, strict=True)
        for t, v, c in e.fact
        if c > 0 and (x := r.factuality[t]) is not None
    ]
    return {"factuality error": sum(errors) / max(1, len(errors))}


def recased(examples: Sequence[Example], change: Callable[[str], str]) -> list[Example]:
    """The same sentences with every word's letter case changed."""
    return [replace(e, words=[change(w) for w in e.words]) for e in examples]


def measure(reader: Reader, *, final: bool) -> dict[str, Table]:
    """The whole table; ``final`` measures on the test files too."""
    table: dict[str, Table] = {}
    sets = {"EWT dev": corpora.ewt("dev"), "GUM dev": corpora.gum("dev")}
    if final:
        sets |= {"EWT test": corpora.ewt("test"), "PUD": corpora.pud()}
    for name, examples in sets.items():
        plain = read_all(reader, examples)
        row = syntax(examples, plain)
        if name.startswith("GUM"):
            row |= antecedents(examples, plain, reader) | sources(examples, plain)
        else:
            row |= names(examples, plain)
        if name.startswith("EWT"):
            row |= predicates(examples, plain) | factuality(examples, plain)
            row |= frames(examples, read_all(reader, examples, given=True))
        table[name] = row
        for how, change in (
            (("lower", str.lower), ("CAPITALS", str.upper)) if name in ("EWT test", "PUD") or not final else ()
        ):
            changed = recased(examples, change)
            read = read_all(reader, changed)
            table[f"{name}, {how}"] = {"LAS": syntax(changed, read)["LAS"]} | (
                {} if name.startswith("GUM") else names(changed, read)
            )
    held = annotated(held_out=True)
    if held:
        table["protest news, held out"] = frames(held, read_all(reader, held, given=True))
    return table


def render(table: dict[str, Table]) -> str:
    """The table as text."""
    return "\n".join(f"{name:26s} " + "  ".join(f"{k} {v:.2f}" for k, v in row.items()) for name, row in table.items())


def main() -> None:
    """Measure from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, help="a weights folder; by default the package's own")
    parser.add_argument("--final", action="store_true", help="measure on the test files too")
    parser.add_argument("--json", type=Path, help="write the numbers there as well")
    args = parser.parse_args()
    table = measure(Reader.load(args.weights), final=args.final)
    print(render(table))
    if args.json:
        args.json.write_text(json.dumps(table, indent=1) + "\n")


if __name__ == "__main__":
    main()
