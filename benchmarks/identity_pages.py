"""The pages whose problems are followed: a handbook in Dutch, and pages built of the components of design
systems of governments. Half of them was never looked at while the fingerprint was made.

Packages of npm are put into a cache folder outside the project the first time; what npm cannot give is left
out, which is said.
"""

import json
import os
import random
import shutil
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import md5
from pathlib import Path
from typing import Any

import lxml.html

from benchmarks.identity_changes import Page, as_html, mark

GIMP = Path("/usr/share/gimp/2.0/help/nl")
CACHE = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "drempel-benchmarks"
NPM_TIMEOUT_S = 240
GOVUK = {"dependencies": {"govuk-frontend": "6"}}
DUTCH: dict[str, Any] = {
    "dependencies": {
        "@rijkshuisstijl-community/components-react": "*",
        "@utrecht/component-library-react": "*",
        "react": "18",
        "react-dom": "18",
    },
    # Published with dependencies of which not every registry has the newest.
    "overrides": {
        "@utrecht/accordion-css": "4.0.1",
        "@utrecht/calendar-react": "1.1.4",
        "@utrecht/checkbox-react": "1.0.14",
        "@utrecht/custom-checkbox-css": "3.0.1",
        "@utrecht/drawer-css": "3.0.1",
        "@utrecht/form-field-checkbox-react": "1.1.6",
        "@utrecht/form-field-react": "1.0.13",
        "@utrecht/link-button-css": "3.0.1",
        "@utrecht/spotlight-section-css": "3.0.2",
        "@utrecht/textarea-css": "4.0.1",
        "@utrecht/textbox-react": "1.0.16",
        "@utrecht/textbox-css": "4.0.1",
    },
}
_OF_PAGE = frozenset(
    {"header", "generic-header", "footer", "service-navigation", "cookie-banner", "skip-link"}
)


@dataclass(frozen=True, slots=True)
class Source:
    """Pages of one origin, and the folder that holds what they load, by the path at which it is served."""

    name: str
    pages: tuple[Page, ...]
    files: Mapping[str, Path]


def is_unseen(page: Page) -> bool:
    """Tell whether a page belongs to the half that nobody looked at while the fingerprint was made."""
    return md5(page.path.encode()).digest()[0] % 2 == 1


def sources(count: int, is_wanted: Callable[[Page], bool], note: Callable[[str], None]) -> list[Source]:
    """Return what this machine has, with at most so many pages each."""
    found = []
    for name, make in (("gimp-help-nl", _gimp), ("govuk-frontend", _govuk), ("rijkshuisstijl", _dutch)):
        source = make(note)
        pages = [page for page in source.pages if is_wanted(page)] if source else []
        if source is None or not pages:
            note(f"{name} is not here: its pages are left out")
            continue
        chosen = sorted(pages, key=lambda page: md5(f"{page.path} order".encode()).digest())[:count]
        found.append(Source(name, tuple(_faulty(page) for page in chosen), source.files))
    return found


def _gimp(_note: Callable[[str], None]) -> Source | None:
    files = [file for file in sorted(GIMP.glob("*.html")) if 3_000 < file.stat().st_size < 40_000]
    pages = (Page(f"/help/nl/{file.name}", file.read_text("utf-8").partition("?>")[2]) for file in files)
    return Source("gimp-help-nl", tuple(pages), {"/help/nl/": GIMP}) if files else None


def _govuk(note: Callable[[str], None]) -> Source | None:
    folder = _installed("govuk", GOVUK, note)
    if folder is None:
        return None
    package = folder / "node_modules/govuk-frontend/dist/govuk"
    kinds: dict[str, list[str]] = {}
    for file in sorted(package.glob("components/*/fixtures.json")):
        made = json.loads(file.read_text("utf-8"))
        kinds[made["component"]] = [one["html"] for one in made["fixtures"] if not one["hidden"]]
    css = '<link rel="stylesheet" href="/static/govuk-frontend.min.css">'
    pages = _built(kinds, css, "govuk-width-container", "govuk-main-wrapper", "govuk-body")
    return Source("govuk-frontend", tuple(pages), {"/static/": package})


