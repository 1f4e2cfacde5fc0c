"""Frozen dataclasses to plain JSON data and back, driven by their type hints.

Understood are the types that `drempel.model` uses: text, numbers, truth values, bytes, `Any`, enums, optional
values, tuples and lists of one type, mappings, and dataclasses of these. Fields that are missing get their
default and unknown ones are passed over, so that values written by another version can be read.
"""

import dataclasses
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")

_PLAIN = (str, int, bool, NoneType, object)


def to_plain(value: Any) -> Any:
    """Return dicts, lists, text, numbers and `None` only; enums become their values."""
    if dataclasses.is_dataclass(value):
        return {name: to_plain(getattr(value, name)) for name in _names(value.__class__)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, bytes):
        return b64encode(value).decode("ascii")
    if isinstance(value, Mapping):
        return {str(to_plain(key)): to_plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [to_plain(item) for item in value]
    return value


def fields_of(value: Any) -> dict[str, Any] | list[Any] | str:
    """Return what JSON knows of a value, one level deep: the `default` hook of `json.dumps`."""
    if dataclasses.is_dataclass(value):
        return {name: getattr(value, name) for name in _names(value.__class__)}
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, bytes):
        return b64encode(value).decode("ascii")
    if isinstance(value, frozenset):
        return sorted(value)
    raise TypeError(f"{type(value).__name__} cannot be stored as JSON")


def from_plain(kind: type[T], data: Any) -> T:
    """Return the value of a type from plain data; the inverse of `to_plain`."""
    hint: Any = kind
    return cast(T, _reader(hint)(data))


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(kind))


@cache
def _reader(hint: Any) -> Callable[[Any], Any]:
    """Return what builds one value of a type from plain data."""
    if hint is Any or hint in _PLAIN:
        return _same
    if hint is bytes:
        return b64decode
    if hint is float:
        return float  # JSON of whole floats can come back as an int
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        return _dataclass_reader(hint)
    origin, args = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        (inner,) = (arg for arg in args if arg is not NoneType)
        read = _reader(inner)
        return lambda data: None if data is None else read(data)
    if origin in (tuple, list, frozenset):
        read = _reader(args[0])
        return lambda data: origin(map(read, data))
    if isinstance(origin, type) and issubclass(origin, Mapping):
        read_key, read = map(_reader, args)
        return lambda data: {read_key(key): read(item) for key, item in data.items()}
    raise TypeError(f"{hint!r} has no form in storage")


def _same(data: Any) -> Any:
    return data


def _dataclass_reader(kind: Any) -> Callable[[Any], Any]:
    hints = get_type_hints(kind)
    readers = {name: _reader(hints[name]) for name in _names(kind)}

    def read(data: Mapping[str, Any]) -> Any:
        return kind(**{name: read(data[name]) for name, read in readers.items() if name in data})

    return read
