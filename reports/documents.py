"""What a report says of documents: how many shut people out, which are met most, and what to do about it.

Documents are counted apart from pages. One that stands at several addresses counts once; one that could not
be judged counts in no share.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from drempel.i18n import N_
from drempel.model.document import Document, JudgedDocument
from drempel.model.finding import Finding, Impact, Kind, Outcome
from drempel.model.indicator import Share
from drempel.model.snapshot import FetchOutcome
from reports.plain import Plain, finding_data
from reports.wording import Phrase, Wording

MOST_LINKED: Final = 10
MOST_PROBLEMS: Final = 15
MOST_SENTENCES: Final = 10
MOST_PLACES: Final = 5
MOST_SHORT: Final = 10
SHORT_WORDS: Final = 600
"""Words of a document that fit a page of a website: two sheets of paper at most."""
LEAST_WORDS: Final = 20

_SENTENCE: Final = "-sentence-hard-to-read"
_NAMED: Final = frozenset({"long", "words", "form", "figures"})

FATES: Final = {
    "problem": N_("Has problems against the norm"),
    "question": N_("A person has to look"),
    "clean": N_("No problems against the norm found"),
}
FORMS: Final = {
    "fields": N_("form to fill in on the screen"),
    "xfa": N_("form that opens in one program only"),
    "paper": N_("form to print and fill in by hand"),
}
EXEMPTIONS: Final = {
    "old": N_("possibly exempt: from before 23 September 2018"),
    "archive": N_("possibly exempt: stands in an archive"),
}
WAYS: Final = {
    True: N_("A page that links to it also has a way online."),
    False: N_("We saw no way online beside it."),
    None: N_("We do not know whether there is a way online beside it."),
}

REPAIRS: Final = (
    (
        ("pdf-not-tagged", "pdf-content-not-tagged", "pdf-tags-suspect", "pdf-standard-not-named"),
        N_("Tags"),
        N_("Save as PDF, and turn on the tags for accessibility in the options. Do not print to PDF."),
        N_("Export as PDF, and turn on “Universal Accessibility (PDF/UA)” or “Tagged PDF”."),
        N_("Export with tags. Put all text in the Articles panel, in the order of reading."),
    ),
    (
        (
            "pdf-title-missing",
            "pdf-title-says-nothing",
            "pdf-title-not-shown",
            "office-title-missing",
            "office-title-says-nothing",
        ),
        N_("Title"),
        N_("Fill in the title in the information about the file, before you save it as PDF."),
        N_("Fill in the title in the properties of the file, on the tab “Description”."),
        N_("Fill in the title in the file information. Let the PDF show the title of the document."),
    ),
    (
        (
            "pdf-language-missing",
            "pdf-language-differs",
            "pdf-language-code-wrong",
            "office-language-missing",
            "office-language-differs",
        ),
        N_("Language"),
        N_("Select all text, and set the language in which spelling is checked."),
        N_("Set the language of the text for the whole document."),
        N_("Choose the language in the paragraph styles, and once more at the export."),
    ),
    (
        (
            "pdf-heading-not-tagged",
            "pdf-heading-level-skipped",
            "pdf-headings-mixed",
            "pdf-bookmarks-missing",
            "office-heading-not-styled",
            "office-heading-level-skipped",
        ),
        N_("Headings"),
        N_("Use the styles Heading 1, Heading 2 and so on. Bold text alone is no heading."),
        N_("Use the styles Heading 1, Heading 2 and so on. Bold text alone is no heading."),
        N_("Give each style of headings its tag H1, H2 and so on in the export tagging."),
    ),
    (
        (
            "pdf-picture-without-alternative",
            "pdf-alternative-says-nothing",
            "pdf-picture-tagged-as-text",
            "office-picture-without-alternative",
            "office-alternative-says-nothing",
        ),
        N_("Pictures"),
        N_("Give each picture an alternative text, or mark it as decoration."),
        N_("Give each picture an alternative text, or mark it as decoration."),
        N_("Fill in the alternative text in the export options of the object, or make it an artifact."),
    ),
    (
        (
            "pdf-table-headers-missing",
            "pdf-table-not-tagged",
            "pdf-table-built-wrong",
            "office-table-without-headers",
            "office-table-cells-merged",
        ),
        N_("Tables"),
        N_("Let the first row be repeated as a header row. Do not merge cells."),
        N_("Let the heading be repeated in the properties of the table. Do not merge cells."),
        N_("Turn the first row into a header row."),
    ),
    (
        ("pdf-pages-are-pictures", "pdf-text-recognised", "office-pages-are-pictures"),
        N_("Scanned pages"),
        N_("Do not scan paper. Make the PDF from the text itself."),
        N_("Do not scan paper. Make the PDF from the text itself."),
        N_("Do not export text as outlines or pictures."),
    ),
)
"""Checks → what it is about, and what users of Word, of LibreOffice and of InDesign do."""


@dataclass(frozen=True, slots=True)
class FateRow:
    """A line of the table of outcomes: its share of the documents that were judged, with interval."""

    fate: str
    share: Share


@dataclass(slots=True)
class Problem:
    """One check that found something in documents."""

    check: str
    example: Finding
    document: Document
    """Where the example stands."""
    documents: int = 0
    places: int = 0

    @property
    def is_question(self) -> bool:
        """Tell whether a person has to look."""
        return self.example.outcome is Outcome.CANT_TELL

    @property
    def is_norm(self) -> bool:
        """Tell whether the norm asks for it."""
        return self.example.kind is Kind.NORM and not self.is_question


@dataclass(frozen=True, slots=True)
class Sentence:
    """A hard sentence of a document."""

    text: str
    page: str
    document: Document


@dataclass(slots=True)
class DocumentsView:
    """What the page on documents shows."""

    found: int = 0
    """Addresses of documents."""
    twins: int = 0
    """Addresses at which another one's document stands."""
    judged: int = 0
    kept: int = 0
    """Judged documents that did not change, and keep their judgement."""
    kinds: Counter[str] = field(default_factory=Counter)
    fates: Counter[str] = field(default_factory=Counter)
    most_linked: list[tuple[JudgedDocument, str]] = field(default_factory=list)
    """With the fate of each, `unjudged` among them."""
    problems: Sequence[Problem] = ()
    more_problems: int = 0
    not_judged: Counter[str] = field(default_factory=Counter)
    """Key of the reason → documents."""
    lost: dict[str, list[Document]] = field(default_factory=dict)
    """The first documents of each reason."""
    exempt: Counter[str] = field(default_factory=Counter)
    forms: list[Document] = field(default_factory=list)
    short: list[Document] = field(default_factory=list)
    sentences: list[Sentence] = field(default_factory=list)
    without_text: int = 0
    """Documents with pages that are only a picture of text."""
    repairs: Sequence[tuple[str, str, str, str]] = ()

    @property
    def rows(self) -> list[FateRow]:
        """Return the table of outcomes."""
        return [FateRow(fate, Share(self.fates[fate], self.judged)) for fate in FATES]

    @property
    def unjudged(self) -> int:
        """Return the number of documents that were not judged."""
        return self.not_judged.total()


