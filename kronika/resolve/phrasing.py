"""What a noun phrase says of its bearer in its own words: country, sectors, role, place; one sentence and head in, facts out."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from kronika.records import ROOT, CountryBasis, Place, Sentence, Span
from kronika.resolve.naming import Words, bodies_in, body_at, inner_tokens, is_personal, name_is_state, name_tokens
from kronika.resolve.origins import case_of, origin_at
from kronika.scheme.lexicon import Role, counted_head, name_at, role_at

AGE = re.compile(r"\b(\d{1,3})[- ]years?[- ]old\b", re.IGNORECASE)
# Heads that say only what part somebody has in something else, whose sectors then count: "a member of the union".
BELONGS = frozenset({
    "head", "leader", "chief", "member", "spokesman", "spokeswoman", "spokesperson", "official", "supporter",
    "officer", "chairman", "chairwoman", "director", "deputy", "representative", "delegate", "secretary", "group",
    "hundred", "thousand", "dozen", "crowd", "number", "majority", "part", "team", "delegation", "activist", "wing",
    "branch", "commander", "candidate", "chair", "boss", "follower", "ally", "family", "relative", "aide", "adviser",
    "advisor", "minority", "personnel", "president", "vice-president", "convener", "convenor", "treasurer",
    "coordinator", "fighter", "faction", "network", "movement", "unit", "chapter", "cell", "office", "headquarters",
    "operative", "recruit", "cadre", "functionary", "office-bearer", "bearer",
})  # fmt: skip
WHOLES = frozenset({"SOC", "LAB", "CVL"})  # bodies and groups that are also what their members are
WORKERS = frozenset({"worker", "volunteer", "employee", "staff", "man"})
UNITED = frozenset({"federation", "confederation", "guild", "brotherhood", "association"})
EMPLOYED = frozenset({
    "nurses", "teachers", "doctors", "employees", "workers", "drivers", "clerks", "pilots", "lecturers", "professors", "miners",
    "dockers", "journalists", "officers", "staff", "sailors", "conductors", "paramedics", "physicians", "midwives", "engineers",
})  # fmt: skip
SIDES = frozenset({"supporter", "follower", "family", "relative", "ally"})
BACKERS = WORKERS | {"activist", "cadre", "supporter", "follower", "sympathiser", "sympathizer"}
PRESIDING = frozenset({"president", "vice-president", "secretary"})  # offices of states and of any body
SHARED = frozenset({"PTY", "REB", "REL", "SOC", "LAB", "OPP"})  # of bodies whose leaders and workers are told together
ARMED = frozenset({"PTY", "REB", "CRM", "UAF", "PRM", "MIL", "COP", "REL"})  # whose men are of them: "Bajrang Dal men"
DULL_ROLES = frozenset({"person", "man", "woman", "people", "member", "supporter", "individual", "somebody", "someone"})


RUNNING = frozenset({"candidate", "contender", "hopeful", "challenger", "nominee", "frontrunner", "front-runner"})


@dataclass(frozen=True, slots=True)
class Facts:
    """What words say of somebody: PLOVER's sectors (primary first), a country's code and how it is told, role words, the
    place they are from."""

    country: str | None = None
    sectors: tuple[str, ...] = ()
    role: Span | None = None
    place: Place | None = None
    basis: CountryBasis | None = None

    def filled(self, other: Facts) -> Facts:
        """These facts, with the other's where nothing is known here; "a boy" tells less of somebody than "a student"."""
        plain = self.sectors in {(), ("CVL",)}
        return Facts(
            self.country or other.country,
            (other.sectors or self.sectors) if plain else self.sectors,
            self.role or other.role,
            self.place or other.place,
            self.basis if self.country else other.basis,
        )

    def told_by(self, basis: CountryBasis) -> Facts:
        """These facts with their country, if they have one, found in this way."""
        return replace(self, basis=basis) if self.country else self


