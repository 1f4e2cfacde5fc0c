"""Gather the `Media` artefact: what the audio and video elements of a page are and do.

Waits a moment for what the browser reads of the files by itself. Captions that nobody switched on are read
too, and switched off again; an element that stands still and seems silent is tried a bit further on and put
back where it was. Elements in frames of other origins are out of reach.
"""

from typing import Any

import structlog

from crawler.browser.base import Tab
from drempel.dom import Dom
from drempel.errors import FetchError
from drempel.model.artefact import Json, Media, MediaElement, MediaTrack

METADATA_MS = 1_500
"""How long a page may take to tell the length and tracks of its media."""

LISTEN_MS = 400
"""How long the decoder gets for sound at a second place in a file."""

MOST_TRIED = 10
"""Of how many elements a second place is tried: each may cost a request."""

SILENT_BYTES_S = 600
"""Encoded sound per second below which it is silence. Measured: the silent track of a film takes some 300
bytes a second, speech 5,000 and more; the poorest codecs for speech take 750."""

PREROLL_S = 0.5
"""About how much sound Chromium decodes ahead of the place where an element stands."""

_READ = """
async (metadataMs, listenMs, mostTried) => {
  const after = (ms) => new Promise((done) => setTimeout(done, ms));
  const once = (target, ...names) => new Promise((done) => {
    for (const name of names) target.addEventListener(name, done, {once: true});
  });
  const found = [];
  const walk = (scope, path) => {
    // Paths as `Dom.at_path` reads them: child indexes, -1 into a shadow root, -2 into a frame.
    const below = (element, path) => {
      if (/^(audio|video)$/.test(element.localName)) found.push([element, path]);
      if (element.shadowRoot) walk(element.shadowRoot, [...path, -1]);
      if (/^i?frame$/.test(element.localName)) {
        let inner = null;
        try { inner = element.contentDocument; } catch (error) { /* of another origin */ }
        if (inner?.documentElement) below(inner.documentElement, [...path, -2]);
      }
      [...element.children].forEach((child, at) => below(child, [...path, at]));
    };
    if (scope.documentElement) below(scope.documentElement, path);
    else [...scope.children].forEach((child, at) => below(child, [...path, at]));
  };
  walk(document, []);
  const tracks = (element) => [...element.children].filter((child) => child.localName === 'track');
  const switched = [];
  const waits = [];
  for (const [element] of found) {
    if (!element.readyState && !element.error && element.preload !== 'none')
      waits.push(once(element, 'loadeddata', 'error'));
    for (const track of tracks(element)) {
      if (track.track.mode !== 'disabled' || !track.src) continue;
      switched.push(track.track);
      waits.push(once(track, 'load', 'error'));
      track.track.mode = 'hidden';
    }
  }
  await Promise.race([Promise.all(waits), after(metadataMs)]);
  const bytes = (element) => element.webkitAudioDecodedByteCount ?? 0;
  const length = (element) => Number.isFinite(element.duration) ? element.duration : 0;
  await Promise.all(found.map(async ([element], number) => {
    const before = bytes(element), at = element.currentTime;
    element.heard = [element.readyState >= 2, before, element.paused ? 0 : at];
    // A film may begin in silence, and of a file that the browser knows it reads no more than the length.
    const isShort = !element.readyState || length(element) < 1;
    if (number >= mostTried || !element.paused || before > 1500 || isShort) return;
    element.currentTime = at + (length(element) - at) / 3;
    await Promise.race([once(element, 'seeked', 'error'), after(metadataMs)]);
    await after(listenMs);
    element.heard = [element.readyState >= 2, Math.max(before, bytes(element) - before), 0];
    element.currentTime = at;
  }));
  const said = found.map(([element, path]) => {
    const start = parseFloat(/[#&]t=(?:npt:)?([\\d.]+)/.exec(element.currentSrc)?.[1] ?? '0') || 0;
    const end = parseFloat(/[#&]t=[^,&]*,(?:npt:)?([\\d.]+)/.exec(element.currentSrc)?.[1] ?? '0') || 0;
    return {
      path, tag: element.localName, src: element.currentSrc || element.src || '',
      duration: element.duration === Infinity ? -1 : element.readyState ? element.duration : null,
      start, end,
      autoplay: element.autoplay, muted: element.muted || element.volume === 0, loop: element.loop,
      controls: element.controls, paused: element.paused, ready: element.readyState,
      error: element.error?.code ?? (element.networkState === 3 ? 4 : 0),
      heard: element.heard, width: element.videoWidth || 0,
      tracks: [...element.textTracks].map((track) => (
        {kind: track.kind, label: track.label, lang: track.language, cues: track.cues?.length ?? null,
          text: [...track.cues ?? []].map((cue) => cue.text ?? '').join(' ').slice(0, 2000)})),
    };
  });
  for (const track of switched) track.mode = 'disabled';
  return said;
}
"""

log = structlog.get_logger()


async def gather_media(tab: Tab, dom: Dom) -> Media:
    """Return the media of a page; asks the browser only where the page tree has any."""
    if not dom.select("audio, video"):
        return Media()
    try:
        said = await tab.evaluate(_READ, METADATA_MS, LISTEN_MS, MOST_TRIED)
    except FetchError as error:
        # What the page tree alone tells is judged all the same.
        log.info("no_media", url=tab.url, reason=str(error.reason))
        return Media()
    return Media(tuple(_element(one) for one in said))


def _element(said: dict[str, Any]) -> MediaElement:
    is_live = said["duration"] == -1
    return MediaElement(
        path=tuple(said["path"]),
        tag=said["tag"],
        src=said["src"],
        duration_s=None if is_live else _played_s(said),
        is_live=is_live,
        autoplay=said["autoplay"],
        muted=said["muted"],
        loop=said["loop"],
        controls=said["controls"],
        paused=said["paused"],
        ready_state=said["ready"],
        error=said["error"],
        has_sound=_has_sound(said),
        has_picture=said["width"] > 0,
        tracks=tuple(
            MediaTrack(track["kind"], track["label"], track["lang"], track["cues"], track["text"])
            for track in said["tracks"]
        ),
    )


def _played_s(said: dict[str, Any]) -> float | None:
    """Return how long the part is that is played: an address may name a part (`#t=8,10`)."""
    whole: Json = said["duration"]
    if whole is None:
        return None
    end = min(said["end"] or whole, whole)
    return float(max(0.0, end - said["start"]))


def _has_sound(said: dict[str, Any]) -> bool | None:
    was_read, decoded, at_s = said["heard"]
    if not was_read:
        return None
    return bool(decoded >= SILENT_BYTES_S * (PREROLL_S + max(0.0, at_s - said["start"])))
