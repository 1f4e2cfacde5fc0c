"""Text that is readable for most people, but not with the contrast that people with low vision need."""

from collections.abc import Iterator

from checks.base import Result, check, failed, passed
from checks.contrast import Standing, standings
from drempel.dom import Dom
from drempel.i18n import N_
from drempel.model.artefact import Pixels
from drempel.model.finding import Impact, Kind

MIN_RATIO, MIN_RATIO_LARGE = 7.0, 4.5


@check(
    id="text-contrast-below-enhanced",
    title=N_("Text does not have the contrast that people with low vision need"),
    repair=N_("Choose colours with a contrast of at least 7 to 1, or 4.5 to 1 for large letters."),
    kind=Kind.BEYOND,
    requirements=("wcag:1.4.6",),
    act=("09o5cg",),
    needs=(Dom, Pixels),
    impact=Impact.MINOR,
    same_as=("axe:color-contrast-enhanced",),
    overrules=("axe:color-contrast-enhanced",),
    messages={
        "colours": N_(
            "The contrast of {letters} on {behind} is {ratio} to 1 and not {wanted} to 1; texts: {texts}."
        ),
        "measured": N_("On this background the contrast is at most {ratio} to 1 and not {wanted} to 1."),
    },
)
def text_contrast_below_enhanced(dom: Dom, pixels: Pixels) -> Iterator[Result]:
    """Yield one result per pair of colours that is too near, at its first text, and per measured text.

    One rule of style colours all links or notes of a site, so that each text on its own would say the same.
    """
    weak: dict[tuple[str, str, bool], list[Standing]] = {}
    for text in standings(dom, pixels):
        wanted = MIN_RATIO_LARGE if text.is_large else MIN_RATIO
        if text.ratio >= wanted:
            yield passed(text.node)
        elif text.is_alike:
            continue
        elif text.letters:
            weak.setdefault((text.letters, text.behind, text.is_large), []).append(text)
        else:
            yield failed(text.node, "measured", ratio=f"{text.ratio:.1f}", wanted=f"{wanted:g}")
    for same in weak.values():
        first = same[0]
        wanted = MIN_RATIO_LARGE if first.is_large else MIN_RATIO
        yield failed(
            first.node,
            "colours",
            letters=first.letters,
            behind=first.behind,
            ratio=f"{int(first.ratio * 100) / 100:.2f}",
            wanted=f"{wanted:g}",
            texts=len(same),
        )
