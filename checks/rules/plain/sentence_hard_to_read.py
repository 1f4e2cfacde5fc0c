"""Sentences that a writer can make easier: one finding per sentence, with all reasons together (advice)."""

from collections.abc import Iterator

from checks.abbreviations import used_again
from checks.base import Result, check, failed, passed
from checks.hard_sentences import ABOUT
from drempel.dom import Dom
from drempel.i18n import N_
from drempel.model.finding import Impact, Kind
from drempel.model.hint import Hint, TextHints
from drempel.model.text import VisibleText


@check(
    id="sentence-hard-to-read",
    title=N_("Sentence is hard to read"),
    repair=N_("Make short sentences with plain words, and say who does what. Keep what must be exact."),
    kind=Kind.PRACTICE,
    who="low-literacy",
    needs=(TextHints, VisibleText, Dom),
    impact=Impact.MINOR,
    messages={
        "long": N_("This sentence is long: “{text}”"),
        "words": N_("This sentence has words that can be plainer: “{text}”"),
        "form": N_("This sentence can be more direct: “{text}”"),
        "figures": N_("A date or an amount in this sentence can confuse: “{text}”"),
        "more": N_("The page has {n} more sentences that can be easier. We tell of the {shown} hardest."),
    },
)
def sentence_hard_to_read(hints: TextHints, text: VisibleText, dom: Dom) -> Iterator[Result]:
    """Yield one result per hard sentence, the worst as rank 1, and per block of text without one."""
    elsewhere = {short for short, _, _ in used_again(text, dom)} if hints.sentences else set()
    hard: set[int] = set()
    rank = 0
    for sentence in hints.sentences:
        own = [hint for hint in sentence.hints if not _is_told_elsewhere(hint, elsewhere)]
        node = dom.at_index(sentence.node)
        if not own or node is None:
            continue
        hard.add(sentence.node)
        rank += 1
        key = ABOUT.get(own[0].key, "form")
        yield failed(node, key, advice=hints.advice(own), text=sentence.text, rank=rank)
    if hints.more:
        yield failed(dom.root, "more", n=hints.more, shown=rank)
    for index in hints.read:
        if index not in hard and (node := dom.at_index(index)) is not None:
            yield passed(node)


def _is_told_elsewhere(hint: Hint, abbreviations: set[str]) -> bool:
    """Say whether a check of its own tells of an abbreviation, or found it explained."""
    return hint.reason == "abbreviation-unexplained" and hint.params.get("short") in abbreviations