def facts_at(words: Words, sentence: Sentence, head: int, *, depth: int = 3) -> Facts:
    """The facts of the phrase headed by ``head``, its title if it is a name, and its appositions."""
    if sentence.tokens[head].upos == "PRON":  # "we, the undersigned organisations"
        beside = [k for k in sentence.dependents(head, "appos") if sentence.tokens[k].upos == "NOUN"]
        return facts_at(words, sentence, beside[0], depth=depth - 1) if beside and depth else Facts()
    counted = counted_head(sentence, words.text, head, words.lexicon)
    if counted is not None and depth:
        return facts_at(words, sentence, counted, depth=depth - 1)
    own = _own_facts(words, sentence, head, depth)
    for title in _titles(words, sentence, head) or _shared_titles(words, sentence, head):
        own = own.filled(_own_facts(words, sentence, title, depth, bare=True))
    if depth:
        for k in sentence.dependents(head, "appos"):
            if sentence.tokens[k].upos in {"NOUN", "PROPN", "ADJ"}:
                own = own.filled(_own_facts(words, sentence, k, depth - 1).told_by("apposition"))
        if sentence.tokens[head].deprel == "appos" and sentence.tokens[head].head != ROOT:
            governor = sentence.tokens[head].head
            own = own.filled(_own_facts(words, sentence, governor, depth - 1).told_by("apposition"))
    if own.role is None and (age := AGE.search(words.text[sentence.span.start : sentence.span.end])) is not None:
        span = Span(sentence.span.start + age.start(), sentence.span.start + age.end())
        inner = inner_tokens(sentence, head)
        if inner and sentence.tokens[inner[0]].start <= span.start <= sentence.tokens[inner[-1]].end:
            own = own.filled(Facts(role=span))
    return own


def _own_facts(words: Words, sentence: Sentence, head: int, depth: int, *, bare: bool = False) -> Facts:
    origin = origin_at(words, sentence, head)
    sectors = _sectors(words, sentence, head, depth)
    role = _role_span(words, sentence, head, bare=bare)
    return Facts(origin.country, sectors, role, origin.place, origin.basis)


def _sectors(words: Words, sentence: Sentence, head: int, depth: int) -> tuple[str, ...]:
    role, body = _role(words, sentence, head), body_at(words, sentence, head)
    found = list(body.sectors if body else role.sectors if role else ())
    if found == ["LEG"] and words.of(sentence, head).lower() == "speakers":
        found = ["CVL"]  # "speakers at the rally", "Hindi-speakers"
    if found == ["BUS"] and words.lemma(sentence, head) == "executive" and _is_of_place(words, sentence, head):
        found = ["GOV"]  # "Hong Kong's chief executive"
    if (
        not found
        and role
        and words.lemma(sentence, head) in {"front", "alliance"}
        and sentence.tokens[head].upos == "PROPN"
    ):
        found = ["PTY", "SOC"]  # "the People's Front"
    if found == ["GOV"] and _presides_elsewhere(words, sentence, head):
        found = []
    if not found and not role and not body and words.lexicon.country_of_adjective(words.of(sentence, head)):
        # "Israelis", "Ghanaians"; "Israeli" before a noun is the state's
        found = ["GOV"] if sentence.tokens[head].deprel == "amod" else ["CVL"]
    if not found and (name_is_state(words, sentence, head) or _is_of_state(words, sentence, head)):
        found = ["GOV"]
    if not found and not body and sentence.tokens[head].xpos == "NNPS" and _names_many(words, sentence, head):
        found = ["CVL"]  # "Kurds", "Dalits"
    if not found and not name_at(sentence, head):  # "al-Qaida operatives", "the ANC's offices"
        before = [i for i in inner_tokens(sentence, head) if i < head]
        found = list(next((body.sectors for body in bodies_in(words, sentence, before)), ()))
    extra = [_modifier_sector(words, sentence, k) for k in sentence.children[head] if k < head]
    if words.of(sentence, head).lower() == "authorities" and depth:
        found = _of_house(words, sentence, head) or found
    if words.lemma(sentence, head) in BELONGS | WORKERS and depth:
        found = _with_whole(words, sentence, head, found, depth)
    if WHOLES & {*found} and words.lemma(sentence, head) not in WORKERS:
        found = [*_of_members(words, sentence, head), *found]
    if "ELI" in extra and "GOV" in found:
        found.remove("GOV")
    if words.lemma(sentence, head) in RUNNING:  # an opposition presidential candidate is in no office
        extra = [sector for sector in extra if sector != "GOV"]
    if "SOC" in found:  # the "State Pensioners Forum" is no government
        extra = [sector for sector in extra if sector != "GOV"]
    return tuple(dict.fromkeys((*found, *(s for s in extra if s))))


