"""Trees written by hand for tests: rows of ``form lemma upos xpos head deprel [name]`` become sentences and reports.

``head`` is 1-based, 0 at the root; "~" before a form means that no blank stands before it; ``name`` is B-PER, I-PER, ...
"""

from __future__ import annotations

from kronika.records import Name, Reading, Report, Sentence, Span, Token, text_sha256


def parse_sentence(
    rows: str, *, index: int = 0, offset: int = 0, paragraph: int = 0, role: str = "body"
) -> tuple[str, Sentence]:
    """The sentence's text and its reading; ``offset`` is where it begins in its report."""
    text, tokens, labels = "", [], []
    for row in rows.strip().splitlines():
        form, lemma, upos, xpos, head, deprel, *name = row.split()
        glued = form.startswith("~") and len(form) > 1
        form = form[1:] if glued else form
        text += form if glued or not text else f" {form}"
        end = offset + len(text)
        tokens.append(Token(end - len(form), end, lemma, upos, xpos, int(head) - 1, deprel))
        labels.append(name[0] if name else "O")
    sentence = Sentence(
        index, Span(offset, offset + len(text)), paragraph, role, tuple(tokens), names=tuple(_names(labels))
    )
    return text, sentence


def _names(labels: list[str]) -> list[Name]:
    names: list[Name] = []
    for i, label in enumerate(labels):
        if label.startswith("B-"):
            end = i + 1
            while end < len(labels) and labels[end].startswith("I-"):
                end += 1
            names.append(Name(i, end, label[2:]))
    return names


def parse_report(*sentences: str, published: str | None = "2020-08-14", role: str = "body") -> tuple[Report, Reading]:
    """A report of these sentences, all in one paragraph."""
    text, read = "", []
    for index, rows in enumerate(sentences):
        offset = len(text) + 1 if text else 0
        words, sentence = parse_sentence(rows, index=index, offset=offset, role=role)
        text = f"{text} {words}" if text else words
        read.append(sentence)
    report = Report("r1", text, text_sha256(text), published=published)
    return report, Reading("r1", tuple(read))
