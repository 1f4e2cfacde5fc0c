"""Is what came back really a page of the site? Walls, closed doors and error pages are told apart here.

Pure: judges what a visit gave. Where doubt is left it is a page: a real page taken for an error hides its
problems from a report, an error taken for a page shows up in it. Words are Dutch, French and English.
"""

import re
from collections.abc import Mapping

from crawler.urls import host_key, likeness, parse
from drempel.model.snapshot import FetchOutcome, Reason

FEW_WORDS = 60
"""A page with no more than this says one thing only."""
SOME_WORDS = 160
"""A wall or error page with a way out."""
MANY_WORDS = 400
"""An error page with the menus and the footer of its site around it."""

Verdict = tuple[FetchOutcome, Reason]


def classify(
    status: int, headers: Mapping[str, str], title: str, text: str, final_url: str, url: str
) -> Verdict | None:
    """Return how an address ends that gave no page of the site; `None` if it did.

    `headers` have lower-case names; `title` and `text` are those of the rendered page, `text` as it is
    visible, headings on lines of their own; `url` was asked and `final_url` is where the visit ended.
    """
    title, text = title.replace("’", "'"), text.replace("’", "'")
    words = len(text.split())
    return (
        _bot_wall(status, headers, title, text, words)
        or _error_status(status, title, text)
        or closed_door(final_url, url)
        or _no_page_here(title, text, words)
    )


# -- Bot walls -------------------------------------------------------------------------------------

_WALL_HEADERS = (
    ("cloudflare", "cf-mitigated", "challenge"),
    ("aws", "x-amzn-waf-action", "challenge"),
    ("aws", "x-amzn-waf-action", "captcha"),
    ("vercel", "x-vercel-mitigated", ""),
    ("sucuri", "x-sucuri-block", ""),
)
"""Vendor, a header that it sends with a wall only, and what that holds."""

_DENIAL_HEADERS = (
    ("datadome", "x-datadome", ""),
    ("imperva", "x-iinfo", ""),
    ("akamai", "server", "akamaighost"),
    ("ddos-guard", "server", "ddos-guard"),
    ("kasada", "x-kpsdk-ct", ""),
)
"""The same for headers that come with every answer: they mean a wall where the status is a refusal."""

_WALL_TITLES = {
    "just a moment...": "cloudflare",
    "een moment geduld...": "cloudflare",
    "un instant...": "cloudflare",
    "attention required! | cloudflare": "cloudflare",
    "making sure you're not a bot!": "anubis",
    "human verification": "aws",
    "radware bot manager captcha": "radware",
    "pardon our interruption": "imperva",
    "ddos-guard": "ddos-guard",
    "client challenge": "fastly",
}

_WALL_TEXTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("cloudflare", ("enable javascript and cookies to continue",)),
    ("cloudflare", ("checking your browser before accessing",)),
    ("cloudflare", ("cloudflare ray id",)),
    ("akamai", ("you don't have permission to access", "reference #")),
    ("imperva", ("incapsula incident id",)),
    ("datadome", ("please enable js and disable any ad blocker",)),
    ("human", ("press & hold to confirm",)),
    ("f5", ("the requested url was rejected", "support id")),
    ("sucuri", ("sucuri website firewall",)),
    ("fortinet", ("web page blocked", "attack id")),
    ("", ("unusual traffic from your",)),
    ("", ("your request has been blocked",)),
    ("", ("uw verzoek is geblokkeerd",)),
    ("", ("uw aanvraag werd geblokkeerd",)),
    ("", ("votre requête a été bloquée",)),
)
"""Vendor, and all that a page of its wall says; vendor empty where many use the words."""

