"""The page for who builds the site: problems by template and component, each with its place and its repair.

A component of a template is repaired once, whatever the number of pages that show it. Shared parts (header,
menu, footer) come first, then the templates of most pages; within these the components that gain most.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby

from markupsafe import Markup

from drempel.i18n import N_
from drempel.model.finding import Mender, Outcome
from drempel.model.issue import Issue
from drempel.model.owner import owner_of
from drempel.model.template import PageTemplate
from drempel.third_parties import third_party
from reports.book import Book, anchor
from reports.components import component_of
from reports.documents import Problem, documents_view
from reports.grouping import Group, group_of
from reports.pictures import PictureShelf
from reports.repair_steps import DEVELOPMENT, repair_steps

STEM = "developer"
PAGE = f"{STEM}.html"
MOST_ISSUES = 2_000
"""Problems told here, the worst first; all of them stand on the pages of problems."""
ON_A_PAGE = 25
MOST_PLACES = 5
"""Pages named below one problem."""
MOST_FIRST = 10
MOST_OF_DOCUMENTS = 10

GROUPS = (Group.NORM, Group.NOT_YET, Group.QUESTIONS, Group.PRACTICE, Group.BEYOND)
"""What is told here; what people set aside is not."""

PLACES: Mapping[str, str] = {
    "header": N_("head of the page"),
    "nav": N_("menu"),
    "footer": N_("foot of the page"),
    "aside": N_("column beside the content"),
    "search": N_("search"),
    "form": N_("form"),
    "dialog": N_("window over the page"),
    "cookie": N_("cookie notice"),
    "breadcrumb": N_("trail of links"),
}


@dataclass(frozen=True, slots=True)
class Where:
    """A group of components: a part that pages share, or a template; all empty where neither is known."""

    place: tuple[str, ...] = ()
    template: PageTemplate | None = None
    is_spread: bool = False
    """It stands on several templates, in no part of the page that has a name."""

    @property
    def order(self) -> tuple[int, int, str]:
        """Return the sort key: shared parts, then the templates of most pages, then what has none."""
        if self.place:
            return 0, 0, "/".join(self.place)
        if self.is_spread:
            return 1, 0, ""
        if self.template is not None:
            return 2, -self.template.pages, f"{self.template.number:06}"
        return 3, 0, ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One problem with where it is repaired."""

    issue: Issue
    group: Group
    where: Where
    component: str
    """Name of the component, as the code of the page has it; empty where it has none."""
    maker: str
    """Whose component it is, where somebody else makes it."""
    owner: str
    templates: int
    """On how many templates it stands; 0 where that is not known."""
    is_of_text: bool
    """Editors can mend it too: it may stand in the text of each page, and not in the template."""

    @property
    def gains(self) -> bool:
        """Tell whether one repair mends several pages."""
        return self.issue.pages > 1

    @property
    def is_question(self) -> bool:
        """Tell whether a person has to decide."""
        return self.issue.outcome is Outcome.CANT_TELL


@dataclass(frozen=True, slots=True)
class Component:
    """What is repaired in one go: the problems of one component in one place or template."""

    where: Where
    name: str
    entries: Sequence[Entry]

    @property
    def pages(self) -> int:
        """Return the pages that its worst spread problem stands on: at least so many gain."""
        return max(entry.issue.pages for entry in self.entries)

    @property
    def weight(self) -> tuple[int, int, int]:
        """Return what components are ordered by: grounds, then impact, then pages."""
        first = min(GROUPS.index(entry.group) for entry in self.entries)
        worst = max(entry.issue.impact.rank for entry in self.entries)
        return -first, worst, self.pages


@dataclass(frozen=True, slots=True)
class Shown:
    """A problem as the page shows it."""

    entry: Entry
    file: str
    places: Sequence[str]
    picture: tuple[Markup, str] | None = None
    """Its picture, and the page that this shows."""
    pair: tuple[Markup, Markup] | None = None
    """Before and after the steps that show it."""


def write_developer(book: Book) -> None:
    """Write the page for developers and its further parts."""
    key = ""
    if book.marks is not None:
        pictures = [book.marks.artefacts.get(kind) for kind in ("shots", "crops")]
        shown = (book.issues_mark, book.documents_mark, book.marks.pages)
        key = book.key("developer", *shown, sorted(book.rules), pictures)
    if book.take_over(key):
        return
    components = components_of(book)
    entries = [(one, entry) for one in components for entry in one.entries]
    parts = [entries[at : at + ON_A_PAGE] for at in range(0, len(entries), ON_A_PAGE)] or [[]]
    files = {entry.issue.id: _file(number) for number, part in enumerate(parts, 1) for _, entry in part}
    left = sum(1 for _ in wanted(book)) - len(entries)
    shelf = PictureShelf(book.source)
    steps_of = lru_cache(maxsize=None)(lambda check: repair_steps(book, check, DEVELOPMENT))
    for number, part in enumerate(parts, 1):
        book.start_page()
        shelf.start_page()
        values = {
            "groups": _grouped(part, book, shelf, files),
            "first": first_repairs(components) if number == 1 else (),
            "files": files,
            "rows": overview(components) if number == 1 else (),
            "of_documents": of_documents(book) if number == 1 else (),
            "total": len(entries),
            "left": left,
            "part": number,
            "parts": len(parts),
            "stem": STEM,
            "steps_of": steps_of,
            "PLACES": PLACES,
            "anchor": anchor,
        }
        book.page("developer.html", _file(number), values, PAGE, key)


