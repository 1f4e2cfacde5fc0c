"""Other languages of the page: codes, `easy` (simple words) and `vgt` (Flemish Sign Language)."""

import re

from checks.facts.page import Link, Page
from drempel.model.facts import Evidence

_NAMES = """\
nl nederlands dutch néerlandais niederländisch
fr français francais frans french französisch
en english engels anglais englisch
de deutsch duits german allemand
es español espanol castellano spaans spanish
it italiano italiaans italian
pt português portugues portugees portuguese português-(brasil)
pl polski pools polish
ro română romana roemeens romanian
bg български bulgaars bulgarian
el ελληνικά grieks greek
hu magyar hongaars hungarian
cs čeština tsjechisch czech
sk slovenčina slowaaks slovak
sl slovenščina sloveens
hr hrvatski kroatisch croatian
sr српски srpski servisch serbian
bs bosanski bosnisch bosnian
mk македонски macedonisch
sq shqip albanees albanian
tr türkçe turkce turks turkish
ku kurdî kurdi koerdisch kurdish kurmanji كوردی
ckb سۆرانی sorani کوردی
ar العربية عربي عربى arabisch arabic
fa فارسی farsi perzisch persian dari دری
ps پښتو pashto pasjtoe
ur اردو urdu oerdoe
he עברית hebreeuws
uk українська oekraïens oekraiens ukrainian
ru русский russisch russian
hy հայերեն armeens armenian
ka ქართული georgisch georgian
az azərbaycan azerbeidzjaans
so soomaali somali somalisch
am አማርኛ amhaars amharic
ti ትግርኛ tigrinya
om afaan-oromoo oromo
sw kiswahili swahili
rw ikinyarwanda kinyarwanda
rn ikirundi kirundi
ln lingála lingala
ff pulaar fulfulde fula
wo wolof
zh 中文 简体中文 繁體中文 chinees chinese
ja 日本語 japans japanese
ko 한국어 koreaans korean
vi tiếng-việt vietnamees vietnamese
th ไทย thai thais
id bahasa-indonesia indonesisch
tl tagalog filipino
hi हिन्दी hindi
ne नेपाली nepalees nepali
pa ਪੰਜਾਬੀ punjabi
bn বাংলা bengaals bengali
ta தமிழ் tamil
bo བོད་ཡིག tibetaans tibetan
mn монгол mongools
rom romani romanes romanesj
da dansk deens
sv svenska zweeds
fi suomi fins
lt lietuvių litouws
lv latviešu lets
et eesti ests
ber ⵜⴰⵎⴰⵣⵉⵖⵜ tamazight berbers
"""
"""Per language its code and what it is called: by itself, in Dutch, and often in English and French."""
_BY_NAME = {
    name.replace("-", " "): line.split()[0] for line in _NAMES.splitlines() for name in line.split()[1:]
}
_SWITCH_CODES = "nl|fr|en|de|es|it|pt|pl|ro|bg|tr|ar|uk|ru|fa|ps|so|ti|sq|zh|sv|el|hu|cs|sk|hr"
_BARE_CODE = re.compile(rf"({_SWITCH_CODES})(?:[-_][a-z]{{2}})?")
_CODE = re.compile(rf"({'|'.join(line.split()[0] for line in _NAMES.splitlines())})(?:[-_][a-z]{{2,4}})?")
_AROUND = re.compile(
    r"^(?:in het |in |versie |lees (?:dit |deze pagina )?in (?:het )?|"
    r"read (?:this (?:page )?)?in |deze pagina in het |info(?:rmation|rmatie)? in (?:het )?)?"
    r"(.+?)(?: version| versie)?$"
)
_EASY = re.compile(
    r"\b(?:eenvoudige?|makkelijke?|duidelijke?|klare|simpele) (?:taal|versie|nederlands|"
    r"woorden|tekst)|\b(?:makkelijk|eenvoudig|gemakkelijk|vlot) (?:te )?(?:lezen|leesbaar|begrijpen)|"
    r"\beasy[- ](?:to[- ])?read|\beasy (?:dutch|english)|"
    r"\bin het kort en eenvoudig|\bwablieft|\beenvoudig uitgelegd|\bleichte sprache|\bfacile à lire|\bfalc\b"
)
_VGT = re.compile(r"\bvgt\b|\bvlaamse gebarentaal|\bgebarentaal\b|\bgebarentaalvideo")
_NO_VERSION = re.compile(r"\btolk|\bcursus|\bopleiding|\bhoe |\bschrijven\b|\bover ons\b")


