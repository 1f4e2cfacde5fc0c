"""The language that the page declares is the one it is in, and passages in another language say so."""

from drempel.inclusion.asking import judged, outcome
from drempel.inclusion.limits import Limits
from drempel.model.answer import Answer, Unit
from drempel.model.inclusion import SeenPage

ID = "TAA04"
VERSION = 1
UNIT = Unit.PAGE
DENOMINATOR = "pages"
NEEDS = ()


def see(page: SeenPage, _limits: Limits) -> Answer | None:
    """Answer by the checks on language."""
    return judged(page, outcome(page, *_CHECKS))


_CHECKS = (
    "axe:html-has-lang",
    "axe:html-lang-valid",
    "axe:valid-lang",
    "lang-differs-from-text",
    "part-lang-differs-from-text",
    "passage-language-not-marked",
)
