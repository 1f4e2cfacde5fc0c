"""Write the results as EARL 1.0 in JSON-LD, for other tools and for W3C's own.

The graph opens with an evaluation as W3C's WCAG-EM report tool keeps it: scope, sample, and one assertion per
criterion about the website. Documents have assertions per criterion of their own: another chapter of the norm
holds for them. Assertions about single pages and documents follow, as in implementation reports of ACT rules:
each names its check, and the check names the criteria and ACT rules that it is part of. A scan never says
that a criterion is met: it is failed, or nobody can tell yet, or no check looked at it.

The context stands in the file: nothing is fetched to read it.
"""

import hashlib
from collections.abc import Iterator
from typing import Any, Final, TextIO

import drempel
from drempel import wcag
from drempel.i18n import N_, Catalogue
from drempel.model.document import JudgedDocument
from drempel.model.finding import Finding, Outcome
from drempel.model.report import CheckCoverage, PageSummary, ReportSource
from drempel.model.snapshot import FetchOutcome
from reports.base import Output
from reports.channels import channel_map
from reports.digest import digest_checks, digest_issues
from reports.document_criteria import document_criteria
from reports.formats.json_report import encode
from reports.places import iri
from reports.plain import moment
from reports.sample import grounds_said, sample_of
from reports.untrusted import printable
from reports.w3c import act_rule, criterion_iri
from reports.wording import Wording

INAPPLICABLE_PAGES: Final = 100
"""In a larger scan, checks that found nothing to look at are not told page by page: it would be the most."""
_MOST_TEXT: Final = 2_000
_TOOL: Final = "_:drempel"
_SITE: Final = "_:website"
_DOCUMENTS: Final = "_:documents"

CONTEXT: Final[dict[str, Any]] = {
    "@vocab": "http://www.w3.org/TR/WCAG-EM/#",
    "wcagem": "http://www.w3.org/TR/WCAG-EM/#",
    "earl": "http://www.w3.org/ns/earl#",
    "dct": "http://purl.org/dc/terms/",
    "doap": "http://usefulinc.com/ns/doap#",
    "sch": "http://schema.org/",
    "wai": "http://www.w3.org/WAI/",
    "ptr": "http://www.w3.org/2009/pointers#",
    "id": "@id",
    "type": "@type",
    "Evaluation": "wcagem:Evaluation",
    "Assertion": "earl:Assertion",
    "Assertor": "earl:Assertor",
    "Software": "earl:Software",
    "TestCase": "earl:TestCase",
    "TestRequirement": "earl:TestRequirement",
    "TestResult": "earl:TestResult",
    "TestSubject": "earl:TestSubject",
    "DigitalDocument": "sch:DigitalDocument",
    "Collection": "sch:Collection",
    "WebPage": "sch:WebPage",
    "WebSite": "sch:WebSite",
    "title": "dct:title",
    "description": "dct:description",
    "date": {"@id": "dct:date", "@type": "http://www.w3.org/2001/XMLSchema#dateTime"},
    "source": {"@id": "dct:source", "@type": "@id"},
    "isPartOf": {"@id": "dct:isPartOf", "@type": "@id"},
    "conformsTo": {"@id": "dct:conformsTo", "@type": "@id"},
    "siteName": "sch:name",
    "version": "doap:revision",
    "language": "dct:language",
    "commissioner": "wcagem:commissioner",
    "evaluationScope": "wcagem:step1",
    "siteScope": "wcagem:step1a",
    "conformanceTarget": {"@id": "wcagem:step1b", "@type": "@id"},
    "website": "wcagem:website",
    "structuredSample": {"@id": "wcagem:step3a", "@type": "@id"},
    "randomSample": {"@id": "wcagem:step3b", "@type": "@id"},
    "auditResult": "wcagem:step4",
    "specifics": "wcagem:step5b",
    "test": {"@id": "earl:test", "@type": "@id"},
    "assertedBy": {"@id": "earl:assertedBy", "@type": "@id"},
    "subject": {"@id": "earl:subject", "@type": "@id"},
    "mode": {"@id": "earl:mode", "@type": "@id"},
    "result": "earl:result",
    "outcome": {"@id": "earl:outcome", "@type": "@id"},
    "info": "earl:info",
    "pointer": "earl:pointer",
    "CSSSelectorPointer": "ptr:CSSSelectorPointer",
    "ExpressionPointer": "ptr:ExpressionPointer",
    "expression": "ptr:expression",
}

_SAID: Final = {
    Outcome.FAILED: N_("The scan found problems with this requirement."),
    Outcome.CANT_TELL: N_("The scan found no problem, but a person has to look too."),
    Outcome.UNTESTED: N_("No check looked at this requirement."),
}


