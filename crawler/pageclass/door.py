"""Closed doors: a log-in or a choice about cookies that stands before the page, elsewhere or in its place.

Who asks for the door itself gets a page: its form is judged like any other.
"""

import re
from urllib.parse import parse_qsl, unquote

from crawler.pageclass.look import Look
from crawler.pageclass.verdict import (
    FEW_WORDS,
    SOME_WORDS,
    Verdict,
    blocked,
    parts_of,
    says_only,
    sentences,
    vocabulary,
)
from crawler.urls import host_key, likeness, parse

# -- Doors at another address ----------------------------------------------------------------------

_IDENTITY_HOST = re.compile(
    r"login\.microsoftonline\.(?:com|us|de)|login\.live\.com|login\.windows\.net|accounts\.google\.com"
    r"|(?:.+\.)?(?:okta|oktapreview|auth0|onelogin|b2clogin|ciamlogin|pingone)\.(?:com|eu)"
    r"|(?:.+\.)?iamfas\.(?:int\.)?belgium\.be|(?:.+\.)?csam\.be"
    r"|(?:.+\.)?(?:digid|eherkenning|tvs-connect)\.nl|(?:.+\.)?itsme\.(?:be|services)"
    r"|(?:.+\.)?franceconnect\.gouv\.fr|id\.bund\.de|webgate\.ec\.europa\.eu|ecas\.ec\.europa\.eu"
    r"|(?:login|logon|signin|sso|idp|auth|oauth|oidc|openid|adfs|sts|iam|saml|cas|accounts?|keycloak"
    r"|aanmelden"
    r"|inloggen|inlog|authenticatie|authentication|authenti[ck]\w*|connexion|anmelden|anmeldung)\d?[.-].+"
)
_LOGIN_SEGMENT = re.compile(
    r"_?(?:(?:wp|user|member|members|site|my|mijn|auto|sso|saml|idp|admin)[-_]?)?"
    r"(?:log[-_]?in|log[-_]?on|inlog(?:gen|pagina|scherm)?|sign[-_]?[io]n|aanmelden|aanmelding|aanmeldpagina"
    r"|connexion|connecter|se-connecter|identification|authentification|authenticat(?:e|ion)|anmelden"
    r"|anmeldung|einloggen|require_login|login_form|loginuserpass|credentials_cookie_auth)"
    r"|sso|saml2?|oauth2?|authorize|openid-connect|oidc|adfs|simplesaml(?:php)?|discofeed|shibboleth\.sso"
    r"|loginpage"
)
_LOGIN_QUERY = frozenset({"samlrequest", "wctx"})
_CONSENT_HOST = re.compile(
    r"(?:consent|cookies?|cookiewall|cookie-?consent|cmp|privacy-?gate|myprivacy|toestemming|guce)\d?[.-].+"
)
_CONSENT_SEGMENT = re.compile(
    r"consent|consentement|toestemming|einwilligung|consent-?gate"
    r"|(?:accepte(?:er|ren|r)|aanvaard|accept|choose|kies|manage|set)[-_]?cookies?"
    r"|cookies?[-_]?(?:wall|muur|mur|gate|consent|toestemming|akkoord|accept\w*|aanvaarden|keuzes?"
    r"|choices?|check|notice|melding"
    r"|instellen|einwilligung)|(?:privacy|gdpr|avg|rgpd|tcf)[-_]?(?:wall|muur|gate|consent|gate-confirm)"
)
_BACK_TO = 3
"""Characters of a path below which it is too common to be recognised in an address."""


def closed_door(final_url: str, url: str) -> Verdict | None:
    """Return the wall that a visit was sent to: of a login or of cookies; `None` if to neither.

    Who asks for the door itself gets a page. Also to be asked before a redirect is found to leave the site.
    """
    if not final_url or likeness(final_url).page_url == likeness(url).page_url:
        return None
    if _is_door(final_url, url, _CONSENT_HOST, _CONSENT_SEGMENT):
        return blocked("cookie-wall", _host(final_url))
    if _is_door(final_url, url, _IDENTITY_HOST, _LOGIN_SEGMENT) or _asks_identity(final_url, url):
        return blocked("login-wall", _host(final_url))
    return None


