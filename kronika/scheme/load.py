"""``load_scheme``: the folder of YAML files that docs/scheme.md describes becomes a frozen ``Scheme``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

import yaml

from kronika.scheme.layers import lay_over, table_of
from kronika.scheme.rules import (
    ACTING,
    KINDS,
    QUADS,
    ROLES,
    Context,
    EventType,
    Example,
    Light,
    Mode,
    Phrase,
    PhraseWord,
    Rule,
    Scheme,
    Slot,
    StatusCue,
)

HERE = Path(__file__).parent
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the same safe subset, ten times as fast where it is built
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
STATUSES = {"actual", "negated", "future", "hypothetical"}
POLARITIES = {"wanted", "unwanted", "alleged", "announced"}
HARMS = {"killed", "injured", "missing"}


class SchemeError(Exception):
    """The scheme cannot be read: which file, which key, and what to do."""

    def __init__(self, file: Path | str, key: str, what: str) -> None:
        super().__init__(f"{file}: {key}: {what}" if key else f"{file}: {what}")
        self.file, self.key, self.what = str(file), key, what


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
    """The files of contexts, light verbs, status and fallback."""
    alone = _is_alone(folder)
    return {name: table_of(folder, HERE, name, alone=alone) for name in ("contexts", "light", "status", "fallback")}


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


def read_yaml(file: Path) -> dict[str, Any]:
    """A file's mapping; {} where there is no such file."""
    if not file.exists():
        return {}
    try:
        data = yaml.load(file.read_text(encoding="utf-8"), Loader=LOADER)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise SchemeError(file, "", f"not YAML: {error}") from error
    if not isinstance(data, dict):
        raise SchemeError(file, "", "expected a mapping (key: value) at the top")
    return data


def read_type(file: Path, data: dict[str, Any] | None = None) -> EventType:
    """The type that a file gives; ``data`` where it is laid over another's."""
    data = read_yaml(file) if data is None else data
    _known(file, "", data, TYPE_KEYS)
    for key in ("type", "quad", "definition"):
        if not isinstance(data.get(key), str):
            raise SchemeError(file, key, "missing: every type needs a type, a quad and a definition")
    if data["quad"] not in QUADS:
        raise SchemeError(file, "quad", f"{data['quad']!r} is none of {', '.join(QUADS)}")
    name, defaults = data["type"], _mapping(file, "defaults", data.get("defaults"))
    _known(file, "defaults", defaults, COMMON_KEYS)
    rules = [_rule(file, name, None, item, defaults) for item in _list(file, "rules", data.get("rules"))]
    modes: dict[str, Mode] = {}
    for mode, body in _mapping(file, "modes", data.get("modes")).items():
        where = f"modes.{mode}"
        body = _mapping(file, where, body)
        _known(file, where, body, MODE_KEYS)
        modes[mode] = Mode(
            mode, _text(file, f"{where}.definition", body.get("definition")), _set(file, where, body, "cues")
        )
        own = _mapping(file, f"{where}.defaults", body.get("defaults"))
        _known(file, f"{where}.defaults", own, COMMON_KEYS)
        for item in _list(file, f"{where}.rules", body.get("rules")):
            rules.append(_rule(file, name, mode, item, {**defaults, **own}))
    _unique(file, [rule.id for rule in rules])
    return EventType(
        name,
        data["quad"],
        data["definition"].strip(),
        modes,
        tuple(rules),
        bool(data.get("requires_recipient")),
        _set(file, "", data, "absorbs"),
        _set(file, "", data, "carries"),
        _one_of(file, "residual", data.get("residual"), set(modes)),
    )