def _dutch(note: Callable[[str], None]) -> Source | None:
    folder = _installed("dutch", DUTCH, note)
    if folder is None:
        return None
    script = folder / "render.mjs"
    shutil.copy(Path(__file__).with_name("identity_render.mjs"), script)
    made = subprocess.run(["node", script.name], cwd=folder, capture_output=True, text=True, check=False)
    kinds = {name: [html] for name, html in json.loads(made.stdout or "{}").items()}
    if len(kinds) < 8:
        note(f"only {len(kinds)} Dutch components could be rendered: {made.stderr[-300:]}")
        return None
    css = '<link rel="stylesheet" href="/static/index.css">'
    pages = _built(kinds, css, "utrecht-page", "utrecht-page-body", "utrecht-paragraph")
    return Source(
        "rijkshuisstijl", tuple(pages), {"/static/": folder / "node_modules/@rijkshuisstijl-community"}
    )


def _installed(name: str, wanted: Mapping[str, Any], note: Callable[[str], None]) -> Path | None:
    """Return the folder in the cache with these packages, `None` where npm is not there or could not."""
    folder = CACHE / name
    if (folder / "complete").is_file():
        return folder
    if shutil.which("npm") is None or shutil.which("node") is None:
        note("npm is not here")
        return None
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps({"name": name, "version": "1.0.0", "private": True, **wanted})
    (folder / "package.json").write_text(text, "utf-8")
    words = ["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", "--legacy-peer-deps"]
    try:
        done = subprocess.run(
            words, cwd=folder, capture_output=True, text=True, timeout=NPM_TIMEOUT_S, check=False
        )
    except subprocess.TimeoutExpired:
        note(f"npm took more than {NPM_TIMEOUT_S} s")
        return None
    if done.returncode:
        note(f"npm could not install {name}: {done.stderr.strip()[:300]}")
        return None
    (folder / "complete").touch()
    return folder


def _built(kinds: Mapping[str, list[str]], head: str, frame: str, main: str, text: str) -> list[Page]:
    """Return pages that hold some components each, in the same frame."""
    inside = sorted(name for name, examples in kinds.items() if name not in _OF_PAGE and examples)

    def first(name: str, other: str) -> str:
        return (kinds.get(name) or [other])[0]

    pages = []
    for number in range(24):
        rng = random.Random(f"built {number}")
        parts = "".join(
            f'<p class="{text}">Over <a class="link" href="/{name}">dit onderwerp</a> leest u hier meer.</p>'
            f"{rng.choice(kinds[name])}"
            for name in rng.sample(inside, min(6, len(inside)))
        )
        title = f"Onderwerp {number}"
        menu = "".join(
            f'<li><a href="/{word}">{word.title()}</a></li>' for word in ("afval", "wonen", "sport")
        )
        html = (
            f'<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>{title}</title>{head}</head>'
            f"<body>{first('header', '<header><a href=/>Start</a></header>')}"
            f'<nav aria-label="Hoofdmenu"><ul>{menu}</ul></nav><div class="{frame}"><main class="{main}">'
            f"<h1>{title}</h1>{parts}</main></div>"
            f"{first('footer', '<footer><a href=/privacy>Privacy</a></footer>')}</body></html>"
        )
        pages.append(Page(f"/diensten/onderwerp-{number}", html))
    return pages


_FAULTS: tuple[tuple[str, Mapping[str, str | None]], ...] = (
    ("img", {"alt": None}),
    ("p", {"style": "color:#bbb;background:#fff"}),
    ("p", {"lang": "qq-x"}),
    ("td", {"style": "color:#bbb;background:#fff"}),
    ("li", {"role": "knop"}),
    ("div", {"aria-labelledby": "bestaat-niet"}),
    ("span", {"aria-verborgen": "ja"}),
    ("h2", {"style": "color:#ccc;background:#fff"}),
    ("a", {"style": "color:#ccc;background:#fff"}),
    ("input", {"id": None, "aria-label": None, "title": None}),
    ("button", {"style": "color:#ccc;background:#ddd"}),
    ("select", {"id": None}),
)


def _faulty(page: Page) -> Page:
    """Return a page with a dozen faults more, and with a mark on each element."""
    rng = random.Random(f"{page.path} faults")
    root = lxml.html.document_fromstring(page.html)
    for tag, attributes in _FAULTS:
        if found := list(root.body.iter(tag)):
            one = rng.choice(found)
            for name, value in attributes.items():
                if value is None:
                    one.attrib.pop(name, None)
                else:
                    one.set(name, value)
    for one in rng.sample(links := list(root.body.iter("a")), min(2, len(links))):
        for child in list(one):
            one.remove(child)
        one.text = ""
    mark(root)
    return Page(page.path, as_html(root))
