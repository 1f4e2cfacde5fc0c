"""Pages that still carry the title their editor or framework gave them."""

import re
from collections.abc import Iterator

from checks.base import Result, check, failed, passed
from drempel.dom import Dom
from drempel.i18n import N_
from drempel.model.finding import Impact

PLACEHOLDERS = frozenset(
    {
        "create next app", "default page", "default title", "document", "documenttitel", "enter title here",
        "geen titel", "hier komt de titel", "insert title here", "lorem ipsum", "my page", "naamloos",
        "naamloos document", "naamloze pagina", "new document", "new page", "new tab", "nieuw document",
        "nieuwe pagina", "no title", "nouveau document", "nouvelle page", "null", "page sans titre",
        "page title", "paginatitel", "placeholder", "react app", "sans nom", "sans titre", "site title",
        "svelte app", "test", "test page", "testpagina", "titel", "titel van de pagina", "title", "titre",
        "titre de la page", "undefined", "untitled", "untitled document", "untitled page",
        "vite + react", "vite + svelte", "vite + vue", "vite app", "voorbeeldpagina", "vul hier de titel in",
        "webpagina zonder titel", "welcome to nginx!", "your site title", "zonder titel",
    }
)  # fmt: skip
"""Titles of new files in editors, content systems and frameworks, in Dutch, French and English (2026)."""

MAX_CHARS = 200
"""A longer title was written by someone."""

_NUMBERED = re.compile(r"(?:document|pagina|page|untitled|naamloos|titel|title)[ -]?\(?\d{1,3}\)?")
_FILE = re.compile(
    r"(?:microsoft word - )?[\w .()%-]+\.(?:html?|php|aspx?|jsp|docx?|xlsx?|pptx?|odt|indd|pdf)"
)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
_TEMPLATE = re.compile(r"[\[{<%$]{1,2}\s*[\w .:|-]*(?:title|titel|titre)[\w .:|-]*[\]}>%]{1,2}")


@check(
    id="page-title-placeholder",
    title=N_("Page title is a placeholder"),
    repair=N_("Give the page a title that says what it is about, followed by the name of the site."),
    requirements=("wcag:2.4.2",),
    act=("c4a8a4",),
    needs=(Dom,),
    impact=Impact.SERIOUS,
    messages={"placeholder": N_("The page title “{title}” says nothing about this page.")},
)
def page_title_placeholder(dom: Dom) -> Iterator[Result]:
    """Yield one result for an HTML page that has a title."""
    if not dom.is_html or not dom.title:
        return  # no title at all is axe-core's subject
    if is_placeholder(dom.title):
        yield failed(dom.root, "placeholder", title=dom.title)
    else:
        yield passed(dom.root)


def is_placeholder(title: str) -> bool:
    """Say whether a title was never written for its page."""
    if len(title) > MAX_CHARS:
        return False
    plain = title.casefold().strip(" .…-–|:")
    return plain in PLACEHOLDERS or any(
        pattern.fullmatch(plain) for pattern in (_NUMBERED, _FILE, _ADDRESS, _TEMPLATE)
    )
