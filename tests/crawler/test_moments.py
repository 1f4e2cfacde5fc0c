"""Patterns that are written to be fast find what their plain forms find."""

import re
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler import moments, sameness

PLAIN = {
    "_STAMP": (
        r"(?<![\d-])(20\d\d)-(\d\d)-(\d\d)(?:T|\s|%20|\+)(\d\d):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?"
        r"(Z|[+-]\d\d:?\d\d)?(?!\d)"
    ),
    "_EPOCH": r"(?<![\w.-])(1\d{9})(?:\d{3}|\.\d{1,6})?(?![\w.-])",
    "_NOW": r"(?<![\d:.])([01]\d|2[0-3]):([0-5]\d):([0-5]\d)(?![\d:])",
    "_TOOK": (
        r"(?i)\b((?:gegenereerd|gemaakt|geladen|generated|rendered|loaded|généré|laadtijd|load time)\W+"
        r"(?:in|en)?\W*)\d+(?:[.,]\d+)?(?=\s*(?:ms|s\b|sec|seconde))"
    ),
    "_COUNTED": (
        r"(?i)\b\d[\d.\u00a0]*(?=\s*(?:(?:keer|maal|x)\s+(?:bekeken|gelezen|bezocht|gedownload|weergegeven)"
        r"|weergaven\b|page\s?views\b|views\b|hits\b|vues\b))"
    ),
    "_COUNT": (
        r"(?i)\b((?:aantal\s+(?:weergaven|keer\s+bekeken|bezoeken|hits)|weergaven|page\s?views|views|hits"
        r"|bekeken|vues)\s*:\s*)\d[\d.\u00a0]*"
    ),
}
PIECES = st.sampled_from(
    [
        *("20", "2026", "-", "/", ".", ":", " ", "1", "12", "x", "G", "é", "_", "\u00a0", "\n", "23:59:59"),
        *("2026-11-30T10:20:30Z", "1795000000", "10:20:30", "gegenereerd in 0.3 s", "Gemaakt in 3 sec"),
        *("GELADEN: 12 ms", "Généré en 3 s", "load time 4 s", "rendered 3s", "laadtijd 3 ms", "loaded 1,2 s"),
        *("3 keer bekeken", "1.234 weergaven", "Views: 33", "Aantal keer bekeken : 4", "hits:3", "vues: 2"),
        *("bekeken: 1", "page views: 3", "weergaven:3", "3 mei 2026 om 12:30 uur"),
    ]
)


@pytest.mark.parametrize("name", sorted(PLAIN))
@given(st.lists(PIECES | st.text(max_size=3), max_size=12).map("".join))
def test_a_fast_pattern_finds_what_its_plain_form_finds(name: str, text: str) -> None:
    plain, fast = re.compile(PLAIN[name]), getattr(moments, name)
    found = [(one.span(), one.groups()) for one in plain.finditer(text)]
    assert [(one.span(), one.groups()) for one in fast.finditer(text)] == found


INTEREST = re.compile(
    r"nonce|token|csrf|xsrf|hidden|sess|state|stamp|request|[0-9a-f]{8}|\d{5}|--\w{8}|[?;&]|:r|\d[\"']",
    re.IGNORECASE,
)
TAGS = st.sampled_from(
    [
        "<p>",
        '<p class="a">',
        '<a href="/x?sid=12&amp;x=3">',
        '<a href="#ember123">',
        '<div id="ember123">',
        '<div ID="00DEADBEEF">',
        '<input type=hidden name="csrf_token" value="abc123def456ghi7">',
        '<input TYPE=Hidden name="Form_Build_Id" value="form-Ab1Cd2Ef3Gh4Ij5">',
        "<script NONCE=abc>var t = 'x1234567';</script>",
        '<div id=":R1:" data-state="open">',
        "<img src=/a.png>",
    ]
)


@given(st.lists(TAGS, max_size=8).map("".join))
def test_tags_that_are_passed_over_hold_nothing_that_differs_each_time(text: str) -> None:
    passed_over = [tag for tag in re.findall(r"<[a-z][^>]*>", text) if not INTEREST.search(tag)]
    assert [sameness.steady(tag) for tag in passed_over] == passed_over
    every = "".join(f"<!-- {at} -->{text}" for at in range(2))
    assert sameness.steady(every) == sameness.steady(text + text)


def test_only_files_of_a_page_have_values_against_caches() -> None:
    page = '<a href="/zoek?q=1">?</a><img src="/a.png?v=12"><script src="/a.js"></script>'
    assert list(sameness.assets(page)) == [("/a.png?v=§", "/a.png?v=12")]
    assert list(sameness.assets(page.replace("a.png?", "a.png#"))) == []


@pytest.mark.parametrize(
    "text", ["30 JU\u0130N 2026", "30 augu\u017ft 2026", "31 juni 2026", "30-13-2026", "2026-13-45 99:99"]
)
def test_what_only_looks_like_a_day_stays_as_it_is(text: str) -> None:
    assert moments.without_moments(text, datetime(2026, 11, 30, tzinfo=UTC)) == text
