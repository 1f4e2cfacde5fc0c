"""Join the readers: from the page tree to its `Signs`."""

import structlog

from checks.facts.extract import facts_of
from checks.facts.page import Page
from checks.facts.signs import forms, terms, trust, ways
from drempel.dom import Dom
from drempel.model.facts import Facts
from drempel.model.signs import Sign, Signs

log = structlog.get_logger()


def signs_of(dom: Dom) -> Signs:
    """Return the signs of a page; of a document that is no HTML, and of a page that breaks a reader, none."""
    if not dom.is_html:
        return Signs()
    try:
        return Signs(was_read=True, of=_read(Page(dom), facts_of(dom)))
    except Exception as error:  # the signs of a page are one unit of work
        log.error("signs_broke", url=dom.url, error=type(error).__name__, exc_info=error)
        return Signs()


def _read(page: Page, facts: Facts) -> dict[str, Sign]:
    found = {
        "appointment": ways.appointment_of(page),
        "paper": ways.paper_route_of(page),
        "signature": ways.signature_of(page),
        "helper": ways.helper_of(page),
        "refers-on": ways.refers_on_of(page),
        "interpreter": ways.interpreter_of(page),
        "bare-log-in": ways.bare_log_in_of(page, facts),
        "offline-spot": ways.offline_spot_of(page, facts),
        "save-later": forms.save_later_of(page),
        "review": forms.review_of(page),
        "more-time": forms.more_time_of(page),
        "rubrics": forms.rubrics_of(page),
        "account": forms.account_of(page),
        "unsafe-form": forms.unsafe_form_of(page),
        "header": trust.government_header_of(page),
        "privacy": trust.privacy_of(page),
        "responsible": trust.responsible_of(page),
        "social": trust.social_feed_of(page),
        "video": trust.video_of(page),
        "print": trust.print_way_of(page),
        "terms": terms.terms_of(page),
    }
    return {name: sign for name, sign in found.items() if sign is not None}