def _with_whole(words: Words, sentence: Sentence, head: int, own: list[str], depth: int) -> list[str]:
    """The sectors of part or people of something else, with those of what they are of."""
    lemma = words.lemma(sentence, head)
    before = [i for i in inner_tokens(sentence, head) if i < head]
    wholes = [body.sectors for body in bodies_in(words, sentence, before)][:1]
    for k in () if wholes else sentence.dependents(head, "nmod", "compound", "nmod:poss"):
        if name_is_state(words, sentence, k):
            continue  # "a team of Brazil" is no part of its government
        if sentence.tokens[k].deprel != "nmod" or case_of(words, sentence, k) in {"of", "for", "with", "from"}:
            wholes.append(_sectors(words, sentence, k, depth - 1))
    if not wholes and (shared := _shared_whole(words, sentence, head, depth)):
        wholes = [shared]
    for outer in wholes:
        # "Congress leaders" are the legislature's only where one of that name sits
        if outer == ("LEG",) and (lemma in BACKERS or (lemma == "leader" and not words.context.get("USA"))):
            outer = ("PTY",)  # whoever works for a Congress or follows it is of the party of that name
        if lemma == "man":
            own = [s for s in outer if s in ARMED] or own
        elif (
            lemma in WORKERS
        ):  # "bank workers" are no bank, "hospital workers" are of the hospital, "Congress workers" its own
            own = list(outer) if "PTY" in outer else [*own, *(s for s in outer if s not in {"BUS", *own})]
        elif lemma == "candidate":  # "railway recruitment candidates" run no railway
            own = (
                list(outer)
                if {"PTY", "OPP", "LAB"} & {*outer}
                else ["CVL"]
                if {"BUS", "COP", "MIL"} & {*outer}
                else own
            )
        elif lemma in SIDES:  # a minister's supporters are no government
            own += [s for s in outer if s in {"PTY", "OPP", "REB", "ELI"}]
        elif lemma == "activist":
            own = [*(s for s in outer if s not in own), *own]
        else:
            own = [*own, *(s for s in outer if s not in own)] if "SOC" in own else list(outer) or own
    return own


def _of_house(words: Words, sentence: Sentence, head: int) -> list[str]:
    """ "Company authorities", "the school authorities": those of the house, no government."""
    for k in sentence.dependents(head, "compound"):
        role = words.lexicon.role_of_phrase([words.lemma(sentence, k)])
        if role is not None and role.kind == "organisation" and "GOV" not in role.sectors:
            return list(role.sectors)
    return []


def _is_of_place(words: Words, sentence: Sentence, head: int) -> bool:
    """ "Macau's", "of Macau": of a country or a territory."""
    return any(name_is_state(words, sentence, k) for k in sentence.dependents(head, "nmod:poss", "nmod", "compound"))


def _shared_whole(words: Words, sentence: Sentence, head: int, depth: int) -> tuple[str, ...]:
    """What the sibling is of, for one that has no whole of its own: "leaders and *workers* of the front"."""
    token = sentence.tokens[head]
    if any(sentence.tokens[k].deprel in {"compound", "nmod", "nmod:poss"} for k in sentence.children[head]):
        return ()
    siblings = [token.head] if token.deprel == "conj" else list(sentence.dependents(head, "conj"))
    for k in siblings:
        if words.lemma(sentence, k) not in BELONGS | BACKERS or not depth:
            continue
        bodies = bodies_in(words, sentence, [i for i in inner_tokens(sentence, k) if i < k])
        told = next((body.sectors for body in bodies), ()) or _sectors(words, sentence, k, depth - 1)
        if SHARED & {*told}:
            return tuple(told)
    return ()


def _presides_elsewhere(words: Words, sentence: Sentence, head: int) -> bool:
    """Whether a president or secretary is that of a named body that is no state: "NAFP president", "secretary of NAFP"."""
    if words.lemma(sentence, head) not in PRESIDING:
        return False
    before = name_at(sentence, head - 1) if head else None
    beside = [head - 1] if before is not None and before.label == "ORG" and before.end == head else []
    beside += [k for k in sentence.dependents(head, "nmod") if k > head and case_of(words, sentence, k) == "of"]
    for k in beside:
        name = name_at(sentence, k)
        within = name is not None and name.first <= head < name.end  # "Secretary of State" as one name
        if name is not None and name.label == "ORG" and not within and not name_is_state(words, sentence, k):
            return "GOV" not in _sectors(words, sentence, sentence.head_of(name.first, name.end), 0)
    return False


def _is_of_state(words: Words, sentence: Sentence, head: int) -> bool:
    """ "Chilean leaders", "Chile's leader": of other leaders only the rest of the phrase tells what they lead."""
    if words.lemma(sentence, head) != "leader":
        return False
    told = (words.of(sentence, k) for k in sentence.children[head] if k < head)
    return any(words.lexicon.country_of_word(word) for word in told)


