# ruff: noqa: E501  (whole pages stand in these tables)
"""Log-ins and choices about cookies before a page, and pages that have one in them."""

from tests.crawler.pageclass.cases import (
    BANNER,
    COOKIE,
    LOGIN,
    PAGE,
    PROSE,
    STATUS,
    Case,
    bare,
    framed,
    loose,
)

FORM = (
    '<form action="/login" method="post"><label>Gebruikersnaam <input name="u"></label>'
    '<label>Wachtwoord <input type="password" name="p"></label><button>Aanmelden</button>'
    '<a href="/vergeten">Wachtwoord vergeten?</a></form>'
)
_AT = {"final": "/user/login?destination=/nl/mijn-dossier", "path": "/nl/mijn-dossier"}

_SENT = (
    "https://login.microsoftonline.com/11/oauth2/v2.0/authorize?client_id=1&redirect_uri=x",
    "https://sso.stad.example/realms/stad/protocol/openid-connect/auth?client_id=1",
    "https://stad.example/realms/stad/protocol/openid-connect/auth?client_id=1&redirect_uri=y",
    "https://fs.stad.example/adfs/ls/?SAMLRequest=abc",
    "https://idp.school.example/idp/profile/SAML2/Redirect/SSO?execution=e1s1",
    "https://cas.stad.example/cas/login?service=x",
    "https://idp.iamfas.belgium.be/fas/XUI/#login/",
    "https://www.csam.be/nl/index.html",
    "https://authenticatie.vlaanderen.be/op/v1/auth",
    "https://digid.nl/inloggen",
    "https://mijn.itsme.be/sign",
    "https://app.franceconnect.gouv.fr/api/v1/authorize",
    "https://stad.example/wp-login.php?redirect_to=x",
    "https://stad.example/user/login?destination=/nl/afval",
    "https://stad.example/c/portal/login?p_l_id=1",
    "https://stad.example/web/guest/home?p_p_id=com_liferay_login_web_portlet_LoginPortlet",
    "https://stad.example/_layouts/15/Authenticate.aspx?Source=x",
    "https://stad.example/_login/default.aspx",
    "https://stad.example/require_login?came_from=/nl/afval",
    "https://stad.example/login_form?came_from=x",
    "https://stad.example/libs/granite/core/content/login.html?resource=x",
    "https://stad.example/accounts/login/?next=/nl/afval",
    "https://stad.example/users/sign_in",
    "https://stad.example/Account/Login?ReturnUrl=%2Fnl%2Fafval",
    "https://stad.example/nl/aanmelden",
    "https://stad.example/saml/login",
)
_CONSENT = (
    "https://myprivacy.dpgmedia.be/consent?siteKey=x&callbackUrl=y",
    "https://consent.stad.example/?return=x",
    "https://stad.example/cookie-wall?return=/nl/afval",
    "https://stad.example/cookiewall/?url=%2Fnl%2Fafval",
    "https://stad.example/cookies-accepteren?terug=/nl/afval",
    "https://stad.example/accepteer-cookies",
    "https://stad.example/privacy-gate/accept",
    "https://stad.example/toestemming",
)

