import gzip
import subprocess
import sys
import time
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.fetch import Fetched
from crawler.politeness import TurnRefused
from crawler.sitemap import SitemapResult, SitemapUrl, parse_sitemap, read_lastmod, read_sitemaps
from drempel.errors import FetchError
from drempel.model.snapshot import FetchOutcome, Reason
from tests.crawler.servers import run
from tests.pace import in_time

BASE = "https://stad.example/sitemap.xml"
NS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def urlset(*entries: str, head: str = "") -> bytes:
    return f"{head}<urlset {NS}>{''.join(f'<url>{entry}</url>' for entry in entries)}</urlset>".encode()


def loc(path: str) -> str:
    return f"<loc>https://stad.example{path}</loc>"


def paths(body: bytes) -> tuple[list[str], str]:
    sitemap = parse_sitemap(body, BASE)
    return [entry.url.removeprefix("https://stad.example") for entry in sitemap.urls], sitemap.problem


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        (urlset(loc("/a"), loc("/b")), ["/a", "/b"]),
        (
            urlset(
                "<loc>\n  https://stad.example/a\n</loc>", head='<?xml version="1.0" encoding="UTF-8"?>\n'
            ),
            ["/a"],
        ),
        (b"\xef\xbb\xbf\n" + urlset(loc("/a")), ["/a"]),
        (urlset(loc("/één"), head='<?xml version="1.0"?>'), ["/%C3%A9%C3%A9n"]),
        (
            f'<?xml version="1.0" encoding="UTF-16"?><urlset {NS}><url>{loc("/é")}</url></urlset>'.encode(
                "utf-16"
            ),
            ["/%C3%A9"],
        ),
        (
            f'<?xml version="1.0" encoding="ISO-8859-1"?><urlset {NS}><url>{loc("/é")}</url></urlset>'.encode(
                "latin-1"
            ),
            ["/%C3%A9"],
        ),
        (
            b"<s:urlset xmlns:s='http://www.sitemaps.org/schemas/sitemap/0.9'><s:url><s:loc>/a</s:loc></s:url></s:urlset>",
            ["/a"],
        ),
        (b"<urlset><url><loc>/zonder-naamruimte</loc></url></urlset>", ["/zonder-naamruimte"]),
        (urlset("<loc><![CDATA[https://stad.example/a?b=1&c=2]]></loc>"), ["/a?b=1&c=2"]),
        (urlset(loc("/a?b=1&amp;c=2")), ["/a?b=1&c=2"]),
        (
            urlset(loc("/a") + '<image:image xmlns:image="i"><image:loc>/foto.jpg</image:loc></image:image>'),
            ["/a"],
        ),
        (
            urlset(
                loc("/a")
                + '<x:link xmlns:x="http://www.w3.org/1999/xhtml" rel="alternate" hreflang="fr" href="/fr"/>'
            ),
            ["/a", "/fr"],
        ),
        (
            urlset(
                loc("/a"), loc("/a"), "<loc/>", "<loc>mailto:x@stad.example</loc>", "<lastmod>2024</lastmod>"
            ),
            ["/a"],
        ),
        (
            urlset(loc("/a"), "<image:image><image:loc>/foto.jpg</image:loc></image:image>", loc("/b")),
            ["/a", "/b"],
        ),
        (
            urlset(loc("/a"), "<loc>https://stad.example/" + "x" * 11_000_000 + "</loc>", loc("/b")),
            ["/a", "/b"],
        ),
        (b" \n" + urlset(loc("/a"), head='<?xml version="1.0" encoding="UTF-8"?>'), ["/a"]),
        (
            urlset(loc("/€"), head='<?xml version="1.0" encoding="windows-1252"?>').decode().encode("cp1252"),
            ["/%E2%82%AC"],
        ),
        (b'<urlset xmlns="http://elders.example/iets"><url><loc>/a</loc></url></urlset>', ["/a"]),
        (b"<urlset><url><loc>/a</loc><loc>/b</loc></url></urlset>", ["/a"]),
        (
            b'<urlset xmlns:xhtml="x"><url><loc>/a</loc><xhtml:link rel="alternate" href="/fr"/>'
            b'<xhtml:link rel="alternate" href="mailto:x@y.example"/></url></urlset>',
            ["/a", "/fr"],
        ),
        ("https://stad.example/é\n".encode("utf-16"), ["/%C3%A9"]),
        (b"https://stad.example/a\rhttps://stad.example/b " + b"x" * 100_000, ["/a"]),
        (gzip.compress(urlset(loc("/a")), mtime=0), ["/a"]),
        (b"https://stad.example/a\r\nhttps://stad.example/b\n\n", ["/a", "/b"]),
        (b"\xef\xbb\xbfhttps://stad.example/a\n# geen adres\n/ook-niet", ["/a"]),
        (gzip.compress(b"https://stad.example/a", mtime=0), ["/a"]),
        (
            b"<rss><channel><link>/</link><item><title>x</title><link> /a </link></item></channel></rss>",
            ["/a"],
        ),
        (
            b'<feed xmlns="http://www.w3.org/2005/Atom"><link href="/"/><entry><link href="/a"/>'
            b'<link rel="edit" href="/b"/></entry></feed>',
            ["/a"],
        ),
    ],
)
def test_all_forms_of_a_sitemap(body: bytes, wanted: list[str]) -> None:
    assert paths(body) == (wanted, "")


