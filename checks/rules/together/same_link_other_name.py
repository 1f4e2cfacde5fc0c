"""One and the same link of header or footer that has another name on other pages."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from checks.base import SiteResult, check, site_passed, site_question
from drempel.i18n import N_
from drempel.model.finding import Impact
from drempel.model.site_view import SiteView

_WORD = re.compile(r"[^\W\d_]{3,}")


@check(
    id="same-link-other-name",
    title=N_("The same link has another name on other pages"),
    repair=N_("Call what leads to the same page by the same name everywhere."),
    requirements=("wcag:3.2.4",),
    needs=(SiteView,),
    impact=Impact.MODERATE,
    messages={
        "name": N_(
            "The link to {target} is called “{name}” here and “{other}” on {page}. Do both mean the same?"
        ),
    },
    scope="site",
)
def same_link_other_name(view: SiteView) -> Iterator[SiteResult]:
    """Yield one result per part of the start page that other pages in its language have too."""
    for part in view.start.parts:
        names = {
            link.target: link.name for link in part.links if link.target not in {"", view.start.page_url}
        }
        others: defaultdict[str, Counter[str]] = defaultdict(Counter)
        where: dict[tuple[str, str], str] = {}
        compared = False
        for page in view.pages:
            if page.page_url == view.start.page_url or page.language != view.start.language:
                continue
            for other in page.parts:
                if not part.is_same_as(other):
                    continue
                compared = True
                # A link that stands there twice, with a picture and with words, may bear both names.
                theirs = Counter(link.target for link in other.links)
                for link in other.links:
                    if theirs[link.target] == 1 and link.target != page.page_url:
                        others[link.target][link.name] += 1
                        where.setdefault((link.target, link.name), page.page_url)
        mine = Counter(link.target for link in part.links)
        differs = False
        for target, name in names.items():
            for other_name in others[target]:
                if mine[target] == 1 and _is_another(name, other_name):
                    differs = True
                    yield site_question(
                        part.pointer,
                        "name",
                        target=target,
                        name=name,
                        other=other_name,
                        page=where[target, other_name],
                    )
                    break
        if compared and not differs:
            yield site_passed(part.pointer)


def _is_another(name: str, other: str) -> bool:
    """Say whether two names have no word in common; numbers, as of things in a basket, do not count."""
    words, theirs = (set(_WORD.findall(text.casefold())) for text in (name, other))
    return bool(words and theirs) and not words & theirs
