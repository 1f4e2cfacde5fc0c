"""Rows of pages that a server makes up without end, known by their addresses and by what they show.

Calendars, combinations of filters, paths that grow by relative links, session ids in unknown parameters,
counters and random names. No pattern alone tells a trap from an archive, so each page that was asked is
weighed by its content: a page *gives* something if it has words that no page of the site had before, or if
a page that was found on it does. A page that gives nothing is *barren*.

Addresses of one family (the same path or parameters, whatever the numbers) share an account of barren
pages, and families that lead to each other without end share one too, so that the day, week and month views
of a calendar are one trap. Which pages are charged: those that differ from one already asked in a date, a
page number, a filter or a token only, and of all others (titles, numbered articles) those that were found
on a sister or on a barren page: what is listed by the site's own hubs is finite. When an account is full, no
more of its addresses are asked; what a trap's page links to beside the trap still is.

What remains: an archive of more pages than an account holds, reached through numbered leaves only, in which
no page has a word of its own, is taken for a trap. Text that people write has such words on every page.
"""

import re
from collections import Counter, deque
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b

from crawler.nearness import Lexicon, alike, signature, vocabulary
from crawler.urls import normal_form, page_identity
from drempel.model.snapshot import Reason

_MARK = "<"
"""Begins each folded part; it cannot stand in the normal form of an address."""

_YEAR = r"(?:19|20|21)\d\d"
_MONTH_NAME = (
    r"jan(?:uari|uary|vier)?|feb(?:ruari|ruary)?|f(?:%C3%A9|e)vrier|maart|mrt|mar(?:ch|s)?|apr(?:il)?|avril|mei|may|mai"
    r"|jun[ei]?|juin|jul[iy]?|juillet|aug(?:ustus|ust)?|ao(?:%C3%BB|u)t|sep(?:tember|tembre|t)?|o[ck]t(?:ober|obre)?"
    r"|nov(?:ember|embre)?|dec(?:ember)?|d(?:%C3%A9|e)cembre"
)
_MONTH = rf"(?:0?[1-9]|1[0-2]|{_MONTH_NAME})"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_DATE = re.compile(
    rf"(?<!\d)(?:{_YEAR}[-_.](?:{_MONTH}(?:[-_.]{_DAY})?|W\d\d?)|{_YEAR}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
    rf"|(?:{_DAY}[-_.])?{_MONTH}[-_.]{_YEAR})(?:[T_]\d\d?(?::?\d\d){{0,2}})?(?![\dA-Za-z])",
    re.IGNORECASE,
)
_PATH_DATE = re.compile(
    rf"(?<![^/])(?:{_YEAR}(?:/(?:{_MONTH}(?:/{_DAY})?|w?[0-5]?\d))?|(?:{_DAY}/)?{_MONTH}/{_YEAR})(?![^/])",
    re.IGNORECASE,
)
_PATH_COUNT = re.compile(
    r"(?<![^/])(page|pagina|seite|p|offset|start|week|maand|month|mois|jaar|year|dag|day|jour)([-/])\d+"
    r"(?![^/])",
    re.IGNORECASE,
)
_PATH_TOKEN = re.compile(
    r"(?<![0-9A-Za-z])(?:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
    r"|(?=[0-9A-Za-z]*\d[A-Za-z]+\d)(?=[0-9A-Za-z]*[A-Za-z]\d+[A-Za-z])[0-9A-Za-z]{12,}"
    r"|(?=[0-9a-f]*\d[0-9]*[a-f]+\d)[0-9a-f]{8,11}|\d{16,})(?![0-9A-Za-z])"
)
_NUMBER_ALONE = re.compile(r"(?<![0-9A-Za-z])\d+(?![0-9A-Za-z])")
_WORD = re.compile(r"[0-9A-Za-z%]+")
_TITLED = re.compile(r"(?<![^/])[A-Za-z]{2,}[-_][A-Za-z]{2,}[-_][^/]*$")
_TOKEN_NAME = re.compile(rf"(?:^|&)([^&=]*)={_MARK}token>")
_NUMBER = re.compile(r"[-+]?\d+(?:[.,]\d+)?")
_DIGITS = re.compile(r"\d+")
_LETTERS = re.compile(r"[a-z]+")
_TOKEN = re.compile(
    r"(?=[A-Za-z_-]*\d)(?=[0-9_-]*[A-Za-z])[0-9A-Za-z_-]{4,11}|\d{6,}"
    r"|(?=.*\d[A-Za-z]+\d)(?=.*[A-Za-z]\d+[A-Za-z])[0-9A-Za-z_-]{12,}"
)
_CURSOR = re.compile(r"after|before|cursor|token|next|continue|continuation|since|state|seed|nonce|_", re.I)
_IDENTIFIER = re.compile(
    r"\w*id|\w*nr|artikel|article|bericht|dienst|doc|document|event|item|news|nieuws|node|product|vacature",
    re.IGNORECASE | re.ASCII,
)
_VIEW = re.compile(
    r"print\w*|afdruk\w*|sort\w*|sorteer\w*|order\w*|dir|view|weergave|layout|style|theme|font\w*|contrast"
    r"|format|mode|tmpl|display",
    re.IGNORECASE,
)
"""Parameters that show the same page in another way."""

