"""What a noun phrase says of its bearer in its own words: country, sectors, role, place; one sentence and head in, facts out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kronika.records import ROOT, Place, Sentence, Span
from kronika.resolve.naming import Words, bodies_in, body_at, inner_tokens, is_personal, name_is_state, name_tokens
from kronika.scheme.lexicon import Role, counted_head, name_at, role_at
from kronika.text.lists import Item, list_items

OF = frozenset({"of", "in", "from", "at", "for"})
AGE = re.compile(r"\b(\d{1,3})[- ]years?[- ]old\b", re.IGNORECASE)
# Heads that say only what part somebody has in something else, whose sectors then count: "a member of the union".
BELONGS = frozenset({
    "head", "leader", "chief", "member", "spokesman", "spokeswoman", "spokesperson", "official", "supporter", "employee",
    "chairman", "chairwoman", "director", "deputy", "representative", "delegate", "secretary", "group", "hundred", "thousand",
    "dozen", "crowd", "number", "majority", "part", "team", "delegation", "activist", "staff", "wing", "branch", "commander",
    "candidate", "chair", "boss", "follower", "ally", "family", "relative", "aide", "adviser", "advisor", "minority",
    "personnel", "president", "vice-president", "convener", "convenor", "treasurer", "coordinator", "fighter", "faction",
    "network", "movement", "unit", "chapter", "cell", "office", "headquarters", "operative", "recruit", "cadre",
})  # fmt: skip
WORKERS = frozenset({"worker", "volunteer", "man"})
SIDES = frozenset({"supporter", "follower", "family", "relative", "ally", "activist"})
SURE = 0.5  # confidence from which a town before a noun is taken for whose it is
DULL_ROLES = frozenset({"person", "man", "woman", "people", "member", "supporter", "individual", "somebody", "someone"})


@dataclass(frozen=True, slots=True)
class Facts:
    """What words say of somebody: PLOVER's sectors (primary first), a country's code, role words, the place they are from."""

    country: str | None = None
    sectors: tuple[str, ...] = ()
    role: Span | None = None
    place: Place | None = None

    def filled(self, other: Facts) -> Facts:
        """These facts, with the other's where nothing is known here; "a boy" tells less of somebody than "a student"."""
        plain = self.sectors in {(), ("CVL",)}
        return Facts(
            self.country or other.country,
            (other.sectors or self.sectors) if plain else self.sectors,
            self.role or other.role,
            self.place or other.place,
        )


def facts_at(words: Words, sentence: Sentence, head: int, *, depth: int = 3) -> Facts:
    """The facts of the phrase headed by ``head``, its title if it is a name, and its appositions."""
    if sentence.tokens[head].upos == "PRON":
        return Facts()
    counted = counted_head(sentence, words.text, head, words.lexicon)
    if counted is not None and depth:
        return facts_at(words, sentence, counted, depth=depth - 1)
    own = _own_facts(words, sentence, head, depth)
    for title in _titles(words, sentence, head):
        own = own.filled(_own_facts(words, sentence, title, depth, bare=True))
    if depth:
        for k in sentence.dependents(head, "appos"):
            if sentence.tokens[k].upos in {"NOUN", "PROPN", "ADJ"}:
                own = own.filled(_own_facts(words, sentence, k, depth - 1))
        if sentence.tokens[head].deprel == "appos" and sentence.tokens[head].head != ROOT:
            own = own.filled(_own_facts(words, sentence, sentence.tokens[head].head, depth - 1))
    if own.role is None and (age := AGE.search(words.text[sentence.span.start : sentence.span.end])) is not None:
        span = Span(sentence.span.start + age.start(), sentence.span.start + age.end())
        inner = inner_tokens(sentence, head)
        if inner and sentence.tokens[inner[0]].start <= span.start <= sentence.tokens[inner[-1]].end:
            own = own.filled(Facts(role=span))
    return own


def _own_facts(words: Words, sentence: Sentence, head: int, depth: int, *, bare: bool = False) -> Facts:
    country, place = _country(words, sentence, head)
    sectors = _sectors(words, sentence, head, depth)
    return Facts(country, sectors, _role_span(words, sentence, head, bare=bare), place)


