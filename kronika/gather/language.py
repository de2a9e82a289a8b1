"""A text's language by py3langid, where there is enough of it to tell."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

_SAMPLE = 5000  # characters looked at
_ENOUGH = 30  # letters below which nothing is said
_SURE = 0.8
_ENGLISH = frozenset(
    ("the", "of", "and", "to", "in", "that", "was", "for", "on", "with", "by", "were", "have", "said", "from")
)
_PLAINLY = 0.2  # share of those words above which a text is plainly English; no other language comes near it


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def detect_language(text: str) -> str | None:
    """ISO 639-1 code, or None where the text is too short or no language is clearly the best.

    A text in another script than the Latin one is given its likeliest language: it is not English, whatever it is.
    """
    sample = text[:_SAMPLE]
    if sum(map(str.isalpha, sample)) < _ENOUGH:
        return None
    words = re.findall(r"[a-z]+", sample.lower())
    if len(words) >= 20 and sum(word in _ENGLISH for word in words) >= _PLAINLY * len(words):
        return "en"  # spares the loading of the model
    if sample.isupper():
        sample = sample.lower()
    sample = " ".join(word for word in sample.split() if "@" not in word and "://" not in word)
    code, probability = _identifier().classify(sample)
    latin = sum("a" <= letter <= "z" for letter in sample.lower())
    sure = probability >= _SURE or (code != "en" and 2 * latin < sum(map(str.isalpha, sample)))
    return str(code) if sure else None
