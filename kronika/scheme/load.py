"""``load_scheme``: the folder of YAML files that docs/scheme.md describes becomes a frozen ``Scheme``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

from kronika.scheme.layers import lay_over, table_of
from kronika.scheme.parse import (
    HERE,
    SchemeError,
    check_kinds,
    check_unique,
    listed,
    mapping,
    one_of,
    only_known,
    prose,
    read_yaml,
    strings,
    word_set,
)
from kronika.scheme.rules import (
    ACTING,
    QUADS,
    ROLES,
    STATUSES,
    EventType,
    Example,
    Mode,
    Phrase,
    PhraseWord,
    Rule,
    Scheme,
    Slot,
)
from kronika.scheme.tables import read_confidence, read_contexts, read_fallback, read_light, read_status

TYPE_KEYS = {
    "type", "extends", "quad", "definition", "requires_recipient", "absorbs", "carries", "residual", "defaults", "modes", "rules",
}  # fmt: skip
MODE_KEYS = {"definition", "cues", "defaults", "rules"}
# What defaults may give to the rules below them; a rule's own value replaces the default's.
COMMON_KEYS = {
    "actor", "recipient", "requires", "excludes", "without", "within", "not_with", "near", "not_near", "anchored", "counts",
    "harm", "content", "status", "contexts", "confidence",
}  # fmt: skip
RULE_KEYS = COMMON_KEYS | {
    "id", "verbs", "nouns", "adjectives", "phrases", "rolesets", "examples", "counterexamples",
}  # fmt: skip
SLOT_KEYS = {"slot", "kinds", "tolerates", "required", "sure", "public"}
EXAMPLE_KEYS = {
    "text", "trigger", "actors", "recipients", "mode", "status", "attempted", "historical", "content",
}  # fmt: skip
TABLES = ("contexts", "light", "status", "fallback", "confidence")
POLARITIES = {"wanted", "unwanted", "alleged", "announced"}
HARMS = {"killed", "injured", "missing"}


def load_scheme(path: Path | None = None) -> Scheme:
    """The scheme that ships, with folder ``path`` laid over it where one is given. Cached. Raises SchemeError."""
    return _load((path or HERE).resolve())


@cache
def _load(folder: Path) -> Scheme:
    types = {type_.name: type_ for type_ in (read_type(file, data) for file, data in type_data(folder))}
    tables = scheme_tables(folder)
    read = [*([] if _is_alone(folder) else type_files(HERE)), *type_files(folder)]
    return Scheme(
        version=_digest([*read, *(table for table in tables.values() if table.exists())]),
        types=types,
        contexts=read_contexts(tables["contexts"]),
        light=read_light(tables["light"]),
        status_cues=read_status(tables["status"]),
        fallback=read_fallback(tables["fallback"], types, laid_over=not _is_alone(folder)),
        confidence=read_confidence(tables["confidence"]),
    )


def type_data(folder: Path) -> list[tuple[Path, dict[str, Any]]]:
    """For each type the file that gives it and its mapping; the types that ``folder`` does not give are those that ship."""
    own = [(file, read_yaml(file)) for file in type_files(folder)]
    if _is_alone(folder):
        return own
    found = {str(data.get("type")): (file, data) for file, data in ((f, read_yaml(f)) for f in type_files(HERE))}
    for file, data in own:
        name = str(data.get("type"))
        if data.get("extends") and name not in found:
            raise SchemeError(file, "extends", f"there is no type {name} to extend: one of {', '.join(sorted(found))}")
        found[name] = (file, lay_over(found[name][1], data) if data.get("extends") else data)
    return list(found.values())


def scheme_tables(folder: Path) -> dict[str, Path]:
    """The files of contexts, light verbs, status, fallback and confidence."""
    alone = _is_alone(folder)
    # how far the program may be believed was measured; a whole scheme of one's own needs no measure of its own
    return {name: table_of(folder, HERE, name, alone=alone and name != "confidence") for name in TABLES}


def _is_alone(folder: Path) -> bool:
    """Whether a folder is a whole scheme: the one that ships, or one whose ``scheme.yaml`` says ``alone: true``."""
    return folder.resolve() == HERE.resolve() or bool(read_yaml(folder / "scheme.yaml").get("alone"))


def type_files(folder: Path) -> list[Path]:
    """The files of the event types, by name. Raises SchemeError where there are none."""
    files = sorted((folder / "types").glob("*.yaml"))
    if not files:
        raise SchemeError(
            folder, "types", "no types/*.yaml in the scheme's folder: give one file for each event type there"
        )
    return files


def _digest(files: Iterable[Path]) -> str:
    """Names the scheme by its content, whatever the line ends."""
    digest = blake2b(digest_size=6)
    for file in files:
        digest.update(b"\n".join(file.read_bytes().splitlines()))
    return digest.hexdigest()


def read_type(file: Path, data: dict[str, Any] | None = None) -> EventType:
    """The type that a file gives; ``data`` where it is laid over another's."""
    data = read_yaml(file) if data is None else data
    only_known(file, "", data, TYPE_KEYS)
    for key in ("type", "quad", "definition"):
        if not isinstance(data.get(key), str):
            raise SchemeError(file, key, "missing: every type needs a type, a quad and a definition")
    if data["quad"] not in QUADS:
        raise SchemeError(file, "quad", f"{data['quad']!r} is none of {', '.join(QUADS)}")
    name, defaults = data["type"], mapping(file, "defaults", data.get("defaults"))
    only_known(file, "defaults", defaults, COMMON_KEYS)
    rules = [_rule(file, name, None, item, defaults) for item in listed(file, "rules", data.get("rules"))]
    modes: dict[str, Mode] = {}
    for mode, body in mapping(file, "modes", data.get("modes")).items():
        where = f"modes.{mode}"
        body = mapping(file, where, body)
        only_known(file, where, body, MODE_KEYS)
        modes[mode] = Mode(
            mode, prose(file, f"{where}.definition", body.get("definition")), word_set(file, where, body, "cues")
        )
        own = mapping(file, f"{where}.defaults", body.get("defaults"))
        only_known(file, f"{where}.defaults", own, COMMON_KEYS)
        for item in listed(file, f"{where}.rules", body.get("rules")):
            rules.append(_rule(file, name, mode, item, {**defaults, **own}))
    check_unique(file, [rule.id for rule in rules])
    return EventType(
        name,
        data["quad"],
        data["definition"].strip(),
        modes,
        tuple(rules),
        bool(data.get("requires_recipient")),
        word_set(file, "", data, "absorbs"),
        word_set(file, "", data, "carries"),
        one_of(file, "residual", data.get("residual"), set(modes)),
    )