def _sectors(words: Words, sentence: Sentence, head: int, depth: int) -> tuple[str, ...]:
    role, body = _role(words, sentence, head), body_at(words, sentence, head)
    found = list(body.sectors if body else role.sectors if role else ())
    if not found and not role and not body and words.lexicon.country_of_adjective(words.of(sentence, head)):
        # "Israelis", "Ghanaians"; "Israeli" before a noun is the state's
        found = ["GOV"] if sentence.tokens[head].deprel == "amod" else ["CVL"]
    if not found and name_is_state(words, sentence, head):
        found = ["GOV"]
    if not found and not body and sentence.tokens[head].xpos == "NNPS" and _names_many(words, sentence, head):
        found = ["CVL"]  # "Kurds", "Dalits"
    extra = [_modifier_sector(words, sentence, k) for k in sentence.children[head] if k < head]
    if words.lemma(sentence, head) in BELONGS | WORKERS and depth:
        for k in sentence.dependents(head, "nmod", "compound", "nmod:poss"):
            if name_is_state(words, sentence, k):
                continue  # "a team of Brazil" is no part of its government
            if sentence.tokens[k].deprel != "nmod" or _case(words, sentence, k) in {"of", "for", "with"}:
                outer = _sectors(words, sentence, k, depth - 1)
                if words.lemma(sentence, head) in WORKERS and "PTY" not in outer:
                    continue  # "bank workers" are no bank; "Congress workers" are the party's
                if words.lemma(sentence, head) in SIDES:  # a minister's supporters are no government
                    found += [sector for sector in outer if sector in {"PTY", "OPP", "REB", "ELI"}]
                else:
                    found = list(outer) or found
    if "SOC" in found or "LAB" in found:
        found = [*_of_members(words, sentence, head), *found]
    if "ELI" in extra and "GOV" in found:
        found.remove("GOV")
    return tuple(dict.fromkeys((*found, *(s for s in extra if s))))


def _of_members(words: Words, sentence: Sentence, head: int) -> list[str]:
    """The sectors of those whose body it is: "the Teachers Association", "the bus drivers' union"."""
    found: list[str] = []
    for k in sentence.dependents(head, "compound", "nmod:poss", "flat", "nmod"):
        if (k < head or _case(words, sentence, k) == "of") and words.of(sentence, k).endswith("s"):
            role = words.lexicon.role((words.of(sentence, k),))
            found += role.sectors if role is not None and role.kind in {"person", "people"} else ()
    return found


def _names_many(words: Words, sentence: Sentence, head: int) -> bool:
    """Whether a proper plural names a people, not a body ("the United Nations", "Johnson Motors")."""
    name = name_at(sentence, head)
    return name is None or name.label not in {"ORG", "LOC"} or (name.label == "ORG" and name.end - name.first == 1)


def _role(words: Words, sentence: Sentence, head: int) -> Role | None:
    """The role of a noun; a person's own name tells none ("Cook")."""
    return None if is_personal(words, sentence, head) else role_at(sentence, words.text, head, words.lexicon)


def _modifier_sector(words: Words, sentence: Sentence, index: int) -> str | None:
    if sentence.tokens[index].deprel not in {"amod", "compound", "nmod:poss", "nmod"}:
        return None
    modifiers = words.lexicon.modifiers  # "ousted" may be read as a form of "oust"
    return modifiers.get(words.lemma(sentence, index)) or modifiers.get(words.of(sentence, index).lower())


