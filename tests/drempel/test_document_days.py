"""From which day a document is, and whether it may be exempt."""

import pytest

from drempel.document_days import day_of, exemption_of
from drempel.model.document import DocumentFacts

SITE = "https://www.elzervoorde.example/"
SERVER = "Tue, 05 Mar 2019 10:00:00 GMT"


@pytest.mark.parametrize(
    ("name", "text", "facts", "server", "wanted"),
    [
        ("verslag-2017-03-05.pdf", "Verslag", DocumentFacts(), SERVER, ("2017-03-05", "name")),
        ("verslag_20170305.pdf", "", DocumentFacts(), "", ("2017-03-05", "name")),
        ("5-3-2017-verslag.pdf", "", DocumentFacts(), "", ("2017-03-05", "name")),
        ("verslag.pdf", "Verslag van 5 maart 2017", DocumentFacts(), SERVER, ("2017-03-05", "link")),
        ("verslag.pdf", "Rapport du 1er août 2017", DocumentFacts(), "", ("2017-08-01", "link")),
        ("verslag.pdf", "Verslag", DocumentFacts(created="2016-01-01"), SERVER, ("2016-01-01", "document")),
        ("verslag.pdf", "Verslag", DocumentFacts(), SERVER, ("2019-03-05", "server")),
        # No day, a number that is none, and a server that says nonsense.
        ("verslag-2017.pdf", "Verslag 2017", DocumentFacts(), "", ("", "")),
        ("besluit-20171399.pdf", "", DocumentFacts(), "gisteren", ("", "")),
        ("0477123456.pdf", "Bel 0477 12 34 56", DocumentFacts(), "", ("", "")),
    ],
)
def test_the_day_comes_from_who_knows_it_best(
    name: str, text: str, facts: DocumentFacts, server: str, wanted: tuple[str, str]
) -> None:
    assert day_of(SITE + name, text, facts, server) == wanted


@pytest.mark.parametrize(
    ("path", "day", "changed", "wanted"),
    [
        ("folder.pdf", "2018-09-22", "", "old"),
        ("folder.pdf", "2018-09-23", "", ""),
        ("folder.pdf", "", "", ""),
        # Its name is old, but it was changed since.
        ("folder.pdf", "2017-01-01", "2021-05-05", ""),
        ("archief/folder.pdf", "", "", "archive"),
        ("nieuws/web-archief/2012/folder.pdf", "", "", "archive"),
        ("archiefdienst/formulier.pdf", "", "", ""),
        # About an archive, and not in one.
        ("documenten/openingsuren-archief.pdf", "", "", ""),
        ("archief.pdf", "", "", ""),
        # What is added or changed later is no archive for the law; a server may tell the day of a move.
        ("archief/folder.pdf", "2024-01-01", "2024-01-01", ""),
        ("archief/verslag-2024-05-05.pdf", "2024-05-05", "", ""),
        ("archief/folder.pdf", "2022-02-02", "", "archive"),
        ("archief/folder.pdf", "2019-09-23", "2019-09-23", "archive"),
    ],
)
def test_old_files_and_archives_may_be_exempt(path: str, day: str, changed: str, wanted: str) -> None:
    assert exemption_of(SITE + path, day, DocumentFacts(changed=changed)) == wanted
