"""Say in about ten lines what a scan found: what `drempel scan` prints when it is done.

Coverage comes first and what was not tested last, as in every report.
"""

from collections.abc import Iterator, Sequence

from drempel.i18n import N_, Catalogue
from drempel.model.document import JudgedDocument
from drempel.model.finding import Impact
from drempel.model.indicator import IndicatorValue
from drempel.model.report import ReportHeader, ReportSource
from drempel.model.scan import ScanState
from reports.digest import Digest, digest
from reports.document_problems import change_line, document_problems
from reports.documents import documents_view, summary_line
from reports.grouping import Group
from reports.untrusted import printable
from reports.wording import LABELS, LIMITS, SCAN_STATES, Phrase, Wording

TOP = 3
"""Problems named one by one."""


def summary_lines(source: ReportSource, text: Catalogue) -> list[str]:
    """Return the lines, in the language of the catalogue; none holds a character that acts on a terminal."""
    words = Wording(text, source.checks())
    indicators = {value.id: value for value in source.indicators()}
    documents = ""
    if source.header.coverage.judged:
        found = list(source.documents())
        if documents := summary_line(documents_view(found), words):
            documents += _moved(words, source, found)
    lines = _lines(words, source.header, digest(source), indicators, documents)
    return [printable(line, None) for line in lines]


def _moved(words: Wording, source: ReportSource, found: Sequence[JudgedDocument]) -> str:
    """Return how problems of documents moved since the scan before, to stand behind their line."""
    moved = change_line(words, document_problems(source, found))
    return f" {moved}" if moved else ""


def _lines(
    words: Wording, header: ReportHeader, d: Digest, indicators: dict[str, IndicatorValue], documents: str
) -> Iterator[str]:
    moment = words.say("scan of {moment}", moment=words.moment(header.scan.started_at))
    yield f"{printable(header.entity_name, 100)}: {moment}"
    yield coverage(words, header)
    told = (verdict(words, d, header.coverage.judged), with_waiver(words, d) or "", _by_impact(words, d))
    yield " ".join(filter(None, map(str, told)))
    if not header.coverage.judged:
        return
    if beside := " ".join(filter(None, (_beside(words, d), documents))):
        yield beside
    if header.previous:
        since = words.say("Since the scan of {date}", date=words.date(header.previous.started_at))
        counts = (f"{words.say(name)} {header.trend.get(key, 0)}" for key, name in LABELS.items())
        yield f"{since}: {', '.join(counts)}."
    yield _reading(words, d, indicators)
    for place, issue in enumerate(d.issues.worst[:TOP], 1):
        pages = words.count("on {n} page", "on {n} pages", issue.pages)
        yield f"{place}. {words.title(issue.check)} ({words.impact(issue.impact)}, {pages})"
    rest = words.say("A scan sees only a part of all barriers. A person has to look at the rest.")
    yield f"{untested(words, d)} {rest}"


def verdict(words: Wording, d: Digest, judged: int) -> Phrase:
    """Return the one sentence that sums up; it never says that a site meets the norm."""
    if not judged:
        return words.say(
            "We could not judge a single page. "
            "So this report says nothing about the accessibility of the site."
        )
    pages = words.count("{n} page", "{n} pages", judged).text
    checks = words.count("{n} check", "{n} checks", len(d.checks.ran)).text
    waived = d.issues.waived_norm
    found = d.issues.by_group.get(Group.NORM, 0) + waived
    if not found:
        msgid = N_("On {pages}, {checks} found no problems against the norm.")
        return words.say(msgid, pages=pages, checks=checks)
    return words.count(
        "On {pages}, {checks} found {n} problem against the norm.",
        "On {pages}, {checks} found {n} problems against the norm.",
        found,
        pages=pages,
        checks=checks,
    )


def with_waiver(words: Wording, d: Digest) -> Phrase | None:
    """Return how many of the problems against the norm have a waiver; `None` where there is none."""
    waived = d.issues.waived_norm
    if not waived:
        return None
    return words.count("{n} of them has a waiver.", "{n} of them have a waiver.", waived)


def untested(words: Wording, d: Digest) -> Phrase:
    """Return how many requirements of the norm no check looked at."""
    uncovered = len(d.checks.uncovered)
    return words.count(
        "{n} of the {total} requirements of the norm was not tested.",
        "{n} of the {total} requirements of the norm were not tested.",
        uncovered,
        total=uncovered + len(d.checks.covered),
    )


def coverage(words: Wording, header: ReportHeader) -> str:
    """Return what the scan saw and what not, in a few sentences."""
    now = header.coverage
    left_out = sum(now.by_outcome.values()) - now.judged - now.unjudged - now.gone
    seen = [words.count("{n} page judged", "{n} pages judged", now.judged)]
    if now.kept:
        seen.append(words.count("{n} of them unchanged", "{n} of them unchanged", now.kept))
    if now.unjudged:
        seen.append(words.count("{n} page failed", "{n} pages failed", now.unjudged))
    if now.gone:
        seen.append(words.count("{n} dead link", "{n} dead links", now.gone))
    if left_out:
        seen.append(words.count("{n} address left out", "{n} addresses left out", left_out))
    if now.not_visited:
        seen.append(words.count("{n} page not visited", "{n} pages not visited", now.not_visited))
    sentences = [f"{words.say('Coverage')}: {', '.join(map(str, seen))}."]
    if header.scan.state is not ScanState.COMPLETE:
        state = words.say(SCAN_STATES[header.scan.state]).text
        sentences.append(str(words.say("State of the scan: {state}.", state=state)))
    if now.limit:
        sentences.append(str(words.known(LIMITS, now.limit)))
    if now.kept:
        sentences.append(
            str(words.say("Unchanged pages were not visited again. What we found on them stays."))
        )
    if now.differing:
        sentences.append(
            str(
                words.count(
                    "{n} page seemed unchanged, but was judged otherwise when we visited it to be sure.",
                    "{n} pages seemed unchanged, but were judged otherwise when we visited them to be sure.",
                    len(now.differing),
                )
            )
        )
    return " ".join(sentences)


def _by_impact(words: Wording, d: Digest) -> str:
    found = d.issues.norm_by_impact
    counts = [f"{words.impact(one)} {found[one]}" for one in reversed(Impact) if found.get(one)]
    return f"{words.say('By impact')}: {', '.join(counts)}." if counts else ""


def _beside(words: Wording, d: Digest) -> str:
    found, count, parts = d.issues.by_group, words.count, []
    if n := found.get(Group.QUESTIONS):
        parts.append(count("{n} question to check yourself", "{n} questions to check yourself", n))
    if n := found.get(Group.PRACTICE):
        parts.append(count("{n} tip", "{n} tips", n))
    if n := found.get(Group.NOT_YET):
        parts.append(
            count("{n} problem that is not required yet", "{n} problems that are not required yet", n)
        )
    if n := found.get(Group.FALSE_ALARM):
        parts.append(count("{n} false alarm, seen by a person", "{n} false alarms, seen by a person", n))
    return f"{words.say('Besides')}: {', '.join(map(str, parts))}." if parts else ""


def _reading(words: Wording, d: Digest, indicators: dict[str, IndicatorValue]) -> str:
    parts = [words.count("{n} text judged", "{n} texts judged", d.pages.scored)]
    readable, hard = indicators.get("readable-pages"), indicators.get("hard-pages")
    if readable and readable.whole:
        parts.append(words.say("{part} of them meet the B1 guideline", part=readable.part))
    if hard and hard.whole:
        parts.append(words.say("{part} of them surely do not", part=hard.part))
    return f"{words.say('Plain language')}: {', '.join(map(str, parts))}."
