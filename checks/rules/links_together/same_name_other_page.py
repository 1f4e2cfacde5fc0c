"""Links that have the same name and lead to different pages."""

from collections.abc import Iterator
from itertools import combinations
from urllib.parse import urlsplit

from checks.base import Ground, Result, cant_tell, check, failed, passed
from checks.likeness import Likeness, likeness
from drempel.dom import Dom, Node
from drempel.i18n import N_
from drempel.model.artefact import Linked, SameName
from drempel.model.finding import Impact, Kind

MOST = 20
"""Of a name's addresses, how many are compared with each other; at most five pages are loaded anyway."""

MOST_QUESTIONS = 2
"""Of one page: where such links are a habit, one answer tells of all."""


@check(
    id="same-name-other-page",
    title=N_("Links with the same text lead to different pages"),
    repair=N_("Give each link a text of its own that says where it leads."),
    requirements=("wcag:2.4.4", "wcag:2.4.9"),
    act=("fd3a94", "b20e66"),
    needs=(Dom, Linked),
    impact=Impact.SERIOUS,
    same_as=("axe:identical-links-same-purpose",),
    overrules=("axe:identical-links-same-purpose",),
    messages={
        "together": N_(
            "“{name}” stands here more than once and leads to different pages; nothing around it tells which."
        ),
        "maybe": N_("“{name}” stands here more than once. Do these links lead to the same?"),
        "page": N_("“{name}” is on this page more than once and leads to different pages."),
    },
    grounds={
        "maybe": Ground(Kind.NORM, Impact.MODERATE, ("wcag:2.4.4",), ("fd3a94",)),
        "page": Ground(Kind.BEYOND, Impact.MINOR, ("wcag:2.4.9",), ("b20e66",)),
    },
)
def same_name_other_page(dom: Dom, linked: Linked) -> Iterator[Result]:
    """Yield one or two results per group of links with the same name, on the first that leads elsewhere."""
    nodes = {link.backend_id: link for link in dom.with_role("link")} if linked.same_names else {}
    told: set[Node] = set()
    asked = 0
    for group in sorted(linked.same_names, key=lambda group: not group.is_in_one_context):
        other, how = _verdict(group, linked)
        link = nodes.get(other)
        if link is None or link in told:
            continue
        if how is Likeness.SAME:
            yield passed(link)
        elif not group.is_in_one_context:
            if how is Likeness.APART or _is_other(group, linked):
                yield failed(link, "page", name=link.name)
        elif how is Likeness.APART:
            told.add(link)
            yield failed(link, "together", name=link.name)
        elif asked < MOST_QUESTIONS:
            asked += 1
            yield cant_tell(link, "maybe", name=link.name)


def _verdict(group: SameName, linked: Linked) -> tuple[int, Likeness]:
    """Return the link by which a group differs most, and how much."""
    firsts = {url: node for node, url in reversed(group.targets)}
    found = (min(firsts.values()), Likeness.SAME)
    for (one, _), (other, node) in combinations(sorted(firsts.items(), key=lambda item: item[1])[:MOST], 2):
        how = _compare(one, other, linked)
        if how.value > found[1].value or (how is Likeness.SAME and found[1] is Likeness.SAME):
            found = node, how
    return found


def _compare(one: str, other: str, linked: Linked) -> Likeness:
    if one.rstrip("/") == other.rstrip("/"):
        return Likeness.SAME
    first, second = linked.page(one), linked.page(other)
    if first is None or second is None:
        return Likeness.UNCLEAR
    if first.final_url == second.final_url:
        return Likeness.SAME
    return likeness(first.lines, second.lines)


def _is_other(group: SameName, linked: Linked) -> bool:
    """Say whether links lead to different websites, or one to an empty page: enough for the AAA demand."""
    hosts = {(urlsplit(url).hostname or "").removeprefix("www.") for _, url in group.targets}
    shown = [page for _, url in group.targets if (page := linked.page(url)) is not None]
    return len(hosts) > 1 or (any(page.lines for page in shown) and not all(page.lines for page in shown))