_DOCUMENT = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|od[tsp]|rtf|csv|zip|epub)$", re.IGNORECASE)
_LEAVES = 12
"""How many barren pages of another family a trap's pages may lead to before that family is part of it."""

_LEAF_TURNS = 2
"""A trap's own pages come first that often as like pages beside it: they are the ones that lead on."""

_MAX_PENDING = 256
"""More pages than are ever open at once."""

_KEPT_SIGNATURES = 8
_KEPT_FACES = 32
"""How many different pages are remembered that gave nothing and led on, to know a trap by its face."""


@dataclass(frozen=True, slots=True)
class _Address:
    """What an address tells by its form."""

    page: int
    """Hash of the page, the same for http, https, with and without `www.`."""
    path: str
    pattern: str
    kind: int
    """Hash of what repeats have in common: the pattern and the names of its filters, else the mere shape."""
    family: str
    is_endless: bool
    has_title: bool
    """A segment of text stands behind the date or number: `/nieuws/2024/05/titel`."""
    grows: bool
    """Segments of the path come back."""
    folder: str
    """Where relative links of the page lead, if its name neither runs on nor counts; else empty."""
    words: frozenset[str]


@dataclass(slots=True)
class _Account:
    """The charged pages of a family, or of families that lead to each other."""

    asked: int = 0
    giving: int = 0
    balance: int = 0
    """Barren pages less giving ones, never below zero."""
    signatures: list[int] = field(default_factory=list)

    def charge(self) -> None:
        self.asked += 1
        self.balance += 1

    def relieve(self) -> None:
        """Take back a charge, and one more: the page gave something."""
        self.giving += 1
        self.balance = max(0, self.balance - 2)

    def take_over(self, other: "_Account") -> None:
        self.asked += other.asked
        self.giving += other.giving
        self.balance += other.balance
        self.signatures = (self.signatures + other.signatures)[-_KEPT_SIGNATURES:]

    @property
    def is_mostly_giving(self) -> bool:
        return self.giving >= 0.6 * self.asked

    @property
    def is_of_real_pages(self) -> bool:
        return self.giving >= 3 and self.is_mostly_giving

    def keep(self, mark: int) -> None:
        if mark:
            self.signatures = [*self.signatures, mark][-_KEPT_SIGNATURES:]

    def is_full(self, limit: int, reserve: int = 0) -> bool:
        """Tell whether too many pages gave nothing: in a row but for some, or among all."""
        most = limit + limit // 20 + reserve // 4
        return self.balance >= limit + reserve or (self.asked >= most and not self.is_mostly_giving)


