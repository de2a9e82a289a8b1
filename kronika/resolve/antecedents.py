"""``antecedent_of``: the earlier words that a pronoun or "the group" stands for: as the reader says, else by rule."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kronika.records import ROOT, CountryBasis, Entity, Sentence, Span, Voice
from kronika.resolve.naming import Words, inner_tokens, known_body, name_span
from kronika.scheme.lexicon import kind_of, name_at, role_at

SINGLE = frozenset({"he", "she", "him", "her", "his", "hers", "himself", "herself"})
FEMALE = frozenset({"she", "her", "hers", "herself"})
PLURAL = frozenset({"they", "them", "their", "theirs", "themselves"})
NEUTER = frozenset({"it", "its", "itself"})
RELATIVE = frozenset({"who", "whom", "which", "that", "whose"})
FIRST_SINGLE = frozenset({"i", "me", "my"})
FIRST = FIRST_SINGLE | {"we", "us", "our"}
GROUPS = frozenset({
    "group", "union", "party", "company", "organisation", "organization", "association", "agency", "ministry", "commission",
    "federation", "movement", "committee", "coalition", "firm", "bank", "court", "body", "council", "channel", "newspaper",
})  # fmt: skip
FEMALE_WORDS = frozenset(
    {"mrs", "ms", "miss", "woman", "wife", "mother", "daughter", "sister", "chairwoman", "spokeswoman", "queen"}
)
MALE_WORDS = frozenset({"mr", "man", "husband", "father", "son", "brother", "chairman", "spokesman", "king"})
CROWDS = frozenset({
    "protester", "protestor", "demonstrator", "agitator", "agitationist", "marcher", "picketer", "rioter", "striker", "crowd",
    "mob", "resident", "villager", "local",
})  # fmt: skip
OFFICES = frozenset({
    "president", "governor", "minister", "mayor", "premier", "chancellor", "judge", "bishop", "senator", "ambassador", "king",
    "queen", "prince", "general", "colonel", "spokesman", "spokeswoman", "secretary", "director", "prosecutor", "commissioner",
})  # fmt: skip
FORCES = frozenset({"COP", "MIL", "PRM"})
WINDOW = 3  # sentences looked back
SURE = 0.5  # the least score of the reader's own antecedents


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase of the report: the sentence and head token, and its span."""

    sentence: Sentence
    head: int
    span: Span


def antecedent_of(words: Words, sentences: Sequence[Sentence], index: int, head: int) -> Span | None:
    """The span that token ``head`` of sentence ``index`` refers back to, None where that is itself or not known."""
    sentence = sentences[index]
    word = words.of(sentence, head).lower()
    token = sentence.tokens[head]
    if word in RELATIVE and (noun := _relative_noun(sentence, head)) is not None:
        inner = [i for i in inner_tokens(sentence, noun) if i < head]
        return sentence.cover(inner[0], inner[-1] + 1) if inner else None
    if _opens_anew(words, sentence, head):
        return _for_pronoun(words, sentences, index, head, word)
    told = [a for a in sentence.antecedents if a.score >= SURE and a.first <= head < a.end]
    told = [a for a in told if sentence.head_of(a.first, a.end) == head and _may_be(words, sentence, head, a.target)]
    signed = [s.span for s in sentences if s.role == "byline"]  # who wrote the report is nobody in it
    told = [a for a in told if not any(span.covers(a.target) for span in signed)]
    if told:
        target = max(told, key=lambda a: (a.score, a.first - a.end)).target
        nearer = _for_pronoun(words, sentences, index, head, word) if _is_far(words, sentences, index, target) else None
        return nearer if nearer is not None and word in SINGLE else target
    if token.upos == "PRON" and (word in SINGLE or word in PLURAL or word in NEUTER):
        return _for_pronoun(words, sentences, index, head, word)
    if token.upos == "NOUN" and words.lemma(sentence, head) in GROUPS and is_definite(words, sentence, head):
        return next((f.span for f in _phrases_before(words, sentences, index, head) if _label(f) == "ORG"), None)
    return None


def _is_far(words: Words, sentences: Sequence[Sentence], index: int, target: Span) -> bool:
    """Whether an antecedent is itself a pronoun, and stands in another paragraph: somebody named since is nearer."""
    paragraph = next((s.paragraph for s in sentences if s.span.covers(target)), None)
    return target.of(words.text).lower() in SINGLE and paragraph != sentences[index].paragraph


