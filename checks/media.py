"""What stands beside sound and film on a page: players, texts and links that may say the same in words.

A machine cannot hear whether a text says what is said. It can tell that there is none, or that those who
need it do not get it; everything else is a question.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from drempel.dom import Dom, Node, fold
from drempel.model.artefact import Media, MediaElement, MediaTrack
from drempel.model.finding import Box

RUNNING_TEXT_WORDS = 8
"""A block of fewer words is a label or a line below a picture, no account of what a film shows."""

WORDS_PER_SECOND = 0.7
"""A text with fewer words for each second of sound cannot hold what is said: even slow speech, 100 words a
minute, has more than twice as many, and not all of a recording is speech."""

AGREEING_SHARE = 0.95
"""Of the different words in captions, how many a text on the page must have to count as the same."""

CAPTION_KINDS = frozenset({"captions", "subtitles"})

_BESIDE_THE_CONTENT = ("nav", "header", "footer", "search")
_NO_ACCOUNT = frozenset(
    ("a", "audio", "button", "label", "legend", "noscript", "option", "script", "select", "style", "summary",
     "template", "textarea", "title", "video", "h1", "h2", "h3", "h4", "h5", "h6")
)  # fmt: skip
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Words:
    """How many words of running text a page has, by who gets them, and whether links lead to more."""

    seen: int
    exposed: int
    links: bool

    def can_hold(self, seconds: float | None) -> bool:
        """Say whether the text that is seen is long enough for what is said in so many seconds."""
        return self.seen >= max(1.0, WORDS_PER_SECOND * (seconds or 0))


def films(dom: Dom, media: Media) -> Iterator[tuple[Node, MediaElement]]:
    """Yield the films that visitors can see and play: of some length, and no mere decoration.

    A film without buttons that plays by itself and cannot be heard is a moving background.
    """
    for node, element in _joined(dom, media):
        has_picture = element.has_picture or (element.tag == "video" and not element.ready_state)
        is_backdrop = not element.controls and (element.autoplay or not element.paused) and element.muted
        if has_picture and node.is_visible and not is_backdrop:
            yield node, element


def recordings(dom: Dom, media: Media) -> Iterator[tuple[Node, MediaElement]]:
    """Yield the sound without pictures that visitors can play, or that plays by itself."""
    for node, element in _joined(dom, media):
        is_sound = element.tag == "audio" or (element.ready_state and not element.has_picture)
        can_be_heard = (element.controls and node.is_visible) or is_playing(element)
        if is_sound and can_be_heard:
            yield node, element


def is_playing(element: MediaElement) -> bool:
    """Say whether an element began to play by itself, aloud."""
    return (element.autoplay or not element.paused) and not element.muted


def playing(dom: Dom, media: Media) -> Iterator[tuple[Node, MediaElement]]:
    """Yield what plays sound by itself."""
    return (found for found in _joined(dom, media) if is_playing(found[1]) and found[1].has_sound)


def captions_of(element: MediaElement) -> MediaTrack | None:
    """Return the track with captions of a film; one that is empty or not there does not count."""
    tracks = (t for t in element.tracks if t.kind in CAPTION_KINDS and t.cues != 0)
    return next(tracks, None)


def agrees(track: MediaTrack, dom: Dom) -> bool:
    """Say whether a text on the page says what the captions say: two that were made apart are right."""
    words = set(_WORD.findall(track.text.casefold()))
    page = set(_WORD.findall(" ".join(text for _, shown, text in dom.pieces() if shown).casefold()))
    return bool(words) and len(words & page) >= AGREEING_SHARE * len(words)


def text_named_by(dom: Dom, node: Node, element: MediaElement) -> Node | None:
    """Return the text to which a player itself points (`aria-details`, `aria-describedby`), if it is one."""
    ids = f"{node.get('aria-details')} {node.get('aria-describedby')}".split()
    texts = (text for name in ids if (text := dom.by_id(name, node)) is not None)
    least = max(RUNNING_TEXT_WORDS, WORDS_PER_SECOND * (element.duration_s or 0))
    return next((text for text in texts if len(text.visible_text.split()) >= least), None)


def has_descriptions(element: MediaElement) -> bool:
    """Say whether a film carries a track that tells what is to be seen."""
    return any(track.kind == "descriptions" and track.cues != 0 for track in element.tracks)


def _joined(dom: Dom, media: Media) -> Iterator[tuple[Node, MediaElement]]:
    for element in media.elements:
        node = dom.at_path(element.path, element.tag)
        if node is not None and not element.is_live and not element.error:
            yield node, element


def words_of(dom: Dom) -> Words:
    """Return how much running text a page has outside menus and headings."""
    blocks: dict[Node, list[tuple[Node, str, Box]]] = {}
    for owner, text, box in dom.placed_pieces():
        if owner.closest(*_NO_ACCOUNT) is None and _is_content(owner):
            blocks.setdefault(owner.block, []).append((owner, text, box))
    seen = exposed = 0
    for block, pieces in blocks.items():
        count = len(fold(" ".join(text for _, text, _ in pieces)).split())
        if count < RUNNING_TEXT_WORDS:
            continue
        owner, _, box = pieces[0]
        # Text that is moved out of the page (`text-indent`) has a box there, its element has not.
        seen += count if owner.is_visible and box.x + box.width > 0 else 0
        exposed += count if not any(n.get("aria-hidden") == "true" for n in (block, *block.ancestors)) else 0
    links = any(
        link.name and link.is_visible and _is_content(link) and not link["href"].startswith("#")
        for link in dom.select("a[href]")
    )
    return Words(seen, exposed, links)


def _is_content(node: Node) -> bool:
    return not any(place in _BESIDE_THE_CONTENT for place in node.place.split("/"))


PLAYER_WORDS = re.compile(
    r"\b(?:afspel\w*|audio|demp\w*|geluid\w*|mute|unmute|pauz\w*|pause|play|sound|speel\w*|start|stil\w*|stop\w*|"
    r"volume|arr[êe]t\w*|couper|lecture|muet|silence|son)\b|[⏯⏸⏹⏵▶🔇🔈🔊]",
    re.IGNORECASE,
)
"""What names of buttons that stop sound have in them, in Dutch, English and French."""

BUTTON_ROLES = ("button", "checkbox", "link", "menuitem", "slider", "spinbutton", "switch", "ToggleButton")


def buttons(dom: Dom) -> Iterator[Node]:
    """Yield the controls with a name that people can see and reach with assistive technology."""
    for role in BUTTON_ROLES:
        yield from (node for node in dom.with_role(role) if node.name.strip() and node.is_visible)
