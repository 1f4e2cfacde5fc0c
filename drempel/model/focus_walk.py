"""What was recorded while the Tab key went through a page, key by key."""

from dataclasses import dataclass

from drempel.model.acting import Crop, Held, Spot


@dataclass(frozen=True, slots=True)
class Change:
    """One thing in the style of an element or its surroundings that comes and goes with the focus."""

    who: str
    """`self`, `label`, `below`, `above` or `beside`: where it changes, seen from the element."""
    pseudo: str
    """`::before` or `::after`, else empty."""
    what: str
    """Name of the style (`outline`, `boxShadow`, `borderTop`…)."""
    focused: str
    plain: str
    """The style with and without the focus."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What pixels say of the focus on an element: two pictures of the same part, with and without it."""

    area_px: int
    """Square pixels that differ; 0 where the two are the same."""
    contrast: float
    """Of what differs, with against without; a tenth of it has more."""


@dataclass(frozen=True, slots=True)
class Cover:
    """How much of an element lies behind something that stays in its place."""

    share: float
    """0 to 1, of the points that were looked at."""
    beyond: float
    """Share of the points that are outside the view."""
    by: Spot | None = None


@dataclass(frozen=True, slots=True)
class Stop:
    """One element at which the Tab key stopped."""

    spot: Spot
    presses: int
    """How many times Tab was pressed until here, since the page was loaded or since `after`."""
    after: str = ""
    """The key that first led out of a part (`Escape`), else empty."""
    scroll_y: int = 0
    type: str = ""
    tabindex: str = ""
    is_native: bool = False
    """Whether the browser itself makes it a control."""
    scrolls: bool = False
    in_frame: bool = False
    in_dialog: bool = False
    is_opaque: bool = False
    """Whether it is a frame into which nobody looks."""
    is_hidden: bool = False
    """Whether it is in a part that is hidden from assistive technology."""
    has_caret: bool = False
    unseen: str = ""
    """Why nothing of the element can be seen while it has the focus (`transparent`, `cut`, `outside`, `tiny`,
    `hidden`, `no-box`), else empty."""
    is_in_view: bool = True
    cover: Cover | None = None
    changes: tuple[Change, ...] = ()
    looked: bool = False
    """Whether style was compared."""
    mark: Mark | None = None
    """What pixels say; `None` where they were not asked."""
    crop: Crop | None = None
    """Without and with the focus."""
    held: tuple[Held, ...] = ()
    """What the page wanted to do because the focus came; seen twice."""
    sends_focus_to: Spot | None = None
    """Where the page itself moved the focus on."""
    drops_focus: bool = False
    """Whether the page takes the focus away from it at once, and nothing has it then."""


@dataclass(frozen=True, slots=True)
class Trap:
    """A few elements from which Tab does not lead away."""

    spots: tuple[Spot, ...]
    presses: int
    """How many times Tab was pressed until the first of them."""
    leads_out: str = ""
    """What leads away: `Shift+Tab`, another key, `click` for a button inside, or empty for nothing."""
    advised: str = ""
    """The words on the page by which it says which key leads out."""
    by: str = ""
    """Name of the button that leads out."""
    is_modal: bool = False
    """Whether it is a dialog that says it is modal."""
    refused: tuple[str, ...] = ()
    """Names of buttons inside that were not pressed, because they seem to do something that counts."""
    held: tuple[Held, ...] = ()


@dataclass(frozen=True, slots=True)
class Skip:
    """A link at the beginning that is to lead past something, and what it does."""

    spot: Spot
    presses: int
    target: str
    """The id it names."""
    found: bool
    """Whether the page has an element with that id."""
    moves_focus: bool
    """Whether the next Tab goes on from the target."""
    scrolls: bool
    """Whether the target came into view, or was in view already."""
    lands: str
    """Name of what Tab reached after it."""
    is_visible: bool = True


@dataclass(frozen=True, slots=True)
class Missed:
    """An element that a mouse can use and at which Tab never stopped."""

    spot: Spot
    why: str
    """`negative` for a negative tabindex, `passed` where nothing tells why."""


@dataclass(frozen=True, slots=True)
class FocusWalk:
    """The walk with the Tab key through a page, from its top."""

    stops: tuple[Stop, ...] = ()
    """Each element once, in the order of the keys."""
    came_round: bool = False
    """Whether the end of the page was reached and the walk was back at its beginning."""
    cut: bool = False
    """Whether it was ended because there was no end to it."""
    traps: tuple[Trap, ...] = ()
    back: tuple[tuple[int, ...], ...] = ()
    """Paths of the elements at which Shift+Tab stopped, from the end of the page back; a sample."""
    back_trap: Trap | None = None
    skips: tuple[Skip, ...] = ()
    missed: tuple[Missed, ...] = ()
    losses: tuple[Stop, ...] = ()
    """The elements after which the focus was nowhere, although the page had not ended."""
    width_px: int = 0
    height_px: int = 0
    """Of the whole page."""
    untested: str = ""


@dataclass(frozen=True, slots=True)
class WalkPicture:
    """The page as a picture (JPEG), for the strip of the walk."""

    picture: bytes = b""
    width_px: int = 0
    height_px: int = 0
    """What of the page it shows, in CSS pixels."""
    untested: str = ""


@dataclass(frozen=True, slots=True)
class WalkStrip:
    """What the strip of a walk is made of."""

    walk: FocusWalk
    picture: WalkPicture
    nodes: tuple[int, ...]
    """For each stop the index of its element in the page tree, -1 where it is not there."""
