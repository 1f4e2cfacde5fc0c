"""What each text of a page is, and where it stands."""

from crawler.gather.visible_text import gather_visible_text
from drempel.dom import Dom
from drempel.model.text import BlockKind, TextBlock, VisibleText
from readability.blocks import why_not_running
from readability.html_text import text_of_html
from readability.profile import profile
from tests.checks.synthetic import capture


def text_of(body: str) -> VisibleText:
    return gather_visible_text(Dom(capture(f'<html lang="nl"><body>{body}</body></html>')))


def kinds(body: str) -> list[tuple[str, str]]:
    text = text_of(body)
    return [(block.kind.value, block.text) for block in (*text.blocks, *text.beside)]


def only(body: str) -> TextBlock:
    (block,) = text_of(body).blocks
    return block


FORM = """<form><label for=a>Rijksregisternummer</label>
<input id=a aria-describedby="u" aria-errormessage="f">
<div id=u>U vindt dit nummer op uw kaart.</div><div id=f>Vul elf cijfers in.</div>
<fieldset><legend>Hoe wilt u het ontvangen?</legend>
<input id=b aria-invalid=true aria-describedby=g></fieldset>
<div><div id=g>Kies een manier.</div></div><div class="field-hint">Met of zonder streepjes.</div>
<div role=alert>Er is iets misgegaan.</div><input type=submit value="Vraag aan"></form>"""


def test_the_parts_of_a_form_are_told_apart() -> None:
    assert kinds(FORM) == [
        ("label", "Rijksregisternummer"),
        ("help-text", "U vindt dit nummer op uw kaart."),
        ("error-message", "Vul elf cijfers in."),
        ("label", "Hoe wilt u het ontvangen?"),
        ("error-message", "Kies een manier."),
        ("help-text", "Met of zonder streepjes."),
        ("error-message", "Er is iets misgegaan."),
        ("button", "Vraag aan"),
    ]


def test_what_is_only_read_aloud_stands_beside_the_text() -> None:
    body = (
        '<p>Tekst.</p><input aria-describedby=u><div id=u hidden>Zonder spaties.</div><img alt="Het plein">'
    )
    text = text_of(body)
    assert [block.text for block in text.blocks] == ["Tekst."]
    assert [(block.kind.value, block.text) for block in text.beside] == [
        ("help-text", "Zonder spaties."),
        ("alternative", "Het plein"),
    ]
    assert all(block.selector and block.node is not None for block in text.beside)


def test_each_block_has_the_kind_of_its_nearest_element() -> None:
    body = """<h2>Kop</h2><p>Een <code>x</code> in een zin.</p>
    <ul><li>Punt</li><li><a href=/>Link</a></li></ul>
    <table><caption>Titel</caption><tr><th>Kop</th><td>Cel</td></tr></table><pre>x = 1</pre>
    <address>Markt 1, 9000 Gent</address><button>Zoek</button><details><summary>Meer</summary></details>
    <figure><figcaption>Bij een foto</figcaption></figure>"""
    assert [kind for kind, _ in kinds(body)] == [
        "heading",
        "paragraph",
        "list-item",
        "link",
        "caption",
        "table-cell",
        "table-cell",
        "code",
        "address",
        "button",
        "label",
        "caption",
    ]


def test_a_paragraph_that_describes_a_link_is_no_help_text() -> None:
    assert (
        only("<a href=/ aria-describedby=u></a><p id=u>Een paspoort kost 65 euro.</p>").kind
        is BlockKind.PARAGRAPH
    )


def test_cookie_bars_dialogs_and_trails_are_not_the_main_content() -> None:
    said = "<p>Wij gebruiken cookies om de site te verbeteren.</p><button>Akkoord</button>"
    assert only(f'<div id="cookie-banner">{said[:53]}</p></div>').place == "cookie"
    assert only("<div role=dialog><p>Wilt u een enquête invullen?</p></div>").place == "dialog"
    assert only('<ol class="breadcrumb"><li>Home</li></ol>').place == "breadcrumb"
    assert {block.place for block in text_of(f"<div id=cookiebar>{said}</div>").blocks} == {"cookie"}


def test_a_page_about_cookies_is_main_content() -> None:
    body = "<h1>Cookies</h1><div class='cookie-uitleg'><p>Een cookie is een klein bestand.</p></div>"
    assert [block.place for block in text_of(body).blocks] == ["", ""]


PROSE = (
    "<p>" + "U kunt uw paspoort aanvragen in het stadhuis. Breng een foto en uw oude pas mee. " * 8 + "</p>"
)
MENU = "<ul>" + "<li><a href=/x>Alles over uw paspoort aanvragen</a></li>" * 40 + "</ul>"
COOKIES = (
    "<div class='cookie-banner'><p>"
    + "De verwerking van gegevens wordt uitgevoerd door derden. " * 30
    + "</p></div>"
)
ADDRESS = "<address>" + "Het loket wordt gevonden in de Stationsstraat 12, 9000 Gent. " * 20 + "</address>"
CODE = "<pre>" + "De waarde wordt gelezen uit de tabel. " * 20 + "</pre>"


def test_menus_notices_addresses_and_code_change_no_score() -> None:
    """In the tree of a browser and in HTML as it was sent alike."""
    plain, full = PROSE, f"<nav>{MENU}</nav>{MENU}{COOKIES}{PROSE}{ADDRESS}{CODE}<footer>{PROSE}</footer>"
    for read in (text_of, text_of_html):
        (one, other) = (profile(read(html)) for html in (plain, full))
        assert one.difficulty is not None
        assert (one.difficulty, one.metrics) == (other.difficulty, other.metrics)


def test_an_alternative_and_a_label_are_not_running_text() -> None:
    alt = TextBlock("Dit is een foto van het nieuwe stadhuis van de gemeente.", BlockKind.ALTERNATIVE)
    label = TextBlock("Naam van wie het paspoort aanvraagt", BlockKind.LABEL)
    assert why_not_running(alt) == "alternative"
    assert why_not_running(label) == "no-sentence"


QUOTED = (
    '<blockquote cite="https://andere.example/"><p>Woorden van een ander.</p></blockquote>'
    "<blockquote><p>Woorden van de burgemeester.</p></blockquote>"
)


def test_a_quotation_with_its_source_is_no_text_of_the_page() -> None:
    assert kinds(QUOTED) == [
        ("quote", "Woorden van een ander."),
        ("paragraph", "Woorden van de burgemeester."),
    ]
    assert [(block.kind.value, block.text) for block in text_of_html(QUOTED).blocks] == kinds(QUOTED)
    assert [why_not_running(block) for block in text_of(QUOTED).blocks] == ["quote", ""]