def components_of(book: Book) -> Sequence[Component]:
    """Return all that a developer can repair, in the order of the page."""
    known = {template.number: template for template in book.source.templates()}
    where = book.source.issue_templates()
    menders = {check.info.id: check.info.mended_by for check in book.source.checks()}
    entries: list[Entry] = []
    for issue, group in wanted(book):
        if len(entries) == MOST_ISSUES:
            break
        on = where.get(issue.id, {})
        pointer = issue.example.pointer
        template = known.get(next(iter(on), 0))
        place = tuple(pointer.place.split("/")) if pointer.place else ()
        entries.append(
            Entry(
                issue,
                group,
                Where(place) if place else Where(is_spread=True) if len(on) > 1 else Where(template=template),
                component_of(pointer.structure),
                third_party(pointer),
                owner_of(book.header.owners, issue.example_url),
                len(on),
                menders.get(issue.check) is Mender.BOTH and not place,
            )
        )
    return _together(entries)


def wanted(book: Book) -> Iterator[tuple[Issue, Group]]:
    """Yield the problems that a developer can mend, each with its group, the worst first."""
    editors = {c.info.id for c in book.source.checks() if c.info.mended_by is Mender.EDITOR}
    for issue in book.source.issues():
        group = group_of(issue, book.standard)
        if group in GROUPS and issue.check not in editors:
            yield issue, group


def _together(entries: Sequence[Entry]) -> Sequence[Component]:
    """Return problems put together by component, those of one place or template beside each other."""

    def key(entry: Entry) -> tuple[tuple[int, int, str], str, str]:
        return entry.where.order, entry.maker, entry.component

    found = []
    for _, group in groupby(sorted(entries, key=key), key=key):
        own = sorted(
            group, key=lambda e: (GROUPS.index(e.group), -e.issue.impact.rank, -e.issue.pages, e.issue.id)
        )
        found.append(Component(own[0].where, own[0].component, own))
    ordered = sorted(found, key=lambda one: (one.name, one.entries[0].issue.id))
    ordered.sort(key=lambda one: one.weight, reverse=True)
    return sorted(ordered, key=lambda one: one.where.order)


def first_repairs(components: Sequence[Component]) -> Sequence[Component]:
    """Return the components with which to begin: failures of the norm on most pages, the gravest first."""
    failing = [one for one in components if one.entries[0].group is Group.NORM and not one.entries[0].maker]
    return sorted(failing, key=lambda one: one.weight, reverse=True)[:MOST_FIRST]


def of_documents(book: Book) -> Sequence[Problem]:
    """Return what is wrong in documents by check, the gravest first; sentences are for editors.

    What people set aside is not told.
    """
    set_aside = {issue.fingerprint for issue in book.source.document_issues() if issue.is_set_aside}
    documents = (
        replace(one, findings=tuple(found for found in one.findings if found.fingerprint not in set_aside))
        for one in book.source.documents()
    )
    return list(documents_view(documents).problems)[:MOST_OF_DOCUMENTS]


def overview(components: Sequence[Component]) -> Sequence[tuple[Where, int, int, str]]:
    """Return for each place or template its components, its problems, and the first problem's id."""
    rows = []
    for where, group in groupby(components, key=lambda one: one.where):
        own = list(group)
        rows.append((where, len(own), sum(len(one.entries) for one in own), own[0].entries[0].issue.id))
    return rows


def _grouped(
    part: Sequence[tuple[Component, Entry]], book: Book, shelf: PictureShelf, files: Mapping[str, str]
) -> Sequence[tuple[Where, Sequence[tuple[Component, Sequence[Shown]]]]]:
    """Return the problems of one page by place or template, and in there by component."""
    places = book.source.pages_of_issues([entry.issue.id for _, entry in part], MOST_PLACES)
    groups = []
    for where, of_where in groupby(part, key=lambda pair: pair[0].where):
        components = [
            (component, [_shown(entry, book, shelf, files, places) for _, entry in pairs])
            for component, pairs in groupby(of_where, key=lambda pair: pair[0])
        ]
        groups.append((where, components))
    return groups


def _shown(
    entry: Entry,
    book: Book,
    shelf: PictureShelf,
    files: Mapping[str, str],
    places: Mapping[str, Sequence[str]],
) -> Shown:
    issue = entry.issue
    pair = book.crop(issue)
    return Shown(
        entry,
        files[issue.id],
        places.get(issue.id, ()),
        None if pair else shelf.picture(issue),
        pair,
    )


def _file(part: int) -> str:
    return f"{STEM}{f'-{part}' if part > 1 else ''}.html"