def documents_view(documents: Iterable[JudgedDocument]) -> DocumentsView:
    """Return what is told of the documents of a scan; they are walked once, most linked first."""
    view, problems = DocumentsView(), dict[tuple[str, bool], Problem]()
    for one in documents:
        document = one.document
        view.found += 1
        if document.outcome is FetchOutcome.DUPLICATE:
            view.twins += 1
            continue
        view.kinds[document.kind or "?"] += 1
        if document.exemption:
            view.exempt[document.exemption] += 1
        fate = fate_of(one)
        if len(view.most_linked) < MOST_LINKED:
            view.most_linked.append((one, fate))
        if not document.is_judged:
            key = reason_of(document)
            view.not_judged[key] += 1
            lost = view.lost.setdefault(key, [])
            if len(lost) < MOST_PLACES:
                lost.append(document)
            continue
        view.judged += 1
        view.kept += bool(document.kept_since)
        view.fates[fate] += 1
        view.without_text += bool(document.facts.pages_without_text)
        if document.facts.form:
            view.forms.append(document)
        elif is_short(document) and len(view.short) < MOST_SHORT:
            view.short.append(document)
        _add_problems(problems, one)
        view.sentences += _sentences(one)
    view.sentences = sorted(view.sentences, key=lambda one: -len(one.text.split()))[:MOST_SENTENCES]
    ordered = sorted(problems.values(), key=_weight)
    view.problems, view.more_problems = ordered[:MOST_PROBLEMS], max(0, len(ordered) - MOST_PROBLEMS)
    checks = {one.check for one in ordered}
    view.repairs = [told for names, *told in REPAIRS if checks.intersection(names)]  # type: ignore[misc]
    return view


