"""Scans of a site that hardly changed: what is visited, what is kept, and what the second scan knows."""

import itertools
from pathlib import Path

import pytest

from crawler.browser.playwright_backend import PlaywrightBrowser
from drempel.model.artefact import DomCapture
from drempel.model.site import Site
from drempel.model.snapshot import FetchOutcome
from storage import Store
from tests.e2e.running import scan, settings
from tests.site import Answer
from tests.site import site as website

pytestmark = pytest.mark.browser


def page(title: str, body: str) -> str:
    return (
        '<!doctype html><html lang="nl"><head><link rel="stylesheet" href="/stijl.css?v=1">'
        f"<title>{title}</title></head><body><main><h1>{title}</h1>{body}</main></body></html>"
    )


def findings(store: Store, scan_id: str) -> set[tuple[str, str]]:
    source = store.report_source(scan_id, (), ())
    return {(issue.check, issue.example_url) for issue in source.issues() if issue.label != "resolved"}


def test_only_what_changed_is_visited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    number = itertools.count()
    listed = {"answer": '["een"]'}
    launched: list[int] = []
    launch = PlaywrightBrowser.launch

    async def counted(*arguments: object) -> PlaywrightBrowser:
        launched.append(1)
        return await launch(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(PlaywrightBrowser, "launch", counted)

    def volatile(_path: str) -> Answer:
        token = f"a1b2c3{next(number):08d}"
        form = f'<form><input type="hidden" name="csrf" value="{token}"></form><!-- {token} -->'
        return Answer(page("Vers", f'{form}<img src="/vers.png"><p>Altijd anders gemaakt.</p>'))

    routes = {
        "/robots.txt": Answer("User-agent: *\nDisallow:\n", media_type="text/plain"),
        "/": page(
            "Start",
            "".join(
                f'<p><a href="{to}">{to}</a></p>'
                for to in (
                    "/vers",
                    "/vast",
                    "/lijst",
                    "/kapot",
                    "/weg",
                    "/folder.pdf",
                    "/oud",
                    "/koekje",
                    "/verklaring",
                )
            ),
        ),
        "/vers": volatile,
        "/vast": Answer(page("Vast", '<p><a href="/diep">Dieper</a></p>'), headers={"etag": '"v1"'}),
        "/diep": page("Diep", "<p>Wat dieper staat.</p>"),
        "/lijst": page(
            "Lijst",
            "<ul id=l></ul><script>fetch('/data.json').then(r => r.json()).then(all => {"
            "l.innerHTML = all.map(one => `<li>${one}</li>`).join('')})</script>",
        ),
        "/data.json": lambda _: Answer(listed["answer"], media_type="application/json"),
        "/stijl.css": Answer("h1 { color: #111 }", media_type="text/css"),
        "/vers.png": Answer(b"\x89PNG\r\n\x1a\n", media_type="image/png"),
        "/kapot": Answer(page("Kapot", "<p>Nu nog heel.</p>")),
        "/folder.pdf": Answer(b"%PDF-1.7", media_type="application/pdf"),
        "/oud": Answer("", 301, headers={"location": "/vast"}),
        "/koekje": Answer(page("Koekje", "<p>Zonder.</p>"), headers={"set-cookie": "taal=nl; Path=/"}),
    }
    used = settings(tmp_path, {"nightly": {"proof_share": 0}})
    with website(routes) as town:
        site = Site((f"{town.url}/",), allow_private=True)
        first = scan(used, site)
        base = town.url
        before = {one.url.removeprefix(base): one.outcome for one in first.ended}
        assert first.coverage.judged >= 7
        assert first.coverage.kept == 0

        # Nothing changed: no browser, and every page is kept; its links lead on.
        launched.clear()
        second = scan(used, site, incremental=True)
        assert not launched
        assert second.coverage.kept == second.coverage.judged == first.coverage.judged
        assert {one.url.removeprefix(base): one.outcome for one in second.ended} == before
        assert second.scan is not None
        assert first.scan is not None
        with Store.open(used.storage.url) as store:
            assert findings(store, second.scan.id) == findings(store, first.scan.id)
            kept = {one.page_url: one for one in store.records(second.scan.id)}
            assert kept[f"{base}/vast"].kept_since == first.scan.id
            assert store.artefact(second.scan.id, f"{base}/vast", DomCapture) is not None
            assert not kept[f"{base}/weg"].kept_since

        # What a script asks for, a header, a status, a page: each means a visit, and of that page alone.
        listed["answer"] = '["een", "twee"]'
        town.routes["/kapot"] = Answer("<h1>Fout</h1>", 500)
        town.routes["/koekje"] = Answer(page("Koekje", "<p>Zonder.</p>"), headers={"set-cookie": "spoor=1"})
        town.routes["/diep"] = page("Diep", '<p>Wat dieper staat.</p><img src="/vers.png">')
        third = scan(used, site, incremental=True)
        assert launched
        ended = {one.url.removeprefix(base): one for one in third.ended}
        assert ended["/kapot"].outcome is FetchOutcome.HTTP_ERROR
        visited = {
            path for path, one in ended.items() if one.outcome is FetchOutcome.OK and not one.kept_since
        }
        assert visited == {"/lijst", "/koekje", "/diep"}
        full = scan(settings(tmp_path / "vol"), site)
        assert third.scan is not None
        assert full.scan is not None
        with (
            Store.open(used.storage.url) as one,
            Store.open(f"sqlite:///{tmp_path / 'vol' / 'test.db'}") as two,
        ):
            assert findings(one, third.scan.id) == findings(two, full.scan.id)

        # A style sheet that all pages load changed: all are visited, and some of what is unchanged for proof.
        town.routes["/stijl.css"] = Answer("h1 { color: #777 }", media_type="text/css")
        fourth = scan(used, site, incremental=True)
        assert fourth.coverage.kept == 0
        assert fourth.coverage.judged == third.coverage.judged
        proved = scan(settings(tmp_path, {"nightly": {"proof_share": 1}}), site, incremental=True)
        assert proved.coverage.proved == proved.coverage.judged
        assert proved.coverage.kept == 0
        assert not proved.coverage.differing