def _country(words: Words, sentence: Sentence, head: int) -> tuple[str | None, Place | None]:
    """The country that the phrase's own words give, the nearest first, and the place it is said to be of or at."""
    if (body := body_at(words, sentence, head)) is not None:
        # "the British Red Cross"
        branch = (
            next(_countries(words, sentence, inner_tokens(sentence, head), head), None) if body.code == "NGO" else None
        )
        return branch or body.code, None
    name = name_at(sentence, head)
    if name is not None and name.label != "PER":
        own = sentence.cover(name.first, name.end).of(words.text)
        if (
            (told := words.places.get(sentence.tokens[name.first].start)) is not None
            and told.country
            and _is_sure(told)
        ):
            return told.country, None  # resolved with all the report in view: which Georgia it is
        if (code := words.lexicon.country_of_name(own) or words.lexicon.country_of_capital(own)) is not None:
            return code, None
    if (item := list_items(sentence).get(head)) is not None:
        return _of_item(words, sentence, item)
    tokens = inner_tokens(sentence, head)
    ethnic = any(words.lemma(sentence, i) == "ethnic" for i in tokens)  # "ethnic Turks in Bulgaria" are not Turkey's
    country = None if ethnic else next(iter(_countries(words, sentence, tokens, head)), None)
    if country is None:
        country = next((body.code for body in bodies_in(words, sentence, [i for i in tokens if i < head])), None)
    place = _place_before(words, sentence, tokens, head)
    country = country or (place.country if place else _region_before(words, sentence, tokens, head))
    for k in sentence.dependents(head, "nmod"):
        if country is None and _case(words, sentence, k) == "of" and (body := body_at(words, sentence, k)) is not None:
            country = body.code
        found = words.places.get(sentence.tokens[k].start) or _place_within(words, sentence, k)
        if found is not None and found.country and _case(words, sentence, k) in OF:
            country = country or found.country
            place = place or (found if found.precision != 3 or found.admin1 else None)
    return country, place


def _of_item(words: Words, sentence: Sentence, item: Item) -> tuple[str | None, Place | None]:
    """The same of one of a list, by its own words: "the Belgian plant & steelworks in Ghent"."""
    tokens = range(item.first, item.last)
    told = [p for i in tokens if (p := words.places.get(sentence.tokens[i].start)) is not None and p.country]
    behind = sentence.tokens[item.end - 1].end
    towns = [p for p in told if p.precision != 3 and p.span and (_is_sure(p) or p.span.start >= behind)]
    before = _countries(words, sentence, tokens, item.end)
    place = towns[-1] if towns else None
    return (place.country if place else next(before, None)), place


def _is_sure(place: Place) -> bool:
    """ "Metro Rail" is not of the town of Metro."""
    return place.precision == 3 or place.confidence > SURE


def _place_before(words: Words, sentence: Sentence, tokens: Sequence[int], head: int) -> Place | None:
    """The town that stands before the head as its modifier: "the Leeds tram depot"."""
    found = (words.places.get(sentence.tokens[i].start) for i in tokens if i < head)
    towns = (place for place in found if place is not None and place.country and place.precision == 1)
    return next((place for place in towns if _is_sure(place)), None)


def _region_before(words: Words, sentence: Sentence, tokens: Sequence[int], head: int) -> str | None:
    """The country of a region that stands before the head: "Darfur rebels"."""
    before = (i for i in tokens if i < head and not _is_opposed(words, sentence, i))
    found = (words.places.get(sentence.tokens[i].start) for i in before)
    return next((place.country for place in found if place is not None and place.country and _is_sure(place)), None)


def _place_within(words: Words, sentence: Sentence, head: int) -> Place | None:
    return next(
        (words.places[s] for i in inner_tokens(sentence, head) if (s := sentence.tokens[i].start) in words.places), None
    )


def _countries(words: Words, sentence: Sentence, tokens: Sequence[int], head: int) -> Iterator[str]:
    """Countries named among the tokens, those left of the head first and nearest to it."""
    for i in sorted(tokens, key=lambda k: (k > head, abs(k - head))):
        if (i > head and not _reaches_by_of(words, sentence, i, head)) or _is_opposed(words, sentence, i):
            continue
        if (told := words.places.get(sentence.tokens[i].start)) is not None and told.country and told.precision == 3:
            yield told.country
            continue
        for length in (3, 2, 1):
            run = range(i - length + 1, i + 1)
            if run[0] >= 0 and all(k in tokens for k in run):
                phrase = " ".join(words.of(sentence, k) for k in run)
                if code := words.lexicon.country_of_word(phrase):
                    yield code
                    break


def _is_opposed(words: Words, sentence: Sentence, index: int) -> bool:
    """ "An anti-Syria paper", "the pro-Iranian militia": what somebody is for or against is not where they are of."""
    if index > 1 and words.of(sentence, index - 1) == "-":
        index -= 2
    return words.of(sentence, index).lower().split("-")[0] in {"anti", "pro"}


