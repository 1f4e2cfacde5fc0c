"""Print a page of our own to PDF with the browser that is there: tagged, with an outline of its headings.

Chromium's tagged files have headings, lists, tables and a title that screen readers use. They do not meet
PDF/UA in full: the mark of that standard and descriptions of links are missing, so none is claimed.
"""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

from playwright.async_api import Error, async_playwright

from crawler.browser.discover import launch_flags
from drempel.errors import SetupError

TIMEOUT_MS: Final = 60_000


def print_pdf(page: Path, executable: str) -> bytes:
    """Return a file of our own as PDF; no script runs and nothing is asked of any network.

    Raises `SetupError` where the browser does not start or does not print.
    """
    # In a thread with a loop of its own, whatever loop the caller runs in.
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(lambda: asyncio.run(_printed(page, executable))).result()


async def _printed(page: Path, executable: str) -> bytes:
    try:
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(
                executable_path=executable, args=list(launch_flags()), timeout=TIMEOUT_MS
            )
            try:
                context = await browser.new_context(java_script_enabled=False, offline=True)
                tab = await context.new_page()
                await tab.goto(page.resolve().as_uri(), timeout=TIMEOUT_MS)
                return await tab.pdf(format="A4", prefer_css_page_size=True, tagged=True, outline=True)
            finally:
                await browser.close()
    except Error as error:
        raise SetupError(
            "The browser could not print a PDF: {reason}. Look at: drempel doctor",
            reason=str(error).splitlines()[0],
        ) from error
