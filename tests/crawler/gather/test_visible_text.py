"""The language samples of `VisibleText`: what each `lang` attribute speaks for."""

from crawler.gather.visible_text import MAX_SAMPLE, gather_visible_text
from drempel.dom import Dom
from tests.checks.synthetic import capture


def samples(html: str) -> list[tuple[str, str, bool]]:
    text = gather_visible_text(Dom(capture(html)))
    return [(sample.lang, sample.text, sample.is_page) for sample in text.samples]


def test_each_lang_speaks_for_its_own_text_only() -> None:
    html = """<html lang="nl"><head><title>Welkom</title></head><body><p>Een motto:
    <q lang="fr">Vive <b>la</b> <i lang="en">party</i> demain</q> en klaar.</p></body></html>"""
    assert samples(html) == [
        ("nl", "Welkom Een motto: en klaar.", True),
        ("fr", "Vive la demain", False),
        ("en", "party", False),
    ]


def test_the_name_of_an_image_is_text_too() -> None:
    html = '<html lang="fr"><body><div lang="nl"><img src="a.png" alt="Het plein"></div></body></html>'
    assert samples(html) == [("nl", "Het plein", False)]


def test_a_page_without_lang_has_no_samples() -> None:
    assert samples("<html><body><p>Tekst.</p></body></html>") == []


def test_of_a_long_text_the_beginning_is_kept() -> None:
    html = f'<html lang="nl"><body>{"<p>Een regel tekst. </p>" * 100}</body></html>'
    (sample,) = gather_visible_text(Dom(capture(html))).samples
    assert len(sample.text) == MAX_SAMPLE
    assert not sample.is_whole


def test_blocks_know_their_element() -> None:
    dom = Dom(capture("<html><body><p>Een.</p><p>Twee.</p></body></html>"))
    nodes = [dom.at_index(block.node) for block in gather_visible_text(dom).blocks if block.node is not None]
    assert [node.tag for node in nodes if node is not None] == ["p", "p"]
    assert dom.at_index(-1) is None
    assert dom.at_index(10_000) is None