def fate_of(one: JudgedDocument) -> str:
    """Return the fate of a document, `unjudged` where its checks did not judge it."""
    if not one.document.is_judged:
        return "unjudged"
    if any(f.outcome is Outcome.FAILED and f.kind is Kind.NORM for f in one.findings):
        return "problem"
    return "question" if any(f.outcome is Outcome.CANT_TELL for f in one.findings) else "clean"


def reason_of(document: Document) -> str:
    """Return the key of the words for why a document was not judged."""
    reason = document.reason
    if reason is None:
        return document.outcome.value
    return reason.detail if reason.key == "status" else reason.key


def is_short(document: Document) -> bool:
    """Tell whether a document is so short that a page of the website can say the same."""
    return LEAST_WORDS <= document.facts.words <= SHORT_WORDS and (document.facts.pages or 0) <= 2


def place_of(finding: Finding) -> str:
    """Return the number of the page that a finding points at, empty where it points at none."""
    before, _, after = finding.pointer.selector.partition("#page=")
    number = after.partition(" ")[0]
    return number if not before and number.isdigit() else ""


def _add_problems(problems: dict[tuple[str, bool], Problem], one: JudgedDocument) -> None:
    seen: set[tuple[str, bool]] = set()
    for finding in one.findings:
        if finding.check.endswith(_SENTENCE):
            continue
        key = finding.check, finding.outcome is Outcome.CANT_TELL
        problem = problems.setdefault(key, Problem(finding.check, finding, one.document))
        problem.places += 1
        problem.documents += key not in seen
        seen.add(key)


def _weight(problem: Problem) -> tuple[bool, bool, int, int, str]:
    ranks = {impact: impact.rank for impact in Impact}
    return (
        problem.is_question,
        not problem.is_norm,
        -ranks[problem.example.impact],
        -problem.documents,
        problem.check,
    )


def _sentences(one: JudgedDocument) -> list[Sentence]:
    return [
        Sentence(str(finding.params.get("text", "")), str(finding.params.get("page", "")), one.document)
        for finding in one.findings
        if finding.check.endswith(_SENTENCE) and finding.message_key in _NAMED
    ]


class DocumentWords:
    """The words of the page on documents."""

    def __init__(self, words: Wording) -> None:
        self.words = words

    def fate(self, fate: str) -> Phrase:
        """Return what a fate is called."""
        return self.words.known(FATES, fate) if fate in FATES else self.words.say(N_("Not judged"))

    def form(self, document: Document) -> Phrase:
        """Return what kind of form it is."""
        return self.words.known(FORMS, document.facts.form)

    def way(self, document: Document) -> Phrase:
        """Return whether there is a way online beside a form."""
        return self.words.say(WAYS[document.html_way])

    def exemption(self, exemption: str) -> Phrase:
        """Return why a document may be exempt."""
        return self.words.known(EXEMPTIONS, exemption)

    def percent(self, ratio: float | None) -> str:
        """Return a ratio as people write it."""
        return "" if ratio is None else self.words.in_unit(ratio, "ratio")

    def lead(self, one: JudgedDocument, most: int = 3) -> list[Phrase]:
        """Return the titles of the gravest problems against the norm in a document."""
        grave = sorted(
            (f for f in one.findings if f.outcome is Outcome.FAILED and f.kind is Kind.NORM),
            key=lambda f: -f.impact.rank,
        )
        return [self.words.title(check) for check in list(dict.fromkeys(f.check for f in grave))[:most]]


