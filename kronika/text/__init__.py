"""A report's text and parts come in; skeleton sentences go out: tokens and sentence spans by Universal Dependencies' habits."""

from kronika.text.sentences import MAX_TOKENS, split_sentences, split_tokens
from kronika.text.tokens import tokenise, visible

__all__ = ["MAX_TOKENS", "split_sentences", "split_tokens", "tokenise", "visible"]
