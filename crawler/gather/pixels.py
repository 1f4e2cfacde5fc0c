"""Gather the `Pixels` artefact: measure on the screen how letters stand out where style cannot tell.

Two pictures of the same part of the view: as it is, and with transparent letters. Where they differ stand the
letters, and the second picture shows what is behind them. The style that hides the letters is put beside the
page's own ones, out of its tree, and taken away again with transitions held; the page is scrolled back.

A picture takes 30 to 70 ms, most of it waiting for the next frame. So at most two parts of the page are
looked at, and none at all on a page where style tells everything.
"""

import asyncio
from collections import Counter
from typing import Any

import structlog

from crawler.browser.base import Tab
from crawler.gather.dom import BIG_PAGE_ELEMENTS
from drempel.backdrop import texts
from drempel.dom import Dom, Node
from drempel.errors import FetchError
from drempel.model.artefact import Pixels, TextPixels

MAX_TEXTS = 40
MAX_ALIKE = 3
"""Texts of the same look that are measured; one of them may be out of sight."""
MAX_VIEWS = 2
MAX_LETTERS = 60
"""Letters measured of one element, spread over its text."""
MAX_AREA_PX = 200_000
"""Part of all views that is read, in square pixels: a sixth of the first one."""
QUALITY = 92
"""Of a JPEG picture, which is read three times as fast as a PNG. What it blurs is less than what letters that
are smoothed by the browser differ among themselves."""

TIMEOUT_S = 5.0
"""A page that still waits for a style is never painted."""

log = structlog.get_logger()

# Finds the texts, goes to the first that is not yet measured, and returns what part of the view to look at.
_AIM = """
(paths, done, maxLetters, maxArea) => {
  const state = globalThis.drempelPixels ??= {x: scrollX, y: scrollY};
  const at = (path) => {
    let element = document.documentElement;
    for (const step of path) {
      if (!element) return null;
      element = step === -1 ? element.shadowRoot : element.children[step];
    }
    return element;
  };
  const hit = (x, y) => {
    let found = document.elementFromPoint(x, y);
    while (found?.shadowRoot) {
      const inner = found.shadowRoot.elementFromPoint(x, y);
      if (!inner || inner === found) break;
      found = inner;
    }
    return found;
  };
  const holds = (outer, inner) => {
    for (let node = inner; node; node = node.parentNode ?? node.host) if (node === outer) return true;
    return false;
  };
  const letters = (element) => {
    const found = [];
    for (const text of [...element.childNodes, ...element.shadowRoot?.childNodes ?? []]) {
      if (text.nodeType !== 3) continue;
      for (const one of text.data.matchAll(/[\\p{L}\\p{N}]/gu)) found.push([text, one.index, one[0].length]);
    }
    const step = Math.max(1, found.length / maxLetters);
    const boxes = [];
    const range = document.createRange();
    for (let i = 0; i < found.length; i += step) {
      const [text, from, length] = found[Math.floor(i)];
      range.setStart(text, from);
      range.setEnd(text, from + length);
      const box = range.getBoundingClientRect();
      if (box.width >= 1 && box.height >= 4) boxes.push(box);
    }
    return boxes;
  };
  const todo = paths.map((path, i) => [i, at(path)]).filter(([i, element]) => element && !done.includes(i));
  if (!todo.length) return null;
  const inView = (box) => box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  if (done.length || !todo.some(([, element]) => inView(element.getBoundingClientRect()))) {
    const top = todo[0][1].getBoundingClientRect().top;
    scrollTo({left: state.x, top: scrollY + top - innerHeight / 4, behavior: 'instant'});
  }
  state.found = [];
  const tried = [todo[0][0]];
  let [left, top, right, bottom] = [innerWidth, innerHeight, 0, 0];
  for (const [i, element] of todo) {
    const around = element.getBoundingClientRect();
    if (!inView(around)) continue;
    const through = getComputedStyle(element).pointerEvents === 'none';
    const boxes = letters(element).filter((box) => {
      if (box.left < 0 || box.top < 0 || box.right > innerWidth || box.bottom > innerHeight) return false;
      if (through) return true;
      const seen = hit((box.left + box.right) / 2, (box.top + box.bottom) / 2);
      return seen && (holds(element, seen) || holds(seen, element) || seen.localName === 'label');
    });
    tried.push(i);
    // Only as much of the view as is quickly read: of a long text the first lines, then what stands near.
    const kept = [];
    for (const box of boxes) {
      const wider = [Math.min(left, box.left), Math.min(top, box.top),
                     Math.max(right, box.right), Math.max(bottom, box.bottom)];
      if ((wider[2] - wider[0]) * (wider[3] - wider[1]) > maxArea) continue;
      [left, top, right, bottom] = wider;
      kept.push(box);
    }
    // What did not fit gets another view.
    if (kept.length) state.found.push({i, element, boxes: kept});
    else if (boxes.length && todo[0][0] !== i) tried.pop();
  }
  if (!state.found.length) return {tried, clip: null};
  left = Math.max(0, Math.floor(left) - 2); top = Math.max(0, Math.floor(top) - 2);
  state.left = left; state.top = top;
  const clip = {x: left + scrollX, y: top + scrollY, width: Math.ceil(right - left) + 2,
                height: Math.ceil(bottom - top) + 2, scale: 1};
  return {tried, clip};
}
"""

