"""Safe looks into PDF objects (pikepdf): the wrong type gives nothing, never an error."""

import zlib
from collections.abc import Collection, Iterator
from typing import Any

import pikepdf

from crawler.gather.pdf.limits import MAX_STREAM_BYTES, TooMuch, Unreadable


def is_dict(value: Any) -> bool:
    """Tell whether a value is a dictionary or a stream, which has one."""
    return isinstance(value, (pikepdf.Dictionary, pikepdf.Stream))


def entry(holder: Any, key: str) -> Any:
    """Return an entry of a dictionary or stream; `None` where there is none."""
    try:
        return holder.get(key)
    except (AttributeError, TypeError, ValueError, pikepdf.PdfError):
        return None


def keys_of(holder: Any) -> Collection[str]:
    """Return which entries a dictionary or stream has; empty for what is none.

    Asking each of many entries whether it is there takes longer.
    """
    try:
        found: Collection[str] = holder.keys()
    except (AttributeError, TypeError, ValueError, pikepdf.PdfError):
        return ()
    return found


def sub(holder: Any, key: str) -> Any:
    """Return an entry that is a dictionary or stream, else `None`."""
    value = entry(holder, key)
    return value if is_dict(value) else None


def items(value: Any) -> Iterator[Any]:
    """Yield the items of an array; of anything else nothing."""
    if isinstance(value, pikepdf.Array):
        for at in range(len(value)):
            yield value[at]


def one_or_more(value: Any) -> Iterator[Any]:
    """Yield the items of an array, or the value itself."""
    if isinstance(value, pikepdf.Array):
        yield from items(value)
    elif value is not None:
        yield value


def text(value: Any) -> str | None:
    """Return a text string; `None` for what is none."""
    if isinstance(value, pikepdf.String):
        try:
            return str(value)
        except (UnicodeError, ValueError):
            return bytes(value).decode("latin-1")
    return None


def name(value: Any) -> str:
    """Return a name without its slash; empty for what is none."""
    if isinstance(value, pikepdf.Name):
        try:
            return str(value)[1:]
        except UnicodeError:
            return bytes(value)[1:].decode("latin-1")
    return ""


def number(value: Any, default: float = 0.0) -> float:
    """Return a number; the default for what is none."""
    if isinstance(value, bool):
        return default
    try:
        return float(value)
    except (TypeError, ValueError, OverflowError):
        return default


def whole(value: Any) -> int | None:
    """Return a whole number; `None` for what is none."""
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def key_of(value: Any) -> tuple[int, int]:
    """Return the number and generation of an object; `(0, 0)` for one that stands inside another."""
    try:
        found = value.objgen
    except (AttributeError, ValueError):
        return (0, 0)
    return (int(found[0]), int(found[1]))


def data(stream: Any, limit: int = MAX_STREAM_BYTES, *, is_needed: bool = False) -> bytes:
    """Return the unpacked bytes of a stream; empty for what is none or cannot be unpacked.

    Raises `TooMuch` where more comes out than the limit: a small file can hold gigabytes. Raises `Unreadable`
    for a stream that cannot be unpacked and without which nothing can be said of the file.
    """
    if not isinstance(stream, pikepdf.Stream):
        return b""
    try:
        filters = [name(one) for one in one_or_more(entry(stream, "/Filter"))]
        if filters == ["FlateDecode"] and entry(stream, "/DecodeParms") is None:
            return _inflate(stream.read_raw_bytes(), limit)
        if len(filters) > 1:
            _refuse_bombs(stream, filters, limit)
        content = bytes(stream.read_bytes())
    except (pikepdf.PdfError, zlib.error, ValueError, RuntimeError):
        if is_needed:
            raise Unreadable("stream") from None
        return b""
    if len(content) > limit:
        raise TooMuch("stream")
    return content


def _inflate(packed: bytes, limit: int) -> bytes:
    content = zlib.decompressobj().decompress(packed, limit + 1)
    if len(content) > limit:
        raise TooMuch("stream")
    return content


def _refuse_bombs(stream: Any, filters: list[str], limit: int) -> None:
    """Raise `TooMuch` where packing upon packing would unpack to more than the limit."""
    if filters[0] != "FlateDecode":
        return
    packed = stream.read_raw_bytes()
    for step in filters:
        if step != "FlateDecode":
            return
        packed = _inflate(packed, limit)