_PROVE_HUMAN = re.compile(
    r"verif(?:y|ying) (?:that )?you(?:'re| are) (?:a )?human|are you (?:a )?(?:robot|human)\?|i'm not a robot"
    r"|(?:bevestig|controleer|controleren|verifieer|bewijs) (?:\w+ )?(?:dat|of) (?:u|je) "
    r"(?:een mens|geen robot)"
    r"|ben(?:t u| je) een (?:robot|mens)\?|ik ben geen robot"
    r"|v[ée]rifi\w+ que vous (?:êtes (?:bien )?(?:un )?(?:être )?humain|n'êtes pas un robot)"
    r"|êtes-vous un (?:robot|humain)|je ne suis pas un robot",
    re.IGNORECASE,
)


def _bot_wall(status: int, headers: Mapping[str, str], title: str, text: str, words: int) -> Verdict | None:
    if vendor := _sent_by(_WALL_HEADERS, headers):
        return _blocked("bot-wall", vendor)
    # Ordinary pages may write about robots and have a form with a captcha; a wall has nothing else to say.
    if words > SOME_WORDS:
        return None
    if status in {401, 403, 405, 429, 503} and (vendor := _sent_by(_DENIAL_HEADERS, headers)):
        return _blocked("bot-wall", vendor)
    if vendor := _WALL_TITLES.get(title.strip().lower().replace("…", "..."), ""):
        return _blocked("bot-wall", vendor)
    said = f"{title}\n{text}".lower()
    for owner, phrases in _WALL_TEXTS:
        if all(phrase in said for phrase in phrases):
            return _blocked("bot-wall", owner)
    if words <= FEW_WORDS and _PROVE_HUMAN.search(said):
        return _blocked("bot-wall")
    return None


def _sent_by(signs: tuple[tuple[str, str, str], ...], headers: Mapping[str, str]) -> str:
    found = (who for who, name, sign in signs if name in headers and sign in headers[name].lower())
    return next(found, "")


def _blocked(key: str, detail: str = "") -> Verdict:
    return FetchOutcome.BLOCKED, Reason(key, detail)


# -- Error statuses --------------------------------------------------------------------------------

_UPKEEP = re.compile(r"\w*onderhoud\w*|maintenance|back soon|zo terug", re.IGNORECASE)
_CLOSED_SITE = re.compile(
    r"\b(?:\w*site|webstek|platform|\w*toepassing|e-?loket|portaal|application|service)\b[^.!?\n]{0,60}"
    r"\b(?:onderhoud|maintenance|niet (?:beschikbaar|bereikbaar)|onbeschikbaar|unavailable|offline"
    r"|indisponible|hors service|inaccessible|buiten (?:gebruik|dienst))\b"
    r"|\b(?:onderhoud\w*|maintenance)\b[^.!?\n]{0,40}\b(?:aan|van|of|on|to|de|du) "
    r"(?:(?:de|deze|onze|the|our|ce|le|notre) )?(?:\w*site|platform|toepassing|application)\b",
    re.IGNORECASE,
)


def _error_status(status: int, title: str, text: str) -> Verdict | None:
    if status < 400:
        return None
    said = f"{title}\n{text[:2_000]}"
    if status == 503 and (_UPKEEP.search(said) or _CLOSED_SITE.search(said)):
        return FetchOutcome.HTTP_ERROR, Reason("maintenance", "503")
    return FetchOutcome.HTTP_ERROR, Reason("status", str(status))


# -- Doors at another address ----------------------------------------------------------------------

