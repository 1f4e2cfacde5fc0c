"""Reports as people meet them: in a real browser, small, large, dark, on paper, and under attack."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any, Literal

import pikepdf
import pytest
from playwright.sync_api import Browser, Page

from crawler.axe_source import find_axe
from drempel.i18n import Catalogue
from reports.base import FileOutput, FolderOutput
from reports.formats.html import FORMAT
from reports.formats.overview import READABLE, write_overview
from tests.reports import fakes
from tests.reports.conftest import Render
from tests.reports.hostile import PAYLOADS
from tests.reports.test_overview import now

pytestmark = pytest.mark.browser

Scheme = Literal["light", "dark"]

REPORTS = [
    ("town", "nl"),
    ("clean", "nl"),
    ("nothing", "nl"),
    ("medium", "nl"),
    ("hostile", "nl"),
    ("town", "fr"),
]
FILES = ("index.html", "problemen.html", "probleem-i002.html", "paginas.html")
"""The pages that hold most of what a site says."""
SELDOM = {"probleem-i007.html", "probleem-i009.html", "regel-axe-label.html"}
"""Pages like another one."""

ALL_RULES = """
    async () => {
        const rules = Object.fromEntries(axe.getRules().map(rule => [rule.ruleId, {enabled: true}]));
        const found = await axe.run(document, {rules, resultTypes: ["violations"]});
        return found.violations.flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.html}`));
    }
"""


@contextmanager
def opened(
    browser: Browser, path: Path | None, width: int = 1280, scheme: Scheme = "light"
) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    try:
        page = context.new_page()
        if path:
            page.goto(path.as_uri())
        yield page
    finally:
        context.close()


def failures(page: Page) -> list[str]:
    """Return what any rule of axe-core holds against a page, with every detail unfolded."""
    page.evaluate("document.querySelectorAll('details').forEach(details => details.open = true)")
    page.evaluate(find_axe().source)
    return list(page.evaluate(ALL_RULES))


def written(render: Render, name: str, language: str) -> list[Path]:
    folder = render(name, "html", language)
    return [folder / file for file in FILES if (folder / file).exists()]


LOOKS: list[tuple[int, Scheme]] = [(1280, "light"), (320, "dark")]


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_axe_has_nothing_to_say_of_any_page(
    chromium: Browser, render: Render, width: int, scheme: Scheme
) -> None:
    with opened(chromium, None, width, scheme) as page:
        for path in sorted(render("town").glob("*.html")):
            if path.name in {*FILES, *SELDOM}:
                continue
            page.goto(path.as_uri())
            assert failures(page) == [], path.name
            assert page.evaluate("document.documentElement.scrollWidth") == width, path.name


@pytest.mark.parametrize(
    ("name", "language", "width", "scheme"),
    [
        *((name, language, width, scheme) for name, language in REPORTS for width, scheme in LOOKS),
        ("town", "nl", 320, "light"),
        ("town", "nl", 1280, "dark"),
    ],
)
def test_axe_has_nothing_to_say(
    chromium: Browser, render: Render, name: str, language: str, width: int, scheme: Scheme
) -> None:
    with opened(chromium, None, width, scheme) as page:
        for path in written(render, name, language):
            page.goto(path.as_uri())
            assert failures(page) == [], path.name


@pytest.mark.parametrize("width", [320, 720, 1280])
@pytest.mark.parametrize(("name", "language"), REPORTS)
def test_nobody_scrolls_sideways(
    chromium: Browser, render: Render, name: str, language: str, width: int
) -> None:
    with opened(chromium, None, width) as page:
        for path in written(render, name, language):
            page.goto(path.as_uri())
            page.evaluate("document.querySelectorAll('details').forEach(details => details.open = true)")
            assert page.evaluate("document.documentElement.scrollWidth") == width, path.name


@pytest.mark.parametrize("width", [640, 1280])
def test_text_at_twice_its_size_stays_inside(chromium: Browser, render: Render, width: int) -> None:
    with opened(chromium, None, width) as page:
        for path in written(render, "town", "nl"):
            page.goto(path.as_uri())
            page.evaluate("document.documentElement.style.setProperty('font-size', '200%', 'important')")
            assert page.evaluate("document.documentElement.scrollWidth") == width, path.name


@pytest.mark.parametrize("language", ["nl", "fr"])
def test_no_kind_of_page_scrolls_sideways_on_a_small_screen_with_large_letters(
    chromium: Browser, render: Render, language: str
) -> None:
    wide: dict[str, int] = {}
    with opened(chromium, None, 320) as page:
        for path in sorted(render("town", "html", language).glob("*.html")):
            if path.name in SELDOM:
                continue
            page.goto(path.as_uri())
            page.evaluate("document.querySelectorAll('details').forEach(details => details.open = true)")
            page.evaluate("document.documentElement.style.setProperty('font-size', '200%', 'important')")
            width = page.evaluate("document.documentElement.scrollWidth")
            if width > 320:
                wide[path.name] = width
    assert wide == {}


@pytest.mark.parametrize("language", ["nl", "fr"])
def test_the_page_for_the_direction_is_one_page(chromium: Browser, render: Render, language: str) -> None:
    """One screen and a half of 1280 × 1024, with some room for other letters; one sheet of A4."""
    with opened(chromium, render("town", "html", language) / "index.html") as page:
        assert page.evaluate("document.documentElement.scrollHeight") <= 1.55 * 1024
        with pikepdf.open(BytesIO(page.pdf(format="A4", prefer_css_page_size=True))) as paper:
            assert len(paper.pages) == 1


def test_the_keyboard_reaches_everything_and_shows_where_it_is(chromium: Browser, render: Render) -> None:
    with opened(chromium, render("town") / "problemen.html") as page:
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        assert page.evaluate("document.activeElement.getBoundingClientRect().top") >= 0
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "inhoud"
        for _ in range(20):
            page.keyboard.press("Tab")
            outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert outline == "solid", page.evaluate("document.activeElement.outerHTML")


def test_details_are_open_on_paper(chromium: Browser, render: Render) -> None:
    with opened(chromium, render("town") / "dekking.html") as page:
        page.emulate_media(media="print")
        hidden = "[...document.querySelectorAll('details li')].filter(li => !li.checkVisibility()).length"
        assert page.evaluate(hidden) == 0
        assert not page.locator("nav.contents").is_visible()
        assert not page.locator("nav.on-page").is_visible()


@pytest.mark.parametrize("name", ["town", "hostile", "medium"])
def test_nothing_runs_and_nothing_leaves(chromium: Browser, render: Render, name: str) -> None:
    for path in written(render, name, "nl"):
        with opened(chromium, None) as page:
            noise = listen(page)
            page.goto(path.as_uri())
            title = page.title()
            for field in page.locator("a, summary").all()[:60]:
                field.focus()
            assert page.title() == title != "hit"
            assert [line for line in noise if not line.startswith(("data:image/png", path.as_uri()))] == []


def listen(page: Page) -> list[str]:
    """Return a list that grows with each request, dialog, error and console message of the page."""
    noise: list[str] = []
    page.on("console", lambda message: noise.append(f"console: {message.text}"))
    page.on("dialog", lambda dialog: noise.append(f"dialog: {dialog.message}"))
    page.on("pageerror", lambda error: noise.append(f"error: {error}"))
    page.on("request", lambda request: noise.append(request.url))
    return noise


def test_hostile_text_is_shown_and_not_obeyed(chromium: Browser, render: Render) -> None:
    with opened(chromium, render("hostile") / "problemen.html") as page:
        shown = page.locator("pre code").all_text_contents()
        assert fakes.HOSTILE[0] in shown
        assert "omgekeerd [U+202E]txt.exe[U+202C] en [U+2066]verborgen[U+2069]" in shown
        assert "A" * 500 + "…" in shown
        assert (
            page.locator(".report-name a").inner_text() == "Stad <script>document.title='hit'</script> & Co"
        )
        assert page.locator("a[href^='javascript']").count() == 0
        assert page.locator("body").locator("script, iframe, link, style, object").count() == 0


def test_hostile_text_executes_nothing_even_without_the_policy_of_the_page(
    chromium: Browser, tmp_path: Path, dutch: Catalogue
) -> None:
    """The policy only reports: it tells of each script, style or request that it would have stopped."""
    with FolderOutput(tmp_path, FORMAT.entry, FORMAT.owns) as out:
        FORMAT.write(fakes.hostile(PAYLOADS), out, dutch)
    (tmp_path / "proef.html").write_text(
        (tmp_path / "index.html").read_text("utf-8").replace("</main>", "<img src=x onerror=1></main>"),
        "utf-8",
    )
    problems = sorted(tmp_path.glob("probleem-*.html"))
    files = sorted(set(tmp_path.glob("*.html")) - set(problems)) + problems[::8]
    told: dict[str, list[str]] = {}
    with opened(chromium, None) as page:
        page.add_init_script(
            "window.told = []; addEventListener('securitypolicyviolation', "
            "event => told.push(`${event.violatedDirective} ${event.blockedURI}`))"
        )
        page.route("**/*", lambda route: route.fulfill(**without_policy(tmp_path, route.request.url)))
        for path in files:
            page.goto(f"https://rapport.example/{path.name}")
            title = page.title()
            page.evaluate(
                "document.querySelectorAll('details').forEach(details => details.open = true);"
                "document.querySelectorAll('a, summary').forEach(one => one.focus())"
            )
            told[path.name] = page.evaluate("window.told")
            assert page.title() == title != "hit", path.name
    assert told.pop("proef.html"), "what is planted is seen"
    assert {name: found for name, found in told.items() if found} == {}


def without_policy(folder: Path, url: str) -> dict[str, Any]:
    """Return a page of a report with its policy only reporting; anything else is not found."""
    path = folder / url.rpartition("/")[2]
    if not path.is_file():
        return {"status": 404}
    html = path.read_text("utf-8")
    meta = re.search(r'<meta http-equiv="Content-Security-Policy" content="([^"]+)">', html)
    assert meta is not None
    headers = {"Content-Security-Policy-Report-Only": meta[1], "Content-Type": "text/html; charset=utf-8"}
    return {"body": html.replace(meta[0], ""), "headers": headers}


def test_the_overview_is_accessible(chromium: Browser, tmp_path: Path) -> None:
    names = ("town", "clean", "nothing", "hostile")
    (share,) = (value for value in fakes.town().indicators() if value.id == READABLE)
    rows = [(now(getattr(fakes, name)(), share), f"{name}/index.html") for name in names]
    with FileOutput(tmp_path / "index.html") as out:
        write_overview(rows, out, fakes.dutch())
    for width in (1280, 320):
        with opened(chromium, tmp_path / "index.html", width) as page:
            assert walked(page) == []
            assert failures(page) == []
            assert page.evaluate("document.documentElement.scrollWidth") == width


# With the keyboard only

STEPS = """
    () => {
        const visible = one => one.checkVisibility({visibilityProperty: true, contentVisibilityAuto: true});
        const places = "a[href], button, input, select, summary, [tabindex='0']";
        const stops = [...document.querySelectorAll(places)];
        window.stops = stops.filter(visible);
        window.seen = [];
        return window.stops.length;
    }
"""
AT = """
    () => {
        const one = document.activeElement, box = one.getBoundingClientRect(), style = getComputedStyle(one);
        const inside = box.bottom > 0 && box.top < innerHeight && box.width > 0 && box.height > 0;
        window.seen.push(one);
        return {
            name: one.outerHTML.slice(0, 120),
            body: one === document.body,
            shown: inside && style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
        };
    }
"""
UNREACHED = (
    "() => window.stops.filter(one => !window.seen.includes(one)).map(one => one.outerHTML.slice(0, 120))"
)
SIDEWAYS = """
    () => [...document.querySelectorAll("main *")]
        .filter(one => one.scrollWidth > one.clientWidth + 1
            && ["auto", "scroll"].includes(getComputedStyle(one).overflowX) && one.tabIndex < 0)
        .map(one => one.outerHTML.slice(0, 120))
"""
MOST_STOPS = 150
"""Stops on one page that are walked; the kinds of places come before that."""


def walked(page: Page) -> list[str]:
    """Return what is wrong for somebody who goes through a page with Tab only, and once back."""
    wrong: list[str] = []
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    stops = page.evaluate(STEPS)
    for number in range(min(stops, MOST_STOPS)):
        page.keyboard.press("Tab")
        at = page.evaluate(AT)
        if number == 0 and 'class="skip"' not in at["name"]:
            wrong.append(f"first is no skip link: {at['name']}")
        if at["body"]:
            wrong.append(f"the focus is lost after {number} steps")
            break
        if not at["shown"]:
            wrong.append(f"not to be seen: {at['name']}")
    if stops <= MOST_STOPS:
        wrong += [f"not reached: {one}" for one in page.evaluate(UNREACHED)]
    wrong += [f"scrolls sideways, not by keyboard: {one}" for one in page.evaluate(SIDEWAYS)]
    page.keyboard.press("Shift+Tab")
    before = page.evaluate("window.seen.includes(document.activeElement)")
    return wrong if before or stops < 2 else [*wrong, "there is no way back"]


@pytest.mark.parametrize("width", [320, 1280])
def test_each_kind_of_page_can_be_walked_with_tab_only(chromium: Browser, render: Render, width: int) -> None:
    folder = render("town")
    wrong: dict[str, list[str]] = {}
    with opened(chromium, None, width) as page:
        for path in sorted(folder.glob("*.html")):
            if path.name in SELDOM:
                continue
            page.goto(path.as_uri())
            if found := walked(page):
                wrong[path.name] = found
    assert wrong == {}


def test_a_summary_opens_and_closes_with_the_keyboard(chromium: Browser, render: Render) -> None:
    with opened(chromium, render("town") / "dekking.html") as page:
        page.locator("summary").first.focus()
        states = []
        for key in ("Enter", "Space"):
            page.keyboard.press(key)
            states.append(page.evaluate("document.activeElement.parentElement.open"))
        assert states == [True, False]
