"""Whether an address belongs to a site: by the hosts of its start addresses or by its own rules."""

import re
from urllib.parse import urlsplit

from crawler.urls import absolute, comparable, host_key, normal_form, website
from drempel.model.site import Site

_SLASH = re.compile("%2F|%5C")


class Scope:
    """The rules of one `Site`, ready to be asked often.

    http and https, and a host with and without `www.`, are the same website here: sites send their
    visitors from one to the other, and what is linked by the old name still belongs to them.
    """

    def __init__(self, site: Site) -> None:
        self.site = site
        start = tuple(normal_form(url) for url in site.start)
        prefixes = tuple(normal_form(absolute(prefix, start[0]) or prefix) for prefix in site.include)
        self.hosts = frozenset(filter(None, map(host_key, prefixes or start)))
        """`host:port` of every address that the scope was drawn from."""
        self._websites = frozenset(map(website, self.hosts))
        self._prefixes = tuple((website(host_key(prefix)), _path(prefix)) for prefix in prefixes)
        self._exclude = tuple(map(_pattern, site.exclude))

    def covers(self, url: str) -> bool:
        """Tell whether an address is part of the site; anything but http and https is not."""
        key = website(host_key(url))
        return key in self._websites and all(self._covers(key, form) for form in _readings(normal_form(url)))

    def excludes(self, url: str) -> bool:
        """Tell whether the site's own rules leave an address out, on whatever host."""
        return any(self._is_excluded(form) for form in _readings(normal_form(url)))

    def _is_excluded(self, normal: str) -> bool:
        spelled = comparable(normal)
        return any(pattern.fullmatch(spelled) for pattern in self._exclude)

    def _covers(self, key: str, normal: str) -> bool:
        if self._is_excluded(normal):
            return False
        if not self._prefixes:
            return True
        path = _path(normal)
        return any(key == host and _is_below(path, prefix) for host, prefix in self._prefixes)


def _readings(normal: str) -> tuple[str, ...]:
    """Return an address, and as servers read it that take an escaped slash for a slash: `/nl/..%2Ffr`."""
    address, mark, query = normal.partition("?")
    unescaped = _SLASH.sub("/", address)
    return (normal,) if unescaped == address else (normal, normal_form(unescaped + mark + query))


def _path(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def _is_below(path: str, prefix: str) -> bool:
    """Compare by whole path segments: `/nl` covers `/nl/afval`, `/nl?x` and `/nl;x`, not `/nlx`."""
    if not path.startswith(prefix):
        return False
    return prefix.endswith("/") or "?" in prefix or path[len(prefix) :][:1] in {"", "/", "?", ";"}


def _pattern(shell: str) -> re.Pattern[str]:
    """Read `*` as any text; every other sign stands for itself, as `?` and `[` are at home in addresses."""
    return re.compile(".*".join(re.escape(comparable(part)) for part in shell.split("*")), re.DOTALL)
