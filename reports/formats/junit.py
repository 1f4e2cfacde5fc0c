"""Write the problems as JUnit XML, which build servers show as tests.

A problem that counts for the exit code (against the norm, or against good practice) is a failed test. What
a person has to look at, what is not required and what people set aside is a skipped test. A page that could
not be judged is a test with an error: silence about it is no proof. Each check that ran and found nothing is
a test that passed. Names hold the fingerprint, so that a problem keeps its name from run to run.

GitLab reads files up to 30 MB; worst comes first, and what does not fit is told as a skipped test.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

from drempel.i18n import N_, Catalogue
from drempel.model.finding import Outcome
from drempel.model.issue import Issue
from drempel.model.report import ReportSource
from drempel.model.snapshot import GONE_STATUSES, FetchOutcome
from reports.base import Output
from reports.document_problems import extent, missed_documents
from reports.documents import reason_of
from reports.grouping import OPEN_GROUPS, Group, group_of
from reports.places import one_line
from reports.untrusted import printable
from reports.wording import GROUPS, OUTCOMES, Wording

FAILING: Final = (Group.NORM, Group.PRACTICE)
MOST_CHARS: Final = 14_000_000
"""Of text in all tests, escaped and in UTF-8 well under 30 MB."""
_MOST_NAME: Final = 300
_MOST_TEXT: Final = 2_000
_MISSED: Final = frozenset(
    {
        FetchOutcome.HTTP_ERROR,
        FetchOutcome.TIMEOUT,
        FetchOutcome.BLOCKED,
        FetchOutcome.CRASHED,
        FetchOutcome.UNSAFE,
    }
)


class JunitFormat:
    """Problems as tests."""

    id = "junit"
    suffix = ".xml"
    entry = "junit.xml"
    owns = ("junit.xml",)

    def write(self, source: ReportSource, out: Output, text: Catalogue) -> None:
        """Write one suite per group; each is walked twice, because its counts stand before its tests."""
        with out.open_binary(self.entry) as file:
            _Document(source, Wording(text, source.checks()), file).write()


FORMAT = JunitFormat()


@dataclass(frozen=True, slots=True)
class _Case:
    """One test. `result` is `failure`, `error`, `skipped`, or empty for one that passed."""

    suite: str
    name: str
    result: str = ""
    message: str = ""
    kind: str = ""
    text: str = ""

    @property
    def chars(self) -> int:
        return len(self.suite) + len(self.name) + len(self.message) + len(self.text) + 100


class _Document:
    """The file, suite by suite."""

    def __init__(self, source: ReportSource, words: Wording, file: BinaryIO) -> None:
        self.source = source
        self.words = words
        self.xml = XMLGenerator(file, encoding="utf-8", short_empty_elements=True)
        self.standard = source.header.scan.settings.standard
        self.room = MOST_CHARS
        self.failing: set[str] = set()

    def write(self) -> None:
        self.xml.startDocument()
        self.xml.startElement("testsuites", AttributesImpl({"name": "Drempel"}))
        self.groups(self.source.issues, "{group}")
        self.suite(N_("Pages that could not be judged"), self.missed)
        self.groups(self.source.document_issues, N_("Documents: {group}"))
        self.suite(N_("Documents that could not be judged"), self.missed_documents)
        self.suite(N_("Checks that found nothing"), self.passed)
        self.xml.endElement("testsuites")
        self.xml.endDocument()

    def groups(self, issues: Callable[[], Iterator[Issue]], title: str) -> None:
        """Write a suite for each group of issues; `title` has a place for its name."""
        found = {group_of(issue, self.standard) for issue in issues()}
        for group in (group for group in OPEN_GROUPS if group in found):
            name = self.words.say(GROUPS[group]).text
            self.suite(title, lambda group=group: self.problems(issues(), group), group=name)  # type: ignore[misc]

    def suite(self, title: str, cases: Callable[[], Iterator[_Case]], **params: str) -> None:
        """Write a suite; an empty one is left out."""
        counts = {"tests": 0, "failures": 0, "errors": 0, "skipped": 0}
        plural = {"failure": "failures", "error": "errors", "skipped": "skipped"}
        fitting = left_out = chars = 0
        for case in cases():
            chars += case.chars
            if chars > self.room:
                left_out += 1
                continue
            fitting += 1
            counts["tests"] += 1
            if case.result:
                counts[plural[case.result]] += 1
        if not fitting and not left_out:
            return
        self.room -= min(chars, self.room)
        if left_out:
            counts["tests"] += 1
            counts["skipped"] += 1
        name = self.words.say(title, **params).text
        at = {"timestamp": self.source.header.scan.started_at.strftime("%Y-%m-%dT%H:%M:%S")}
        self.xml.characters("\n")
        about = {"name": name, **at, "time": "0", **{k: str(n) for k, n in counts.items()}}
        self.xml.startElement("testsuite", AttributesImpl(about))
        for number, case in enumerate(cases()):
            if number == fitting:
                break
            self.case(case)
        if left_out:
            told = self.words.say("{total} problems did not fit in this file.", total=left_out).text
            self.case(_Case("drempel", told, "skipped", told))
        self.xml.characters("\n")
        self.xml.endElement("testsuite")

    def case(self, case: _Case) -> None:
        self.xml.characters("\n")
        named = {"classname": case.suite, "name": case.name, "time": "0"}
        self.xml.startElement("testcase", AttributesImpl(named))
        if case.result:
            about = {"message": case.message} | ({"type": case.kind} if case.kind else {})
            self.xml.startElement(case.result, AttributesImpl(about))
            self.xml.characters(case.text)
            self.xml.endElement(case.result)
        self.xml.endElement("testcase")

    def problems(self, issues: Iterator[Issue], group: Group) -> Iterator[_Case]:
        for issue in issues:
            if group_of(issue, self.standard) is group:
                self.failing.add(issue.check)
                yield self.problem(issue, "failure" if group in FAILING else "skipped")

    def problem(self, issue: Issue, result: str) -> _Case:
        words = self.words
        title = words.title(issue.check).text
        found = words.message(issue.example)
        selector = one_line(issue.example.pointer.selector, 120)
        name = f"{title}: {selector} ({issue.fingerprint.rpartition(':')[2][:12]})"
        lines = (
            issue.example_url,
            issue.example.pointer.selector,
            issue.example.pointer.snippet,
            str(words.repair(issue.check) or ""),
            str(extent(words, issue)),
        )
        return _Case(
            _plain(issue.check, _MOST_NAME),
            _plain(name, _MOST_NAME),
            result,
            one_line(str(found or title), _MOST_TEXT),
            issue.impact.value,
            "\n".join(_plain(line, _MOST_TEXT) for line in lines if line),
        )

    def missed(self) -> Iterator[_Case]:
        for page in self.source.pages():
            record = page.record
            if record.outcome in _MISSED and record.status not in GONE_STATUSES:
                why = self.words.say(OUTCOMES[record.outcome][1]).text
                name = one_line(record.page_url, _MOST_NAME)
                yield _Case("drempel.page", name, "error", why, record.outcome.value, name)

    def missed_documents(self) -> Iterator[_Case]:
        for document in missed_documents(self.source):
            why = self.words.reason(reason_of(document)).opening.text
            name = one_line(document.url, _MOST_NAME)
            yield _Case("drempel.document", name, "error", why, document.outcome.value, name)

    def passed(self) -> Iterator[_Case]:
        for check in self.source.checks():
            title = self.words.title(check.info.id).text
            ran = {outcome for outcome, pages in check.pages.items() if pages}
            if check.disabled or check.info.id in self.failing or not ran & {Outcome.PASSED}:
                continue
            yield _Case(check.info.id, one_line(title, _MOST_NAME))


def _plain(text: str, limit: int) -> str:
    return printable(text, limit)
