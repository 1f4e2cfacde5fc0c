"""Pictures that only style shows, and that may tell something."""

import re
from collections.abc import Iterator

from checks.base import Result, cant_tell, check, passed
from drempel.dom import Dom
from drempel.i18n import N_
from drempel.model.finding import Impact
from drempel.model.without import Without

MAX_ASKED = 3

_MERE_LOOKS = re.compile(
    r"(?:^|[-_/.\d])(?:bg|background|achtergrond|pattern|patroon|texture|gradient|shadow|schaduw|noise|wave|golf"
    r"|line|lijn|border|rand|divider|arrow|pijl|sprite|overlay|hero|header|banner|sfeer\w*|deco\w*|blank|spacer)"
    r"(?:[-_/.\d]|$)",
    re.IGNORECASE,
)


@check(
    id="background-image-carries-content",
    title=N_("Picture in a style may tell something that not everybody gets"),
    repair=N_("Show pictures that tell something with <img> and a text alternative."),
    requirements=("wcag:1.1.1",),
    needs=(Dom, Without),
    parts=("pictures",),
    impact=Impact.MODERATE,
    messages={
        "tells": N_(
            "Only style shows the picture “{file}”, so it has no text alternative. Does it tell something?"
        ),
    },
)
def background_image_carries_content(dom: Dom, without: Without) -> Iterator[Result]:
    """Yield one result per picture that stands alone; only the first few are asked about."""
    asked = 0
    for picture in without.backgrounds:
        node = dom.at_path(picture.spot.path, picture.spot.tag)
        if node is None:
            continue
        path = picture.address.partition("?")[0]
        if path.startswith("data:") or _MERE_LOOKS.search(path.rpartition("/")[2]):
            yield passed(node)
        elif asked < MAX_ASKED:
            asked += 1
            yield cant_tell(node, "tells", file=path.rpartition("/")[2][:80])
