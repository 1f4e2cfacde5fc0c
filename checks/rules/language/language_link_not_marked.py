"""Links that are the name of a language in that language: a Dutch voice reads "Français" as Dutch."""

from collections.abc import Iterator

from checks.base import Result, check, failed, passed
from checks.wording import plain
from drempel.dom import Dom, Node
from drempel.i18n import N_
from drempel.model.finding import Impact

_OWN_NAMES = {
    "български": "bg", "čeština": "cs", "dansk": "da", "deutsch": "de", "english": "en", "español": "es",
    "français": "fr", "frysk": "fy", "hrvatski": "hr", "italiano": "it", "magyar": "hu",
    "nederlands": "nl", "polski": "pl", "português": "pt", "română": "ro", "slovenčina": "sk",
    "suomi": "fi", "svenska": "sv", "türkçe": "tr", "ελληνικά": "el", "русский": "ru", "українська": "uk",
    "العربية": "ar", "فارسی": "fa", "中文": "zh", "日本語": "ja", "한국어": "ko",
}  # fmt: skip
"""Name of a language in itself → its tag; those that Dutch, French or English lack."""


@check(
    id="language-link-not-marked",
    title=N_("Link in another language is not marked as such"),
    repair=N_("Give the link the attribute lang with the language of its text, for example lang=fr."),
    requirements=("wcag:3.1.2",),
    needs=(Dom,),
    impact=Impact.MINOR,
    messages={
        "not-marked": N_("“{text}” is in another language than “{declared}”, and the code does not say so.")
    },
)
def language_link_not_marked(dom: Dom) -> Iterator[Result]:
    """Yield one result per link whose text is the name of a language in that language."""
    for link in dom.with_role("link"):
        tag = _OWN_NAMES.get(plain(link.visible_text))
        if tag is None or not link.is_visible:
            continue
        declared = _language_of_text(link)
        if not declared:
            continue  # a page without a language is another check's subject
        if declared.partition("-")[0] == tag:
            yield passed(link)
        else:
            yield failed(link, "not-marked", text=link.visible_text, declared=declared)


def _language_of_text(link: Node) -> str:
    """Return the language that is declared for the innermost element that holds all text of a link."""
    owners = [owner for owner, shown, text in link.dom.pieces_below(link) if shown and text.strip()]
    return owners[0].lang if owners else ""
