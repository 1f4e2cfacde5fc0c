"""Sound that begins by itself, lasts longer than three seconds and cannot be stopped."""

from collections.abc import Iterator

from checks.base import Result, cant_tell, check, failed, passed
from checks.media import PLAYER_WORDS, buttons, playing
from drempel.dom import Dom, Node
from drempel.i18n import N_
from drempel.model.artefact import Media
from drempel.model.finding import Impact

MAX_SOUND_S = 3.0
"""Source: WCAG 1.4.2."""

NEAR = 3
"""Levels up from the player within which a button is taken to be one of the player's."""


@check(
    id="sound-plays-by-itself",
    title=N_("Sound starts by itself and cannot be stopped"),
    repair=N_("Let visitors start the sound themselves, or show the controls of the player."),
    requirements=("wcag:1.4.2",),
    act=("80f0bf", "aaa1bf", "4c31df"),
    needs=(Dom, Media),
    impact=Impact.SERIOUS,
    same_as=("axe:no-autoplay-audio",),
    overrules=("axe:no-autoplay-audio",),
    messages={
        "plays": N_("Sound plays by itself for {seconds} seconds, and there is no button to stop it."),
        "repeats": N_("Sound plays by itself over and over, and there is no button to stop it."),
        "button": N_("Sound plays by itself. Does the button “{name}” stop it?"),
    },
)
def sound_plays_by_itself(dom: Dom, media: Media) -> Iterator[Result]:
    """Yield one result per element that plays sound by itself."""
    for node, element in playing(dom, media):
        is_short = element.duration_s is not None and element.duration_s <= MAX_SOUND_S and not element.loop
        has_own = element.controls and node.is_visible
        if is_short or has_own or any(PLAYER_WORDS.search(button.name) for button in buttons(dom)):
            yield passed(node)
        elif near := _button_near(dom, node):
            yield cant_tell(node, "button", name=near.name)
        elif element.loop or element.duration_s is None:
            yield failed(node, "repeats")
        else:
            yield failed(node, "plays", seconds=round(element.duration_s))


def _button_near(dom: Dom, player: Node) -> Node | None:
    around = [above for above in player.ancestors if above.tag not in {"html", "body", "main"}][:NEAR]
    return next((b for b in buttons(dom) if any(above.holds(b) for above in around)), None)
