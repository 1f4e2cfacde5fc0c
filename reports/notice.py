"""The message after a night in which something became worse: a short letter, and the same as JSON.

Nothing else is worth a mail: old problems stand in the reports.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from drempel.i18n import Catalogue
from drempel.model.finding import CheckInfo
from drempel.model.issue import TrendLabel
from drempel.model.night import News, Night, NightEnd, SiteEnd, SiteNight
from drempel.model.report import CheckCoverage
from reports.untrusted import printable
from reports.wording import BREAKS, Phrase, Wording

SCHEMA_VERSION = 1
MAX_SITES = 20
MAX_NEWS = 5
MAX_DIFFERING = 3
"""Named one by one; the others are counted."""


def mail(night: Night, text: Catalogue, infos: Iterable[CheckInfo] = ()) -> tuple[str, str]:
    """Return subject and body; no line holds a character that acts on a screen."""
    words = Wording(text, map(CheckCoverage, infos))
    lines = (printable(" ".join(line.splitlines()), None) for line in _lines(words, night))
    return _subject(words, night), "\n".join(lines) + "\n"


def _subject(words: Wording, night: Night) -> str:
    if night.end is NightEnd.BROKEN:
        return str(words.say("Drempel: the nightly scan did not succeed"))
    return str(
        words.count(
            "Drempel: {n} website needs your attention",
            "Drempel: {n} websites need your attention",
            len(night.to_tell),
        )
    )


def _lines(words: Wording, night: Night) -> Iterator[str]:
    told = night.to_tell
    if night.end is NightEnd.BROKEN:
        yield str(words.say("The nightly scan did not succeed. The websites were not looked at, or not all."))
        yield str(words.say("Ask your technician to look at this message:"))
        yield f"    {night.error}"
    else:
        seen = sum(site.end in {SiteEnd.WHOLE, SiteEnd.PART} for site in night.sites)
        looked = words.count(
            "Drempel looked at {n} website last night.", "Drempel looked at {n} websites last night.", seen
        )
        asks = words.count(
            "{n} website needs your attention.", "{n} websites need your attention.", len(told)
        )
        yield f"{looked} {asks}"
    for site in told[:MAX_SITES]:
        yield ""
        yield from _site(words, site)
    if (more := len(told) - MAX_SITES) > 0:
        yield ""
        yield str(words.count("And {n} website more.", "And {n} websites more.", more))
    yield ""
    yield str(words.say("You get this message because your address stands in the settings of Drempel."))
    yield str(words.say("No message means: a scan was made, and nothing became worse."))
    yield str(words.say("A scan sees only a part of all barriers. A person has to look at the rest."))


def _site(words: Wording, site: SiteNight) -> Iterator[str]:
    yield f"{site.entity_name}, {site.site_id}"
    for in_documents in (False, True):
        for label in (TrendLabel.NEW, TrendLabel.REGRESSED):
            found = [one for one in site.news if one.label is label and one.in_document is in_documents]
            if found:
                yield f"- {_head(words, label, len(found), in_documents=in_documents)}:"
                yield from _listed(words, found)
    if site.reopened:
        ended = words.count(
            "The waiver of {n} problem has ended",
            "The waivers of {n} problems have ended",
            len(site.reopened),
        )
        yield f"- {ended}:"
        yield from _listed(words, site.reopened)
    if site.break_reasons:
        yield f"- {_differs(words, site.break_reasons)}"
    if site.end is SiteEnd.BROKEN:
        yield f"- {words.say('The scan of this website did not succeed. Ask your technician to look at it.')}"
        if site.error:
            yield f"    {site.error}"
        elif site.unseen:
            yield f"    {words.why(site.unseen)}"
    if site.differing:
        yield "- " + str(
            words.count(
                "{n} page seemed unchanged, but was judged otherwise when we visited it to be sure.",
                "{n} pages seemed unchanged, but were judged otherwise when we visited them to be sure.",
                len(site.differing),
            )
        )
        yield from (f"  - {url}" for url in site.differing[:MAX_DIFFERING])
    if site.is_overdue:
        yield "- " + str(
            words.say("The whole website was last seen on {date}.", date=words.date(site.last_complete_at))
            if site.last_complete_at
            else words.say("The whole website was not seen yet.")
        )
    if site.report:
        yield f"- {words.say('Report')}: {site.report}"


def _listed(words: Wording, found: Sequence[News]) -> Iterator[str]:
    yield from (_news(words, one) for one in found[:MAX_NEWS])
    if (more := len(found) - MAX_NEWS) > 0:
        yield f"  - {words.say('and {n} more', n=more)}"


def _differs(words: Wording, reasons: Iterable[str]) -> str:
    """Return that what is new need not be of the site itself, and why."""
    said = words.say(
        "Something differs from the previous scan, so that a problem may seem new or solved without any "
        "change to the site:"
    )
    return f"{said} {', '.join(str(words.known(BREAKS, one)) for one in reasons)}."


def _head(words: Wording, label: TrendLabel, number: int, *, in_documents: bool) -> Phrase:
    match label is TrendLabel.NEW, in_documents:
        case True, False:
            return words.count("{n} new problem", "{n} new problems", number)
        case False, False:
            return words.count("{n} problem came back", "{n} problems came back", number)
        case True, True:
            return words.count("{n} new problem in documents", "{n} new problems in documents", number)
    return words.count("{n} problem in documents came back", "{n} problems in documents came back", number)


def _news(words: Wording, one: News) -> str:
    said = [str(words.impact(one.impact))]
    if not one.in_document:
        said.append(str(words.count("on {n} page", "on {n} pages", one.pages)))
    return f"  - {words.title(one.check)} ({', '.join(said)}): {one.page_url}"


def as_json(night: Night) -> bytes:
    """Return what a webhook gets, as documented in `docs/reference/nightly-json.md`."""
    said = {
        "schema_version": SCHEMA_VERSION,
        "event": "nightly",
        "began_at": night.began_at.isoformat(),
        "ended_at": night.ended_at.isoformat(),
        "end": night.end.value,
        "error": night.error,
        "sites_total": len(night.sites),
        "sites": [site_json(site) for site in night.to_tell],
    }
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()


def site_json(site: SiteNight) -> dict[str, Any]:
    """Return one site; also the line that `drempel nightly --format json` prints of it."""
    return {
        "entity": site.entity_id,
        "site": site.site_id,
        "end": site.end.value,
        "scan": site.scan_id,
        "pages_judged": site.judged,
        "pages_missed": site.missed,
        "pages_unchanged": site.kept,
        "proof_differs": list(site.differing),
        "problems": site.problems,
        "new": site.count(TrendLabel.NEW),
        "regressed": site.count(TrendLabel.REGRESSED),
        "document_problems": site.document_problems,
        "documents_missed": site.documents_missed,
        "document_new": site.count(TrendLabel.NEW, in_documents=True),
        "document_regressed": site.count(TrendLabel.REGRESSED, in_documents=True),
        "break_reasons": list(site.break_reasons),
        "overdue": site.is_overdue,
        "last_complete_at": site.last_complete_at.isoformat() if site.last_complete_at else None,
        "error": site.error,
        "unseen": site.unseen.key if site.unseen else "",
        "report": site.report,
        "news": [_news_json(one) for one in site.news],
        "reopened": [_news_json(one) for one in site.reopened],
    }


def _news_json(one: News) -> dict[str, Any]:
    return {
        "issue": one.issue_id,
        "check": one.check,
        "label": one.label.value,
        "impact": one.impact.value,
        "pages": None if one.in_document else one.pages,
        "page": None if one.in_document else one.page_url,
        "document": one.page_url if one.in_document else None,
    }
