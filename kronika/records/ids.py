"""Ids are hashes of content, so that coding twice adds nothing and a better reader keeps people's reviews."""

from __future__ import annotations

from hashlib import blake2b, sha256

SEPARATOR = "\x1f"


def hash_id(kind: str, *parts: object) -> str:
    """``kind`` (r, m, f, c, e, j, v) and 20 hex digits of BLAKE2b over the parts; None counts as an empty part."""
    key = SEPARATOR.join("" if part is None else str(part) for part in (kind, *parts))
    return f"{kind}{blake2b(key.encode('utf-8', 'surrogatepass'), digest_size=10).hexdigest()}"


def text_sha256(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def report_id(text: str) -> str:
    """The id of a report that came without one."""
    return hash_id("r", text)


def mention_id(report: str, type_: str, lemma: str, occurrence: int) -> str:
    """``occurrence`` counts the mentions of one type and trigger lemma in the report, from 0."""
    return hash_id("m", report, type_, lemma.lower(), occurrence)


def figure_id(report: str, measure: str, head: str, occurrence: int) -> str:
    return hash_id("f", report, measure, head.lower(), occurrence)


def claim_id(of: str, field: str, head: str) -> str:
    """``head`` is the normalised head of the value: lower-case words, digits of a number, an ISO day."""
    return hash_id("c", of, field, head.lower())
