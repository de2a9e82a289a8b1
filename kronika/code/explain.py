"""A report's reading in, an account for people out: which rules fired in each sentence, which nearly did, and why not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kronika.code.coder import find_candidates, part_absorbed
from kronika.code.kinds import Kinds
from kronika.code.mend import mend
from kronika.code.merge import choose
from kronika.code.participants import Candidate
from kronika.code.settings import Settings
from kronika.code.status import find_standing
from kronika.code.trees import phrase_span
from kronika.code.voices import find_voices
from kronika.records import Mention, Reading, Report, Sentence
from kronika.scheme import Scheme
from kronika.scheme.lexicon import Lexicon
from kronika.scheme.voices import load_voices


@dataclass(frozen=True, slots=True)
class Account:
    """One rule at one word: whether it fired, and what it found or why it did not."""

    sentence: Sentence
    candidate: Candidate
    fired: bool
    reason: str


def explain_sentence(
    report: Report, sentence: Sentence, settings: Settings, scheme: Scheme, kinds: Kinds
) -> tuple[Account, ...]:
    """Every rule that a word of the sentence named, in the order of the text."""
    candidates = find_candidates(sentence, scheme, kinds, settings.day_tokens(sentence))
    chosen = choose(sentence, candidates)
    fired, absorbed = part_absorbed(sentence, chosen, scheme)
    # By what names it: an act that took in its harm ("the blast killed six") is not the candidate it was.
    told, inner = {_key(c) for c in fired}, {_key(c) for c in absorbed}
    found = []
    for candidate in candidates:
        if _key(candidate) in told:
            found.append(Account(sentence, candidate, True, _found(report.text, sentence, candidate, scheme)))
        elif _key(candidate) in inner:
            found.append(Account(sentence, candidate, False, "content of another event"))
        else:
            found.append(Account(sentence, candidate, False, candidate.refusal or "a better rule tells this happening"))
    return tuple(found)


def _key(candidate: Candidate) -> tuple[int, str]:
    return candidate.trigger.index, candidate.rule.id


def explain_report(
    report: Report, reading: Reading, scheme: Scheme, lexicon: Lexicon, doubted: Iterable[Mention] = ()
) -> Iterator[str]:
    """Lines of text: each sentence with a rule's word in it, then "+" for what fired and "-" for what did not.

    ``doubted``: mentions that were found and not coded, as too little speaks for them in the whole report."""
    voices = find_voices(report, reading, load_voices())
    settings, kinds = Settings(report, reading), Kinds(report.text, lexicon, voices.cites)
    kinds.learn(reading.sentences)
    doubts = {(one.trigger, one.why.rule): one.confidence for one in doubted}
    for sentence in (mend(s, scheme) for s in reading.sentences):
        accounts = explain_sentence(report, sentence, settings, scheme, kinds)
        if not accounts:
            continue
        yield " ".join(sentence.span.of(report.text).split())
        for account in accounts:
            trigger = account.candidate.trigger
            word = sentence.tokens[trigger.index]
            sign, reason = "+" if account.fired else "-", account.reason
            if account.fired and (believed := doubts.get((trigger.span(sentence), trigger.rule.id))) is not None:
                sign, reason = "-", f"confidence {believed:.2f}, less than {scheme.confidence.least:g}; {reason}"
            yield f"  {sign} {report.text[word.start : word.end]}: {trigger.rule.id}: {reason}"


def _found(text: str, sentence: Sentence, candidate: Candidate, scheme: Scheme) -> str:
    standing = find_standing(sentence, candidate.trigger.anchor, scheme, candidate.carrier)
    parts = [standing.status + (f" ({_word(text, sentence, standing.cue)!r})" if standing.cue is not None else "")]
    for name, heads in (("actors", candidate.actors), ("recipients", candidate.recipients)):
        if heads:
            parts.append(f"{name}: " + "; ".join(phrase_span(sentence, head).of(text) for head in heads))
    if candidate.carrier is not None:
        parts.append(f"through {_word(text, sentence, candidate.carrier.verb)!r}")
    return ", ".join(parts)


def _word(text: str, sentence: Sentence, index: int) -> str:
    token = sentence.tokens[index]
    return text[token.start : token.end]
