"""The stable identity of an issue: the same over pages of one template, scans, and who saw it.

Version `f1`. Anything that changes what goes into the hash needs a new version and a decision record,
because all issues of all sites would look new.
"""

import hashlib
import re
from urllib.parse import urlsplit

PREFIX = "f1:"

_INDEX_PAGE = re.compile(r"(?:index|default)\.(?:html?|php|aspx?|jsp)", re.IGNORECASE)
_DATE = re.compile(r"(?:19|20)\d\d[-_.]?(?:0[1-9]|1[0-2])[-_.]?(?:0[1-9]|[12]\d|3[01])")
_UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", re.IGNORECASE)
_HEX = re.compile(r"(?=[a-f]*\d)(?=\d*[a-f])[0-9a-f]{16,}", re.IGNORECASE)
_NUMBER = re.compile(r"\d+")
# A number of five digits and more at either end is a record's, and the words beside it are its title.
_TITLE_WITH_ID = re.compile(r"\d{5,}[-_.].*|.*[-_]\d{5,}")
_FOLDED = re.compile(r"\{[a-z]+\}")
_LANGUAGE = re.compile(r"(?:nl|fr|de|en)(?:[-_](?:be|nl|gb|us))?", re.IGNORECASE)

_GROUPING = frozenset({"Document", "DocumentFragment", "Part", "Art", "Sect", "Div", "NonStruct", "Private"})
"""Tags that group others and say no more (ISO 32000-1, table 333, and ISO 32000-2)."""
_HEADING = re.compile(r"\A(?:H[1-6]|heading \d+)\b")
_COUNT = re.compile(r"\[\d+\]")
# Six letters that differ from one export to the next (ISO 32000-1, 9.6.4).
_SUBSET = re.compile(r"\b[A-Z]{6}\+")


def fingerprint(problem_id: str, place: str, path_template: str, structure: str, message_key: str) -> str:
    """Return the identity of a problem, e.g. `f1:` and 32 hexadecimal digits (128 bits of SHA-256).

    `place` is the landmark path for the shared parts of a page, so that one header on 500 pages is one issue;
    where it is empty (the main content) `path_template` takes its place, see `part_of_site`. `message_key` is
    empty for a problem that axe-core sees too: it keeps its identity whoever saw it.
    """
    parts = (problem_id, place or path_template, structure, message_key)
    return PREFIX + hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:32]


def document_fingerprint(problem_id: str, address: str, structure: str, message_key: str) -> str:
    """Return the identity of a problem of a document, in the form of `fingerprint`.

    Documents have no template: the same mistake in two of them is repaired twice, and so is two problems. The
    document is known by the address under which its site has it, not by its content: a file that is replaced
    by a newer one keeps its problems.
    """
    return fingerprint(problem_id, f"document {address}", "", part_of_document(structure), message_key)


def part_of_document(structure: str) -> str:
    """Return the structural place in a document without what changes whenever it is made anew.

    `Document > Sect > P > Figure` gives `P > Figure`, for tags that only group come and go with the program
    that writes them. Levels of nested lists and headings are folded; numbers, and the random letters before
    the name of an embedded font, are left out.
    """
    kinds: list[str] = []
    for part in structure.split(" > "):
        kind = _HEADING.sub("H", _COUNT.sub("", _SUBSET.sub("", part)).strip())
        if kind and kind not in _GROUPING and kind not in kinds:
            kinds.append(kind)
    return " > ".join(kinds)


def path_template(url: str) -> str:
    """Return the path of a URL as the pages beside it share it: the name of the page itself is folded.

    `/nieuws/2026/11/24/kerstmarkt-op-het-plein` gives `/nieuws/{n}/{n}/{n}/{page}`, `/verhuizen` gives
    `/{page}`, the home page `/`. Pages of one folder are mostly made by one template, and what fails in
    the same structure of all of them is repaired once: one issue that lists its pages. Numbers, dates and
    ids in folders are folded too; query and fragment are left out.
    """
    folded: list[str] = []
    for raw in urlsplit(url).path.split("/"):
        segment = raw.partition(";")[0]
        if segment:
            folded.append(_fold(segment, after_number=bool(folded and _FOLDED.fullmatch(folded[-1]))))
    if folded and _INDEX_PAGE.fullmatch(folded[-1]):
        folded.pop()
    return "/" + "/".join((*folded[:-1], "{page}")) if folded else "/"


def part_of_site(url: str) -> str:
    """Return the path template of a URL with no more than its first folder, for problems in the content.

    `/diensten/burgerzaken/paspoort` and `/diensten/wonen` give `/diensten/{page}`: folders below the first
    (the second, where the first names a language) mostly follow the menu, not the template. A folder of
    numbers only is none.
    """
    folders = [one for one in path_template(url).split("/")[1:] if one]
    named = [one for one in folders[:-1] if not _FOLDED.fullmatch(one)]
    kept = named[: 2 if named and _LANGUAGE.fullmatch(named[0]) else 1]
    return "/" + "/".join((*kept, *folders[-1:]))


def _fold(segment: str, *, after_number: bool) -> str:
    stem, dot, suffix = (
        segment.rpartition(".") if re.search(r"\.[a-z]{2,5}\Z", segment) else (segment, "", "")
    )
    if _UUID.fullmatch(stem) or _HEX.fullmatch(stem) or _TITLE_WITH_ID.fullmatch(stem):
        stem = "{id}"
    else:
        stem = _NUMBER.sub("{n}", _DATE.sub("{date}", stem))
        if after_number and "-" in stem:
            stem = "{title}"
    return stem + dot + suffix
