"""Pages as a whole: Dutch prose is judged whatever the mark-up around it, and nothing else ever is."""

import json
import math
from collections.abc import Callable
from html import escape
from random import Random

import pytest

from crawler.gather.visible_text import gather_visible_text
from drempel.dom import Dom
from drempel.model.text import VisibleText
from readability.html_text import text_of_html
from readability.page import read_page
from readability.segment import fold, sentences
from tests.checks.synthetic import capture
from tests.readability.texts import CASES, ENGLISH, FRENCH, GERMAN, HARD, PLAIN

DOCUMENTS = CASES / "municipal-documents.jsonl"
WORDS = 150
MENU = (
    "<ul>" + "<li><a href=/a>Wonen en verhuizen</a></li><li><a href=/b>Over de stad</a></li>" * 12 + "</ul>"
)
LAYOUTS = {
    "paragraphs": "<main><h1>Titel</h1><p>{}</p></main>",
    "anonymous": "<div class=page><div><h2>Kop</h2><div>{}</div></div></div>",
    "list": "<main><h1>Titel</h1><ul><li>{}</li></ul></main>",
    "breaks": "<main><h1>Titel</h1>{}</main>",
    "table": "<main><table><tr><th>Vraag</th><td>{}</td></tr></table></main>",
}
BETWEEN = {
    "paragraphs": "</p><p>",
    "anonymous": "</div><div>",
    "list": "</li><li>",
    "breaks": "<br><br>",
    "table": "</td></tr><tr><th>Vraag</th><td>",
}


def in_tree(html: str) -> VisibleText:
    return gather_visible_text(Dom(capture(html)))


READERS: list[Callable[[str], VisibleText]] = [in_tree, text_of_html]


def page(parts: list[str], layout: str = "paragraphs") -> str:
    body = LAYOUTS[layout].format(BETWEEN[layout].join(map(escape, parts)))
    return (
        f"<!doctype html><html lang=nl><title>Titel</title><body><header><nav>{MENU}</nav></header>{body}"
        f"<aside>{MENU}</aside><footer><address>Markt 1, 9000 Gent</address>{MENU}</footer></html>"
    )


def windows(text: str) -> list[list[str]]:
    """Return runs of whole sentences with at least so many words."""
    found: list[list[str]] = [[]]
    for sentence in sentences(fold(text)):
        if sum(len(one.split()) for one in found[-1]) >= WORDS:
            found.append([])
        found[-1].append(sentence)
    return [one for one in found if sum(len(sentence.split()) for sentence in one) >= WORDS]


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_dutch_is_judged_in_every_layout(layout: str, read: Callable[[str], VisibleText]) -> None:
    easy, hard = (read_page(read(page([text] * 2, layout))).profile for text in (PLAIN, HARD))
    assert easy.difficulty is not None
    assert hard.difficulty is not None
    assert easy.difficulty.value < hard.difficulty.value


@pytest.mark.skipif(not DOCUMENTS.exists(), reason="the municipal documents are not on this machine")
def test_of_dutch_prose_of_150_words_nearly_all_is_judged() -> None:
    pairs = [json.loads(line) for line in DOCUMENTS.read_text(encoding="utf-8").splitlines()]
    given = [window for pair in pairs for side in ("hard", "easy") for window in windows(pair[side])]
    assert len(given) > 100
    read = [
        read_page(text_of_html(page(window, list(LAYOUTS)[at % 5]))).profile
        for at, window in enumerate(given)
    ]
    judged = sum(profile.difficulty is not None for profile in read)
    assert judged / len(given) >= 0.98


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        ([FRENCH] * 2, "not-dutch"),
        ([GERMAN] * 2, "not-dutch"),
        ([ENGLISH] * 2, "not-dutch"),
        (["Wonen en verhuizen", "Werken", "Afval en recyclage"] * 40, "not-running-text"),
        (["Jan Peeters, An Claes en Piet Maes"] * 40, "not-running-text"),
        (["Volwassenen 65,00 euro", "Kinderen 35,00 euro", "Tel. 09 266 12 34"] * 30, "not-running-text"),
        (["U kunt uw paspoort aanvragen in het stadhuis. Breng een foto mee."], "too-short"),
    ],
)
def test_what_is_no_dutch_prose_is_never_judged(
    parts: list[str], reason: str, read: Callable[[str], VisibleText]
) -> None:
    for layout in LAYOUTS:
        reading = read_page(read(page(parts, layout)))
        assert (reading.profile.reason, reading.profile.difficulty) == (reason, None)
        assert all(score.value is None for score in reading.profile.scores)
        assert reading.hints.sentences == ()


def test_any_mixture_gives_a_value_or_a_reason() -> None:
    rng = Random(11)
    pieces = [
        *PLAIN.split(". "),
        *HARD.split(". "),
        *FRENCH.split(". "),
        "مرحبا بالعالم 😀",
        "\u00ad\u200b\x00",
    ]
    forms = [
        "<p>{}",
        "<li>{}</ul>",
        "<table><td>{}<td>12",
        "<div dir=rtl>{}<b></div></i>",
        "<h2>{}",
        "<a href=x>{}</a><img alt=x>",
        "<p class=cookie-banner>{}<select><option>",
        "<input aria-describedby=u><div id=u hidden>{}",
    ]
    for _ in range(60):
        parts = (rng.choice(forms).format(rng.choice(pieces)) for _ in range(rng.randint(0, 14)))
        html = "<html lang=nl><body>" + "".join(parts)
        for read in READERS:
            profile = read_page(read(html)).profile
            assert (profile.difficulty is None) == bool(profile.reason)
            assert profile.difficulty is None or math.isfinite(profile.difficulty.value)
