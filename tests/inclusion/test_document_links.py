"""Links to documents, and what they announce."""

import pytest

from checks.facts.document_links import MAX_TEXT, document_links
from drempel.model.document import DocumentLink, kind_of_address
from tests.inclusion.building import dom_of

PAGE = "https://www.elzervoorde.example/wonen/premie"


def links(body: str) -> list[DocumentLink]:
    html = f"<!doctype html><html lang=nl><title>P</title><body><main>{body}</main></body></html>"
    return list(document_links(dom_of(html, PAGE)).of)


@pytest.mark.parametrize(
    ("html", "wanted"),
    [
        ('<a href="/a.pdf">Folder</a>', [("https://www.elzervoorde.example/a.pdf", "pdf", None, "")]),
        ('<a href="a.PDF?v=2#page=3">F</a>',
         [("https://www.elzervoorde.example/wonen/a.PDF?v=2", "pdf", None, "")]),
        ('<a href="https://elders.example/b.docx" hreflang="fr">B</a>',
         [("https://elders.example/b.docx", "docx", None, "fr")]),
        ('<p><a href="/a.odt">Folder (odt, 1,5 MB)</a></p>',
         [("https://www.elzervoorde.example/a.odt", "odt", 1_500_000, "")]),
        ('<p><a href="/a.pdf">Folder</a> (320 kB)</p>',
         [("https://www.elzervoorde.example/a.pdf", "pdf", 320_000, "")]),
        ('<a href="/download?id=3">Folder [PDF]</a>',
         [("https://www.elzervoorde.example/download?id=3", "pdf", None, "")]),
        ('<a href="/get" type="application/epub+zip">Boek</a>',
         [("https://www.elzervoorde.example/get", "epub", None, "")]),
        ('<a href="/get?file=x.xlsx&amp;v=1">Cijfers</a>',
         [("https://www.elzervoorde.example/get?file=x.xlsx&v=1", "xlsx", None, "")]),
        # Pages, and words about documents.
        ('<a href="/hoe-maak-ik-een-pdf">Hoe maak ik een pdf?</a>', []),
        ('<a href="/pdf">Alles over pdf</a><a href="/beeld.png">Beeld</a>', []),
        ('<a href="mailto:a@b.example?x=.pdf">Mail</a><a href="javascript:a.pdf">x</a><a>Niets</a>', []),
        ('<a href="https://[kapot/a.pdf">Kapot</a>', []),
    ],
)  # fmt: skip
def test_a_link_announces_its_document(html: str, wanted: list[tuple[str, str, int | None, str]]) -> None:
    assert [(one.url, one.kind, one.bytes, one.language) for one in links(html)] == wanted


def test_an_address_stands_once_with_words_where_there_are_any() -> None:
    found = links('<a href="/a.pdf"><img src="x.png" alt=""></a> <a href="/a.pdf">Folder over afval</a>')
    assert [one.text for one in found] == ["Folder over afval"]


def test_long_words_are_cut() -> None:
    (found,) = links(f'<a href="/a.pdf">{"woord " * 500}</a>')
    assert len(found.text) == MAX_TEXT


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("https://a.example/x.pdf", "pdf"),
        ("https://a.example/x.PDF?download=1", "pdf"),
        ("https://a.example/x%2Epdf", "pdf"),
        ("https://a.example/x.doc", "doc"),
        ("https://a.example/x", None),
        ("https://a.example/x?f=a.pdf", None),
        ("https://a.example/x.pdf/", None),
        ("https://[a/x.pdf", None),
    ],
)
def test_the_kind_of_an_address(url: str, kind: str | None) -> None:
    found = kind_of_address(url)
    assert (found.value if found is not None else None) == kind
