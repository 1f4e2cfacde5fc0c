"""Reports rendered once a session, and a browser to look at them."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from crawler.browser.discover import find_browser, launch_flags
from drempel.i18n import Catalogue
from reports.base import FolderOutput
from reports.registry import report_format
from tests.reports import fakes

Render = Callable[..., Path]
"""`render("town")`: the folder of the report on the scan of that name."""


@pytest.fixture(scope="session")
def dutch() -> Catalogue:
    return fakes.dutch()


@pytest.fixture(scope="session")
def render(tmp_path_factory: pytest.TempPathFactory) -> Render:
    made: dict[tuple[str, str, str], Path] = {}

    def rendered(name: str, format_id: str = "html", language: str = "nl") -> Path:
        key = name, format_id, language
        if key not in made:
            one, folder = report_format(format_id), tmp_path_factory.mktemp(f"{name}-{format_id}-{language}")
            with FolderOutput(folder, one.entry, one.owns) as out:
                one.write(getattr(fakes, name)(), out, fakes.words_in(language))
            made[key] = folder
        return made[key]

    return rendered


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=list(launch_flags()))
        yield browser
        browser.close()
