"""Print a page of our own to PDF with the browser that is there: tagged, with an outline of its headings.

Chromium's tagged files have headings, lists, tables and a title that screen readers use. They do not meet
PDF/UA in full: the mark of that standard and descriptions of links are missing, so none is claimed.
"""

from pathlib import Path
from typing import Final

from playwright.sync_api import Error, sync_playwright

from crawler.browser.discover import launch_flags
from drempel.errors import SetupError

TIMEOUT_MS: Final = 60_000


def print_pdf(page: Path, executable: str) -> bytes:
    """Return a file of our own as PDF; no script runs and nothing is asked of any network.

    Raises `SetupError` where the browser does not start or does not print.
    """
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=executable, args=list(launch_flags()), timeout=TIMEOUT_MS
            )
            try:
                context = browser.new_context(java_script_enabled=False, offline=True)
                tab = context.new_page()
                tab.goto(page.resolve().as_uri(), timeout=TIMEOUT_MS)
                return tab.pdf(format="A4", prefer_css_page_size=True, tagged=True, outline=True)
            finally:
                browser.close()
    except Error as error:
        raise SetupError(
            "The browser could not print a PDF: {reason}. Look at: drempel doctor",
            reason=str(error).splitlines()[0],
        ) from error