def _rule(file: Path, type_: str, mode: str | None, item: Any, defaults: Mapping[str, Any]) -> Rule:
    own = mapping(file, "rules", item)
    if not isinstance(own.get("id"), str):
        raise SchemeError(file, "rules", f"a rule without an id: {str(item)[:60]}")
    id_ = f"{type_}.{mode}/{own['id']}" if mode else f"{type_}/{own['id']}"
    only_known(file, id_, own, RULE_KEYS)
    body = {**defaults, **own}
    requires = mapping(file, f"{id_}.requires", body.get("requires"))
    excludes = mapping(file, f"{id_}.excludes", body.get("excludes"))
    rule = Rule(
        id=id_,
        type=type_,
        mode=mode,
        verbs=strings(file, id_, body, "verbs"),
        nouns=strings(file, id_, body, "nouns"),
        adjectives=strings(file, id_, body, "adjectives"),
        phrases=tuple(parse_phrase(file, text) for text in strings(file, id_, body, "phrases")),
        rolesets=word_set(file, id_, body, "rolesets"),
        actor=_slot(file, f"{id_}.actor", body.get("actor")),
        recipient=_slot(file, f"{id_}.recipient", body.get("recipient")),
        requires={slot: word_set(file, f"{id_}.requires", requires, slot) for slot in requires},
        excludes={slot: word_set(file, f"{id_}.excludes", excludes, slot) for slot in excludes},
        without=word_set(file, id_, body, "without"),
        within=word_set(file, id_, body, "within"),
        not_with=word_set(file, id_, body, "not_with"),
        near=word_set(file, id_, body, "near"),
        not_near=word_set(file, id_, body, "not_near"),
        anchored=bool(body.get("anchored", False)),
        counts=mapping(file, f"{id_}.counts", body.get("counts")),
        harm=one_of(file, f"{id_}.harm", body.get("harm"), HARMS),
        content=mapping(file, f"{id_}.content", body.get("content")),
        status=one_of(file, f"{id_}.status", body.get("status"), STATUSES),
        contexts=strings(file, id_, body, "contexts"),
        confidence=float(body.get("confidence", 0.8)),
        examples=tuple(_example(file, id_, one) for one in listed(file, f"{id_}.examples", body.get("examples"))),
        counterexamples=strings(file, id_, body, "counterexamples"),
    )
    for slot, polarity in rule.content.items():
        one_of(file, f"{id_}.content.{slot}", polarity, POLARITIES)
    for slot, kinds in rule.excludes.items():
        check_kinds(file, f"{id_}.excludes.{slot}", kinds)
    return rule


