"""What a gatherer says while it goes on: what it has seen so far, for the case that it is broken off."""

from collections.abc import Callable
from typing import Any

Keep = Callable[[Any], None]
"""Takes an artefact of what was seen so far; its field `seen` names the parts that came to their end."""


def forget(artefact: Any) -> None:
    """Take in what was seen so far where nobody asks for it."""
    del artefact