def _rule(file: Path, type_: str, mode: str | None, item: Any, defaults: Mapping[str, Any]) -> Rule:
    own = _mapping(file, "rules", item)
    if not isinstance(own.get("id"), str):
        raise SchemeError(file, "rules", f"a rule without an id: {str(item)[:60]}")
    id_ = f"{type_}.{mode}/{own['id']}" if mode else f"{type_}/{own['id']}"
    _known(file, id_, own, RULE_KEYS)
    body = {**defaults, **own}
    requires = _mapping(file, f"{id_}.requires", body.get("requires"))
    excludes = _mapping(file, f"{id_}.excludes", body.get("excludes"))
    rule = Rule(
        id=id_,
        type=type_,
        mode=mode,
        verbs=_strings(file, id_, body, "verbs"),
        nouns=_strings(file, id_, body, "nouns"),
        adjectives=_strings(file, id_, body, "adjectives"),
        phrases=tuple(parse_phrase(file, text) for text in _strings(file, id_, body, "phrases")),
        rolesets=_set(file, id_, body, "rolesets"),
        actor=_slot(file, f"{id_}.actor", body.get("actor")),
        recipient=_slot(file, f"{id_}.recipient", body.get("recipient")),
        requires={slot: _set(file, f"{id_}.requires", requires, slot) for slot in requires},
        excludes={slot: _set(file, f"{id_}.excludes", excludes, slot) for slot in excludes},
        without=_set(file, id_, body, "without"),
        within=_set(file, id_, body, "within"),
        not_with=_set(file, id_, body, "not_with"),
        near=_set(file, id_, body, "near"),
        not_near=_set(file, id_, body, "not_near"),
        anchored=bool(body.get("anchored", False)),
        counts=_mapping(file, f"{id_}.counts", body.get("counts")),
        harm=_one_of(file, f"{id_}.harm", body.get("harm"), HARMS),
        content=_mapping(file, f"{id_}.content", body.get("content")),
        status=_one_of(file, f"{id_}.status", body.get("status"), STATUSES),
        contexts=_strings(file, id_, body, "contexts"),
        confidence=float(body.get("confidence", 0.8)),
        examples=tuple(_example(file, id_, one) for one in _list(file, f"{id_}.examples", body.get("examples"))),
        counterexamples=_strings(file, id_, body, "counterexamples"),
    )
    for slot, polarity in rule.content.items():
        _one_of(file, f"{id_}.content.{slot}", polarity, POLARITIES)
    for slot, kinds in rule.excludes.items():
        _kinds(file, f"{id_}.excludes.{slot}", kinds)
    return rule


def _slot(file: Path, key: str, value: Any) -> Slot | None:
    """``agent``, ``[patient, against]`` or ``{slot: ..., kinds: [...], required: true}``."""
    if value is None:
        return None
    body = value if isinstance(value, dict) else {"slot": value}
    _known(file, key, body, SLOT_KEYS)
    slots = _strings(file, key, body, "slot")
    if not slots:
        raise SchemeError(file, key, f"names no slot: give one of {', '.join(ROLES)} or a preposition")
    kinds, tolerates = _set(file, key, body, "kinds"), _set(file, key, body, "tolerates")
    _kinds(file, key, kinds | tolerates)
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
    body = _mapping(file, f"{key}.examples", item)
    _known(file, f"{key}.examples", body, EXAMPLE_KEYS)
    if not isinstance(body.get("text"), str) or not isinstance(body.get("trigger"), str):
        raise SchemeError(file, f"{key}.examples", "every example needs a text and its trigger")

    def words(name: str) -> tuple[str, ...] | None:
        return _strings(file, key, body, name) if name in body else None

    return Example(
        body["text"], body["trigger"], words("actors"), words("recipients"), body.get("mode"),
        _one_of(file, f"{key}.examples.status", body.get("status"), STATUSES),
        body.get("attempted"), body.get("historical"), words("content"),
    )  # fmt: skip


def read_contexts(file: Path) -> dict[str, Context]:
    contexts = {}
    for name, value in read_yaml(file).items():
        body = _mapping(file, name, value)
        _known(file, name, body, {"definition", "cues"})
        contexts[name] = Context(name, _text(file, name, body.get("definition")), _strings(file, name, body, "cues"))
    return contexts


