"""Page titles that nobody wrote for their page, and those that would fit any page."""

import re

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

VAGUE = frozenset(
    {
        *(
            "accueil",
            "bienvenue",
            "detail",
            "details",
            "home",
            "home page",
            "homepage",
            "index",
            "info",
            "main",
        ),
        *(
            "pagina",
            "page",
            "site",
            "start",
            "startpagina",
            "startseite",
            "web",
            "webpagina",
            "website",
            "welcome",
        ),
        *("welkom", "willkommen"),
    }
)
"""Titles that somebody wrote, and that fit every website (WCAG failure F25 has such examples)."""

MAX_CHARS = 200
"""A longer title was written by someone."""

_NUMBERED = re.compile(r"(?:document|pagina|page|untitled|naamloos|titel|title)[ -]?\(?\d{1,3}\)?")
_FILE = re.compile(
    r"(?:microsoft word - )?[\w .()%-]+\.(?:html?|php|aspx?|jsp|docx?|xlsx?|pptx?|odt|indd|pdf)"
)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
_TEMPLATE = re.compile(r"[\[{<%$]{1,2}\s*[\w .:|-]*(?:title|titel|titre)[\w .:|-]*[\]}>%]{1,2}")


def is_placeholder(title: str) -> bool:
    """Say whether a title was never written for its page."""
    if len(title) > MAX_CHARS:
        return False
    plain = title.casefold().strip(" .…-–|:")
    return plain in PLACEHOLDERS or any(
        pattern.fullmatch(plain) for pattern in (_NUMBERED, _FILE, _ADDRESS, _TEMPLATE)
    )
