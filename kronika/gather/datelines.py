"""Where a report was filed, as its first words say: "LUME, Aug 14 (Harbour News) -", "(Lume, June 12, 2020) –"."""

from __future__ import annotations

import re

from kronika.gather.days import read_day

MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?"
_ORDINAL = r"\d{1,2}(?:st|nd|rd|th)?"
DATE = rf"(?:{MONTH}\s+{_ORDINAL}|{_ORDINAL}\s+{MONTH})(?:,?\s+\d{{4}})?"
_DATED = rf"{_WEEKDAY}(?P<date>{DATE})"
_CAPS = r"[A-Z][A-Z'’.-]{1,20}(?:\s[A-Z][A-Z'’.-]{1,20}){0,2}"
_TOWN = r"[A-Z][\w'’.-]{1,25}(?:\s[A-Z][\w'’.-]{1,25}){0,2}"
_PLACE = rf"(?:{_CAPS}|{_TOWN})(?:\s?/\s?(?:{_CAPS}|{_TOWN})){{0,3}}(?:,\s{_TOWN})?"
_NO_TOWN = (  # kinds of text, in capitals before a dash or colon
    r"(?!(?:QUESTION|ANSWER|PHOTO|IMAGE|UPDATED?|WATCH|VIDEO|LIVE|BREAKING|NOTE|OPINION|EXCLUSIVE|ANALYSIS|ALERT|URGENT"
    r"|STATEMENT|BRIEFING|APPEAL|REPORT)\b)"
)
_AGENCY = r"\(\s?(?P<agency>[A-Z][^()\n]{1,40}?)\s?\)"
_CLOCK = (
    r"\d{1,2}[:.]\d{2}\s?(?:[AaPp]\.?[Mm]\b\.?(?:\s(?:IST|GMT|UTC|BST|CET|EST|EDT|PST|PDT|SAST|HKT))?"
    r"|(?:IST|GMT|UTC|BST|CET|EST|EDT|PST|PDT|SAST|HKT|hrs)\b)|IST\b"
)
# What a page sets between a headline and its text: "Two held 5th May 2015 04:30 AM BOR: Two men ...".
_STAMP = re.compile(
    r"(?:(?:PUBLISHED|Published|POSTED|Posted|UPDATED|Updated)\s?:\s*)?(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*\s?,?\s+)?"
    rf"(?P<date>(?:{MONTH}\s+{_ORDINAL}|{_ORDINAL}\s+{MONTH})\s?,?\s+\d{{4}})\s?,?\s+(?:{_CLOCK})(?=\s+[A-Z\"“‘'])"
)
_DASH = r"\s*(?:--|[-–—])\s+"
_TIGHT = r"\s*(?:(?:--|[–—])\s*|-\s+)(?=[A-Z0-9\"“‘'])"  # "2020—The": only behind a date, which makes it sure
_DATELINES = (
    re.compile(rf"{_PLACE}(?:,?\s{_DATED})?,?\s{_AGENCY}{_DASH}"),
    re.compile(rf"{_PLACE},\s{_DATED}{_TIGHT}"),
    re.compile(rf"[(\[]{_PLACE},\s{_DATED}[)\]](?:{_TIGHT}|\s*[.:]?\s+(?=[A-Z\"“]))"),
    re.compile(rf"\({_PLACE}\){_TIGHT}"),
    re.compile(rf"{_PLACE}[.,]\s{_DATED}\.?\s/(?P<agency>[A-Z][^/\n]{{1,40}})/\.?(?:{_DASH}|\s+)(?=[A-Z0-9\"“])"),
    re.compile(rf"{_CAPS}\.\s{_DATED}\.?\s(?:{_AGENCY})?{_DASH}"),
    re.compile(rf"{_DATED}(?:\s{_AGENCY})?{_DASH}(?=[A-Z\"“])"),
    re.compile(rf"{_NO_TOWN}{_CAPS}(?:,\s{_TOWN})?{_DASH}(?=[A-Z\"“])(?![^\n]{{0,90}}\s[-–—]{{1,2}}\s)"),
)
_DATED_DATELINES = (  # only at the head of a text: the day makes them sure where dash or town's capitals are missing
    re.compile(
        rf"(?:{_CAPS}|{_TOWN})(?:\s\[{_TOWN}\])?(?:,\s{_TOWN})?\s?,\s{_DATED}(?:,?\s{_AGENCY})?\s?:\s+(?=[A-Z\"“])"
    ),
    re.compile(rf"{_PLACE},\s{_DATED},?\s{_AGENCY}\s+(?=[A-Z\"“])"),
    re.compile(rf"{_PLACE},\s{_DATED}(?<=\d{{4}})\.\s+(?=[A-Z\"“])"),
    re.compile(rf"(?:{_CAPS}|{_TOWN})(?:,\s{_TOWN})?\s\({_DATED}\){_DASH}"),
    re.compile(rf"{_TOWN},\s{_TOWN}\s?(?:--|[–—])\s+(?=[A-Z\"“])"),
)
_COLON_DATELINES = (  # usual in India; only at the head of a text, for elsewhere a colon follows a speaker's name
    re.compile(rf"(?:{_CAPS}|{_TOWN})(?:,\s{_TOWN})?\s?{_AGENCY}\s?:\s+(?=[A-Z\"“])"),
    re.compile(rf"{_NO_TOWN}{_CAPS}(?:\s?/\s?{_CAPS}){{0,3}}\s?:\s+(?=[A-Z][a-z]*\s)"),
)
_REPORTER = re.compile(
    rf"(?:(?:Staff|Special|Our|Senior|City|Principal)\s)?(?:Staff\s)?(?:Reporter|Correspondent)\s+(?:{_TOWN}\s?:\s+)?(?=[A-Z])"
)


