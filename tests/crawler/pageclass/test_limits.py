"""Whatever comes in, a verdict comes out, and soon."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.pageclass import Look, classify
from tests.crawler.pageclass import doors, errors, more, walls
from tests.pace import in_time

URL = "https://stad.example/nl/afval"
WORDS = (
    "404 pagina niet gevonden de deze u moet inloggen om te bekijken cookies accepteren website onderhoud"
    " zaterdag momenteel geen robot captcha page not found the this that you error is . ? ! , : | - {"
)
PIECES = (*WORDS.split(), "\n")

looks = st.builds(
    Look,
    own_text=st.text(max_size=200),
    headings=st.lists(st.text(max_size=40), max_size=3).map(tuple),
    url=st.text(max_size=40),
    links=st.integers(0, 30),
    fields=st.integers(0, 5),
    has_login_form=st.booleans(),
    words_beside_login=st.integers(0, 60),
    has_consent_form=st.booleans(),
    words_beside_consent=st.integers(0, 60),
    has_pictures=st.booleans(),
    has_captcha=st.booleans(),
)


@given(st.integers(100, 599), st.text(), st.text(), st.text(), st.text(), st.none() | looks)
def test_anything_gets_a_verdict(
    status: int, title: str, text: str, final_url: str, url: str, look: Look | None
) -> None:
    found = classify(status, {}, title, text, final_url, url, look)
    assert found is not None or status < 400


@given(st.lists(st.sampled_from(PIECES), max_size=60).map(" ".join), st.sampled_from(PIECES))
def test_the_words_of_errors_in_any_order_get_a_verdict(text: str, title: str) -> None:
    assert classify(500, {}, title, text, URL, URL) is not None
    classify(200, {}, title, text, URL, URL)


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=12).map(" ".join))
@settings(max_examples=25, deadline=None)
def test_a_megabyte_takes_no_longer_than_a_breath(piece: str) -> None:
    text = (piece + " ") * (1_000_000 // (len(piece) + 1))
    started = time.process_time()
    classify(200, {}, piece[:60], text, URL, URL)
    classify(403, {}, text, text, URL, URL)
    assert in_time(time.process_time() - started, 1)


@pytest.mark.parametrize(
    "text",
    ["a" * 1_000_000, "\n" * 1_000_000, "site " * 200_000, "de pagina die " * 70_000, "cookies " * 125_000],
    ids=["one word", "lines", "sites", "unfinished sentence", "cookies"],
)
def test_texts_made_to_be_slow_are_not(text: str) -> None:
    started = time.process_time()
    classify(200, {}, "", text, URL, URL)
    classify(200, {}, text, text[:20_000], URL, URL, Look(own_text=text[:20_000]))
    assert in_time(time.process_time() - started, 1)


def test_no_more_than_one_in_fifty_of_the_cases_is_like_another() -> None:
    """Cases are there to differ: a table of copies proves nothing."""
    cases = (*walls.CASES, *doors.CASES, *errors.CASES, *more.CASES)
    distinct = {
        (case.html, case.status, tuple(case.headers.items()), case.path, case.final) for case in cases
    }
    assert len(distinct) >= 0.98 * len(cases)
    assert len(cases) > 150
