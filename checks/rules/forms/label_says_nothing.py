"""Form fields whose visible label names a part of the page, a button or nothing at all."""

from collections.abc import Iterator

from checks.base import Result, cant_tell, check, failed, passed
from checks.labels import labels_of, visible_label
from checks.wording import plain, word_list
from drempel.dom import Dom, Node
from drempel.i18n import N_
from drempel.model.finding import Impact

_TEXT_TYPES = frozenset({"", "text", "email", "tel", "url", "password", "number", "date", "search"})

_ASKED_FOR = {
    "email": frozenset(("email", "e-mail", "mail", "e-mailadres", "emailadres", "mailadres", "courriel")),
    "tel": frozenset(
        ("telefoon", "telefoonnummer", "gsm", "mobiel", "tel", "phone", "telephone", "téléphone", "mobile")
    ),
    "given-name": frozenset(("voornaam", "voornamen", "prénom", "vorname", "first name", "given name")),
    "family-name": frozenset(
        ("achternaam", "familienaam", "nachname", "surname", "last name", "family name")
    ),
    "postal-code": frozenset(
        ("postcode", "zip", "zip code", "postal code", "code postal", "postleitzahl", "plz")
    ),
    "bday": frozenset(("geboortedatum", "date of birth", "birthday", "date de naissance", "geburtsdatum")),
}
"""Purpose of a field by `type` or `autocomplete` → labels that ask for just that."""


@check(
    id="label-says-nothing",
    title=N_("Field label does not say what to fill in"),
    repair=N_("Write in the label what people have to fill in, for example “First name”."),
    requirements=("wcag:2.4.6",),
    act=("cc0f0a",),
    needs=(Dom,),
    impact=Impact.SERIOUS,
    messages={
        "other-part": N_("The label “{label}” does not say what to fill in."),
        "perhaps": N_("Does the label “{label}” say what to fill in?"),
    },
)
def label_says_nothing(dom: Dom) -> Iterator[Result]:
    """Yield one result per field for text that has a label which people see."""
    fields = [
        f for f in dom.select("input, textarea") if f.get("type").lower() in _TEXT_TYPES and f.is_exposed
    ]
    labels = labels_of(dom) if fields else {}
    for field in fields:
        label = visible_label(dom, field, labels)
        text = plain(label)
        if not label or not field.is_visible:
            continue
        # A field may be about a menu (the dishes of a dinner, a part of a site): its name then tells.
        is_about_it = text in plain(field.get("name")) or text in plain(field.get("id"))
        if (text in word_list("label_of_other_part") and not is_about_it) or not any(map(str.isalnum, label)):
            if field.get("placeholder") or field.description:
                yield cant_tell(field, "perhaps", label=label)
            else:
                yield failed(field, "other-part", label=label)
        elif text in word_list("label_doubtful") or _asks_for_other(text, field):
            yield cant_tell(field, "perhaps", label=label)
        else:
            yield passed(field)


def _asks_for_other(label: str, field: Node) -> bool:
    """Say whether a label asks for one thing and the code of the field says that it takes another."""
    tokens = {field.get("type").lower(), *field.get("autocomplete").lower().split()}
    asked = next((purpose for purpose, words in _ASKED_FOR.items() if label in words), None)
    taken = tokens & set(_ASKED_FOR)
    return asked is not None and bool(taken) and asked not in taken