def _of_members(words: Words, sentence: Sentence, head: int) -> list[str]:
    """The sectors of those whose body it is: "the bus drivers' union", "Union of Clerks and Nurses"."""
    found: list[str] = []
    direct = sentence.dependents(head, "compound", "nmod:poss", "flat", "nmod")
    for k in (j for one in direct for j in (one, *sentence.dependents(one, "conj", "compound"))):
        if (k < head or case_of(words, sentence, k) in {"of", ""}) and words.of(sentence, k).endswith(("s", "s'")):
            role = words.lexicon.role((words.of(sentence, k),))
            found += role.sectors if role is not None and role.kind in {"person", "people"} else ()
            if words.lemma(sentence, head) in UNITED and words.of(sentence, k).lower() in EMPLOYED:
                found.insert(0, "LAB")  # the "Federation of Nurses" is a union
    return found


def _names_many(words: Words, sentence: Sentence, head: int) -> bool:
    """Whether a proper plural names a people, not a body ("the United Nations", "Johnson Motors")."""
    name = name_at(sentence, head)
    return name is None or name.label not in {"ORG", "LOC"} or (name.label == "ORG" and name.end - name.first == 1)


def _role(words: Words, sentence: Sentence, head: int) -> Role | None:
    """The role of a noun; a person's own name tells none ("Cook")."""
    if is_personal(words, sentence, head):
        return None
    return role_at(sentence, words.text, head, words.lexicon) or _role_of_name(words, sentence, head)


def _role_of_name(words: Words, sentence: Sentence, head: int) -> Role | None:
    """What the last word of a body's name says it is, where the tree strings the name together: "Jagriti Manch"."""
    name = name_at(sentence, head)
    if name is None or name.label != "ORG" or name.end - 1 <= head:
        return None
    role = words.lexicon.role_of_phrase([words.of(sentence, name.end - 1)])
    return role if role is not None and role.kind in {"organisation", "state"} else None


def _modifier_sector(words: Words, sentence: Sentence, index: int) -> str | None:
    if sentence.tokens[index].deprel not in {"amod", "compound", "nmod:poss", "nmod"}:
        return None
    if words.of(sentence, index).lower().endswith(("-level", "-wide")) or words.of(sentence, index + 1) == "-":
        return None  # "state-level leaders"
    modifiers = words.lexicon.modifiers  # "ousted" may be read as a form of "oust"
    return modifiers.get(words.lemma(sentence, index)) or modifiers.get(words.of(sentence, index).lower())


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
    titles = [
        k
        for k in titles
        if words.lemma(sentence, k).rstrip(".") not in words.lexicon.titles or _role(words, sentence, k)
    ]
    # Of "deputy director" the last word is the title.
    titles = sorted(k for k in titles if k + 1 not in titles or "of" in words.lemma(sentence, k + 1))
    return [k for k in reversed(titles) if sentence.tokens[k].upos in {"NOUN", "PROPN"}]


def _shared_titles(words: Words, sentence: Sentence, head: int) -> list[int]:
    """The plural title of the first of several names: "lawmakers Ana Poe and *Ivo Lenz*", wherever the tree hangs the names."""
    name, first = name_at(sentence, head), head
    if name is None or name.label != "PER":
        return []
    while sentence.tokens[first].deprel in {"conj", "appos", "flat"} and 0 <= sentence.tokens[first].head < first:
        first = sentence.tokens[first].head
        before, behind = name_at(sentence, first), name_at(sentence, first + 1)
        if (
            before is None
            and sentence.tokens[first].xpos in {"NNS", "NNPS"}
            and behind is not None
            and behind.label == "PER"
        ):
            return [first] if _role(words, sentence, first) is not None else []
        if before is None or before.label != "PER":
            return []
    plural = [k for k in _titles(words, sentence, first) if sentence.tokens[k].xpos in {"NNS", "NNPS"}]
    return plural if first != head else []


def _title_before(words: Words, sentence: Sentence, first: int) -> int | None:
    """The head of a title that stands right before a name, whatever the tree makes of it: "Secretary of State"."""
    while first > 1 and words.lemma(sentence, first - 1).rstrip(".") in words.lexicon.titles and first - 1 > 0:
        if words.lexicon.role_of_phrase([words.lemma(sentence, first - 1)]) is not None:
            break
        first -= 1  # "Chief Minister Dr Ana Soto"
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
