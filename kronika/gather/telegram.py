"""Telegram Desktop's JSON export: one report a message; the chat is the publisher, a forward names its source."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from kronika.gather.jsonstream import JsonStream
from kronika.gather.options import GatherOptions
from kronika.gather.raw import Raw, Source
from kronika.records import Origin, Problem

_NAME = re.compile(r'"name"\s*:\s*"((?:[^"\\]|\\.){0,500})"')
_KIND = re.compile(r'"type"\s*:\s*"(\w{0,50})"')
_ID = re.compile(r'"id"\s*:\s*(-?\d{1,20})')


def _last(pattern: re.Pattern[str], text: str) -> str | None:
    found = pattern.findall(text)
    return str(found[-1]) if found else None


def _plain(text: object) -> str:
    """``text`` is a string, or a list of strings and of objects (links, bold words) that hold one."""
    if isinstance(text, str):
        return text
    if isinstance(text, list):
        return "".join(_plain(part.get("text", "") if isinstance(part, dict) else part) for part in text)
    return ""


def _message(source: Source, message: Mapping[str, Any], chat: Mapping[str, str | None]) -> Raw | None:
    text = _plain(message.get("text"))
    if message.get("type") != "message" or not text.strip():
        return None  # joins, pins, calls; photos without words
    number = message.get("id")
    day = str(message.get("date") or "")[:10]
    forwarded = message.get("forwarded_from") or message.get("saved_from")
    return Raw(
        text,
        Origin(source.name, number if isinstance(number, int) else None),
        id=f"telegram-{chat['id']}-{number}" if chat["id"] and number is not None else None,
        publisher=chat["name"] if "channel" in (chat["kind"] or "") else message.get("from") or chat["name"],
        published=day or None,
        forwarded_from=str(forwarded) if forwarded else None,
    )


def read_telegram(source: Source, options: GatherOptions) -> Iterator[Raw | Problem]:
    """Chats stand alone ("result.json" of one chat) or in the list of a whole account's export."""
    with source.path.open(encoding="utf-8-sig", errors="surrogateescape") as handle:
        stream = JsonStream(handle, limit=options.max_characters + 100_000)
        while (head := stream.skip_past('"messages"')) is not None:
            stream.skip_past("[")
            name = _last(_NAME, head)
            chat = {"name": json.loads(f'"{name}"') if name else None}
            chat |= {"kind": _last(_KIND, head), "id": _last(_ID, head)}
            for message in stream.items():
                report = _message(source, message, chat) if isinstance(message, dict) else None
                if report:
                    yield report