def _opens_anew(words: Words, sentence: Sentence, head: int) -> bool:
    """A "She" in mid-sentence opens another, whose stop a scrape has lost: it goes on about the subject before."""
    word = words.of(sentence, head)
    if word.lower() not in SINGLE or not word[0].isupper() or len(word) < 2 or word.isupper():
        return False
    return head > 1 and words.of(sentence, head - 1)[-1].isalpha() and words.of(sentence, head - 1).islower()


def _may_be(words: Words, sentence: Sentence, head: int, target: Span) -> bool:
    """Whether the reader's antecedent fits: "the Baltic states" are not "the United States", "she" is not "a mother"."""
    told = target.of(words.text).lower().split()
    if sentence.tokens[head].lemma.lower() in OFFICES and OFFICES & {*told} - {sentence.tokens[head].lemma.lower()}:
        return False  # the governor is not "its president, Ada Poe"
    if sentence.tokens[head].upos == "PRON":
        word = words.of(sentence, head).lower()
        if not told or (word in SINGLE and told[-1] in PLURAL) or (word in PLURAL and told[-1] in SINGLE | NEUTER):
            return False
        role = words.lexicon.role([told[-1].strip("'’”\"")])
        if role is not None and role.kind in {"event", "thing", "idea"}:
            return False  # whoever acts or suffers is somebody
        return word not in SINGLE or not {"a", "an"} & set(told[:3])
    if words.lemma(sentence, head) in CROWDS and told:
        role = words.lexicon.role([told[-1].strip("'’”\"")])
        if role is not None and FORCES & {*role.sectors}:
            return False  # whoever protests is not the police that tell of it
    own = [words.of(sentence, i) for i in inner_tokens(sentence, head) if i < head]
    return all(
        word.lower() in told
        for word in own
        if word[0].isupper() and word.lower() not in {"the", "this", "that", "these"}
    )


def _relative_noun(sentence: Sentence, head: int) -> int | None:
    """The noun whose relative clause a pronoun stands in."""
    for i in sentence.ancestors(head):
        if sentence.tokens[i].deprel.startswith("acl"):
            return sentence.tokens[i].head if sentence.tokens[i].head < head else None
    return None


def _for_pronoun(words: Words, sentences: Sequence[Sentence], index: int, head: int, word: str) -> Span | None:
    candidates = list(_phrases_before(words, sentences, index, head))
    if word in SINGLE:
        wanted = [f for f in candidates if _is_person(words, f) and _sex(words, f) in {None, word in FEMALE}]
    elif word in PLURAL:
        wanted = [f for f in candidates if kind_of(f.sentence, words.text, f.head, words.lexicon) == "people"]
    else:
        wanted = [
            f for f in candidates if kind_of(f.sentence, words.text, f.head, words.lexicon) in {"organisation", "state"}
        ]
    # Subjects are spoken of on; the nearest sentence that has one decides. "A woman" is "she" before "a reporter" is.
    known = word in SINGLE
    wanted.sort(
        key=lambda f: (
            -f.sentence.index,
            known and _sex(words, f) is None,
            not f.sentence.tokens[f.head].deprel.startswith("nsubj"),
            -f.head,
        )
    )
    return wanted[0].span if wanted else _body_before(words, sentences[index], head) if word in NEUTER else None


def _body_before(words: Words, sentence: Sentence, head: int) -> Span | None:
    """ "NAFP workers rallied against its chief": the known body that only says who others are."""
    named = [name for name in sentence.names if name.label == "ORG" and name.end <= head]
    told = (
        span for name in reversed(named) if known_body(words, (span := name_span(words, sentence, name)).of(words.text))
    )
    return next(told, None)


def _phrases_before(words: Words, sentences: Sequence[Sentence], index: int, head: int) -> Iterator[Found]:
    """Noun phrases before a token, nearest first, in its own sentence (left of its clause's subject) and some before."""
    for i in range(index, max(-1, index - 1 - WINDOW), -1):
        sentence = sentences[i]
        if sentence.role == "byline":
            continue
        limit = head if i == index else len(sentence.tokens)
        for k in range(limit - 1, -1, -1):
            token = sentence.tokens[k]
            inside_name = (name := name_at(sentence, k)) is not None and sentence.head_of(name.first, name.end) != k
            if token.upos not in {"NOUN", "PROPN"} or inside_name or token.deprel in {"compound", "flat", "nmod:desc"}:
                continue
            if _is_predicate(words, sentence, k):
                continue
            if i == index and (token.head == head or _same_clause(sentence, k, head)):
                continue
            inner = inner_tokens(sentence, k)
            yield Found(sentence, k, sentence.cover(inner[0], inner[-1] + 1))


