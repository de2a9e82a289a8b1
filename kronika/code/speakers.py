"""A reporting word and its speaker's head in, the voice out: named or not, through which medium, said when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kronika.code.subjects import surface_subjects
from kronika.code.trees import base, case_of, goes_on, head_span, is_noun, is_relative, naming_head, phrase, referent
from kronika.records import Date, Entity, Sentence, Span, Voice
from kronika.records.mentions import Stance, VoiceKind
from kronika.scheme.lexicon import kind_of, load_lexicon
from kronika.scheme.rules import ACTING
from kronika.scheme.voices import VoiceLexicon

GENERIC = frozenset({"one", "you", "there", "this", "that", "what", "which"})
SILENT = frozenset({"photo", "video", "recording"})  # what shows without saying: by itself it names nobody
# Prepositions of a maker, where not all three are: "of" names what a photo is about, "from" where it was taken.
MAKERS = {
    "photo": ("by",), "video": ("by",), "recording": ("by", "of"), "report": ("by",), "survey": ("by",), "press": ("by",),
}  # fmt: skip
# "Police reports", "state television": the document or the outlet is the speaker, whoever's it is.
ITSELF = frozenset({"report", "survey", "broadcast", "press", "website"})
FIRST_PERSON = frozenset({"i", "we"})
ANONYMOUS = frozenset(
    {"some", "many", "other", "several", "anonymous", "unnamed", "unidentified", "various", "multiple", "more", "most",
     "informed", "reliable", "knowledgeable", "certain", "different", "numerous", "undisclosed", "unofficial"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cue:
    """``tokens`` are the words of ``voice``; ``at`` is the reporting word; ``distant``: the report does not make them its own.

    ``open``: a verb of saying without words of its own in the tree: a quotation beside it may be what is said.
    """

    at: int
    tokens: frozenset[int]
    voice: Voice
    distant: bool = False
    open: bool = False


def may_show(text: str, sentence: Sentence, speaker: int, lexicon: VoiceLexicon) -> bool:
    """ "The survey shows that", "she suggested that"; not "the sanctions show that", "this suggests that"."""
    token = sentence.tokens[speaker]
    if token.lemma.lower() in lexicon.evidence:
        return True
    kind = kind_of(sentence, text, speaker, load_lexicon())
    if token.xpos == "DT" or kind in {"event", "idea", "thing"}:
        return False
    return token.upos != "NOUN" or kind in ACTING


def entity_at(sentence: Sentence, head: int, text: str) -> Entity:
    """The phrase around a head as an entity, with the reader's name for it; resolving it comes later."""
    name = next((n for n in sentence.names if n.first <= head < n.end), None)
    words = None if name is None else sentence.cover(name.first, name.end).of(text)
    first, end = phrase(sentence, head)
    while first < head and sentence.tokens[first].upos == "ADP":  # "by secretary X": the preposition of the title
        first += 1
    for name_head in _beside(sentence, head):
        first, end, head = min(first, phrase(sentence, name_head)[0]), phrase(sentence, name_head)[1], name_head
    named = head_span(sentence, naming_head(sentence, head))
    return Entity(sentence.cover(first, end), named, name=words)


def _beside(sentence: Sentence, head: int) -> Iterator[int]:
    """Subjects that the tree sets side by side, which are one phrase: "Chief Officer | Ada Poe", 'The "Volna" | workers'."""
    token = sentence.tokens[head]
    if base(token.deprel) != "nsubj" or token.head < 0:
        return
    for k in sentence.dependents(token.head, "nsubj"):
        if goes_on(sentence, head, k):
            yield k
            head = k


_SORTS = frozenset({"joint", "press", "media", "open", "final", "public", "written", "news", "policy"})  # of statements


def make_voice(
    text: str,
    sentence: Sentence,
    lexicon: VoiceLexicon,
    *,
    speaker: int | None,
    cue: tuple[int, int],
    stance: Stance = "asserts",
    medium: str | None = None,
    said: Date | None = None,
) -> Voice:
    """The voice of the speaker whose head is given (None: nobody is named)."""
    span = sentence.cover(*cue)
    if speaker is None:
        return Voice("unnamed", None, span, stance, said, medium)
    speaker = referent(sentence, speaker)
    if sentence.tokens[speaker].lemma.lower() in FIRST_PERSON:
        return Voice("publisher", None, span, stance, said, medium)  # the words of whoever says "we": see ``VoiceMap``
    through, maker = _maker(sentence, speaker, lexicon)
    medium = medium or through
    if maker is None and through in SILENT:
        return Voice("unnamed", None, span, stance, said, medium)
    head = speaker if maker is None else maker
    generic = sentence.tokens[head].lemma.lower() in GENERIC and not sentence.dependents(head, "nmod", "acl")
    if generic or sentence.tokens[head].deprel in {"expl", "expl:pass"}:
        return Voice("unnamed", None, span, stance, said, medium)
    kind: VoiceKind = "unnamed" if _names_nobody(sentence, head, lexicon) else "named"
    return Voice(kind, entity_at(sentence, head, text), span, stance, said, medium)


