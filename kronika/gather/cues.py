"""Tells by its words what a paragraph is: a caption, a list item, a key of a report's head, boilerplate."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

import yaml

_DECORATION = re.compile(r"^(?:#{1,6}\s+|>\s*)|\*\*|__|^[*_](?=\S)|(?<=\S)[*_]$")
_LINK = re.compile(r"!?\[([^\]\n]{0,300})\]\([^)\s]{0,2000}\)")
_MARKS = (
    ("number", re.compile(r"\(?\d{1,3}[.)]\s+\S")),
    ("letter", re.compile(r"\(?[a-zA-Z][.)]\s+\S|[a-z]\)\s*\S")),
    ("roman", re.compile(r"\(?[ivxIVX]{1,5}[.)]\s+\S")),
    ("bullet", re.compile(r"[•▪■◦‣·●○*.–—-]\s+\S|[•▪●]\S")),
)
_CAPTION = re.compile(
    r"^\W*(?:photo(?:graph)?s?|image|picture|pictured|caption|video|file photo|illustration|map|graphic)\b"
    r"(?:\s+(?:by|credit|courtesy)\b)?\s*[:|©(/-]"
    r"|[(\[](?:photo|image|picture|credit|screenshot|source)s?\b[^)\]]{0,80}[)\]]\W*$"
    r"|(?:^|[.\s|])(?:photo(?:graph)?|image|picture|credit|photo credit)s?\s?:\s[^.\n]{2,60}\W*$"
    r"|(?:/\s?(?:AFP|AP|EPA|Reuters|TASS|Getty Images)|via Getty Images|AP Photo)\b.{0,40}$",
    re.I,
)
_URL_LINE = re.compile(
    r"\W*(?:https?://\S+|www\.\S+|[\w.+-]{1,64}@[\w-]{1,63}\.\S+|[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|info|by|ru|uk|eu)(?:/\S*)?)\W*",
    re.I,
)
_KEYED = {  # "Subject: ...", as mail, databases and front matter open a line of the head
    "headline": re.compile(r"(?:headline|title|subject|hed)\s?:\s+(?=\S)", re.I),
    "byline": re.compile(
        r"(?:by ?line|author|from|source|publisher|publication|outlet|agency|newspaper|date|published|sent)\s?:\s+(?=\S)",
        re.I,
    ),
}
KICKER = 3  # words of a line above the headline at most
_SPOKEN = re.compile(r"[\"“”«]|\b(?:said|says|told|according to)\b")
_MAX_BOILERPLATE = 600  # characters: a longer paragraph is a report's own


def bare(words: str) -> str:
    """A paragraph without Markdown's marks, for recognising it; the text itself keeps them."""
    plain = _DECORATION.sub("", _LINK.sub(r"\1", words.strip()[:4000])).strip()
    return plain if re.search(r"\w", plain) else ""


def list_mark(words: str) -> str | None:
    """The kind of mark ("number", "letter", "roman", "bullet") that opens a list item."""
    return next((kind for kind, pattern in _MARKS if pattern.match(words)), None)


def keyed(words: str) -> tuple[str, int]:
    """What a line of a head says it holds ("headline", "byline", "") and the length of the key that says so."""
    found = ((role, match.end()) for role, pattern in _KEYED.items() if (match := pattern.match(words)))
    return next(found, ("", 0))


def is_label(words: str) -> bool:
    """A line of the head that says what kind of text it is, where it is filed or how long it takes: "PRESS RELEASE"."""
    return len(words) <= 200 and _boilerplate()["label"].fullmatch(words) is not None


def is_caption(words: str) -> bool:
    return len(words) <= 500 and _CAPTION.search(words) is not None


@cache
def _boilerplate() -> dict[str, re.Pattern[str]]:
    data = yaml.safe_load(files("kronika.gather").joinpath("boilerplate.yaml").read_text(encoding="utf-8"))
    return {name: re.compile("|".join(f"(?:{cue})" for cue in cues), re.IGNORECASE) for name, cues in data.items()}


def is_boilerplate(words: str) -> bool:
    """A menu, a button, a lone link, or words of the publisher to its reader; never a paragraph that quotes somebody."""
    if len(words) > _MAX_BOILERPLATE:
        return False
    patterns = _boilerplate()
    if len(words) <= 200 and (patterns["whole"].fullmatch(words) or _URL_LINE.fullmatch(words)):
        return True
    return patterns["strong"].search(words) is not None and not _SPOKEN.search(words)


def is_weak_boilerplate(words: str) -> bool:
    return (
        len(words) <= _MAX_BOILERPLATE
        and _boilerplate()["weak"].search(words) is not None
        and not _SPOKEN.search(words)
    )
