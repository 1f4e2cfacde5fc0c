"""Choose the words of a report.

Everything that a person reads passes here or stands in a template as an English message that is
translated through the catalogue (context `report`). A message without a translation comes out in
another language; a `Phrase` remembers which, so that HTML can mark it with `lang`.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from markupsafe import Markup, escape

from drempel import wcag
from drempel.errors import UnknownName
from drempel.i18n import N_, TIME_ZONE, Catalogue
from drempel.model.finding import Advice, CheckInfo, Finding, Impact, Source
from drempel.model.indicator import IndicatorValue
from drempel.model.issue import Issue, TrendLabel
from drempel.model.report import CheckCoverage, ReportHeader
from drempel.model.scan import ScanState
from drempel.model.snapshot import FetchOutcome, Reason
from drempel.model.text import Score
from reports.grouping import Group
from reports.untrusted import printable

_DECIMAL = re.compile(r"-?\d{1,15}\.\d{1,6}")
"""A number with decimals as checks write it."""

CONTEXT = "report"

STANDARDS = {
    "en301549-3.2.1": N_("EN 301 549 version 3.2.1: WCAG 2.1, levels A and AA"),
    "en301549-4.1.1": N_("EN 301 549 version 4.1.1: WCAG 2.2, levels A and AA"),
}

IMPACTS = {
    Impact.CRITICAL: N_("shuts people out"),
    Impact.SERIOUS: N_("hinders badly"),
    Impact.MODERATE: N_("hinders"),
    Impact.MINOR: N_("disturbs a little"),
}

IMPACT_SENTENCES = {
    Impact.CRITICAL: N_("Some people cannot use this part at all."),
    Impact.SERIOUS: N_("Some people find it very hard to use this part."),
    Impact.MODERATE: N_("Some people find it harder to use this part."),
    Impact.MINOR: N_("Some people are disturbed by this."),
}

LABELS = {
    TrendLabel.NEW: N_("new"),
    TrendLabel.REGRESSED: N_("came back"),
    TrendLabel.PERSISTING: N_("still there"),
    TrendLabel.RESOLVED: N_("solved"),
    TrendLabel.NOT_RECHECKED: N_("not checked again"),
}

LABEL_SENTENCES = {
    TrendLabel.NEW: N_("We did not find this problem in the previous scan."),
    TrendLabel.REGRESSED: N_("This problem was solved before, and now it is back."),
    TrendLabel.PERSISTING: N_("We found this problem in the previous scan too."),
    TrendLabel.RESOLVED: N_("We looked again, and the problem is gone."),
    TrendLabel.NOT_RECHECKED: N_("We could not look again, so we do not know whether the problem is solved."),
}

QUESTION_SENTENCE = N_("The machine could not decide. Look at this part yourself.")

GROUPS = {
    Group.NORM: N_("Problems against the norm"),
    Group.NOT_YET: N_("Not required yet"),
    Group.QUESTIONS: N_("Questions to check yourself"),
    Group.PRACTICE: N_("Good practice"),
    Group.BEYOND: N_("Stricter than the norm"),
    Group.WAIVED: N_("Problems with a waiver"),
    Group.FALSE_ALARM: N_("False alarms"),
    Group.RESOLVED: N_("Solved since the previous scan"),
    Group.NOT_RECHECKED: N_("Not checked again"),
}

GROUP_SENTENCES = {
    Group.NORM: N_("These parts do not meet a requirement of the norm. The worst barriers come first."),
    Group.NOT_YET: N_(
        "These problems are about requirements that the norm of this scan does not hold yet. They are new in "
        "WCAG 2.2. Solve them all the same: your visitors gain by it now."
    ),
    Group.QUESTIONS: N_(
        "A machine cannot decide here. A person has to look whether there really is a barrier."
    ),
    Group.PRACTICE: N_("These are tips. The norm does not ask for them, but your visitors gain by them."),
    Group.BEYOND: N_(
        "These points go further than the norm: requirements of WCAG level AAA and checks that are still "
        "being tried out."
    ),
    Group.WAIVED: N_(
        "These problems are there. Somebody decided that they may stay until a day. They still fail; they "
        "only do not count for the exit code. After that day they are open again."
    ),
    Group.FALSE_ALARM: N_(
        "The scan reports a problem here, but a person looked and saw none. So it does not count."
    ),
    Group.RESOLVED: N_("We looked again, and these problems are gone."),
    Group.NOT_RECHECKED: N_(
        "We could not look at these problems again this time. So we do not know whether they are solved."
    ),
}

OUTCOMES = {
    FetchOutcome.OK: (N_("Judged"), N_("The page was loaded and judged.")),
    FetchOutcome.HTTP_ERROR: (N_("Error"), N_("The server gave an error instead of the page.")),
    FetchOutcome.TIMEOUT: (N_("Too slow"), N_("The page was not ready in time.")),
    FetchOutcome.BLOCKED: (N_("Blocked"), N_("The site did not let us in, for example because of a log-in.")),
    FetchOutcome.CRASHED: (N_("Crashed"), N_("The browser stopped while it showed this page.")),
    FetchOutcome.UNSAFE: (N_("Refused"), N_("The address leads to a network that we may not enter.")),
    FetchOutcome.ROBOTS: (N_("Left out by robots.txt"), N_("The site asks robots to stay away here.")),
    FetchOutcome.REDIRECTED_OUT_OF_SCOPE: (
        N_("Leads elsewhere"),
        N_("The address leads on to another site."),
    ),
    FetchOutcome.NOT_HTML: (N_("Not a web page"), N_("The address holds a document, a picture or a file.")),
    FetchOutcome.DUPLICATE: (
        N_("Same page"),
        N_("The address shows a page that was judged under another address."),
    ),
    FetchOutcome.TRAP_CUT: (
        N_("Endless row"),
        N_("The addresses go on without end, like a calendar. We stopped in time."),
    ),
}
"""Outcome → label and explanation, in the order of the coverage table."""

REASONS = {
    "dns": N_("the name of the site does not exist"),
    "refused": N_("the server refused the connection"),
    "tls": N_("the secure connection failed"),
    "upstream-proxy": N_("the proxy of this network did not let it through"),
    "too-large": N_("the page is too large"),
    "document-broken": N_("the file is damaged: open it in the program that made it, and save it again"),
    "document-empty": N_("the file is empty: put the whole file in its place"),
    "document-parts-missing": N_(
        "the file lacks the parts of a document: save it again in the program that made it"
    ),
    "document-is-html": N_(
        "it is a web page with the name of a document: publish it as a page, or save it as a real document"
    ),
    "document-is-picture": N_(
        "it is a picture with the name of a document: give its text on a page, or save it as a real document"
    ),
    "document-is-text": N_(
        "it is plain text with the name of a document: put it on a page, or save it as a real document"
    ),
    "document-is-page": N_("it is a page, and no document"),
    "document-unknown": N_(
        "the file is damaged, or it is no document of a kind that we know: save it as DOCX, ODT or PDF"
    ),
    "document-kind": N_(
        "Drempel cannot read this kind of file yet, such as a presentation: save it as PDF to have it judged"
    ),
    "document-limit": N_("more documents than this scan may ask for"),
    "document-old": N_(
        "it is an old kind of file (such as DOC): save it as DOCX or PDF to have it judged, or make a web "
        "page"
    ),
    "document-locked": N_("the document opens with a password only: take that off to have it judged"),
    "document-too-large": N_("the document is too large"),
    "document-too-slow": N_("reading the document took too long"),
    "truncated": N_("the page was cut off"),
    "redirect-loop": N_("the address leads back to itself"),
    "redirect": N_("the address leads on to another one"),
    "maintenance": N_("the site is under maintenance"),
    "soft-404": N_("the page says that it does not exist"),
    "error-page": N_("the page shows an error"),
    "bot-wall": N_("a wall against robots"),
    "login-wall": N_("only after a log-in"),
    "cookie-wall": N_("only after a choice about cookies"),
    "navigation": N_("loading took too long"),
    "settle": N_("the page kept changing"),
    "private-address": N_("a private network"),
    "scheme": N_("not a web address"),
    "robots-rule": N_("a rule in robots.txt"),
    "robots-unreachable": N_("robots.txt could not be read"),
    "canonical": N_("the page names another address as its own"),
    "same-page": N_("the same page under another address"),
    "pattern": N_("a row of addresses without end"),
    "near-duplicate": N_("page after page shows the same"),
    "depth": N_("the address has very many parts"),
    "tracking": N_("the same page, with a mark of where the visitor came from"),
    "session": N_("the same page, with a number of the visit"),
    "query-order": N_("the same page, its questions in another order"),
    "http-https": N_("the same page by http and https"),
    "www": N_("the same page with and without www"),
    "index-file": N_("the same page by the name of its file"),
    "trailing-slash": N_("the same page with and without a final slash"),
    "document": N_("the page did not come to its end"),
    "visit": N_("the visit took too long"),
    "memory": N_("the page asked for too much memory"),
    "media-type": N_("another kind of file"),
    "content-encoding": N_("the page is packed in a way that we do not know"),
    "renderer": N_("the browser could not show the page"),
    "browser": N_("the browser stopped"),
    "404": N_("page not found (404)"),
    "410": N_("page removed (410)"),
    "401": N_("only after a log-in (401)"),
    "403": N_("no access (403)"),
    "429": N_("too many visits (429)"),
    "500": N_("error in the server (500)"),
    "502": N_("error in the server (502)"),
    "503": N_("server not available (503)"),
    "504": N_("server too slow (504)"),
}
"""Reason or HTTP status → words that fit after a colon; the others are shown as they are."""

NOTES = {
    "overlay": N_("Something lay over the page, for example a cookie notice."),
    "style-missing": N_("A style sheet of the page did not load, so we judged it without its looks."),
    "settle-timeout": N_("The page kept changing while we judged it."),
    "dialog-dismissed": N_("The page showed a message. We closed it."),
    "popup-closed": N_("The page opened a new window. We closed it."),
    "method-blocked": N_("The page tried to send data. We prevented that."),
    "log-in": N_("This is a page to log in. What lies behind it was not judged."),
    "used": N_("The page was also used with keyboard, mouse and zoom."),
    "proof": N_("The page seemed unchanged. We visited it to be sure."),
    "proof-differs": N_("The page seemed unchanged, but we judged it otherwise when we visited it."),
    "form-held": N_("The page tried to send a form. We prevented that."),
    "too-big-to-check": N_("The page is so big that we could not check it."),
    "axe-isolated": N_("The page got in the way of axe-core. We ran it apart from the page."),
    "axe-failed": N_("axe-core could not judge this page."),
    "frame-not-seen": N_("A part of the page comes from another website. We could not judge that part."),
    "not-an-html-document": N_("This is no HTML document, but an image or data in XML."),
}
"""Remarks on a page that was judged."""

UNTESTED = {
    "missing-artefact": N_("this page was not used with keyboard, mouse and zoom, or this browser cannot"),
    "cut-short": N_("using the page broke off"),
    "timeout": N_("using the page took too long"),
    "budget": N_("the time for using the page was over"),
    "document-part": N_("only the beginning of the document was read"),
    "act": N_("not used, because the words suggest that it sends, pays or deletes"),
    "limit": N_("there were too many parts to use them all"),
    "broke": N_("a part could not be used"),
}
"""Why a check gave no answer on a page."""

LIMITS = {
    "max_pages": N_("The limit on the number of pages was reached."),
    "max_depth": N_("The limit on the depth of links was reached."),
    "max_time_s": N_("The limit on time was reached."),
    "interrupted": N_("The scan was interrupted."),
    "host-rested": N_("The server failed several times in a row. We left it in peace."),
}

STATES = {
    ScanState.COMPLETE: N_("The scan is complete: every page that we knew of was visited."),
    ScanState.INCOMPLETE: N_("The scan is not complete. What is missing here may still hold problems."),
    ScanState.INTERRUPTED: N_("The scan was interrupted. What is missing here may still hold problems."),
    ScanState.RUNNING: N_("The scan is still running. This report shows what we know so far."),
    ScanState.FAILED: N_("The scan failed. This report shows only a part."),
}

CUT_BY_SETTING = N_(
    "The scan visited as many pages as it was set to. Those are not all the pages that we knew of."
)

SCAN_STATES = {
    ScanState.COMPLETE: N_("complete"),
    ScanState.INCOMPLETE: N_("not complete"),
    ScanState.INTERRUPTED: N_("interrupted"),
    ScanState.RUNNING: N_("still running"),
    ScanState.FAILED: N_("failed"),
}

NO_SCORE = {
    "too-short": N_("too little running text"),
    "not-dutch": N_("not in Dutch"),
    "not-running-text": N_("no running text, but lists or menus"),
    "mixed-language": N_("several languages mixed"),
    "too-few-sentences": N_("too few sentences"),
    "not-measured": N_("measured by an older version of Drempel"),
}

STEPS = {
    "1": N_("very easy to read"),
    "2": N_("easy to read"),
    "3": N_("average to read"),
    "4": N_("hard to read"),
    "5": N_("very hard to read"),
}

MEETS_B1 = {
    "yes": N_("meets the B1 guideline"),
    "doubt": N_("perhaps meets the B1 guideline"),
    "no": N_("does not meet the B1 guideline"),
}

ANSWERS = {"yes": N_("yes"), "doubt": N_("doubtful"), "no": N_("no")}
"""Whether a text meets the B1 guideline, in one word."""

LANDING = {
    "home": N_("home page"),
    "service": N_("service"),
    "form": N_("form"),
    "contact": N_("contact"),
    "": N_("other page"),
}

SENTENCE_REASONS = {
    "long-sentence": N_("long sentence"),
    "long-words": N_("many long words"),
    "passive": N_("passive form"),
    "passive-without-actor": N_("does not say who acts"),
    "split-verb": N_("verb in two parts, far from each other"),
    "formal-word": N_("formal word"),
    "abbreviation": N_("abbreviation"),
    "jargon": N_("term of experts"),
    "long-compound": N_("very long word"),
    "confusing-format": N_("date or amount that can confuse"),
    "double-negation": N_("denies twice"),
    "nominalisation": N_("noun instead of a verb"),
    "reader-not-addressed": N_("does not speak to the reader"),
    "link-says-nothing": N_("link that says nothing"),
}
"""Kinds of hints; `long-words` and `passive` stand in what older versions stored."""

FORMULAS = {
    "flesch-douma": "Flesch-Douma",
    "leesindex-a": "Leesindex A",
    "lix": "LIX",
}
"""Names of formulas; they are the same in every language."""

SOURCES = {Source.AXE: "axe-core", Source.DREMPEL: "Drempel"}

INDICATORS = {
    "failed-criteria": N_("Requirements with a problem"),
    "failed-of-tested": N_("Requirements with a problem, of those that checks looked at"),
    "key-pages-clean": N_("Key pages on which we found no problem against the norm"),
    "issue-age-median": N_("Age of open problems, in days (median)"),
    "repair-time-median": N_("Days until a problem was solved (median)"),
    "shut-out-all": N_("Problems that hinder everyone"),
    "shut-out-blind": N_("Problems for people who are blind or have low vision"),
    "shut-out-cognitive": N_("Problems for people who are easily confused or distracted"),
    "shut-out-deaf": N_("Problems for people who are deaf or hard of hearing"),
    "shut-out-low-literate": N_("Problems for people who find reading and writing hard"),
    "shut-out-motor": N_("Problems for people who have difficulty using their hands"),
    "shut-out-not-dutch": N_("Problems for people who do not speak Dutch well"),
    "shut-out-older": N_("Problems for older people"),
    "flesch-douma-median": N_("Ease of reading (median of Flesch-Douma)"),
    "grave-issues": N_("Problems that shut people out or hinder them badly"),
    "difficulty-median": N_("How hard texts are (median, 0 to 100)"),
    "hard-pages": N_("Pages that do not meet the B1 guideline"),
    "readable-pages": N_("Pages that meet the B1 guideline"),
    "open-issues": N_("Problems against the norm"),
    "pages-judged": N_("Pages that we could judge"),
    "pages-with-failure": N_("Pages with a problem against the norm"),
    "words-per-sentence": N_("Words per sentence"),
}

BREAKS = {
    "axe": N_("another version of axe-core"),
    "checks": N_("other checks"),
    "standard": N_("another norm"),
    "viewport": N_("another size of the window"),
    "browser": N_("another version of the browser"),
    "deep": N_("other pages were used with keyboard, mouse and zoom"),
    "profile": N_("other limits for the e-inclusion indicators"),
    "limits": N_("other limits"),
    "scope": N_("other parts of the site"),
    "interrupted": N_("a scan that was broken off"),
    "sites": N_("other websites"),
    "definition": N_("another way of counting"),
    "other": N_("other tools or another scope"),
}
"""Why values before and after may not be compared."""

PANEL = {
    "none": N_("On none of these pages the number of problems changed."),
    "few": N_("That are too few pages that changed to say whether the site really changed."),
    "chance": N_("A difference like that can be chance. So we cannot say that the site really changed."),
    "better": N_("That is too much for chance: the site really got better."),
    "worse": N_("That is too much for chance: the site really got worse."),
}
"""What the comparison of the same pages says."""

NO_VALUE = {
    "not-measured": N_("Not measured in this scan."),
    "empty-sample": N_("There was nothing to count."),
}

DIRECTIONS = {
    "up-is-better": N_("Higher is better."),
    "down-is-better": N_("Lower is better."),
}


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words for people, and their language where it is not that of the report (else empty).

    In HTML it writes its own mark-up; in an attribute take `.text`.
    """

    text: str
    lang: str = ""

    def __str__(self) -> str:
        return self.text

    @property
    def opening(self) -> "Phrase":
        """Return the same words as they begin a sentence."""
        return Phrase(self.text[:1].upper() + self.text[1:], self.lang)

    def __html__(self) -> str:
        return _html(self.text, self.lang)


