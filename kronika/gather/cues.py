"""Tells by its words what a paragraph is: a date line, a byline, a dateline, a caption, a list item, boilerplate."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

import yaml

from kronika.gather.days import read_day

_DECORATION = re.compile(r"^(?:#{1,6}\s+|>\s*)|\*\*|__|^[*_](?=\S)|(?<=\S)[*_]$")
_LINK = re.compile(r"!?\[([^\]\n]{0,300})\]\([^)\s]{0,2000}\)")
_MARKS = (
    ("number", re.compile(r"\(?\d{1,3}[.)]\s+\S")),
    ("letter", re.compile(r"\(?[a-zA-Z][.)]\s+\S|[a-z]\)\s*\S")),
    ("roman", re.compile(r"\(?[ivxIVX]{1,5}[.)]\s+\S")),
    ("bullet", re.compile(r"[•▪■◦‣·●○*.–—-]\s+\S|[•▪●]\S")),
)
_PREFIX = re.compile(
    r"(?:first )?(?:published|posted|updated|last (?:updated|modified)|created|date|issued|added)(?:\s+on|\s+at)?\s*:?\s+",
    re.I,
)
_CREDIT = re.compile(r"(?:(?:published|posted|issued|written|reported)\s+)?by\s*:?\s+|source\s*:\s+", re.I)
_PIECE = re.compile(r"\s*[|•·\n]\s*|\s+[-–—/]+\s+|\s{2,}")
_NAME_WORD = r"(?:[A-Z][\w'’.-]*|de|da|del|di|van|von|der|den|al|bin|ibn|la|le|y)"
_NAME = re.compile(rf"[A-Z][\w'’.-]*(?:\s+{_NAME_WORD}){{1,4}}")
_BYLINE = re.compile(
    r"(?:by|from|words by|text by|story by|posted by|author|written by|compiled by"
    r"|interview by|reporting by|reported by|editing by)\s*:?\s+(?P<who>.{2,120})",
    re.I,
)
_BYLINE_WORD = re.compile(
    r"[A-Z][\w'’.-]*|and|&|in|for|of|the|de|da|del|di|van|von|der|den|al|bin|staff|correspondents?|reporters?|editors?|special|chief|by|our|[|,;/]"
)
_CALENDAR = re.compile(
    r"\b(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|june|july|august|september|october|november|december|noon|midday|midnight)\b",
    re.I,
)
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_DATE = rf"(?:{_MONTH}\s+\d{{1,2}}|\d{{1,2}}\s+{_MONTH})(?:,?\s+\d{{4}})?"
_CLOSING_DATE = re.compile(rf"[,|\s]+(?:{_DATE})\s*$")
_CLOSING_CREDIT = re.compile(rf"[(\[](?P<who>{_NAME.pattern}),\s+(?P<date>{_DATE})[)\]]\W*$")
_CAPS = r"[A-Z][A-Z'’.-]{1,20}(?:\s[A-Z][A-Z'’.-]{1,20}){0,2}"
_TOWN = r"[A-Z][\w'’.-]{1,25}(?:\s[A-Z][\w'’.-]{1,25}){0,2}"
_AGENCY = r"\(\s?(?P<agency>[A-Z][^()\n]{1,40}?)\s?\)"
_DASH = r"\s*(?:--|[-–—])\s+"
_DATELINES = (
    re.compile(
        rf"(?:{_CAPS}|{_TOWN})(?:\s?/\s?(?:{_CAPS}|{_TOWN}))?(?:,\s{_TOWN})?(?:,?\s(?P<date>{_DATE}))?,?\s{_AGENCY}{_DASH}"
    ),
    re.compile(rf"(?:{_CAPS}|{_TOWN})(?:,\s{_TOWN})?,\s(?P<date>{_DATE}){_DASH}"),
    re.compile(rf"(?P<date>{_DATE})(?:\s{_AGENCY})?{_DASH}(?=[A-Z\"“])"),
    re.compile(rf"{_CAPS}(?:,\s{_TOWN})?{_DASH}(?=[A-Z\"“])(?![^\n]{{0,90}}\s[-–—]{{1,2}}\s)"),
)
_DATED_DATELINES = (  # only at the head of a text: the day makes them sure where dash or town's capitals are missing
    re.compile(
        rf"(?:{_CAPS}|{_TOWN})(?:\s\[{_TOWN}\])?(?:,\s{_TOWN})?,\s(?P<date>{_DATE})(?:,?\s{_AGENCY})?\s?:\s+(?=[A-Z\"“])"
    ),
    re.compile(rf"(?:{_CAPS}|{_TOWN})(?:,\s{_TOWN})?,\s(?P<date>{_DATE}),?\s{_AGENCY}\s+(?=[A-Z\"“])"),
    re.compile(rf"(?:{_CAPS}|{_TOWN})(?:,\s{_TOWN})?\s\((?P<date>{_DATE})\){_DASH}"),
)
_COLON_DATELINES = (  # usual in India; only at the head of a text, for elsewhere a colon follows a speaker's name
    re.compile(rf"(?:{_CAPS}|{_TOWN})(?:,\s{_TOWN})?\s?{_AGENCY}\s?:\s+(?=[A-Z\"“])"),
    re.compile(
        rf"(?!(?:QUESTION|ANSWER|PHOTO|IMAGE|UPDATED?|WATCH|VIDEO|LIVE|BREAKING|NOTE|OPINION|EXCLUSIVE|ANALYSIS)\b){_CAPS}\s?:\s+(?=[A-Z][a-z]*\s)"
    ),
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
_OUTLET = re.compile(  # words that end or open the names of newspapers, agencies, stations and monitors, and seldom a person's
    r"\b(?:post|times|herald|gazette|tribune|daily|weekly|news|newspaper|agency|newswire|wire|press|radio|tv|television|channel"
    r"|journal|chronicle|observer|telegraph|mirror|express|review|today|bulletin|courier|dispatch|examiner|inquirer|globe"
    r"|broadcasting|media|online|monitor|report|reports|watch|network|service|centre|center|committee|union|ministry)\b",
    re.I,
)
_SPOKEN = re.compile(r"[\"“”«]|\b(?:said|says|told|according to)\b")
_MAX_BOILERPLATE = 600  # characters: a longer paragraph is a report's own


def bare(words: str) -> str:
    """A paragraph without Markdown's marks, for recognising it; the text itself keeps them."""
    plain = _DECORATION.sub("", _LINK.sub(r"\1", words.strip()[:4000])).strip()
    return plain if re.search(r"\w", plain) else ""


