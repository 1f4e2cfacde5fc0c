"""Problems that count again because their waiver has ended since the scan before."""

from collections.abc import Iterable
from datetime import date
from itertools import chain

from drempel import gate
from drempel.i18n import TIME_ZONE
from drempel.model.decision import DecisionNote
from drempel.model.issue import Issue, TrendLabel
from drempel.model.night import News
from drempel.model.scan import Scan
from storage import Store


def may_reopen(store: Store, site_id: str, notes: Iterable[DecisionNote]) -> bool:
    """Tell whether a problem of a site may ever have had a waiver: of most nothing more need be read."""
    return any(note.site in {"", site_id} for note in notes) or site_id in store.sites_with_waivers()


def reopened(store: Store, scan: Scan, notes: Iterable[DecisionNote]) -> tuple[News, ...]:
    """Return the problems that a scan found, that count, and of which the waiver held at the scan before.

    Worst first; none for the first scan of a site. `notes` are the decisions of a file.
    """
    source = store.report_source(scan.id, (), (), notes=tuple(notes))
    before = source.header.previous
    if before is None:
        return ()
    since = before.started_at.astimezone(TIME_ZONE).date()
    return tuple(
        News(
            issue.id,
            issue.check,
            TrendLabel.PERSISTING,
            issue.impact,
            issue.pages,
            issue.example_url,
            in_document=issue.is_of_document,
        )
        for issue in chain(source.issues(), source.document_issues())
        if issue.label is TrendLabel.PERSISTING
        and _ended(issue, since)
        and gate.counts(issue.example, scan.settings.standard)
    )


def _ended(issue: Issue, since: date) -> bool:
    """Tell whether a waiver held on that day and does not any more."""
    stands = issue.decided
    if stands is None or stands.is_set_aside or not stands.has_expired or stands.waiver is None:
        return False
    return stands.waiver.until is not None and stands.waiver.until >= since
