"""Content of pages that means harm, through every format: each file is read back by a reader of its kind."""

import csv
import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
import yaml
from junitparser import JUnitXml
from lxml import etree, html
from markdown_it import MarkdownIt
from pyld import jsonld
from python_calamine import CalamineWorkbook

from drempel.i18n import Catalogue
from drempel.model.finding import Pointer
from drempel.model.issue import TrendLabel
from reports.registry import discover, write_report
from tests.reports import fakes
from tests.reports.hostile import PAYLOADS

ACTING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
"""Characters that act on a terminal, turn the reading direction, or are none."""
SHOWN_TO_PEOPLE = ("csv", "github", "html", "junit", "markdown", "openacr", "pdf", "sarif", "xlsx")
LARGE = 10_000_000
MARKDOWN_TAGS = {
    "h1",
    "h2",
    "p",
    "a",
    "code",
    "ul",
    "li",
    "strong",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
}


def texts(value: Any) -> list[str]:
    """Return all strings in a value read from a file, keys too."""
    if isinstance(value, dict):
        return [text for key, below in value.items() for text in (*texts(key), *texts(below))]
    if isinstance(value, list | tuple):
        return [text for below in value for text in texts(below)]
    return [value] if isinstance(value, str) else []


def read_csv(path: Path) -> list[str]:
    raw = path.read_text("utf-8-sig")
    delimiter = "," if path.name.endswith("-open.csv") else ";"
    rows = list(csv.reader(io.StringIO(raw, newline=""), delimiter=delimiter, strict=True))
    assert {len(row) for row in rows} == {len(rows[0])}, "every row has every column"
    cells = [cell for row in rows for cell in row]
    assert [cell for cell in cells if cell and cell[0] in "=+-@\t\r\n＝＋－＠"] == []
    return cells


def read_html(path: Path) -> list[str]:
    tree = html.fromstring(path.read_bytes())
    acting = "//script[not(@type='application/ld+json')] | //iframe | //base | //form"
    assert tree.xpath(f"{acting} | //link[not(starts-with(@href, 'data:'))]") == []
    assert tree.xpath("//@*[starts-with(name(), 'on')]") == []
    assert not [a for a in tree.xpath("//@href | //@src") if re.match(r"\s*(javascript|vbscript):", a, re.I)]
    return list(tree.itertext())


def read_json(path: Path) -> list[str]:
    return texts(json.loads(path.read_bytes()))


def read_lines(path: Path) -> list[str]:
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    assert all("evil" not in line for line in lines)
    return texts(lines)


def read_earl(path: Path) -> list[str]:
    def no_loading(url: str, options: Any) -> Any:
        raise AssertionError(f"the file sends its reader to {url}")

    return texts(jsonld.expand(json.loads(path.read_bytes()), {"documentLoader": no_loading}))


def read_junit(path: Path) -> list[str]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    tree = etree.parse(str(path), parser)
    assert {element.tag for element in tree.iter()} <= {
        *("testsuites", "testsuite", "testcase", "failure", "error", "skipped"),
    }
    assert tree.docinfo.doctype == ""
    assert sum(1 for suite in JUnitXml.fromfile(str(path)) for _ in suite) == len(tree.findall(".//testcase"))
    return [text for element in tree.iter() for text in (element.text or "", *element.attrib.values())]


def read_github(path: Path) -> list[str]:
    lines = path.read_text("utf-8").split("\n")
    commands = [line for line in lines if line.startswith("::")]
    assert all(re.match(r"::(error|warning|notice) ", line) for line in commands)
    assert not [line for line in lines if line.startswith("##")]
    assert len(lines) <= len(commands) + 3
    return lines


def read_markdown(path: Path) -> list[str]:
    text = path.read_text("utf-8")
    shown = MarkdownIt("gfm-like", {"html": True, "linkify": False}).render(text)
    assert set(re.findall(r"<([a-z0-9]+)", shown)) <= MARKDOWN_TAGS
    assert set(re.findall(r'(?:href|src)="([a-z]+):', shown)) <= {"https", "http"}
    return [text]