_IDENTITY_HOST = re.compile(
    r"login\.microsoftonline\.com|login\.live\.com|accounts\.google\.com"
    r"|(?:.+\.)?(?:okta|auth0|onelogin|b2clogin|ciamlogin)\.com|(?:.+\.)?iamfas\.belgium\.be"
    r"|(?:.+\.)?(?:digid|eherkenning)\.nl|(?:.+\.)?itsme\.(?:be|services)"
    r"|(?:login|signin|sso|idp|auth|adfs|sts|iam|saml|cas|accounts?|aanmelden|inloggen|authenticatie|connexion)"
    r"\d?[.-].+"
)
_LOGIN_SEGMENTS = frozenset((
    "login", "log-in", "logon", "signin", "sign-in", "login.php", "login.aspx", "login.html", "login.jsp",
    "wp-login.php", "aanmelden", "aanmelding", "inloggen", "connexion", "connecter", "se-connecter",
    "sso", "saml", "saml2", "oauth", "oauth2", "authorize", "openid-connect", "adfs",
))  # fmt: skip
_CONSENT_HOST = re.compile(
    r"(?:consent|cookiewall|cookie-?consent|privacy-?gate|myprivacy|toestemming)\d?[.-].+"
)
_CONSENT_SEGMENTS = frozenset((
    "consent", "cookie-consent", "cookieconsent", "cookiewall", "cookie-wall", "cookiemuur", "cookie-muur",
    "privacywall", "privacy-wall", "privacygate", "privacy-gate", "toestemming", "consentement",
    "accept-cookies",
))  # fmt: skip


def closed_door(final_url: str, url: str) -> Verdict | None:
    """Return the wall that a visit was sent to: of a login or of cookies; `None` if to neither.

    Who asks for the door itself gets a page. Also to be asked before a redirect is found to leave the site.
    """
    if not final_url or likeness(final_url).page_url == likeness(url).page_url:
        return None
    if _is_door(final_url, url, _CONSENT_HOST, _CONSENT_SEGMENTS):
        return _blocked("cookie-wall", _host(final_url))
    if _is_door(final_url, url, _IDENTITY_HOST, _LOGIN_SEGMENTS):
        return _blocked("login-wall", _host(final_url))
    return None


def _is_door(final_url: str, url: str, door: re.Pattern[str], segments: frozenset[str]) -> bool:
    if _host(final_url) != _host(url) and door.fullmatch(_host(final_url)):
        return True
    return bool(_segments(final_url) & segments) and not _segments(url) & segments


def _host(url: str) -> str:
    return host_key(url).rpartition(":")[0].removeprefix("www.")


def _segments(url: str) -> set[str]:
    parsed = parse(url)
    return set(parsed.pathname.lower().split("/")) if parsed else set()


# -- Pages that say there is no page ---------------------------------------------------------------

_SEPARATOR = re.compile(r"\s[-–—:/]+\s|\s*[|•·»]\s*|(?<=\d)[:.-]\s")


def _vocabulary(*lines: str) -> frozenset[str]:
    return frozenset(" ".join(lines).split())


