"""A scheme in, lines for people to read out: what can be coded, and one type or mode in full."""

from __future__ import annotations

from collections.abc import Iterator

from kronika.scheme.rules import EventType, Rule, Scheme, Slot


def list_scheme(scheme: Scheme) -> Iterator[str]:
    """One line for each type and mode: name, number of rules, the first sentence of its definition."""
    for type_ in scheme.types.values():
        own = [rule for rule in type_.rules if rule.mode is None]
        yield _line(type_.name, len(own), type_.definition)
        for mode in type_.modes.values():
            rules = [rule for rule in type_.rules if rule.mode == mode.name]
            yield _line(f"  {type_.name}.{mode.name}", len(rules), mode.definition)


def describe(scheme: Scheme, name: str) -> Iterator[str]:
    """A type ("COERCE"), a mode ("COERCE.arrest") or a rule ("COERCE.arrest/arrest"), line by line. Raises KeyError."""
    path, _, rule_id = name.partition("/")
    type_name, _, mode_name = path.partition(".")
    if type_name not in scheme.types:
        raise KeyError(f"no type {type_name!r}; there are {', '.join(scheme.types)}")
    type_ = scheme.types[type_name]
    if rule_id:
        return _rule_lines(scheme.rule(name))
    if mode_name and mode_name not in type_.modes:
        raise KeyError(f"{type_name} has no mode {mode_name!r}; it has {', '.join(type_.modes) or 'none'}")
    return _lines(type_, mode_name or None)


def _lines(type_: EventType, mode_name: str | None) -> Iterator[str]:
    if mode_name is None:
        yield f"{type_.name} ({type_.quad})"
        yield f"  {type_.definition}"
        if type_.requires_recipient:
            yield "  needs a recipient"
        if type_.absorbs:
            yield f"  {', '.join(sorted(type_.absorbs))} hanging on it are its content"
        if type_.carries:
            yield f"  {', '.join(sorted(type_.carries))} hanging on it give it their content too"
    else:
        mode = type_.modes[mode_name]
        yield f"{type_.name}.{mode.name}: {mode.definition}"
        if mode.cues:
            yield f"  chosen where the mode is open by: {', '.join(sorted(mode.cues))}"
    for rule in type_.rules:
        if mode_name is None or rule.mode == mode_name:
            yield ""
            yield from _rule_lines(rule)


def _rule_lines(rule: Rule) -> Iterator[str]:
    yield rule.id
    for label, words in (
        ("verbs", rule.verbs),
        ("nouns", rule.nouns),
        ("adjectives", rule.adjectives),
        ("phrases", tuple(phrase.text for phrase in rule.phrases)),
        ("rolesets", tuple(sorted(rule.rolesets))),
    ):
        if words:
            yield f"  {label}: {', '.join(words)}"
    yield from _company_lines(rule)
    if rule.actor:
        yield f"  actor: {_slot(rule.actor)}"
    if rule.recipient:
        yield f"  recipient: {_slot(rule.recipient)}"
    for label, pairs in (("counts", rule.counts), ("content", rule.content)):
        if pairs:
            yield f"  {label}: {', '.join(f'{key} = {value}' for key, value in pairs.items())}"
    if rule.harm:
        yield f"  harm: {rule.harm}"
    yield f"  confidence: {rule.confidence}"
    for example in rule.examples:
        yield f"  + {example.text} [{example.trigger}]"
    for text in rule.counterexamples:
        yield f"  - {text}"


def _company_lines(rule: Rule) -> Iterator[str]:
    for slot, lemmas in rule.requires.items():
        yield f"  only if {slot} is: {', '.join(sorted(lemmas))}"
    for slot, kinds in rule.excludes.items():
        yield f"  not if {slot} is a: {', '.join(sorted(kinds))}"
    if rule.without:
        yield f"  only without: {', '.join(sorted(rule.without))}"
    if rule.within:
        yield f"  only beside one of: {', '.join(sorted(rule.within))}"
    if rule.not_with:
        yield f"  not beside: {', '.join(sorted(rule.not_with))}"
    if rule.near:
        yield f"  only in a sentence with one of: {', '.join(sorted(rule.near))}"
    if rule.not_near:
        yield f"  not in a sentence with: {', '.join(sorted(rule.not_near))}"
    if rule.anchored:
        yield "  only with somebody, a place, a day or a number"


def _slot(slot: Slot) -> str:
    notes = [name for name in ("required", "sure", "public") if getattr(slot, name)]
    kinds = ", ".join(sorted(slot.kinds))
    return f"{' or '.join(slot.slots)} ({kinds}{'; ' + ', '.join(notes) if notes else ''})"


def _line(name: str, rules: int, definition: str) -> str:
    first = definition.split(". ")[0].rstrip(".")
    return f"{name:<26} {rules:>3}  {first}"
