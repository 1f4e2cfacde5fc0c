"""Pages that declare another language than the one they are written in."""

from collections.abc import Iterator

from checks.base import Result, cant_tell, check, failed, passed
from drempel.dom import Dom
from drempel.i18n import N_
from drempel.model.finding import Impact
from drempel.model.text import TextProfile

KNOWN = frozenset({"nl", "fr", "en", "de"})
"""Languages that the text profile can tell apart; a page in any other is not judged."""
MIN_WORDS = 50
"""Below this the language of a page is a guess about one or two sentences."""
SURE_SHARE = 0.8
"""Part of the words that must be in one language before we call the declaration wrong."""


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
        "mixed": N_("The page says that its language is “{declared}”, but part of the text is in “{found}”. Which is it?"),
    },
)
def lang_differs_from_text(profile: TextProfile, dom: Dom) -> Iterator[Result]:
    """Yield one result for an HTML page with a known declared language and enough running text."""
    declared = dom.root.get("lang").strip().lower().partition("-")[0]
    if not dom.is_html or declared not in KNOWN or profile.language not in KNOWN:
        return
    words = profile.language_words
    in_main_language, total = words.get(profile.language, 0), sum(words.values())
    if total < MIN_WORDS:
        return
    if profile.language == declared:
        yield passed(dom.root)
    elif in_main_language >= SURE_SHARE * total and not _is_marked(dom, profile.language):
        yield failed(dom.root, "other", declared=declared, found=profile.language)
    else:
        yield cant_tell(dom.root, "mixed", declared=declared, found=profile.language)


def _is_marked(dom: Dom, language: str) -> bool:
    """Say whether some passage inside the page is marked with that language."""
    return any(
        node.get("lang").strip().lower().partition("-")[0] == language and node.visible_text
        for node in dom.select("body[lang], body [lang]")
    )