def summary_line(view: DocumentsView, words: Wording) -> str:
    """Return one line on documents for a terminal; empty where pages link to none."""
    if not view.found:
        return ""
    parts = [words.count("{n} document judged", "{n} documents judged", view.judged)]
    if view.judged:
        parts.append(
            words.count(
                "{n} has problems against the norm",
                "{n} have problems against the norm",
                view.fates["problem"],
            )
        )
    if view.unjudged:
        parts.append(words.count("{n} not judged", "{n} not judged", view.unjudged))
    return f"{words.say('Documents')}: {', '.join(map(str, parts))}."


COLUMNS: Final = (
    N_("document"),
    N_("link text"),
    N_("kind of file"),
    N_("outcome"),
    N_("reason"),
    N_("detail"),
    N_("HTTP status"),
    N_("result"),
    N_("pages that link to it"),
    N_("first of these pages"),
    N_("same as"),
    N_("bytes"),
    N_("day"),
    N_("possibly exempt"),
    N_("title"),
    N_("language"),
    N_("sheets"),
    N_("words"),
    N_("form"),
    N_("problems against the norm"),
    N_("questions"),
)
"""Headings of the table of documents."""


def document_row(one: JudgedDocument) -> tuple[str | int | None, ...]:
    """Return the cells of a document, in the order of `COLUMNS`."""
    document, facts, reason = one.document, one.document.facts, one.document.reason
    is_judged = document.is_judged
    failed = sum(f.outcome is Outcome.FAILED and f.kind is Kind.NORM for f in one.findings)
    asked = sum(f.outcome is Outcome.CANT_TELL for f in one.findings)
    return (
        document.url,
        document.announced.text if document.announced is not None else "",
        document.kind,
        document.outcome.value,
        reason.key if reason else "",
        reason.detail if reason else "",
        document.status,
        fate_of(one),
        document.pages,
        document.linked_from[0] if document.linked_from else "",
        document.duplicate_of,
        document.bytes,
        document.day,
        document.exemption,
        facts.title,
        facts.language,
        facts.pages,
        facts.words if is_judged else None,
        facts.form,
        failed if is_judged else None,
        asked if is_judged else None,
    )


def document_data(one: JudgedDocument, words: Wording) -> Plain:
    """Return a document as plain data."""
    document, facts = one.document, one.document.facts
    announced = document.announced
    return {
        "url": document.url,
        "final_url": document.final_url,
        "host": document.host,
        "outcome": document.outcome.value,
        "reason": str(document.reason) if document.reason is not None else None,
        "status": document.status,
        "kind": document.kind,
        "result": fate_of(one),
        "link_text": announced.text if announced is not None else "",
        "announced_kind": announced.kind if announced is not None else "",
        "announced_bytes": announced.bytes if announced is not None else None,
        "announced_language": announced.language if announced is not None else "",
        "bytes": document.bytes,
        "pages_linking": document.pages,
        "linked_from": list(document.linked_from),
        "duplicate_of": document.duplicate_of or None,
        "kept_since": document.kept_since or None,
        "day": document.day or None,
        "day_from": document.day_from or None,
        "exemption": document.exemption or None,
        "title": facts.title,
        "language": facts.language,
        "text_language": facts.text_language,
        "sheets": facts.pages,
        "words": facts.words,
        "producer": facts.producer,
        "tagged": facts.is_tagged,
        "sheets_without_text": facts.pages_without_text,
        "form": facts.form or None,
        "online_way": document.html_way,
        "findings": [finding_data(finding, words) | {"sheet": place_of(finding)} for finding in one.findings],
    }
