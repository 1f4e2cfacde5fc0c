import time
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.moments import without_moments
from crawler.sameness import (
    assets,
    bare,
    bare_selector,
    digests,
    is_same,
    sent_at,
    steady,
    text_of,
    without_buster,
)
from tests.pace import in_time

AT = datetime(2026, 11, 29, 15, 5, 33, tzinfo=UTC)
LATER = AT + timedelta(days=1, minutes=7)


def page(body: str, head: str = "") -> str:
    return f"<!doctype html><html lang=nl><head>{head}<title>Stad</title></head><body>{body}</body></html>"


def same(one: str, other: str, at: datetime = AT, later: datetime = LATER) -> bool:
    return is_same(other, later, digests(one, at))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            '<input type=hidden name="csrf_token" value="a1b2c3">',
            '<input type=hidden name="csrf_token" value="x9y8z7">',
        ),
        ('<meta name="csrf-token" content="q1w2e3r4">', '<meta name="csrf-token" content="t5y6u7i8">'),
        (
            '<input name=__VIEWSTATE type="hidden" value="/wEPDwUK">',
            '<input name=__VIEWSTATE type="hidden" value="/wEPDwAB">',
        ),
        ('<script nonce="abc">f()</script>', '<script nonce="def">f()</script>'),
        ("<p>Dag<!-- gemaakt in 0.12 s --></p>", "<p>Dag<!-- gemaakt in 0.98 s --></p>"),
        ('<script>t={"csrfToken": "ab12cd34"}</script>', '<script>t={"csrfToken": "zz99yy88"}</script>'),
        ('<a href="/a;jsessionid=1A2B?x=1">a</a>', '<a href="/a;jsessionid=9Z8Y?x=1">a</a>'),
        ('<a href="/a?x=1&PHPSESSID=abc12">a</a>', '<a href="/a?x=1&PHPSESSID=def34">a</a>'),
        ('<img src="/a.png?v=1701234567" alt="">', '<img src="/a.png?v=1709999999" alt="">'),
        ('<link rel=stylesheet href="/s.css?abcdef12">', '<link rel=stylesheet href="/s.css?fedcba21">'),
        (
            '<label for="edit--AbCdEf12">N</label><input id="edit--AbCdEf12">',
            '<label for="edit--Zy9Xw8Vu">N</label><input id="edit--Zy9Xw8Vu">',
        ),
        (f'<div class="js-dom-id-{"0a" * 32}">x</div>', f'<div class="js-dom-id-{"1b" * 32}">x</div>'),
        ("<p>Gegenereerd op 29-11-2026 16:05:33</p>", "<p>Gegenereerd op 30-11-2026 16:12:01</p>"),
        ("<p>Zondag 29 november 2026</p>", "<p>Zondag 30 november 2026</p>"),
        ('<time datetime="2026-11-29T15:05:33Z"></time>', '<time datetime="2026-11-30T15:12:30Z"></time>'),
        (
            f"<script>now={int(AT.timestamp())}</script>",
            f"<script>now={int(LATER.timestamp() * 1000)}</script>",
        ),
        ("<p>1.234 keer bekeken</p>", "<p>1.240 keer bekeken</p>"),
        ("<p>Aantal weergaven: 7</p>", "<p>Aantal weergaven: 12</p>"),
    ],
)
def test_what_differs_each_time_does_not_count(one: str, other: str) -> None:
    assert same(page(one), page(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("<p>Geldig tot 29 november 2026</p>", "<p>Geldig tot 30 november 2026</p>"),
        ("<p>Verklaring van 12 mei 2025</p>", "<p>Verklaring van 13 mei 2025</p>"),
        ("<p>Open van 9:00 tot 12:00</p>", "<p>Open van 9:00 tot 13:00</p>"),
        ("<p>Hoogstens 3 bezoekers</p>", "<p>Hoogstens 4 bezoekers</p>"),
        ("<p>Bel 016 12 34 56</p>", "<p>Bel 016 12 34 57</p>"),
        # To a browser this is an empty comment, and then text.
        ("<!--> een -->", "<!--> twee -->"),
        ("<!---> een -->", "<!---> twee -->"),
        ("<title><!-- een --></title>", "<title><!-- twee --></title>"),
        ("<textarea><!-- een --></textarea>", "<textarea><!-- twee --></textarea>"),
        ("<noscript><!-- een --></noscript>", "<noscript><!-- twee --></noscript>"),
        ('<input placeholder="token1">', '<input placeholder="token2">'),
        ('<input type=text name=token value="ab12">', '<input type=text name=token value="ab13">'),
        ('<img alt="a" src="/foto1.png">', '<img alt="a" src="/foto2.png">'),
        ('<img src=a.png alt="sessie 1">', '<img src=a.png alt="sessie 2">'),
        ('<a href="/agenda?t=1">a</a>', '<a href="/agenda?t=2">a</a>'),
        ('<label for="a12345">a</label><i id="a12345">', '<label for="b12345">a</label><i id="a12345">'),
        ('<meta name=robots content="index">', '<meta name=robots content="noindex">'),
        ("<a title=it's>een</a>", "<a title=it's>twee</a>"),
        ('<p data-x="a>b">een</p>', '<p data-x="a>b">twee</p>'),
        ("<script>nav(['een'])</script>", "<script>nav(['twee'])</script>"),
    ],
)
def test_what_is_seen_or_judged_counts(one: str, other: str) -> None:
    assert not same(page(one), page(other))