def _maker(sentence: Sentence, speaker: int, lexicon: VoiceLexicon) -> tuple[str | None, int | None]:
    """A statement, letter or photo says nothing by itself: (its medium, whoever made it or None)."""
    lemma = sentence.tokens[speaker].lemma.lower()
    medium = lexicon.media.get(lemma)
    if medium is None or not is_noun(sentence, speaker) or sentence.tokens[speaker].upos == "PROPN":
        return None, speaker
    owners = sentence.dependents(speaker, "nmod:poss")
    if owners:
        return medium, owners[0]
    issued = sentence.tokens[speaker].head
    if base(sentence.tokens[speaker].deprel) == "obj" and sentence.tokens[issued].lemma.lower() in lexicon.light:
        subjects, _ = surface_subjects(sentence, issued)  # "released a statement denouncing ..."
        if subjects:
            return medium, subjects[0]
    for case in MAKERS.get(medium, ("by", "from", "of")):
        for k in sentence.dependents(speaker, "nmod", "obl"):
            if _case(sentence, k) == case:
                return medium, k
    for k in sentence.dependents(speaker, "acl"):
        for agent in sentence.dependents(k, "obl:agent", "obl"):
            if case_of(sentence, agent) == "by":
                return medium, agent
    if medium in ITSELF:
        return medium, None
    makers = [k for k in sentence.dependents(speaker, "compound") if is_noun(sentence, k)]
    makers = [k for k in makers if sentence.tokens[k].lemma.lower() not in _SORTS]
    if makers and lemma not in lexicon.unnamed:
        return medium, makers[0]
    if makers and sentence.tokens[makers[0]].upos == "PROPN":
        return medium, makers[0]
    return medium, None


def _case(sentence: Sentence, head: int) -> str:
    """The preposition of a phrase, also where it hangs on the title: "by secretary Anna Kern"."""
    titles = sentence.dependents(head, "nmod:desc")
    return case_of(sentence, head) or next((case for k in titles if (case := case_of(sentence, k))), "")


def _names_nobody(sentence: Sentence, head: int, lexicon: VoiceLexicon) -> bool:
    token = sentence.tokens[head]
    lemma = token.lemma.lower()
    if token.upos == "PROPN" or lemma not in lexicon.unnamed:
        return False
    definite = any(sentence.tokens[k].lemma.lower() == "the" for k in sentence.dependents(head, "det"))
    if (definite and lemma != "source") or (
        lemma in lexicon.media and token.xpos == "NN" and sentence.dependents(head, "det")
    ):
        return False  # "the report said": that one, told of before
    hearsay = lemma in lexicon.rumours
    relations = ("compound", "flat") if hearsay else ("compound", "nmod", "amod", "acl", "flat")
    return not any(_tells_who(sentence, k, lexicon, hearsay) for k in sentence.dependents(head, *relations))


def _tells_who(sentence: Sentence, modifier: int, lexicon: VoiceLexicon, hearsay: bool) -> bool:
    """ "Police reports", "local media", "sources in the ministry"; not "some people", "initial reports"."""
    token = sentence.tokens[modifier]
    if token.upos in {"PRON", "DET"}:
        return bool(sentence.dependents(modifier, "acl"))  # "most of those who testified"
    if token.upos == "ADJ":
        return not hearsay and token.lemma.lower() not in ANONYMOUS
    return token.upos in {"NOUN", "PROPN"} and token.lemma.lower() not in lexicon.unnamed


def medium_of(sentence: Sentence, verb: int, lexicon: VoiceLexicon) -> str | None:
    """ "said in a statement", "wrote on Twitter", "told a press conference", "a recording in which he says"."""
    for k in sentence.dependents(verb, "obl", "obj", "nmod"):
        lemma = sentence.tokens[k].lemma.lower()
        if lemma in lexicon.media and (base(sentence.tokens[k].deprel) == "obj" or case_of(sentence, k) in _THROUGH):
            return lexicon.media[lemma]
    token = sentence.tokens[verb]
    if token.deprel in {"acl", "acl:relcl"}:
        told = [k for k in sentence.dependents(verb, "nsubj") if not is_relative(sentence, k)]
        if told and not any(is_relative(sentence, k) for k in sentence.subtree(verb) if k < told[0]):
            return None  # "an appeal for films of those whom it blames": no word of the appeal's
        return lexicon.media.get(sentence.tokens[token.head].lemma.lower())
    if token.deprel == "advcl:relcl":  # "a recording was published in which he says"
        for k in sentence.dependents(token.head, "nsubj"):
            return lexicon.media.get(sentence.tokens[k].lemma.lower())
    if base(token.deprel) in {"advcl", "xcomp", "conj"}:  # "issued a statement condemning", "posted a video, saying"
        for k in sentence.dependents(token.head, "obl", "obj"):
            if sentence.tokens[k].lemma.lower() in lexicon.media:
                return lexicon.media[sentence.tokens[k].lemma.lower()]
    return None


_THROUGH = frozenset({"in", "on", "via", "through", "over", "at", "during", "to", "by"})


def day_said(sentence: Sentence, verb: int, dates: Iterable[Date]) -> Date | None:
    """The date that hangs on the reporting verb itself ("said on Monday that"), not on what is reported."""
    for date in dates:
        if date.span is None or not sentence.span.covers(date.span):
            continue
        head = _head_in(sentence, date.span)
        if head is not None and sentence.tokens[head].head == verb:
            return date
    return None


def _head_in(sentence: Sentence, span: Span) -> int | None:
    inside = [i for i, t in enumerate(sentence.tokens) if span.start <= t.start and t.end <= span.end]
    return sentence.head_of(inside[0], inside[-1] + 1) if inside else None
