"""Write the problems as SARIF 2.1.0, for code hosts and editors.

One result is one problem: what has to be repaired once, with up to a hundred places where it was seen. The
limits are those of GitHub's code scanning (25,000 results and 20 tags a rule and 1,000 locations a result, of
which 100 are kept; 10 MB after gzip), and worst comes first, so what does not fit is what matters least. The
file says how much was left out. GitLab takes the same file.

Norm: SARIF Version 2.1.0, OASIS Standard, 27 March 2020.
"""

import zlib
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any, Final, TextIO

import drempel
from drempel import wcag
from drempel.i18n import LANGUAGES, Catalogue
from drempel.model.finding import CheckInfo, Finding, Impact
from drempel.model.issue import Issue, TrendLabel
from drempel.model.report import CheckCoverage, ReportSource
from drempel.model.scan import ScanState
from reports.base import Output
from reports.document_problems import all_issues, extent, places_of
from reports.formats.json_report import encode
from reports.grouping import OPEN_GROUPS, SET_ASIDE, Group, group_of
from reports.places import one_line, place_of
from reports.plain import moment
from reports.untrusted import printable
from reports.w3c import act_rule, understanding
from reports.wording import Wording

SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
MOST_RESULTS: Final = 25_000
MOST_LOCATIONS: Final = 100
MOST_TAGS: Final = 10
MOST_GZ_BYTES: Final = 9_500_000
"""A little under the ten million that are taken, for what is still to be written."""
_MOST_MESSAGE: Final = 1_000
_MOST_SNIPPET: Final = 500
_PATHS: Final = "SITE"
_FILES: Final = "%SRCROOT%"

LEVELS: Final[Mapping[Impact, str]] = {
    Impact.CRITICAL: "error",
    Impact.SERIOUS: "error",
    Impact.MODERATE: "warning",
    Impact.MINOR: "note",
}
_BASELINES: Final = {
    TrendLabel.NEW: "new",
    TrendLabel.REGRESSED: "new",
    TrendLabel.PERSISTING: "unchanged",
}


class SarifFormat:
    """Problems for code hosts."""

    id = "sarif"
    suffix = ".sarif"
    entry = "drempel.sarif"
    owns = ("drempel.sarif",)

    def write(self, source: ReportSource, out: Output, text: Catalogue) -> None:
        """Write one log with one run; results are written as they are read."""
        with out.open(self.entry) as file:
            _Run(source, Wording(text, source.checks()), _Measured(file)).write()


FORMAT = SarifFormat()


