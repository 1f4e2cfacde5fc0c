"""Telephone numbers of the institution, and what a call costs.

Belgian numbers by `phonenumbers`, short ones by a list of our own and the words beside them. Left out: fax,
other bodies, emergency and help lines, account and enterprise numbers, years and amounts.
"""

import csv
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from urllib.parse import unquote

import phonenumbers
from phonenumbers import PhoneNumberType, shortnumberinfo

from checks.facts.bodies import Bodies, sentence_start
from checks.facts.page import Line, Page, words_of
from checks.facts.structured import Stated
from drempel.dom import Node
from drempel.model.facts import Evidence, Phone

REGION = "BE"

# A run of digits with the marks that people write between them, long enough for a number.
_RUN = re.compile(r"(?:\+|\(|0)[\d\s()./\-–\u00a0\u2011]{7,24}\d")
_DIGIT = re.compile(r"\d{2}")
_FAX = re.compile(r"(?:\bfax\b|\bf(?=\s*[.:]?\s*$)|📠|telefax|\bfaxnummer\b)", re.IGNORECASE)
_TEL = re.compile(
    r"(?:\b(?:tel|telefoon\w*|telefonisch\w*|téléphone|phone|telephone|bel|belt|bellen|"
    r"gsm|mobiel|call|nummer|"
    r"contactcenter|infolijn|helpdesk|t|m)\b|☎|📞|✆|\u260f)",
    re.IGNORECASE,
)
_NO_PHONE_BEFORE = re.compile(
    r"(?:iban|bic|rekening(?:nummer)?|ondernemingsnummer|kbo|btw(?:-nummer)?|tva|rpr|isbn|issn|"
    r"rijksregister(?:nummer)?|insz|dossier(?:nummer)?|referentie|ref\.?|perceel|kadaster|barcode|"
    r"bedrag|nummerplaat|besluit|(?<!bel of )(?<!bellen of )sms(?:'en)?(?: naar)?|"
    r"klantnummer|lidnummer|factuurnummer|"
    r"(?:mededeling|vermelding)(?: van)?|b\.?s\.?|staatsblad|inv\.?|inventaris(?:nummer)?|polis(?:nummer)?|"
    r"bestek|lastenboek|kavel|lot|artikel|art\.?)"
    r"\W{0,3}(?:(?!(?:bel|tel|gsm)\b)[A-Z][a-z]+\s)?(?:nr\.?\s*|nummer\s*|[A-Z]{2}\s?\d{0,2}\s?)?[\d\s.]{0,3}$",
    re.IGNORECASE,
)
# A compound that ends on "number" names what is numbered: of a telephone, or of something else.
_NUMBER_OF = re.compile(
    r"\b(\w{2,}?)-?(?:nummer|nr|code|kenmerk)\.?\W{0,3}$|\b()kenmerk\W{0,3}$", re.IGNORECASE
)
_OF_PHONE = re.compile(
    r"(?:tele)?(?:foon|phone|tel)|gsm|mobiel|info(?:rmatie)?|gratis|groene?|contact|dienst|permanentie|hulp|bel|wacht|"
    r"oproep|klanten|service|binnen|nood|kies|centraal|alarm|meld|doorkies",
    re.IGNORECASE,
)
_OF_PREFIX = re.compile(
    r"(?<![\w.,/+-])(?:078[ ./-]{1,3}\d{2}[ .-]?\d{2}[ .-]?\d{2}|078[ ./-]{1,3}\d{3}[ .-]\d{3}"
    r"|0800[ ./-]{1,3}(?:\d{2}[ .-]?\d{3}|\d{3}[ .-]?\d{2}|\d[ .-]\d{2}[ .-]\d{2}))(?![\w/-]|[.,]\d|[ ]\d)"
)
_NUMBERED_YEAR = re.compile(r"\b(?:19|20)\d\d(?:\s?/\s?|-)$")
"""A year right before it: the number of a file. A dash with spaces only parts one thing from another."""
_ENTERPRISE = re.compile(
    r"\b(?:kbo|bce|btw|tva|rpr|rpm|ondernemingsnummer|numéro d['’]entreprise)\b"
    r"(?:(?!\b(?:tel|telefoon|téléphone|phone|bel|belt|gsm|mobiel|call)\b)[^\d!?]){0,20}"
    r"([01]\d{3}[. ]?\d{3}[. ]?\d{3})\b",
    re.IGNORECASE,
)
"""The number of an enterprise; none is told behind a word for calling."""
_MONEY_AFTER = re.compile(r"^\s*(?:€|euro\b|eur\b|cent\b|km\b|m²|inwoners|stuks)", re.IGNORECASE)
_SHORT = re.compile(r"(?<![\w.,/€+-])(?<!\d )(1\d{2,3})(?![\w/€-])(?![.,]\d)(?! \d)")
_SHORT_CUE = re.compile(
    r"\b(?:bel|belt|bellen|belde|tel|telefoon\w*|telefonisch|(?:info|gratis |"
    r"telefoon)nummer|nummer|infolijn|\w*lijn|call|"
    r"appelez|contactcenter|numéro|helpdesk)\b[^.!?]{0,45}$",
    re.IGNORECASE,
)
_BY_WAY = re.compile(r"\bvia (?:het )?$|\b(?:infolijn|contacteer)\b[^.!?]{0,30}\bop $", re.IGNORECASE)
_YEAR_CUE = re.compile(
    r"(?:\b(?:in|uit|van|sinds|anno|jaar|rond|omstreeks|tot|voor|na|vanaf|eeuw|kost|"
    r"bedraagt|ongeveer|meer dan|minstens)\s*)$",
    re.IGNORECASE,
)
_AFTER_SHORT = re.compile(
    r"^\s*(?:€|euro|eur\b|cent|bomen|inwoners|m²|km|stuks|woningen|kilogram|kilo|kg|gram|liter|ton|meter|hectare|ha|frank|leden|mensen|personen|"
    r"bezoekers|jaar\b|[A-Z][a-zé]+(?:\s*$|[,|-]))"
)
_FREE = re.compile(r"\bgratis\b|\bgratuit\b|\bfree of charge\b|\bkosteloos\b", re.IGNORECASE)
DUTCH_DIGITS = 10
MAX_PLACE = 300
"""Characters of a line that may hold an address."""
_NATIONAL = re.compile(r"\(?0[1-9]")
_DUTCH_CODE = re.compile(r"(?<![\w.])[1-9]\d{3} ?(?!S[ADS]\b)[A-Z]{2} +[A-Z]")
_BELGIAN_TOWN = re.compile(r"\d\w{0,2},?[ -]+[1-9]\d{3} [A-Z][a-z]|^[1-9]\d{3} [A-Z][a-z]", re.MULTILINE)
_DUTCH_NUMBER = re.compile(
    r"\b(?:bel|tel|telefoon\w*)\b[^\d+\n]{0,30}(?<![\d+])0(?![789]00|7[08])[1-35-9]\d{1,2}"
    r"(?:[ -]?\d){6,7}(?![ ./-]?\d)",
    re.IGNORECASE,
)
"""A number to call of ten digits: those of Belgium have nine, but for mobile telephones (04)."""
_WORDS = re.compile(r"[^\W\d_]{3,}")
_IN_ZONE_09 = re.compile(r"(?:\+32\s?(?:\(0\))?|0032\s?|\(?0)9\)?[\s/.-]+0")
"""A number written in zone 09 that would be dear if its digits were grouped in another way: nobody knows."""
_NUMERIC_CELL = re.compile(r"[\d\s.,€%()/-]+")