def test_an_index_lists_sitemaps() -> None:
    second = "<sitemap><loc>2.xml.gz</loc></sitemap></sitemapindex>"
    sitemap = parse_sitemap(f"<sitemapindex {NS}><sitemap>{loc('/1.xml')}</sitemap>{second}".encode(), BASE)
    assert sitemap.sitemaps == ("https://stad.example/1.xml", "https://stad.example/2.xml.gz")
    assert sitemap.urls == ()


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        (urlset(loc("/a?b=1&c=2"), loc("/d")), ["/a?b=1&c=2", "/d"]),
        (urlset(loc("/a"), loc("/b"))[:-12], ["/a", "/b"]),
        (urlset(loc("/a"), loc("/langer-adres"))[:-25], ["/a"]),
        (urlset(loc("/a")[:-6], loc("/b")), ["/a", "/b"]),
        (urlset(loc("/a")) + b"<!-- -- -->\x00rommel", ["/a"]),
        (urlset(loc("/a") + "<lastmod>\x01</lastmod>", loc("/b")), ["/a", "/b"]),
        (urlset(loc("/a"), "&niets;", loc("/b")), ["/a", "/b"]),
        (urlset(loc("/a"), "<loc>" + " " * 100_000 + "x<", loc("/b")), ["/a", "/b"]),
    ],
)
def test_broken_xml_is_read_as_far_as_it_goes(body: bytes, wanted: list[str]) -> None:
    assert paths(body) == (wanted, "sitemap-xml")


def test_a_broken_index_still_leads_to_its_sitemaps() -> None:
    body = f"<sitemapindex {NS}><sitemap>{loc('/1.xml?a=1&b=2')}</sitemap>"
    assert parse_sitemap(body.encode(), BASE).sitemaps == ("https://stad.example/1.xml?a=1&b=2",)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b" \n",
        b"<!doctype html><title>Pagina niet gevonden</title><p>Helaas",
        b"<html><body><p>x</p></body></html>",
        b'{"urls": []}',
        b"%PDF-1.7",
        bytes(range(256)),
        b"<a>" * 100_000,
        b"geen adres",
    ],
)
def test_what_is_no_sitemap_is_said(body: bytes) -> None:
    assert paths(body) == ([], "sitemap-kind")


