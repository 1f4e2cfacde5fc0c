"""Who answers for which part of a site, as the settings say."""

from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatchcase
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class PathOwner:
    """The owner of all pages whose path begins with `path`, in which `*` stands for any text."""

    path: str
    """Begins with a slash, e.g. `/wonen/` or `/*/nieuws`."""
    name: str


def owner_of(owners: Iterable[PathOwner], url: str) -> str:
    """Return the name of the owner of a page, of several the one with the longest path; empty without one."""
    try:
        path = urlsplit(url).path or "/"
    except ValueError:
        return ""
    fitting = [one for one in owners if fnmatchcase(path, _escaped(one.path) + "*")]
    return max(fitting, key=lambda one: len(one.path)).name if fitting else ""


def _escaped(path: str) -> str:
    # Square brackets and question marks are ordinary characters here.
    return path.replace("[", "[[]").replace("?", "[?]")