def read_light(file: Path) -> tuple[Light, ...]:
    found = []
    for name, value in read_yaml(file).items():
        body = _mapping(file, name, value)
        _known(file, name, body, {"verbs", "noun", "actor", "recipient", "status", "types"})
        found.append(
            Light(
                verbs=_set(file, name, body, "verbs"),
                noun=_strings(file, name, body, "noun") or ("object",),
                actor=body.get("actor"),
                recipient=body.get("recipient"),
                status=_one_of(file, f"{name}.status", body.get("status"), STATUSES),
                types=_set(file, name, body, "types"),
            )
        )
    return tuple(found)


def read_status(file: Path) -> tuple[StatusCue, ...]:
    found = []
    for name, value in read_yaml(file).items():
        body = _mapping(file, name, value)
        _known(file, name, body, {"lemmas", "status", "attempted", "historical"})
        status = _one_of(file, f"{name}.status", body.get("status"), STATUSES)
        cue = StatusCue(
            _set(file, name, body, "lemmas"), status, bool(body.get("attempted")), bool(body.get("historical"))
        )
        found.append(cue)
    return tuple(found)


def read_fallback(
    file: Path, types: Mapping[str, EventType], *, laid_over: bool = False
) -> dict[str, tuple[str, str | None]]:
    """``TYPE`` or ``TYPE.mode`` -> rolesets, turned round.

    ``laid_over``: a user's own type may have taken the place of one with more modes, which the shipped file still names.
    """
    found: dict[str, tuple[str, str | None]] = {}
    data = read_yaml(file)
    for key in data:
        type_, _, mode = key.partition(".")
        if type_ not in types or (mode and mode not in types[type_].modes):
            if laid_over and file.parent == HERE:
                continue
            raise SchemeError(file, key, "no such type or mode: name one that has a file in types/")
        for roleset in _strings(file, key, data, key):
            found[roleset] = (type_, mode or None)
    return found


def _known(file: Path, key: str, body: Mapping[str, Any], allowed: Iterable[str]) -> None:
    unknown = sorted(set(map(str, body)) - set(allowed))
    if unknown:
        raise SchemeError(file, key or "top", f"unknown key {unknown[0]!r}: known are {', '.join(sorted(allowed))}")


def _mapping(file: Path, key: str, value: Any) -> dict[str, Any]:
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise SchemeError(file, key, f"expected a mapping (key: value), found {str(value)[:40]!r}")
    return {_word(name): item for name, item in value.items()}


def _list(file: Path, key: str, value: Any) -> list[Any]:
    if value is None:
        return []
    if not isinstance(value, list):
        raise SchemeError(file, key, f"expected a list, found {str(value)[:40]!r}")
    return value


def _strings(file: Path, key: str, body: Mapping[str, Any], name: str) -> tuple[str, ...]:
    value = body.get(name)
    items = [value] if isinstance(value, str | bool) else _list(file, f"{key}.{name}", value)
    return tuple(_word(item) for item in items)


def _word(item: object) -> str:
    # YAML 1.1 reads the preposition "on" as true and "no" as false.
    if item is True:
        return "on"
    if item is False:
        return "no"
    return str(item)


def _set(file: Path, key: str, body: Mapping[str, Any], name: str) -> frozenset[str]:
    return frozenset(_strings(file, key, body, name))


def _text(file: Path, key: str, value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise SchemeError(file, key, "missing: say in a sentence what it means")
    return value.strip()


def _one_of(file: Path, key: str, value: Any, allowed: set[str]) -> Any:
    if value is not None and value not in allowed:
        raise SchemeError(file, key, f"{value!r} is none of {', '.join(sorted(allowed))}")
    return value


def _kinds(file: Path, key: str, kinds: frozenset[str]) -> None:
    if unknown := sorted(kinds - KINDS):
        raise SchemeError(file, key, f"unknown kind {unknown[0]!r}: known are {', '.join(sorted(KINDS))}")


def _unique(file: Path, ids: list[str]) -> None:
    twice = sorted({id_ for id_ in ids if ids.count(id_) > 1})
    if twice:
        raise SchemeError(file, twice[0], "two rules have this id: give each its own")
