"""Parts of a page that declare another language than they are written in."""

from collections.abc import Iterator

from checks.base import Result, cant_tell, check, failed, passed
from drempel.dom import FRAME, Dom
from drempel.i18n import N_
from drempel.model.finding import Impact
from drempel.model.text import Passage, PassageKind, TextProfile

SURE_WORDS = 6
"""Of so many words the language model was never wrong in 12,000 messages, see `readability.language`."""
MIN_WORDS = 3
"""Below it there is a question only where the mark-up holds nothing but a name."""
SURE, DOUBT = 0.97, 0.005
"""How likely the language found, and how unlikely the declared one, must be for a failure."""
ASKED, ASKED_DOUBT = 0.7, 0.02
"""The same for a question."""

_IN_NAMES = frozenset(
    ("aan", "af", "and", "d", "da", "das", "de", "del", "den", "der", "des", "di", "do", "dos", "du",
     "e", "en", "et", "het", "l", "la", "le", "les", "of", "op", "te", "ten", "ter", "the", "und",
     "van", "von", "y", "zu", "zum", "zur", "’t")
)  # fmt: skip
"""Words in lower case that stand in names of people, towns and bodies."""


@check(
    id="part-lang-differs-from-text",
    title=N_("Part of the page declares another language than its text has"),
    repair=N_("Set the lang attribute of this part to the language of its text."),
    requirements=("wcag:3.1.2",),
    act=("off6ek",),
    needs=(TextProfile, Dom),
    impact=Impact.MODERATE,
    messages={
        "other": N_("This part says that its language is “{declared}”, but the text is in “{found}”."),
        "perhaps": N_("This part says that its language is “{declared}”. Is “{text}” in that language?"),
    },
)
def part_lang_differs_from_text(profile: TextProfile, dom: Dom) -> Iterator[Result]:
    """Yield one result per element inside the page that has a language of its own and text."""
    others = {p.node: p for p in profile.passages if p.kind is PassageKind.MARKED}
    for node in dom.select("body [lang]"):
        if not node["lang"].strip() or any(above.tag == FRAME for above in node.ancestors):
            continue
        other = others.get(node.index)
        if other is None:
            if node.visible_text:
                yield passed(node)
        elif _is_sure(other):
            yield failed(node, "other", declared=other.declared, found=other.language)
        elif _is_doubtful(other) and node.closest("a", "nav") is None:
            yield cant_tell(node, "perhaps", declared=other.declared, text=other.text)
        else:
            yield passed(node)


def _is_sure(other: Passage) -> bool:
    return (
        other.of_declared is not None
        and other.probability >= SURE
        and other.of_declared <= DOUBT
        and (other.words >= SURE_WORDS or _is_no_name(other.text))
    )


def _is_no_name(text: str) -> bool:
    """Say whether a short text has a word in lower case that is not usual in names."""
    words = text.split()[1:]
    return any(word.isalpha() and word.islower() and word not in _IN_NAMES for word in words)


def _is_doubtful(other: Passage) -> bool:
    return (
        other.words >= MIN_WORDS
        and other.probability >= ASKED
        and other.of_declared is not None
        and other.of_declared <= ASKED_DOUBT
        and _is_no_name(other.text)
    )