class _Measured:
    """A file that knows how large it will be after gzip."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._packer = zlib.compressobj(6)
        self.packed_bytes = 0

    def write(self, text: str) -> None:
        self._file.write(text)
        self.packed_bytes += len(self._packer.compress(text.encode("utf-8", "replace")))


class _Run:
    """One run of the tool over one site."""

    def __init__(self, source: ReportSource, words: Wording, file: _Measured) -> None:
        self.source = source
        self.words = words
        self.file = file
        self.standard = source.header.scan.settings.standard
        self.checks = source.checks()
        self.rules = {check.info.id: index for index, check in enumerate(self.checks)}
        self.left_out = 0

    def write(self) -> None:
        header = self.source.header
        driver = {
            "name": "Drempel",
            "version": drempel.__version__,
            "semanticVersion": drempel.__version__,
            "language": LANGUAGES[self.words.language].replace("_", "-"),
            "rules": [_rule(check, self.words) for check in self.checks],
        }
        self.file.write(f'{{"$schema": {encode(SCHEMA)}, "version": "2.1.0", "runs": [{{\n')
        self._member("tool", {"driver": driver, "extensions": [_axe(header.scan.tools.axe)]})
        self._member("automationDetails", {"id": f"drempel/{one_line(header.site_start[0], 200)}/"})
        self._member("columnKind", "unicodeCodePoints")
        about = self.words.say("The host and path of a page. The property “page” holds its whole address.")
        self._member("originalUriBaseIds", {_PATHS: {"description": {"text": about.text}}})
        self.file.write('"results": [')
        before = "\n"
        for result in self._results():
            self.file.write(before + encode(result))
            before = ",\n"
        self.file.write("\n],\n")
        self.file.write(f'"invocations": [{encode(self._invocation())}]\n}}]}}\n')

    def _member(self, name: str, value: Any) -> None:
        self.file.write(f"{encode(name)}: {encode(value)},\n")

    def _results(self) -> Iterator[dict[str, Any]]:
        written = 0
        for issue in all_issues(self.source):
            group = group_of(issue, self.standard)
            if group not in OPEN_GROUPS:
                continue
            if written >= MOST_RESULTS or self.file.packed_bytes >= MOST_GZ_BYTES:
                self.left_out += 1
                continue
            written += 1
            yield self._result(issue, group)

    def _result(self, issue: Issue, group: Group) -> dict[str, Any]:
        found = self.words.message(issue.example) or f"{self.words.title(issue.check)}."
        pages = extent(self.words, issue)
        repair = self.words.repair(issue.check)
        message = " ".join(str(part) for part in (found, repair, pages) if part)
        is_question = group is Group.QUESTIONS
        result: dict[str, Any] = {
            "ruleId": issue.check,
            "kind": "review" if is_question else "fail",
            "level": "none" if is_question else _level(group, issue.impact),
            "message": {"text": printable(message, _MOST_MESSAGE)},
            "locations": [*self._locations(issue)],
            "occurrenceCount": max(1, issue.occurrences),
            "partialFingerprints": {
                "drempel/v1": issue.fingerprint,
                # The one name that GitHub looks at.
                "primaryLocationLineHash": issue.fingerprint,
            },
            "properties": {
                "page": printable(issue.example_url, _MOST_MESSAGE),
                **({"document": True} if issue.is_of_document else {"pages": issue.pages}),
                "impact": issue.impact.value,
                "group": group.value,
                "requirements": list(issue.requirements),
            },
        }
        if issue.check in self.rules:
            result["ruleIndex"] = self.rules[issue.check]
        if issue.label in _BASELINES:
            result["baselineState"] = _BASELINES[issue.label]
        if group in SET_ASIDE:
            result["suppressions"] = [self._suppression(issue)]
        return result

    def _suppression(self, issue: Issue) -> dict[str, Any]:
        decided = issue.decided
        decision = decided and (decided.seen if decided.is_false_alarm else decided.waiver)
        reason = printable(decision.reason, _MOST_MESSAGE) if decision else ""
        return {"kind": "external", "status": "accepted"} | ({"justification": reason} if reason else {})

    def _locations(self, issue: Issue) -> Iterator[dict[str, Any]]:
        places = islice(places_of(self.source, issue), MOST_LOCATIONS)
        is_empty = True
        for page_url, finding in places:
            is_empty = False
            yield _location(page_url, finding)
        if is_empty:
            yield _location(issue.example_url, issue.example)

    def _invocation(self) -> dict[str, Any]:
        header, say = self.source.header, self.words.say
        told = []
        if header.coverage.unjudged:
            told.append(
                self.words.count(
                    "{n} page could not be judged.",
                    "{n} pages could not be judged.",
                    header.coverage.unjudged,
                )
            )
        if self.left_out:
            told.append(say("{total} problems did not fit in this file.", total=self.left_out))
        return {
            "executionSuccessful": header.scan.state is ScanState.COMPLETE,
            "startTimeUtc": moment(header.scan.started_at),
            **({"endTimeUtc": moment(header.scan.finished_at)} if header.scan.finished_at else {}),
            "toolExecutionNotifications": [{"level": "warning", "message": {"text": t.text}} for t in told],
        }


def _level(group: Group, impact: Impact) -> str:
    return LEVELS[impact] if group in {Group.NORM, *SET_ASIDE} else "note"


def _axe(version: str) -> dict[str, Any]:
    return {"name": "axe-core", "version": version} if version else {"name": "axe-core"}


def _rule(check: CheckCoverage, words: Wording) -> dict[str, Any]:
    info = check.info
    title = words.title(info.id).text
    who = _who(info, words)
    repair = str(words.repair(info.id) or "")
    norms = [
        f"{found.criterion.id} {found.name} ({found.criterion.level})"
        for found in words.requirements(info.requirements)
    ]
    rule: dict[str, Any] = {
        "id": info.id,
        "shortDescription": {"text": title},
        "fullDescription": {"text": " ".join((f"{title}.", *who))},
        "help": {
            "text": "\n\n".join(filter(None, (" ".join(who), repair, ", ".join(norms)))) or title,
            "markdown": _help(title, who, repair, norms, words),
        },
        "defaultConfiguration": {"level": LEVELS[info.impact], "enabled": not check.disabled},
        "properties": {
            "tags": _tags(info),
            "impact": info.impact.value,
            "precision": "high",
            "problem.severity": {"error": "error", "warning": "warning"}.get(
                LEVELS[info.impact], "recommendation"
            ),
        },
    }
    if address := _help_address(info, words):
        rule["helpUri"] = address
    return rule


def _who(info: CheckInfo, words: Wording) -> list[str]:
    """Return whom a problem of this sort shuts out."""
    if info.who in wcag.people():
        return [words.catalogue.text(wcag.people()[info.who], context="people")]
    return [found.criterion.who(words.language) for found in words.requirements(info.requirements)]


def _help(title: str, who: list[str], repair: str, norms: list[str], words: Wording) -> str:
    parts = [f"# {title}"]
    for heading, lines in (
        (words.say("Who is shut out").text, who),
        (words.say("How to repair it").text, [repair] if repair else []),
        (words.say("Requirements").text, norms),
    ):
        if lines:
            parts.append(f"## {heading}\n\n" + "\n".join(f"- {line}" for line in lines))
    return "\n\n".join(parts)


def _help_address(info: CheckInfo, words: Wording) -> str:
    if info.act:
        return act_rule(info.act[0])
    found = words.requirements(info.requirements)
    return understanding(found[0].criterion) if found else ""


def _tags(info: CheckInfo) -> list[str]:
    known = [number for number in info.requirements if number in {c.id for c in wcag.criteria()}]
    levels = [f"wcag-level-{wcag.criterion(number).level.lower()}" for number in known]
    tags = ["accessibility", info.kind.value, info.source.value, *(f"wcag-{n}" for n in known), *levels]
    return list(dict.fromkeys(tags))[:MOST_TAGS]


def _location(page_url: str, finding: Finding) -> dict[str, Any]:
    place = place_of(page_url, finding.pointer)
    region: dict[str, Any] = {"startLine": place.line or 1}
    if finding.pointer.snippet:
        region["snippet"] = {"text": printable(finding.pointer.snippet, _MOST_SNIPPET)}
    location: dict[str, Any] = {
        "physicalLocation": {
            "artifactLocation": {"uri": place.path, "uriBaseId": _FILES if place.is_file else _PATHS},
            "region": region,
        }
    }
    if finding.pointer.selector:
        selector = printable(finding.pointer.selector, _MOST_SNIPPET)
        location["logicalLocations"] = [{"fullyQualifiedName": selector, "kind": "element"}]
    return location
