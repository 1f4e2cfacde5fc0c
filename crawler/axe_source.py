"""Find axe-core in an installed package; it is never copied into this project.

The copy inside the locked package `axe-playwright-python` is used, so that two machines agree; another
file only by explicit setting. Version and SHA-256 are stored with each scan.
"""

import hashlib
import importlib.util
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from drempel.errors import SetupError

MINIMUM = (4, 10, 0)
"""Oldest axe-core whose rule set carries the WCAG 2.2 tags and the ACT mapping that we rely on."""

_VERSION = re.compile(r"axe v(\d+)\.(\d+)\.(\d+)")


@dataclass(frozen=True, slots=True)
class AxeSource:
    """An axe-core file with its version."""

    path: Path
    version: str
    sha256: str
    source: str


@lru_cache(maxsize=4)
def find_axe(path: str = "") -> AxeSource:
    """Return axe-core from a path, or from the installed package when the path is empty.

    Raises `SetupError` when the file is missing, is not axe-core, or is older than `MINIMUM`.
    """
    file = Path(path) if path else _packaged()
    try:
        source = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SetupError(
            "axe-core cannot be read from {file}: {reason}. Check [browser] axe_path.",
            file=file,
            reason=error,
        ) from error
    found = _VERSION.search(source[:200])
    if not found:
        raise SetupError(
            "{file} is not axe-core: it does not begin with its version. Check [browser] axe_path.", file=file
        )
    version = tuple(int(part) for part in found.groups())
    if version < MINIMUM:
        raise SetupError(
            "axe-core {found} in {file} is too old; at least {needed} is needed. "
            "Run: pip install -U axe-playwright-python",
            found=".".join(found.groups()),
            file=file,
            needed=".".join(map(str, MINIMUM)),
        )
    return AxeSource(file, ".".join(found.groups()), hashlib.sha256(source.encode()).hexdigest(), source)


def _packaged() -> Path:
    # find_spec does not import the package: that would load Playwright's synchronous side.
    spec = importlib.util.find_spec("axe_playwright_python")
    if spec is None or spec.origin is None:
        raise SetupError("axe-core is missing. Run: pip install axe-playwright-python")
    return Path(spec.origin).parent / "axe.min.js"
