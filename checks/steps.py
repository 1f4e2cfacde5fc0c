"""The steps by which people reproduce what was found by using a page, as messages for `failed(…, steps=…)`.

The first step of all is to open the page; it is never said.
"""

from drempel.i18n import N_
from drempel.model.finding import Step

CONTEXT = "steps"
"""Context of the messages in the catalogue."""

TAB_ONCE = N_("Press Tab once.")
TAB_TIMES = N_("Press Tab {times} times.")
PRESS = N_("Press {key}.")
CLICK = N_("Click “{name}”.")
POINT_AT = N_("Point at “{name}” with the mouse.")
PAST_LAST = N_("Press Tab until you are past the last button in what opened.")
GO_TO = N_("Go to “{name}” with the Tab key.")
NARROW_TO = N_("Make the window {width} pixels wide, or zoom in to 400 % in a window of 1280 pixels.")
ZOOM = N_("Zoom in to {percent} %.")
SPACE_TEXT = N_("Give the text more room: lines, letters, words and paragraphs (WCAG 1.4.12).")
LARGER_LETTERS = N_("Set the browser to letters of twice the size.")
CONTRAST_THEME = N_("Set the computer to a contrast theme.")
SCROLL_DOWN = N_("Scroll down.")
TURN = N_("Hold the screen upright, then turn it on its side.")
WAIT = N_("Wait {seconds} seconds and touch nothing.")
FILL_IN = N_("Type “{value}” in “{name}”.")
LESS_MOTION = N_(
    "Ask your device for less motion, in its settings for accessibility, and load the page again."
)
TILT = N_("Open the page on a phone, tilt it and shake it.")
WITHOUT_SCRIPT = N_("Switch JavaScript off and load the page again.")
WITHOUT_IMAGES = N_("Switch images off in the browser and load the page again.")
MORE_CONTRAST = N_("Ask your device for more contrast, in its settings for accessibility.")
HOLD_DOWN = N_("Press the mouse button on “{name}”, move the mouse away, and let go.")
MOVE_ONTO = N_("Move the mouse onto what appears.")
DRAG = N_("Drag “{name}” with the mouse.")
SWIPE = N_("Swipe over “{name}” to the side, with the mouse button down.")
SWIPE_FINGER = N_("Swipe over “{name}” to the side with a finger.")
LET_FILL_IN = N_("Let the browser or a program for passwords fill in “{name}”.")
LEAVE_ALONE_A_MINUTE = N_("Touch nothing for one minute.")
LEAVE_ALONE = N_("Touch nothing for {minutes} minutes.")
PINCH = N_("Put two fingers on “{name}” and spread them.")


def tab(times: int) -> Step:
    """Return the step of pressing Tab a number of times."""
    return Step(TAB_ONCE) if times == 1 else Step(TAB_TIMES, {"times": str(times)})


def press(key: str) -> Step:
    """Return the step of pressing a key, by the name on it."""
    return Step(PRESS, {"key": key})


def click(name: str) -> Step:
    """Return the step of clicking on what has a name."""
    return Step(CLICK, {"name": name})


def point_at(name: str) -> Step:
    """Return the step of moving the mouse to what has a name."""
    return Step(POINT_AT, {"name": name})


def go_to(name: str) -> Step:
    """Return the step of going with the Tab key to what has a name."""
    return Step(GO_TO, {"name": name})


def past_last() -> Step:
    """Return the step of pressing Tab past the end of what opened."""
    return Step(PAST_LAST)


def narrow_to(width_px: int) -> Step:
    """Return the step of making the window narrow."""
    return Step(NARROW_TO, {"width": str(width_px)})


def zoom(percent: int) -> Step:
    """Return the step of zooming in."""
    return Step(ZOOM, {"percent": str(percent)})


def space_text() -> Step:
    """Return the step of giving text the room of WCAG 1.4.12."""
    return Step(SPACE_TEXT)


def larger_letters() -> Step:
    """Return the step of setting larger letters in the browser."""
    return Step(LARGER_LETTERS)


def contrast_theme() -> Step:
    """Return the step of setting colours for all programs."""
    return Step(CONTRAST_THEME)


def scroll_down() -> Step:
    """Return the step of scrolling."""
    return Step(SCROLL_DOWN)


def turn() -> Step:
    """Return the step of turning the screen."""
    return Step(TURN)


def wait(seconds: int) -> Step:
    """Return the step of waiting."""
    return Step(WAIT, {"seconds": str(seconds)})


def fill_in(name: str, value: str) -> Step:
    """Return the step of typing in a field."""
    return Step(FILL_IN, {"name": name, "value": value})


def without_script() -> Step:
    """Return the step of switching JavaScript off."""
    return Step(WITHOUT_SCRIPT)


def without_images() -> Step:
    """Return the step of switching images off."""
    return Step(WITHOUT_IMAGES)


def more_contrast() -> Step:
    """Return the step of asking the device for more contrast."""
    return Step(MORE_CONTRAST)


def less_motion() -> Step:
    """Return the step of asking the device for less motion."""
    return Step(LESS_MOTION)


def tilt() -> Step:
    """Return the step of moving the device."""
    return Step(TILT)


def hold_down(name: str) -> Step:
    """Return the step of pressing the mouse button on what has a name, and letting go elsewhere."""
    return Step(HOLD_DOWN, {"name": name})


def move_onto() -> Step:
    """Return the step of moving the mouse onto what appeared."""
    return Step(MOVE_ONTO)


def drag(name: str) -> Step:
    """Return the step of dragging what has a name."""
    return Step(DRAG, {"name": name})


def swipe(name: str, *, by_finger: bool) -> Step:
    """Return the step of swiping over what has a name."""
    return Step(SWIPE_FINGER if by_finger else SWIPE, {"name": name})


def pinch(name: str) -> Step:
    """Return the step of making something larger with two fingers."""
    return Step(PINCH, {"name": name})


def let_fill_in(name: str) -> Step:
    """Return the step of letting the browser fill in a field."""
    return Step(LET_FILL_IN, {"name": name})


def leave_alone(minutes: int) -> Step:
    """Return the step of doing nothing for some minutes."""
    if minutes == 1:
        return Step(LEAVE_ALONE_A_MINUTE)
    return Step(LEAVE_ALONE, {"minutes": str(minutes)})