def list_mark(words: str) -> str | None:
    """The kind of mark ("number", "letter", "roman", "bullet") that opens a list item."""
    return next((kind for kind, pattern in _MARKS if pattern.match(words)), None)


def date_of(words: str) -> str | None:
    """The ISO date of a line that is a date and little else: "Published: 14 August 2020", "Ann Lee | 14 August 2020"."""
    if len(words) > 120:
        return None
    words = _PREFIX.sub("", words, count=1) if _PREFIX.match(words) else words
    pieces = [words, *_PIECE.split(words)]
    name, comma, rest = _CREDIT.sub("", words, count=1).partition(", ")
    while comma and _NAME.fullmatch(name):
        pieces.append(rest)
        name, comma, rest = rest.partition(", ")
    return next(
        (found for piece in pieces if (found := read_day(_PREFIX.sub("", piece, count=1).strip("()[] .")))), None
    )


def closing_credit(words: str) -> tuple[str, str] | None:
    """(who, ISO day) of brackets that end a text: "... to demand higher pay. (Pacific Gazette, 6 December 2018)"."""
    match = _CLOSING_CREDIT.search(words[-160:])
    day = read_day(match["date"]) if match else None
    return (match["who"], day) if match and day and not _CALENDAR.search(match["who"]) else None


def without_date(words: str) -> str:
    """ "Rights Watch, 19 November 2018" is "Rights Watch"."""
    return _CLOSING_DATE.sub("", words)


def is_date(words: str) -> bool:
    return date_of(words) is not None


def is_name(words: str) -> bool:
    """Two to five capitalised words and nothing else."""
    return len(words) <= 60 and _NAME.fullmatch(words) is not None and not _CALENDAR.search(words)


def outlet_of(words: str) -> str | None:
    """The outlet that a byline names: "The Northern Post", "Harbour Daily, 3 March 2021", "Ann Lee | Lume News"."""
    pieces = (piece.strip() for part in _PIECE.split(words) for piece in part.split(", "))
    return next((piece for piece in pieces if is_name(piece) and _OUTLET.search(piece)), None)


def is_byline(words: str) -> bool:
    """ "By Ann Lee and Bo Roe in Lume": nothing but names behind the "By"."""
    match = _BYLINE.fullmatch(_CLOSING_DATE.sub("", words.rstrip(".")))
    if not match or _CALENDAR.search(match["who"]) or not re.search(r"[A-Z]", match["who"]):
        return False
    return all(_BYLINE_WORD.fullmatch(word.strip(",;")) for word in match["who"].split() if word.strip(",;"))


def dateline(words: str, *, first: bool = False) -> int:
    """How many characters of a paragraph's start are its dateline with its dash, 0 if there is none.

    ``first``: it is the first paragraph of the report, where a colon may stand for the dash.
    """
    patterns = _DATELINES + (_DATED_DATELINES + _COLON_DATELINES if first else ())
    return max((match.end() for pattern in patterns if (match := pattern.match(words))), default=0)


def dateline_facts(words: str) -> tuple[str | None, str | None]:
    """(agency, ISO date) that a dateline names; a date without a year is none."""
    for pattern in _DATELINES + _DATED_DATELINES + _COLON_DATELINES:
        match = pattern.fullmatch(words) or pattern.fullmatch(words + " A") or pattern.match(words + " A")
        if match:
            found = match.groupdict()
            return found.get("agency"), read_day(found["date"]) if found.get("date") else None
    return None, None


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
