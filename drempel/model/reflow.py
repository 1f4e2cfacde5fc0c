"""What is seen of a page in a narrow view, enlarged, with more room in its text, turned, in forced colours.

Of each state only what differs from the page as it was visited is recorded: what fits nowhere is no matter of
the state in which it was found.
"""

from dataclasses import dataclass, field

from drempel.model.acting import Crop, Spot


@dataclass(frozen=True, slots=True)
class Wide:
    """A part with text or controls for which a narrow page must be scrolled sideways."""

    spot: Spot
    text: str
    """How the text begins that is out of view."""
    beyond_px: int
    """How far it reaches beyond the edge."""
    in_part: bool = False
    """Whether a part of the page is scrolled, not the page: its lines are longer than the part is wide."""
    crop: Crop | None = None


@dataclass(frozen=True, slots=True)
class Cut:
    """Text of which a part cannot be seen, and that no scrolling brings into view."""

    spot: Spot
    """What cuts it off; the text itself where the edge of the page does."""
    text: str
    axis: str
    """`x` at the side, `y` below, `view` at the edge of the page, `dots` with an ellipsis."""
    lines: int
    """Lines of which something is gone."""
    always: bool = False
    """Whether the page shows it so from the start, before anything is enlarged."""
    has_controls: bool = False
    """Whether something near seems to bring it into view: an arrow of a carousel, a “read more”."""
    crop: Crop | None = None


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two texts of which one lies over the other."""

    spot: Spot
    other: Spot
    text: str
    other_text: str
    crop: Crop | None = None


@dataclass(frozen=True, slots=True)
class Lost:
    """Something of the page that is neither seen nor found behind a control."""

    spot: Spot
    kind: str
    """`link`, `button`, `field`, `heading` or `text`."""
    letters: int
    """How long the text is that is gone."""
    part: tuple[int, ...] = ()
    """The largest part around it that is gone with it: nothing in it is found elsewhere."""
    refused: tuple[str, ...] = ()
    """Names of controls that were not tried, because they seem to do something that counts."""
    crop: Crop | None = None


@dataclass(frozen=True, slots=True)
class Layer:
    """Something fixed to the screen that covers a part of a narrow view, wherever one scrolls."""

    spot: Spot
    text: str
    share: float
    """Part of the view, 0 to 1."""
    can_close: bool
    """Whether it has a control that may take it away."""
    crop: Crop | None = None


@dataclass(frozen=True, slots=True)
class Turned:
    """A phone held the other way, and what of the text is gone then."""

    portrait: bool
    """Whether the text is gone upright; else on its side."""
    share: float
    """Part of the letters of the other position that is still to be read, 0 to 1."""
    says: str
    """A text that asks to turn the screen, empty where there is none."""
    lost: tuple[Lost, ...] = ()
    crop: Crop | None = None


@dataclass(frozen=True, slots=True)
class TextRoom:
    """The page zoomed in to 200 %, with a letter size of 200 %, and with the spacing of WCAG 1.4.12."""

    zoom_cuts: tuple[Cut, ...] = ()
    zoom_overlaps: tuple[Overlap, ...] = ()
    letter_cuts: tuple[Cut, ...] = ()
    """With letters of twice the size as a setting of the browser, where the page follows that."""
    letter_overlaps: tuple[Overlap, ...] = ()
    spacing_cuts: tuple[Cut, ...] = ()
    spacing_overlaps: tuple[Overlap, ...] = ()


@dataclass(frozen=True, slots=True)
class Faded:
    """A control of which something cannot be seen in the colours that a reader chose."""

    spot: Spot
    what: str
    """`icon` for all that it shows, `state` for whether it is ticked, `focus` for the mark of the focus; for
    text see `Contrasting.worse`."""
    crop: Crop | None = None


@dataclass(frozen=True, slots=True)
class Contrasting:
    """The page in forced colours (the contrast themes of Windows), and with more contrast asked for."""

    controls: int = 0
    """How many were looked at."""
    faded: tuple[Faded, ...] = ()
    has_more: bool = False
    """Whether the page says how it looks for people who ask for more contrast."""
    worse: tuple[Faded, ...] = ()
    """What is then less to be seen than without: `text` (gone), `faint` (less contrast than 4.5), `focus`."""


@dataclass(frozen=True, slots=True)
class Reflow:
    """The page in a view of 320 by 256 CSS pixels, on a phone held both ways, and as readers set it.

    Of the narrow view only what was seen twice: in the page made narrow and in the page loaded so.
    """

    has_text: bool = False
    """Whether there was text to judge."""
    scroll_width_px: int = 0
    wide: tuple[Wide, ...] = ()
    cuts: tuple[Cut, ...] = ()
    overlaps: tuple[Overlap, ...] = ()
    lost: tuple[Lost, ...] = ()
    layers: tuple[Layer, ...] = ()
    turned: tuple[Turned, ...] = ()
    text: TextRoom = field(default_factory=TextRoom)
    colours: Contrasting = field(default_factory=Contrasting)
    untested: str = ""
    seen: tuple[str, ...] = ()
    """Where it was broken off, the parts that were seen to the end: `text`, `narrow`, `turned`, `colours`."""
