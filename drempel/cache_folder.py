"""Where what can be made again is kept for the next run: in the user's own cache folder, if that is safe.

What is kept there may be program code or decide what a text is taken for. So a folder counts as safe only
where nobody but the user (and the system's administrator) can put something in it or in the way to it.
Everything works without; only slower.
"""

import contextlib
import os
import stat
import sys
import tempfile
from hashlib import blake2b
from pathlib import Path

VARIABLE = "DREMPEL_CACHE"
"""The environment variable that keeps us from using the folder, when it says `off`."""

_DIGEST_BYTES = 32
_OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH


def cache_folder(name: str) -> Path | None:
    """Return our folder of that name, made if need be and safe to read from and write to.

    `None` where there is none: switched off, the home is not the user's own, another user could write in it
    or replace it, or it cannot be made. The way to it holds no symbolic links.
    """
    if os.environ.get(VARIABLE, "").strip().lower() == "off":
        return None
    try:
        base = _base()
        # A home that does not exist is not made: that user is to have none.
        base.mkdir(mode=0o700, exist_ok=True)
        folder = base.resolve(strict=True)
        for part in ("drempel", name):
            # Looked at first, so that nothing is made where others could lead it elsewhere.
            if not _is_safe(folder):
                return None
            folder /= part
            folder.mkdir(mode=0o700, exist_ok=True)
        return folder if _is_safe(folder) else None
    except (OSError, RuntimeError):
        return None


def keep(folder: Path | None, name: str, key: bytes, content: bytes) -> None:
    """Keep content under a name, in place of what was there; whatever goes wrong, nothing is kept.

    It comes into being at once and whole, so that several processes can do this at the same time. `key` says
    what the content was made of.
    """
    if folder is None:
        return
    with contextlib.suppress(OSError):
        handle, part = tempfile.mkstemp(prefix=f"{name}.", suffix=".part", dir=folder)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(_seal(key, content))
                file.write(content)
            Path(part).replace(folder / name)
        except BaseException:
            with contextlib.suppress(OSError):
                Path(part).unlink()
            raise


def kept(folder: Path | None, name: str, key: bytes) -> memoryview | None:
    """Return what is kept under a name; `None` where nothing is, it is damaged, or made of something else."""
    if folder is None:
        return None
    try:
        content = memoryview((folder / name).read_bytes())
    except OSError:
        return None
    seal, content = content[:_DIGEST_BYTES], content[_DIGEST_BYTES:]
    return content if seal == _seal(key, content) else None


def _seal(key: bytes, content: bytes | memoryview) -> bytes:
    """Return by what whole content is told from damaged, and that of this key from that of another."""
    of_key = blake2b(key, digest_size=_DIGEST_BYTES).digest()
    return blake2b(content, digest_size=_DIGEST_BYTES, key=of_key).digest()


def _base() -> Path:
    """Return where the user's programs keep such things; an address that is not absolute does not count."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    named = Path(os.environ.get("XDG_CACHE_HOME", ""))
    if named.is_absolute():
        return named
    return Path.home() / ("Library/Caches" if sys.platform == "darwin" else ".cache")


def _is_safe(folder: Path) -> bool:
    """Tell whether nobody else can write in a folder or put another one in its place.

    Looked at from the top: once nobody else can change one, what is in it stays what it is. In a folder with
    the sticky bit, such as `/tmp`, nobody can take away what is another's. Windows keeps other users out
    of the folder that it gives a user.
    """
    if sys.platform == "win32":
        return True
    user = os.geteuid()
    for above in reversed(folder.parents):
        found = above.lstat()
        is_shared = found.st_mode & _OTHERS_WRITE and not found.st_mode & stat.S_ISVTX
        if not stat.S_ISDIR(found.st_mode) or found.st_uid not in {0, user} or is_shared:
            return False
    own = folder.lstat()
    return stat.S_ISDIR(own.st_mode) and own.st_uid == user and not own.st_mode & _OTHERS_WRITE
