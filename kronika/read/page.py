"""Readings as one self-contained page: trees drawn, frames laid out under their words, names, antecedents and voices marked."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from kronika.records.readings import ROOT, Frame, Sentence, Token
from kronika.records.spans import Span

_STYLE = """
body{font:15px/1.5 system-ui,sans-serif;margin:1.5rem auto;max-width:75rem;padding:0 1rem;color:#1b1f24;background:#fff}
section{border-top:1px solid #d0d7de;padding:.8rem 0}h1{font-size:1.2rem}
.where{color:#57606a;font-size:.8rem}.scroll{overflow-x:auto}svg{display:block}
svg text{font:13px system-ui,sans-serif}.tag{fill:#57606a;font-size:10px}.rel{fill:#0550ae;font-size:10px}
path{fill:none;stroke:#8c959f}table{border-collapse:collapse;margin:.4rem 0;font-size:.85rem}
td{border:1px solid #d0d7de;padding:.1rem .3rem;text-align:center}td.v{background:#fff1c2;font-weight:600}td.a{background:#ddf4ff}
td.a small,td.v small{display:block;color:#0550ae;font-size:.65rem}
mark{padding:0 .15rem;border-radius:.2rem;background:#e6e6fa}mark.PER{background:#ffe3e3}
mark.LOC{background:#dafbe1}mark.ORG{background:#e7dcff}
mark small{color:#57606a;font-size:.65rem;margin-left:.2rem}
a{color:#0550ae}ul{margin:.3rem 0;padding-left:1.2rem;font-size:.85rem}
@media (prefers-color-scheme:dark){body{background:#0d1117;color:#e6edf3}mark,td.v,td.a{color:#1b1f24}svg text{fill:#e6edf3}}
"""
STEP = 16  # height of one level of arcs, in pixels


def to_html(text: str, sentences: Sequence[Sentence]) -> str:
    """One page with every sentence; nothing is loaded from elsewhere, and all of the text is escaped."""
    shown = [s for s in sentences if s.tokens]
    body = "".join(_section(text, s, shown) for s in shown)
    meta = '<meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    head = f"{meta}<title>Reading</title><style>{_STYLE}</style>"
    return f'<!doctype html><html lang="en"><head>{head}</head><body><h1>What the reader saw</h1>{body}</body></html>\n'


def _section(text: str, s: Sentence, all_of_them: Sequence[Sentence]) -> str:
    where = f"sentence {s.index}, characters {s.span.start}-{s.span.end}, {s.role}"
    parts = [f'<p class="where">{escape(where)}</p>', f"<p>{_named(text, s)}</p>", _tree(text, s)]
    parts += [_frame(text, s, f) for f in s.frames]
    parts.append(_notes(text, s, all_of_them))
    return f'<section id="s{s.index}">{"".join(parts)}</section>'


def _named(text: str, s: Sentence) -> str:
    """The sentence with its names marked."""
    out, at = [], s.span.start
    for name in s.names:
        span = s.cover(name.first, name.end)
        out.append(escape(text[at : span.start]))
        out.append(
            f'<mark class="{escape(name.label)}">{escape(span.of(text))}<small>{escape(name.label)}</small></mark>'
        )
        at = span.end
    return "".join(out) + escape(text[at : max(at, s.span.end)])


def _tree(text: str, s: Sentence) -> str:
    """The tree as arcs above the words, an arrow from each head to its dependent."""
    forms = [_form(text, t) for t in s.tokens]
    middles, x = [], 10.0
    for t, form in zip(s.tokens, forms, strict=True):
        width = max(8.0 * len(form), 7.0 * len(t.upos), 6.0 * len(t.deprel)) + 14
        middles.append(x + width / 2)
        x += width
    levels = _levels(s.tokens)
    base = (max(levels, default=0) + 1) * STEP + 16
    marks = [_arc(i, t, middles, levels[i], base) for i, t in enumerate(s.tokens)]
    for t, form, m in zip(s.tokens, forms, middles, strict=True):
        marks.append(f'<text x="{m:.0f}" y="{base + 16}" text-anchor="middle">{escape(form)}</text>')
        marks.append(f'<text class="tag" x="{m:.0f}" y="{base + 30}" text-anchor="middle">{escape(t.upos)}</text>')
        marks.append(f'<text class="tag" x="{m:.0f}" y="{base + 42}" text-anchor="middle">{escape(t.lemma)}</text>')
    size = f'width="{x + 10:.0f}" height="{base + 48}"'
    return f'<div class="scroll"><svg {size} role="img" aria-label="dependency tree">{"".join(marks)}</svg></div>'


def _levels(tokens: Sequence[Token]) -> list[int]:
    """How high each token's arc runs: above all arcs within it."""
    spans = [(min(i, t.head), max(i, t.head)) if t.head != ROOT else (i, i) for i, t in enumerate(tokens)]
    levels = [0] * len(tokens)
    top = [0] * max(len(tokens), 1)
    for i in sorted(range(len(tokens)), key=lambda i: spans[i][1] - spans[i][0]):
        low, high = spans[i]
        if low != high:
            levels[i] = min(max(top[low:high], default=0) + 1, 40)
            top[low:high] = [levels[i]] * (high - low)
    return levels


def _arc(i: int, token: Token, middles: list[float], level: int, base: int) -> str:
    here = middles[i] - 3
    if token.head == ROOT:
        line = f'<path d="M{here:.0f} 4V{base}"/>'
        return f'{line}<text class="rel" x="{here + 3:.0f}" y="12">root</text>'
    there = middles[token.head] + 3
    y = base - level * STEP
    middle = (here + there) / 2
    bend = there + (5 if here > there else -5)
    path = f'<path d="M{there:.0f} {base}V{y + 5}Q{there:.0f} {y} {bend:.0f} {y}H{here:.0f}V{base}"/>'
    tip = f'<path d="M{here - 3:.0f} {base - 5}L{here:.0f} {base}L{here + 3:.0f} {base - 5}"/>'
    return (
        f'{path}{tip}<text class="rel" x="{middle:.0f}" y="{y - 2}" text-anchor="middle">{escape(token.deprel)}</text>'
    )


def _frame(text: str, s: Sentence, frame: Frame) -> str:
    """A row of cells: the predicate, its arguments, and what lies between them."""
    marks: dict[int, tuple[int, str, str]] = {frame.predicate: (frame.predicate + 1, "v", frame.roleset or "?")}
    marks |= {a.first: (a.end, "a", a.label) for a in frame.arguments}
    cells, i = [], 0
    while i < len(s.tokens):
        end, kind, label = marks.get(i, (i + 1, "", ""))
        while not kind and end < len(s.tokens) and end not in marks:
            end += 1
        words = escape(" ".join(s.cover(i, end).of(text).split()))
        shown = words if kind or len(words) < 40 else "…"
        cells.append(f'<td class="{kind}">{shown}{f"<small>{escape(label)}</small>" if label else ""}</td>')
        i = end
    return f'<div class="scroll"><table><tr>{"".join(cells)}</tr></table></div>'


def _notes(text: str, s: Sentence, all_of_them: Sequence[Sentence]) -> str:
    notes = []
    for a in s.antecedents:
        words = escape(s.cover(a.first, a.end).of(text))
        notes.append(f"{words} means {_linked(text, a.target, all_of_them)} ({a.score:.2f})")
    for v in s.attributions:
        who = _linked(text, v.source, all_of_them) if v.source else "somebody not named"
        notes.append(f"{who} says: “{escape(s.cover(v.first, v.end).of(text))}” ({v.score:.2f})")
    return f"<ul>{''.join(f'<li>{n}</li>' for n in notes)}</ul>" if notes else ""


def _linked(text: str, span: Span, all_of_them: Sequence[Sentence]) -> str:
    home = next((s.index for s in all_of_them if s.span.covers(span)), None)
    words = escape(span.of(text))
    return words if home is None else f'<a href="#s{home}">{words}</a>'


def _form(text: str, token: Token) -> str:
    return text[token.start : token.end].replace("\n", " ")
