"""An issue keeps its identity while the page around it changes, and never takes another's."""

import itertools
from typing import Any
from urllib.parse import quote

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.base import Check, Result, check, failed
from checks.engine import judge
from checks.fingerprint import (
    document_fingerprint,
    fingerprint,
    part_of_document,
    part_of_site,
    path_template,
)
from drempel.dom import Dom
from drempel.model.finding import Finding, Impact, Kind
from tests.checks.synthetic import capture

PAGE = """<!doctype html>
<html lang="nl"><head><title>Paspoort</title></head><body class="theme">
<header class="site-header">
<nav><ul><li><a href="/">Start</a></li><li><a class="wrong" href="/x">Meer</a></li></ul></nav>
</header>
<main><h1>Paspoort</h1>
<section class="intro"><p>Tekst.</p>
<div class="card"><p>Nog <a class="wrong" href="/y">hier</a></p></div></section>
</main>
<footer><p><a href="/privacy">Privacy</a> <a class="wrong" href="/z">link</a></p></footer>
</body></html>"""

OTHER_URLS = [
    "https://www.gemeente.example/nieuws/2026/11/24/kerstmarkt-op-het-plein",
    "https://www.gemeente.example/nieuws/2027/01/03/winterwerken-in-de-kerkstraat?sessie=9f8e7d",
    "https://gemeente.example/nieuws/2025/6/1/zomer-op-de-markt#reacties",
]


@check(
    id="wrong-link",
    title="Wrong",
    repair="Repair.",
    impact=Impact.MINOR,
    kind=Kind.PRACTICE,
    who="all",
    messages={"wrong": "Wrong.", "other": "Other."},
    needs=(Dom,),
)
def wrong_link(dom: Dom) -> list[Result]:
    return [failed(node, "wrong") for node in dom.select("a.wrong")]


def findings(html: str, url: str = OTHER_URLS[0], checks: tuple[Check, ...] = (wrong_link,)) -> list[Finding]:
    dom = Dom(capture(html, url))
    return list(judge({Dom: dom}, {c.id: c for c in checks}).findings)


def identities(html: str, url: str = OTHER_URLS[0]) -> list[str]:
    return [finding.fingerprint for finding in findings(html, url)]


BASE = identities(PAGE)
GENERATED = st.sampled_from(
    ["css-1q2w3e", "sc-a1b2", "item-4711", "jsx-88123", "ng-star-inserted", "is-active"]
)
MUTATION = st.tuples(
    st.sampled_from(["sibling-before", "sibling-after", "class", "id", "data", "text", "href"]),
    st.integers(0, 40),
    GENERATED,
)


def sibling_for(node: Any) -> str:
    """Return something that may stand beside a node without making the parser move things."""
    if node.getparent().tag in {"body", "main", "section", "div", "header", "footer"}:
        return '<div class="reclame"><p>Nieuw <a href="/n">nieuws</a></p></div>'
    return "<li>Nog een</li>" if node.tag == "li" else "<span>Nog <b>iets</b></span>"


def mutate(html: str, mutations: list[tuple[str, int, str]]) -> str:
    """Change a page everywhere but in the tags and landmarks that lead to the three links."""
    root = lxml.html.document_fromstring(html)
    for kind, at, generated in mutations:
        nodes = [node for node in root.iter() if isinstance(node.tag, str) and node.getparent() is not None]
        node = nodes[at % len(nodes)]
        if node.tag in {"head", "body", "title"}:
            continue
        match kind:
            case "sibling-before":
                node.addprevious(lxml.html.fragment_fromstring(sibling_for(node)))
            case "sibling-after":
                node.addnext(lxml.html.fragment_fromstring(sibling_for(node)))
            case "class":
                node.set("class", f"{node.get('class', '')} {generated}".strip())
            case "id":
                node.set("id", generated)
            case "data":
                node.set("data-sessie", generated * 3)
            case "text":
                node.text = (node.text or "") + quote(generated)
            case "href" if node.tag == "a":
                node.set("href", f"/{generated}?sid={at}")
    return lxml.html.tostring(root, encoding="unicode", doctype="<!doctype html>")


@given(st.lists(MUTATION, min_size=1, max_size=8), st.sampled_from(OTHER_URLS))
def test_what_changes_elsewhere_leaves_the_identity_alone(
    mutations: list[tuple[str, int, str]], url: str
) -> None:
    assert identities(mutate(PAGE, mutations), url) == BASE


def test_three_places_are_three_issues() -> None:
    assert len(set(BASE)) == 3


