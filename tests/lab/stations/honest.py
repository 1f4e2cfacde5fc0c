"""Honest: walls, closed doors and error pages are told from the pages of a site, and the other way round."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from tests.lab.base import Reply, Request, Route, Station, page
from tests.lab.stations.pages import anchors, good, head, sent, site

GROUP = "honest"


def _short(title: str, *lines: str, links: Iterable[str] = (), heads: str = "", lang: str = "nl") -> str:
    """Return a page with no more than a heading and these lines."""
    text = "".join(f"<p>{line}</p>" for line in lines)
    return (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title>{heads}</head>'
        f"<body><h1>{title}</h1>{text}{anchors(links)}</body></html>"
    )


def _framed(title: str, *lines: str) -> str:
    """Return the same within the header, menu and footer of a site, as content systems show their errors."""
    menu = "".join(
        f'<li><a href="/">{word}</a></li>'
        for word in ("Wonen", "Werken", "Afval", "Sport", "Cultuur", "Bestuur", "Contact")
    )
    text = "".join(f"<p>{line}</p>" for line in lines)
    return (
        f'<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>{title} - Gemeente '
        "Elzervoorde</title></head>"
        f"<body><header><p>Gemeente Elzervoorde</p><nav><ul>{menu}</ul></nav></header><main><h1>{title}"
        f"</h1>{text}</main>"
        "<footer><p>Bezoekadres: Markt 1, Elzervoorde. Wij zijn open van maandag tot en met vrijdag "
        "van negen tot vijf uur. "
        "U kunt ook bellen of een brief sturen.</p></footer></body></html>"
    )


def _told(
    name: str,
    cases: Mapping[str, tuple[Route, str, str]],
    controls: Mapping[str, Route],
    routes: Mapping[str, Route] | None = None,
    **more: Any,
) -> Station:
    """Return a station of pages that are none (what they serve, their end, the reason) among real ones.

    Controls stand between them, so that no crawler sees five failures in a row.
    """
    first, spare = list(cases), list(controls)
    order = [path for n, case in enumerate(first) for path in (case, *spare[n : n + 1])] + spare[len(first) :]
    fillers = [f"/tussendoor/{n}" for n in range(max(0, (len(first) - len(spare) + 1) // 2))]
    return site(
        name,
        GROUP,
        home=anchors([*order[: len(order) // 2], *fillers, *order[len(order) // 2 :]]),
        routes={**{path: case[0] for path, case in cases.items()}, **controls, **(routes or {})},
        found=(*controls, *fillers),
        ends={path: case[1] for path, case in cases.items()},
        reasons={path: case[2] for path, case in cases.items() if case[2]},
        **more,
    )


def _sent_to(where: str, status: int = 302) -> Reply:
    return Reply("", status, headers=(("Location", where),))


# -- walls for robots

_CF_HEAD = '<meta name="robots" content="noindex"><script>window._cf_chl_opt={cType:"managed"}</script>'


def _walls() -> Iterator[Station]:
    cloudflare = _short(
        "Just a moment...",
        "Verifying you are human. This may take a few seconds.",
        "elders.example needs to review the security of your connection before proceeding.",
        heads=_CF_HEAD,
        lang="en",
    )
    old = _short(
        "Even geduld",
        "Checking your browser before accessing gemeente.example.",
        "This process is automatic. Your browser will redirect to your requested content shortly.",
        "Cloudflare Ray ID: 7d1f",
        lang="en",
    )
    akamai = _short(
        "Access Denied",
        "You don't have permission to access this page on this server.",
        "Reference #18.2d351ab8.1557333295.a4e16ab",
        lang="en",
    )
    datadome = Reply(
        (
            "<html lang=en><head><title>gemeente.example</title></head><body><p>Please enable JS and "
            "disable any ad blocker</p></body></html>"
        ),
        403,
        headers=(("X-DataDome", "protected"), ("Server", "DataDome")),
    )
    human = _short(
        "Access to this page has been denied",
        "Press &amp; Hold to confirm you are a human (and not a bot).",
        "Reference ID 2f6a",
        lang="en",
    )
    imperva = _short(
        "Pardon Our Interruption",
        "As you were browsing something about your browser made us think you were a bot.",
        "Incapsula incident ID: 877000-12345",
        lang="en",
    )
    f5 = _short(
        "Request Rejected",
        "The requested URL was rejected. Please consult with your administrator.",
        "Your support ID is: 1187622",
        lang="en",
    )
    dutch = _short(
        "Beveiligingscontrole",
        "Bevestig dat u een mens bent.",
        '<div class="h-captcha" data-sitekey="x"></div>',
        "Vink het vakje aan om verder te gaan.",
    )
    turnstile = _short(
        "Controle",
        "Controleer of u een mens bent door de onderstaande handeling uit te voeren.",
        '<div class="cf-turnstile"></div>',
    )
    french = _short(
        "Vérification", "Vérifions que vous êtes humain avant de continuer vers le site.", lang="fr"
    )
    aws = Reply(
        _short("Human Verification", "Let's confirm you are human", lang="en"),
        405,
        headers=(("x-amzn-waf-action", "captcha"),),
    )
    anubis = _short("Making sure you're not a bot!", "Loading...", "Protected by Anubis.", lang="en")
    blocked = "blocked"
    wall = "bot-wall"
    yield _told(
        "wall-403",
        {
            "/a/cloudflare": (
                Reply(cloudflare, 403, headers=(("cf-mitigated", "challenge"), ("Server", "cloudflare"))),
                blocked,
                wall,
            ),
            "/a/akamai": (Reply(akamai, 403, headers=(("Server", "AkamaiGHost"),)), blocked, wall),
            "/a/datadome": (datadome, blocked, wall),
            "/a/human": (Reply(human, 403), blocked, wall),
            "/a/aws": (aws, blocked, wall),
            "/a/kaal": (Reply(_short("403 Forbidden", "nginx"), 403), "http-error|blocked", "403|bot-wall"),
        },
        {
            "/verboden-toegang": page("Verboden toegang: regels voor het bos (artikel 403)"),
            "/cloudflare-uitleg": page("Hoe Cloudflare onze website snel houdt"),
            "/robots-in-de-zorg": page("Robots in de zorg: bent u een mens of een robot?"),
        },
    )
    yield _told(
        "wall-503",
        {"/b/cloudflare": (Reply(old, 503, headers=(("Server", "cloudflare"),)), blocked, wall)},
        {"/browser-kiezen": page("Welke browser u kunt gebruiken")},
    )
    yield _told(
        "wall-429",
        {
            "/b/te-veel": (
                Reply(_short("Too Many Requests", "Rate limited"), 429),
                "blocked|http-error",
                "429|bot-wall",
            )
        },
        {"/aantal": page("Hoe veel bezoekers komen er?")},
    )
    yield _told(
        "wall-200",
        {
            "/c/cloudflare": (cloudflare, blocked, wall),
            "/c/imperva": (imperva, blocked, wall),
            "/c/f5": (f5, blocked, wall),
            "/c/hcaptcha": (dutch, blocked, wall),
            "/c/turnstile": (turnstile, blocked, wall),
            "/c/frans": (french, blocked, wall),
            "/c/anubis": (anubis, blocked, wall),
        },
        {
            "/captcha-formulier": good(
                "/captcha-formulier",
                '<form><label>Naam <input></label><div class="g-recaptcha">Ik ben geen robot</div></form>',
            ),
            "/wat-is-een-captcha": page(
                "Wat is een captcha en waarom vraagt een website of u een mens bent?"
            ),
            "/robotmaaier": _short(
                "Robotmaaier",
                (
                    "Deze zomer maait een robot het gras in het park. De robot stopt vanzelf als er een "
                    "mens of dier in de buurt is."
                ),
                "Vragen? Bel de buitendienst.",
            ),
            "/ddos": page("Just a moment: een Engelse cursus voor inwoners"),
        },
    )
    yield _told(
        "wall-by-script",
        {
            "/d/later": (
                _short(
                    "Laden",
                    "<span id=s>Laden</span>",
                    (
                        "<script>setTimeout(()=>{document.title='Just a moment...';"
                        "document.body.innerHTML='<h1>Verifying you are human</h1>'},300)</script>"
                    ),
                ),
                blocked,
                wall,
            )
        },
        {"/laden-en-lossen": page("Laden en lossen in de binnenstad")},
    )


# -- doors


def _form(text: str = "Wachtwoord") -> str:
    return (
        f'<form action="/sessie"><label>Gebruikersnaam <input name="u"></label><label>{text} <input '
        'type="password" name="p"></label><button>Aanmelden</button></form>'
    )


def _doors() -> Iterator[Station]:
    door = "login-wall"
    login = page("Aanmelden bij het loket", _form())
    sso = "http://sso.doors-login.lab.example/saml?target=dossier"
    yield _told(
        "doors-login",
        {
            "/dossier": (_sent_to("/inloggen?terug=%2Fdossier"), "blocked", door),
            "/intern": (_sent_to("/account/login?ReturnUrl=/intern", 303), "blocked", door),
            "/personeel": (_sent_to(sso), "blocked", door),
            "/raadsleden": (
                _short("Aanmelden", "U moet zich aanmelden om deze pagina te bekijken.", _form()),
                "blocked",
                door,
            ),
            "/basis": (
                Reply(
                    _short("Niet bevoegd", "Meld u aan."),
                    401,
                    headers=(("WWW-Authenticate", 'Basic realm="Loket"'),),
                ),
                "blocked|http-error",
                "401|login-wall",
            ),
            "/basis-leeg": (
                Reply("", 401, headers=(("WWW-Authenticate", 'Basic realm="Loket"'),)),
                "blocked|http-error",
                "401|login-wall",
            ),
            "/script-deur": (
                "<title>Even wachten</title><script>location.replace('/inloggen?terug=script')</script>",
                "blocked",
                door,
            ),
        },
        {
            "/inloggen": login,
            "/aanmelden-markt": page(
                "Aanmelden voor de jaarmarkt",
                "<form><label>Naam <input></label><button>Aanmelden</button></form>",
            ),
            "/nieuws-met-vak": page(
                "Nieuws voor verenigingen", f"<aside><h2>Voor leden</h2>{_form()}</aside>"
            ),
            "/digid": page("Inloggen met DigiD: zo werkt het"),
        },
        routes={"/account/login": login, "sso:/saml": login},
    )
    wall = page("Cookies op deze website", "<form><button>Alles aanvaarden</button></form>")
    yield _told(
        "doors-cookies",
        {
            "/voorpagina": (_sent_to("/cookiewall?url=%2Fvoorpagina"), "blocked", "cookie-wall"),
            "/sport": (
                _sent_to("http://consent.doors-cookies.lab.example/?to=/sport"),
                "blocked",
                "cookie-wall",
            ),
            "/weer": (
                (
                    "<title>Weer</title><script>if(!document.cookie)location.href='/cookie-consent?terug=/w"
                    "eer'</script>"
                ),
                "blocked",
                "cookie-wall",
            ),
        },
        {
            "/cookiebeleid": page("Ons cookiebeleid: welke cookies aanvaardt u?"),
            "/koekjes": page("Koekjes bakken met kinderen"),
        },
        routes={"/cookiewall": wall, "/cookie-consent": wall, "consent:/": wall},
    )
    # Every page of the site goes to the wall, the first one too.
    yield Station(
        name="doors-everywhere",
        group=GROUP,
        routes={"/": _sent_to("/cookie-muur?terug=/"), "/cookie-muur": wall},
        ends={"/": "blocked"},
        reasons={"/": "cookie-wall"},
    )
    veil = (
        '<div role="dialog" aria-modal="true" style="position:fixed;inset:0;background:#fff;'
        'z-index:99">{}</div>'
    )
    covers = {
        "/deksel/cookies": (
            "<h2>Wij gebruiken cookies</h2><p>Aanvaardt u alle cookies?</p><button>"
            "Aanvaarden</button><button>Weigeren</button>"
        ),
        "/deksel/nieuwsbrief": (
            "<h2>Blijf op de hoogte</h2><form><label>E-mail <input type=email>"
            "</label><button>Inschrijven</button></form>"
        ),
        "/deksel/leeftijd": "<h2>Bent u ouder dan 18 jaar?</h2><button>Ja</button><button>Nee</button>",
        "/deksel/aanmelden": f"<h2>Aanmelden</h2>{_form()}",
    }
    late = (
        "<script>setTimeout(()=>document.body.insertAdjacentHTML('beforeend','<dialog id=d><h2>"
        "Enquête</h2><button>Sluiten</button></dialog>')||d.showModal(),300)</script>"
    )
    yield site(
        "overlays",
        GROUP,
        home=anchors([*covers, "/deksel/laat", "/deksel/slot"]),
        routes={
            **{path: good(path, veil.format(body)) for path, body in covers.items()},
            "/deksel/laat": good("/deksel/laat", late),
            "/deksel/slot": good(
                "/deksel/slot",
                veil.format("<h2>Cookies</h2>") + "<style>body{overflow:hidden;height:100vh}</style>",
            ),
        },
        found=(*covers, "/deksel/laat", "/deksel/slot"),
    )


# -- maintenance


def _upkeep() -> Iterator[Station]:
    works = _short(
        "Onderhoud", "Onze website is tijdelijk niet beschikbaar wegens onderhoud. Probeer het later opnieuw."
    )
    english = _short(
        "We'll be back soon",
        "Our site is down for scheduled maintenance. Please check back in an hour.",
        lang="en",
    )
    french = _short("Maintenance", "Notre site est en maintenance. Merci de revenir plus tard.", lang="fr")
    planned = {
        "/onderhoud-gepland": page("Gepland onderhoud aan de website op zondag 5 mei"),
        "/onderhoud-wegen": page("Onderhoud van wegen, pleinen en het perron"),
        "/lift": _short(
            "Lift buiten dienst",
            (
                "De lift in het stadskantoor is tot vrijdag buiten dienst wegens onderhoud. Gebruik de "
                "ingang aan de Kerkstraat."
            ),
        ),
        "/groen": _short(
            "Onderhoud van het groen",
            "Wij maaien in mei en september. Ziet u een losse tak? Bel de buitendienst.",
        ),
    }
    yield _told(
        "upkeep-503",
        {"/m/dicht": (Reply(works, 503), "http-error", "maintenance")},
        {"/onderhoud-perron": page("Onderhoud aan het perron")},
    )
    yield _told(
        "upkeep-200",
        {
            "/m/nl": (works, "http-error", "maintenance"),
            "/m/en": (english, "http-error", "maintenance"),
            "/m/fr": (french, "http-error", "maintenance"),
            "/m/titel": (_short("Website in onderhoud", "Tot straks!"), "http-error", "maintenance"),
        },
        planned,
    )
    yield Station(
        name="upkeep-whole",
        group=GROUP,
        routes={"/": works},
        otherwise=works,
        ends={"/": "http-error"},
        reasons={"/": "maintenance"},
    )


# -- errors


def _errors() -> Iterator[Station]:
    soft = "soft-404"
    not_found = _framed(
        "Pagina niet gevonden",
        "De pagina die u zoekt bestaat niet of is verplaatst.",
        "Gebruik het zoekvak of ga naar de startpagina.",
    )
    yield _told(
        "soft-404",
        {
            "/weg/kader": (not_found, "http-error", soft),
            "/weg/kort": (_short("404", "Niet gevonden"), "http-error", soft),
            "/weg/oeps": (_short("Oeps!", "Deze pagina bestaat niet (meer)."), "http-error", soft),
            "/weg/engels": (
                _short("Page not found", "The page you requested could not be found.", lang="en"),
                "http-error",
                soft,
            ),
            "/weg/frans": (
                _short("Page introuvable", "La page que vous cherchez n'existe plus.", lang="fr"),
                "http-error",
                soft,
            ),
            "/weg/fout": (
                _framed("Fout 404", "Helaas, we konden deze pagina niet vinden."),
                "http-error",
                soft,
            ),
            "/weg/script": (
                _short(
                    "Laden",
                    (
                        "<script>onload=()=>{document.title='Niet gevonden';document.body.innerHTML='<h1>"
                        "Pagina niet gevonden</h1><p>Deze pagina bestaat niet.'}</script>"
                    ),
                ),
                "http-error",
                soft,
            ),
            "/weg/verwezen": (_sent_to("/404.html"), "http-error|duplicate", "soft-404|redirect"),
        },
        {
            "/fout-404-uitleg": page("Foutmelding 404: wat betekent dat en wat doet u eraan?"),
            "/gevonden-voorwerpen": page("Niet gevonden? Kijk bij de gevonden voorwerpen"),
            "/besluit-404": page("Besluit 404: aanleg van een fietspad"),
            "/meldpunt": page(
                "Pagina niet gevonden? Meld een fout op onze website",
                "<form><label>Welke pagina? <input></label></form>",
            ),
            "/404-inwoners": _short(
                "404 inwoners erbij",
                "Het dorp kreeg er dit jaar 404 inwoners bij. Dat zijn er meer dan vorig jaar.",
            ),
        },
        routes={"/404.html": not_found},
    )
    yield site(
        "soft-404-home",
        GROUP,
        home=anchors(["/verdwenen/1", "/verdwenen/2", "/bestaat"]),
        routes={"/verdwenen/1": _sent_to("/"), "/verdwenen/2": _sent_to("/", 301)},
        found=("/bestaat",),
        ends=dict.fromkeys(("/verdwenen/1", "/verdwenen/2"), "http-error|duplicate"),
    )
    error = "http-error"
    yield _told(
        "errors-200",
        {
            "/stuk/nl": (
                _short(
                    "Er is iets misgegaan", "Er is een technische fout opgetreden. Probeer het later opnieuw."
                ),
                error,
                "",
            ),
            "/stuk/database": (
                _short("Database Error", "Error establishing a database connection", lang="en"),
                error,
                "",
            ),
            "/stuk/gateway": (_short("502 Bad Gateway", "nginx", lang="en"), error, ""),
            "/stuk/iis": (
                _short(
                    "Server Error in '/' Application.",
                    "Runtime Error",
                    "An application error occurred on the server.",
                    lang="en",
                ),
                error,
                "",
            ),
            "/stuk/php": (
                (
                    "<br />\n<b>Fatal error</b>:  Uncaught Error: Call to undefined function toon() in "
                    "/var/www/html/index.php:12"
                ),
                error,
                "",
            ),
            "/stuk/dienst": (
                _short("Service Unavailable", "The service is temporarily unavailable.", lang="en"),
                error,
                "",
            ),
        },
        {
            "/fout-melden": page("Een fout melden in de basisregistratie"),
            "/gateway-theater": page("Theater Gateway: programma voor mei"),
            "/500-jaar": page("500 jaar stadhuis: een feest voor iedereen"),
            "/storing": page("Technische storing aan de telefoonlijn is opgelost"),
            "/foutje": _short(
                "Foutje in de brief",
                "In de brief van 3 mei stond een fout. De juiste datum van de bijeenkomst is 12 mei.",
            ),
        },
    )
    whole = good("/een-hele-pagina")
    closed = "Connection: close"
    yield _told(
        "errors-status",
        {
            "/s/404-heel": (Reply(whole, 404), error, "404"),
            "/s/404-leeg": (Reply("", 404), error, "404"),
            "/s/410": (Reply(_short("Weg", "Dit stuk is weg."), 410), error, "410"),
            "/s/500-heel": (Reply(whole, 500), error, "500"),
            "/s/500-leeg": (Reply("", 500), error, "500"),
            "/s/403-leeg": (Reply("", 403), "http-error|blocked", "403|bot-wall"),
            "/s/400": (Reply("Bad Request", 400, media_type="text/plain"), error, "400"),
            "/s/418": (Reply(_short("Theepot", "Ik ben een theepot."), 418), error, "418"),
            "/s/451": (Reply(_short("Verwijderd", "Op last van de rechter."), 451), error, "451"),
            "/s/502": (sent(head("Content-Length: 0", closed, status="502 Bad Gateway")), error, "502"),
            "/s/404-json": (Reply('{"fout":"weg"}', 404, media_type="application/json"), error, "404"),
            "/s/404-pdf": (Reply(b"%PDF-1.4", 404, media_type="application/pdf"), error, "404"),
        },
        {
            f"/s/goed-{word}": good(f"/s/goed-{word}")
            for word in ("een", "twee", "drie", "vier", "vijf", "zes")
        },
    )
    # A site whose server answers everything with the same page of an error.
    yield Station(
        name="errors-everywhere",
        group=GROUP,
        routes={"/": Reply(_short("Internal Server Error", "Er is een fout opgetreden."), 500)},
        ends={"/": "http-error"},
        reasons={"/": "500"},
    )
    yield Station(
        name="errors-parked",
        group=GROUP,
        routes={"/": _once_404},
        ends={"/": "http-error"},
        reasons={"/": soft},
    )
    yield _told(
        "short-but-real",
        {"/weg": (_short("Niet gevonden", "Deze pagina is niet gevonden."), error, soft)},
        {
            "/tel": _short("Telefoon", "Bel 14 012."),
            "/open": _short("Openingstijden", "Wij zijn vandaag gesloten."),
            "/service": _short("Service", "De service is elke werkdag beschikbaar."),
            "/dank": _short("Dank u wel", "Wij hebben uw bericht gekregen."),
            "/leeg-resultaat": _framed(
                "Zoeken", "Er zijn geen resultaten gevonden voor uw zoekvraag.", "Probeer een ander woord."
            ),
            "/gesloten": _short(
                "Loket gesloten", "Het loket is op 5 mei niet bereikbaar. De dag erna zijn wij er weer."
            ),
        },
    )


def _once_404(request: Request) -> str:
    return _framed("Pagina niet gevonden", "Deze pagina bestaat niet.")


STATIONS = (*_walls(), *_doors(), *_upkeep(), *_errors())