def _reaches_by_of(words: Words, sentence: Sentence, index: int, head: int) -> bool:
    """Whether every step from a later token up to the head is "of" or "in", not "against" or "on"."""
    for i in (index, *sentence.ancestors(index)):
        if i == head:
            return True
        if sentence.tokens[i].deprel == "nmod" and _case(words, sentence, i) not in OF:
            return False
    return False


def _titles(words: Words, sentence: Sentence, head: int) -> list[int]:
    """Nouns that stand as a title before or as governor of a name: "President", "the oppositionist"."""
    name = name_at(sentence, head)
    if name is None:
        return []
    first, _ = name_tokens(words, sentence, name)
    kinds = {"nmod:desc", "compound", "flat", "appos", "amod"}
    titles = [k for k in sentence.children[head] if k < first and sentence.tokens[k].deprel in kinds]
    titles += [k for k in range(name.first, first) if k not in titles and k != head]
    governor = sentence.tokens[head].head
    if sentence.tokens[head].deprel in kinds and 0 <= governor < first and governor not in titles:
        titles.append(governor)
    if (told := _title_before(words, sentence, first)) is not None and told not in titles:
        titles.append(told)
    # Of "deputy director" the last word is the title.
    titles = sorted(k for k in titles if k + 1 not in titles or "of" in words.lemma(sentence, k + 1))
    return [k for k in reversed(titles) if sentence.tokens[k].upos in {"NOUN", "PROPN"}]


def _title_before(words: Words, sentence: Sentence, first: int) -> int | None:
    """The head of a title that stands right before a name, whatever the tree makes of it: "Secretary of State"."""
    for length in range(min(4, first), 0, -1):
        lemmas = [words.lemma(sentence, i) for i in range(first - length, first)]
        role = words.lexicon.role_of_phrase(lemmas)
        if role is not None and role.kind == "person":
            return first - length if "of" in lemmas else first - 1
    return None


def _role_span(words: Words, sentence: Sentence, head: int, *, bare: bool) -> Span | None:
    """The title or trade in the report's words: the noun with its compounds, "of ..." too where it is a title."""
    role = _role(words, sentence, head)
    if role is None or role.kind != "person" or words.lemma(sentence, head) in DULL_ROLES:
        return None
    if not bare and (name_at(sentence, head) is not None or role.sectors[:1] == ("CVL",)):
        return None
    first, end = _role_start(words, sentence, head), head + 1
    lemmas = [words.lemma(sentence, i) for i in range(head, min(head + 6, len(sentence.tokens)))]
    if lemmas[1:2] == ["of"]:
        inner = [i for i in inner_tokens(sentence, head) if i > head]
        known = [n for n in range(len(lemmas), 2, -1) if words.lexicon.role_of_phrase(lemmas[:n])]
        while (
            not known
            and end < len(sentence.tokens)
            and (end in inner or sentence.tokens[end].deprel in {"case", "det"})
        ):
            end += 1
        end = head + known[0] if known else end
        if sentence.tokens[end - 1].upos in {"ADP", "DET"}:
            end = head + 1
    return sentence.cover(first, end)


def _role_start(words: Words, sentence: Sentence, head: int) -> int:
    """Where the noun's own name for the role begins: "foreign minister", "bus drivers"; adjectives of country stay out."""
    first = head
    for start in range(max(0, head - 3), head):
        if words.lexicon.role_of_phrase([words.lemma(sentence, i) for i in range(start, head + 1)]):
            first = start
            break
    while first > 0 and sentence.tokens[first - 1].head == head and sentence.tokens[first - 1].deprel == "compound":
        if sentence.tokens[first - 1].upos != "NOUN":
            break  # whose they are is not what they are
        first -= 1
    while first < head and words.lexicon.country_of_word(words.of(sentence, first)):
        first += 1
    return first


def _case(words: Words, sentence: Sentence, index: int) -> str:
    return next((words.lemma(sentence, k) for k in sentence.dependents(index, "case")), "")
