"""No page, however odd, makes a check fail or hang."""

import time

import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from checks.engine import judge
from checks.registry import discover
from crawler.gather.visible_text import gather_visible_text
from drempel.dom import Dom
from drempel.model.artefact import AxeRun, Linked, Media, PageSource, Pixels, Placeholders, Turns
from drempel.model.finding import Outcome
from drempel.model.text import Passage, PassageKind, TextProfile, VisibleText
from tests.checks.beside import linked_of, media_of, placeholders_of, turns_of
from tests.checks.synthetic import capture

CHECKS = {check_id: check for check_id, check in discover().items() if check.scope == "page"}
MAX_S = 1.0

ODD = st.text(max_size=30)
ATTRIBUTES = {
    "href": st.sampled_from(
        ["/x", "x.pdf", "", "#", "javascript:void(0)", "mailto:a@b", "http://[", "/" * 50]
    ),
    "target": st.sampled_from(["_blank", "", "x"]),
    "alt": st.sampled_from(["foto.jpg", "", "IMG_1234", "Het stadhuis"]),
    "src": st.sampled_from(["foto_1.jpg", "", "data:,"]),
    "placeholder": ODD,
    "aria-label": ODD,
    "aria-labelledby": st.sampled_from(["a", "a b", "c c c"]),
    "aria-describedby": st.sampled_from(["b", "a c", "nowhere"]),
    "aria-owns": st.sampled_from(["a", "b", "a b c", "nowhere"]),
    "aria-hidden": st.sampled_from(["true", "false", "TRUE"]),
    "aria-invalid": st.sampled_from(["true", ""]),
    "colspan": st.sampled_from(["2", "0", "-1", "99999999999", "x"]),
    "rowspan": st.sampled_from(["2", "0", "65535"]),
    "headers": st.sampled_from(["a", "a b", "nowhere"]),
    "dir": st.sampled_from(["rtl", "ltr", "auto", "x"]),
    "title": st.sampled_from(["", "klik hier", "a" * 20_000]),
    "onclick": st.just("x()"),
    "autocomplete": st.sampled_from(["email", "off", "section-a  name", ""]),
    "hidden": st.just(""),
    "id": st.sampled_from(["a", "b", "c", "1 2"]),
    "for": st.sampled_from(["a", "b", "nowhere"]),
    "lang": st.sampled_from(["nl", "", "x", "fr-BE"]),
    "role": st.sampled_from(
        [
            "link",
            "heading",
            "listitem",
            "list",
            "image",
            "none",
            "vreemd",
            "table",
            "row",
            "cell",
            "tab",
            "menu",
        ]
    ),
    "style": st.sampled_from(["outline:none", "outline", "text-align:justify", ";;"]),
    "http-equiv": st.just("refresh"),
    "content": st.sampled_from(["5", "9" * 5000, "x;url=", "٣"]),
    "class": ODD,
    "tabindex": st.sampled_from(["-1", "0", "x"]),
}
TAGS = [
    "a",
    "p",
    "div",
    "b",
    "li",
    "ul",
    "td",
    "th",
    "tr",
    "table",
    "img",
    "input",
    "textarea",
    "label",
    "form",
    "meta",
]
TAGS += [
    "h2",
    "span",
    "button",
    "nav",
    "header",
    "main",
    "svg",
    "title",
    "style",
    "x-y",
    "math",
    "iframe",
    "select",
    "pre",
    "dl",
    "dt",
    "bdo",
    "details",
    "summary",
    "video",
    "canvas",
    "fieldset",
    "legend",
    "path",
    "mi",
]
TEXTS = st.sampled_from(
    [
        "klik hier",
        "Lees meer",
        ".",
        "Een gewone zin over afval.",
        "a:focus{outline:none}",
        "}{",
        "",
        "  ",
        "شكرا جزيلا",
        "W E L K O M",
        "a  b\nc  d\ne  f",
    ]
)


@st.composite
def element(draw: st.DrawFn, inside: st.SearchStrategy[str]) -> str:
    tag = draw(st.sampled_from(TAGS))
    names = draw(st.lists(st.sampled_from(sorted(ATTRIBUTES)), max_size=4, unique=True))
    values = {name: draw(ATTRIBUTES[name]).replace('"', "&quot;").replace("\0", "") for name in names}
    attributes = "".join(f' {name}="{value}"' for name, value in values.items())
    content = "".join(draw(st.lists(inside, max_size=4)))
    return f"<{tag}{attributes}>{content}</{tag}>"


PAGES = st.lists(st.recursive(TEXTS, element, max_leaves=25), max_size=4).map("".join)