def dateline(words: str, *, first: bool = False, stamped: bool = False) -> int:
    """How many characters of a paragraph's start are its dateline with its dash, 0 if there is none.

    ``first``: it is the first paragraph of the report, where a colon may stand for the dash; ``stamped``: a time stamp stands
    before it, behind which the reporter may be named.
    """
    if stamped and (reporter := _REPORTER.match(words)):
        return reporter.end()
    patterns = _DATELINES + (_DATED_DATELINES + _COLON_DATELINES if first else ())
    return max((match.end() for pattern in patterns if (match := pattern.match(words))), default=0)


# An agency's dateline behind the headline on one line: "Two held HN Reporter BOR , June 3 ( HN ) - Two men ...".
_INLINE = re.compile(
    rf"(?:\b[A-Z]{{2,6}}\s(?:Reporter|Correspondent)\s+)?\b{_CAPS}\s?,\s{_DATED}\s?{_AGENCY}{_DASH}(?=[A-Z\"“])"
)


def stamp(words: str) -> tuple[int, int] | None:
    """Where a page's own time stamp stands in a paragraph that begins with the headline: the headline is before it."""
    found = _STAMP.search(words) or (None if dateline(words, first=True) else _INLINE.search(words))
    if found is None or re.search(r"[.!?][\"”’')]*\s+[A-Z]", words[: found.start()]):
        return None  # further on in running text
    return found.span()


def dateline_facts(words: str) -> tuple[str | None, str | None]:
    """(agency, ISO date) that a dateline names; a date without a year is none."""
    if stamped := _STAMP.match(words + " A"):
        return None, read_day(re.sub(r"\s,", ",", stamped["date"]))
    for pattern in _DATELINES + _DATED_DATELINES + _COLON_DATELINES:
        match = pattern.fullmatch(words) or pattern.fullmatch(words + " A") or pattern.match(words + " A")
        if match:
            found = match.groupdict()
            return found.get("agency"), read_day(found["date"]) if found.get("date") else None
    return None, None
