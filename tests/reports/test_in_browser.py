"""Reports as people meet them: in a real browser, small, large, dark, on paper, and under attack."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page

from crawler.axe_source import find_axe
from reports.base import FileOutput
from reports.formats.overview import READABLE, write_overview
from tests.reports import fakes
from tests.reports.conftest import Render
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
FILES = ("index.html", "paginas.html", "problemen.html", "probleem-i002.html")
"""One page of each kind."""

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
    for path in written(render, name, language):
        with opened(chromium, path, width, scheme) as page:
            assert failures(page) == [], path.name


@pytest.mark.parametrize("width", [320, 720, 1280])
@pytest.mark.parametrize(("name", "language"), REPORTS)
def test_nobody_scrolls_sideways(
    chromium: Browser, render: Render, name: str, language: str, width: int
) -> None:
    for path in written(render, name, language):
        with opened(chromium, path, width) as page:
            page.evaluate("document.querySelectorAll('details').forEach(details => details.open = true)")
            assert page.evaluate("document.documentElement.scrollWidth") == width, path.name


@pytest.mark.parametrize("width", [640, 1280])
def test_text_at_twice_its_size_stays_inside(chromium: Browser, render: Render, width: int) -> None:
    for path in written(render, "town", "nl"):
        with opened(chromium, path, width) as page:
            page.evaluate("document.documentElement.style.setProperty('font-size', '200%', 'important')")
            assert page.evaluate("document.documentElement.scrollWidth") == width, path.name


def test_the_keyboard_reaches_everything_and_shows_where_it_is(chromium: Browser, render: Render) -> None:
    with opened(chromium, render("town") / "index.html") as page:
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        assert page.evaluate("document.activeElement.getBoundingClientRect().top") >= 0
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "inhoud"
        for _ in range(40):
            page.keyboard.press("Tab")
            outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert outline == "solid", page.evaluate("document.activeElement.outerHTML")


def test_details_are_open_on_paper(chromium: Browser, render: Render) -> None:
    with opened(chromium, render("town") / "index.html") as page:
        page.emulate_media(media="print")
        hidden = "[...document.querySelectorAll('details li')].filter(li => !li.checkVisibility()).length"
        assert page.evaluate(hidden) == 0
        assert not page.locator("nav.contents").is_visible()


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
    with opened(chromium, render("hostile") / "index.html") as page:
        shown = page.locator("pre code").all_text_contents()
        assert fakes.HOSTILE[0] in shown
        assert "omgekeerd [U+202E]txt.exe[U+202C] en [U+2066]verborgen[U+2069]" in shown
        assert "A" * 500 + "…" in shown
        assert page.locator("h1").inner_text().endswith("Stad <script>document.title='hit'</script> & Co")
        assert page.locator("a[href^='javascript']").count() == 0
        assert page.locator("body").locator("script, iframe, link, style, object").count() == 0


def test_the_overview_is_accessible(chromium: Browser, tmp_path: Path) -> None:
    names = ("town", "clean", "nothing", "hostile")
    (share,) = (value for value in fakes.town().indicators() if value.id == READABLE)
    rows = [(now(getattr(fakes, name)(), share), f"{name}/index.html") for name in names]
    with FileOutput(tmp_path / "index.html") as out:
        write_overview(rows, out, fakes.dutch())
    for width in (1280, 320):
        with opened(chromium, tmp_path / "index.html", width) as page:
            assert failures(page) == []
            assert page.evaluate("document.documentElement.scrollWidth") == width
