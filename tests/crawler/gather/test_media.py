"""What a browser tells of sound and film: length, sound, captions, what plays by itself."""

import io
import math
import struct
import wave
from collections.abc import Iterator

import pytest

from crawler.browser.base import Tab, Visit
from crawler.gather.dom import gather_dom
from crawler.gather.media import gather_media
from drempel.dom import Dom
from drempel.model.artefact import Media
from tests.conftest import BrowserSession
from tests.loop import LoopThread
from tests.site import Answer, Site

pytestmark = pytest.mark.browser

RATE = 8_000
PAGE = "<!doctype html><html lang=nl><title>Gemeente</title><body>{}"
CAPTIONS = "WEBVTT\n\n00:00.000 --> 00:01.000\nGoedemorgen\n\n00:01.000 --> 00:02.000\nallemaal\n"


def tone(seconds: float) -> bytes:
    """Return a WAV file with a tone."""
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE)
        values = (round(9_000 * math.sin(at / 4)) for at in range(int(seconds * RATE)))
        out.writeframes(b"".join(struct.pack("<h", value) for value in values))
    return file.getvalue()


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    site = Site(
        {
            "/geluid.wav": Answer(tone(5), media_type="audio/wav"),
            "/ondertitels.vtt": Answer(CAPTIONS, media_type="text/vtt"),
        }
    )
    yield site
    site.close()


def media(html: str, site: Site, session: BrowserSession, loop: LoopThread) -> tuple[Media, Dom]:
    site.routes["/"] = PAGE.format(html)

    async def gather(tab: Tab) -> tuple[Media, Dom]:
        dom = Dom(await gather_dom(tab))
        return await gather_media(tab, dom), dom

    async def visit() -> tuple[Media, Dom]:
        async with session.browser.visit(Visit(f"{site.url}/")) as tab:
            return await gather(tab)

    return loop.run(visit())


def test_sound_that_plays_by_itself(
    site: Site, browser_session: BrowserSession, loop_thread: LoopThread
) -> None:
    seen, dom = media("<p>a</p><audio src=/geluid.wav autoplay></audio>", site, browser_session, loop_thread)
    (element,) = seen.elements
    node = dom.at_path(element.path, "audio")
    assert node is not None
    assert node["src"] == "/geluid.wav"
    assert element.duration_s == pytest.approx(5, abs=0.1)
    assert (element.autoplay, element.paused, element.has_sound, element.controls) == (
        True,
        False,
        True,
        False,
    )


@pytest.mark.parametrize(("part", "seconds"), [("#t=1,2.5", 1.5), ("#t=3", 2), ("#t=,4", 4), ("#t=1,99", 4)])
def test_only_a_part_is_played(
    part: str, seconds: float, site: Site, browser_session: BrowserSession, loop_thread: LoopThread
) -> None:
    seen, _ = media(f"<audio src='/geluid.wav{part}' controls></audio>", site, browser_session, loop_thread)
    assert seen.elements[0].duration_s == pytest.approx(seconds, abs=0.1)
    assert seen.elements[0].paused


def test_captions_are_read_and_left_as_they_were(
    site: Site, browser_session: BrowserSession, loop_thread: LoopThread
) -> None:
    html = "<video src=/geluid.wav controls><track kind=captions srclang=nl src=/ondertitels.vtt></video>"
    seen, _ = media(html, site, browser_session, loop_thread)
    (track,) = seen.elements[0].tracks
    assert (track.kind, track.lang, track.cues, track.text) == ("captions", "nl", 2, "Goedemorgen allemaal")


def test_a_file_that_is_not_there(
    site: Site, browser_session: BrowserSession, loop_thread: LoopThread
) -> None:
    seen, _ = media("<audio src=/weg.wav controls></audio>", site, browser_session, loop_thread)
    (element,) = seen.elements
    assert element.error
    assert element.duration_s is None
    assert element.has_sound is None


def test_elements_in_shadow_and_frame_are_found_again(
    site: Site, browser_session: BrowserSession, loop_thread: LoopThread
) -> None:
    html = (
        "<div><template shadowrootmode=open><p>a</p><audio id=a src=/geluid.wav></audio></template></div>"
        "<iframe srcdoc='<p>b</p><p><audio id=b src=/geluid.wav></audio></p>'></iframe>"
    )
    seen, dom = media(html, site, browser_session, loop_thread)
    nodes = [dom.at_path(element.path, element.tag) for element in seen.elements]
    assert [node and node["id"] for node in nodes] == ["a", "b"]


def test_a_page_without_media_is_not_asked(
    site: Site, browser_session: BrowserSession, loop_thread: LoopThread
) -> None:
    assert media("<p>Tekst</p>", site, browser_session, loop_thread)[0] == Media()
