"""What a page does for the pointer, and whether the keyboard can do the same."""

from dataclasses import dataclass

from drempel.model.acting import Crop, LeftOut, Spot


@dataclass(frozen=True, slots=True)
class Effect:
    """What followed on a key or a click: the most telling of all that changed."""

    kind: str
    """`move`, `post`, `popup`, `dialog`, `download` (held back); `shown`, `hidden`, `text`, `order`,
    `state`, `address`, `look`, `scroll`."""
    detail: str = ""
    """An address, or the text that came or went."""


@dataclass(frozen=True, slots=True)
class Clicked:
    """An element without a control in it that does something when it is clicked."""

    spot: Spot
    effect: Effect
    is_stop: bool
    """Whether the Tab key comes to it."""
    is_native: bool
    own_role: str
    """The role that the page gives it, empty for none."""
    by_key: str = ""
    """The key that does something too; empty where Enter and Space do nothing."""
    elsewhere: Spot | None = None
    """What else on the page does the same and has the focus."""
    unsure: tuple[str, ...] = ()
    """Names of controls near it that were not tried, because they seem to do something that counts."""


@dataclass(frozen=True, slots=True)
class Pressed:
    """An element that does something when the pointer goes down on it, and does not take that back."""

    spot: Spot
    effect: Effect
    is_control: bool
    comes_back: bool
    """Whether pressing it again undoes what it did."""


@dataclass(frozen=True, slots=True)
class Hovered:
    """Something that appears when the pointer is on an element."""

    spot: Spot
    """What is pointed at."""
    content: Spot
    text: str
    has_controls: bool
    by_focus: bool
    """Whether it also appears when the focus comes to the element, or to something in it or around it."""
    by_key: bool
    """Whether Enter or Space on one of these shows it."""
    is_repeated: bool
    """Whether its text and links are elsewhere on the page, or in the name of what is pointed at."""
    covers: bool
    """Whether it lies over other content."""
    by_escape: bool
    """Whether Escape takes it away."""
    can_hover: bool
    """Whether it stays when the pointer goes onto it."""
    crop: Crop | None = None


@dataclass(frozen=True, slots=True)
class Dragged:
    """An element that changes something when it is dragged."""

    spot: Spot
    by_click: bool
    by_key: bool
    inside: int
    """Controls inside it."""
    around: int
    """Other controls in the part around it."""


@dataclass(frozen=True, slots=True)
class Swiped:
    """An element that shows something else when the pointer goes a certain way over it."""

    spot: Spot
    gesture: str
    """`swipe` (the direction matters), or `pinch` with two fingers."""
    by_finger: bool
    """Whether only a finger does it, and not the mouse."""
    text: str = ""
    """What came into view."""
    by_click: bool = False
    """Whether a click on the element itself does it too."""
    elsewhere: Spot | None = None
    """A control that does it too."""
    unsure: tuple[str, ...] = ()
    """Names of controls that were not tried and may do it."""


@dataclass(frozen=True, slots=True)
class Shortcuts:
    """Keys of one character that do something while no field has the focus."""

    keys: tuple[str, ...] = ()
    effect: Effect | None = None
    switch: Spot | None = None
    """What switches them off, or lets them be used with another key."""
    untried: tuple[str, ...] = ()
    """Names of links and buttons that seem to be about it and were not tried."""


@dataclass(frozen=True, slots=True)
class PointerUse:
    """A sample of what can be done with a pointer: at most two or three of each kind of element."""

    clicks: tuple[Clicked, ...] = ()
    presses: tuple[Pressed, ...] = ()
    hovers: tuple[Hovered, ...] = ()
    swipes: tuple[Swiped, ...] = ()
    drags: tuple[Dragged, ...] = ()
    shortcuts: Shortcuts | None = None
    """`None` where the page listens to no keys."""
    pressed: int = 0
    """How many elements were tried that listen to the pointer going down."""
    left: tuple[LeftOut, ...] = ()
    """What was not tried of these."""
    untested: str = ""
    seen: tuple[str, ...] = ()
    """Where it was broken off, the parts that were seen to the end: names of the fields above."""

    @property
    def refused(self) -> tuple[Spot, ...]:
        """Return what was not used, because it seems to do something that counts."""
        return tuple(one.spot for one in self.left if one.why == "act" and one.spot is not None)
