"""Lines at a report's head and foot that say who wrote it, for whom and when: "By Ann Lee, Lume News, 14 Aug 2020"."""

from __future__ import annotations

import re

from kronika.gather.datelines import DATE, MONTH
from kronika.gather.days import cut_days, read_day

_LINE = 120  # characters of such a line at most
_NAME_WORD = r"(?:[A-Z][\w'’.-]*|de|da|del|di|van|von|der|den|al|bin|ibn|la|le|y)"
_NAME = re.compile(rf"[A-Z][\w'’.-]*(?:\s+{_NAME_WORD}){{1,4}}")
_ORGANISATION = re.compile(rf"[A-Z][\w'’.-]*(?:\s+(?:{_NAME_WORD}|and|&|of|for|the)){{1,7}}")
_NAMES = re.compile(rf"{_NAME_WORD}(?:\s+(?:{_NAME_WORD}|and|&|in|of|for|the)){{0,8}}")
_BYLINE = re.compile(
    r"(?:by|from|words by|text by|story by|posted by|author|byline|written by|compiled by"
    r"|interview by|reporting by|reported by|editing by)\s*:?\s+(?P<who>.{2,120})",
    re.I,
)
_UNNAMED = re.compile(
    r"by (?:(?:an?|our|the|own|special|staff|foreign|political|agency) )+(?:reporter|correspondent|writer|desk|team)s?\.?",
    re.I,
)
_BYLINE_WORD = re.compile(
    r"[A-Z][\w'’.-]*|and|&|with|in|for|of|the|de|da|del|di|van|von|der|den|al|bin|staff|correspondents?|reporters?|editors?|special|chief|agencies|by|our|[|,;/]"
)
_CALENDAR = re.compile(
    r"\b(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|june|july|august|september|october|november|december|noon|midday|midnight)\b",
    re.I,
)
_CLOSING_DATE = re.compile(rf"[,|\s]+(?:{DATE})\s*$")
_CLOSING_CREDIT = re.compile(rf"[(\[](?P<who>{_NAME.pattern}),\s+(?P<date>{DATE})[)\]]\W*$")
_INITIALS = re.compile(
    r"[a-z]{2,4}(?:\s?[/,]\s?[a-z]{2,4})*\s*\([A-Z][\w.]*(?:\s?[,/]\s?[A-Z][\w.]*)*\)\W*"
)  # "ab/rc (AFP)"
_HANDLE = re.compile(r"@\w{2,30}")
_PIECE = re.compile(r"\s*[|•·\n]\s*|\s+[-–—/]+\s+|\s{2,}")
_SPLIT = re.compile(r"[|•·;,:/()\[\]\n<>–—]|\.\s|\s-+\s|\s{2,}|-\s*$|^\s*-")
_WITH_OTHERS = re.compile(r"\s+(?:(?:and|with) agencies|in brief|and staff)\s*$", re.I)
_ADDRESS = re.compile(r"<[^<>\s]+@[^<>\s]+>|[\w.+-]{1,64}@[\w-]{1,63}\.\S+")
_BY_SOMEBODY = re.compile(r"\b(?:by|editor|author)\b\s*:?\s*[\w.-]+(?:\s+in\s+[\w-]+)?\s*$", re.I)  # "by admin in news"
# Words of such lines that name nobody: what was done to the text, clocks and zones, kinds of text.
_LABEL = re.compile(
    r"(?:published|posted|updated?|last|first|originally|modified|created|date|dated|issued|added|revised|edited|reported|written|filed"
    r"|releas(?:ed?)|for|immediate|use|press|news|media|public|statement|communiqu[eé]|advisory|embargo(?:ed)?|until|not|before|under|strictly"
    r"|as|of|on|at|local|time|hrs?|h|gmt|utc|[ecmp][sd]t|bst|ces?t|ee?st|ist|eat|wat|msk|[ap]\.?m\.?|mins?|minutes?|hours?|days?|ago|read"
    r"|the|by|from|editor|source|author|outlet|publisher|publication|agency|byline|staff|special|our|own|correspondents?|reporters?"
    r"|(?-i:bulletin|newsletter|briefing|digest|chronology)"
    r"|and|with|agencies|in|page|pages|pg?\.?|issue|no\.?|vol\.?|\d{1,4}|mon|tue|wed|thu|fri|sat|sun|(?:mon|tues|wednes|thurs|fri|satur|sun)day)",
    re.I,
)
_STRETCH = re.compile(
    rf"\b\d{{1,2}}(?:\s{MONTH})?\s?(?:[-–—]|to|and)\s?(?:\d{{1,2}}\s{MONTH}|{MONTH}\s\d{{1,2}})"
    rf"|{MONTH}\s\d{{1,2}}\s?[-–—]\s?\d{{1,2}}\b"
)
_TELLING = re.compile(r"\b(?:published|posted|updated|ago|modified)\b", re.I)
_OUTLET = re.compile(  # words that end or open the names of newspapers, agencies, stations and monitors, and seldom a person's
    r"\b(?:post|times|herald|gazette|tribune|daily|weekly|news|newspaper|agency|newswire|wire|press|radio|tv|television|channel"
    r"|journal|chronicle|observer|telegraph|mirror|express|review|today|bulletin|courier|dispatch|examiner|inquirer|globe"
    r"|broadcasting|media|online|monitor|report|reports|watch|network|service|centre|center|committee|union|ministry"
    r"|ledger|record|standard|star|sun|voice|independent|guardian|sentinel|register|advertiser|banner|agencia|agência|agentur|diario"
    r"|rights|lawyers|group|foundation|association|council|campaign|alliance|federation|institute|forum|coalition|movement|desk|mission"
    r"|initiative|project)\b",
    re.I,
)
_THE = re.compile(r"The(?:\s[A-Z][\w'’-]+){2,4}")
_ACRONYM = re.compile(r"[A-Z]{2,6}")


