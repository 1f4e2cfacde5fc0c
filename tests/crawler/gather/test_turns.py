"""Which elements style turns with the position of the screen, and by how much."""

import pytest

from crawler.gather.turns import gather_turns
from tests.conftest import BrowserSession

pytestmark = pytest.mark.browser

PAGE = "<!doctype html><html lang=nl><title>Gemeente</title><style>{}</style><body><p>Tekst</p>"


@pytest.mark.parametrize(
    ("style", "wanted"),
    [
        ("p { transform: rotate(90deg) }", []),
        ("@media (orientation: portrait) { body { padding: 1em } }", []),
        ("@media (orientation: portrait) { body { transform: rotate(90deg) } }", [(90, 0)]),
        ("@media (orientation: portrait) { body { rotate: z 0.25turn } }", [(90, 0)]),
        ("@media (orientation: landscape) { body { transform: matrix(0, -1, 1, 0, 0, 0) } }", [(0, -90)]),
        ("@media (orientation: portrait) { body { transform: translateX(10px) } }", [(0, 0)]),
        (
            "body { transform: rotate(2deg) } @media (orientation: landscape) { body { rotate: 90deg } }",
            [(2, 92)],
        ),
        ("@media print and (orientation: portrait) { body { transform: rotate(90deg) } }", []),
        ("@media screen { @media (orientation: portrait) { body { rotate: 90deg } } }", [(90, 0)]),
        ("@media (orientation: portrait) { body { transform: rotate(1 2 3) } }", []),
    ],
)
def test_turns(style: str, wanted: list[tuple[float, float]], browser_session: BrowserSession) -> None:
    found = browser_session.run(PAGE.format(style), gather_turns)
    assert [(turn.portrait_deg, turn.landscape_deg) for turn in found.turns] == wanted
    assert all(turn.path == (1,) for turn in found.turns)