def _is_predicate(words: Words, sentence: Sentence, index: int) -> bool:
    """ "as a mother", "is a mother and housewife" tell what somebody is, not who."""
    while sentence.tokens[index].deprel == "conj" and sentence.tokens[index].head != ROOT:
        index = sentence.tokens[index].head
    cases = {words.lemma(sentence, k) for k in sentence.dependents(index, "case")}
    return bool(cases & {"as", "like"} or sentence.dependents(index, "cop"))


def _same_clause(sentence: Sentence, one: int, other: int) -> bool:
    """Two arguments of one verb are not each other ("Petrov accused him")."""
    return (
        sentence.tokens[one].head == sentence.tokens[other].head != ROOT
        and sentence.tokens[other].deprel != "nmod:poss"
    )


def _is_person(words: Words, found: Found) -> bool:
    return kind_of(found.sentence, words.text, found.head, words.lexicon) == "person"


def _label(found: Found) -> str | None:
    name = name_at(found.sentence, found.head)
    return name.label if name else None


def _sex(words: Words, found: Found) -> bool | None:
    """True for a woman, False for a man, None where the words do not show it."""
    inner = [words.lemma(found.sentence, i).rstrip(".") for i in inner_tokens(found.sentence, found.head)]
    if any(word in FEMALE_WORDS for word in inner):
        return True
    if any(word in MALE_WORDS for word in inner):
        return False
    last = words.of(found.sentence, found.sentence.head_of(found.head, found.head + 1)).lower()
    name = name_at(found.sentence, found.head)
    if name is not None:
        last = words.of(found.sentence, name.end - 1).lower()
    if last.endswith(("skaya", "ska", "ová", "ova", "eva", "ovna")):
        return True
    return False if last.endswith(("sky", "ski", "skiy", "ovich", "ov", "ev")) else None


def is_definite(words: Words, sentence: Sentence, head: int) -> bool:
    """ "the group", "the same union", with nothing in it that names which."""
    inner = [i for i in inner_tokens(sentence, head) if i != head]
    return bool(inner) and all(words.lemma(sentence, i) in {"the", "this", "that", "same"} for i in inner)


def only_person(words: Words, sentence: Sentence, head: int) -> Span | None:
    """ "A recording of the mayor, Ada Poe, in which the politician says": the one person that the sentence names before."""
    role, token = role_at(sentence, words.text, head, words.lexicon), sentence.tokens[head]
    if role is None or role.kind != "person" or token.xpos != "NN" or not token.deprel.startswith("nsubj"):
        return None
    if token.lemma.lower() in OFFICES and OFFICES & {t.lemma.lower() for t in sentence.tokens} - {token.lemma.lower()}:
        return None  # "its president, Ada Poe, demanded that the governor resign"
    persons = [name for name in sentence.names if name.label == "PER"]
    if len(persons) != 1 or persons[0].end > head:
        return None
    verbs = {sentence.tokens[k].head for k in range(persons[0].first, persons[0].end)}
    return None if token.head in verbs else name_span(words, sentence, persons[0])


def speaking(entity: Entity, voice: Voice, text: str) -> Entity:
    """ "I" in somebody's words is the speaker, "we" are his side."""
    speaker, word = voice.speaker, entity.span.of(text).lower()
    if speaker is not None and is_another(text, entity, speaker):
        return Entity(entity.span, entity.head)  # who is quoted calls himself "I"
    if speaker is None or word not in FIRST or entity.country or entity.sectors or speaker.span.overlaps(entity.span):
        return entity
    basis: CountryBasis | None = "antecedent" if speaker.country else None
    side = replace(entity, country=speaker.country, country_basis=basis, sectors=speaker.sectors)
    if word not in FIRST_SINGLE or speaker.span.start > entity.span.start:
        return side
    return replace(side, name=speaker.name, known=speaker.known, antecedent=speaker.antecedent or speaker.span)


def is_another(text: str, entity: Entity, speaker: Entity) -> bool:
    """Whether "he" in somebody's quoted words is taken for that speaker, who would say "I"."""
    same = bool(entity.name) and entity.name == speaker.name
    return same and entity.span.of(text).lower() in SINGLE and is_quoted(text, entity.span.start)


def is_quoted(text: str, at: int) -> bool:
    """Whether a quotation is open at a place of a paragraph."""
    before = text[text.rfind("\n", 0, at) + 1 : at]
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1
