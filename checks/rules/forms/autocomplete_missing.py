"""Fields for the reader's own particulars of which the code does not say what they are for.

Whether a field asks for the particulars of the reader or of somebody else only a person can tell, so that
this is one question for a page.
"""

import re
from collections.abc import Iterator

from checks.base import Result, cant_tell, check, passed
from checks.labels import labels_of, visible_label
from checks.wording import plain
from drempel.dom import Dom
from drempel.i18n import N_
from drempel.model.finding import Impact

_TEXT_TYPES = frozenset({"", "text", "email", "tel"})
_OWN = re.compile(
    r"(?:(?:uw|je|jouw|mijn|your|my|votre|vos|ihre?) )?"
    r"(?:voornaam|voornamen|achternaam|familienaam|e-?mail(?:adres)?|e-?mail address|telefoon(?:nummer)?"
    r"|mobiel(?:e nummer)?|gsm(?:-?nummer)?|first name|given name|last name|family name|surname|email"
    r"|phone(?: number)?|telephone(?: number)?|prénom|nom de famille|adresse (?:e-?mail|électronique)"
    r"|courriel|(?:numéro de )?téléphone|geboortedatum|date of birth|date de naissance)"
)
_MARKS = re.compile(r"\([^)]*\)|[*:]")
MIN_FIELDS = 2
"""A single field for an address may as well be a letter box for news or a search."""


@check(
    id="autocomplete-missing",
    title=N_("Fields for personal data do not say in the code what they are for"),
    repair=N_("Give each field about the reader the right autocomplete value, such as given-name or email."),
    requirements=("wcag:1.3.5",),
    needs=(Dom,),
    impact=Impact.MODERATE,
    messages={
        "own": N_(
            "{count} fields, such as “{label}”, have no autocomplete. Do they ask for the reader's own data?"
        )
    },
)
def autocomplete_missing(dom: Dom) -> Iterator[Result]:
    """Yield at most one question a page, and a result for each field that says what it is for."""
    fields = [
        f
        for f in dom.select("input")
        if f.get("type").lower() in _TEXT_TYPES and f.is_exposed and f.is_visible
    ]
    labels = labels_of(dom) if fields else {}
    lacking = []
    for field in fields:
        label = plain(_MARKS.sub(" ", visible_label(dom, field, labels)))
        if not _OWN.fullmatch(label):
            continue
        if field.get("autocomplete").strip().lower() in {"", "off", "on"}:
            lacking.append((field, label))
        else:
            yield passed(field)
    if len(lacking) >= MIN_FIELDS:
        yield cant_tell(lacking[0][0], "own", count=len(lacking), label=lacking[0][1])
