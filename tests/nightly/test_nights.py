"""Whole nights with a browser: one that is killed, a second one at once, and what is told in the morning."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.nightly.test_notify import Hook
from tests.site import Site, site

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]


def page(title: str, body: str) -> str:
    return f"<html lang=nl><title>{title}</title><body><main><h1>{title}</h1>{body}</main>"


def nightly(folder: Path, *arguments: str) -> "subprocess.Popen[str]":
    """Start a nightly run in a folder, in a process group of its own."""
    return subprocess.Popen(
        [sys.executable, "-c", "from drempel.cli import main; main()", "nightly", "--quiet", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def configure(folder: Path, town: Site, hook: Hook, *, delay_s: float) -> None:
    (folder / "config.toml").write_text(
        f'[crawler]\ndelay_s = {delay_s}\n[checks]\ndeep = "off"\n[notify]\nwebhook = "{hook.url}"\n'
        f'[[entity]]\nid = "stad"\nname = "Stad"\n[[entity.site]]\nstart = ["{town.url}/"]\n'
        "allow_private = true\n"
    )


def test_nights_that_are_killed_doubled_and_what_is_told_of_a_new_problem(tmp_path: Path) -> None:
    names = [f"/blad/{n}" for n in range(12)]
    links = "".join(f'<a href="{name}">Naar {name}</a> ' for name in names)
    routes = {"/": page("Start", links), **{name: page(f"Blad {name}", "<p>Tekst.</p>") for name in names}}
    with site(routes) as town, Hook(200, 200) as hook:  # type: ignore[arg-type]
        # So slow that it is surely under way when the others come.
        configure(tmp_path, town, hook, delay_s=5)
        first = nightly(tmp_path)
        deadline = time.monotonic() + 120
        while len({path for path in town.paths() if path.startswith("/blad/")}) < 2:
            assert first.poll() is None, first.communicate()
            assert time.monotonic() < deadline
            time.sleep(0.02)
        second = nightly(tmp_path)
        _, told = second.communicate(timeout=60)
        assert second.returncode == 2
        assert "Er werkt al een andere nachtelijke scan" in told
        assert f", {first.pid}, sinds" in told
        os.killpg(first.pid, signal.SIGKILL)
        first.communicate(timeout=30)

        configure(tmp_path, town, hook, delay_s=0)
        third = nightly(tmp_path, "--fail-on", "never")
        out, told = third.communicate(timeout=180)
        assert third.returncode == 0, told
        assert f"{town.url}/: helemaal bekeken, 13 pagina’s bekeken" in out
        with sqlite3.connect(tmp_path / "drempel.db") as database:
            (scans,) = database.execute("SELECT count(*) FROM scan").fetchone()
            pages = database.execute("SELECT count(*), count(DISTINCT page_id) FROM snapshot").fetchone()
        assert (scans, pages) == (1, (13, 13))
        assert hook.asked == []

        town.routes["/blad/3"] = page("Blad 3", '<img src="/a.png"><p>Tekst.</p>')
        fourth = nightly(tmp_path, "--format", "json")
        out, told = fourth.communicate(timeout=180)
        assert fourth.returncode == 1, told
    (line,) = [json.loads(line) for line in out.splitlines()]
    assert (line["end"], line["new"], line["regressed"]) == ("whole", 1, 0)
    assert [(one["check"], one["page"]) for one in line["news"]] == [("axe:image-alt", f"{town.url}/blad/3")]
    (news,) = [json.loads(body) for _, body in hook.asked]
    (told_site,) = news["sites"]
    # A line is printed as soon as a site had its turn, when nobody has looked yet how old its last scan is.
    assert told_site["last_complete_at"]
    assert {**told_site, "last_complete_at": None} == line
