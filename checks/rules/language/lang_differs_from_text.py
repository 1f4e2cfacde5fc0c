"""Pages that declare another language than the one they are written in."""

import re
from collections.abc import Iterator

from checks.base import Result, cant_tell, check, failed, passed
from drempel.dom import Dom, Node
from drempel.i18n import N_
from drempel.model.finding import Impact
from drempel.model.text import Passage, PassageKind, TextProfile

MIN_WORDS = 15
"""From 13 words on the languages that the text profile knows were told apart without error."""
SURE_SHARE = 0.8
"""Part of the running text that must be in one language before we call the declaration wrong."""
MIN_PART_OF_PAGE = 0.4
"""Part of all visible words: below it the running text may be a notice of someone else, say about cookies."""

MIN_FEW_WORDS = 5
MIN_SURE, MAX_DOUBT = 0.97, 0.005
"""Where a page has little text: how sure the language found must be, and how unlikely the declared one."""
MIN_ASKED_WORDS, MAX_DOUBT_ASKED = 3, 0.3
"""The same for a question, on a page without running text."""
MIN_SHARE_OF_FEW = 0.25
"""Part of the visible words of such a page that the root element's `lang` must speak for."""

# Languages so close to one that the text profile knows that it may take them for it.
_NEAR = {
    "nl": {"af", "da", "fo", "fy", "is", "li", "nb", "nds", "nn", "no", "stq", "sv", "vls", "zea"},
    "fr": {"br", "ca", "co", "frp", "ht", "oc", "pcd", "wa"},
    "en": {"cy", "ga", "gd", "sco"},
    "de": {"bar", "da", "gsw", "ksh", "lb", "nb", "nds", "no", "stq", "sv", "yi"},
}
_SUBTAG = re.compile(r"[a-z]{2,3}")
_FILLER = re.compile(r"\blorem ipsum\b|\bdolor sit amet\b", re.IGNORECASE)
"""Text that only fills a design: a kind of Latin, which is taken for any language."""
_NO_LANGUAGE = frozenset({"mis", "mul", "und", "zxx"})


@check(
    id="lang-differs-from-text",
    title=N_("Page declares another language than its text has"),
    repair=N_("Set the lang attribute of the html element to the language of the text."),
    requirements=("wcag:3.1.1",),
    act=("ucwvc8",),
    needs=(TextProfile, Dom),
    impact=Impact.SERIOUS,
    messages={
        "other": N_("The page says that its language is “{declared}”, but the text is in “{found}”."),
        "mixed": N_(
            "The page says that its language is “{declared}”, but has text in “{found}”. Which is it?"
        ),
    },
)
def lang_differs_from_text(profile: TextProfile, dom: Dom) -> Iterator[Result]:
    """Yield one result for an HTML page with a declared language and enough running text in a known one."""
    if _FILLER.search(dom.root.visible_text):
        return
    declared, found = _primary(dom.root), profile.language
    few = next((p for p in profile.passages if p.kind is PassageKind.PAGE), None)
    if dom.is_html and few is not None and declared not in _NO_LANGUAGE and _speaks_for_page(few, dom):
        doubt = 1.0 if few.of_declared is None else few.of_declared
        is_more_than_title = few.words >= max(MIN_FEW_WORDS, 2 * len(dom.title.split()))
        if is_more_than_title and few.probability >= MIN_SURE and doubt <= MAX_DOUBT:
            yield failed(dom.root, "other", declared=declared, found=few.language)
            return
        if found in {"", few.language} and doubt <= MAX_DOUBT_ASKED:
            yield cant_tell(dom.root, "mixed", declared=declared, found=few.language)
            return
    if not (dom.is_html and _SUBTAG.fullmatch(declared)) or declared in _NO_LANGUAGE:
        return  # none, or one that does not exist: axe-core's subject
    words = profile.language_words.get(found, 0)
    if not found or words < MIN_WORDS or declared in _NEAR.get(found, ()):
        return
    if declared == found or _words_marked_otherwise(dom, declared) >= words / 2:
        yield passed(dom.root)
    elif words >= SURE_SHARE * sum(profile.language_words.values()) and words >= MIN_PART_OF_PAGE * len(
        dom.root.visible_text.split()
    ):
        yield failed(dom.root, "other", declared=declared, found=found)
    else:
        yield cant_tell(dom.root, "mixed", declared=declared, found=found)


def _speaks_for_page(few: Passage, dom: Dom) -> bool:
    """Say whether the text that has no other `lang` than the page's is a good part of the page."""
    return few.words >= MIN_ASKED_WORDS and few.words >= MIN_SHARE_OF_FEW * len(dom.root.visible_text.split())


def _primary(node: Node) -> str:
    return node.get("lang").strip().lower().partition("-")[0]


def _words_marked_otherwise(dom: Dom, declared: str) -> int:
    """Return how many visible words stand in passages that say of themselves to be in another language."""
    with_lang = dom.select("body[lang], body [lang]")
    passages = {node for node in with_lang if _primary(node) not in {"", declared}}
    outermost = (node for node in passages if passages.isdisjoint(node.ancestors))
    return sum(len(node.visible_text.split()) for node in outermost)
