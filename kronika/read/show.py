"""Readings for the eye and for other programs: table, CoNLL-U, JSON; the page is in ``page.py``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kronika.read.page import to_html
from kronika.records.readings import ROOT, Argument, Frame, Sentence

__all__ = ["to_conllu", "to_dict", "to_html", "to_table"]

_ESCAPES = {" ": "\\s", "\n": "\\n", "\r": "\\r", "\t": "\\t", "|": "\\p", "\\": "\\\\"}


def to_dict(text: str, sentence: Sentence) -> dict[str, Any]:
    """One sentence as plain data: every quote beside its offsets; token ranges 0-based, end exclusive."""
    return {
        "index": sentence.index,
        "start": sentence.span.start,
        "end": sentence.span.end,
        "text": sentence.span.of(text),
        "paragraph": sentence.paragraph,
        "role": sentence.role,
        "tokens": [
            {
                "start": t.start, "end": t.end, "form": text[t.start : t.end], "lemma": t.lemma, "upos": t.upos, "xpos": t.xpos,
                "head": t.head, "deprel": t.deprel, "factuality": t.factuality,
            }
            for t in sentence.tokens
        ],
        "frames": [_frame(f) for f in sentence.frames],
        "names": [
            {"first": n.first, "end": n.end, "label": n.label, "quote": _quote(text, sentence, n.first, n.end)}
            for n in sentence.names
        ],
        "antecedents": [
            {"first": a.first, "end": a.end, "quote": _quote(text, sentence, a.first, a.end), "target_start": a.target.start,
             "target_end": a.target.end, "target": a.target.of(text), "score": a.score}
            for a in sentence.antecedents
        ],
        "attributions": [
            {"first": a.first, "end": a.end, "quote": _quote(text, sentence, a.first, a.end),
             "source_start": a.source.start if a.source else None, "source_end": a.source.end if a.source else None,
             "source": a.source.of(text) if a.source else None, "score": a.score}
            for a in sentence.attributions
        ],
    }  # fmt: skip


def _quote(text: str, sentence: Sentence, first: int, end: int) -> str:
    return sentence.cover(first, end).of(text)


def _frame(frame: Frame) -> dict[str, Any]:
    arguments = [{"label": a.label, "first": a.first, "end": a.end} for a in frame.arguments]
    return {"predicate": frame.predicate, "roleset": frame.roleset, "arguments": arguments}


def to_conllu(text: str, sentences: Sequence[Sentence]) -> str:
    """CoNLL-U (universaldependencies.org/format). What stands between tokens is kept in SpaceAfter, SpacesAfter, SpacesBefore.

    MISC also carries ``start_char`` and ``end_char``, ``Name`` (IOB2), ``Frame`` and ``Factuality``; ranges in ``Frame`` are
    1-based and inclusive, as token numbers are in this format.
    """
    kept = [s for s in sentences if s.tokens]
    blocks, at = [], 0
    for n, sentence in enumerate(kept):
        after = kept[n + 1].tokens[0].start if n + 1 < len(kept) else len(text)
        lines = [
            f"# sent_id = {sentence.index + 1}",
            f"# text = {' '.join(sentence.span.of(text).split())}",
            f"# start_char = {sentence.span.start}",
            f"# paragraph = {sentence.paragraph}",
            f"# role = {sentence.role}",
        ]
        before = text[at : sentence.tokens[0].start] if n == 0 else ""
        lines += _conllu_tokens(text, sentence, before, after)
        at = after
        blocks.append("\n".join(lines) + "\n\n")
    return "".join(blocks)


def _conllu_tokens(text: str, sentence: Sentence, before: str, after: int) -> list[str]:
    names = ["O"] * len(sentence.tokens)
    for name in sentence.names:
        for i in range(name.first, name.end):
            names[i] = ("B-" if i == name.first else "I-") + name.label
    lines = []
    for i, t in enumerate(sentence.tokens):
        follows = sentence.tokens[i + 1].start if i + 1 < len(sentence.tokens) else after
        misc = [f"start_char={t.start}", f"end_char={t.end}"]
        misc += [f"SpacesBefore={_escaped(before)}"] if before and i == 0 else []
        misc += _spacing(text[t.end : follows])
        misc += [f"Name={names[i]}"] if names[i] != "O" else []
        misc += [f"Frame={_flat(f)}" for f in sentence.frames if f.predicate == i]
        misc += [f"Factuality={t.factuality:.2f}"] if t.factuality is not None else []
        form = text[t.start : t.end].replace("\n", " ").replace("\t", " ").replace("\r", " ")
        head = 0 if t.head == ROOT else t.head + 1
        cells = [
            i + 1,
            form,
            t.lemma or "_",
            t.upos or "_",
            t.xpos or "_",
            "_",
            head,
            t.deprel or "_",
            "_",
            "|".join(misc),
        ]
        lines.append("\t".join(map(str, cells)))
    return lines


def _spacing(gap: str) -> list[str]:
    if gap == " ":
        return []
    return ["SpaceAfter=No"] if not gap else [f"SpacesAfter={_escaped(gap)}"]


def _escaped(gap: str) -> str:
    return "".join(_ESCAPES.get(c, c) for c in gap)


def _flat(frame: Frame) -> str:
    parts = [f"{a.label}:{a.first + 1}-{a.end}" for a in frame.arguments]
    return ",".join([frame.roleset or "?", *parts])


def to_table(text: str, sentences: Sequence[Sentence]) -> str:
    """A line per token with its tags, head and name, then the frames, antecedents and voices of each sentence in words."""
    return "\n".join(_table(text, s) for s in sentences if s.tokens)


def _table(text: str, sentence: Sentence) -> str:
    names = {i: n.label for n in sentence.names for i in range(n.first, n.end)}
    rows = [
        (
            str(i), text[t.start : t.end].replace("\n", " "), t.lemma, t.upos, t.xpos,
            "root" if t.head == ROOT else f"{t.head} {_form(text, sentence, t.head)}", t.deprel, names.get(i, ""),
        )
        for i, t in enumerate(sentence.tokens)
    ]  # fmt: skip
    widths = [max(len(r[c]) for r in rows) for c in range(8)]
    lines = [f"{sentence.index} [{sentence.span.start}-{sentence.span.end}] {sentence.role}"]
    lines += ["  " + "  ".join(cell.ljust(w) for cell, w in zip(r, widths, strict=True)).rstrip() for r in rows]
    lines += [
        f"  frame  {_form(text, sentence, f.predicate)} {f.roleset or '?'}: {_told(text, sentence, f.arguments)}"
        for f in sentence.frames
    ]
    for a in sentence.antecedents:
        lines.append(
            f"  means  {_line(_quote(text, sentence, a.first, a.end))} = {_line(a.target.of(text))} ({a.score:.2f})"
        )
    for v in sentence.attributions:
        who = _line(v.source.of(text)) if v.source else "?"
        lines.append(f"  voice  {who}: {_line(_quote(text, sentence, v.first, v.end))} ({v.score:.2f})")
    return "\n".join(lines) + "\n"


def _told(text: str, sentence: Sentence, arguments: Sequence[Argument]) -> str:
    return "; ".join(f"{a.label} {_line(_quote(text, sentence, a.first, a.end))}" for a in arguments)


def _form(text: str, sentence: Sentence, token: int) -> str:
    return text[sentence.tokens[token].start : sentence.tokens[token].end].replace("\n", " ")


def _line(quote: str) -> str:
    return " ".join(quote.split())