WORDS = st.text(st.sampled_from("abcdeénopqrst ,.'&;!?"), min_size=1, max_size=30)
"""Texts without figures: dates, times and counters are told apart in the examples above."""
VOLATILE = st.text(st.sampled_from("0123456789abcdef"), min_size=12, max_size=40)


@st.composite
def pages(draw: st.DrawFn, texts: list[str]) -> str:
    """Return a page with these texts, between things that are made anew for each answer."""
    parts = []
    for text in texts:
        token = draw(VOLATILE)
        parts.append(
            draw(
                st.sampled_from(
                    [
                        f"<p>{text}</p>",
                        f"<!--{token}--><p>{text}</p>",
                        f"<!-->{text}<!---->",
                        f"<p data-token='{token}'>{text}",
                        f"<p title=it's>{text}</p>",
                        f'<input type=hidden name=csrf value="{token}"><b>{text}</b>',
                        f"<textarea>{text}<!--</textarea>",
                        f'<svg><title>{text}</title></svg><p id="x{token}">',
                        f"<noscript><!--</noscript>{text}<noscript>--></noscript>",
                        f"<style><!--</style>{text}<style>--></style>",
                        f'<p a="<!--">{text}</p>',
                        f"<p a=<!-->{text}</p>",
                        f"</p <!-->{text}",
                        f"<?x <!-->{text}",
                        f"<img alt='{text.replace(chr(39), '')}'>{text}",
                        f"{text} < {text}",
                    ]
                )
            )
        )
    return page("\n".join(parts))


@given(st.data(), st.lists(WORDS, min_size=1, max_size=6))
def test_pages_that_show_another_text_are_never_the_same(data: st.DataObject, texts: list[str]) -> None:
    at = data.draw(st.integers(0, len(texts) - 1))
    other = [*texts]
    other[at] = data.draw(WORDS.filter(lambda text: text != texts[at]))
    one, two = data.draw(pages(texts)), data.draw(pages(other))
    assert steady(one) != steady(two)
    assert not same(one, two)


@given(st.text())
def test_any_source_gives_a_source_and_the_same_one_again(source: str) -> None:
    assert same(source, source)
    assert without_moments(source, AT) == without_moments(without_moments(source, AT), AT)


@given(st.lists(WORDS, min_size=1, max_size=4), VOLATILE, VOLATILE)
def test_tokens_never_tell_pages_apart(texts: list[str], one: str, two: str) -> None:
    def made(token: str) -> str:
        hidden = f'<input type="hidden" name="authenticity_token" value="{token}"><!-- {token} -->'
        return page("".join(f"<p>{text}</p>{hidden}" for text in texts), f'<script nonce="{token}"></script>')

    assert same(made(one), made(two))


def test_a_file_is_found_where_it_stands_now() -> None:
    source = '<link rel="stylesheet" href="/s.css?v=2"><img srcset="a.png?t=1 1x, b.png?t=1 2x">'
    found = dict(assets(source))
    assert found[without_buster("/s.css?v=1")] == "/s.css?v=2"
    assert found[without_buster("b.png?t=9")] == "b.png?t=1"


def test_a_text_is_read_in_the_encoding_that_it_declares() -> None:
    assert text_of("é".encode("latin-1"), "text/html; charset=iso-8859-1") == "é"
    assert text_of(b"<meta charset=windows-1252>\x80", "text/html") == "<meta charset=windows-1252>€"
    assert text_of("\ufeffé".encode(), "text/html") == "é"
    assert text_of(b"x", "image/png") is None


@pytest.mark.parametrize(
    "source",
    [
        "<a " * 20_000,
        "<script " * 20_000,
        '<a x="' * 20_000,
        f"<script>{'token' * 20_000}</script>",
        f"<script>{'a' * 100_000}</script>",
        f"<p>Geladen {'.' * 100_000}</p>",
        f"<p>Hits: {'1.' * 50_000}x</p>",
        f'<p id="{"g" * 100_000}" title="12345">',
        f'<p id="{"--aaaaaaaaa" * 10_000}:" title="12345">',
    ],
    ids=range(9),
)
def test_a_source_that_is_made_to_keep_us_busy_is_walked_over_once(source: str) -> None:
    begun = time.process_time()
    digests(source, AT)
    bare(source, AT)
    bare_selector(source)
    assert in_time(time.process_time() - begun, limit_s=2.0)


def test_a_tag_that_is_cut_off_is_without_its_tokens_too() -> None:
    one, other = (
        f'<p>Naam</p><input id="q-{token}" nonce="{token}" na' for token in ("0a1b2c3d4e5f", "9f8e7d6c5b4a")
    )
    assert steady(one) == steady(other)


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("Mon, 30 Nov 2026 10:00:00 GMT", datetime(2026, 11, 30, 10, tzinfo=UTC)),
        ("Fri, 31 Dec 9999 23:59:59 GMT", AT),
        ("Thu, 01 Jan 1970 00:00:00 -1200", AT),
        ("gisteren", AT),
    ],
)
def test_a_clock_that_cannot_be_right_does_not_count(date: str, expected: datetime) -> None:
    at = sent_at({"date": date}, AT)
    assert at == expected
    digests(page("<p>Op 30-11-2026 om 10:00, 2026-11-30T10:00:00Z, 10:00:00</p>"), at)