CASES = (
    *(Case(f"sent to {to[8:60]}", LOGIN, bare("", "<p>Laden</p>"), final=to) for to in _SENT),
    *(Case(f"sent to {to[8:60]}", COOKIE, bare("", "<p>Laden</p>"), final=to) for to in _CONSENT),
    # -- log-in at the same address
    Case(
        "form in place of a page",
        LOGIN,
        framed("Aanmelden | Stad", f"<h1>Aanmelden</h1>{FORM}"),
        path="/nl/mijn-dossier",
    ),
    Case(
        "form, title of the page",
        LOGIN,
        framed("Mijn dossier | Stad", f"<h1>Mijn dossier</h1>{FORM}"),
        path="/nl/mijn-dossier",
    ),
    Case(
        "form, with a cookie banner",
        LOGIN,
        framed("Aanmelden | Stad", f"<h1>Aanmelden</h1>{FORM}", BANNER),
        path="/nl/mijn-dossier",
    ),
    Case(
        "form with a notice",
        LOGIN,
        framed(
            "Raadsverslagen",
            f"<h1>Raadsverslagen</h1><p>U moet inloggen om deze pagina te bekijken.</p>{FORM}",
        ),
        path="/nl/raad/intern",
    ),
    Case(
        "drupal, access denied with form",
        LOGIN,
        framed(
            "Toegang geweigerd",
            f"<h1>Toegang geweigerd</h1><p>U bent niet gemachtigd om deze pagina te bekijken. Meld u aan.</p>{FORM}",
        ),
        403,
        path="/node/12",
    ),
    Case("401 with a form", LOGIN, bare("Intranet", FORM), 401, path="/intranet"),
    Case("403 with a form", LOGIN, framed("Intranet", f"<h1>Intranet</h1>{FORM}"), 403, path="/intranet"),
    Case(
        "403 with a notice",
        LOGIN,
        framed(
            "Geen toegang",
            "<h1>Geen toegang</h1><p>Deze pagina is enkel toegankelijk als u aangemeld bent.</p>",
        ),
        403,
    ),
    Case(
        "403, log in first",
        LOGIN,
        bare(
            "Geen toegang",
            '<p>Gelieve eerst in te loggen om verder te gaan.</p><a href="/login">Inloggen</a>',
        ),
        403,
    ),
    Case(
        "401 called log-in",
        LOGIN,
        bare("Aanmelden", "<h1>Aanmelden</h1><p>Kies hoe u zich aanmeldt.</p>"),
        401,
    ),
    Case(
        "notice only 200",
        LOGIN,
        framed("Documenten", "<h1>Documenten</h1><p>U moet aangemeld zijn om deze inhoud te zien.</p>"),
    ),
    Case(
        "notice english",
        LOGIN,
        framed("Minutes", "<h1>Minutes</h1><p>You must be logged in to view this page.</p>", lang="en"),
    ),
    Case("notice english, please", LOGIN, bare("Portal", "<p>Please log in to continue.</p>")),
    Case(
        "notice french",
        LOGIN,
        framed(
            "Documents",
            "<h1>Documents</h1><p>Vous devez vous connecter pour accéder à cette page.</p>",
            lang="fr",
        ),
    ),
    Case(
        "notice german",
        LOGIN,
        framed(
            "Dokumente",
            "<h1>Dokumente</h1><p>Sie müssen sich anmelden, um diese Seite zu sehen.</p>",
            lang="de",
        ),
    ),
    Case(
        "session expired",
        LOGIN,
        bare("Sessie verlopen", "<p>Uw sessie is verlopen. Log opnieuw in.</p>"),
        path="/nl/dossier/3",
    ),
    Case(
        "wordpress password page",
        LOGIN,
        framed(
            "Beveiligd: Verslag",
            '<h1>Beveiligd: Verslag</h1><form><p>Vul het wachtwoord in.</p><label>Wachtwoord <input type="password"></label><input type="submit" value="Ga"></form>',
        ),
    ),
    Case(
        "choice of means",
        LOGIN,
        framed(
            "Aanmelden",
            "<h1>Aanmelden</h1><ul><li><button>itsme</button></li><li><button>eID en kaartlezer</button></li><li><button>Beveiligingscode via sms</button></li></ul>",
        ),
        path="/nl/mijn-dossier",
    ),
    Case(
        "english form",
        LOGIN,
        bare(
            "Log in",
            '<h1>Log in</h1><form><input name="user"><input type="password"><button>Log in</button></form>',
            lang="en",
        ),
        path="/reports/42",
    ),
    Case(
        "sharepoint sign in",
        LOGIN,
        bare(
            "Sign In",
            '<h1>Sign In</h1><form><input><input type="password"><input type="submit" value="Sign In"></form>',
        ),
        path="/sites/team",
    ),
    Case(
        "form at an address that comes back",
        LOGIN,
        framed("Welkom", f"<h1>Welkom</h1>{FORM}"),
        path="/nl/mijn-dossier",
        final="/welkom?terug=%2Fnl%2Fmijn-dossier",
    ),
    Case(
        "form without landmarks",
        LOGIN,
        loose("Aanmelden", f"<h1>Aanmelden</h1>{FORM}"),
        path="/nl/mijn-dossier",
    ),
    # -- no log-in walls
    Case(
        "401 basic",
        STATUS,
        bare(
            "401 Unauthorized",
            "<h1>Unauthorized</h1><p>This server could not verify that you are authorized to access the document.</p>",
        ),
        401,
        {"www-authenticate": 'Basic realm="x"'},
    ),
    Case("401 bare", STATUS, bare("", ""), 401),
    Case(
        "403 with log-in in the header",
        STATUS,
        bare(
            "Verboden",
            f"<header>{FORM}</header><main><h1>Verboden</h1><p>Deze map kunt u niet bekijken.</p></main>",
        ),
        403,
    ),
    Case(
        "log-in page asked for", PAGE, framed("Aanmelden", f"<h1>Aanmelden</h1>{FORM}"), path="/nl/aanmelden"
    ),
    Case(
        "log-in page asked for, other end",
        PAGE,
        framed("Aanmelden", f"<h1>Aanmelden</h1>{FORM}"),
        path="/nl/aanmelden",
        final="/nl/user/login",
    ),
    Case("log-in page asked for, php", PAGE, bare("Inloggen", FORM), path="/inloggen.php"),
    Case("log-in page asked for, compound", PAGE, bare("Inloggen", FORM), path="/inloggen-mijn-stad"),
    Case("start page is the log-in", PAGE, bare("Extranet", f"<h1>Extranet</h1>{FORM}"), path="/"),
    Case(
        "page with a log-in box in the header",
        PAGE,
        bare("Afval", f"<header>{FORM}</header><main><h1>Afval</h1>{PROSE}</main>"),
    ),
    Case(
        "short page with a log-in box in the header",
        PAGE,
        bare("Afval", f"<header>{FORM}</header><main><h1>Afval</h1><p>Bel 09 123.</p></main>"),
    ),
    Case(
        "page with a log-in box at the side",
        PAGE,
        framed("Afval", f"<h1>Afval</h1>{PROSE}<aside>{FORM}</aside>"),
    ),
    Case(
        "page with a log-in box below",
        PAGE,
        framed("Bibliotheek", f"<h1>Bibliotheek</h1>{PROSE}<h2>Mijn bib</h2>{FORM}"),
    ),
    Case(
        "registration",
        PAGE,
        framed(
            "Maak een account",
            '<h1>Maak een account</h1><form><label>Naam <input></label><label>E-mail <input type="email"></label><label>Wachtwoord <input type="password"></label><label>Nog eens <input type="password"></label><button>Registreer</button></form>',
        ),
        path="/nl/account/nieuw",
    ),
    Case(
        "mijn burgerprofiel",
        PAGE,
        framed(
            "Mijn Burgerprofiel | Stad",
            '<h1>Mijn Burgerprofiel</h1><p>In Mijn Burgerprofiel ziet u uw attesten, uw premies en de stand van uw aanvragen. U kunt er ook uw adres wijzigen.</p><p>Meld u aan met itsme of met uw eID.</p><a href="/login">Aanmelden</a>',
        ),
        path="/nl/mijn-burgerprofiel",
    ),
    Case(
        "mijn burgerprofiel, short",
        PAGE,
        framed(
            "Mijn Burgerprofiel | Stad",
            '<h1>Mijn Burgerprofiel</h1><p>Bekijk uw attesten en premies. Meld u aan met itsme of eID.</p><a href="/login">Aanmelden</a>',
        ),
        path="/nl/mijn-burgerprofiel",
    ),
    Case(
        "service for which one logs in",
        PAGE,
        framed(
            "Adreswijziging",
            '<h1>Adreswijziging</h1><p>Geef uw nieuwe adres door. Om deze dienst te gebruiken moet u inloggen met DigiD.</p><a href="https://digid.nl/inloggen">Start</a>',
        ),
    ),
    Case(
        "sign up for a camp",
        PAGE,
        framed(
            "Aanmelden | Zomerkamp",
            '<h1>Aanmelden</h1><form><label>Naam kind <input></label><label>E-mail <input type="email"></label><button>Verstuur</button></form>',
        ),
        path="/zomerkamp",
    ),
    Case(
        "log in to comment",
        PAGE,
        framed(
            "Nieuwe speeltuin",
            "<h1>Nieuwe speeltuin</h1><p>De speeltuin opent in mei.</p><p>Log in om te reageren op dit bericht.</p>",
        ),
    ),
    Case(
        "help with logging in",
        PAGE,
        framed(
            "Inloggen lukt niet",
            "<h1>Inloggen lukt niet</h1><p>Kunt u niet inloggen? Vraag een nieuw wachtwoord aan of bel ons.</p>",
        ),
        path="/nl/hulp",
    ),
    Case(
        "about eherkenning",
        PAGE,
        framed(
            "eHerkenning",
            "<h1>eHerkenning</h1><p>Met eHerkenning logt u namens uw bedrijf in bij de gemeente. Vraag het aan bij een leverancier.</p>",
        ),
    ),
    Case(
        "password of the wifi",
        PAGE,
        framed(
            "Wifi in de bib",
            "<h1>Wifi in de bib</h1><p>De gebruikersnaam is bib. Het wachtwoord staat aan de balie.</p>",
        ),
    ),
    Case(
        "moved, same door",
        PAGE,
        framed("Afval", "<h1>Afval</h1>" + PROSE),
        path="http://www.stad.example/nl/afval",
        final="https://stad.example/nl/afval/",
    ),
    Case(
        "login.stad asked for",
        PAGE,
        bare("Inloggen", FORM),
        path="http://login.stad.example/",
        final="https://login.stad.example/start",
    ),
    # -- cookie walls at the same address
    Case(
        "cookie wall, alone",
        COOKIE,
        bare(
            "Stad",
            "<h1>Cookies</h1><p>Deze website gebruikt cookies. Kies welke cookies u toestaat.</p><button>Alles accepteren</button><button>Instellingen</button>",
        ),
    ),
    Case(
        "cookie wall, must",
        COOKIE,
        bare("Stad", "<p>Om verder te gaan moet u cookies aanvaarden.</p><button>Ik ga akkoord</button>"),
    ),
    Case(
        "cookie wall, no button words",
        COOKIE,
        bare(
            "Stad",
            "<p>U moet onze cookies accepteren om deze website te bekijken.</p><a href='?ok=1'>Verder</a>",
        ),
    ),
    Case(
        "cookie wall, page hidden",
        COOKIE,
        bare(
            "Afval | Stad",
            f'<div style="display:none"><h1>Afval</h1>{PROSE}</div><div class="wall"><h2>Uw privacy</h2><p>Wij en onze partners plaatsen cookies op uw toestel om advertenties te tonen en het bereik te meten.</p><button>Akkoord</button></div>',
        ),
    ),
    Case(
        "cookie wall with a logo",
        COOKIE,
        bare(
            "Krant",
            '<header><a href="/">De Krant</a></header><main><h1>De Krant en uw privacy</h1><p>De Krant gebruikt cookies om het nieuws gratis te houden. Wilt u geen cookies? Neem dan een abonnement.</p><button>Ja, ik ga akkoord</button></main>',
        ),
    ),
    Case(
        "cookie wall french",
        COOKIE,
        bare(
            "Journal",
            "<h1>Votre vie privée</h1><p>Pour accéder à ce site, vous devez accepter les cookies.</p><button>Tout accepter</button>",
            lang="fr",
        ),
    ),
    Case(
        "cookie wall english",
        COOKIE,
        bare(
            "Paper",
            "<h1>We value your privacy</h1><p>We and our partners store cookies on your device to show you advertisements.</p><button>Accept all</button>",
            lang="en",
        ),
    ),
    Case(
        "cookie wall german",
        COOKIE,
        bare(
            "Zeitung",
            "<h1>Willkommen</h1><p>Wir verwenden Cookies, um unser Angebot zu finanzieren.</p><button>Alle akzeptieren</button>",
            lang="de",
        ),
    ),
    Case(
        "cookie wall with submit",
        COOKIE,
        bare(
            "Stad",
            '<form><p>Deze site werkt alleen met cookies. Gaat u akkoord?</p><input type="submit" value="Alle cookies accepteren"></form>',
        ),
    ),
    Case(
        "cookie wall at an address that comes back",
        COOKIE,
        bare("Welkom", "<h1>Welkom</h1><p>Accepteer onze cookies.</p><a href='/ok'>OK</a>"),
        final="/welkom?terug=/nl/afval",
    ),
    # -- no cookie walls
    Case("banner over a page", PAGE, framed("Afval", f"<h1>Afval</h1>{PROSE}", BANNER)),
    Case("banner over a short page", PAGE, framed("Bel ons", "<h1>Bel ons</h1><p>09 123 45 67</p>", BANNER)),
    Case(
        "banner over a list of links",
        PAGE,
        framed(
            "Overzicht", "<ul><li><a href='/a'>Afval</a></li><li><a href='/b'>Wonen</a></li></ul>", BANNER
        ),
    ),
    Case("banner over a bare page", PAGE, bare("Afval", f"<h1>Afval</h1>{PROSE}{BANNER}")),
    Case(
        "banner over a short bare page",
        PAGE,
        bare(
            "Sluiting",
            f"<h1>Gesloten op 1 mei</h1><p>Het stadhuis, de bibliotheek en het zwembad zijn die dag dicht. Tot 2 mei.</p>{BANNER}",
        ),
    ),
    Case(
        "banner over a bare page of some words",
        PAGE,
        bare("Bel ons", f"<main><h1>Bel ons</h1><p>09 123 45 67</p></main>{BANNER}"),
    ),
    Case(
        "layer over a bare page of some words",
        PAGE,
        bare(
            "Loket",
            '<div role="dialog" aria-modal="true"><p>Deze website gebruikt cookies om bezoeken te meten.</p><button>Alles accepteren</button></div><h1>Loket</h1><p>Open op maandag, 9 tot 12 uur.</p>',
        ),
    ),
    Case(
        "cookie wall with a name above it",
        COOKIE,
        bare(
            "Stad",
            '<header><h1>Stad Wijnegem</h1></header><div class="layer"><div><p>Deze website gebruikt cookies om bezoeken te meten.</p><button>Alles accepteren</button></div><p>Lees ons privacybeleid voor u kiest.</p></div>',
        ),
    ),
    Case(
        "banner over a picture",
        PAGE,
        bare(
            "Plan",
            f'<svg width="900" height="600" role="img" aria-label="Plan van de stad"><rect width="900" height="600"/></svg>{BANNER}',
        ),
    ),
    Case(
        "cookie policy",
        PAGE,
        framed(
            "Cookiebeleid", "<h1>Cookies</h1><p>Deze site gebruikt alleen cookies die nodig zijn.</p>", BANNER
        ),
        path="/nl/cookies",
    ),
    Case(
        "cookie settings",
        PAGE,
        bare(
            "Cookies",
            "<h1>Cookies</h1><p>Kies welke cookies u toestaat.</p><button>Alles accepteren</button>",
        ),
        path="/nl/cookie-instellingen",
    ),
    Case(
        "video waits for cookies",
        PAGE,
        framed(
            "Stadsfilm",
            "<h1>Stadsfilm</h1><p>Bekijk de film over onze stad.</p><p>U moet cookies accepteren om deze video te zien.</p><button>Cookies accepteren</button>",
        ),
    ),
    Case(
        "baking cookies",
        PAGE,
        framed(
            "Koekjes bakken",
            "<h1>Cookies bakken</h1><p>Kom zaterdag cookies bakken in het buurthuis. Wie wil, neemt ze mee.</p><button>Schrijf in</button>",
        ),
    ),
    Case(
        "consent of parents",
        PAGE,
        bare(
            "Toestemming",
            "<h1>Toestemming van de ouders</h1><p>Geef uw kind toestemming voor de uitstap.</p><button>Akkoord</button>",
        ),
        path="/school/uitstap",
    ),
)