def _slot(file: Path, key: str, value: Any) -> Slot | None:
    """``agent``, ``[patient, against]`` or ``{slot: ..., kinds: [...], required: true}``."""
    if value is None:
        return None
    body = value if isinstance(value, dict) else {"slot": value}
    only_known(file, key, body, SLOT_KEYS)
    slots = strings(file, key, body, "slot")
    if not slots:
        raise SchemeError(file, key, f"names no slot: give one of {', '.join(ROLES)} or a preposition")
    kinds, tolerates = word_set(file, key, body, "kinds"), word_set(file, key, body, "tolerates")
    check_kinds(file, key, kinds | tolerates)
    return Slot(
        slots,
        kinds=kinds or ACTING,
        tolerates=tolerates,
        required=bool(body.get("required")),
        sure=bool(body.get("sure")),
        public=bool(body.get("public")),
    )


def parse_phrase(file: Path, text: str) -> Phrase:
    """ "take * into ^custody": lemmas, "a|b" either, "(the)" may be missing, "*" any phrase or none, "^" the trigger."""
    words: list[PhraseWord] = []
    for word in text.split():
        if word == "*":
            words.append(PhraseWord(frozenset(), gap=True))
            continue
        optional = word.startswith("(") and word.endswith(")")
        word = word[1:-1] if optional else word
        lemmas = frozenset(part for part in word.removeprefix("^").lower().split("|") if part)
        words.append(PhraseWord(lemmas, trigger=word.startswith("^"), optional=optional))
    marked = sum(word.trigger for word in words)
    if marked > 1 or not words or words[0].gap or words[-1].gap:
        raise SchemeError(file, f"phrase {text!r}", "one word may be marked with ^, and * stands between words")
    if not marked:
        first = words[0]
        words[0] = PhraseWord(first.lemmas, trigger=True)
    return Phrase(text, tuple(words))


def _example(file: Path, key: str, item: Any) -> Example:
    body = mapping(file, f"{key}.examples", item)
    only_known(file, f"{key}.examples", body, EXAMPLE_KEYS)
    if not isinstance(body.get("text"), str) or not isinstance(body.get("trigger"), str):
        raise SchemeError(file, f"{key}.examples", "every example needs a text and its trigger")

    def words(name: str) -> tuple[str, ...] | None:
        return strings(file, key, body, name) if name in body else None

    return Example(
        body["text"], body["trigger"], words("actors"), words("recipients"), body.get("mode"),
        one_of(file, f"{key}.examples.status", body.get("status"), STATUSES),
        body.get("attempted"), body.get("historical"), words("content"),
    )  # fmt: skip