def assert_judged(html: str) -> None:
    dom = Dom(capture(html))
    passages = tuple(
        Passage(node, kind, "nl", "fr", 0.9995, 0.0, 30, "Une phrase")
        for node in range(4)
        for kind in PassageKind
    )
    profile = TextProfile(url="", language="nl", declared="", language_words={"nl": 90}, passages=passages)
    text = gather_visible_text(dom)
    started = time.process_time()
    artefacts = {
        Dom: dom,
        VisibleText: text,
        TextProfile: profile,
        Media: media_of(dom),
        Linked: linked_of(dom),
    }
    artefacts |= {AxeRun: AxeRun("", ()), Pixels: Pixels(), Turns: turns_of(dom)}
    artefacts[Placeholders] = placeholders_of(dom)
    artefacts[PageSource] = PageSource(html)
    judgement = judge(artefacts, CHECKS)
    assert time.process_time() - started < MAX_S
    own = [tally for tally in judgement.tallies if tally.check in CHECKS]
    assert len(own) == len(CHECKS)
    # What only a browser can tell (pixels, the turned page) is not made up here.
    ran = [tally for tally in own if not tally.reason.startswith("missing-artefact")]
    assert [tally for tally in ran if tally.reason] == []
    for tally in ran:
        assert (tally.outcome is Outcome.INAPPLICABLE) == (tally.failed + tally.cant_tell + tally.passed == 0)


MANY = settings(deadline=None, database=None, suppress_health_check=list(HealthCheck))


@seed(5)
@settings(MANY, max_examples=500)
@given(PAGES)
def test_odd_pages_are_judged(html: str) -> None:
    assert_judged(f"<html lang='nl'><body>{html}</body></html>")


@pytest.mark.slow
@pytest.mark.timeout(3600)
@settings(MANY, max_examples=5_000)
@given(PAGES)
def test_many_odd_pages_are_judged(html: str) -> None:
    assert_judged(f"<html lang='nl'><body>{html}</body></html>")


@pytest.mark.parametrize(
    "html",
    ["<p>Een zin over afval.</p>" * 50_000, "<a href=/x>Lees</a> " * 25_000, "<td>1" * 40_000],
    ids=["paragraphs", "links", "cells"],
)
def test_no_check_takes_over_a_second_on_a_huge_page(html: str) -> None:
    dom = Dom(capture(f"<html lang='nl'><body>{html}</body></html>"))
    artefacts = {
        Dom: dom,
        VisibleText: gather_visible_text(dom),
        Linked: linked_of(dom),
        Media: media_of(dom),
    }
    artefacts |= {AxeRun: AxeRun("", ()), PageSource: PageSource(html), Placeholders: placeholders_of(dom)}
    artefacts |= {TextProfile: TextProfile(url="", language="nl", declared=""), Pixels: Pixels()}
    slow = {}
    for check_id, check in CHECKS.items():
        if not set(check.needs) <= set(artefacts):
            continue
        started = time.process_time()
        judged = list(check.judge(*(artefacts[need] for need in check.needs)))
        spent_s = time.process_time() - started
        if spent_s > MAX_S:
            slow[check_id] = round(spent_s, 2), len(judged)
    assert slow == {}


@pytest.mark.parametrize(
    "html",
    [
        "<style>" + "/*" * 50_000 + "outline" + "</style><a href=x>x</a>",
        "<style>" + "a:focus " * 20_000 + "outline</style><a href=x>x</a>",
        "<style>" + "a:focus{outline:none}" * 300 + "</style>" + "<a href=x>hier</a>" * 300,
        "<style>"
        + "".join(f"a:focus,b{n}:focus{{outline:1px}}" for n in range(2_000))
        + "a:focus{outline:0}</style><a href=x>x</a>",
        "<title>" + "title" * 40_000 + "</title>",
        "<img alt='" + "a/" * 60_000 + ".png'>",
        "<table>" + "<tr><th>x</th><td><a href=x>Download</a></td></tr>" * 400 + "</table>",
        "<form>" + "<input placeholder=x>" * 300 + "</form>",
        "<div>" * 250 + "<p><b>Kop</b></p><p>" + "Een zin over afval. " * 9 + "</p>" + "</div>" * 250,
        "".join(f"<div lang=fr><p lang=en>{n}</p></div>" for n in range(1_500)),
        "<p><b>Kop</b></p><p>" + "Een zin over afval. " * 9 + "</p>" * 400,
        "<div>" + "".join(f"<a href='/{n}'>Lees meer</a> " for n in range(1_500)) + "</div>",
        "<p>" + "- een regel<br><br>" * 1_500 + "</p>",
        "<h2>Kop</h2>" * 1_500,
        "<p>" + "\u0634\u0639 " * 30_000 + "</p>",
        "<div aria-hidden=true>" * 200 + "<p>Een zin over afval en glas.</p>" * 500 + "</div>" * 200,
        "<a " + 'b="' * 20_000 + "<a href=x>" * 2_000,
        "<video controls src=a></video><audio autoplay src=b></audio>" * 200 + "<p>a b c d e f g h</p>" * 400,
    ],
    ids=[
        "comments",
        "no-block",
        "many-rules",
        "many-marks",
        "title",
        "alt",
        "table",
        "form",
        "deep",
        "langs",
        "headings",
        "same-names",
        "dashes",
        "empty-headings",
        "arabic",
        "hidden-in-hidden",
        "quotes",
        "media",
    ],
)
def test_large_pages_are_judged_in_time(html: str) -> None:
    assert_judged(f"<html lang='nl'><body>{html}</body></html>")
