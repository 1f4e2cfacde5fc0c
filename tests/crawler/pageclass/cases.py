# ruff: noqa: E501, SIM905  (pages in strings)
"""The form of a case: what a server answered, and what that is."""

from collections.abc import Mapping
from dataclasses import dataclass, field

PAGE = "page"
BOT = "blocked bot-wall"
LOGIN = "blocked login-wall"
COOKIE = "blocked cookie-wall"
GONE = "http-error soft-404"
BROKEN = "http-error error-page"
UPKEEP = "http-error maintenance"
STATUS = "http-error status"

SITE = "https://stad.example"

BANNER = (
    '<div id="cookies" style="position:fixed;bottom:0;left:0;right:0;background:#eee;padding:1em">'
    "<p>Wij gebruiken cookies om deze website beter te laten werken en om bezoeken te meten. In ons cookiebeleid "
    "leest u welke cookies wij plaatsen en hoe u uw keuze later kunt wijzigen.</p>"
    "<button>Alles accepteren</button> <button>Alleen noodzakelijke</button></div>"
)
PROSE = (
    "<p>U kunt uw oude meubelen gratis laten ophalen. Bel daarvoor eerst naar het recyclagepark. Wij spreken dan een "
    "dag met u af. Zet uw meubelen de avond voordien op de stoep. Leg er geen huisvuil bij, want dat nemen wij niet "
    "mee. Hebt u veel grof vuil? Dan komt u beter zelf langs met een aanhangwagen.</p>"
)


@dataclass(frozen=True)
class Case:
    """One answer, with the verdict it deserves; `path` was asked, `final` (path or address) was reached."""

    name: str
    wanted: str
    html: str
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    path: str = "/nl/afval"
    final: str = ""

    @property
    def url(self) -> str:
        return self.path if self.path.startswith("http") else SITE + self.path

    @property
    def final_url(self) -> str:
        if not self.final:
            return self.url
        return self.final if self.final.startswith("http") else SITE + self.final


def bare(title: str, body: str, head: str = "", lang: str = "nl") -> str:
    """Return a page that has nothing around its content."""
    return (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title>{head}</head>'
        f"<body>{body}</body></html>"
    )


def framed(title: str, main: str, extra: str = "", lang: str = "nl") -> str:
    """Return a page with the menus of its site around its content."""
    menu = (
        "Afval en milieu|Wonen en bouwen|Identiteit en reizen|Werk en ondernemen|Onderwijs en kinderopvang|Sport"
        "|Cultuur|Zorg en welzijn|Mobiliteit|Bestuur|Vacatures|Nieuws|Agenda|Contact en openingsuren"
    ).split("|")
    links = "".join(f'<li><a href="/nl/{number}">{name}</a></li>' for number, name in enumerate(menu))
    return bare(
        title,
        f'<header><a href="/">Stad Drempelgem</a><nav><ul>{links}</ul></nav>'
        '<form role="search"><label for="q">Zoeken</label><input id="q" type="search"><button>Zoek</button></form>'
        f"</header><main>{main}</main>"
        "<footer><p>Stad Drempelgem, Markt 1, 9999 Drempelgem. Open op werkdagen van 9 tot 12 uur.</p>"
        f'<ul><li><a href="/privacy">Privacy</a></li><li><a href="/cookies">Cookies</a></li></ul></footer>{extra}',
        lang=lang,
    )


def loose(title: str, main: str) -> str:
    """Return a page with menus that no landmark marks as such."""
    menu = "Afval|Wonen|Reizen|Werk|Onderwijs|Sport|Cultuur|Zorg|Mobiliteit|Bestuur|Vacatures|Nieuws".split(
        "|"
    )
    links = "".join(f'<li><a href="/nl/{number}">{name}</a></li>' for number, name in enumerate(menu))
    return bare(title, f'<div class="top"><ul>{links}</ul></div><div class="content">{main}</div>')
