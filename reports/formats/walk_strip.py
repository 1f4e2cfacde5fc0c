"""Write the strip of a walk with the Tab key: the order of the focus over a picture of the page, and a list.

One page of HTML without scripts that shows nothing in colour alone. All that the picture tells stands in the
list too.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from drempel.i18n import N_
from drempel.model.finding import Finding, Outcome
from drempel.model.focus_walk import Stop, WalkStrip
from reports.base import Output
from reports.render import data_uri, write_page
from reports.wording import Phrase, Wording

MAX_PICTURE_BYTES = 8_000_000
BADGE_PX = 24
"""Height of a number, in pixels of the page."""

ROLES: Mapping[str, str] = {
    "link": N_("link"),
    "button": N_("button"),
    "textbox": N_("text field"),
    "searchbox": N_("search field"),
    "checkbox": N_("checkbox"),
    "radio": N_("radio button"),
    "combobox": N_("choice list"),
    "listbox": N_("choice list"),
    "tab": N_("tab"),
    "menuitem": N_("menu item"),
    "slider": N_("slider"),
    "switch": N_("switch"),
    "DisclosureTriangle": N_("part that opens and closes"),
    "Iframe": N_("frame"),
    "Video": N_("film"),
    "Audio": N_("sound"),
}
"""Role → what people call it; others are named by their tag."""

UNSEEN: Mapping[str, str] = {
    "transparent": N_("It is transparent."),
    "cut": N_("It is cut away to nothing."),
    "outside": N_("It is outside the page."),
    "tiny": N_("It is too small to see."),
    "hidden": N_("It is hidden."),
    "no-box": N_("It takes no place on the page."),
}


@dataclass(frozen=True, slots=True)
class Said:
    """Something that was found at a stop."""

    outcome: Outcome
    text: Phrase


@dataclass(frozen=True, slots=True)
class Shown:
    """One stop as the strip shows it; places in pixels of the page."""

    number: int
    name: str
    kind: Phrase
    way: Phrase
    facts: tuple[Phrase, ...]
    found: tuple[Said, ...]
    frame: tuple[float, float, float, float] | None
    """Around the element; `None` where the picture does not show it."""
    badge: tuple[float, float, float] | None
    """Left edge, top edge and width of its number."""

    @property
    def is_barrier(self) -> bool:
        """Say whether something failed here."""
        return any(said.outcome is Outcome.FAILED for said in self.found)

    @property
    def centre(self) -> tuple[float, float]:
        """Return the middle of the number."""
        left, top, width = self.badge or (0.0, 0.0, 0.0)
        return left + width / 2, top + BADGE_PX / 2


def write_walk_strip(
    strip: WalkStrip, url: str, title: str, findings: Sequence[Finding], out: Output, words: Wording
) -> None:
    """Write the strip of one page as `index.html`."""
    walk = strip.walk
    shown = [*_stops(strip, findings, words)]
    placed = [stop for stop in shown if stop.badge is not None]
    line = " ".join("{:.0f},{:.0f}".format(*stop.centre) for stop in placed)
    at_stops = {node for node in strip.nodes if node >= 0}
    # What is about the walk and stands at no stop, such as a link that was passed over.
    about_walk = [f for f in findings if f.steps and f.pointer.node not in at_stops and _is_of_walk(f)]
    picture = data_uri(strip.picture.picture, MAX_PICTURE_BYTES) or Markup("")
    values = {
        "url": url,
        "title": title,
        "host": "",
        "walk": walk,
        "stops": shown,
        "placed": placed,
        "line": line,
        "picture": picture,
        "width": strip.picture.width_px or walk.width_px,
        "height": strip.picture.height_px or walk.height_px,
        "badge_px": BADGE_PX,
        "others": [(f, _told(f, words), words.steps(f)) for f in about_walk],
        "ends": _end(strip, words),
    }
    with out.open("index.html") as file:
        write_page("walk_strip.html", file, words, values)


def _is_of_walk(finding: Finding) -> bool:
    return finding.check.startswith(("focus", "keyboard-trap", "skip-link"))


def _stops(strip: WalkStrip, findings: Sequence[Finding], words: Wording) -> Iterator[Shown]:
    by_node: dict[int, list[Finding]] = {}
    for finding in findings:
        if finding.steps and finding.pointer.node is not None:
            by_node.setdefault(finding.pointer.node, []).append(finding)
    # Where elements begin at the same place their numbers stand side by side.
    taken: set[tuple[int, int]] = set()
    for number, (stop, node) in enumerate(zip(strip.walk.stops, strip.nodes, strict=True), 1):
        frame = _frame(strip, stop)
        found = (by_node.get(node, []) if node >= 0 else []) if _is_first(strip, number - 1) else []
        yield Shown(
            number=number,
            name=stop.spot.name,
            kind=words.say(ROLES[stop.spot.role])
            if stop.spot.role in ROLES
            else Phrase(f"<{stop.spot.tag}>"),
            way=_way(stop, words),
            facts=tuple(_facts(stop, words)),
            found=tuple(Said(f.outcome, _told(f, words)) for f in found),
            frame=frame,
            badge=_badge(number, frame, taken) if frame else None,
        )


def _is_first(strip: WalkStrip, at: int) -> bool:
    return strip.nodes.index(strip.nodes[at]) == at


def _told(finding: Finding, words: Wording) -> Phrase:
    return words.message(finding) or words.title(finding.check)


def _frame(strip: WalkStrip, stop: Stop) -> tuple[float, float, float, float] | None:
    box, picture = stop.spot.box, strip.picture
    if box is None or not picture.picture or stop.unseen:
        return None
    if box.x >= picture.width_px or box.y >= picture.height_px or box.x + box.width <= 0:
        return None
    return box.x, box.y, max(box.width, 4), max(box.height, 4)


def _badge(
    number: int, frame: tuple[float, float, float, float], taken: set[tuple[int, int]]
) -> tuple[float, float, float]:
    width = 11.0 * len(str(number)) + 12
    left, top = max(0.0, frame[0] - width - 3), max(0.0, frame[1] + frame[3] / 2 - BADGE_PX / 2)
    while (round(left / 20), round(top / 20)) in taken:
        left += width + 2
    taken.add((round(left / 20), round(top / 20)))
    return round(left, 1), round(top, 1), width


def _way(stop: Stop, words: Wording) -> Phrase:
    if stop.after:
        return words.count(
            "Tab: {n} time after {key}", "Tab: {n} times after {key}", stop.presses, key=stop.after
        )
    if not stop.presses:
        return words.say("Has the focus from the start")
    return words.count("Tab: {n} time", "Tab: {n} times", stop.presses)


def _facts(stop: Stop, words: Wording) -> Iterator[Phrase]:
    """Yield what happened at a stop, as far as it is no finding."""
    if stop.is_opaque:
        yield words.say("It is a frame in which nothing can be seen from outside.")
    if stop.unseen:
        yield words.say(UNSEEN[stop.unseen])
    if stop.drops_focus:
        yield words.say("The page takes the focus away at once.")
    elif stop.sends_focus_to is not None:
        yield words.say("The page moves the focus on to “{name}”.", name=stop.sends_focus_to.name)
    elif stop.mark is not None and not stop.mark.area_px:
        yield words.say("Nothing on the screen shows the focus.")
    elif stop.mark is not None:
        yield words.say(
            "The focus is to be seen, with a contrast of {ratio} to 1.", ratio=round(stop.mark.contrast, 1)
        )
    elif stop.changes or stop.has_caret:
        yield words.say("The focus is to be seen.")
    if stop.cover is not None and stop.cover.share > 0:
        percent = round(100 * stop.cover.share)
        yield words.say("{percent} % of it lies behind a bar or message.", percent=percent)
    for held in stop.held:
        yield words.say(
            "The page wanted to do something: {kind} {detail}", kind=held.kind, detail=held.detail[:80]
        )


def _end(strip: WalkStrip, words: Wording) -> Phrase:
    walk = strip.walk
    if any(not trap.leads_out for trap in walk.traps):
        return words.say("The walk ended because the Tab key came no further.")
    if walk.cut:
        return words.say("The walk was ended before it had been round the page.")
    return words.say("The Tab key went round the whole page.")
