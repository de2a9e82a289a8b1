"""The open corpora as examples: one class for all, with a layer left ``None`` where a corpus does not carry it."""

from __future__ import annotations

import gzip
import json
import os
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

CORPORA = Path(os.environ.get("KRONIKA_CORPORA", "../shared/corpora"))
NAMES = {"PER", "LOC", "ORG"}
UNSAID = "?"  # a name tag the corpus does not settle: no loss there
GUM_NAMES = {"person": "PER", "place": "LOC", "organization": "ORG"}
RE3D_NAMES = {"Person": "PER", "Location": "LOC", "Organisation": "ORG"}
PREFIXES = {
    "anti", "co", "counter", "cross", "de", "e", "ex", "inter", "mid", "mini", "multi", "non", "over", "pan",
    "post", "pre", "pro", "re", "self", "semi", "sub", "super", "ultra", "un", "under",
}  # fmt: skip


@dataclass
class Frame:
    """A predicate's token, its roleset and arguments ``(label, first, last)``, last inclusive."""

    p: int
    roleset: str | None
    args: list[tuple[str, int, int]]


@dataclass
class Saying:
    """An attribution: the word that shows it, tokens of its source, tokens of what is said (in the same sentence)."""

    cue: int
    source: set[int]
    content: set[int]


@dataclass
class Example:
    """A sentence; token indices 0-based, ``head`` -1 at the root."""

    source: str
    words: list[str]
    text: str = ""
    upos: list[str] | None = None
    xpos: list[str] | None = None
    lemma: list[str] | None = None
    head: list[int] | None = None
    deprel: list[str] | None = None
    frames: list[Frame] | None = None
    complete: bool | None = (
        True  # whether every predicate has its frame; None: nothing is to be learned of which words are
    )
    ner: list[str] | None = None
    fact: list[tuple[int, float, float]] = field(default_factory=list)
    doc: str = ""
    mentions: list[tuple[int, int, str]] | None = None  # first, last, entity
    sayings: list[Saying] | None = None
    sayings_complete: bool = True
    vector: int = -1  # row of the matrix of sentence vectors
    copies: int = 1


def lines(name: str) -> Iterator[dict[str, Any]]:
    """Rows of one corpus file, such as ``ewt/train``."""
    with gzip.open(CORPORA / f"{name}.jsonl.gz", "rt", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def _syntax(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "words": row["tok"],
        "text": row["text"],
        "upos": row["upos"],
        "xpos": row["xpos"],
        "lemma": row["lemma"],
        "head": [h - 1 for h in row["head"]],
        "deprel": row["deprel"],
    }


def _frames(row: dict[str, Any]) -> list[Frame] | None:
    if row["srl"] is None:
        return None
    return [Frame(f["p"], f["roleset"], [(a, b, c) for a, b, c in f["args"]]) for f in row["srl"]]


def _iob(tags: list[str] | None) -> list[str] | None:
    """IOB2 over PER, LOC, ORG; everything else is outside."""
    if tags is None:
        return None
    clean = [t if t[2:] in NAMES else "O" for t in tags]
    for i, tag in enumerate(clean):
        if tag[0] == "I" and (i == 0 or clean[i - 1][2:] != tag[2:]):
            clean[i] = "B" + tag[1:]
    return clean


def ewt(part: str) -> list[Example]:
    """English Web Treebank: syntax, PropBank frames, names, factuality."""
    return [
        Example(
            "ewt", **_syntax(row), frames=_frames(row), ner=_iob(row["ner"]), fact=[tuple(f) for f in row["fact"] or []]
        )
        for row in lines(f"ewt/{part}")
    ]


def pud() -> list[Example]:
    """Parallel UD: a test set of syntax and names."""
    return [Example("pud", **_syntax(row), ner=_iob(row["ner"])) for row in lines("pud/test")]


def masc() -> list[Example]:
    """MASC: frames without trees, split at hyphens as UD does; few of its nouns are annotated, so it shows no predicates."""
    found = []
    for row in lines("masc/train"):
        words, at = split_words(row["tok"])
        frames = [
            Frame(at[f["p"]][1], f["roleset"], [(a, at[b][0], at[c][1]) for a, b, c in f["args"]]) for f in row["srl"]
        ]
        found.append(Example("masc", words, " ".join(row["tok"]), frames=frames, complete=None))
    return found


def wikigold() -> list[Example]:
    """Wikigold: names in Wikipedia's sentences, IOB1 turned into IOB2."""
    found = []
    for row in lines("wikigold/train"):
        words, at = split_words(row["tok"])
        tags = ["O"] * len(words)
        for tag, (first, last) in zip(_iob(row["ner"]) or [], at, strict=True):
            for i in range(first, last + 1):
                tags[i] = tag if i == first or tag == "O" else "I" + tag[1:]
        found.append(Example("wikigold", words, " ".join(row["tok"]), ner=tags))
    return found


def split_words(tokens: list[str]) -> tuple[list[str], list[tuple[int, int]]]:
    """Split hyphenated tokens as Universal Dependencies does; the new words, and where each old token went (inclusive)."""
    words: list[str] = []
    at = []
    for token in tokens:
        parts = [token]
        if re.fullmatch(r"\w[\w.']*(?:-\w[\w.']*)+", token) and not re.fullmatch(r"[\d-]+", token):
            pieces = re.split(r"(-)", token)
            if pieces[0].lower() not in PREFIXES:
                parts = [p for p in pieces if p]
        at.append((len(words), len(words) + len(parts) - 1))
        words += parts
    return words, at


_WORD = re.compile(
    r"(?:[A-Za-z]\.){2,}|(?:Mr|Mrs|Ms|Dr|Gen|Col|Sgt|Lt|St|Gov|Sen|Rep|Capt|Maj|Spc|Pfc|Cpl)\.|"
    r"\d[\d,.:]*\d|\w+(?:['’]\w+)?|[^\w\s]"
)
_ENDS = re.compile(r"(?<=[.!?][\"”’')\]])\s+(?=[A-Z“\"‘'(])|(?<=[.!?])\s+(?=[A-Z“\"‘'(])|\n+")
_ABBREVIATION = re.compile(
    r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Gen|Col|Sgt|Lt|St|Gov|Sen|Rep|Capt|Maj|Spc|Pfc|Cpl|U\.S|U\.K|No)\.$"
)
_PRONOUNS = {
    "he", "she", "it", "they", "we", "you", "i", "who", "which", "that", "this", "these", "those", "him", "her",
    "them", "us", "his", "hers", "its", "their", "our",
}  # fmt: skip