def read_xlsx(path: Path) -> list[str]:
    book = CalamineWorkbook.from_path(str(path))
    cells = texts([book.get_sheet_by_name(name).to_python() for name in book.sheet_names])
    assert [cell for cell in cells if cell and cell[0] in "=+-@\t\r\n＝＋－＠"] == []
    return cells


def read_yaml(path: Path) -> list[str]:
    found = yaml.safe_load(path.read_text("utf-8"))
    assert "evil" not in found
    return texts(found)


def read_pdf(path: Path) -> list[str]:
    with pikepdf.open(path) as pdf:
        assert not {"/OpenAction", "/AA", "/Names", "/AcroForm"} & set(pdf.Root.keys())
        said = [str(pdf.docinfo.Title), *(str(kid.Contents) for page in pdf.pages for kid in links_of(page))]
    document = pypdfium2.PdfDocument(path)
    said += [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in document]
    document.close()
    return said


def links_of(page: pikepdf.Page) -> list[Any]:
    return list(page.obj.get("/Annots", []))


def read_text(path: Path) -> list[str]:
    return [path.read_text("utf-8-sig")]


READERS: dict[str, Callable[[Path], list[str]]] = {
    ".csv": read_csv,
    ".html": read_html,
    ".json": read_json,
    ".jsonl": read_lines,
    ".jsonld": read_earl,
    ".sarif": read_json,
    ".xml": read_junit,
    ".md": read_markdown,
    ".pdf": read_pdf,
    ".xlsx": read_xlsx,
    ".yaml": read_yaml,
}


def read(path: Path) -> list[str]:
    return (read_github if path.name == "github.txt" else READERS.get(path.suffix, read_text))(path)


def test_there_are_enough_payloads_and_all_differ() -> None:
    assert len(set(PAYLOADS)) == len(PAYLOADS) >= 60


@pytest.mark.parametrize("format_id", sorted(discover()))
def test_nothing_breaks_and_nothing_acts(format_id: str, tmp_path: Path, dutch: Catalogue) -> None:
    (written,) = write_report(fakes.hostile(PAYLOADS), tmp_path, [format_id], dutch)
    assert written.error == ""
    files = sorted(tmp_path.iterdir())
    assert files
    for path in files:
        found = read(path)
        assert found, path.name
        if format_id in SHOWN_TO_PEOPLE:
            assert [text for text in found if ACTING.search(text)] == [], path.name


@pytest.mark.parametrize("format_id", sorted(set(discover()) - {"html"}))
def test_a_settings_name_is_no_way_in_either(format_id: str, tmp_path: Path, dutch: Catalogue) -> None:
    town = fakes.town()
    for number, evil in enumerate(PAYLOADS[::9]):
        source = replace(town, header=replace(town.header, entity_name=evil))
        folder = tmp_path / str(number)
        (written,) = write_report(source, folder, [format_id], dutch)
        assert written.error == ""
        for path in folder.iterdir():
            assert read(path)


@pytest.mark.parametrize("format_id", sorted(discover()))
def test_an_attribute_of_ten_million_characters(format_id: str, tmp_path: Path, dutch: Catalogue) -> None:
    huge = '<img alt="' + "é=" * (LARGE // 2) + '">'
    found = replace(fakes.finding("axe:image-alt", "missing", name=huge), pointer=Pointer("img", huge))
    source = replace(fakes.clean(), issue_list=[fakes.issue(1, found, TrendLabel.NEW)])
    (written,) = write_report(source, tmp_path, [format_id], dutch)
    assert written.error == ""
    whole = format_id in {"csv", "json", "jsonl"}
    for path in tmp_path.iterdir():
        assert whole or path.stat().st_size < 1_000_000, "a person cannot read more"
        if path.suffix != ".csv" or not whole:
            assert read(path)
