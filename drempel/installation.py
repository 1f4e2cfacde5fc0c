"""Whether this installation is whole: our package names are common words that others use too."""

from importlib import import_module
from pathlib import Path

import drempel
from drempel.errors import SetupError

PACKAGES = ("crawler", "checks", "readability", "storage", "reports")


def check_installation() -> None:
    """Raise `SetupError` when another distribution has taken one of our package names."""
    home = Path(drempel.__file__).resolve().parent.parent
    for name in PACKAGES:
        file = import_module(name).__file__
        if file is None or Path(file).resolve().parent.parent != home:
            raise SetupError(
                "The package {name} is not Drempel's own but the one in {file}. Install Drempel in an "
                "environment of its own (uv tool install or pipx).",
                name=name,
                file=file,
            )
