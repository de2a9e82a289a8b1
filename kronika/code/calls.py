"""The items of a list of calls in, out whom each calls upon, what for, and what that makes of the events told in it.

"We call on: - the prosecutor to drop the charges; - the ministry to free them": each item is read as a sentence of its own,
and says nothing of the calling; the words before the colon do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kronika.code.asked import BARE, called_upon
from kronika.code.drafts import Draft
from kronika.code.entities import make_entity
from kronika.code.subjects import is_passive
from kronika.code.wording import FoundContent
from kronika.records import PUBLISHER, Entity, Mention, Sentence, Voice


def with_addressees(mention: Mention, contents: Sequence[FoundContent], sentences: Sequence[Sentence]) -> Mention:
    """A request without recipients, with those upon whom the items of its list call."""
    if mention.type != "REQUEST" or mention.recipients:
        return mention
    items = dict.fromkeys(one.sentence for one in contents)
    found = tuple(one for index in items if (one := _addressee(sentences[index])) is not None)
    return replace(mention, recipients=found)


def as_called_for(mention: Mention, draft: Draft, outer: Mention, caller: Draft) -> Mention:
    """What an item itself calls for: it has not happened, whoever is called upon would do it, and the caller says so."""
    mention = replace(mention, status="hypothetical")
    if not mention.actors and _is_bare(draft):
        addressee = _addressee(draft.sentence)
        mention = replace(mention, actors=(addressee,) if addressee is not None else outer.recipients)
    if mention.voice == PUBLISHER and outer.actors and not _is_pronoun(caller.sentence, outer.actors[0]):
        via = None if outer.voice == PUBLISHER else outer.voice
        mention = replace(mention, voice=Voice("named", outer.actors[0], outer.trigger, via=via))
    return mention


def _addressee(item: Sentence) -> Entity | None:
    found = called_upon(item)
    return make_entity(item, found[0]) if found is not None else None


def _is_bare(draft: Draft) -> bool:
    """Whether an event is told by a bare verb in the active: "release them", "to drop the charges"."""
    sentence, at = draft.sentence, draft.candidate.trigger.anchor
    return sentence.tokens[at].xpos == BARE and not is_passive(sentence, at)


def _is_pronoun(sentence: Sentence, entity: Entity) -> bool:
    """ "We call on": whoever signs the report."""
    return any(token.upos == "PRON" and token.start == entity.head.start for token in sentence.tokens)
