"""What forms ask: how much must be filled in, what of it government already knows, an e-mail address."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from checks.facts.fields import Field, fields_of
from checks.facts.page import Page
from drempel.model.facts import Evidence

_EMAIL_WORD = re.compile(r"\be-?mail\w*|\bmail-?adres\b|\bmailadres\b|\bmail\b|\bcourriel\b")
_EMAIL_OR = re.compile(
    r"\b(?:of|or|ou|/)\s*(?:gsm|tel|telefoon|phone|rijksregister|gebruikersnaam|"
    r"lidnummer)|\b(?:gsm|telefoon|tel|lidnummer|gebruikersnaam|naam)\w*\s*(?:of|or|ou|"
    r"/)\s*(?:je |uw )?e-?mail"
)
_NO_EMAIL_NEEDED = re.compile(
    r"\b(?:geen|zonder)\s+(?:eigen\s+)?(?:e-?mail\w*|mailadres)|"
    r"\be-?mail\w*[^.]{0,30}\b(?:is|hoeft)\b[^.]{0,12}\bniet (?:verplicht|nodig)|"
    r"\bniet[^.]{0,20}\bover een e-?mail|\bindien u een e-?mail\w* hebt|\bpas d['’]adresse e-?mail"
)
_EMAIL_DEMANDED = re.compile(
    r"\b(?:e-?mail\w*|mailadres)\b[^.?]{0,40}\b(?:is|zijn)\b[^.?]{0,15}\b(?:verplicht|"
    r"nodig|noodzakelijk|vereist)|\b(?:verplicht|nodig)\b[^.?]{0,20}\be-?mailadres"
)

_KNOWN = (
    ("national_number", re.compile(
r"\brijksreg(?:ister\w*)?|\bbsn\b|\bburgerservicenummer|\binsz\b|\binsz-?n\w+|\brrn?\b|"
r"\bnational(?:e)? (?:register )?num\w+|\bbis-?nummer|"
r"\bidentificatienummer van de sociale|\bnuméro national|\bregistre national"
)),
    ("birth_place", re.compile(
r"\bgeboorteplaats|\bplaats van (?:je |uw )?geboorte|\bgeboren te\b|"
r"\blieu de naissance|\bplace of birth"
)),
    ("birth_date", re.compile(
r"\bgeboortedat\w*|\bgeboortejaar|\bben (?:je|u) geboren|\bdatum van (?:je |uw )?geboorte|\bgeboren op\b|"
r"\bgeboorte ?dag|\bdate de naissance|\bdate of birth|\bbday\b"
)),
    ("nationality", re.compile(r"\bnationaliteit|\bnationalité|\bnationality")),
    ("kbo", re.compile(
r"\bkbo\b|\bkbo-?n\w+|\bondernemingsnummer|\bbtw-?(?:nummer|nr)|"
r"\bvestigings(?:eenheids)?nummer|\bnuméro d['’]entreprise"
)),
    ("cadastral", re.compile(r"\bkadast\w+|\bperceel(?:nummer|nr)|\bcapakey\b|\bparcelle")),
    ("diploma", re.compile(r"\bdiploma\w*|\bhoogst behaalde|\bstudieniveau|\bopleidingsniveau|\bdiplôme")),
    ("income", re.compile(
r"\binkomen\b|\binkomens|\bgezinsinkomen|\bmaandinkomen|\bjaarinkomen|"
r"\bnetto-?inkom\w+|\bloon(?:fiche)?\b|\binkomsten\b|\baanslagbiljet|\brevenus?\b|"
r"\bincome\b"
)),
    ("household", re.compile(
r"\bgezin\b(?! inkomen)|\bgezinssamenstelling|\bgezinslast\w*|\bgezinsleden|"
r"\bgezinssituatie|\bgezinstoestand|\bpersonen ten laste|\bkinderen ten laste|"
r"\baantal kinderen|\bburgerlijke (?:staat|stand)\b|\bsamenstelling van het gezin|"
r"\bsamenwonend\w*|\bcomposition (?:de|du) ménage|\bhousehold"
)),
    ("address", re.compile(
r"(?<!e-)(?<!mail)(?<!web)(?<!mail )(?<!e-mail )(?<!ip-)\badres(?:gegevens)?\b|"
r"\b(?:woon|thuis|domicilie|verblijfs|vestigings)\s?-?adres|\bstraat(?:naam)?\b|"
r"\bhuis(?:nummer|nr)|\bwaar woont? (?:je|u)\b|\bpostcode|\bpostnummer|\bwoonplaats|\bdomicilie\b|"
r"\bmaatschappelijke zetel|\badresse\b(?! e-?mail)|\brue\b|\bcode postal|"
r"\bstreet-address\b|\bpostal-code\b|\bhome address|\bstreet\b|\baddress-line1\b"
)),
    ("name", re.compile(
r"\b(?:voor|achter|familie|roep)?-?naam\b|\bvoornamen\b|\bnaam\b|\bcontactpersoon\b|"
r"\bgiven-name\b|\bfamily-name\b|\b(?:first|last|full|your|sur|given|family)\s?-?name\b|^name\b|"
r"\bhoe heet (?:je|u)\b|\bprénom|\bnom\b|\bvorname\b|\bnachname\b"
)),
)  # fmt: skip
_NOT_NAME = re.compile(
    r"\bgebruikersnaam|\busername|\bbestandsnaam|\bbedrijfsnaam|\b(?:firma|handels|"
    r"vennootschaps|verenigings|school|project|straat|domein|organisatie)naam|"
    r"\bnaam (?:van )?(?:de |het |uw |je |jouw )?(?:activiteit|evenement|vereniging|"
    r"organisatie|bedrijf|onderneming|school|firma|hond|dier|"
    r"project|straat|feest|groep|club|zaal|zaak|product|werkgever|dienst|instelling|gemeente|rekening\w*)"
)
_NOT_ADDRESS = re.compile(
    r"\be-?mail\s?-?adres|\bmailadres|\bwebadres|\bip-adres|\bwaar\b[^.]{0,20}\b(?:ligt|"
    r"is|gebeur|zag)|\badres van (?:de|het) (?:melding|probleem|activiteit|evenement|"
    r"feiten|werf|werken)|"
    r"^\W*(?:waar\b(?! (?:woont|verblijft)\b)|welke straat\b|plaats van\b|locatie\b|ligging\b)"
)


@dataclass(frozen=True, slots=True)
class FormFacts:
    """What the forms of a page demand; `None` where there is no form, or the page speaks against itself."""

    fields: tuple[Field, ...]
    required_fields: int | None
    required_places: tuple[Evidence, ...]
    known: tuple[str, ...]
    known_places: tuple[Evidence, ...]
    email_required: bool | None
    email_places: tuple[Evidence, ...]


def form_facts(page: Page) -> FormFacts:
    """Return what the forms demand.

    Left out are site search, cookie bar, what stands in header and menu, and beside another form the footer.
    """
    fields = [field for field in fields_of(page) if page.zone(field.node) not in {"header", "nav"}]
    inner = [field for field in fields if page.zone(field.node) != "footer"]
    fields = inner or fields
    if not fields:
        return FormFacts((), None, (), (), (), None, ())
    required: dict[str, Field] = {}
    for field in fields:
        if field.is_required:
            required.setdefault(field.group, field)
    known: dict[str, Field] = {}
    is_lookup = len({field.group for field in fields}) == 1 and fields[0].type in {"text", ""}
    if not is_lookup and not _is_log_in(fields):
        for field in fields:
            for what in asked(field):
                known.setdefault(what, field)
    email, place = _email(page, fields)
    return FormFacts(
        tuple(fields),
        len(required),
        tuple(page.evidence(field.node, field.label) for field in list(required.values())[:10]),
        tuple(known),
        tuple(page.evidence(field.node, field.label) for field in known.values()),
        email,
        (page.evidence(place.node, place.label),) if place is not None else (),
    )


def _is_log_in(fields: list[Field]) -> bool:
    return sum(field.type == "password" for field in fields) == 1 and len(fields) <= 4


def asked(field: Field) -> Iterator[str]:
    """Yield what a field asks that government already knows (`KNOWN_DATA`)."""
    if field.type in {"checkbox", "radio", "file", "password", "email"}:
        return
    words = field.label or field.names
    taken = False
    for what, pattern in _KNOWN:
        if not pattern.search(words) and not (
            what in {"national_number", "birth_date", "kbo"} and pattern.search(field.names)
        ):
            continue
        if what == "name" and (_NOT_NAME.search(words) or _EMAIL_WORD.search(words) or taken):
            continue
        if what == "address" and _NOT_ADDRESS.search(words):
            continue
        if what == "address" and taken:
            continue
        taken = True
        yield what


def _email(page: Page, fields: list[Field]) -> tuple[bool | None, Field | None]:
    """Return whether a form demands an e-mail address; `None` where text and field contradict each other."""
    if _is_log_in(fields) and not any(field.type == "email" for field in fields):
        return (None, None) if any(_EMAIL_WORD.search(field.label) for field in fields) else (False, None)
    asking = [
        field
        for field in fields
        if field.type == "email"
        or (
            field.type in {"text", ""}
            and (_EMAIL_WORD.search(field.label) or re.search(r"\be ?mail\b", field.names))
            and not _EMAIL_OR.search(field.label)
        )
    ]
    asking = [field for field in asking if field.type not in {"checkbox", "radio"}]
    text = "\n".join(
        line.low for line in page.content if "mail" in line.low and not line.low.startswith(tuple("*"))
    )
    waived = bool(_NO_EMAIL_NEEDED.search(text))
    demanded = next((field for field in asking if field.is_required), None)
    if demanded is not None:
        return (None, demanded) if waived else (True, demanded)
    if asking and _EMAIL_DEMANDED.search(text):
        return None, asking[0]
    return False, asking[0] if asking else None
