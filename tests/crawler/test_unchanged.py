import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

import pytest

from crawler.fetch import Fetched
from crawler.sameness import digest, digests
from crawler.unchanged import Recognition, can_end_again
from drempel.errors import FetchError
from drempel.model.marks import Mark, PageMarks, Supplies
from drempel.model.snapshot import FetchOutcome, FetchRecord, Reason

URL = "https://stad.example/"
HTML = {"content-type": "text/html; charset=utf-8"}
SOURCE = '<html><link rel=stylesheet href="/s.css?v=1"><p>Dag</p></html>'
MARKS = PageMarks(Mark(URL, etag='"1"', digests=digests(SOURCE, datetime.now(UTC))), HTML, cookies=("taal",))
PDF = Reason("media-type", "application/pdf")
STYLE = Mark(f"{URL}s.css?v=1", "style", digests=(digest(b"h1{}"),))


@dataclass
class Server:
    """Answers by address; keeps what it was asked."""

    answers: Mapping[str, Fetched | FetchError]
    asked: list[tuple[str, Mapping[str, str]]] = field(default_factory=list)

    async def ask(
        self, url: str, *, headers: Mapping[str, str], max_bytes: int = 0, max_redirects: int = 0
    ) -> Fetched:
        self.asked.append((url, headers))
        answer = self.answers[url]
        if isinstance(answer, FetchError):
            raise answer
        return answer


def answer(status: int = 200, body: str = SOURCE, url: str = URL, **headers: str) -> Fetched:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Fetched(url, url, status, {**HTML, "set-cookie": "taal=nl", **named}, body.encode())


@pytest.mark.parametrize(
    ("given", "changed"),
    [
        (answer(), ""),
        (answer(304, "", set_cookie=""), ""),
        (answer(304, "", set_cookie="spoor=1"), "cookies"),
        (answer(304, "", x_robots_tag="noindex"), "headers"),
        (answer(body=SOURCE.replace("Dag", "Hallo")), "content"),
        (answer(x_robots_tag="noindex"), "headers"),
        (answer(set_cookie="taal=nl, spoor=1; Path=/"), "cookies"),
        (answer(set_cookie="taal=fr; Expires=Wed, 21 Oct 2026 07:28:00 GMT"), ""),
        (answer(404), "status"),
        (answer(503), "status"),
        (answer(url=f"{URL}elders"), "redirect"),
        (replace(answer(), truncated=True, body=answer(body="<html>").body), "content"),
    ],
)
def test_a_page_is_the_same_only_when_all_of_its_answer_is(given: Fetched, changed: str) -> None:
    assert Recognition(Server({})).judge_page(MARKS, given).changed == changed


def test_a_page_is_asked_for_by_its_validators() -> None:
    server = Server({URL: answer(304, "")})
    asyncio.run(Recognition(server).ask_page(URL, MARKS))
    assert server.asked[0][1]["if-none-match"] == '"1"'


def supplies(*rounds: tuple[Supplies, Mapping[str, str] | None], server: Server) -> list[str]:
    async def run() -> list[str]:
        recognition = Recognition(server)
        try:
            return [await recognition.judge_supplies(one, moved) for one, moved in rounds]
        finally:
            await recognition.aclose()

    return asyncio.run(run())


def test_what_pages_load_is_asked_for_once() -> None:
    server = Server({STYLE.url: Fetched(STYLE.url, STYLE.url, 200, {}, b"h1{}")})
    both = (Supplies((STYLE,)), None)
    assert supplies(both, both, server=server) == ["", ""]
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    "given",
    [
        FetchError(FetchOutcome.TIMEOUT, Reason("navigation"), permanent=False),
        Fetched(STYLE.url, STYLE.url, 200, {}, b"h2{}"),
        Fetched(STYLE.url, STYLE.url, 200, {}, b"h1{}", truncated=True),
        Fetched(STYLE.url, STYLE.url, 404, {}, b"h1{}"),
        Fetched(STYLE.url, STYLE.url, 500, {}, b"h1{}"),
        Fetched(STYLE.url, f"{URL}elders.css", 200, {}, b"h1{}"),
        # Nobody asked for it conditionally.
        Fetched(STYLE.url, STYLE.url, 304, {}, b""),
    ],
)
def test_an_error_is_never_taken_for_unchanged(given: Fetched | FetchError) -> None:
    assert supplies((Supplies((STYLE,)), None), server=Server({STYLE.url: given})) == [STYLE.url]


def test_a_file_is_asked_for_where_it_stands_now() -> None:
    new = f"{URL}s.css?v=2"
    moved = Recognition(Server({})).judge_page(MARKS, answer(body=SOURCE.replace("v=1", "v=2"))).moved
    assert moved is not None
    for body, changed in ((b"h1{}", ""), (b"h2{}", new)):
        server = Server({new: Fetched(new, new, 200, {}, body)})
        assert supplies((Supplies((STYLE,)), moved), server=server) == [changed]


@pytest.mark.parametrize(
    ("before", "given", "is_same"),
    [
        (FetchRecord(URL, URL, FetchOutcome.HTTP_ERROR, status=404), answer(404), True),
        (FetchRecord(URL, URL, FetchOutcome.HTTP_ERROR, status=404), answer(200), False),
        (
            FetchRecord(URL, URL, FetchOutcome.NOT_HTML, PDF),
            answer(content_type="application/pdf"),
            True,
        ),
        (
            FetchRecord(URL, URL, FetchOutcome.NOT_HTML, PDF),
            answer(),
            False,
        ),
        (
            FetchRecord(
                URL, URL, FetchOutcome.DUPLICATE, Reason("redirect"), f"{URL}a", duplicate_of=f"{URL}a"
            ),
            answer(301, location="/a"),
            True,
        ),
        (
            FetchRecord(
                URL, URL, FetchOutcome.DUPLICATE, Reason("redirect"), f"{URL}a", duplicate_of=f"{URL}a"
            ),
            answer(301, location="/b"),
            False,
        ),
    ],
)
def test_an_address_without_a_page_may_end_as_it_did(
    before: FetchRecord, given: Fetched, is_same: bool
) -> None:
    assert can_end_again(before)
    assert asyncio.run(Recognition(Server({URL: given})).ends_as(before))[0] is is_same


def test_what_failed_by_the_server_is_always_visited() -> None:
    assert not can_end_again(
        FetchRecord(URL, URL, FetchOutcome.HTTP_ERROR, Reason("status", "500"), status=500)
    )
    assert not can_end_again(FetchRecord(URL, URL, FetchOutcome.TIMEOUT, Reason("navigation")))
