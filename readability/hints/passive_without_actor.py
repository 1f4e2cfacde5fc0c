"""A passive that does not say who does it: "de aanvraag wordt behandeld"."""

import re
from collections.abc import Iterator

from drempel.model.hint import Hint
from readability.hints.base import View
from readability.passives import has_passive
from readability.vocabulary import WORDEN

KEY = "passive-without-actor"
_FORM = re.compile(r"\bw(?:ord(?:t|en)?|erd(?:en)?)\b")
_ACTOR = re.compile(r"\bdoor\b")


def find(view: View) -> Iterator[Hint]:
    """Yield the passives with *worden* in whose sentence no *door* names who acts."""
    if WORDEN.isdisjoint(view.known):
        return
    done = -1
    for form in _FORM.finditer(view.lower):
        sentence = view.sentence_at(form.start())
        if sentence.start == done:
            continue
        done = sentence.start
        if not _ACTOR.search(view.lower, sentence.start, sentence.end) and has_passive(sentence.text):
            yield view.hint(KEY, *form.span(), KEY, sentence, word=form[0])
