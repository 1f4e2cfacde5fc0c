"""Parts that fold out whose button says nothing: a `summary` without name."""

from collections.abc import Iterator

from checks.base import Result, check, failed, passed
from drempel.dom import Dom
from drempel.i18n import N_
from drempel.model.finding import Impact


@check(
    id="summary-without-name",
    title=N_("Part that folds out has no name to click on"),
    repair=N_("Write in the summary element what folds out."),
    requirements=("wcag:4.1.2",),
    act=("2t702h",),
    needs=(Dom,),
    impact=Impact.SERIOUS,
    same_as=("axe:summary-name",),
    overrules=("axe:summary-name",),
    messages={"nameless": N_("The line that opens this part has no text.")},
)
def summary_without_name(dom: Dom) -> Iterator[Result]:
    """Yield one result per `summary` that opens its `details` and that assistive technology gets."""
    for details in dom.select("details"):
        summary = next((child for child in details.children if child.tag == "summary"), None)
        if summary is not None and summary.is_exposed:
            yield passed(summary) if summary.name.strip() else failed(summary, "nameless")