@dataclass(slots=True)
class _Barren:
    """A page that gave nothing so far."""

    family: str
    parent: str
    """Family of the barren page that it was found on, or empty."""
    signature: int
    is_charged: bool
    is_credited: bool = False


@dataclass(slots=True)
class _Asked:
    """A page whose content is awaited."""

    address: _Address
    parent: int = 0
    is_charged: bool = False
    is_grown: bool = False
    """It was found on a sister or on a barren page."""


@dataclass(slots=True)
class _Seen:
    """The page that was noted last, until its links are known."""

    asked: _Asked
    new_words: set[str]


class TrapGuard:
    """Keeps the accounts of one crawl; not shared between sites.

    For each page: `refuses` before it is asked, `note_page` when its content is known, `note_links` when its
    links are, in this order. Memory: 32 KiB, and some hundred bytes for each barren page and each pattern.
    """

    def __init__(self, limit_per_pattern: int = 44, max_path_depth: int = 20) -> None:
        self.limit_per_pattern = limit_per_pattern
        """Barren pages in one account; a trap that gives something now and then ends a little later."""
        self.max_path_depth = max_path_depth
        """Path segments; an address with more of them is refused however it came about."""
        self._lexicon: Lexicon | None = None
        self._accounts: dict[str, _Account] = {}
        self._joined: dict[str, str] = {}
        self._leaves: Counter[tuple[str, str]] = Counter()
        self._barren: dict[int, _Barren] = {}
        self._pending: dict[int, _Asked] = {}
        self._met: set[int] = set()
        self._queued: Counter[int | str] = Counter()
        self._faces: deque[tuple[int, str]] = deque(maxlen=_KEPT_FACES)
        self._last: _Seen | None = None

    def pattern(self, url: str) -> str:
        """Return the page address with everything that can run on folded into `<date>`, `<n>` and so on."""
        address = page_identity(url).page_url
        return f"{address.partition('://')[0]}://{_read(address).pattern}"

    def is_suspect(self, url: str) -> bool:
        """Tell whether the server could make up addresses like this one without end, going by its form."""
        address = _read(url)
        return address.is_endless and not address.has_title

    def turn(self, url: str, found_on: str = "") -> int:
        """Return 0 for an address to be visited with the rest, else how many of its kind wait before it.

        To be called once when an address is queued. Suspects come after all others and take turns by
        pattern, so that a trap's many days do not keep us from the months, and what is odd comes first.
        """
        address = _read(url)
        if address.is_endless:
            before = self._count(address.kind)
            return before if address.has_title else before + 1
        parent = _read(found_on) if found_on else None
        if parent is None or parent.page not in self._barren:
            return 0
        before = self._count(address.kind)
        if not self._continues(parent, address):
            return _LEAF_TURNS * before
        sisters = self._count(self._root(parent.family))
        return 1 + (min(sisters, 3 * before) if self._are_sisters(parent, address) else sisters)

    def too_deep(self, url: str) -> Reason | None:
        """Return why an address is refused at first sight, or `None`; counts nothing."""
        depth = normal_form(url).partition("?")[0].count("/") - 2
        return Reason("depth", f"{depth} path segments") if depth > self.max_path_depth else None

    def refuses(self, url: str, found_on: str = "") -> Reason | None:
        """Return why an address is not to be asked any more, or `None` and then count it as asked.

        To be called once per page, right before it is visited. Keys: `pattern` (detail: the pattern),
        `near-duplicate` (detail: the family of pages that give nothing new) or `depth`.
        """
        if deep := self.too_deep(url):
            return deep
        address = _read(url)
        parent = _read(found_on) if found_on else None
        barren_parent = self._barren.get(parent.page) if parent else None
        is_sister = parent is not None and self._are_sisters(parent, address)
        is_repeat = address.grows or (address.is_endless and address.kind in self._met)
        is_grown = is_sister or barren_parent is not None
        if is_repeat or is_grown:
            if self._is_cut(address, parent, is_repeat=is_repeat, is_sister=is_sister):
                return self._why_cut(address)
            self._account(address.family).charge()
            if barren_parent:
                self._count_leaf(barren_parent.family, address.family)
        self._await(
            _Asked(
                address,
                parent.page if parent else 0,
                is_charged=is_repeat or is_grown,
                is_grown=is_grown,
            )
        )
        if address.is_endless or barren_parent:
            self._met.add(address.kind)
        return None

    def note_page(self, url: str, text: str, asked_as: str = "") -> None:
        """Weigh what a judged page shows; to be called before its links are queued.

        `asked_as` is the address by which it was asked, if a redirect led from there to `url`.
        """
        address = _read(url)
        asked = self._pending.pop(address.page, None)
        if asked is None and asked_as:
            asked = self._pending.pop(_read(asked_as).page, None)
        if asked is None:
            asked = _Asked(address)
        if self._lexicon is None:
            self._lexicon = Lexicon()
        new_words = self._lexicon.learn(vocabulary(text)) - address.words
        self._last = _Seen(asked, new_words)
        if self._has_news(asked, new_words):
            self._settle_giving(asked)
            return
        mark = signature(text)
        account = self._account(asked.address.family)
        is_like_others = not mark or any(alike(mark, other) for other in account.signatures)
        account.keep(mark)
        if asked.is_charged and not asked.is_grown and not is_like_others:
            # Listed by a hub, and another page in the same words: decisions, tables.
            self._settle_giving(asked)
            return
        self._settle_barren(asked, mark)

    def note_links(self, found_on: str, urls: Collection[str]) -> None:
        """Weigh the addresses that a page gave, all of them new; to be called once after `note_page`."""
        if not urls:
            return
        page = _read(found_on)
        last, self._last = self._last, None
        found = [_read(url) for url in urls]
        if last and last.asked.is_charged and self._has_news(last.asked, last.new_words):
            # The name of the next random page is no news.
            last.new_words.difference_update(*(one.words for one in found))
            if not self._has_news(last.asked, last.new_words):
                account = self._account(last.asked.address.family)
                account.giving -= 1
                account.balance += 2
                self._settle_barren(last.asked, 0)
        if barren := self._barren.get(page.page):
            if any(self._is_document(address) for address in found):
                self._credit(page.page)
            self._lead_on(page, barren, found)

    def credit(self, url: str) -> None:
        """Note that a page led to something of the site that is no page of a trap: it is not barren."""
        self._credit(_read(url).page)

    def restore(self, asked: Iterable[str], fruitful: Iterable[str]) -> None:
        """Take up the accounts of a crawl that was left: page addresses asked, and those that led further.

        Of the others only suspects count, and some room is left for them to prove worth going on.
        """
        fruit = {_read(url).page for url in fruitful}
        for url in asked:
            address = _read(url)
            if not address.is_endless:
                continue
            if address.kind in self._met or address.grows:
                account = self._account(address.family)
                account.charge()
                if address.page in fruit:
                    account.relieve()
            self._met.add(address.kind)
        room = self.limit_per_pattern * 4 // 5
        for account in self._accounts.values():
            account.balance = min(account.balance, room)
            account.asked = min(account.asked, room + account.giving)

    def _why_cut(self, address: _Address) -> Reason:
        if address.is_endless:
            return Reason("pattern", address.pattern)
        return Reason("near-duplicate", address.family)

    def _await(self, asked: _Asked) -> None:
        self._pending[asked.address.page] = asked
        if len(self._pending) > _MAX_PENDING:
            # The oldest one failed: nothing is told of a page that was not judged.
            del self._pending[next(iter(self._pending))]

    def _is_cut(
        self, address: _Address, parent: _Address | None, *, is_repeat: bool, is_sister: bool
    ) -> bool:
        limit = self.limit_per_pattern
        barren = self._barren.get(parent.page) if parent else None
        account = self._account(address.family)
        if account.is_full(limit):
            if address.has_title and not is_repeat:
                # It may be a page behind the trap; there are not many of those either.
                return account.is_full(limit, limit // 5)
            if is_repeat or barren or (is_sister and address.kind in self._met):
                return True
        if parent is None or barren is None:
            return False
        return self._continues(parent, address) and self._account(barren.family).is_full(limit)

    def _has_news(self, asked: _Asked, new_words: set[str]) -> bool:
        return len(new_words) >= (2 if asked.address.is_endless else 1)

    def _settle_giving(self, asked: _Asked) -> None:
        if asked.is_charged:
            self._account(asked.address.family).relieve()
        parent = self._barren.get(asked.parent)
        if parent and self._root(parent.family) != self._root(asked.address.family):
            self._leaves[self._root(parent.family), self._root(asked.address.family)] -= 1
            self._credit(asked.parent)

    def _settle_barren(self, asked: _Asked, mark: int) -> None:
        address = asked.address
        parent = self._barren.get(asked.parent)
        self._barren[address.page] = _Barren(
            address.family, parent.family if parent else "", mark, asked.is_charged
        )
        if parent and alike(parent.signature, mark):
            self._join(address.family, parent.family)

    def _count_leaf(self, trap: str, family: str) -> None:
        """Join a family to the trap whose pages led to many of it; those that give something do not count."""
        pair = self._root(trap), self._root(family)
        if pair[0] != pair[1]:
            self._leaves[pair] += 1
            if self._leaves[pair] > _LEAVES:
                self._join(*pair)

    def _lead_on(self, page: _Address, barren: _Barren, found: list[_Address]) -> None:
        """Reckon with a page that gives nothing and leads on all the same: the mark of a trap."""
        if (
            not barren.is_charged
            and not barren.is_credited
            and any(self._continues(page, to) for to in found)
        ):
            self._account(barren.family).charge()
            barren.is_charged = True
        if barren.parent:
            self._join(barren.family, barren.parent)
        for mark, family in self._faces:
            if alike(mark, barren.signature):
                self._join(barren.family, family)
                return
        if barren.signature:
            self._faces.append((barren.signature, barren.family))

    def _are_sisters(self, one: _Address, other: _Address) -> bool:
        return self._root(one.family) == self._root(other.family) or one.path == other.path

    def _continues(self, parent: _Address, address: _Address) -> bool:
        """Tell whether an address is more of the same: a sister of the page it is on, or below that one."""
        return self._are_sisters(parent, address) or (
            bool(parent.folder) and address.path.startswith(parent.folder)
        )

    def _is_document(self, address: _Address) -> bool:
        return bool(_DOCUMENT.search(address.path)) and self._queued[address.kind] <= 1

    def _credit(self, page: int) -> None:
        barren = self._barren.get(page)
        if barren and not barren.is_credited:
            barren.is_credited = True
            if barren.is_charged:
                self._account(barren.family).relieve()

    def _count(self, what: int | str) -> int:
        before = self._queued[what]
        self._queued[what] = before + 1
        return before

    def _account(self, family: str) -> _Account:
        return self._accounts.setdefault(self._root(family), _Account())

    def _root(self, family: str) -> str:
        while family in self._joined:
            family = self._joined[family]
        return family

    def _join(self, one: str, other: str) -> None:
        """Let two families share an account, unless one of them is a folder of real pages."""
        one, other = self._root(one), self._root(other)
        mine, theirs = self._account(one), self._account(other)
        if one != other and not mine.is_of_real_pages and not theirs.is_of_real_pages:
            theirs.take_over(mine)
            del self._accounts[one]
            self._joined[one] = other


@lru_cache(maxsize=4096)
def _read(url: str) -> _Address:
    rest = page_identity(url).page_url.partition("://")[2]
    address, _, query = rest.partition("?")
    host, _, path = address.partition("/")
    site = host.removeprefix("www.")
    folded, grows = _fold_path(path)
    folded_query = _fold_query(query) if query else ""
    shows_other_view = bool(query) and _shows_other_view(query)
    pattern = f"{host}/{folded}?{folded_query}" if query else f"{host}/{folded}"
    is_endless = shows_other_view or _MARK in pattern
    if shows_other_view:
        family = kind = "*?<view>"
    else:
        family = _family(folded, folded_query, path, grows)
        kind = f"{folded}?{folded_query}?{_names(query)}" if is_endless else _shape(f"{path}?{query}")
    last = folded.rpartition("/")[2]
    return _Address(
        page=_hash(rest.removeprefix("www.")),
        path=f"/{path}",
        pattern=pattern,
        kind=_hash(f"{site}/{kind}"),
        family=f"{site}/{family}",
        is_endless=is_endless,
        has_title=_MARK in folded and not grows and not query and bool(last) and _MARK not in last,
        grows=grows,
        folder="" if is_endless or query or _DIGITS.search(path) else _folder(path),
        words=frozenset(_LETTERS.findall(f"{path}?{query}".lower())),
    )


def _folder(path: str) -> str:
    folder = path.rpartition("/")[0]
    return f"/{folder}/" if folder else f"/{path}/"


def _fold_path(path: str) -> tuple[str, bool]:
    path = _PATH_COUNT.sub(rf"\1\2{_MARK}n>", _PATH_DATE.sub(f"{_MARK}date>", path))
    path = _PATH_TOKEN.sub(f"{_MARK}token>", path)
    segments = [_DATE.sub(f"{_MARK}date>", segment) for segment in path.split("/")]
    distinct = sorted({segment for segment in segments if segment})
    # One segment that comes back (`/nieuws/nieuws`) happens on real sites; two do not.
    grows = len(segments) - segments.count("") - len(distinct) >= 2
    return "/".join([*distinct, f"{_MARK}again>"] if grows else segments), grows


def _fold_query(query: str) -> str:
    pairs = [_fold_pair(*pair.partition("=")[::2]) for pair in query.split("&")]
    fixed = [pair for pair in pairs if _IDENTIFIER.fullmatch(pair.partition("=")[0])]
    if len(pairs) - len(fixed) >= 2:
        return "&".join([*fixed, f"{_MARK}filters>"])
    return "&".join(pairs)


def _fold_pair(name: str, value: str) -> str:
    if not value or _IDENTIFIER.fullmatch(name):
        return f"{name}={value}"
    if _CURSOR.fullmatch(name) or (_TOKEN.fullmatch(value) and not _DATE.fullmatch(value)):
        return f"{name}={_MARK}token>"
    if _NUMBER.fullmatch(value):
        return f"{name}={_MARK}n>"
    return f"{name}={_DATE.sub(f'{_MARK}date>', value)}"


def _names(query: str) -> str:
    return "&".join(sorted({pair.partition("=")[0] for pair in query.split("&")}))


def _shows_other_view(query: str) -> bool:
    names = [pair.partition("=")[0] for pair in query.split("&")]
    free = [name for name in names if not _IDENTIFIER.fullmatch(name)]
    return bool(free) and all(map(_VIEW.fullmatch, free))


def _family(folded: str, folded_query: str, path: str, grows: bool) -> str:
    """Return what sisters have in common: the way up to what runs on, or the folder."""
    if grows:
        return f"{_MARK}again>"
    if _MARK in folded:
        start, mark, _ = folded.partition(_MARK)
        return start + mark
    if token := _TOKEN_NAME.search(folded_query):
        # A mark of the visitor may hang on every page.
        return f"*?{token[1]}"
    numbers = _DIGITS.sub("#", path)
    if folded_query:
        return f"{numbers}?"
    start, number, _ = numbers.partition("#")
    # The number behind a title belongs to it.
    return start + number if number and not _TITLED.search(start) else f"{path.rpartition('/')[0]}/*"


def _shape(address: str) -> str:
    """Return an address with only the length of its words, or with its words and not its numbers."""
    if _NUMBER_ALONE.search(address):
        return _NUMBER_ALONE.sub("#", address)
    return _WORD.sub(lambda word: str(len(word[0])), address)


def _hash(text: str) -> int:
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest())
