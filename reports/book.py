"""The pages of one HTML report: what they share, and how one is written.

An HTML report is a folder of pages with one navigation. The table of these pages stands in
`reports.formats.html_pages`; each names a function that gets the `Book` and writes its page (and further
parts of it) with `Book.page`. A template extends `report.html` and fills the block `main`, which begins with
an `h1`. With `--output FILE` there is one page only, which holds the sections of all topics.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from hashlib import blake2b
from itertools import islice
from typing import Final
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from drempel.i18n import LANGUAGES, N_, Catalogue
from drempel.model.indicator import IndicatorValue
from drempel.model.issue import Issue, TrendLabel
from drempel.model.landing import landing_kind
from drempel.model.report import ContentMarks, ReportHeader, ReportSource
from reports.base import Output, slug
from reports.channels import ChannelMap, channel_map
from reports.coverage import fate
from reports.digest import Digest, digest, reason_key, why_no_score
from reports.grouping import OPEN_GROUPS, Group, group_of
from reports.left_behind import LeftBehindView, left_behind_view
from reports.program import program_mark
from reports.render import data_uri, page_pieces
from reports.reuse import MANIFEST, Earlier, Made, Varying, digest_of, manifest
from reports.statement import StatementView, statement_view
from reports.wording import LABEL_SENTENCES, LABELS, Wording

MOST_IN_FULL = 40
"""Problems that a report shows in full on one page; with more it shows tables and a page for each."""
MOST_ROWS = 200
"""Rows of one table of addresses, problems or places."""
MOST_TOGETHER = 50
"""Checks that found nothing and are explained on one page."""
PICTURE_BYTES = 60_000
PICTURES_BYTES = 250_000
"""Thumbnails of one page together, before base64."""


class Part(StrEnum):
    """The two parts of the navigation."""

    READERS = "readers"
    TOPICS = "topics"


PARTS: Mapping[Part, str] = {Part.READERS: N_("For whom"), Part.TOPICS: N_("By subject")}


@dataclass(frozen=True, slots=True)
class Explanation:
    """The page of a check: Markdown, and its language."""

    markdown: str
    language: str


def always(book: "Book") -> bool:  # noqa: ARG001 - fits `ReportPage.is_there`
    """Tell that every report has this page."""
    return True


@dataclass(frozen=True, slots=True)
class ReportPage:
    """One line of the navigation, with what writes the page behind it."""

    file: str
    name: str
    """What the navigation calls it: English message of the catalogue."""
    part: Part
    write: "Callable[[Book], None]"
    owns: tuple[str, ...] = ()
    """Patterns of the further files that it writes, such as `paginas-*.html`."""
    sections: tuple[str, ...] = ()
    """Ids of the sections on it that others link to (`Book.href`); the first is all of the page."""
    is_there: "Callable[[Book], bool]" = always


class Book:
    """One HTML report while it is written."""

    TOGETHER: Final = "uitleg"
    """How the files begin that explain checks that found nothing."""

    def __init__(self, source: ReportSource, out: Output, text: Catalogue, pages: Sequence[ReportPage]):
        self.source = source
        self.out = out
        self.header: ReportHeader = source.header
        self.standard = self.header.scan.settings.standard
        self.words = Wording(text, source.checks())
        self.digest: Digest = digest(source)
        self.found = sum(self.digest.issues.by_group.get(group, 0) for group in OPEN_GROUPS)
        """Problems and questions of this scan, those with a waiver too."""
        self.in_tables = self.found > MOST_IN_FULL and not out.single_file
        self.host = urlsplit(self.header.site_start[0]).netloc
        self.pages = [page for page in pages if page.is_there(self)]
        self._page_of = {page.file: page for page in self.pages}
        self._explanations: dict[str, Explanation | None] = {}
        self._file_of = {section: page for page in self.pages for section in page.sections}
        self._varying = Varying(self._varying_text)
        self._earlier = Earlier(out.earlier)
        self._made: dict[str, Made] = {}
        self._facts: dict[str, str] = {}
        self.start_page()

    def start_page(self) -> None:
        """Forget which pictures stand on the page before; call it before each page with pictures."""
        self.pictured: set[str] = set()
        self.picture_budget = PICTURES_BYTES

    # Writing

    def page(
        self, template: str, name: str, values: Mapping[str, object], within: str = "", key: str = ""
    ) -> None:
        """Write one page. `within` names the page of the navigation that a further page belongs to.

        With a `key` (see `Book.key`) a later report may take the page over.
        """
        shared = {
            "header": self.header,
            "host": self.host,
            "href": self.href,
            "href_of": self.href_of,
            "rule_href": self.rule_href,
            "href_of_id": self.href_of_id,
            "navigation": self.navigation,
            "here": name,
            "within": within or name,
            "this": self._page_of.get(within or name),
            "in_tables": self.in_tables,
            "is_single": self.out.single_file,
            "varying": self.varying,
            **HELPERS,
        }
        spans: list[tuple[int, int, str]] = []
        digest = blake2b(digest_size=16)
        with self.out.open_binary(name) as file:
            for piece in self._varying.fill(page_pieces(template, self.words, {**shared, **values}), spans):
                digest.update(piece)
                file.write(piece)
        if key:
            self._made[name] = Made(key, digest.hexdigest(), tuple(spans))

    def take_over(self, key: str) -> bool:
        """Take over the pages that an earlier report has by this key; tell whether it has them."""
        pages = self._earlier.pages(key) if key else {}
        for name, (earlier, made) in pages.items():
            page, spans = self._varying.refill(earlier, made.spans)
            with self.out.open_binary(name) as file:
                file.write(page)
            self._made[name] = Made(key, digest_of(page), tuple(spans))
        return bool(pages)

    def finish(self) -> None:
        """Write down by what the pages were made, for the next report."""
        if self._made:
            with self.out.open(MANIFEST) as file:
                file.write(manifest(self._made))

    # What pages show, in keys

    def key(self, *shown: object) -> str:
        """Return the key of a page that shows this; empty where it is to be made in any case.

        What all pages share (words, checks, navigation) is part of each key.
        """
        return _mark(self._shared, shown) if self.marks is not None and not self.out.single_file else ""

    @cached_property
    def marks(self) -> ContentMarks | None:
        """Return the marks of what the scan says."""
        return None if self.out.single_file else self.source.marks()

    @cached_property
    def _shared(self) -> str:
        header, scan = self.header, self.header.scan
        return _mark(
            program_mark(),
            self.words.language,
            (header.entity_name, header.entity_kind, header.site_start, header.owners),
            (header.service_corrections, header.person_answers),
            (self.standard, scan.settings.viewport, scan.settings.profile, replace(scan.tools, checks={})),
            self.in_tables,
            [page.file for page in self.pages],
            [check.info for check in self.source.checks()],
        )

    @cached_property
    def issues_mark(self) -> str:
        """Return the mark of what is told of all problems and their checks, but for since when."""
        told, checks = blake2b(digest_size=12), set()
        for issue in self.source.issues():
            told.update(self.facts_mark(issue).encode())
            checks.add(issue.check)
        return _mark(told.hexdigest(), [(check, self.explanation(check)) for check in sorted(checks)])

    def facts_mark(self, issue: Issue) -> str:
        """Return the mark of all that is told of one problem, but for since when and how long it is there."""
        if issue.id not in self._facts:
            self._facts[issue.id] = _mark(_facts(issue))
        return self._facts[issue.id]

    @cached_property
    def documents_mark(self) -> str:
        """Return the mark of what is told of documents and of the problems in them, but for since when."""
        told, checks = blake2b(digest_size=12), set[str]()
        for one in self.source.documents():
            # These may differ where it says the same.
            document = replace(one.document, kept_since="", etag="", last_modified="", read_by="")
            told.update(repr((document, one.findings)).encode("utf-8", "surrogatepass"))
            checks.update(finding.check for finding in one.findings)
        for issue in self.source.document_issues():
            told.update(self.facts_mark(issue).encode())
        return _mark(told.hexdigest(), [(check, self.explanation(check)) for check in sorted(checks)])

    @cached_property
    def _since(self) -> Mapping[str, tuple[TrendLabel | None, datetime]]:
        return {issue.id: (issue.label, issue.first_seen_at) for issue in self.source.issues()}

    def varying(self, name: str, issue: Issue | None = None) -> Markup:
        """Return what templates write for what differs from night to night.

        Names are `date` and `moment` (of the scan), `iso` (its moment for machines), `made` (when the report
        was), and of a problem `label` and `since`.
        """
        return self._varying.place(name if issue is None else f"{name} {issue.id}")

    def _varying_text(self, name: str) -> str:
        kind, _, issue_id = name.partition(" ")
        started = self.header.scan.started_at
        match kind:
            case "date":
                return str(escape(self.words.date(started)))
            case "moment":
                return str(escape(self.words.moment(started)))
            case "iso":
                return started.isoformat()
            case "made":
                made = self.header.generated_at
                return self._said(N_("Report of {moment}."), moment=self.words.moment(made)) if made else ""
        label, first_seen_at = self._since[issue_id]
        if label is None:
            return ""
        if kind == "label":
            return f'<span class="label label-{label}">{self._said(LABELS[label])}</span>'
        first = self._said(N_("First seen: {date}."), date=self.words.date(first_seen_at))
        told = self._said(LABEL_SENTENCES[label])
        name = self._said(N_("Since when"))
        return f"<div><dt>{name}</dt><dd>{told} {first}</dd></div>"

    def _said(self, message: str, **params: object) -> str:
        return str(escape(self.words.say(message, **params)))

    def write_parts(
        self,
        template: str,
        stem: str,
        name: str,
        rows: Iterator[object],
        total: int,
        within: str = "",
        more: Mapping[str, object] | None = None,
        key: str = "",
    ) -> None:
        """Write a long list over numbered pages; an empty list still gets its one page.

        `rows` goes to the template as `name`, with `more`; `key` as in `page`.
        """
        parts = max(1, -(-total // MOST_ROWS))
        for part in range(1, parts + 1):
            first = (part - 1) * MOST_ROWS + 1
            values = {
                name: islice(rows, MOST_ROWS),
                "part": part,
                "parts": parts,
                "first": min(first, total),
                "last": min(part * MOST_ROWS, total),
                "total": total,
                **(more or {}),
            }
            self.page(template, f"{stem}{f'-{part}' if part > 1 else ''}.html", values, within, key)

    # Links

    @cached_property
    def rules(self) -> frozenset[str]:
        """Return the checks that have a page in this report: they found something, and are explained."""
        if self.out.single_file:
            return frozenset()
        found = {issue.check for issue in self.open_issues()}
        return frozenset(check for check in found if self.explanation(check) is not None)

    def explanation(self, check: str) -> Explanation | None:
        """Return the page of a check in the language of the report, else in another one."""
        if check not in self._explanations:
            languages = dict.fromkeys((self.words.language, *LANGUAGES))
            pages = ((self.source.documentation(check, language), language) for language in languages)
            found = (Explanation(page, language) for page, language in pages if page is not None)
            self._explanations[check] = next(found, None)
        return self._explanations[check]

    @cached_property
    def explained_together(self) -> Mapping[str, tuple[str, ...]]:
        """Return the pages that explain the checks that ran and found nothing: file → checks, by title."""
        if self.out.single_file:
            return {}
        ran = {check.info.id for check in self.digest.checks.ran} - self.rules
        told = sorted(
            (check for check in ran if self.explanation(check) is not None),
            key=lambda check: (self.words.title(check).text, check),
        )
        parts = [tuple(told[at : at + MOST_TOGETHER]) for at in range(0, len(told), MOST_TOGETHER)]
        return {
            f"{self.TOGETHER}{f'-{number}' if number > 1 else ''}.html": part
            for number, part in enumerate(parts, 1)
        }

    @cached_property
    def _explained_on(self) -> Mapping[str, str]:
        return {check: file for file, part in self.explained_together.items() for check in part}

    def rule_place(self, check: str) -> str:
        """Return the fragment of a check that is explained among others; with `.html` its file name."""
        return f"regel-{slug(check)}"

    def rule_href(self, check: str) -> str:
        """Return where a check is explained in this report; empty where it is not."""
        if check in self.rules:
            return f"{self.rule_place(check)}.html"
        file = self._explained_on.get(check)
        return f"{file}#{self.rule_place(check)}" if file else ""

    @property
    def navigation(self) -> list[tuple[Part, str, list[ReportPage]]]:
        """Return the parts of the navigation with their names and pages."""
        return [
            (part, name, [page for page in self.pages if page.part is part]) for part, name in PARTS.items()
        ]

    def href(self, section: str) -> str:
        """Return where a section stands, seen from any page of the report."""
        page = self._file_of.get(section)
        if self.out.single_file or page is None:
            return f"#{section}"
        return page.file if page.sections[0] == section else f"{page.file}#{section}"

    def href_of(self, issue: Issue) -> str:
        """Return where a problem stands in full."""
        return self.href_of_id(issue.id)

    def href_of_id(self, issue_id: str) -> str:
        """Return the same for a problem of which only the id is at hand."""
        if self.in_tables:
            return f"{anchor(issue_id)}.html"
        return f"{'' if self.out.single_file else PROBLEMS}#{anchor(issue_id)}"

    # What several pages need

    def open_issues(self) -> Iterator[Issue]:
        """Yield what this scan found, group by group in the order of the report."""
        for group in OPEN_GROUPS:
            yield from self.issues_of(group)

    def issues_of(self, group: Group) -> Iterator[Issue]:
        """Yield the problems of one group, worst first."""
        if not self.digest.issues.by_group.get(group, 0):
            return iter(())
        return (issue for issue in self.source.issues() if group_of(issue, self.standard) is group)

    @cached_property
    def channels(self) -> ChannelMap:
        """Return the services and the key pages."""
        return channel_map(self.source)

    @cached_property
    def statement(self) -> StatementView:
        """Return what is known of the accessibility statement."""
        return statement_view(self.source)

    @cached_property
    def left(self) -> LeftBehindView:
        """Return who is left behind."""
        return left_behind_view(self.source)

    @cached_property
    def indicators(self) -> Mapping[str, IndicatorValue]:
        """Return the indicators of this scan by id."""
        return {value.id: value for value in self.source.indicators()}

    def share(self, indicator: str) -> IndicatorValue | None:
        """Return an indicator that is a part of something; `None` where there was nothing to count."""
        value = self.indicators.get(indicator)
        return value if value is not None and value.whole else None

    def picture(self, url: str) -> Markup | None:
        """Return the thumbnail of a page: once in each report page, and while its budget lasts."""
        content_hash = self.digest.pages.screenshots.get(url) if url not in self.pictured else None
        found = self.source.screenshot(content_hash) if content_hash else None
        uri = data_uri(found, min(PICTURE_BYTES, self.picture_budget)) if found else None
        if found and uri:
            self.picture_budget -= len(found)
            self.pictured.add(url)
        return uri

    def crop(self, issue: Issue) -> tuple[Markup, Markup] | None:
        """Return the pictures of the example before and after its steps, while the budget lasts."""
        if not issue.example.steps:
            return None
        found = self.source.crop(issue.example_url, issue.example.fingerprint)
        if found is None:
            return None
        before = data_uri(found.before, min(PICTURE_BYTES, self.picture_budget))
        after = data_uri(found.after, min(PICTURE_BYTES, self.picture_budget))
        if before is None or after is None:
            return None
        self.picture_budget -= len(found.before) + len(found.after)
        return before, after


HELPERS: Mapping[str, Callable[..., str]] = {
    "fate": fate,
    "reason_key": reason_key,
    "why_no_score": why_no_score,
    "landing_kind": landing_kind,
}
PROBLEMS = "problemen.html"
"""The page with all problems in full, or with a table of them for each group."""


def _facts(issue: Issue) -> Issue:
    """Return a problem without since when and how long it is there."""
    label = issue.label if issue.label in {TrendLabel.RESOLVED, TrendLabel.NOT_RECHECKED} else None
    return replace(issue, label=label, last_seen_at=issue.first_seen_at)


def _mark(*values: object) -> str:
    return blake2b(repr(values).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def anchor(issue_id: str) -> str:
    """Return the fragment of a problem; with `.html` its file name."""
    return f"probleem-{slug(issue_id)}"
