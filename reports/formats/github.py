"""Write the worst problems as GitHub's workflow commands: a step that prints them gets annotations.

GitHub shows ten errors, ten warnings and ten notices of a step. What does not fit is counted in a last line
that is no command. Text from pages cannot begin a command: line ends and per cent signs are escaped as the
runner unescapes them (actions/toolkit, `core.issueCommand`).

Form: https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
"""

from collections import Counter
from typing import Final

from drempel.i18n import Catalogue
from drempel.model.finding import Impact, Kind
from drempel.model.issue import Issue
from drempel.model.report import ReportSource
from reports.base import Output
from reports.document_problems import all_issues
from reports.grouping import OPEN_GROUPS, SET_ASIDE, Group, group_of
from reports.places import one_line, place_of
from reports.wording import Wording

MOST_PER_KIND: Final = 10
_MOST_TEXT: Final = 1_000
_MOST_TITLE: Final = 120


class GithubFormat:
    """Annotations for GitHub."""

    id = "github"
    suffix = ".txt"
    entry = "github.txt"
    owns = ("github.txt",)

    def write(self, source: ReportSource, out: Output, text: Catalogue) -> None:
        """Write a command a line, worst first, then how many there are in all."""
        words = Wording(text, source.checks())
        standard = source.header.scan.settings.standard
        counts: Counter[str] = Counter()
        in_documents = 0
        with out.open(self.entry) as file:
            for issue in all_issues(source):
                group = group_of(issue, standard)
                if group not in OPEN_GROUPS or group in SET_ASIDE:
                    continue
                kind = _kind(issue, group)
                counts[kind] += 1
                in_documents += issue.is_of_document
                if counts[kind] <= MOST_PER_KIND:
                    file.write(_command(kind, issue, words) + "\n")
            more = sum(max(0, n - MOST_PER_KIND) for n in counts.values())
            total = words.count(
                "Drempel found {n} problem or question.",
                "Drempel found {n} problems and questions.",
                sum(counts.values()) - in_documents,
            )
            beside = ""
            if in_documents:
                beside = f" {words.count('And {n} in a document.', 'And {n} in documents.', in_documents)}"
            file.write(f"{total}{beside}\n")
            if more:
                file.write(f"{words.say('Not shown here: {total}. See the whole report.', total=more)}\n")


FORMAT = GithubFormat()


def _kind(issue: Issue, group: Group) -> str:
    if group is Group.NORM:
        return "error" if issue.impact in {Impact.CRITICAL, Impact.SERIOUS} else "warning"
    return "warning" if group is Group.PRACTICE and issue.kind is Kind.PRACTICE else "notice"


def _command(kind: str, issue: Issue, words: Wording) -> str:
    place = place_of(issue.example_url, issue.example.pointer)
    properties = {"title": one_line(words.title(issue.check).text, _MOST_TITLE)}
    if place.is_file:
        # The path as it stands in the repository, not as a part of an address.
        properties = {"file": one_line(issue.example_url, _MOST_TEXT), **properties}
        if place.line:
            properties["line"] = str(place.line)
    told = [words.message(issue.example), words.repair(issue.check)]
    where = f"{issue.example_url} ({issue.example.pointer.selector})"
    text = " ".join(one_line(str(part), _MOST_TEXT) for part in (*told, where) if part)
    named = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{kind} {named}::{_data(text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