def sent_away(final_url: str, url: str, text: str, look: Look) -> Verdict | None:
    """Return the wall that a visit was sent to, having seen what stands there.

    “Aanmelden” is also what one does for a summer camp: a form without password is no log-in.
    """
    verdict = closed_door(look.url, url) or closed_door(final_url, url)
    is_form = look.fields > 1 and not look.has_login_form and not _MEANS.search(text)
    if verdict and verdict[1].key == "login-wall" and is_form and _host(final_url) == _host(url):
        return None
    return verdict


def _is_door(final_url: str, url: str, host: re.Pattern[str], segment: re.Pattern[str]) -> bool:
    if _host(final_url) != _host(url) and host.fullmatch(_host(final_url)):
        return True
    return _has_segment(final_url, segment) and not _has_segment(url, segment)


def _asks_identity(final_url: str, url: str) -> bool:
    """Say whether the address is a question of a protocol for logging in: SAML, WS-Federation, OpenID."""
    names, asked = _names(final_url), _names(url)
    is_question = bool(names & _LOGIN_QUERY) or {"client_id", "redirect_uri"} <= names
    return (is_question or _is_login_portlet(final_url)) and not names <= asked


def _is_login_portlet(url: str) -> bool:
    return "loginportlet" in url.lower()


def _names(url: str) -> set[str]:
    parsed = parse(url)
    return {name.lower() for name, _ in parse_qsl(parsed.search[1:])} if parsed else set()


def _host(url: str) -> str:
    return host_key(url).rpartition(":")[0].removeprefix("www.")


def _has_segment(url: str, segment: re.Pattern[str]) -> bool:
    return any(segment.fullmatch(part) for part in segments(url))


def segments(url: str) -> list[str]:
    """Return the parts of a path in lower case, without endings such as `.aspx`."""
    parsed = parse(url)
    if parsed is None:
        return []
    parts = unquote(parsed.pathname).lower().split("/")
    return [part if part.startswith(".") else part.partition(".")[0] or part for part in parts if part]


def _comes_back(final_url: str, url: str) -> bool:
    """Say whether the address carries the one that was asked, to return to."""
    final, asked = parse(final_url), parse(url)
    if final is None or asked is None or len(asked.pathname) < _BACK_TO:
        return False
    return unquote(asked.pathname).lower() in unquote(unquote(final.search)).lower()


# -- A log-in in place of the page -----------------------------------------------------------------

