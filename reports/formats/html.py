"""Write the report that people read: a folder of pages, `index.html` first.

Each page is whole by itself: style and small pictures inside, no script, no request to anyone. A small
scan shows its problems in full on one page. For a large one that page holds tables and every problem has
its own page, so that no page outgrows a megabyte; with `--output FILE` all stands in one file.
"""

from drempel.i18n import Catalogue
from drempel.model.report import ReportSource
from reports.base import Output
from reports.book import Book
from reports.formats.html_pages import PAGES
from reports.reuse import MANIFEST


class HtmlFormat:
    """The HTML report."""

    id = "html"
    suffix = ".html"
    entry = "index.html"
    owns = (MANIFEST, *(pattern for page in PAGES for pattern in (page.file, *page.owns)))

    def write(self, source: ReportSource, out: Output, text: Catalogue) -> None:
        """Write all pages; walks over issues and pages several times, never holding all of them."""
        book = Book(source, out, text, PAGES)
        for page in book.pages[:1] if out.single_file else book.pages:
            page.write(book)
        book.finish()


FORMAT = HtmlFormat()
