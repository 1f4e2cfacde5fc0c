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
        # A folder of a month is named after the day of putting it there: some day of that month.
        ("files/2017-05/verslag.pdf", "Verslag", DocumentFacts(), SERVER, ("2017-05-31", "folder")),
        ("uploads/2016/02/verslag.pdf", "", DocumentFacts(), "", ("2016-02-29", "folder")),
        ("uploads/2016/02/2021/05/verslag.pdf", "", DocumentFacts(), "", ("2021-05-31", "folder")),
        ("2015/verslag.pdf", "", DocumentFacts(), "", ("", "")),
        ("files/201713/verslag.pdf", "", DocumentFacts(), "", ("", "")),
        ("files/2017-05/v.pdf", "", DocumentFacts(changed="2019-01-01"), "", ("2019-01-01", "document")),
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


@pytest.mark.parametrize(
    ("path", "text", "facts", "server", "wanted"),
    [
        ("besluit.pdf", "Besluit van 1 maart 2017", DocumentFacts(), "", "old"),
        # The decision is old; this file of it was made, or put there, later.
        ("besluit.pdf", "Besluit van 1 maart 2017", DocumentFacts(created="2021-02-03"), "", ""),
        ("besluit.pdf", "Besluit van 1 maart 2017", DocumentFacts(), SERVER, ""),
        # A name is about the file itself, and a server may tell the day on which all files moved.
        ("besluit-2017-03-01.pdf", "Besluit", DocumentFacts(), SERVER, "old"),
        ("besluit-2017-03-01-versie-2020-01-05.pdf", "Besluit", DocumentFacts(), "", ""),
        ("files/2018-08/besluit.pdf", "Besluit", DocumentFacts(), SERVER, "old"),
        # In the month of the limit nobody knows.
        ("files/2018-09/besluit.pdf", "Besluit", DocumentFacts(), "", ""),
    ],
)
def test_it_is_old_only_where_nothing_says_otherwise(
    path: str, text: str, facts: DocumentFacts, server: str, wanted: str
) -> None:
    day, day_from = day_of(SITE + path, text, facts, server)
    assert exemption_of(SITE + path, day, facts, day_from, server) == wanted
