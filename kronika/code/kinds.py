"""A word in, the kind of thing it names out, for one report: what the lexicon knows, and what the tree tells besides."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from kronika.code.trees import case_of, naming_head, referent, words
from kronika.records import Sentence
from kronika.scheme import CLASSES
from kronika.scheme.lexicon import Lexicon, kind_of, role_at
from kronika.scheme.words import PLOVER_CODES

_UNKNOWN = ""
# Endings of nouns that may name people whom no list knows.
_PERSONAL = tuple(
    sorted(
        words(
            "ker ger per ner ler ser rer yer ver ber tor sor ist ian ee eer man men woman women people folk ite ese crat"
        )
    )
)
_PRIVATE = words("i you me this that someone somebody anyone anybody one everyone everybody")
_QUOTED = words("i me my")
_ALL_OF_THEM = words("each both either neither")
_LIMBS = words("neck head skull face arm leg hand finger chest throat rib body blood")
_HEARD = words("leader spokesman spokeswoman spokesperson")  # who speaks for others speaks in public
_CROWDS = words("hundreds thousands tens dozens scores millions many others hundred thousand dozen score")
_CONDITIONS = words("plight fate life right death safety future role situation suffering use abuse handling cause")
_PARTIES = words(
    "delegation section fraction portion proportion generation population collection contingent congregation detachment "
    "regiment assortment combination selection concentration segment coalition deputation faction constellation"
)
_BODIES = words("state organisation place")


def _names_doing(lemma: str) -> bool:
    """ "The treatment of migrants", "the plight of workers" are no people; "a delegation of nurses" is."""
    return lemma in _CONDITIONS or (lemma.endswith(("ment", "ness", "ance", "ence", "tion")) and lemma not in _PARTIES)


@dataclass(slots=True)
class Kinds:
    """The lexicon with the text of one report; remembers what it was asked.

    ``cites`` tells whether a token, by sentence and index, is somebody's words whom the report cites.
    """

    text: str
    lexicon: Lexicon
    cites: Callable[[int, int], bool] = lambda sentence, token: False
    _known: dict[tuple[int, int], str] = field(default_factory=dict)
    _holders: dict[str, frozenset[str]] = field(default_factory=dict)  # last word of a person's name -> classes
    _meant: dict[tuple[int, int], frozenset[str]] = field(default_factory=dict)  # pronoun -> classes

    def of(self, sentence: Sentence, head: int) -> str | None:
        """state, people, person, organisation, thing, place, event, idea, or None where nothing says so."""
        key = (sentence.index, head)
        if key not in self._known:
            self._known[key] = _UNKNOWN  # until it is found: "half of it" asks for "it", which asks for "half"
            self._known[key] = self._find(sentence, head) or _UNKNOWN
        return self._known[key] or None

    def _find(self, sentence: Sentence, head: int) -> str | None:
        head = naming_head(sentence, referent(sentence, head))
        token = sentence.tokens[head]
        if token.upos == "PRON" and token.lemma.lower() in {"it", "its", "itself"}:
            return self._kind_of_it(sentence, head)
        if self._tells_what_sort(sentence, head):
            return "idea"
        if token.upos == "ADJ" and token.deprel == "amod":
            # "Israeli raids": a country's adjective before an event noun names the state.
            return "state" if self.lexicon.country_of_adjective(self.text[token.start : token.end]) else None
        if token.lemma.lower() in _CROWDS or self.text[token.start : token.end].lower() in _CROWDS:
            return "people"  # "thousands", of whom the tree does not say
        known = kind_of(sentence, self.text, head, self.lexicon)
        if known in {None, "thing"} and token.upos == "NOUN" and not _names_doing(token.lemma.lower()):
            # "a section of students": what a word for a part or a group is made of
            for k in sentence.dependents(head, "nmod"):
                named = sentence.tokens[k].upos != "PRON"  # "six shells of them"
                named = named and token.lemma.lower() not in _LIMBS  # "the arms of two strikers" are no group
                if named and case_of(sentence, k) == "of" and kind_of(sentence, self.text, k, self.lexicon) == "people":
                    return "people"
        if known is None:
            # "the OMON, a police force,": what stands beside a name says what it is
            beside = sentence.dependents(head, "appos", "nmod:desc")
            told = (kind_of(sentence, self.text, k, self.lexicon) for k in beside if k != head)
            known = next((kind for kind in told if kind is not None), None)
        word = self.text[token.start : token.end]
        if known is None and word.islower() and word.endswith("ism"):
            return "idea"
        if known is None and self._has_motto(sentence, head):
            return "organisation"
        return known or ("thing" if self._seems_thing(sentence, head) else None)

    def _kind_of_it(self, sentence: Sentence, index: int) -> str | None:
        """What the nearest subject before "it" names, where that is a body: "the league insisted on its demands"; else what
        the nearest other noun names.
        """
        nouns = (k for k in range(index - 1, -1, -1) if sentence.tokens[k].upos in {"NOUN", "PROPN"})
        before = [
            k for k in nouns if sentence.tokens[k].xpos not in {"NNS", "NNPS"} or self.of(sentence, k) != "people"
        ]
        before.sort(key=lambda k: not sentence.tokens[k].deprel.startswith("nsubj"))
        kinds = (self.of(sentence, k) for k in before)
        return next((kind for kind in kinds if kind in {"state", "organisation", "people"}), None)

    @staticmethod
    def _tells_what_sort(sentence: Sentence, index: int) -> bool:
        """ "A terrorist attack": what sort of attack it is, not whose."""
        token = sentence.tokens[index]
        return token.lemma.lower() in {"terrorist", "terror"} and token.deprel in {"compound", "amod"}

    def sectors(self, sentence: Sentence, head: int) -> tuple[str, ...]:
        """PLOVER's sectors of a noun's role, by its own words alone."""
        if self._tells_what_sort(sentence, head):
            return ()
        role = role_at(sentence, self.text, naming_head(sentence, head), self.lexicon)
        return role.sectors if role is not None else ()

    def classes(self, sentence: Sentence, head: int) -> frozenset[str]:
        """Which of ``CLASSES`` a phrase belongs to, by its noun, its title or the body that it names; a state holds office."""
        head = naming_head(sentence, referent(sentence, head))
        if (meant := self._meant.get((sentence.index, head))) is not None:
            return meant
        titles = sentence.dependents(head, "nmod:desc", "appos", "compound", "flat")
        found = {sector for k in (head, *titles) for sector in self._sectors_at(sentence, k)}
        held = {name for name, sectors in CLASSES.items() if found & sectors}
        if self.of(sentence, head) == "state" or found & PLOVER_CODES:
            held.add("OFFICE")
        token = sentence.tokens[head]
        return frozenset(held) or self._holders.get(self.text[token.start : token.end], frozenset())

    def learn(self, sentences: Sequence[Sentence]) -> None:
        """Remember who holds office: "President Ada Kern" is told once, "Kern" and "she" after that."""
        for sentence in sentences:
            for name in sentence.names:
                head = sentence.head_of(name.first, name.end)
                if name.label == "PER" and (held := self.classes(sentence, head)):
                    surname = sentence.tokens[name.end - 1]
                    self._holders.setdefault(self.text[surname.start : surname.end], held)
        starts = {token.start: (s, i) for s in sentences for i, token in enumerate(s.tokens)}
        for sentence in sentences:
            for one in sentence.antecedents:
                at, end = starts.get(one.target.start), one.target.end
                if at is None or sentence.tokens[one.first].upos != "PRON":
                    continue
                told, first = at
                last = max(i for i, other in enumerate(told.tokens) if i == first or other.end <= end)
                head = told.head_of(first, last + 1)
                if (told.index, head) != (sentence.index, one.first):
                    self._meant[sentence.index, one.first] = self.classes(told, head)

    def _sectors_at(self, sentence: Sentence, index: int) -> tuple[str, ...]:
        role = role_at(sentence, self.text, index, self.lexicon)
        if role is not None:
            return role.sectors
        name = next((n for n in sentence.names if n.first <= index < n.end), None)
        body = self.lexicon.body(sentence.cover(name.first, name.end).of(self.text)) if name is not None else None
        return () if body is None else (body.code, *body.sectors)

    def is_public(self, sentence: Sentence, head: int) -> bool:
        """Whether somebody may act in public affairs: names, bodies, "we", "he", "it", "they", and nouns with a sector."""
        head = naming_head(sentence, referent(sentence, head))
        token = sentence.tokens[head]
        word = self.text[token.start : token.end].lower()
        if word in _QUOTED and (
            any(a.first <= head < a.end for a in sentence.attributions) or self.cites(sentence.index, head)
        ):
            return True  # whom the news quotes speaks in public: "I condemn the raid," he said
        if token.upos == "PRON" or word in _ALL_OF_THEM:
            return word not in _PRIVATE and token.deprel != "expl"
        if (
            token.upos in {"PROPN", "NUM"}
            or word in _CROWDS
            or token.lemma.lower() in _HEARD
            or self.of(sentence, head) in _BODIES
        ):
            return True
        role = role_at(sentence, self.text, head, self.lexicon)
        if role is not None and (role.sectors or role.kind == "people"):
            return True
        # "the Hutu faction", "Belgian truckers", "the party's wing", "heads of unions"
        near = (head, *sentence.dependents(head, "compound", "amod", "nmod:poss"))
        return any(self._is_named(sentence, k) for k in near) or (
            role is not None
            and any(
                self.of(sentence, k) in _BODIES or bool(self.classes(sentence, k))
                for k in sentence.dependents(head, "nmod")
            )
        )

    def is_capital(self, sentence: Sentence, index: int) -> bool:
        token = sentence.tokens[index]
        return self.lexicon.country_of_capital(self.text[token.start : token.end]) is not None

    def _is_named(self, sentence: Sentence, index: int) -> bool:
        token = sentence.tokens[index]
        word = self.text[token.start : token.end]
        if token.upos == "PROPN" or self.lexicon.country_of_adjective(word):
            return True
        role = role_at(sentence, self.text, index, self.lexicon)
        return role is not None and bool(role.sectors)  # "opposition groups"

    def _has_motto(self, sentence: Sentence, head: int) -> bool:
        """ "Lanterns for Justice", "Cooks without Borders": the name of an organisation, by its capitals."""
        return self.text[sentence.tokens[head].start].isupper() and any(
            case_of(sentence, k) in {"for", "without", "against"} and self.text[sentence.tokens[k].start].isupper()
            for k in sentence.dependents(head, "nmod")
        )

    @staticmethod
    def _seems_thing(sentence: Sentence, head: int) -> bool:
        """The lexicon knows nearly all nouns for people and bodies: another common noun is taken for a thing."""
        token = sentence.tokens[head]
        named = any(name.first <= head < name.end for name in sentence.names)
        return token.upos == "NOUN" and not named and not token.lemma.lower().endswith(_PERSONAL)