_LOG_IN = re.compile(
    r"\b(?:aan ?te ?melden|aanmelden|aangemeld|aanmelding|in ?te ?loggen|inloggen|ingelogd|inlog"
    r"|meld (?:u|je|jezelf)\b[^.!?\n]{0,30}\baan|log (?:eerst |opnieuw )?in|logged in|log ?in|sign(?:ed)? in"
    r"|authenti\w+|connect(?:er|é|ée|ez)|identifi(?:er|é|ez)|anmelden|angemeldet|melden sie sich|einloggen"
    r"|eingeloggt)\b",
    re.IGNORECASE,
)
_THIS_PAGE = re.compile(
    r"\b(?:deze|dit|this|cette|ce|diese[rsn]?|die gevraagde|the requested|la) (?:beveiligde |afgeschermde "
    r"|protected )?"
    r"(?:web)?(?:pagina|inhoud|gedeelte|deel|document|zone|rubriek|bestand|content|page|area|section"
    r"|resource|file|contenu|seite|inhalt|bereich|dokument|site|website)\b",
    re.IGNORECASE,
)
_GO_ON = re.compile(
    r"\bom (?:verder|door) te gaan\b|\bto (?:continue|proceed)\b|\bpour continuer\b|\bum fortzufahren\b",
    re.IGNORECASE,
)
_MUST = re.compile(
    r"\b(?:moet|moeten|dient|dien|gelieve|eerst|alleen|enkel|uitsluitend|beveiligd|afgeschermd|must|need"
    r"|required?|requires|please|only|have to|devez|doit|veuillez|réservée?|nécessite|müssen|bitte|nur"
    r"|om .{0,60} te \w+|to (?:view|see|access|read)|pour (?:accéder|voir|consulter|lire))\b",
    re.IGNORECASE,
)
_NO_ACCESS = re.compile(
    r"\bgeen (?:toegang|rechten|toestemming)\b|\bniet (?:gemachtigd|bevoegd|geautoriseerd|ingelogd"
    r"|aangemeld)\b|\btoegang (?:is )?(?:geweigerd|verboden|beperkt)|access (?:is )?(?:denied|restricted)"
    r"|not (?:authori[sz]ed|logged in)"
    r"|accès (?:refusé|interdit|réservé)|kein(?:en)? (?:zugriff|zugang)|zugriff verweigert"
    r"|insufficient privileges"
    r"|\bsessie (?:is )?(?:verlopen|vervallen)|session (?:has )?(?:expired|timed out)"
    r"|session (?:a )?expirée?",
    re.IGNORECASE,
)
_LOGIN_NAME = re.compile(
    r"\b(?:aanmelden|inloggen|log in|login|log on|logon|sign in|signin|aanmelding|inlogpagina|connexion"
    r"|se connecter"
    r"|connectez-vous|identification|authentification|authentication|anmelden|anmeldung|einloggen|meld u"
    r"|meld je)\b"
)
_LOGIN_WORDS = vocabulary(
    "aanmelden inloggen log in login on logon sign signin aanmelding inlogpagina aanmeldpagina connexion",
    "se connecter",
    "connectez-vous identification authentification authentication anmelden anmeldung einloggen meld u je",
    "aan",
    "gelieve te eerst om verder gaan to your account continue uw bij op of met vereist required verplicht",
    "nodig",
    "votre compte à page pagina please veuillez bitte sie sich mijn my account vous et toegang",
)
_MEANS = re.compile(
    r"\b(?:itsme|eid|e-id|digid|eherkenning|eidas|csam|beveiligingscode|gebruikersnaam|wachtwoord|paswoord"
    r"|password|username|mot de passe|passwort|kennwort|benutzername|one-time|authenticator)\b",
    re.IGNORECASE,
)


def login_wall(status: int, title: str, text: str, look: Look, final_url: str, url: str) -> Verdict | None:
    """Return the log-in that an address shows in place of its page, `None` if it shows a page.

    A log-in form beside other content is part of a page; so are a door that was asked for itself and
    the start page of a site.
    """
    is_refusal = status in {401, 403}
    words = look.own_words
    if words > SOME_WORDS:
        return None
    names = [
        part for part in (*parts_of(title), *look.headings[:2]) if says_only(part, _LOGIN_NAME, _LOGIN_WORDS)
    ]
    notice = _notice(text, words)
    if is_refusal:
        sign = look.has_login_form or notice or names
        return blocked("login-wall", notice or str(status)) if sign else None
    if _has_segment(url, _LOGIN_SEGMENT) or (_host(final_url) == _host(url) and _asks_the_door(url)):
        return None
    if notice and (look.has_login_form or words <= FEW_WORDS + 20):
        return blocked("login-wall", notice)
    if not segments(url) and not _comes_back(final_url, url):
        return None
    beside = look.words_beside_login
    if look.has_login_form and beside <= (40 if names or _comes_back(final_url, url) else 15):
        return blocked("login-wall", names[0] if names else "")
    means = {found.lower() for found in _MEANS.findall(text)}
    if names and len(means) > 1 and words <= FEW_WORDS // 3:
        return blocked("login-wall", names[0])
    return None


