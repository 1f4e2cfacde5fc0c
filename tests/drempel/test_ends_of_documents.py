"""How a document ends in the list of addresses: as what is no page, unless it could not be had."""

import pytest

from drempel.ends import line, record_of
from drempel.model.document import Document
from drempel.model.site import Site
from drempel.model.snapshot import FetchOutcome, Reason

URL = "https://www.voorbeeld.example/folder.pdf"
SITE = Site(("https://www.voorbeeld.example/",))


@pytest.mark.parametrize("outcome", [FetchOutcome.OK, FetchOutcome.DUPLICATE])
def test_a_document_that_was_read_is_no_page(outcome: FetchOutcome) -> None:
    said = line(SITE, record_of(Document(URL, outcome, kind="pdf", final_url=URL, status=200)))
    assert said == {
        "url": URL,
        "final_url": URL,
        "status": 200,
        "outcome": "not-html",
        "reason": "media-type: application/pdf",
        "site": SITE.id,
    }


def test_one_that_could_not_be_had_says_why() -> None:
    said = line(SITE, record_of(Document(URL, FetchOutcome.ROBOTS, Reason("robots-rule", "/"), "pdf")))
    assert (said["outcome"], said["reason"]) == ("robots", "robots-rule: /")