def test_shared_parts_of_pages_are_one_issue_and_the_content_is_not() -> None:
    header, content, footer = BASE
    other_header, other_content, other_footer = identities(PAGE, "https://www.gemeente.example/contact")
    assert (header, footer) == (other_header, other_footer)
    assert content != other_content


def test_path_template_of_the_caller_wins() -> None:
    dom = Dom(capture(PAGE, OTHER_URLS[0]))
    known = judge({Dom: dom}, {"wrong-link": wrong_link}, page_path_template=part_of_site(OTHER_URLS[0]))
    assert [finding.fingerprint for finding in known.findings] == BASE
    other = judge({Dom: dom}, {"wrong-link": wrong_link}, page_path_template="/contact")
    assert other.findings[1].fingerprint != BASE[1]


WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\x1f"), max_size=20)


@given(st.tuples(WORDS, WORDS, WORDS, WORDS, WORDS), st.integers(0, 4), WORDS)
def test_every_part_counts(parts: tuple[str, ...], at: int, other: str) -> None:
    changed = (*parts[:at], other, *parts[at + 1 :])
    # Path template and place share one seat; the place sits in it when there is one.
    seated, before = ((p[0], p[1] or p[2], *p[3:]) for p in (changed, parts))
    assert (fingerprint(*changed) == fingerprint(*parts)) is (seated == before)


def test_form_of_a_fingerprint() -> None:
    """Pinned: another value would make every stored issue look new. By hand: sha256sum of the parts."""
    made = fingerprint("axe:image-alt", "header/nav", "/", "ul>li>a>img", "")
    assert made == "f1:6c956f5393dd84798a245feb3dc79778"


@pytest.mark.parametrize(
    ("url", "template"),
    [
        ("https://a.example", "/"),
        ("https://a.example/index.html", "/"),
        ("https://a.example/diensten/index.php?id=3", "/{page}"),
        ("https://a.example/diensten/paspoort", "/diensten/{page}"),
        ("https://a.example/diensten/paspoort/", "/diensten/{page}"),
        ("https://a.example/nieuws/2026/11/24/kerstmarkt-op-het-plein", "/nieuws/{n}/{n}/{n}/{page}"),
        ("https://a.example/nieuws/2026-11-24/kerstmarkt", "/nieuws/{date}/{page}"),
        ("https://a.example/nieuws/20261124-kerstmarkt.html", "/nieuws/{page}"),
        ("https://a.example/nieuws/kerstmarkt-op-het-plein-48213", "/nieuws/{page}"),
        ("https://a.example/pagina/1042", "/pagina/{page}"),
        ("https://a.example/d/3fa85f64-5717-4562-b3fc-2c963f66afa6", "/d/{page}"),
        ("https://a.example/d/9f86d081884c7d659a2feaa0c55ad015", "/d/{page}"),
        ("https://a.example/besluit;jsessionid=9F8E7D/artikel-12", "/besluit/{page}"),
        ("https://a.example/reglement-2/bijlage/plan.html", "/reglement-{n}/bijlage/{page}"),
        ("https://a.example/3fa85f64-5717-4562-b3fc-2c963f66afa6/a/b", "/{id}/a/{page}"),
        ("https://a.example/bestand/reglement-2.pdf", "/bestand/{page}"),
        ("https://a.example/over-ons", "/{page}"),
    ],
)
def test_path_template(url: str, template: str) -> None:
    assert path_template(url) == template


@given(st.text(max_size=60))
def test_any_path_has_a_template(path: str) -> None:
    assert path_template("https://a.example/" + quote(path)).startswith("/")


def test_pages_of_one_template_agree() -> None:
    assert len({path_template(url) for url in OTHER_URLS}) == 1
    assert all(
        a != b
        for a, b in itertools.pairwise(map(path_template, ["https://a.example/a/x", "https://a.example/b/x"]))
    )


@pytest.mark.parametrize(
    ("url", "part"),
    [
        ("https://a.example/", "/"),
        ("https://a.example/verhuizen", "/{page}"),
        ("https://a.example/diensten/paspoort", "/diensten/{page}"),
        ("https://a.example/diensten/burgerzaken/reizen/paspoort", "/diensten/{page}"),
        ("https://a.example/nieuws/2026/11/24/kerstmarkt", "/nieuws/{page}"),
        ("https://a.example/2026/11/kerstmarkt", "/{page}"),
        ("https://a.example/nl/diensten/wonen/verhuizen", "/nl/diensten/{page}"),
    ],
)
def test_part_of_site(url: str, part: str) -> None:
    assert part_of_site(url) == part