ENTITIES = "".join(
    f'<!ENTITY {name} "{20 * f"&{before};"}">' for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
BOMB = f'<!DOCTYPE x [<!ENTITY a "{"x" * 1_000}">{ENTITIES}]>'


@pytest.mark.parametrize(
    "body",
    [
        urlset("<loc>&i;</loc>", loc("/a"), head=BOMB),
        urlset("<loc>https://stad.example/&i;</loc>", loc("/a"), head=BOMB),
        BOMB.encode() + urlset(loc("/a")).replace(b"<urlset", b'<urlset x="&i;"'),
        urlset(
            "<loc>https://stad.example/&x;</loc>",
            loc("/a"),
            head='<!DOCTYPE u [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        ),
        urlset(loc("/a"), head='<!DOCTYPE u SYSTEM "http://127.0.0.1:9/x.dtd">'),
    ],
)
def test_entities_are_never_expanded_nor_loaded(body: bytes) -> None:
    sitemap = parse_sitemap(body, BASE)
    for entry in sitemap.urls:
        assert len(entry.url) < 100
        assert "root:" not in entry.url


def test_bombs_end_in_a_problem() -> None:
    bomb = gzip.compress(urlset(loc("/a"))[:-9] + b" " * 100_000_000)
    assert paths(bomb) == (["/a"], "sitemap-size")
    assert parse_sitemap(urlset(*map(loc, "abc")), BASE, max_bytes=50).problem == "sitemap-size"


def test_a_feed_tells_when_its_pages_changed() -> None:
    body = b"<rss><item><link>/a</link><pubDate>Fri, 31 May 2024 08:20:30 GMT</pubDate></item></rss>"
    assert parse_sitemap(body, BASE).urls == (
        SitemapUrl("https://stad.example/a", datetime(2024, 5, 31, 8, 20, 30, tzinfo=UTC)),
    )


def test_addresses_of_other_hosts_are_kept_for_the_scope_to_judge() -> None:
    body = urlset("<loc>https://elders.example/a</loc>", "<loc>//derde.example/b</loc>", "<loc>../c</loc>")
    assert [entry.url for entry in parse_sitemap(body, BASE).urls] == [
        "https://elders.example/a",
        "https://derde.example/b",
        "https://stad.example/c",
    ]


BIG = """
import resource, sys, zlib
from crawler.sitemap import parse_sitemap
head, unit = (part.encode() for part in sys.argv[1:])
packer = zlib.compressobj(1, wbits=31)
parts = range(20_000_000 // len(unit) // 9_999)
body = packer.compress(head) + b"".join(packer.compress(unit * 9_999) for _ in parts)
body += packer.flush()
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
sitemap = parse_sitemap(body, "https://stad.example/s.xml")
print(len(sitemap.urls), (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="measures as Unix does")
@pytest.mark.parametrize(
    ("head", "unit"),
    [
        ("<urlset><url><loc>/a</loc></url>", "<x/>"),
        ("<urlset><url><loc>/a</loc></url>", "<!---->"),
        ("<urlset><url><loc>/a</loc></url>", "<a>"),
        ("<urlset><url><loc>/a</loc></url><x ", "a='' "),
        ("<urlset><url><loc>/a</loc></url><url>", "<link href='/a'/>"),
        ("<urlset><url><loc>/a</loc></url>", "<url><loc>/a</loc></url>"),
        ("<!DOCTYPE u [<!ENTITY i 'x'>]><urlset><url><loc>/a</loc></url>", "&i;"),
        ("https://stad.example/a\n", "\n"),
        ("https://stad.example/a\n", "x"),
    ],
)
def test_megabytes_of_anything_take_no_memory(head: str, unit: str) -> None:
    done = subprocess.run([sys.executable, "-c", BIG, head, unit], capture_output=True, text=True, check=True)
    pages, grown_mib = map(int, done.stdout.split())
    assert pages == 1
    assert grown_mib < 40


def test_a_sitemap_as_long_as_allowed_is_read_in_time() -> None:
    body = urlset(*(loc(f"/pagina/{number}") + "<lastmod>2024-05-31</lastmod>" for number in range(50_000)))
    began = time.process_time()
    sitemap = parse_sitemap(gzip.compress(body, mtime=0), BASE)
    assert (len(sitemap.urls), sitemap.problem) == (50_000, "")
    assert in_time(time.process_time() - began, 10)


def test_packed_files_that_are_damaged_give_what_came_before() -> None:
    packed = gzip.compress(urlset(*(loc(f"/{number}/{hash(str(number))}") for number in range(20_000))))
    sitemap = parse_sitemap(packed[:-5_000], BASE)
    assert sitemap.problem == "sitemap-gzip"
    assert len(sitemap.urls) > 1_000
    assert paths(b"\x1f\x8bonzin") == ([], "sitemap-gzip")


def test_a_file_that_lists_too_much_is_cut_and_says_so() -> None:
    sitemap = parse_sitemap(urlset(*(loc(f"/{number}") for number in range(30))), BASE, max_urls=20)
    assert (len(sitemap.urls), sitemap.problem) == (20, "sitemap-limit")


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("2024", datetime(2024, 1, 1, tzinfo=UTC)),
        ("2024-05", datetime(2024, 5, 1, tzinfo=UTC)),
        (" 2024-05-31 ", datetime(2024, 5, 31, tzinfo=UTC)),
        ("2024-05-31T10:20Z", datetime(2024, 5, 31, 10, 20, tzinfo=UTC)),
        ("2024-05-31T10:20:30.45+02:00", datetime(2024, 5, 31, 8, 20, 30, tzinfo=UTC)),
        ("2024-05-31 10:20:30-0530", datetime(2024, 5, 31, 15, 50, 30, tzinfo=UTC)),
        ("2024-05-31T10:20:30", datetime(2024, 5, 31, 10, 20, 30, tzinfo=UTC)),
        ("2024-13-01", None),
        ("2024-02-31", None),
        ("Fri, 31 May 2024 10:20:30 +0200", datetime(2024, 5, 31, 8, 20, 30, tzinfo=UTC)),
        ("gisteren", None),
        ("", None),
        ("0000", None),
        ("0001-01-01T00:00+14:00", None),
        ("٢٠٢٤", None),
    ],
)
def test_lastmod(text: str, at: datetime | None) -> None:
    assert read_lastmod(text) == at
    assert [
        entry.lastmod for entry in parse_sitemap(urlset(loc("/a") + f"<lastmod>{text}</lastmod>"), BASE).urls
    ] == [at]


@given(
    st.one_of(
        st.binary(),
        st.binary().map(gzip.compress),
        st.text(alphabet="<>/urlsetoc&;!-[]\"'= x?\n").map(str.encode),
    )
)
def test_any_bytes_are_a_sitemap(body: bytes) -> None:
    found = parse_sitemap(body, BASE)
    assert all(page.url.startswith(("http://", "https://")) for page in found.urls)


def read(
    files: dict[str, bytes | int | FetchError], *addresses: str, **limits: Any
) -> tuple[SitemapResult, list[str]]:
    asked = []

    async def fetch(url: str) -> Fetched:
        path = url.removeprefix("https://stad.example")
        asked.append(path)
        match files.get(path, 404):
            case FetchError() as error:
                raise error
            case int() as status:
                return Fetched(url, url, status)
            case body:
                return Fetched(url, url, 200, body=body)

    result = run(read_sitemaps(fetch, [f"https://stad.example{address}" for address in addresses], **limits))
    return result, asked


def test_where_no_turn_is_given_nothing_more_is_asked() -> None:
    asked = []

    async def fetch(url: str) -> Fetched:
        asked.append(url)
        raise TurnRefused("host-rested")

    result = run(read_sitemaps(fetch, [BASE, BASE + ".gz"]))
    assert result.problems == (Reason("host-rested", BASE),)
    assert asked == [BASE]


def test_after_its_time_no_further_file_is_begun() -> None:
    files: dict[str, bytes | int | FetchError] = {"/i": index("/1", "/2"), "/1": urlset(loc("/a"))}
    times = iter((0.0, 0.0, 200.0, 400.0))
    result, asked = read(files, "/i", clock=lambda: next(times))
    assert asked == ["/i", "/1"]
    assert result.problems == (Reason("sitemap-limit", "https://stad.example/2"),)


def test_each_page_tells_which_file_lists_it_first() -> None:
    files: dict[str, bytes | int | FetchError] = {
        "/i": index("/1", "/2"),
        "/1": urlset(loc("/a")),
        "/2": urlset(loc("/a"), loc("/b")),
    }
    result, _ = read(files, "/i")
    assert [(page.url, page.listed_in) for page in result.urls] == [
        ("https://stad.example/a", "https://stad.example/1"),
        ("https://stad.example/b", "https://stad.example/2"),
    ]


def index(*names: str) -> bytes:
    sitemaps = "".join(f"<sitemap>{loc(name)}</sitemap>" for name in names)
    return f"<sitemapindex {NS}>{sitemaps}</sitemapindex>".encode()


def test_indexes_are_followed_and_each_file_and_page_counts_once() -> None:
    result, asked = read(
        {
            "/i": index("/1", "/2", "/1", "/i"),
            "/1": urlset(loc("/a"), loc("/b")),
            "/2": urlset(loc("/b#x"), loc("/c")),
        },
        "/i",
        "/1",
    )
    assert [entry.url[-1] for entry in result.urls] == ["a", "b", "c"]
    assert asked == ["/i", "/1", "/2"]
    assert result.problems == ()


def test_what_is_wrong_is_told_with_its_address_and_spoils_nothing() -> None:
    gone = FetchError(FetchOutcome.HTTP_ERROR, Reason("tls"), permanent=True)
    result, _ = read(
        {
            "/i": index("/1", "/2", "/3", "/4"),
            "/1": urlset(loc("/a")),
            "/2": 500,
            "/3": gone,
            "/4": b"<html/>",
        },
        "/i",
    )
    assert len(result.urls) == 1
    assert result.problems == (
        Reason("status", "https://stad.example/2"),
        Reason("tls", "https://stad.example/3"),
        Reason("sitemap-kind", "https://stad.example/4"),
    )


def test_indexes_end_at_a_depth_a_number_of_files_and_a_number_of_pages() -> None:
    deep: dict[str, bytes | int | FetchError] = {f"/{n}": index(f"/{n + 1}") for n in range(9)}
    result, asked = read(deep, "/0", max_depth=3)
    assert asked == ["/0", "/1", "/2", "/3"]
    assert result.problems == (Reason("sitemap-depth", "https://stad.example/3"),)
    wide: dict[str, bytes | int | FetchError] = {"/i": index(*(f"/{n}" for n in range(50)))}
    wide |= {f"/{n}": urlset(loc(f"/{n}/a"), loc(f"/{n}/b")) for n in range(50)}
    result, asked = read(wide, "/i", max_files=5)
    assert len(asked) == 5
    assert result.problems[-1].key == "sitemap-limit"
    result, asked = read(wide, "/i", max_urls=60)
    assert len(result.urls) == 60
    assert result.problems[-1].key == "sitemap-limit"
