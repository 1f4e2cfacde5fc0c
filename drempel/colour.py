"""Colours as browsers compute them: reading, laying over each other, contrast by WCAG."""

import re
from dataclasses import dataclass
from functools import lru_cache

_RGB = re.compile(r"rgba?\((\d+), (\d+), (\d+)(?:, ([\d.]+))?\)")
_SRGB = re.compile(r"color\(srgb ([\d.e-]+) ([\d.e-]+) ([\d.e-]+)(?: / ([\d.]+))?\)")

LARGE_PX = 24.0
LARGE_BOLD_PX = 14 * 96 / 72
"""Letters are large from 18 points, bold ones from 14 points (WCAG 2.2, "large scale")."""
BOLD = 700


@dataclass(frozen=True, slots=True)
class Colour:
    """An sRGB colour: channels 0 to 255, alpha 0 to 1."""

    red: float
    green: float
    blue: float
    alpha: float = 1.0

    def over(self, other: "Colour") -> "Colour":
        """Return what is seen where this colour lies over another one."""
        alpha = self.alpha + other.alpha * (1 - self.alpha)
        if not alpha:
            return CLEAR
        own, rest = self.alpha / alpha, other.alpha * (1 - self.alpha) / alpha
        return Colour(
            own * self.red + rest * other.red,
            own * self.green + rest * other.green,
            own * self.blue + rest * other.blue,
            alpha,
        )

    def faded(self, opacity: float) -> "Colour":
        """Return the colour with its alpha multiplied."""
        return self if opacity == 1 else Colour(self.red, self.green, self.blue, self.alpha * opacity)

    @property
    def luminance(self) -> float:
        """Return the relative luminance, 0 (black) to 1 (white). Source: WCAG 2.2, "relative luminance"."""
        return 0.2126 * _linear(self.red) + 0.7152 * _linear(self.green) + 0.0722 * _linear(self.blue)

    @property
    def hex(self) -> str:
        """Return the notation that web editors know, e.g. `#1a6fb0`; alpha is left out."""
        return "#" + "".join(f"{round(part):02x}" for part in (self.red, self.green, self.blue))


CLEAR = Colour(0, 0, 0, 0)
WHITE = Colour(255, 255, 255)


def _linear(channel: float) -> float:
    share = channel / 255
    return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)


@lru_cache(maxsize=4_000)
def parse(text: str) -> Colour | None:
    """Return a computed colour; `None` for a notation that is not read (other colour spaces)."""
    if match := _RGB.fullmatch(text):
        red, green, blue, alpha = match.groups()
        return Colour(int(red), int(green), int(blue), float(alpha) if alpha is not None else 1.0)
    if match := _SRGB.fullmatch(text):
        red, green, blue, alpha = match.groups()
        opaque = float(alpha) if alpha is not None else 1.0
        return Colour(_channel(red), _channel(green), _channel(blue), opaque)
    return None


def _channel(share: str) -> float:
    return min(max(float(share), 0.0), 1.0) * 255


def contrast(one: Colour, other: Colour) -> float:
    """Return the contrast ratio of two opaque colours, 1 to 21. Source: WCAG 2.2, "contrast ratio"."""
    lighter, darker = sorted((one.luminance, other.luminance), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def is_large(size_px: float, weight: float) -> bool:
    """Say whether letters are large by WCAG: less contrast is enough for them."""
    return size_px >= LARGE_PX or (size_px >= LARGE_BOLD_PX - 0.01 and weight >= BOLD)