@dataclass(frozen=True, slots=True)
class ShortNumber:
    """A short number from our list; `cost` is `None` where no source tells it."""

    number: str
    kind: str
    cost: str | None


@cache
def short_numbers() -> dict[str, ShortNumber]:
    """Return the short numbers that we know, by number."""
    text = files("checks.facts").joinpath("data", "short_numbers.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return {row["number"]: ShortNumber(row["number"], row["kind"], row["cost"] or None) for row in rows}


def region_of(page: Page) -> str:
    """Return the country whose numbers are written without its code: the Netherlands by host or postcode."""
    if page.host.endswith((".nl", ".be")):
        return "NL" if page.host.endswith(".nl") else REGION
    # A link that adds the code of the country to a number written without it.
    if any(_NATIONAL.match(link.text) for link in page.links if link.href.lower().startswith("tel:+31")):
        return "NL"
    # All lines at once: thousands of lines each looked at by itself cost more than the numbers themselves.
    text = "\n".join(line.text for line in page.lines if len(line.text) < MAX_PLACE)
    is_dutch = _is_dutch(text) or any("+31" in line.text for line in page.lines)
    return "NL" if is_dutch and "+32" not in text and not _BELGIAN_TOWN.search(text) else REGION


def _is_dutch(text: str) -> bool:
    return _DUTCH_CODE.search(text) is not None or any(
        sum(sign.isdigit() for sign in found[0]) == DUTCH_DIGITS for found in _DUTCH_NUMBER.finditer(text)
    )


def cost_of(number: phonenumbers.PhoneNumber) -> str | None:
    """Return what a call to a number costs: free, normal, 078, premium, or `None`."""
    if number.country_code == 32 and str(number.national_number).startswith("78"):
        return "078"
    kind = phonenumbers.number_type(number)
    if kind == PhoneNumberType.TOLL_FREE:
        return "free"
    if kind == PhoneNumberType.PREMIUM_RATE:
        return "premium"
    if kind in {PhoneNumberType.FIXED_LINE, PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE}:
        return "normal"
    return None


def short_cost(number: str, said_free: bool) -> str | None:
    """Return the cost of a short number: our list first, then what the page says, then `phonenumbers`."""
    known = short_numbers().get(number)
    if known is not None and known.cost:
        return known.cost
    if said_free:
        return "free"
    parsed = phonenumbers.parse(number, REGION)
    cost = shortnumberinfo.expected_cost_for_region(parsed, REGION)
    if cost == phonenumbers.ShortNumberCost.TOLL_FREE:
        return "free"
    return "premium" if cost == phonenumbers.ShortNumberCost.PREMIUM_RATE else None


class _Collection:
    """The numbers found so far, and those that turned out to be of somebody else."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.region = region_of(page)
        self.phones: dict[str, Phone] = {}
        self.evidence: list[Evidence] = []
        self.refused: set[str] = set()
        self._enterprises = {
            re.sub(r"\D", "", found[1])
            for line in page.lines
            if _DIGIT.search(line.text)
            for found in _ENTERPRISE.finditer(line.text)
        }

    def is_enterprise(self, written: str) -> bool:
        """Say whether the page calls these digits the number of an enterprise elsewhere."""
        return re.sub(r"\D", "", written) in self._enterprises

    def add(self, number: str, cost: str | None, node: Node, text: str) -> None:
        if number not in self.phones:
            self.phones[number] = Phone(number, cost)
            self.evidence.append(self.page.evidence(node, text))


def phones_of(page: Page, bodies: Bodies, stated: Stated) -> tuple[tuple[Phone, ...], tuple[Evidence, ...]]:
    """Return the numbers by which the institution can be called, in reading order, with their places."""
    found = _Collection(page)
    for line in page.lines:
        if line.zone == "cookie" or not _DIGIT.search(line.text):
            continue
        _long_numbers(line, page, bodies, found)
        _short_numbers(line, page, bodies, found)
    _links(page, bodies, found)
    for written in stated.phones:
        _odd_number(written, page, bodies, found)
    return tuple(found.phones.values()), tuple(found.evidence)


def _long_numbers(line: Line, page: Page, bodies: Bodies, found: _Collection) -> None:
    if not _RUN.search(line.text):
        return
    text, end, was_fax, pair = line.text, 0, False, False
    codes = {32, phonenumbers.country_code_for_region(found.region)}
    for match in phonenumbers.PhoneNumberMatcher(text, found.region):
        between = text[end : match.start]
        label = between if end or between.strip() else _label_before(line, page)
        is_fax, is_tel = bool(_FAX.search(label)), bool(_TEL.search(label))
        if end and not is_fax and not is_tel:
            # "Tel./Fax: one / two": the second is the fax.
            is_fax = pair or (was_fax and len(between.strip()) < 4)
        pair = is_fax and is_tel
        was_fax = is_fax and not is_tel
        number = match.number
        as_written = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
        before = text[: match.start]
        after = text[match.end :]
        end = match.end
        if number.country_code not in codes or was_fax:
            found.refused.add(as_written)
            continue
        if _NUMBERED_YEAR.search(before) or found.is_enterprise(match.raw_string):
            continue
        numbered = _NUMBER_OF.search(before[-40:])
        if numbered and not _OF_PHONE.fullmatch(numbered[1] or "-"):
            continue
        if _NO_PHONE_BEFORE.search(before) or _MONEY_AFTER.match(after) or _in_figures(line, match):
            continue
        if _is_of_other(line, match.start, page, bodies):
            found.refused.add(as_written)
            continue
        cost = None if _IN_ZONE_09.match(match.raw_string) else cost_of(number)
        found.add(as_written, cost, line.owner(match.start), line.text)
    if found.region == REGION:
        _by_prefix(line, page, bodies, found)


def _by_prefix(line: Line, page: Page, bodies: Bodies, found: _Collection) -> None:
    """Add numbers that are free or of one price by how they begin, also those in blocks not given out yet."""
    for match in _OF_PREFIX.finditer(line.text):
        national = re.sub(r"\D", "", match[0])[1:]
        before = line.text[: match.start()]
        numbered = _NUMBER_OF.search(before[-40:])
        if (
            f"+32{national}" in found.phones
            or _FAX.search(before[-30:] or _label_before(line, page))
            or _NO_PHONE_BEFORE.search(before)
            or (numbered and not _OF_PHONE.fullmatch(numbered[1] or "-"))
        ):
            continue
        if _is_of_other(line, match.start(), page, bodies):
            found.refused.add(f"+32{national}")
            continue
        cost = "078" if national.startswith("78") else "free"
        found.add(f"+32{national}", cost, line.owner(match.start()), line.text)


def _label_before(line: Line, page: Page) -> str:
    """Return a short line right above that may be the label of this one, as in a list of terms or a table."""
    if not line.at:
        return ""
    above = page.lines[line.at - 1]
    return above.text if above.zone == line.zone and len(above.text) <= 24 else ""


def _in_figures(line: Line, match: "phonenumbers.PhoneNumberMatch") -> bool:
    """Say whether the number stands in a table of figures: a cell of digits beside another one."""
    cell = line.node.closest("td")
    if cell is None or not _NUMERIC_CELL.fullmatch(line.text) or match.raw_string.startswith("+"):
        return False
    row = cell.closest("tr")
    if row is None:
        return False
    others = [words_of(other) for other in row.select("td") if other != cell]
    return any(_NUMERIC_CELL.fullmatch(other) and len(other) > 4 for other in others if other)


def _is_of_other(line: Line, position: int, page: Page, bodies: Bodies) -> bool:
    if bodies.other_before(line.text, position):
        return True
    start = sentence_start(line.text, position)
    if start == 0 and not _WORDS.search(_TEL.sub("", line.text[:position])):
        # A bare number: what stands right above says whose it is, unless it has a number of its own.
        above = [other for other in page.around(line, 2) if other.at < line.at]
        names = [other.text for other in above if len(other.text) < 60 and not _RUN.search(other.text)]
        # What is listed behind a colon is a property (of a person, of a unit), not whose number follows.
        if any(bodies.other_in(name.partition(": ")[0]) for name in names):
            return True
        return bool(len(line.heading) < 60 and bodies.other_in(line.heading))
    # A name right behind it, in brackets: "0800 65 0 65 (Fluvius)".
    behind = re.match(r"\D{0,3}\(([^)]{2,40})\)", line.text[position:].lstrip("0123456789+ ./-()") or "")
    tail = re.search(r"^[\d\s./()+-]*?\(([^)\d]{2,40})\)", line.text[position:])
    named = (behind and behind[1]) or (tail and tail[1]) or ""
    return bool(named and bodies.other_in(named))


def _short_numbers(line: Line, page: Page, bodies: Bodies, found: _Collection) -> None:
    for match in _SHORT.finditer(line.text):
        number = match[1]
        after = line.text[match.end() :]
        known = short_numbers().get(number)
        if known is not None and known.kind != "info":
            if not _is_own_line(number, page):
                continue
        elif len(number) != 4:
            continue
        owner = line.owner(match.start())
        is_link = owner.tag == "a" and owner.get("href").lower().startswith("tel:")
        start = sentence_start(line.text, match.start())
        sentence = line.text[start : match.start()]
        if not is_link:
            is_cued = _SHORT_CUE.search(sentence) or (known and _BY_WAY.search(sentence))
            if _AFTER_SHORT.match(after) or not is_cued:
                label = _label_before(line, page)
                if not (known and not sentence.strip() and not after.strip() and _TEL.search(label)):
                    continue
            elif _YEAR_CUE.search(sentence):
                continue
        if bodies.other_before(line.text, match.start()):
            continue
        if known is None and not _may_be_short(number):
            continue
        said_free = bool(_FREE.search(line.text[max(0, match.start() - 60) : match.end() + 30]))
        found.add(number, short_cost(number, said_free), owner, line.text)


def _is_own_line(number: str, page: Page) -> bool:
    return number in page.host or bool(re.search(rf"\b{number}\b", page.dom.title))


def _may_be_short(number: str) -> bool:
    parsed = phonenumbers.parse(number, REGION)
    return bool(shortnumberinfo.is_valid_short_number_for_region(parsed, REGION))


def _links(page: Page, bodies: Bodies, found: _Collection) -> None:
    """Add the numbers of `tel:` links whose text holds no number."""
    codes = {32, phonenumbers.country_code_for_region(found.region)}
    for link in page.links:
        if not link.href.lower().startswith("tel:") or link.zone == "cookie":
            continue
        written = unquote(link.href[4:]).split(";")[0].strip()
        digits = re.sub(r"\D", "", written)
        if digits in short_numbers():
            if short_numbers()[digits].kind == "info":
                found.add(digits, short_cost(digits, said_free=False), link.node, link.text)
            continue
        try:
            number = phonenumbers.parse(written, found.region)
        except phonenumbers.NumberParseException:
            continue
        if number.country_code not in codes or not phonenumbers.is_valid_number(number):
            continue
        e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
        around = f"{link.text} {words_of(link.node.block)[:200]}"
        if e164 in found.refused or _FAX.search(link.text) or bodies.other_in(around):
            continue
        # Where the text shows another number than the link dials, the text is what people write down.
        shown = [match.number for match in phonenumbers.PhoneNumberMatcher(link.text, found.region)]
        if shown and number not in shown:
            continue
        found.add(e164, cost_of(number), link.node, link.text or written)


def _odd_number(written: str, page: Page, bodies: Bodies, found: _Collection) -> None:
    """Add a number of the structured data that the page shows with other marks between its digits."""
    try:
        number = phonenumbers.parse(written, found.region)
    except phonenumbers.NumberParseException:
        return
    e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    codes = {32, phonenumbers.country_code_for_region(found.region)}
    if e164 in found.phones or e164 in found.refused or number.country_code not in codes:
        return
    if not phonenumbers.is_valid_number(number):
        return
    digits = r"[^\w\n]{0,3}".join(str(number.national_number))
    shown = re.compile(rf"(?<!\d){digits}(?!\d)|(?<!\d)0[^\w\n]{{0,3}}{digits}(?!\d)")
    for line in page.lines:
        match = shown.search(line.text) if line.zone != "cookie" and _DIGIT.search(line.text) else None
        if match is None:
            continue
        before = line.text[: match.start()] or _label_before(line, page)
        is_other = _FAX.search(before[-30:]) or _NO_PHONE_BEFORE.search(before)
        if not is_other and not _is_of_other(line, match.start(), page, bodies):
            found.add(e164, cost_of(number), line.owner(match.start()), line.text)
        return
