"""A text's language by py3langid, where there is enough of it to tell."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

_SAMPLE = 5000  # characters looked at
_ENOUGH = 30  # letters below which nothing is said
_SURE = 0.8


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def detect_language(text: str) -> str | None:
    """ISO 639-1 code, or None where the text is too short or no language is clearly the best."""
    sample = text[:_SAMPLE]
    if sum(map(str.isalpha, sample)) < _ENOUGH:
        return None
    if sample.isupper():
        sample = sample.lower()
    sample = re.sub(r"\S*(?:https?://|@)\S*", " ", sample)
    code, probability = _identifier().classify(sample)
    return str(code) if probability >= _SURE else None
