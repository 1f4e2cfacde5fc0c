"""Write a draft of an accessibility conformance report as OpenACR, in YAML.

The draft holds what a scan may say and no more: a criterion with problems "partially supports", every other
one is "not evaluated" until a person has tested it. Pages and documents (`web`, `electronic-docs`) have each
their own answer. Nothing "supports" on the ground of a scan. OpenACR's
catalogue knows WCAG 2.1; what WCAG 2.2 added is named in the notes.

Form: https://github.com/GSA/openacr, schema 0.1.0. Strings stand between double quotes as in JSON, which is
YAML too: no value can be taken for something else.
"""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import drempel
from drempel import wcag
from drempel.i18n import Catalogue
from drempel.model.finding import Outcome
from drempel.model.report import ReportSource
from reports.base import Output
from reports.digest import CheckDigest, criterion_order, digest_checks
from reports.document_criteria import DocumentCriteria, document_criteria
from reports.grouping import Group, ground_of
from reports.places import one_line
from reports.wording import Wording

CATALOG: Final = "2.4-edition-wcag-2.1-en"
_CHAPTERS: Final = {"A": "success_criteria_level_a", "AA": "success_criteria_level_aa"}
_MOST_TEXT: Final = 300
_ENDS: Final = {0x2028: "\\u2028", 0x2029: "\\u2029", 0x85: "\\u0085", 0xFEFF: "\\ufeff"}
"""Characters that YAML takes for the end of a line, or for the start of a file."""


class OpenAcrFormat:
    """A draft conformance report."""

    id = "openacr"
    suffix = ".yaml"
    entry = "openacr.yaml"
    owns = ("openacr.yaml",)

    def write(self, source: ReportSource, out: Output, text: Catalogue) -> None:
        """Write the draft; its size does not depend on that of the scan."""
        with out.open(self.entry) as file:
            file.writelines(f"{line}\n" for line in _lines(source, Wording(text, source.checks())))


FORMAT = OpenAcrFormat()


@dataclass(frozen=True, slots=True)
class _Found:
    """Failures against the norm, by criterion."""

    problems: Counter[str]
    places: Counter[str]


def _lines(source: ReportSource, words: Wording) -> Iterator[str]:
    header, say = source.header, words.say
    name = one_line(header.entity_name, _MOST_TEXT)
    site = one_line(header.site_start[0], _MOST_TEXT)
    day = (header.scan.finished_at or header.scan.started_at).date().isoformat()
    found = _failures(source)
    documents = document_criteria(source)
    checks = digest_checks(source.checks(), header.scan.settings.standard)
    later = sorted(
        (n for n in {*found.problems, *documents.problems} if wcag.criterion(n).since > "2.1"),
        key=criterion_order,
    )
    notes = [
        say("This is a draft made from a scan. A person has to complete it: look for “not-evaluated”.").text,
        words.count("{n} page judged", "{n} pages judged", header.coverage.judged).text + ".",
    ]
    if documents.judged:
        notes.append(words.count("{n} document judged", "{n} documents judged", documents.judged).text + ".")
    if later:
        notes.append(say("Problems were also found with: {numbers}.", numbers=", ".join(later)).text)
    yield f"title: {_text(say('Accessibility conformance report: {name}', name=name).text)}"
    yield "product:"
    yield f"  name: {_text(site)}"
    yield f"  description: {_text(say('Website of {name}', name=name).text)}"
    for role in ("author", "vendor"):
        yield f"{role}:"
        yield f"  company_name: {_text(name)}"
        # The schema asks for an address, which a scan cannot know; the notes say that a person fills it in.
        yield '  email: ""'
        yield f"  website: {_text(site)}"
    yield f"report_date: {_text(day)}"
    yield f"last_modified_date: {_text(day)}"
    yield "version: 1"
    yield f"notes: {_text(' '.join(notes))}"
    yield f"evaluation_methods_used: {_text(_methods(source, words))}"
    yield 'license: "CC0-1.0"'
    yield f"catalog: {_text(CATALOG)}"
    yield "chapters:"
    for level, chapter in _CHAPTERS.items():
        yield f"  {chapter}:"
        yield "    criteria:"
        for criterion in wcag.criteria():
            if criterion.level == level and criterion.since <= "2.1":
                yield from _criterion(criterion, found, checks, words)
                if documents.judged and criterion.document_clause is not None:
                    yield from _of_documents(criterion, documents, words)
    yield "  success_criteria_level_aaa:"
    yield "    disabled: true"


def _methods(source: ReportSource, words: Wording) -> str:
    tools = source.header.scan.tools
    return words.say(
        "A scan with Drempel {version} and axe-core {axe}. No person has tested the site for this draft.",
        version=tools.drempel or drempel.__version__,
        axe=one_line(tools.axe, 40),
    ).text


def _criterion(
    criterion: wcag.Criterion, found: _Found, checks: CheckDigest, words: Wording
) -> Iterator[str]:
    problems = found.problems.get(criterion.id, 0)
    if problems:
        level = "partially-supports"
        told = words.count("The scan found {n} problem", "The scan found {n} problems", problems).text
        told += f" ({words.count('{n} place', '{n} places', found.places[criterion.id])})."
    else:
        level = "not-evaluated"
        is_seen = criterion.id in {c.id for c in checks.covered}
        no_problem = words.say("The scan found no problem, but a person has to look too.")
        told = (no_problem if is_seen else words.say("No check looked at this requirement.")).text
    yield f"      - num: {_text(criterion.id)}"
    yield "        components:"
    yield from _component("web", level, told)


def _of_documents(criterion: wcag.Criterion, found: DocumentCriteria, words: Wording) -> Iterator[str]:
    """Yield what the draft says of documents, as the second component of a criterion."""
    level = "not-evaluated"
    match found.outcome(criterion.id):
        case Outcome.FAILED:
            level = "partially-supports"
            problems, documents = found.problems[criterion.id], found.documents[criterion.id]
            told = words.count("The scan found {n} problem", "The scan found {n} problems", problems).text
            told += f" ({words.count('{n} document', '{n} documents', documents)})."
        case Outcome.CANT_TELL:
            told = words.say("The scan found no problem, but a person has to look too.").text
        case _:
            told = words.say("No check looked at this requirement.").text
    yield from _component("electronic-docs", level, told)


def _component(name: str, level: str, told: str) -> Iterator[str]:
    yield f"          - name: {name}"
    yield "            adherence:"
    yield f"              level: {level}"
    yield f"              notes: {_text(told)}"


def _failures(source: ReportSource) -> _Found:
    standard = source.header.scan.settings.standard
    problems: Counter[str] = Counter()
    places: Counter[str] = Counter()
    for issue in source.issues():
        # A waiver does not make a problem less of a problem; a false alarm does.
        set_right = issue.decided is not None and issue.decided.is_false_alarm
        if set_right or ground_of(issue, standard) not in {Group.NORM, Group.NOT_YET}:
            continue
        for number in issue.requirements:
            if _is_known(number):
                problems[number] += 1
                places[number] += issue.occurrences
    return _Found(problems, places)


def _is_known(number: str) -> bool:
    """Tell whether WCAG has a criterion of this number; a scan of an older version may name another."""
    return any(criterion.id == number for criterion in wcag.criteria())


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).translate(_ENDS)