def _is_labels(piece: str) -> bool:
    return all(_LABEL.fullmatch(word.strip(".:")) for word in piece.split())


def _without_labels(piece: str) -> str:
    """ "Published by Ann Lee" is "Ann Lee"."""
    words = piece.split()
    while words and _LABEL.fullmatch(words[0].strip(".:")) and words[0].lower() != "the":
        words.pop(0)
    while words and _LABEL.fullmatch(words[-1].strip(".:")) and words[-1].islower():
        words.pop()
    return "" if _is_labels(" ".join(words)) else " ".join(words)


def _date_line(words: str) -> tuple[list[str], bool]:
    """(days, whether the line is made of days, names and labels only)."""
    if len(words) > _LINE:
        return [], False
    days, rest = cut_days(words)
    if _STRETCH.search(words):
        return [], False  # "Weekly brief (3-9 May 2021)" tells what a report is of, not when it came out
    if rest == words and not _TELLING.search(words):
        return [], False
    pieces = (
        _without_labels(piece.strip(" .-")) for piece in _SPLIT.split(_BY_SOMEBODY.sub(" ", _ADDRESS.sub(" ", rest)))
    )
    return days, all(not piece or _NAMES.fullmatch(piece) for piece in pieces) and not rest.rstrip().endswith(
        ("?", "!")
    )


def date_of(words: str) -> str | None:
    """The ISO date of a line that is a date and little else: "Published: 14 August 2020", "Ann Lee | 14 August 2020"."""
    days, fitting = _date_line(words)
    return days[0] if days and fitting else None


def is_date(words: str) -> bool:
    return date_of(words) is not None


def is_dated(words: str) -> bool:
    """A date line, also one without a year ("Friday 14 August"), or one that tells an age ("Updated 3 hours ago")."""
    return _date_line(words)[1]


def closing_credit(words: str) -> tuple[str, str] | None:
    """(who, ISO day) of brackets that end a text: "... to demand higher pay. (Pacific Gazette, 6 December 2018)"."""
    match = _CLOSING_CREDIT.search(words[-160:])
    day = read_day(match["date"]) if match else None
    return (match["who"], day) if match and day and not _CALENDAR.search(match["who"]) else None


def without_date(words: str) -> str:
    """ "Rights Watch, 19 November 2018" is "Rights Watch"."""
    return _CLOSING_DATE.sub("", words)


def is_name(words: str) -> bool:
    """Two to five capitalised words and nothing else."""
    return len(words) <= 60 and _NAME.fullmatch(words) is not None and not _CALENDAR.search(words)


def is_outlet(words: str) -> bool:
    """A name that holds a word of outlets or organisations: "Lume Rights Watch"; no kind of text ("Press Release")."""
    named = len(words) <= 60 and _ORGANISATION.fullmatch(words) is not None and not _CALENDAR.search(words)
    return named and _OUTLET.search(words) is not None and not _is_labels(words)


def is_names(words: str) -> bool:
    """Names and where they are or whose: "Ann Lee", "Ann Lee in Lume", "Ann Lee, The Lume Herald", "Ann Lee and Bo Roe"."""
    first, comma, rest = words.partition(", ")
    if comma:
        return (
            is_name(first)
            and len(first.split()) <= 3
            and (is_outlet(rest) or (len(rest.split()) <= 2 and _NAMES.fullmatch(rest) is not None))
        )
    pieces = re.split(r"\s+(?:and|&|in)\s+", _WITH_OTHERS.sub("", words))
    return is_name(pieces[0]) and all(_NAMES.fullmatch(piece) and len(piece.split()) <= 3 for piece in pieces[1:])


def outlet_of(words: str) -> str | None:
    """The outlet that a byline names: "The Northern Post", "Harbour Daily, 3 March 2021", "Ann Lee | Lume News"."""
    words = _ADDRESS.sub("", words)
    pieces = [piece.strip() for part in _PIECE.split(words) for piece in re.split(r",\s+|:\s+", part)]
    named = next((piece for piece in map(_without_labels, pieces) if is_outlet(piece)), None)
    named = named or next((piece for piece in pieces if cut_days(words)[0] and _THE.fullmatch(piece)), None)
    alone = len(pieces) > 1 and _ACRONYM.fullmatch(pieces[0]) and not _LABEL.fullmatch(pieces[0])
    return named or (pieces[0] if alone and cut_days(words)[0] else None)


def is_byline(words: str) -> bool:
    """ "By Ann Lee and Bo Roe in Lume": nothing but names behind the "By"; or the initials of agencies' readers."""
    if _INITIALS.fullmatch(words) or _HANDLE.fullmatch(words) or _UNNAMED.fullmatch(words):
        return True
    match = _BYLINE.fullmatch(_CLOSING_DATE.sub("", _ADDRESS.sub("", words).rstrip(". ")))
    if not match or _CALENDAR.search(match["who"]) or not re.search(r"[A-Z]", match["who"]):
        return False
    return all(_BYLINE_WORD.fullmatch(word.strip(",;")) for word in match["who"].split() if word.strip(",;"))
