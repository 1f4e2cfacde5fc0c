"""Links that are the name of a language in that language: a Dutch voice reads "Français" as Dutch.

WCAG 3.1.2 takes a single word for a word of the text around it, unless it is clear that another language was
meant. Links to a page in other languages, named in these, are the example of words to mark that Understanding
3.1.2 itself gives. A link in the middle of a sentence that shows no other sign of this is asked about.
"""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from checks.base import Result, cant_tell, check, failed, passed
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

_LETTERS = re.compile(r"[^\W\d_]{2}")


@check(
    id="language-link-not-marked",
    title=N_("Link in another language is not marked as such"),
    repair=N_("Give the link the attribute lang with the language of its text, for example lang=fr."),
    requirements=("wcag:3.1.2",),
    needs=(Dom,),
    impact=Impact.MINOR,
    messages={
        "not-marked": N_("“{text}” is in another language than “{declared}”, and the code does not say so."),
        "perhaps": N_("Does the link “{text}” lead to a text in that language? Then mark the word."),
    },
)
def language_link_not_marked(dom: Dom) -> Iterator[Result]:
    """Yield one result per link whose text is the name of a language in that language."""
    named = [
        (link, tag)
        for link in dom.with_role("link")
        if (tag := _OWN_NAMES.get(plain(link.visible_text))) is not None and link.is_visible
    ]
    for link, tag in named:
        declared = _language_of_text(link)
        if not declared:
            continue  # a page without a language is another check's subject
        if declared.partition("-")[0] == tag:
            yield passed(link)
        elif len(named) > 1 or _leads_to(link, tag) or not _is_in_sentence(link):
            yield failed(link, "not-marked", text=link.visible_text, declared=declared)
        else:
            yield cant_tell(link, "perhaps", text=link.visible_text)


def _leads_to(link: Node, tag: str) -> bool:
    """Say whether the code or the address tells that the link leads to a page in that language."""
    if _primary(link.get("hreflang")) == tag:
        return True
    address = link.get("href").strip().casefold()
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    words = re.split(r"[/?&=.;:#]", f"{parts.netloc}/{parts.path}/{parts.query}/{parts.fragment}")
    return any(_primary(word) == tag for word in words)


def _primary(tag: str) -> str:
    return re.split("[-_]", tag.strip().casefold(), maxsplit=1)[0]


def _is_in_sentence(link: Node) -> bool:
    """Say whether words stand in the block of a link that are no other link and no language."""
    return any(
        shown
        and _LETTERS.search(text)
        and plain(text) not in _OWN_NAMES
        and owner.closest("a", "button") is None
        for owner, shown, text in link.dom.pieces_below(link.block)
    )


def _language_of_text(link: Node) -> str:
    """Return the language that is declared for the innermost element that holds all text of a link."""
    owners = [owner for owner, shown, text in link.dom.pieces_below(link) if shown and text.strip()]
    return owners[0].lang if owners else ""
