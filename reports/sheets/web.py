"""Write the e-inclusion test and the page for the counter as web pages that need no script and print well."""

import io
from collections.abc import Iterator

import drempel
from drempel.i18n import Catalogue
from drempel.model.sheet import Sheet
from reports import sheet_words
from reports.counter import CounterPage
from reports.render import write_page
from reports.untrusted import printable
from reports.wording import Wording


def sheet_html(sheet: Sheet, text: Catalogue, workbook: str) -> str:
    """Return the whole page; `workbook` is the name of the file in which answers are typed."""
    out = io.StringIO()
    values = {
        "sheet": sheet,
        "sheet_words": sheet_words,
        "workbook": workbook,
        "version": drempel.__version__,
        "host": "",
    }
    write_page("sheet.html", out, Wording(text, ()), values)
    return out.getvalue()


def counter_html(page: CounterPage, text: Catalogue) -> str:
    """Return the page for the counter."""
    out = io.StringIO()
    write_page(
        "counter.html", out, Wording(text, ()), {"page": page, "version": drempel.__version__, "host": ""}
    )
    return out.getvalue()


def counter_text(page: CounterPage, text: Catalogue) -> Iterator[str]:
    """Yield the lines of the page for a terminal; words of the page cannot steer it."""
    words = Wording(text, ())
    yield f"{words.say('For the counter').text}: {_line(page.service.name)}"
    yield _line(page.service.url)
    for part in page.parts:
        yield ""
        yield f"{part.title.text}:"
        for line in part.lines:
            quote = f" “{_line(line.quote)}”" if line.quote else ""
            yield f"  - {_line(line.text.text)}{quote}"
            if line.page_url and line.page_url != page.service.url:
                yield f"    {_line(line.page_url)}"


def _line(words: str) -> str:
    return " ".join(printable(words, 200).split())
