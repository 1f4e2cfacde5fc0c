"""The server speaks HTTP as a real one does."""

import http.client
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC
from urllib.parse import urlsplit

import pytest

from demo.serve import Server, serve
from demo.town import HERE


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serve(1, slow_s=0.15) as running:
        yield running


def connect(server: Server) -> http.client.HTTPConnection:
    return http.client.HTTPConnection("127.0.0.1", urlsplit(server.base_url).port or 0, timeout=60)


def ask(
    server: Server, path: str, method: str = "GET", headers: dict[str, str] | None = None
) -> tuple[int, http.client.HTTPMessage, bytes]:
    with closing(connect(server)) as connection:
        connection.request(method, path, headers=headers or {})
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()


def test_a_chain_of_three_redirects_ends_at_a_real_page(server: Server) -> None:
    path, hops = "/oud/paspoort-aanvragen", []
    while (answer := ask(server, path))[0] != 200:
        hops.append(answer[0])
        path = answer[1]["Location"]
    assert hops == [301, 302, 301]
    assert path == "/diensten/paspoort"
    assert b"<h1>Paspoort aanvragen</h1>" in answer[2]


@pytest.mark.parametrize(
    ("path", "media_type"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/css/stad.css", "text/css; charset=utf-8"),
        ("/js/wijkbudget.js", "text/javascript; charset=utf-8"),
        ("/data/wijkbudget.json", "application/json; charset=utf-8"),
        ("/beeld/wapen.svg", "image/svg+xml; charset=utf-8"),
        ("/beeld/IMG_2034.png", "image/png"),
        ("/documenten/afvalkalender-2027.pdf", "application/pdf"),
        ("/robots.txt", "text/plain; charset=utf-8"),
        ("/sitemap.xml", "application/xml; charset=utf-8"),
    ],
)
def test_files_have_their_type_and_length(server: Server, path: str, media_type: str) -> None:
    status, headers, body = ask(server, path)
    assert status == 200
    assert headers["Content-Type"] == media_type
    assert int(headers["Content-Length"]) == len(body) > 0


@pytest.mark.parametrize(
    "path", ["/", "/bestaat-niet", "/diensten/parkeerkaart", "/mijn-dossier", "/beeld/wapen.svg"]
)
def test_head_is_get_without_the_body(server: Server, path: str) -> None:
    status, headers, body = ask(server, path, "HEAD")
    whole = ask(server, path)
    assert body == b""
    assert (status, headers["Content-Type"], headers["Content-Length"]) == (
        whole[0],
        whole[1]["Content-Type"],
        str(len(whole[2])),
    )


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PURGE"])
def test_other_methods_are_refused(server: Server, method: str) -> None:
    status, headers, body = ask(server, "/formulieren/melding", method)
    assert status == 405
    assert headers["Allow"] == "GET, HEAD"
    assert headers["Connection"] == "close"
    assert "Dit formulier kunt u niet versturen" in body.decode()


def test_missing_and_broken_pages_say_so(server: Server) -> None:
    missing, broken = ask(server, "/evenementen-2019"), ask(server, "/diensten/parkeerkaart")
    assert (missing[0], broken[0]) == (404, 500)
    assert "Deze pagina vinden wij niet" in missing[2].decode()
    assert "Er ging iets mis" in broken[2].decode()


def test_an_unchanged_page_is_not_sent_twice(server: Server) -> None:
    status, headers, _ = ask(server, "/contact")
    etag = headers["ETag"]
    again = ask(server, "/contact", headers={"If-None-Match": etag})
    assert (status, again[0], again[2], again[1]["ETag"]) == (200, 304, b"", etag)
    assert ask(server, "/contact", headers={"If-None-Match": '"another"'})[0] == 200


def test_the_slow_page_waits_as_long_as_asked(server: Server) -> None:
    start = time.monotonic()
    status = ask(server, "/bestuur/verslagen")[0]
    assert status == 200
    assert time.monotonic() - start >= 0.15


def test_the_end_of_the_server_does_not_wait_for_the_slow_page() -> None:
    start = time.monotonic()
    with serve(1, slow_s=60) as running, closing(connect(running)) as connection:
        connection.request("GET", "/bestuur/verslagen")
    assert time.monotonic() - start < 30


def test_several_requests_go_over_one_connection(server: Server) -> None:
    with closing(connect(server)) as connection:
        sockets = set()
        for path in ("/", "/nieuws/", "/bestaat-niet", "/mijn-dossier"):
            connection.request("GET", path)
            connection.getresponse().read()
            sockets.add(id(connection.sock))
        assert connection.sock is not None
        assert len(sockets) == 1


def test_the_log_says_who_asked_for_what() -> None:
    with serve(1) as running:
        ask(running, "/nieuws/?pagina=2", headers={"User-Agent": "Drempel/1 (test)"})
        ask(running, "/contact", "HEAD")
        ask(running, "/formulieren/melding", "POST")
        assert [(request.method, request.path, request.user_agent) for request in running.requests] == [
            ("GET", "/nieuws/?pagina=2", "Drempel/1 (test)"),
            ("HEAD", "/contact", ""),
            ("POST", "/formulieren/melding", ""),
        ]
        assert all(request.requested_at.tzinfo is UTC for request in running.requests)


def test_the_next_edition_can_take_the_same_port_at_once() -> None:
    with serve(1) as first:
        port = urlsplit(first.base_url).port or 0
        kept = connect(first)
        kept.request("GET", "/vacatures")
        assert b"Lees meer" in kept.getresponse().read()
    with closing(kept), serve(2, port) as second:
        # A connection that stays open would go on showing edition 1.
        assert kept.sock.recv(1) == b""
        assert second.base_url == first.base_url
        assert b"Lees meer" not in ask(second, "/vacatures")[2]


def test_a_taken_port_and_a_wrong_edition_are_errors() -> None:
    with (
        serve(1) as running,
        pytest.raises(OSError, match="in use"),
        serve(1, urlsplit(running.base_url).port or 0),
    ):
        pass
    with pytest.raises(ValueError, match="count from 1"), serve(0):
        pass


def test_the_command_says_where_it_serves_and_stops_at_ctrl_c() -> None:
    command = [sys.executable, "-m", "demo.serve", "--port", "0", "--edition", "2"]
    with subprocess.Popen(command, cwd=HERE.parent, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        process.send_signal(signal.SIGINT)
        try:
            assert process.wait(timeout=60) == 0
        finally:
            # Leaving the block waits for the process, however long it lives.
            process.kill()
    assert re.fullmatch(r"Elzervoorde, edition 2: http://127\.0\.0\.1:\d+/  \(Ctrl-C stops\)\n", line)


def test_the_crawl_delay_can_be_chosen() -> None:
    with serve(1, crawl_delay_s=0) as running:
        assert "Crawl-delay: 0\n" in ask(running, "/robots.txt")[2].decode()