def other_languages_of(page: Page) -> tuple[tuple[str, ...], tuple[Evidence, ...]]:
    """Return what the page offers besides its own language, in reading order, with the places."""
    found: dict[str, Evidence] = {}
    own = page.lang or "nl"
    for node in page.dom.select("link[hreflang]"):
        if "alternate" not in node.get("rel").split():
            continue
        code = node.get("hreflang").strip().lower().split("-")[0]
        if _CODE.fullmatch(code) and code != own:
            found.setdefault(code, page.evidence(node, node.get("hreflang")))
    for link in page.links:
        if link.zone == "cookie":
            continue
        code = _code(link)
        if code and code != own:
            found.setdefault(code, page.evidence(link.node, link.text))
        if _EASY.search(link.low) and not _NO_VERSION.search(link.low):
            found.setdefault("easy", page.evidence(link.node, link.text))
        if _VGT.search(link.low) and not _NO_VERSION.search(link.low):
            found.setdefault("vgt", page.evidence(link.node, link.text))
    for node in page.dom.select("video, iframe"):
        names = f"{node.get('title')} {node.get('aria-label')} {node.get('class')}".lower()
        if _VGT.search(names):
            found.setdefault("vgt", page.evidence(node, node.get("title") or "video"))
    for node in page.dom.select("select option"):
        # A menu of languages: each choice names one.
        menu = node.closest("select")
        about = (
            " ".join([menu.name, *(menu.get(key) for key in ("id", "class", "name", "aria-label"))]).lower()
            if menu
            else ""
        )
        if (
            menu is None
            or not re.search(r"\btaal|\blang|\blocale|langue", about)
            or menu.closest("main")
            or not page.is_there(menu)
        ):
            continue
        code = _code_of_name(node.text.lower())
        if code and code != own:
            found.setdefault(code, page.evidence(menu, node.text))
    return tuple(found), tuple(found.values())


def _code(link: Link) -> str:
    """Return the language that a link leads to, empty when it leads to none."""
    if link.node.tag != "a" and not link.node.get("lang"):
        return ""
    hreflang = link.node.get("hreflang").strip().lower().split("-")[0]
    if hreflang and _CODE.fullmatch(hreflang):
        return hreflang
    by_name = _code_of_name(link.low)
    if by_name:
        return by_name
    # A code with the name in full behind it, as its title: "EN English".
    first, _, rest = link.low.partition(" ")
    if _BARE_CODE.fullmatch(first) and _code_of_name(rest) == first[:2]:
        return first[:2]
    lang = link.node.get("lang").strip().lower().split("-")[0]
    if lang and _CODE.fullmatch(lang) and len(link.text) < 40:
        return lang
    text = link.low.strip(" |/·()")
    # A bare code is a switch of language only in a header, menu or footer, or where its address says so.
    if _BARE_CODE.fullmatch(text) and (
        link.zone in {"header", "nav", "footer"}
        or (
            link.text.strip(" |/·()").isupper()
            and re.search(rf"(?:^|/|=){text}(?:[/?#_-]|$)", link.href.lower())
        )
    ):
        return text[:2]
    return ""


def _code_of_name(low: str) -> str:
    words = low.strip(" |/·().,")
    if len(words) > 40:
        return ""
    for part in (words, *re.split(r"\s*[(/|–-]\s*", words)):
        bare = _AROUND.match(part.strip(" )"))
        if bare and bare[1] in _BY_NAME:
            return _BY_NAME[bare[1]]
    return ""