class EarlFormat:
    """Results as linked data."""

    id = "earl"
    suffix = ".jsonld"
    entry = "earl.jsonld"
    owns = ("earl.jsonld",)

    def write(self, source: ReportSource, out: Output, text: Catalogue) -> None:
        """Write one graph, a node a line."""
        with out.open(self.entry) as file:
            _Graph(source, Wording(text, source.checks()), file).write()


FORMAT = EarlFormat()


class _Graph:
    """The graph while it is written."""

    def __init__(self, source: ReportSource, words: Wording, file: TextIO) -> None:
        self.source = source
        self.words = words
        self.file = file
        self.checks = source.checks()
        self.standard = source.header.scan.settings.standard
        self.why = sample_of(source, channel_map(source))
        self.at = moment(source.header.scan.finished_at or source.header.scan.started_at)

    def write(self) -> None:
        self.file.write(f'{{"@context": {encode(CONTEXT)},\n"@graph": [')
        before = "\n"
        for node in self.nodes():
            self.file.write(before + encode(node))
            before = ",\n"
        self.file.write("\n]}\n")

    def nodes(self) -> Iterator[dict[str, Any]]:
        tools = self.source.header.scan.tools
        yield {
            "id": _TOOL,
            "type": ["Assertor", "Software"],
            "title": "Drempel",
            "version": tools.drempel or drempel.__version__,
            "description": f"axe-core {tools.axe}".strip(),
        }
        yield self.evaluation()
        yield from self.requirements()
        yield from map(self.test_case, self.checks)
        for page in self.source.pages():
            if page.record.outcome is FetchOutcome.OK:
                yield self.page(page)
                yield from self.without_finding(page)
        for page_url, finding in self.source.findings():
            yield self.finding(_page_id(page_url), finding, "CSSSelectorPointer")
        yield from self.documents()

    # The evaluation

    def evaluation(self) -> dict[str, Any]:
        header, say = self.source.header, self.words.say
        start = [iri(address) for address in header.site_start]
        title = say("Accessibility and plain language: {name}", name=printable(header.entity_name, 200))
        return {
            "id": "_:evaluation",
            "type": "Evaluation",
            "title": title.text,
            "language": self.words.language,
            "date": self.at,
            "commissioner": printable(header.entity_name, 200),
            "assertedBy": _TOOL,
            "evaluationScope": {
                "website": {
                    "id": _SITE,
                    "type": ["TestSubject", "WebSite"],
                    "siteName": printable(header.entity_name, 200),
                    "source": start,
                },
                "siteScope": ", ".join(start),
                "conformanceTarget": "wai:WCAG2AA-Conformance",
            },
            "structuredSample": [*self.sample(is_random=False)],
            "randomSample": [*self.sample(is_random=True)],
            "specifics": say("A scan does not find everything. A person still has to test the site.").text,
            "auditResult": [*self.criteria()],
        }

    def sample(self, *, is_random: bool) -> Iterator[str]:
        """Yield the pages of a part of the sample; each judged page is in one of the two."""
        for page in self.source.pages():
            if page.record.outcome is FetchOutcome.OK and self.why.is_random(page) is is_random:
                yield _page_id(page.record.page_url)

    def criteria(self) -> Iterator[dict[str, Any]]:
        """Yield what the scan says of each criterion of the norm; never that it is met."""
        found = digest_checks(self.checks, self.standard)
        failed = set(digest_issues(self.source.issues(), self.standard, {}).failed_criteria)
        seen = {criterion.id for criterion in found.covered}
        for criterion in found.of_norm:
            if criterion.id in failed:
                outcome = Outcome.FAILED
            else:
                outcome = Outcome.CANT_TELL if criterion.id in seen else Outcome.UNTESTED
            told = self.words.say(_SAID[outcome])
            yield self.assertion(criterion_iri(criterion), _SITE, outcome, {"description": told.text})

    def requirements(self) -> Iterator[dict[str, Any]]:
        used = {number for check in self.checks for number in check.info.requirements}
        for criterion in wcag.criteria():
            if criterion.id in used or wcag.applies(criterion.id, self.standard):
                yield {
                    "id": criterion_iri(criterion),
                    "type": "TestRequirement",
                    "title": f"{criterion.id} {self.words.criterion_name(criterion)}",
                }

    def test_case(self, check: CheckCoverage) -> dict[str, Any]:
        info = check.info
        found = [criterion_iri(r.criterion) for r in self.words.requirements(info.requirements)]
        return {
            "id": _check_id(info.id),
            "type": "TestCase",
            "title": self.words.title(info.id).text,
            "isPartOf": found,
            "conformsTo": [act_rule(rule) for rule in info.act],
        }

    # Pages

    def page(self, page: PageSummary) -> dict[str, Any]:
        return {
            "id": _page_id(page.record.page_url),
            "type": ["TestSubject", "WebPage"],
            "title": printable(page.title, _MOST_TEXT),
            "description": grounds_said(self.words, self.why.grounds(page)),
            "source": iri(page.record.page_url),
            **({"date": moment(page.record.fetched_at)} if page.record.fetched_at else {}),
        }

    def without_finding(self, page: PageSummary) -> Iterator[dict[str, Any]]:
        """Yield what checks said of a page for which there is no finding."""
        is_small = self.source.header.coverage.judged <= INAPPLICABLE_PAGES
        wanted = {Outcome.PASSED, Outcome.UNTESTED} | ({Outcome.INAPPLICABLE} if is_small else set())
        for tally in page.tallies:
            if tally.outcome in wanted or (tally.outcome is Outcome.CANT_TELL and tally.reason):
                about = {"info": printable(tally.reason, _MOST_TEXT)} if tally.reason else {}
                page_id = _page_id(page.record.page_url)
                yield self.assertion(_check_id(tally.check), page_id, tally.outcome, about)

    # Documents

    def documents(self) -> Iterator[dict[str, Any]]:
        """Yield the documents that were judged, and what was found in each; nothing where there are none."""
        found = document_criteria(self.source)
        if not found.judged:
            return
        yield {
            "id": _DOCUMENTS,
            "type": ["TestSubject", "Collection"],
            "title": self.words.say("Documents").text,
            "isPartOf": _SITE,
        }
        for criterion in digest_checks(self.checks, self.standard).of_norm:
            if criterion.document_clause is not None:
                outcome = found.outcome(criterion.id)
                told = self.words.say(_SAID[outcome])
                yield self.assertion(
                    criterion_iri(criterion), _DOCUMENTS, outcome, {"description": told.text}
                )
        for one in self.source.documents():
            if one.document.is_judged:
                yield from self.document(one)

    def document(self, one: JudgedDocument) -> Iterator[dict[str, Any]]:
        document = one.document
        name = _document_id(document.url)
        announced = document.announced.text if document.announced is not None else ""
        yield {
            "id": name,
            "type": ["TestSubject", "DigitalDocument"],
            "title": printable(document.facts.title or announced, _MOST_TEXT),
            "source": iri(document.url),
            "isPartOf": _DOCUMENTS,
        }
        for tally in one.tallies:
            is_open = tally.outcome is Outcome.CANT_TELL and tally.reason
            if tally.outcome in {Outcome.PASSED, Outcome.UNTESTED} or is_open:
                about = {"info": printable(tally.reason, _MOST_TEXT)} if tally.reason else {}
                yield self.assertion(_check_id(tally.check), name, tally.outcome, about)
        for finding in one.findings:
            # A place in a document is no CSS selector: it names a page and the tags down to it.
            yield self.finding(name, finding, "ExpressionPointer")

    # Of both

    def finding(self, subject: str, finding: Finding, pointer: str) -> dict[str, Any]:
        said = self.words.message(finding) or self.words.title(finding.check)
        about: dict[str, Any] = {"description": printable(said.text, _MOST_TEXT)}
        if finding.pointer.selector:
            about["pointer"] = {
                "type": pointer,
                "expression": printable(finding.pointer.selector, _MOST_TEXT),
            }
        node = self.assertion(_check_id(finding.check), subject, finding.outcome, about)
        return node | {"mode": f"earl:{finding.mode.value}"}

    def assertion(self, test: str, subject: str, outcome: Outcome, about: dict[str, Any]) -> dict[str, Any]:
        return {
            "type": "Assertion",
            "test": test,
            "assertedBy": _TOOL,
            "subject": subject,
            "mode": "earl:automatic",
            "result": {"type": "TestResult", "outcome": f"earl:{outcome.value}", "date": self.at, **about},
        }


def _check_id(check: str) -> str:
    return f"urn:drempel:check:{check}"


def _page_id(page_url: str) -> str:
    """Return the blank node of a page: the same wherever the page is named, and safe whatever its address."""
    return "_:p" + hashlib.sha256(page_url.encode("utf-8", "surrogatepass")).hexdigest()[:20]


def _document_id(url: str) -> str:
    """Return the blank node of a document: another one than that of a page at the same address."""
    return "_:d" + hashlib.sha256(url.encode("utf-8", "surrogatepass")).hexdigest()[:20]