def _asks_the_door(url: str) -> bool:
    parsed = parse(url)
    asked = f"{'/'.join(segments(url))}/{parsed.search if parsed else ''}".lower()
    return not {"login", "inloggen", "aanmelden", "connexion", "anmelden"}.isdisjoint(
        re.split(r"\W|_", asked)
    )


def _notice(text: str, words: int) -> str:
    """Return the sentence that says that one must log in to see this page, else empty."""
    if words > FEW_WORDS + 20:
        return ""
    no_access = ""
    for sentence in sentences(text):
        logs_in = _LOG_IN.search(sentence) is not None
        if logs_in and not sentence.endswith("?"):
            if _MUST.search(sentence) and _THIS_PAGE.search(sentence):
                return sentence
            if words <= FEW_WORDS // 2 and _GO_ON.search(sentence):
                return sentence
            if _NO_ACCESS.search(sentence) or no_access:
                return no_access or sentence
        elif _NO_ACCESS.search(sentence):
            no_access = sentence
    # The way to log in may stand before the refusal, in a menu.
    return ""


# -- A choice about cookies in place of the page ---------------------------------------------------

_WALL_SENTENCE = re.compile(
    r"cookies? (?:\w+ )?(?:te )?(?:accepteren|aanvaarden|accepteert|aanvaardt|toestaan|goedkeuren|toelaten)"
    r"|(?:accept|allow|agree to|consent to)\b[^.!?\n]{0,40}\bcookies|(?:accepter|acceptez"
    r"|autoriser)\b[^.!?\n]{0,40}\bcookies"
    r"|cookies\b[^.!?\n]{0,40}\b(?:akzeptieren|zustimmen|zulassen)|akkoord (?:te )?ga(?:an"
    r"|at)\b[^.!?\n]{0,40}\bcookies"
    r"|(?:accepteer|aanvaard|sta) (?:\w+ ){0,3}cookies|cookies (?:moeten|must be|doivent être) \w+",
    re.IGNORECASE,
)
_TO_ENTER = re.compile(
    r"\bom (?:verder|door) te (?:gaan|surfen)|\bom (?:\w+ )?(?:naar )?(?:de|deze|onze|dit) (?:web)?(?:site"
    r"|pagina|artikel|inhoud)\b"
    r"|\btoegang (?:te krijgen )?tot (?:de|deze|onze) (?:web)?(?:site|pagina)|\bto (?:continue|proceed"
    r"|enter|access|visit|view)\b"
    r"|\bpour (?:continuer|accéder|visiter|consulter)|\bum (?:fortzufahren|weiter|diese|unsere)"
    r"|\bvoordat u (?:verder|naar|de)\b"
    r"|\bbefore you continue|\bavant de continuer|\bbevor sie (?:fort|weiter)",
    re.IGNORECASE,
)
_COOKIE_PAGE = re.compile(r"\w*(?:cookie|privacy|gegevensbescherming|datenschutz|confidentialit)\w*")
_FEW_BESIDE = 12
"""Words that may stand beside the question on a wall: a name, a choice of language."""


def cookie_wall(title: str, text: str, look: Look, final_url: str, url: str) -> Verdict | None:
    """Return the question about cookies that stands in place of the page, `None` if a page is there too."""
    if look.own_words > SOME_WORDS or any(_COOKIE_PAGE.match(part) for part in segments(url)):
        return None
    if look.has_consent_form and look.has_headed_text:
        # A layer over a page that is there, however short that is.
        return None
    if look.has_consent_form:
        has_page = look.words_beside_consent > _FEW_BESIDE or look.has_pictures or look.links > 6
        if not has_page:
            return blocked("cookie-wall")
    if look.links <= 12 and len(text.split()) <= SOME_WORDS and not look.has_pictures:
        for sentence in sentences(f"{title}\n{text}"):
            if _WALL_SENTENCE.search(sentence) and (
                _TO_ENTER.search(sentence) or _comes_back(final_url, url)
            ):
                is_alone = look.own_words <= (25 if look.has_consent_form else FEW_WORDS)
                return blocked("cookie-wall", sentence) if is_alone else None
    return None