_HIDE = """
() => {
  const state = globalThis.drempelPixels;
  state.sheets = [];
  const css = `*, *::before, *::after {
    transition: none !important; -webkit-text-fill-color: transparent !important;
    -webkit-text-stroke-color: transparent !important; text-decoration-color: transparent !important;
    caret-color: transparent !important }`;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  const roots = new Set([document, ...state.found.map(({element}) => element.getRootNode())]);
  for (const root of roots) {
    if (!root.adoptedStyleSheets) continue;
    root.adoptedStyleSheets.push(sheet);
    state.sheets.push([root, sheet]);
  }
}
"""

_SHOW = """
(isLast) => {
  const state = globalThis.drempelPixels;
  if (!state) return;
  for (const [root, sheet] of state.sheets ?? []) {
    sheet.replaceSync('*, *::before, *::after { transition: none !important }');
    if (document.body) getComputedStyle(document.body).color;
    const at = root.adoptedStyleSheets.lastIndexOf(sheet);
    if (at >= 0) root.adoptedStyleSheets.splice(at, 1);
  }
  state.sheets = [];
  if (!isLast) return;
  scrollTo({left: state.x, top: state.y, behavior: 'instant'});
  delete globalThis.drempelPixels;
}
"""

_MEASURE = """
async (shown, hidden, isLast) => {
  const state = globalThis.drempelPixels;
  (SHOW)(false);
  const read = (data) => {
    const text = atob(data);
    const bytes = new Uint8Array(text.length);
    for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
    return createImageBitmap(new Blob([bytes], {type: 'image/jpeg'}));
  };
  const images = await Promise.all([read(shown), read(hidden)]);
  // One canvas for all: each one costs as much as a picture.
  const canvas = new OffscreenCanvas(images[0].width, images[0].height);
  const context = canvas.getContext('2d', {willReadFrequently: true});
  const [a, b] = images.map((image) => {
    context.drawImage(image, 0, 0);
    return context.getImageData(0, 0, canvas.width, canvas.height);
  });
  const linear = (v) => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  const table = Float64Array.from({length: 256}, (_, v) => linear(v));
  const light = (r, g, b) => 0.2126 * table[r] + 0.7152 * table[g] + 0.0722 * table[b];
  const contrast = (one, other) => (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
  const known = new Map();
  const colour = (text) => {
    if (!known.has(text)) {
      context.clearRect(0, 0, 1, 1);
      context.fillStyle = text;
      context.fillRect(0, 0, 1, 1);
      known.set(text, context.getImageData(0, 0, 1, 1).data);
    }
    return known.get(text);
  };
  const width = a.width;
  const out = [];
  for (const {i, element, boxes} of state.found) {
    const [red, green, blue, alpha] = colour(getComputedStyle(element).webkitTextFillColor);
    let [cover, isPlain] = [alpha / 255, true];
    for (let node = element; node; node = node.parentElement ?? node.getRootNode().host) {
      const style = getComputedStyle(node);
      cover *= +style.opacity;
      // Here the colour that is seen is not the one of the style.
      isPlain &&= style.opacity === '1' && style.filter === 'none' && style.mixBlendMode === 'normal';
    }
    const found = [];
    for (const box of boxes) {
      const [x0, y0] = [Math.floor(box.left - state.left), Math.floor(box.top - state.top)];
      const x1 = Math.min(width, Math.ceil(box.right - state.left));
      const y1 = Math.min(a.height, Math.ceil(box.bottom - state.top));
      const seen = [];
      let best = 1;
      for (let y = y0; y < y1; y++) for (let x = x0; x < x1; x++) {
        const at = 4 * (y * width + x);
        const differs = Math.abs(a.data[at] - b.data[at]) + Math.abs(a.data[at + 1] - b.data[at + 1])
          + Math.abs(a.data[at + 2] - b.data[at + 2]);
        if (differs <= 36) continue;
        const [r, g, bl] = [b.data[at], b.data[at + 1], b.data[at + 2]];
        const behind = light(r, g, bl);
        const mix = (own, under) => Math.round(cover * own + (1 - cover) * under);
        if (!isPlain)
          best = Math.max(best, contrast(light(a.data[at], a.data[at + 1], a.data[at + 2]), behind));
        seen.push(contrast(light(mix(red, r), mix(green, g), mix(blue, bl)), behind));
      }
      const room = (x1 - x0) * (y1 - y0);
      // Too little to be a letter, or so much that the page itself moved between the pictures.
      if (seen.length < 4 || seen.length > 0.85 * room) continue;
      seen.sort((one, other) => other - one);
      found.push(Math.round(100 * Math.max(best, seen[Math.floor(seen.length / 10)])) / 100);
    }
    if (found.length) out.push([i, found]);
  }
  if (isLast) (SHOW)(true);
  return out;
}
""".replace("SHOW", _SHOW)
"""Puts the letters back before it measures, and the page where it stood after the last view."""