def test_five_hundred_pages_of_one_template_have_one_issue() -> None:
    urls = [f"https://a.example/diensten/{n % 25}-thema/onderwerp-{n}" for n in range(500)]
    html = '<main><h1>A</h1><div class="card"><p>Nog <a class="wrong" href="/y">hier</a></p></div></main>'
    assert len({identity for url in urls[::10] for identity in identities(html, url)}) == 1
    assert len({part_of_site(url) for url in urls}) == 1


@pytest.mark.parametrize("part", ['<div id="header">', '<div class="site-header">', "<header>"])
def test_a_header_without_landmark_is_one_issue_in_all_folders(part: str) -> None:
    end = "</header>" if part == "<header>" else "</div>"
    html = f'<body>{part}<a class="wrong" href="/">x</a>{end}<p>Tekst.</p></body>'
    urls = ["https://a.example/wonen/x", "https://a.example/werken/y", "https://a.example/"]
    assert len({identity for url in urls for identity in identities(html, url)}) == 1


def test_the_header_of_a_card_is_no_header_of_the_page() -> None:
    html = '<main><div class="card"><div class="header"><a class="wrong" href="/">x</a></div></div></main>'
    assert findings(html)[0].pointer.place == ""


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<div class='card'>{}</div>", "<div class='card'><div><section>{}</section></div></div>"),
        ("<div class='card'>{}</div>", "<div class='col-md-6 container'><div class='card'>{}</div></div>"),
        ("<div class='Card_body__x7Fq2'>{}</div>", "<div class='Card_body__Zp01a'>{}</div>"),
        ("<div class='css-1a2b3c card'>{}</div>", "<div class='card css-9z8y7x sc-bdVaJa'>{}</div>"),
        ("<ul class='menu'><li>{}</li></ul>", "<ul class='menu'><li class='active is-open'>{}</li></ul>"),
        ("<ul class='m'><li>{}</li></ul>", "<ul class='m'><li><ul class='m'><li>{}</li></ul></li></ul>"),
    ],
)
def test_what_lays_out_or_changes_in_use_is_no_part_of_the_structure(before: str, after: str) -> None:
    link = '<a class="wrong" href="/y">hier</a>'
    assert identities(before.format(link)) == identities(after.format(link))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("<div class='card__media'>{}</div>", "<div class='card__footer'>{}</div>"),
        ("<div class='teaser'>{}</div>", "<div class='profile'>{}</div>"),
        ("<p>{}</p>", "<table><tr><td>{}</td></tr></table>"),
        ("<ul>{}</ul>", "<form>{}</form>"),
    ],
)
def test_other_components_are_other_issues(one: str, other: str) -> None:
    link = '<a class="wrong" href="/y">hier</a>'
    assert identities(one.format(link)) != identities(other.format(link))


@pytest.mark.parametrize(
    ("structure", "part"),
    [
        ("", ""),
        ("document", "document"),
        ("Document > Sect > P > Figure", "P > Figure"),
        ("Document > Part > Sect > Sect > P > Figure", "P > Figure"),
        ("P > Figure", "P > Figure"),
        ("Document > L > LI > LBody > L > LI > LBody > P", "L > LI > LBody > P"),
        ("Document > H2", "H"),
        ("Document > Hoofding", "Hoofding"),
        ("heading 3 link", "H link"),
        ("font BCDEEE+Arial", "font Arial"),
        ("font Arial", "font Arial"),
        ("paragraph table[2]", "paragraph table"),
    ],
)
def test_part_of_document(structure: str, part: str) -> None:
    assert part_of_document(structure) == part
    assert part_of_document(part) == part


def test_a_problem_of_a_document_is_another_in_the_next_document() -> None:
    at = ("pdf-picture-without-alternative", "https://a.example/a.pdf", "Document > P > Figure", "missing")
    same = document_fingerprint(*at)
    assert same.startswith("f1:")
    assert same == document_fingerprint(*at[:2], "Document > Sect > P > Figure", "missing")
    assert same != document_fingerprint(at[0], "https://a.example/b.pdf", *at[2:])
    assert same != document_fingerprint(*at[:2], "Document > Table > TR > TD > Figure", "missing")
    assert same != document_fingerprint(*at[:3], "blank")
    assert same != document_fingerprint("pdf-alternative-says-nothing", *at[1:])
    # Nor is it ever one of a page.
    assert same != fingerprint(at[0], "", "https://a.example/a.pdf", "P > Figure", "missing")