@lru_cache(maxsize=1_000)
def _html(text: str, lang: str) -> Markup:
    """Return words with their mark-up; a report writes the same few hundred on each of its pages."""
    shown = escape(printable(text))
    return Markup('<span lang="{}">{}</span>').format(lang, shown) if lang else shown


@dataclass(frozen=True, slots=True)
class Requirement:
    """A success criterion as a report names it."""

    criterion: wcag.Criterion
    name: Phrase

    @property
    def clause(self) -> str:
        """Return the clause of EN 301 549, or empty."""
        return self.criterion.en301549 or ""

    @property
    def document_clause(self) -> str:
        """Return the clause of EN 301 549 for documents that are no web pages, or empty."""
        return self.criterion.document_clause or ""


class Wording:
    """The words of one report in one language."""

    def __init__(self, text: Catalogue, checks: Iterable[CheckCoverage] = ()) -> None:
        self.catalogue = text
        self._infos: Mapping[str, CheckInfo] = {check.info.id: check.info for check in checks}
        self._whole: dict[tuple[str, str], Phrase] = {}
        """Messages that were said and have no parameters."""
        self._number = lru_cache(maxsize=1_000, typed=True)(text.number)
        self._date = lru_cache(maxsize=1_000)(text.date)

    @property
    def language(self) -> str:
        """Return the language of the report, two letters."""
        return self.catalogue.language

    # Messages of reports

    def say(self, msgid: str, /, **params: object) -> Phrase:
        """Return a message of the report; whole numbers among the parameters are written for people."""
        return self._say(msgid, CONTEXT, params)

    def count(self, singular: str, plural: str, n: int, /, **params: object) -> Phrase:
        """Return the form of a message that fits `n`; both forms hold `{n}`."""
        found = self.catalogue.plural(singular, plural, n, context=CONTEXT, **self._readable(params))
        return Phrase(found, self._lang(singular, CONTEXT))

    def _say(self, msgid: str, context: str, params: Mapping[str, object]) -> Phrase:
        if not params and (msgid, context) in self._whole:
            return self._whole[msgid, context]
        found = self.catalogue.text(msgid, context=context, **self._readable(params))
        phrase = Phrase(found, self._lang(msgid, context))
        if not params:
            self._whole[msgid, context] = phrase
        return phrase

    def _lang(self, msgid: str, context: str) -> str:
        language = self.catalogue.language_of(msgid, context)
        return "" if language == self.language else language

    def _readable(self, params: Mapping[str, object]) -> dict[str, object]:
        return {
            key: self.number(value) if isinstance(value, int | float) else value
            for key, value in params.items()
        }

    # Checks

    def title(self, check: str) -> Phrase:
        """Return the title of a check; a check that no longer exists goes by its id."""
        info = self._infos.get(check)
        return self._say(info.title, check, {}) if info and info.title else Phrase(check)

    def repair(self, check: str) -> Phrase | None:
        """Return the one sentence that says how to repair the problem."""
        info = self._infos.get(check)
        return self._say(info.repair, check, {}) if info and info.repair else None

    def message(self, finding: Finding) -> Phrase | None:
        """Return what the check says of this very element; `None` when it says no more than its title.

        A message whose placeholders do not fit the stored parameters (a scan by an older version) is
        left out rather than shown half.
        """
        info = self._infos.get(finding.check)
        msgid = info.messages.get(finding.message_key) if info else None
        if not info or not msgid or msgid == info.title:
            return None
        given = {key: value for key, value in finding.params.items() if key != "context"}
        try:
            return self._say(msgid, finding.check, self._shown(msgid, given))
        except ValueError:
            return None

    def steps(self, finding: Finding) -> tuple[Phrase, ...]:
        """Return what to do to see the problem, the page being open; a step that does not fit is left out."""
        told = []
        for step in finding.steps:
            with suppress(ValueError):
                told.append(self._say(step.msgid, "steps", self._shown(step.msgid, step.params)))
        return tuple(told)

    def advice(self, finding: Finding) -> tuple[Phrase, ...]:
        """Return all reasons of a finding with what can be done; one that does not fit is left out."""
        return self.told(finding.advice)

    def told(self, advice: Sequence[Advice]) -> tuple[Phrase, ...]:
        """Return what can be done about a hard text; what does not fit its parameters is left out."""
        told = []
        for one in advice:
            with suppress(ValueError):
                told.append(self._say(one.msgid, "hint", self._shown(one.msgid, one.params)))
        return tuple(told)

    def _shown(self, msgid: str, params: Mapping[str, str]) -> dict[str, object]:
        """Return parameters as people read them: decimals as the language writes them.

        What a message puts between quotes are words of the page, which stay as they are.
        """
        return {
            key: printable(value, 200)
            if _DECIMAL.fullmatch(value) is None or f"“{{{key}}}”" in msgid
            else self._number(float(value), len(value.partition(".")[2]))
            for key, value in params.items()
        }

    def who(self, issue: Issue | Finding) -> tuple[Phrase, ...]:
        """Return whom the problem shuts out: by the check's own group, else by its criteria."""
        info = self._infos.get(issue.check)
        if info and info.who in wcag.people():
            return (self._say(wcag.people()[info.who], "people", {}),)
        return tuple(Phrase(r.criterion.who(self.language)) for r in self.requirements(issue.requirements))

    def check_url_part(self, check: str) -> str:
        """Return the id of a check as it may stand in a file name."""
        return re.sub(r"[^a-z0-9-]+", "-", check.lower())

    # Requirements

    def requirements(self, numbers: Sequence[str]) -> tuple[Requirement, ...]:
        """Return the criteria of these numbers; a number that WCAG does not know is left out."""
        return tuple(r for number in numbers if (r := self.requirement(number)))

    def requirement(self, number: str) -> Requirement | None:
        """Return one criterion with its name in the language of the report."""
        try:
            found = wcag.criterion(number)
        except UnknownName:
            return None
        return Requirement(found, self.criterion_name(found))

    def criterion_name(self, criterion: wcag.Criterion) -> Phrase:
        """Return the official name of a criterion in the language of the report."""
        return Phrase(criterion.name(self.language))

    # Values

    def impact(self, impact: Impact) -> Phrase:
        """Return how much a barrier hinders, in words."""
        return self.say(IMPACTS[impact])

    def reason(self, key: str) -> Phrase:
        """Return why an address ended as it did."""
        if key in REASONS:
            return self.say(REASONS[key])
        return self.say(N_("answer {status}"), status=key) if key.isdigit() else Phrase(key)

    def why(self, reason: Reason) -> Phrase:
        """Return why an address ended as it did; of an error page its number."""
        return self.reason(reason.detail if reason.key == "status" else reason.key)

    def untested(self, reason: str) -> str:
        """Return why a check gave no answer; what has no words is shown as it is."""
        begin, _, why = reason.partition(":")
        if begin == "missing-artefact":
            return self.say(UNTESTED["missing-artefact"]).text
        if begin == "cut-short":
            return self.say(UNTESTED.get(why, UNTESTED["cut-short"])).text
        if begin == "left-out":
            why, _, names = why.partition(":")
            said = self.say(UNTESTED.get(why, UNTESTED["broke"])).text
            return f"{said}: {printable(names, 160)}" if names else said
        return printable(reason, 200)

    def known(self, table: Mapping[str, str], key: str) -> Phrase:
        """Return the words of a key in one of the tables above; an unknown key is shown as it is."""
        return self.say(table[key]) if key in table else Phrase(key)

    def came_how_far(self, header: ReportHeader) -> Phrase:
        """Return how far a scan came; one that kept to a limit is not said to have visited all it knew of."""
        if header.scan.state is ScanState.COMPLETE and header.coverage.not_visited:
            return self.say(CUT_BY_SETTING)
        return self.say(STATES[header.scan.state])

    def formula(self, score: Score) -> str:
        """Return the name of a readability formula."""
        return FORMULAS.get(score.formula, score.formula)

    def indicator(self, indicator: str) -> Phrase:
        """Return the name of an indicator."""
        return self.known(INDICATORS, indicator)

    def value(self, value: IndicatorValue) -> str:
        """Return the value of an indicator with its unit; empty when there is none."""
        return "" if value.value is None else self.in_unit(value.value, value.unit)

    def in_unit(self, number: float, unit: str) -> str:
        """Return a number in one of the units of indicators."""
        if unit == "ratio":
            return self.catalogue.percent(number)
        return self.catalogue.number(number, digits=0 if unit in {"count", "days"} else 1)

    def tick(self, number: float, unit: str) -> str:
        """Return a value of an axis, as short as it can be."""
        return self.catalogue.percent(number) if unit == "ratio" else self.number(number)

    def number(self, number: float) -> str:
        """Return a number as people write it."""
        return self._number(number)

    def score(self, number: float) -> str:
        """Return a readability score; decimals would suggest a precision that it has not."""
        return self._number(number, 0)

    def inclusion(self, msgid: str) -> Phrase:
        """Return the name of an e-inclusion indicator, or what a person is asked about it."""
        return self._say(msgid, "inclusion", {})

    def day(self, iso: str) -> str:
        """Return an ISO day as people write it; a month, and what is no date, as it stands."""
        try:
            return self.catalogue.date(date.fromisoformat(iso))
        except ValueError:
            return printable(iso, 20)

    def date(self, moment: datetime) -> str:
        """Return a day on the readers' clock."""
        return self._date(moment)

    def short_date(self, moment: datetime) -> str:
        """Return a day in few signs, as year, month and day: for the axis of a chart."""
        return f"{moment.astimezone(TIME_ZONE):%Y-%m-%d}"

    def moment(self, moment: datetime) -> str:
        """Return a day and time on the readers' clock."""
        return self.catalogue.datetime(moment)
