"""Write the page that leads to all reports: one line per site, with how far its scan came and when.

It compares nothing and ranks nothing: what was seen of two sites is too different for that.
"""

from collections.abc import Sequence

from drempel.i18n import Catalogue
from drempel.model.report import ReportHeader
from reports.base import Output
from reports.render import write_page
from reports.wording import Wording


def write_overview(
    headers: Sequence[ReportHeader], links: Sequence[str], out: Output, text: Catalogue
) -> None:
    """Write `index.html` over the newest report of each site; `links` has one relative address per header.

    Sites stand in the order of their entity's name, then of their first address.
    """
    rows = sorted(
        zip(headers, links, strict=True), key=lambda row: (row[0].entity_name.casefold(), row[0].site_start)
    )
    with out.open("index.html") as file:
        write_page("overview.html", file, Wording(text), {"rows": rows, "host": ""})
