"""What was recorded of a page while nobody touched it: what moves, blinks or changes by itself."""

from dataclasses import dataclass

from drempel.model.acting import Crop, Spot


@dataclass(frozen=True, slots=True)
class Moving:
    """A part of the page that moves, blinks or changes by itself for more than five seconds."""

    spot: Spot
    how: str
    """`text` (its words change), `moves`, `blinks`, `swaps` (its parts take turns), `drawn` (a canvas),
    `marquee`, or `svg` (SMIL)."""
    by: str = ""
    """`style` for an animation of a style sheet, `script` for what scripts do, else empty."""
    is_endless: bool = True
    """Whether nothing says that it ends: seen three times, or style says so."""
    is_alone: bool = False
    """Whether the page shows no other text beside it."""
    resembles: str = ""
    """`clock` or `loading` where text or names suggest that the movement is what it is about."""
    stopped_by: str = ""
    """Name of the control that was tried and stops or hides it."""
    tried: tuple[str, ...] = ()
    """Names of controls that were tried and did not stop it."""
    refused: tuple[str, ...] = ()
    """Names of controls that may stop it and were not tried."""
    stays_when_reduced: bool | None = None
    """Whether it goes on for people who asked for less motion; `None` where that was not tried."""
    area_px: int = 0
    crop: Crop | None = None


@dataclass(frozen=True, slots=True)
class AnimatedPicture:
    """A picture whose file holds several frames."""

    spot: Spot
    address: str
    frames: int
    seconds: float
    """How long it plays, all repetitions together; 0 where it has no end."""
    is_background: bool = False


@dataclass(frozen=True, slots=True)
class Flash:
    """A part of the page that gets light and dark, or red, more than three times in a second."""

    spot: Spot
    by: str
    """`style`, `script` or `picture`."""
    kind: str
    """`general` or `red`."""
    is_certain: bool
    """Whether number and surface were measured above the thresholds."""


@dataclass(frozen=True, slots=True)
class DeviceMotion:
    """What the page does when the device is moved or tilted."""

    events: tuple[str, ...]
    """Of `deviceorientation` and `devicemotion`, what the page listens to."""
    changed: tuple[Spot, ...] = ()
    """What changed each time such an event was played."""
    done_by: tuple[str, ...] = ()
    """Names of controls that bring about every change too."""
    partly_by: tuple[str, ...] = ()
    """Names of controls that change the same parts, not in all ways."""
    switched_off_by: tuple[str, ...] = ()
    """Names of controls after which the events change nothing."""
    refused: tuple[str, ...] = ()
    """Names of controls that were not tried."""


@dataclass(frozen=True, slots=True)
class Motion:
    """What moves on a page by itself."""

    moving: tuple[Moving, ...] = ()
    pictures: tuple[AnimatedPicture, ...] = ()
    flashes: tuple[Flash, ...] = ()
    stoppers: tuple[str, ...] = ()
    """Names of the controls on the page that seem to stop something."""
    device: DeviceMotion | None = None
    seconds: int = 0
    """How long was looked, since the page was loaded."""
    untested: str = ""
    seen: tuple[str, ...] = ()
    """Where it was broken off, the parts that were seen to the end: `pictures`, `flashes`, `moving`."""
