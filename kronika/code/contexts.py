"""A paragraph in, the contexts (election, repression, ...) whose cues the scheme finds in it out."""

from __future__ import annotations

from collections.abc import Iterable

from kronika.records import Sentence
from kronika.scheme import Scheme


def find_contexts(sentences: Iterable[Sentence], scheme: Scheme) -> tuple[str, ...]:
    """Names of the contexts with a cue (a lemma, or lemmas joined by blanks) among the sentences, sorted."""
    lines = [f" {' '.join(token.lemma.lower() for token in s.tokens)} " for s in sentences]
    words = {word for line in lines for word in line.split()}
    return tuple(
        sorted(
            context.name
            for context in scheme.contexts.values()
            if any(
                cue in words if " " not in cue else any(f" {cue} " in line for line in lines) for cue in context.cues
            )
        )
    )
