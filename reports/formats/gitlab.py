"""Write the problems as GitLab's Code Quality report, for the widget of a merge request.

One entry is one problem: GitLab compares entries by fingerprint and shows each of them once. What people set
aside and what is solved is left out. GitLab takes artefacts up to 100 MB.

Form: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
"""

from collections.abc import Iterator, Mapping
from typing import Final

from drempel.i18n import Catalogue
from drempel.model.finding import Impact
from drempel.model.issue import Issue
from drempel.model.report import ReportSource
from reports.base import Output
from reports.document_problems import all_issues, extent
from reports.formats.json_report import encode
from reports.grouping import OPEN_GROUPS, SET_ASIDE, Group, group_of
from reports.places import one_line, place_of
from reports.plain import Plain
from reports.wording import Wording

MOST_CHARS: Final = 45_000_000
"""Of which each takes two bytes at most, with a margin for what takes more."""
_MOST_TEXT: Final = 500

SEVERITIES: Final[Mapping[Impact, str]] = {
    Impact.CRITICAL: "blocker",
    Impact.SERIOUS: "critical",
    Impact.MODERATE: "major",
    Impact.MINOR: "minor",
}
"""Of failures against the norm; all else is `info`."""


class GitlabFormat:
    """Problems for GitLab."""

    id = "gitlab"
    suffix = ".json"
    entry = "gl-code-quality-report.json"
    owns = ("gl-code-quality-report.json",)

    def write(self, source: ReportSource, out: Output, text: Catalogue) -> None:
        """Write one array, an entry a line, worst first."""
        size = 0
        with out.open(self.entry) as file:
            file.write("[")
            before = "\n"
            for entry in _entries(source, Wording(text, source.checks())):
                line = encode(entry)
                size += len(line)
                if size > MOST_CHARS:
                    break
                file.write(before + line)
                before = ",\n"
            file.write("\n]\n")


FORMAT = GitlabFormat()


def _entries(source: ReportSource, words: Wording) -> Iterator[Plain]:
    standard = source.header.scan.settings.standard
    for issue in all_issues(source):
        group = group_of(issue, standard)
        if group in OPEN_GROUPS and group not in SET_ASIDE:
            yield _entry(issue, group, words)


def _entry(issue: Issue, group: Group, words: Wording) -> Plain:
    place = place_of(issue.example_url, issue.example.pointer)
    title, found = words.title(issue.check), words.message(issue.example)
    pages = extent(words, issue)
    said = f"{title}: {found}" if found else f"{title}."
    return {
        "description": one_line(f"{said} {pages}", _MOST_TEXT),
        "check_name": issue.check,
        "fingerprint": issue.fingerprint,
        "severity": SEVERITIES[issue.impact] if group is Group.NORM else "info",
        "location": {"path": place.path, "lines": {"begin": place.line or 1}},
    }
