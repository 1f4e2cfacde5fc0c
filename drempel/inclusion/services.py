"""Find the services of a site: pages, or groups of pages, where a citizen gets something done.

A service has a main page and the pages that belong to it: the steps of its form, the page to log in, what
stands below its address, another page of the same name. What only speaks of a service (news, an overview) is
none. Pure; what the settings correct goes before what was found.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from drempel.inclusion.channel_map import channels_of, hours_of, works_without
from drempel.inclusion.service_names import about, likeness
from drempel.inclusion.site_pages import Found, SitePages, page_key
from drempel.model.inclusion import SeenPage
from drempel.model.service import LinkedDocument, SeenAt, Service, ServiceCorrection, ServiceForm

_NO_SERVICE_PART: Final = re.compile(
    r"(?:nieuws(?:archief|brief|berichten)?|news|actua(?:liteit)?(?:en)?|pers(?:berichten)?|agenda|evenementen"
    r"|events?|activiteiten|kalender|blog|vacatures?|jobs|zoeken|zoekresultaten|search|archief|publicaties)"
)
"""Parts of an address below which no service stands: news about one has its words too."""
_NO_SERVICE_NAME: Final = re.compile(
    r"\b(?:\w*reglement(?:en)?|\w*verordening(?:en)?|spelregels|\w*verslag(?:en)?|notulen|besluitenlijst(?:en)?)\b",
    re.IGNORECASE,
)
"""Names of texts that rule on a service, or tell of a meeting."""
_PAGED: Final = re.compile(r"[?&](?:page|pagina|start|offset)=\d+")
_BELONGS: Final = frozenset({"other", "form", "login", "contact"})
"""Kinds of page that may be a part of a service by their address."""
_OVERVIEW_LINKS: Final = 4
_OVERVIEW_BELOW: Final = 3
"""So many links to other services, or to those below its own address, make a page an overview of them."""
_MOST_PAGES: Final = 40
_SAME: Final = 0.5
"""From this likeness two names are about the same; half of their words."""
_ACT: Final = re.compile(
    r"\b(?:aanvra|aangifte|aangeven|formulier|inschrij|meld|registr|bestel|reserve|indien|start|doorgeven|online"
    r"|invul|vul\b|dien\b|vraag\b|schrijf\b|geef\b)",
    re.IGNORECASE,
)


@dataclass(eq=False)
class _Group:
    """A service in the making."""

    main: Found
    pages: list[Found] = field(default_factory=list)
    forms: list[list[Found]] = field(default_factory=list)
    name: str = ""
    is_sure: bool = False

    def add(self, *more: Found) -> None:
        self.pages += [page for page in more if page not in self.pages and len(self.pages) < _MOST_PAGES]

    def holds(self, page: Found) -> bool:
        return page in self.pages


_Links = Mapping[Found, Sequence[tuple[_Group, str]]]


def services_of(
    pages: Iterable[SeenPage], corrections: Sequence[ServiceCorrection] = ()
) -> tuple[Service, ...]:
    """Return the services of a site by name, each with its channels.

    Of the pages only the facts are read. A correction of a page that was not seen does nothing.
    """
    site = SitePages(pages)
    groups = _corrected(site, _found(site), corrections)
    made = (_service(site, group) for group in groups)
    return tuple(sorted(made, key=lambda service: (service.name.casefold(), service.url)))


# Finding


def _found(site: SitePages) -> list[_Group]:
    able = [page for page in site.all if _may_be_service(page)]
    offers = [page for page in able if not page.is_form]
    known = set(able)
    overviews = {page for page in offers if _is_overview(site, page, known)}
    groups = _by_name([page for page in offers if page not in overviews])
    _add_forms(site, groups, _forms(page for page in site.all if page.is_form and page not in overviews))
    _add_parts(site, groups, overviews)
    return groups


def _may_be_service(page: Found) -> bool:
    if not page.facts.is_service or page.kind not in {"service", "form"}:
        return False
    if page.is_form:
        return True
    if not page.parts or _PAGED.search(page.url) or _NO_SERVICE_NAME.search(page.name):
        return False
    return not _is_of_news(page)


def _is_of_news(page: Found) -> bool:
    return any(_NO_SERVICE_PART.fullmatch(part) for part in page.parts)


def _is_overview(site: SitePages, page: Found, able: Collection[Found]) -> bool:
    """Say whether a page only leads on to services: most of its links go to those that are about more."""
    targets = {target for _, target in site.leads(page)}
    if any(target.is_form and target.about and target.about <= page.about for target in targets):
        return False  # it has a form of its own
    others = [target for target in targets if target in able and target.about - page.about]
    below = [target for target in others if page.folder and target.key.startswith(page.folder)]
    return len(below) >= _OVERVIEW_BELOW or (
        len(others) >= _OVERVIEW_LINKS and 2 * len(others) >= len(targets)
    )


def _by_name(offers: Sequence[Found]) -> list[_Group]:
    """Return groups of pages of the same name, and of pages below each other that are about the same."""
    groups: list[_Group] = []
    for page in sorted(offers, key=lambda page: (len(page.parts), len(page.key), page.url)):
        home = next((group for group in groups if _is_same(group.main, page)), None)
        if home is None:
            groups.append(_Group(page, [page]))
        else:
            home.add(page)
    return groups


def _is_same(main: Found, page: Found) -> bool:
    if not page.about:
        # "Online aanvragen" below a service is a part of it; elsewhere nobody knows of which.
        return bool(main.folder) and page.key.startswith(main.folder)
    if main.about == page.about:
        return True
    return bool(main.folder) and page.key.startswith(main.folder) and page.about <= main.about


# Forms


def _forms(pages: Iterable[Found]) -> list[list[Found]]:
    """Return forms, each with its steps in order."""
    forms: dict[str, list[Found]] = {}
    for page in pages:
        forms.setdefault(page.form_key, []).append(page)
    return [sorted(steps, key=_step_of) for steps in forms.values()]


def _step_of(page: Found) -> tuple[int, str]:
    step = page.facts.form_step
    return (step.step if step and step.step is not None else 99, page.url)


def _add_forms(site: SitePages, groups: list[_Group], forms: Sequence[list[Found]]) -> None:
    """Give each form to the services that it is of; one that is of none is a service by itself."""
    offered = list(groups)
    links = _links(site, offered)
    for steps in forms:
        owners = _owners(links, offered, steps)
        for group in owners:
            group.add(*steps)
            group.forms.append(steps)
        if not owners and (first := next((page for page in steps if _may_be_service(page)), None)):
            groups.append(_Group(first, [first, *(page for page in steps if page is not first)], [steps]))


def _owners(links: _Links, groups: Sequence[_Group], steps: Sequence[Found]) -> list[_Group]:
    below = [group for group in groups if any(_is_below(group.main, step) for step in steps)]
    if below:
        # The nearest one: a service below a service has its own form.
        nearest = max(below, key=lambda group: len(group.main.folder))
        if not steps[0].about or likeness(nearest.main.about, steps[0].about) > 0:
            return [nearest]
    texts_of: dict[_Group, list[str]] = defaultdict(list)
    for step in steps:
        for group, text in links.get(step, ()):
            texts_of[group].append(text)
    linking = list(texts_of.items())
    named = [group for group in groups if _is_named_like(group.main, steps)]
    if named:
        same = [group for group in named if any(group is one for one, _ in linking)] or named[:1]
        return same + [g for g, texts in linking if g not in same and _just_says_do(texts)]
    doing = [group for group, texts in linking if any(_ACT.search(text) for text in texts)]
    # A form that many pages lead to is one of the whole site, such as that for complaints.
    return doing if len(doing) <= 3 else []


def _is_below(main: Found, page: Found) -> bool:
    return bool(main.folder) and page.key.startswith(main.folder)


def _links(site: SitePages, groups: Sequence[_Group]) -> _Links:
    """Return which services lead to each page, with the words of the link."""
    found: dict[Found, list[tuple[_Group, str]]] = defaultdict(list)
    for group in groups:
        for page in group.pages:
            for lead, target in site.leads(page):
                found[target].append((group, lead.text))
    return found


def _is_named_like(main: Found, steps: Sequence[Found]) -> bool:
    return any(step.about and (likeness(main.about, step.about) >= _SAME) for step in steps)


def _just_says_do(texts: Iterable[str]) -> bool:
    """Say whether a link only says that something is done (`Vraag online aan`), not what."""
    return any(_ACT.search(text) and not about(text) for text in texts)


# Parts of services


def _add_parts(site: SitePages, groups: Sequence[_Group], overviews: set[Found]) -> None:
    """Add the pages to log in that a service leads to, and what stands below its address."""
    taken = {page for group in groups for page in group.pages}
    by_folder = {group.main.folder: group for group in groups if group.main.folder}
    for group in groups:
        for page in list(group.pages):
            group.add(*(target for _, target in site.leads(page) if target.kind == "login"))
    for page in site.all:
        if page in taken or page in overviews or page.kind not in _BELONGS or _is_of_news(page):
            continue
        parts = page.key.partition("?")[0].split("/")
        for end in range(len(parts) - 1, 0, -1):
            if (owner := by_folder.get("/".join(parts[:end]) + "/")) is not None:
                owner.add(page)
                break


# Corrections


def _corrected(
    site: SitePages, groups: list[_Group], corrections: Sequence[ServiceCorrection]
) -> list[_Group]:
    for correction in corrections:
        main = site.at(correction.url)
        if main is None:
            continue
        own = next((g for g in groups if g.main is main), None)
        if not correction.is_service:
            groups = [g for g in groups if g is not own]
            continue
        more = [page for url in correction.pages if (page := site.at(url)) is not None]
        if own is None:
            own = _Group(main, [main])
            groups = [*groups, own]
        if more:
            own.pages = [main, *(page for page in more if page is not main)]
            own.forms = _forms(page for page in own.pages if page.is_form)
            # What is a part of this service now is no service by itself any more.
            groups = [g for g in groups if g is own or g.main not in own.pages]
        elif main.is_form and not own.forms:
            own.forms = [[main]]
        own.name = correction.name or own.name
        own.is_sure = True
    return groups


def unseen(pages: Iterable[SeenPage], corrections: Sequence[ServiceCorrection]) -> tuple[str, ...]:
    """Return the addresses in the corrections at which no page was seen."""
    known = {page_key(url) for page in pages for url in (page.url, page.final_url)}
    named = (url for correction in corrections for url in (correction.url, *correction.pages))
    return tuple(url for url in dict.fromkeys(named) if page_key(url) not in known)


# Values


def _service(site: SitePages, group: _Group) -> Service:
    main, pages = group.main, group.pages
    channels = channels_of(site, main, pages)
    without, without_seen = works_without(site, pages, channels, group.forms)
    ways = dict.fromkeys(way for page in pages for way in page.facts.login_ways)
    return Service(
        name=group.name or main.name,
        url=main.url,
        pages=tuple(page.url for page in pages),
        confidence=1.0 if group.is_sure else _confidence(group, any(c.is_there for c in channels.values())),
        seen=(main.seen_name, *_form_names(group)),
        channels=channels,
        works_without=without,
        without_seen=without_seen,
        hours=hours_of(site, pages),
        forms=tuple(_form(steps) for steps in group.forms),
        documents=tuple(_documents(site, pages)),
        login_ways=tuple(way for way in ways if way not in site.general_logins),
        login_pages=tuple(page.url for page in pages if page.kind == "login"),
    )


def _confidence(group: _Group, has_channel: bool) -> float:
    """Return how sure a service is: as its main page; more with a form, less without any channel."""
    sure = group.main.facts.service_confidence or 0.6
    if group.forms and not group.main.is_form:
        sure += 0.1
    if not has_channel:
        sure -= 0.15
    return round(min(0.97, max(0.05, sure)), 2)


def _form_names(group: _Group) -> Iterator[SeenAt]:
    for steps in group.forms:
        if steps[0] is not group.main:
            yield steps[0].seen_name


def _form(steps: Sequence[Found]) -> ServiceForm:
    required = [page.facts.required_fields for page in steps if page.facts.required_fields is not None]
    said = [step for page in steps if (step := page.facts.form_step) is not None]
    return ServiceForm(
        pages=tuple(page.url for page in steps),
        required_fields=sum(required) if required else None,
        steps=max((step.steps for step in said if step.steps), default=None),
        step_names=max((step.names for step in said), key=len, default=()),
    )


def _documents(site: SitePages, pages: Sequence[Found]) -> Iterator[LinkedDocument]:
    found = {
        page_key(lead.url): LinkedDocument(lead.url, SeenAt(page.url, lead.selector, lead.text))
        for page in reversed(pages)
        for lead in reversed(site.documents(page))
    }
    yield from reversed(found.values())
