"""Write the report that people read: `index.html`, the list of addresses, and a page per large problem.

Each page is whole by itself: style and small pictures inside, no script, no request to anyone. A small
scan shows its problems in full in the index. For a large one the index holds tables and every problem has
its own page, so that no page outgrows a megabyte; with `--output FILE` all stands in one file.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from urllib.parse import urlsplit

from markupsafe import Markup

from drempel.i18n import Catalogue
from drempel.inclusion.questions import questions
from drempel.model.finding import Impact, Outcome, Source
from drempel.model.indicator import IndicatorValue
from drempel.model.issue import Issue
from drempel.model.landing import landing_kind
from drempel.model.report import ReportHeader, ReportSource, TrendPoint
from drempel.model.snapshot import FetchOutcome
from reports import sheet_words, statement
from reports.base import Output, slug
from reports.channels import HELPERS as CHANNEL_HELPERS
from reports.channels import ChannelWords, channel_map
from reports.charts import trend_charts
from reports.digest import Digest, digest, reason_key, why_no_score
from reports.grouping import OPEN_GROUPS, Group, group_of
from reports.left_behind import HELPERS as LEFT_HELPERS
from reports.left_behind import LeftBehindWords, left_behind_view
from reports.render import data_uri, write_page
from reports.statement import answer_rows, statement_view
from reports.summary import untested, verdict, with_waiver
from reports.weight import HELPERS as WEIGHT_HELPERS
from reports.weight import WeightWords, visit_costs
from reports.wording import OUTCOMES, Phrase, Wording

MOST_IN_FULL = 40
"""Problems that an index shows in full; with more it shows tables."""
MOST_ROWS = 200
"""Rows of one table of addresses, problems or places."""
MOST_LINKS = 20
"""Pages listed under a problem in the index; with more they go to the page of the problem."""
MOST_IN_TABLE = 100
"""Rows per group in an index with tables."""
MOST_GONE = 50
MOST_REASONS = 8
PICTURE_BYTES = 60_000
PICTURES_BYTES = 250_000
"""Thumbnails of one page together, before base64."""

MISSED = {
    FetchOutcome.HTTP_ERROR,
    FetchOutcome.TIMEOUT,
    FetchOutcome.BLOCKED,
    FetchOutcome.CRASHED,
    FetchOutcome.UNSAFE,
}
"""Pages of the site that should have been judged (as `Coverage.unjudged` counts them)."""


@dataclass(frozen=True, slots=True)
class IssueView:
    """A problem with what the page that shows it decides."""

    issue: Issue
    anchor: str
    href: str
    """Page of the problem, or empty when it has none."""
    pages: Sequence[str] = ()
    picture: Markup | None = None
    crop: tuple[Markup, Markup] | None = None
    """Part of the example page before and after the steps, as `data:` addresses."""

    @property
    def is_question(self) -> bool:
        """Tell whether a person has to decide."""
        return self.issue.outcome is Outcome.CANT_TELL

    @property
    def lists_pages(self) -> bool:
        """Tell whether the list of pages says more than the example does."""
        return bool(self.pages) and tuple(self.pages) != (self.issue.example_url,)


@dataclass(frozen=True, slots=True)
class Section:
    """One group of problems in the index."""

    group: Group
    count: int
    views: Iterable[IssueView]
    shown: int


@dataclass(frozen=True, slots=True)
class Gone:
    """Problems that are solved, or that could not be checked again."""

    group: Group
    count: int
    issues: Sequence[Issue]

    @property
    def shown(self) -> int:
        """Return the number listed."""
        return len(self.issues)


@dataclass(frozen=True, slots=True)
class Tile:
    """A figure that leads to its section."""

    target: str
    figure: str
    what: Phrase


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """A line of the coverage table."""

    outcome: FetchOutcome
    count: int
    fate: str
    reasons: Sequence[tuple[str, int]]


class HtmlFormat:
    """The HTML report."""

    id = "html"
    suffix = ".html"
    entry = "index.html"
    owns = ("index.html", "paginas*.html", "problemen*.html", "probleem-*.html")

    def write(self, source: ReportSource, out: Output, text: Catalogue) -> None:
        """Write all pages; walks over issues and pages several times, never holding all of them."""
        _Writer(source, out, text).write()


FORMAT = HtmlFormat()


class _Writer:
    """One run of the format."""

    def __init__(self, source: ReportSource, out: Output, text: Catalogue) -> None:
        self.source = source
        self.out = out
        self.header: ReportHeader = source.header
        self.standard = self.header.scan.settings.standard
        self.words = Wording(text, source.checks())
        self.digest: Digest = digest(source)
        found = sum(self.digest.issues.by_group.get(group, 0) for group in OPEN_GROUPS)
        self.in_tables = found > MOST_IN_FULL and not out.single_file
        self.host = urlsplit(self.header.site_start[0]).netloc
        self.start_page()

    def start_page(self) -> None:
        """Forget which pictures stand on the page of the report before."""
        self.pictured: set[str] = set()
        self.picture_budget = PICTURES_BYTES

    def write(self) -> None:
        self.write_index()
        if self.out.single_file:
            return
        self.write_parts("pages.html", "paginas", "pages", self.source.pages(), self.digest.pages.addresses)
        if self.in_tables:
            found = sum(self.digest.issues.by_group.get(group, 0) for group in OPEN_GROUPS)
            views = (self.view(issue) for issue in self.open_issues())
            self.write_parts("issues.html", "problemen", "views", views, found)
        for issue in self.open_issues():
            if self.has_own_page(issue):
                self.write_issue(issue)

    # The index

    def write_index(self) -> None:
        d, header = self.digest, self.header
        checks = [check.info.source for check in d.checks.ran]
        few_pages = d.pages.addresses <= MOST_ROWS and self.out.single_file
        self.page(
            "index.html",
            "index.html",
            {
                "d": d,
                "verdict": verdict(self.words, d, header.coverage.judged),
                "with_waiver": with_waiver(self.words, d),
                "untested": untested(self.words, d),
                "tiles": self.tiles(),
                "thumb": self.picture(header.site_start[0]),
                "outcomes": outcome_rows(header.coverage.by_outcome, d.pages.reasons),
                "axe_checks": sum(source is Source.AXE for source in checks),
                "own_checks": sum(source is Source.DREMPEL for source in checks),
                "gone": [
                    gone
                    for group in (Group.RESOLVED, Group.NOT_RECHECKED)
                    if (gone := self.gone(group)).count
                ],
                "charts": trend_charts([without_inclusion(point) for point in self.source.trend()]),
                "panel": self.source.panel(),
                "breaking": self.breaking(),
                "indicators": [v for v in self.source.indicators() if v.id not in questions()],
                "left": left_behind_view(self.source),
                "left_words": LeftBehindWords(self.words),
                "left_helpers": LEFT_HELPERS,
                "href_of_id": self.href_of_id,
                "channels": (channels := channel_map(self.source)),
                "channel_words": ChannelWords(self.words),
                "channel_helpers": CHANNEL_HELPERS,
                "statement": statement_view(self.source),
                "statement_words": statement,
                "answer_rows": answer_rows(self.header.person_answers, self.words),
                "sheet_words": sheet_words,
                "costs": visit_costs(self.source, channels.key_pages, channels.services),
                "weight_words": WeightWords(self.words),
                "weight_helpers": WEIGHT_HELPERS,
                "readable": self.share("readable-pages"),
                "sections": [
                    self.section(group)
                    for group in OPEN_GROUPS
                    if group is Group.NORM or d.issues.by_group.get(group, 0)
                ],
                "in_tables": self.in_tables,
                "issues_href": "problemen.html",
                "pages_href": "#paginas" if self.out.single_file else "paginas.html",
                "pages": self.source.pages() if few_pages or self.out.single_file else None,
                "href_of": self.href_in_index,
            },
        )

    def breaking(self) -> TrendPoint | None:
        """Return this scan in the series where it cannot be compared with the one before; else `None`."""
        points = self.source.trend()
        return points[-1] if points and points[-1].is_break else None

    def tiles(self) -> list[Tile]:
        n, number, issues = self.words.count, self.words.number, self.digest.issues
        norm, questions = (issues.by_group.get(group, 0) for group in (Group.NORM, Group.QUESTIONS))
        critical = issues.norm_by_impact.get(Impact.CRITICAL, 0)
        waived = issues.by_group.get(Group.WAIVED, 0)
        judged, readable = self.header.coverage.judged, self.share("readable-pages")
        return [
            Tile("dekking", number(judged), n("page judged", "pages judged", judged)),
            Tile("norm", number(norm), n("problem against the norm", "problems against the norm", norm)),
            Tile(
                "norm", number(critical), n("of them shuts people out", "of them shut people out", critical)
            ),
            Tile(
                "questions" if questions else "norm",
                number(questions),
                n("question to check yourself", "questions to check yourself", questions),
            ),
            *(
                [Tile("waived", number(waived), n("problem with a waiver", "problems with a waiver", waived))]
                if waived
                else ()
            ),
            *(
                [
                    Tile(
                        "leesbaarheid",
                        number(readable.part or 0),
                        self.words.say("of {total} pages meet the B1 guideline", total=readable.whole),
                    )
                ]
                if readable
                else ()
            ),
        ]

    def share(self, indicator: str) -> IndicatorValue | None:
        """Return an indicator that is a part of something; `None` where there was nothing to count."""
        return next((v for v in self.source.indicators() if v.id == indicator and v.whole), None)

    def section(self, group: Group) -> Section:
        count = self.digest.issues.by_group.get(group, 0)
        most = MOST_IN_TABLE if self.in_tables else count
        issues = (issue for issue in self.source.issues() if group_of(issue, self.standard) is group)
        return Section(group, count, (self.view(issue) for issue in islice(issues, most)), min(count, most))

    def gone(self, group: Group) -> Gone:
        count = self.digest.issues.by_group.get(group, 0)
        if not count:
            return Gone(group, 0, ())
        issues = (issue for issue in self.source.issues() if group_of(issue, self.standard) is group)
        return Gone(group, count, tuple(islice(issues, MOST_GONE)))

    def href_in_index(self, issue: Issue) -> str:
        """Return where a reader of the index finds this problem in full."""
        return self.own_page(issue) if self.in_tables else f"#{anchor(issue)}"

    def href_of_id(self, issue_id: str) -> str:
        """Return the same for a problem of which only the id is at hand."""
        return f"{_anchor(issue_id)}.html" if self.in_tables else f"#{_anchor(issue_id)}"

    # Problems

    def open_issues(self) -> Iterator[Issue]:
        """Yield what this scan found, group by group in the order of the report."""
        for group in OPEN_GROUPS:
            if self.digest.issues.by_group.get(group, 0):
                yield from (i for i in self.source.issues() if group_of(i, self.standard) is group)

    def view(self, issue: Issue) -> IssueView:
        """Return a problem as the index shows it."""
        href = self.own_page(issue) if self.has_own_page(issue) else ""
        most = MOST_ROWS if self.out.single_file else MOST_LINKS
        pages = () if href else self.source.issue_pages(issue.id, most)
        if self.in_tables:
            return IssueView(issue, anchor(issue), href, pages)
        return IssueView(issue, anchor(issue), href, pages, self.picture(issue.example_url), self.crop(issue))

    def has_own_page(self, issue: Issue) -> bool:
        return not self.out.single_file and (self.in_tables or issue.pages > MOST_LINKS)

    def own_page(self, issue: Issue) -> str:
        return f"{anchor(issue)}.html"

    def write_issue(self, issue: Issue) -> None:
        self.start_page()
        picture, crop = self.picture(issue.example_url), self.crop(issue)
        view = IssueView(issue, anchor(issue), self.own_page(issue), (), picture, crop)
        places = tuple(islice(self.source.findings(issue.id), MOST_ROWS))
        self.page("issue.html", view.href, {"view": view, "places": places})

    # Lists in parts

    def write_parts(self, template: str, stem: str, name: str, rows: Iterator[object], total: int) -> None:
        """Write a long list over numbered pages; an empty list still gets its one page."""
        parts = max(1, -(-total // MOST_ROWS))
        for part in range(1, parts + 1):
            first = (part - 1) * MOST_ROWS + 1
            self.page(
                template,
                f"{stem}{f'-{part}' if part > 1 else ''}.html",
                {
                    name: islice(rows, MOST_ROWS),
                    "part": part,
                    "parts": parts,
                    "first": min(first, total),
                    "last": min(part * MOST_ROWS, total),
                    "total": total,
                },
            )

    def page(self, template: str, name: str, values: Mapping[str, object]) -> None:
        with self.out.open(name) as file:
            write_page(
                template, file, self.words, {"header": self.header, "host": self.host, **HELPERS, **values}
            )

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


def outcome_rows(
    by_outcome: Mapping[FetchOutcome, int], reasons: Mapping[tuple[FetchOutcome, str], int]
) -> list[OutcomeRow]:
    """Return the lines of the coverage table; "judged" is there even when it is nought."""
    rows = []
    for outcome in OUTCOMES:
        count = by_outcome.get(outcome, 0)
        why = sorted(
            ((key, n) for (o, key), n in reasons.items() if o is outcome and key),
            key=lambda row: (-row[1], row[0]),
        )
        if len(why) == 1 and fate(outcome) == "left-out":
            why = []  # the one reason would only say the outcome again
        if count or outcome is FetchOutcome.OK:
            rows.append(OutcomeRow(outcome, count, fate(outcome), why[:MOST_REASONS]))
    return rows


def fate(outcome: FetchOutcome) -> str:
    """Return how an address ended in three words: `seen`, `missed` or `left-out`."""
    return "seen" if outcome is FetchOutcome.OK else "missed" if outcome in MISSED else "left-out"


def anchor(issue: Issue) -> str:
    """Return the fragment of a problem; with `.html` its file name."""
    return _anchor(issue.id)


def _anchor(issue_id: str) -> str:
    return f"probleem-{slug(issue_id)}"


def without_inclusion(point: TrendPoint) -> TrendPoint:
    """Return a scan without the indicators of e-inclusion: they have a table of their own."""
    return replace(point, indicators=tuple(v for v in point.indicators if v.id not in questions()))


HELPERS: Mapping[str, Callable[..., str]] = {
    "fate": fate,
    "reason_key": reason_key,
    "why_no_score": why_no_score,
    "landing_kind": landing_kind,
}
