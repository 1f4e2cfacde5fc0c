"""Abbreviations in capitals that the page uses and nowhere explains (advice)."""

from collections.abc import Iterator

from checks.abbreviations import used_again
from checks.base import Result, check, failed, passed
from drempel.dom import Dom
from drempel.i18n import N_
from drempel.model.finding import Impact, Kind
from drempel.model.text import VisibleText


@check(
    id="abbreviation-not-explained",
    title=N_("Abbreviation is not explained"),
    repair=N_("Write the words in full at the first place, with the abbreviation in brackets behind them."),
    kind=Kind.BEYOND,
    requirements=("wcag:3.1.4",),
    needs=(VisibleText, Dom),
    impact=Impact.MINOR,
    messages={"unexplained": N_("The abbreviation “{text}” is used several times and nowhere explained.")},
)
def abbreviation_not_explained(text: VisibleText, dom: Dom) -> Iterator[Result]:
    """Yield one result per abbreviation that comes back in running text, where it stands first."""
    for short, node, is_explained in used_again(text, dom):
        yield passed(node) if is_explained else failed(node, "unexplained", text=short)
