"""``check_scheme``: a folder of YAML in, its faults out, each with file and key, so that an edited scheme can be trusted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import yaml

from kronika.records import Problem
from kronika.scheme.load import read_type, scheme_tables, type_data, type_files
from kronika.scheme.parse import LOADER, SchemeError, read_yaml
from kronika.scheme.rules import ACTING, ROLES, Context, EventType, Light, Rule, Slot
from kronika.scheme.tables import read_confidence, read_contexts, read_fallback, read_light, read_status

ROLESET = re.compile(r"[a-z0-9_'-]+\.(\d\d|LV|XX)$")
MEASURE = re.compile(r"[a-z]+(_[a-z]+)*$")
PREPOSITIONS = {
    "about", "according to", "against", "among", "around", "at", "before", "behind", "between", "by", "during", "for", "from",
    "in", "inside", "into", "near", "of", "off", "on", "onto", "out of", "outside", "over", "through", "to", "toward",
    "towards", "under", "upon", "with", "within", "without",
}  # fmt: skip
SLOTS = PREPOSITIONS | set(ROLES)


def check_scheme(path: Path) -> list[Problem]:
    """Faults of the scheme in folder ``path``, in the order of its files; an empty list means that it can be used."""
    faults: list[Problem] = []
    types: dict[str, EventType] = {}
    try:
        own, given = set(type_files(path)), type_data(path)
    except SchemeError as error:
        return [_fault(error.file, error.what)]
    for name, files in _named_twice(sorted(own)):
        faults.append(_fault(files[1], f"type {name} has a file already: {files[0].name}"))
    for file, data in given:
        try:
            type_ = read_type(file, data)
        except SchemeError as error:
            faults.append(_fault(error.file, f"{error.key}: {error.what}" if error.key else error.what))
            continue
        types[type_.name] = type_
        if file in own:
            faults.extend(_fault(file, message) for message in _check_type(type_))
            faults.extend(_fault(file, message) for message in _doubled_keys(file))
    faults.extend(_check_tables(path, types))
    faults.extend(_fault(path / "types", message) for message in _claimed_twice(types))
    return faults


def _check_tables(path: Path, types: dict[str, EventType]) -> Iterator[Problem]:
    contexts: dict[str, Context] = {}
    light: tuple[Light, ...] = ()
    tables = scheme_tables(path)
    try:
        contexts = read_contexts(tables["contexts"])
        light = read_light(tables["light"])
        read_status(tables["status"])
        read_fallback(tables["fallback"], types, laid_over=tables["fallback"].parent != path)
        read_confidence(tables["confidence"])
    except SchemeError as error:
        yield _fault(error.file, f"{error.key}: {error.what}" if error.key else error.what)
    for one in light if tables["light"].parent == path else ():
        for name in sorted(one.types - set(types)):
            yield _fault(tables["light"], f"types: {name} has no file in types/")
    for type_ in types.values():
        for name in sorted((type_.absorbs | type_.carries) - set(types)):
            yield _fault(path / "types", f"{type_.name}: absorbs or carries {name}, which has no file in types/")
        for rule in type_.rules:
            for name in sorted(set(rule.contexts) - set(contexts)):
                yield _fault(path / "types", f"{rule.id}: context {name} is not in contexts.yaml")


def _named_twice(files: list[Path]) -> Iterator[tuple[str, list[Path]]]:
    by_name: dict[str, list[Path]] = {}
    for file in files:
        try:
            by_name.setdefault(str(read_yaml(file).get("type")), []).append(file)
        except SchemeError:
            continue
    yield from ((name, found) for name, found in by_name.items() if len(found) > 1)


def _check_type(type_: EventType) -> Iterator[str]:
    if not type_.rules:
        yield f"{type_.name}: no rules: nothing evokes this type"
    for rule in type_.rules:
        yield from _check_rule(rule)


def _check_rule(rule: Rule) -> Iterator[str]:
    if not (rule.verbs or rule.nouns or rule.adjectives or rule.phrases):
        yield f"{rule.id}: no verbs, nouns, adjectives or phrases: nothing evokes it"
    if not rule.examples:
        yield f"{rule.id}: no examples: give a sentence that it must code"
    for example in rule.examples:
        if example.trigger not in example.text:
            yield f"{rule.id}: the example's trigger {example.trigger!r} is not in its text"
        for words in (*(example.actors or ()), *(example.recipients or ()), *(example.content or ())):
            if words not in example.text:
                yield f"{rule.id}: the example's {words!r} is not in its text"
    for word in (*rule.verbs, *rule.nouns, *rule.adjectives):
        if word != word.lower():
            yield f"{rule.id}: {word!r}: lemmas are lower-case"
    for roleset in sorted(rule.rolesets):
        if not ROLESET.match(roleset):
            yield f"{rule.id}: {roleset!r} is no roleset: write lemma.NN"
    for measure in rule.counts.values():
        if not MEASURE.match(measure):
            yield f"{rule.id}: {measure!r} is no measure: write it in lower case"
    for role in set(rule.counts) - {"actor", "recipient"}:
        yield f"{rule.id}: counts.{role}: only an actor or a recipient is counted"
    if not 0 < rule.confidence <= 1:
        yield f"{rule.id}: confidence {rule.confidence} is not between 0 and 1"
    yield from _check_slots(rule)


def _check_slots(rule: Rule) -> Iterator[str]:
    given: list[str] = [name for key in rule.requires for name in key.split("|")] + [
        *rule.excludes,
        *rule.content,
        *rule.without,
    ]
    for slot in (rule.actor, rule.recipient):
        given.extend(slot.slots if slot else ())
        if slot and slot.kinds & slot.tolerates:
            yield f"{rule.id}: {sorted(slot.kinds & slot.tolerates)[0]} is both in kinds and in tolerates"
    for name in given:
        if name not in SLOTS:
            yield f"{rule.id}: unknown slot {name!r}: known are {', '.join(ROLES)} and prepositions"


def _claimed_twice(types: dict[str, EventType]) -> Iterator[str]:
    """Words that two rules claim with nothing to tell them apart: the second can never fire."""
    rules = [rule for type_ in types.values() for rule in type_.rules]
    for kind in ("verbs", "nouns", "adjectives"):
        claims: dict[str, list[Rule]] = {}
        for rule in rules:
            for word in getattr(rule, kind):
                claims.setdefault(word, []).append(rule)
        for word, claimants in sorted(claims.items()):
            bare = [rule.id for rule in claimants if not _told_apart(rule)]
            if len(bare) > 1:
                yield f"{word!r} ({kind}) is claimed by {' and '.join(bare)}: give all but one a constraint"


def _told_apart(rule: Rule) -> bool:
    return bool(
        rule.requires or rule.within or rule.without or rule.excludes or rule.rolesets or rule.not_with or rule.near
    ) or any(_demanding(slot) for slot in (rule.actor, rule.recipient))


def _demanding(slot: Slot | None) -> bool:
    return slot is not None and (slot.required or slot.kinds != ACTING)


def _doubled_keys(file: Path) -> Iterator[str]:
    """Keys that a mapping has twice; plain YAML silently keeps the last."""
    nodes = [yaml.compose(file.read_text(encoding="utf-8"), Loader=LOADER)]
    while nodes:
        node = nodes.pop()
        if isinstance(node, yaml.SequenceNode):
            nodes.extend(node.value)
        elif isinstance(node, yaml.MappingNode):
            keys = [key.value for key, _ in node.value]
            nodes.extend(value for _, value in node.value)
            for name in sorted({key for key in keys if keys.count(key) > 1}):
                yield f"line {node.start_mark.line + 1}: {name!r} stands twice in one mapping"


def _fault(origin: Path | str, message: str) -> Problem:
    return Problem("scheme", message, origin=f"{origin}{_line(Path(origin), message)}")


def _line(file: Path, message: str) -> str:
    """ ":LINE" of what a message is about: the word it quotes, else the rule or key that it names."""
    if not file.is_file():
        return ""
    lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
    rule = re.match(r"[A-Z]+(?:\.[\w-]+)?/([\w-]+)", message)
    told = re.search(r"\bline (\d+)", message)
    if told:
        return f":{told[1]}"
    start = next((n for n, line in enumerate(lines) if rule and re.search(rf"\bid:\s*{rule[1]}\b", line)), 0)
    for word in (*re.findall(r"'([^']+)'", message)[:1], *re.findall(r"^([\w.-]+):", message)):
        pattern = re.compile(rf"(?<![\w-]){re.escape(word.rpartition('.')[2])}(?![\w-])")
        for n in (*range(start, len(lines)), *range(start)):
            if pattern.search(lines[n]):
                return f":{n + 1}"
    return f":{start + 1}" if rule else ""
