"""Write a draft of the accessibility statement of a site, to complete and to put on that site.

A page by the model of Decision (EU) 2018/1523, in the language of the report. Its `data-` attributes say to
programs what its sentences say to people; `drempel statement FILE` reads both. What only people
know is marked.
"""

import drempel
from drempel.i18n import Catalogue
from drempel.model.report import ReportSource
from reports.base import Output
from reports.draft import BODIES, LAWS, draft_of
from reports.render import write_page
from reports.wording import Wording


class StatementFormat:
    """A draft of the accessibility statement."""

    id = "statement"
    suffix = ".html"
    entry = "toegankelijkheidsverklaring.html"
    owns = ("toegankelijkheidsverklaring.html",)

    def write(self, source: ReportSource, out: Output, text: Catalogue) -> None:
        """Write the page; its size has an end, whatever the size of the scan."""
        words = Wording(text, source.checks())
        values = {
            "header": source.header,
            "draft": draft_of(source),
            "contact": source.header.contact,
            "laws": LAWS,
            "bodies": BODIES,
            "version": drempel.__version__,
            "host": "",
        }
        with out.open(self.entry) as file:
            write_page("draft.html", file, words, values)


FORMAT = StatementFormat()
