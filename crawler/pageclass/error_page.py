"""Error statuses, and errors that come with a good one: broken programs, refusals, messages for machines."""

import json
import re

from crawler.pageclass.door import segments
from crawler.pageclass.look import Look
from crawler.pageclass.maintenance import CLOSED_SITE, UPKEEP
from crawler.pageclass.verdict import (
    FEW_WORDS,
    SOME_WORDS,
    Verdict,
    broken,
    parts_of,
    says_only,
    vocabulary,
)

_BROKEN = re.compile(
    r"server ?error|serverfout|serverfehler|application error|runtime error|bad gateway|gateway time-?out"
    r"|bad request|service (?:temporarily )?unavailable|error (?:has )?occurred|went wrong|unexpected error"
    r"|fatal error|kritieke fout"
    r"|critical error|an error was encountered|unhandled exception|internal error|guru meditation"
    r"|(?:iets|een|er) .*(?:fout|mis|opgetreden)|technische fout|onverwachte fout|fout opgetreden"
    r"|erreur (?:interne|est survenue|s'est produite|critique|technique|inattendue)"
    r"|(?:ein|interner|technischer|unerwarteter) .*fehler|ist etwas schief"
    r"|(?:access|toegang) (?:is )?(?:denied|geweigerd|verboden)|forbidden|geen toegang|accès (?:refusé"
    r"|interdit)"
    r"|zugriff verweigert|not authori[sz]ed|niet (?:gemachtigd|bevoegd|geautoriseerd)|kein zugriff"
)
_BROKEN_WORDS = vocabulary(
    "400 401 403 500 502 503 504 http error fout foutmelding erreur fehler oeps oops ups helaas sorry",
    "internal server",
    "servererror serverfout serverfehler interne interner application runtime bad gateway service",
    "temporarily request",
    "unavailable time-out timeout code guru meditation",
    "misgegaan misgelopen foutgegaan foutgelopen verkeerd gebeurd",
    "er is ging liep iets een mis technische onverwachte kritieke opgetreden gegaan gelopen heeft zich",
    "voorgedaan er op",
    "je uw deze de website site fout een bij het laden van pagina we wij u",
    "an a unexpected has occurred something went wrong in the une est survenue s'est produite du serveur",
    "critique fatal",
    "there been on your this website critical error was encountered unhandled exception please try again",
    "later",
    "technique inattendue es ist ein technischer unerwarteter aufgetreten etwas schiefgelaufen schief",
    "gelaufen",
    "access denied toegang geweigerd verboden forbidden geen tot accès refusé interdit zugriff verweigert",
    "kein",
    "not authorized authorised niet gemachtigd bevoegd geautoriseerd om te bekijken bezoeken to view",
    "access page you are",
    "bent hebt u geen rechten authorization required à cette page auf diese seite",
)
_RAW = re.compile(
    r"\bfatal error: |\bparse error: |\buncaught (?:exception|error|typeerror)\b"
    r"|traceback \(most recent call last\)"
    r"|^exception in thread|\bsqlstate\[|\bora-\d{5}\b|\berror establishing a database connection"
    r"|whitelabel error page"
    r"|\bserver error in '/|\bjava\.lang\.\w+(?:exception|error)\b|\bhttp status [45]\d\d\b"
    r"|error '8[0-9a-f]{7}'"
    r"|a client-side exception has occurred|the website encountered an unexpected error"
    r"|oops, an error occurred!"
    r"|er heeft zich een kritieke fout voorgedaan|there has been a critical error on"
    r"|fout bij het maken van een database"
    r"|erreur lors de la connexion à la base de données|unable to connect to the database|mysqli?_connect\(\)"
    r"|an error occurred while processing your request|varnish cache server|guru meditation"
    r"|\bde website heeft een onverwachte fout|le site (?:web )?a rencontré une erreur|correlation id"
    r"|upstream (?:connect|request) (?:error|timeout)|no healthy upstream|^no server is available to handle",
    re.IGNORECASE | re.MULTILINE,
)
_JSON_ERRORS = ("error", "errors", "exception", "fault", "errorMessage", "error_description", "stackTrace")
_JSON_MESSAGES = (*_JSON_ERRORS, "message", "msg", "melding", "detail", "title", "reason")
_JSON_STATUS = ("status", "statusCode", "status_code", "code", "httpStatus")
_SEGMENTS = re.compile(
    r"(?:error|fout|erreur|fehler)(?:[-_]?(?:page|pagina|50\d|general))?|errorpage|foutpagina|50[0-4]"
    r"|servererror"
)


def error_status(status: int, title: str, text: str) -> Verdict | None:
    """Return the end of an address that was answered with an error status, `None` for a good one."""
    if status < 400:
        return None
    said = f"{title}\n{text[:2_000]}"
    if status == 503 and (UPKEEP.search(said) or CLOSED_SITE.search(said)):
        return broken("maintenance", "503")
    return broken("status", str(status))


def error_page(title: str, text: str, look: Look, final_url: str, url: str) -> Verdict | None:
    """Return the error that a page with a good status is about, `None` if it is about something else."""
    if verdict := _message_for_machines(text):
        return verdict
    words = look.own_words
    was_sent = any(_SEGMENTS.fullmatch(end) for end in segments(final_url)[-1:]) and not any(
        _SEGMENTS.fullmatch(part) for part in segments(url)
    )
    if words > (SOME_WORDS if was_sent else FEW_WORDS):
        return _raw(title, text) if words <= SOME_WORDS and look.links <= 3 else None
    own = look.own_text if words > 2 else text
    names = parts_of(title)
    if not look.is_about(title, _BROKEN_WORDS):
        lines = [line.strip() for line in own.splitlines()[:3]]
        names += [*look.headings[:2], *(line for line in lines if len(line) <= 120)]
    if found := next((name for name in names if says_only(name, _BROKEN, _BROKEN_WORDS)), ""):
        return broken("error-page", found)
    return _raw(title, own)


def _raw(title: str, text: str) -> Verdict | None:
    found = _RAW.search(f"{title}\n{text[:4_000]}")
    return broken("error-page", found[0]) if found else None


def _message_for_machines(text: str) -> Verdict | None:
    """Return the error in an answer in JSON, `None` if there is none."""
    text = text.strip()
    if not text.startswith("{") or len(text) > 4_000:
        return None
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        return None
    # A number alone may be anything; with a message beside it, it is the answer of a server.
    has_message = any(name in said for name in _JSON_MESSAGES)
    statuses = [str(said[name]) for name in _JSON_STATUS if name in said and has_message]
    number = next((status for status in statuses if re.fullmatch(r"[45]\d\d", status)), "")
    if not number and not any(said.get(name) for name in _JSON_ERRORS):
        return None
    gone = number in {"404", "410"} or "not found" in text.lower() or "niet gevonden" in text.lower()
    return broken("soft-404" if gone else "error-page", number or "json")