async def gather_pixels(tab: Tab, dom: Dom) -> Pixels:
    """Return what was measured; nothing where style tells all, or where the page could not be painted."""
    if len(dom) > BIG_PAGE_ELEMENTS:
        wanted = await asyncio.to_thread(_wanted, dom)
    else:
        wanted = _wanted(dom)
    if not wanted:
        return Pixels()
    paths = [list(dom.path_of(node)) for node in wanted]
    measured: list[tuple[int, list[float]]] = []
    try:
        await _measure(tab, paths, measured)
    except FetchError as error:
        # What was not measured is not judged.
        log.info("no_pixels", url=tab.url, reason=str(error.reason))
    return Pixels(tuple(TextPixels(tuple(paths[i]), tuple(found)) for i, found in sorted(measured)))


def _wanted(dom: Dom) -> list[Node]:
    """Return the elements with text to measure, at most `MAX_TEXTS`, in document order."""
    seen: Counter[str] = Counter()
    chosen = []
    for text in texts(dom):
        if text.seen is None:
            seen[text.look] += 1
            if not text.look or seen[text.look] <= MAX_ALIKE:
                chosen.append(text.node)
    return chosen[:MAX_TEXTS]


async def _measure(tab: Tab, paths: list[list[int]], measured: list[tuple[int, list[float]]]) -> None:
    done: list[int] = []
    area_px = float(MAX_AREA_PX)
    is_put_back = False
    try:
        for view in range(1, MAX_VIEWS + 1):
            aim = await tab.evaluate(_AIM, paths, done, MAX_LETTERS, area_px)
            if aim is None:
                return
            done += aim["tried"]
            if aim["clip"] is None:
                continue
            area_px -= aim["clip"]["width"] * aim["clip"]["height"]
            shown = await _picture(tab, aim["clip"])
            await tab.evaluate(_HIDE)
            hidden = await _picture(tab, aim["clip"])
            is_last = view == MAX_VIEWS or len(set(done)) == len(paths)
            measured += await tab.evaluate(_MEASURE, shown, hidden, is_last)
            if is_last:
                is_put_back = True
                return
    finally:
        if not is_put_back:
            await tab.evaluate(_SHOW, True)


async def _picture(tab: Tab, clip: Any) -> str:
    shot = await tab.devtools(
        "Page.captureScreenshot",
        {"format": "jpeg", "quality": QUALITY, "optimizeForSpeed": True, "clip": clip},
        timeout_s=TIMEOUT_S,
    )
    return str(shot["data"])