_NOT_FOUND = re.compile(
    r"\bniet (?:meer )?(?:gevonden|vinden|bestaat)|bestaat (?:hier )?niet|niet te vinden|onvindbaar"
    r"|not (?:be )?found|(?:does not|doesn't|no longer) exists?"
    r"|introuvable|(?:pas|plus|non) (?:été )?trouvée?|n'existe (?:pas|plus)"
)
_PAGE_WORDS = _vocabulary("404 pagina webpagina inhoud page webpage content contenu")
_NOT_FOUND_WORDS = _PAGE_WORDS | _vocabulary(
    "http error fout foutcode foutmelding erreur code status oeps oops ai whoops helaas sorry jammer désolé",
    "de deze die dit het een u je we wij hier kan kon konden kunnen is was werd wordt worden werden",
    "gevraagde opgevraagde gezochte niet meer te gevonden vinden bestaat onvindbaar zoekt zocht",
    "the this that you requested are were looking for cannot can't could couldn't not be found",
    "does doesn't no longer exist exists anymore",
    "la cette ce que vous cherchez recherchez demandée demandé recherchée recherché a été n'a n'est",
    "introuvable pas plus non trouvée trouvé n'existe",
)
_NUMBER_WORDS = _vocabulary("404 http error fout erreur code oeps oops pagina page")
_BROKEN = re.compile(
    r"server ?error|serverfout|application error|runtime error|bad gateway|gateway time-?out"
    r"|service (?:temporarily )?unavailable|error (?:has )?occurred|went wrong"
    r"|(?:iets|een|er) .*(?:fout|mis|opgetreden)|technische fout"
    r"|erreur (?:interne|est survenue|s'est produite)"
)
_BROKEN_WORDS = _vocabulary(
    "500 502 503 504 http error fout erreur oeps oops helaas sorry internal server servererror serverfout",
    "interne application runtime bad gateway service temporarily unavailable time-out timeout",
    "er is ging liep iets een mis technische onverwachte opgetreden gegaan gelopen",
    "an unexpected has occurred something went wrong in the une est survenue s'est produite du serveur",
)
_NOT_FOUND_SENTENCE = re.compile(
    r"\b(?:\w*pagina|inhoud|url)\b[^.!?\n]{0,60}\b(?:niet (?:\w+ )?(?:gevonden|vinden|bestaan)|bestaat niet"
    r"|(?:werd|is) verwijderd|onvindbaar)"
    r"|\b(?:page|content|url)\b[^.!?\n]{0,60}\b(?:not (?:be )?found|does(?: not|n't) exist"
    r"|no longer (?:exists|available)|has been (?:removed|moved|deleted))"
    r"|\b(?:page|contenu)\b[^.!?\n]{0,60}(?:introuvable|n'existe (?:pas|plus)|pas (?:été )?trouvé"
    r"|a été (?:supprimé|déplacé))"
    r"|\b(?:vinden|vonden|kunnen|konden) (?:we |wij )?(?:de|deze|die) [^.!?\n]{0,30}pagina\b"
    r"[^.!?\n]{0,30}\bniet\b",
    re.IGNORECASE,
)


def _no_page_here(title: str, text: str, words: int) -> Verdict | None:
    """Recognise a page with a good status whose title or heading says nothing but that there is no page.

    “Pagina niet gevonden? Contacteer ons” says more and is a page, as is everything long.
    """
    if words > MANY_WORDS:
        return None
    titles = _SEPARATOR.split(title)
    lines = [line.strip() for line in text.splitlines() if len(line) <= 100]
    said = next((line for line in lines if _says_not_found(line) and _PAGE_WORDS & set(_words(line))), "")
    named = next((part for part in titles if _says_not_found(part) or _is_number(part)), "")
    rest = text.replace(said, "", 1) if said else text
    if named or (said and (words <= SOME_WORDS or _NOT_FOUND_SENTENCE.search(rest))):
        return FetchOutcome.HTTP_ERROR, Reason("soft-404", (named or said).strip())
    if words > FEW_WORDS:
        return None
    if found := _NOT_FOUND_SENTENCE.search(text):
        return FetchOutcome.HTTP_ERROR, Reason("soft-404", found[0])
    if broken := next((part for part in titles + lines if _says_only(part, _BROKEN, _BROKEN_WORDS)), ""):
        return FetchOutcome.HTTP_ERROR, Reason("error-page", broken.strip())
    if closed := _CLOSED_SITE.search(f"{title}\n{text}"):
        return FetchOutcome.HTTP_ERROR, Reason("maintenance", closed[0])
    return None


def _says_not_found(heading: str) -> bool:
    return _says_only(heading, _NOT_FOUND, _NOT_FOUND_WORDS)


def _is_number(heading: str) -> bool:
    """Tell whether a part of a title is the number of the error, alone or with the word for it."""
    words = _words(heading)
    return "404" in words and _NUMBER_WORDS.issuperset(words)


def _says_only(heading: str, core: re.Pattern[str], vocabulary: frozenset[str]) -> bool:
    """Tell whether a heading has the core, and no word that such headings do without."""
    words = _words(heading)
    return vocabulary.issuperset(words) and core.search(" ".join(words)) is not None


def _words(text: str) -> list[str]:
    return re.findall(r"[\w'-]+", text.lower())