def re3d() -> list[Example]:
    """re3d: reports on the conflict in Syria and Iraq, cut into sentences; only capitalised entities count as names."""
    found = []
    for row in lines("re3d/train"):
        for start, end in _stretches(row["text"]):
            found += _re3d_sentence(row, start, end)
    return found


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in [*_ENDS.finditer(text), None]:
        end = match.start() if match else len(text)
        if match and "\n" not in match.group() and _ABBREVIATION.search(text[max(0, end - 8) : end]):
            continue
        yield start, end
        start = match.end() if match else end


def _re3d_sentence(row: dict[str, Any], start: int, end: int) -> list[Example]:
    spans = []
    for m in _WORD.finditer(row["text"], start, end):
        word = m.group()
        clitic = re.search(r"(?i)(?:['’](?:s|re|ve|ll|d|m)|n['’]t)$", word)
        if clitic and clitic.start():
            spans += [(m.start(), m.start() + clitic.start()), (m.start() + clitic.start(), m.end())]
        else:
            spans.append(m.span())
    if not 3 <= len(spans) <= 120:
        return []
    words = [row["text"][a:b] for a, b in spans]
    tags = ["O"] * len(words)
    for first, last, kind in sorted(row["entities"], key=lambda e: e[1] - e[0]):
        _mark(words, tags, [i for i, (a, b) in enumerate(spans) if a >= first and b <= last], kind)
    return [Example("re3d", words, row["text"][start:end], ner=tags)]


def _mark(words: list[str], tags: list[str], inside: list[int], kind: str) -> None:
    """Tag an entity if it reads as a name; leave open (``UNSAID``) what is capitalised but of no name's kind or nested."""
    while inside and words[inside[0]].lower() in {"the", "a", "an"}:
        inside = inside[1:]
    capital = [i for i in inside if words[i][0].isupper() and words[i].lower() not in _PRONOUNS]
    if not capital:
        return
    named = words[inside[0]][0].isupper() and words[inside[-1]][0].isupper() and len(capital) * 2 >= len(inside)
    free = all(tags[i] == "O" for i in inside)
    if kind in RE3D_NAMES and named and free and len(inside) <= 8:
        for i in inside:
            tags[i] = ("B-" if i == inside[0] else "I-") + RE3D_NAMES[kind]
    else:
        for i in inside if named else capital:
            tags[i] = UNSAID


def gum(part: str) -> list[Example]:
    """GUM: syntax, coreference, names (where a linked entity's mention is a bare name), attributions."""
    docs: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in lines(f"gum/{part}"):
        docs[row["doc"]].append(row)
    found = []
    for doc, rows in docs.items():
        sayings = _sayings(rows)
        for k, row in enumerate(rows):
            mentions = [(m[0], m[1], m[3]) for m in row["mentions"]]
            found.append(
                Example("gum", **_syntax(row), doc=doc, mentions=mentions, ner=_gum_names(row), sayings=sayings[k])
            )
    return found


def _gum_names(row: dict[str, Any]) -> list[str]:
    tags = [UNSAID if u in {"PROPN", "X"} else "O" for u in row["upos"]]
    for first, last, kind, _, identity in sorted(row["mentions"], key=lambda m: m[1] - m[0]):
        while first < last and row["upos"][first] in {"DET", "PUNCT"}:
            first += 1
        inside = range(first, last + 1)
        bare = all(row["upos"][i] == "PROPN" for i in (first, last))
        bare = bare and all(row["upos"][i] in {"PROPN", "ADP", "DET"} for i in inside)
        free = all(tags[i] in {UNSAID, "O"} for i in inside)
        if identity and bare and free and kind in GUM_NAMES:
            for i in inside:
                tags[i] = ("B-" if i == first else "I-") + GUM_NAMES[kind]
    return tags


_UNIT = re.compile(r"^([\w-]+?)(?:_[mr])?:(\d+)->(\d+):")


def _ranges(signal: str, relation: str) -> set[int]:
    """0-based document tokens of one kind of signal in a relation's label, such as ``sem-atsrc-72,74-76-gold``."""
    found: set[int] = set()
    for match in re.finditer(rf"{signal}-([\d,-]*\d)", relation):
        for part in match.group(1).split(","):
            ends = [int(n) for n in part.split("-") if n]
            found.update(range(ends[0] - 1, ends[-1]))
    return found


def _sayings(rows: list[dict[str, Any]]) -> list[list[Saying]]:
    """The attributions of one document, by sentence."""
    offsets = [0]
    for row in rows:
        offsets.append(offsets[-1] + len(row["tok"]))
    starts = [(offsets[k] + first, rel) for k, row in enumerate(rows) for first, rel in row["edus"]]
    ends = [s for s, _ in starts[1:]] + [offsets[-1]]
    units: dict[int, tuple[int, int, int, str]] = {}
    for n, ((start, rel), end) in enumerate(zip(starts, ends, strict=True), 1):
        match = _UNIT.match(rel)
        units[n] = (start, end, int(match.group(3)) if match else 0, match.group(1) if match else "")
    found: list[list[Saying]] = [[] for _ in rows]
    relations = {n: rel for n, (_, rel) in enumerate(starts, 1)}
    for n, (start, _, content, kind) in units.items():
        if kind.startswith("attribution") and content in units:
            k = next(i for i in range(len(rows)) if offsets[i] <= start < offsets[i + 1])
            saying = _saying(rows[k], offsets[k], units, n, relations[n])
            if saying:
                found[k].append(saying)
    return found


def _saying(
    row: dict[str, Any], offset: int, units: dict[int, tuple[int, int, int, str]], n: int, relation: str
) -> Saying | None:
    size = len(row["tok"])
    start, end, content, _ = units[n]
    unit = set(range(start - offset, min(end - offset, size)))
    said: set[int] = set()
    for m in units:
        seen, top = {m}, m
        while top not in {content, n, 0} and units[top][2] not in seen and units[top][2] in units:
            top = units[top][2]
            seen.add(top)
        if top == content:
            said.update(t - offset for t in range(units[m][0], units[m][1]) if 0 <= t - offset < size)
    source = {t - offset for t in _ranges("sem-atsrc", relation) if 0 <= t - offset < size}
    words = {t - offset for t in _ranges("lex-indwd", relation)} & unit or unit
    heads = [h - 1 for h in row["head"]]
    verbs = [t for t in words if row["upos"][t] in {"VERB", "AUX", "NOUN"}] or sorted(words)
    if not verbs:
        return None
    cue = min(verbs, key=lambda t: (_depth(heads, t), t))
    return Saying(cue, source - {cue}, said - unit)


def _depth(heads: list[int], t: int) -> int:
    depth = 0
    while t >= 0:
        t, depth = heads[t], depth + 1
    return depth
