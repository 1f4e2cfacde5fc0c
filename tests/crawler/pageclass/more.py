# ruff: noqa: E501  (whole pages stand in these tables)
"""A second set, written apart from the rules, to see how they do on what they were not made for."""

from tests.crawler.pageclass.cases import (
    BANNER,
    BOT,
    BROKEN,
    COOKIE,
    GONE,
    LOGIN,
    PAGE,
    PROSE,
    STATUS,
    UPKEEP,
    Case,
    bare,
    framed,
    loose,
)

_LOGIN = (
    '<form method="post"><p><label for="n">E-mailadres</label><input id="n" type="email"></p>'
    '<p><label for="w">Wachtwoord</label><input id="w" type="password"></p>'
    '<p><label><input type="checkbox"> Onthoud mij</label></p><input type="submit" value="Inloggen"></form>'
)

CASES = (
    # -- walls against robots
    Case(
        "spinner and sentence",
        BOT,
        bare(
            "Even geduld a.u.b.",
            "<div class=spinner></div><p>Een ogenblik, wij controleren uw browser. Dit gebeurt automatisch.</p>",
        ),
    ),
    Case(
        "robot question with button",
        BOT,
        bare(
            "stad.example",
            "<h1>Ben je een mens?</h1><p>Klik op de knop om te bewijzen dat je geen robot bent.</p><button>Ik ben een mens</button>",
        ),
    ),
    Case(
        "captcha with iframe",
        BOT,
        bare(
            "Toegangscontrole",
            '<p>Los de puzzel op.</p><iframe src="https://newassets.hcaptcha.com/captcha/v1/x" width="300" height="80"></iframe>',
        ),
    ),
    Case(
        "javascript and cookies",
        BOT,
        bare(
            "stad.example", "<noscript>x</noscript><p>Please enable JavaScript and cookies to continue.</p>"
        ),
        503,
    ),
    Case(
        "403 with vendor words",
        BOT,
        bare(
            "403 Forbidden",
            "<h1>403</h1><p>Your request looks like it comes from a bot.</p><p>Request ID: 88</p>",
        ),
        403,
    ),
    Case(
        "403 with event id",
        BOT,
        bare("Geblokkeerd", "<p>Uw verzoek is door de firewall tegengehouden. Event ID: 7788.</p>"),
        403,
    ),
    Case(
        "403 in the frame of the site",
        BOT,
        framed(
            "Geblokkeerd",
            "<h1>Geblokkeerd</h1><p>Ons beveiligingssysteem houdt u voor een robot. Code 7.</p>",
        ),
        403,
    ),
    Case(
        "503 ddos",
        BOT,
        bare(
            "DDoS protection",
            "<p>This process is automatic. Your browser will redirect to your requested content shortly.</p>",
        ),
        503,
    ),
    Case(
        "200 blocked by a firewall",
        BOT,
        bare(
            "Access denied",
            "<h1>Your request has been blocked</h1><p>If you think this is an error, contact us. Support ID 4411.</p>",
        ),
    ),
    Case(
        "200 unusual",
        BOT,
        bare(
            "Ongewone activiteit",
            "<p>We zagen ongebruikelijk verkeer van uw netwerk. Vul de code in om verder te gaan.</p><input>",
        ),
    ),
    Case(
        "page with share of captcha advice",
        PAGE,
        bare(
            "Toegankelijke captcha",
            "<h1>Een toegankelijke captcha</h1><p>Een captcha vraagt of u een mens bent. Mensen die niet zien, raken er niet voorbij. Kies iets anders.</p>",
        ),
    ),
    Case(
        "robot mower",
        PAGE,
        bare(
            "Robotmaaier",
            "<h1>Robotmaaier</h1><p>Laat uw robotmaaier 's nachts niet werken. Egels raken gewond.</p>",
        ),
    ),
    Case(
        "checking bridges",
        PAGE,
        bare("Controle van bruggen", "<h1>Controle van bruggen</h1><p>Wij controleren uw brug gratis.</p>"),
    ),
    Case(
        "poll with captcha",
        PAGE,
        bare(
            "Stem",
            '<h1>Stem op een naam</h1><form><label><input type="radio" name=a> Linde</label><label><input type="radio" name=a> Eik</label><div class="h-captcha" data-sitekey="x"></div><button>Stem</button></form>',
        ),
    ),
    Case(
        "complaint about a blocked account",
        PAGE,
        framed(
            "Rekening geblokkeerd",
            "<h1>Uw rekening is geblokkeerd</h1><p>Bel Card Stop. Wij helpen u met een nieuwe kaart.</p>",
        ),
    ),
    # -- log-ins
    Case(
        "members only",
        LOGIN,
        framed("Ledenzone", f"<h1>Ledenzone</h1><p>Deze zone is alleen voor leden. Log in.</p>{_LOGIN}"),
        path="/nl/leden",
    ),
    Case(
        "protected content",
        LOGIN,
        framed(
            "Verslag 12 mei",
            f"<h1>Verslag 12 mei</h1><p>Deze inhoud is afgeschermd. Gelieve in te loggen.</p>{_LOGIN}",
        ),
        path="/verslag",
    ),
    Case(
        "must be signed in",
        LOGIN,
        bare(
            "Sign in required",
            "<p>You need to sign in to access this page.</p><a href=/x>Sign in</a>",
            lang="en",
        ),
        path="/reports",
    ),
    Case(
        "401 with explanation",
        LOGIN,
        bare("401", "<p>U bent niet aangemeld. Meld u aan om deze pagina te zien.</p>"),
        401,
    ),
    Case("403 forbidden, signed out", LOGIN, framed("Verboden", f"<h1>Verboden</h1>{_LOGIN}"), 403),
    Case(
        "keycloak",
        LOGIN,
        bare(
            "Sign in to stad",
            '<h1>Sign in to your account</h1><form action="https://sso.stad.example/realms/x/login-actions/authenticate"><label>Username or email <input></label><label>Password <input type="password"></label><input type="submit" value="Sign In"></form>',
        ),
        path="/dossier",
    ),
    Case(
        "form in a shadowless div",
        LOGIN,
        bare(
            "Mijn zaken",
            '<div><h1>Inloggen</h1><input type="text" placeholder="Gebruikersnaam"><input type="password" placeholder="Wachtwoord"><button>Log in</button></div>',
        ),
        path="/zaken",
    ),
    Case(
        "digid choice",
        LOGIN,
        framed(
            "Inloggen",
            '<h1>Inloggen</h1><p>Kies hoe u wilt inloggen.</p><a href="/x">Met DigiD</a> <a href="/y">Met eHerkenning</a> <a href="/z">Met eIDAS</a>',
        ),
        path="/mijn-gemeente",
    ),
    Case(
        "sent to home of another idp",
        LOGIN,
        bare("", "<p>…</p>"),
        final="https://aanmelden.stad.example/start",
    ),
    Case(
        "sent to portal with saml",
        LOGIN,
        bare("", ""),
        final="https://portaal.stad.example/x?SAMLRequest=abc&RelayState=y",
    ),
    Case(
        "webshop with log-in and offer",
        PAGE,
        framed(
            "Bestel vuilzakken", f"<h1>Bestel vuilzakken</h1>{PROSE}<h2>Hebt u al een account?</h2>{_LOGIN}"
        ),
        path="/webshop",
    ),
    Case(
        "sign up page",
        PAGE,
        framed(
            "Registreren",
            '<h1>Registreren</h1><form><label>Voornaam <input></label><label>Naam <input></label><label>Straat <input></label><label>E-mail <input type="email"></label><label>Wachtwoord <input type="password"></label><button>Maak account</button></form>',
        ),
        path="/account/nieuw",
    ),
    Case(
        "login in path",
        PAGE,
        framed("Inloggen bij de bib", f"<h1>Inloggen bij de bib</h1>{_LOGIN}"),
        path="/bib/inloggen",
    ),
    Case("log-in page with html ending", PAGE, bare("Log in", _LOGIN), path="/login.html"),
    Case("log-in page asked by a query", PAGE, bare("Log in", _LOGIN), path="/index.php?action=login"),
    Case(
        "mijn with information",
        PAGE,
        framed(
            "Mijn gemeente",
            "<h1>Mijn gemeente</h1><p>In Mijn gemeente regelt u uw zaken zelf, wanneer het u past. U hebt er uw DigiD voor nodig.</p><h2>Wat kunt u doen?</h2><ul><li>Een verhuizing doorgeven</li><li>Een uittreksel aanvragen</li></ul><p><a href='/x'>Inloggen met DigiD</a></p>",
        ),
        path="/mijn-gemeente",
    ),
    Case(
        "only for inhabitants",
        PAGE,
        framed(
            "Zwemkaart",
            "<h1>Zwemkaart</h1><p>Deze korting is alleen voor inwoners. Meld u aan bij de balie.</p>",
        ),
    ),
    Case(
        "intranet explained",
        PAGE,
        framed(
            "Intranet",
            "<h1>Intranet</h1><p>Het intranet is voor personeel. U raakt er alleen binnen op het netwerk van de stad.</p>",
        ),
    ),
    Case(
        "wifi log-in steps",
        PAGE,
        framed(
            "Wifi",
            "<h1>Gratis wifi</h1><ol><li>Kies het netwerk.</li><li>Log in met uw gsm-nummer.</li><li>Ga akkoord.</li></ol>",
        ),
    ),
    Case(
        "comment form",
        PAGE,
        framed(
            "Bericht",
            "<h1>Bericht</h1><p>Wij zoeken vrijwilligers voor de kermis.</p><p>U moet ingelogd zijn om een reactie te kunnen plaatsen.</p>",
        ),
    ),
    Case(
        "403 for a folder",
        STATUS,
        bare(
            "403 Forbidden",
            "<h1>Forbidden</h1><p>You don't have permission to access /docs/ on this server.</p><hr><address>Apache Server at stad.example Port 80</address>",
        ),
        403,
    ),
    # -- cookies
    Case(
        "tcf wall",
        COOKIE,
        bare(
            "Nieuws",
            '<div style="position:fixed;inset:0;background:white"><h2>Wij geven om uw privacy</h2><p>Wij en onze 850 partners slaan informatie op een apparaat op en verwerken persoonsgegevens.</p><button>Akkoord en doorgaan</button><button>Meer opties</button></div>',
        ),
    ),
    Case(
        "pay or okay",
        COOKIE,
        bare(
            "Zeitung",
            "<h1>Weiter mit Werbung</h1><p>Besuchen Sie unsere Seiten wie gewohnt mit Werbung und Cookies.</p><button>Akzeptieren und weiter</button><p>Oder Abo</p>",
            lang="de",
        ),
    ),
    Case(
        "cookie page before entrance",
        COOKIE,
        bare(
            "Welkom",
            "<h1>Welkom</h1><p>Voordat u verder gaat: deze site plaatst cookies.</p><button>Cookies accepteren</button>",
        ),
    ),
    Case("451-like wall with 403", STATUS, bare("Cookies", "<p>Cookies staan uit.</p>"), 403),
    Case(
        "cookie wall behind redirect on site",
        COOKIE,
        bare("Cookies", "<h1>Cookies</h1><p>Accepteer cookies.</p><button>Accepteren</button>"),
        final="/cookiemuur?terug=/nl/afval",
    ),
    Case(
        "overlay wall over a page",
        PAGE,
        framed(
            "Afval",
            f"<h1>Afval</h1>{PROSE}",
            '<div style="position:fixed;inset:0;background:#fff"><h2>Cookies</h2><p>Om verder te gaan moet u cookies accepteren.</p><button>Accepteren</button></div>',
        ),
    ),
    Case(
        "banner on a contact page",
        PAGE,
        bare(
            "Contact",
            f"<h1>Contact</h1><p>Markt 1, 9999 Drempelgem. Telefoon 09 123 45 67. Open van 9 tot 12 uur.</p>{BANNER}",
        ),
    ),
    Case(
        "banner on a map",
        PAGE,
        bare("Kaart", f'<canvas width="1200" height="800" style="background:#ccc"></canvas>{BANNER}'),
    ),
    Case(
        "banner on a page of links",
        PAGE,
        loose("Links", f'<a href="/a">Een</a> <a href="/b">Twee</a>{BANNER}'),
    ),
    Case(
        "agreement with rules",
        PAGE,
        bare(
            "Huisreglement",
            "<h1>Huisreglement</h1><p>Lees het huisreglement van de speelpleinen. Wij respecteren uw privacy.</p><button>Akkoord</button>",
        ),
    ),
    # -- soft 404s
    Case(
        "ai",
        GONE,
        framed(
            "Ai! | Gemeente",
            "<h1>Ai!</h1><p>De pagina die u probeert te bezoeken bestaat niet of is verplaatst.</p>",
        ),
    ),
    Case(
        "niet terug te vinden",
        GONE,
        framed("Gemeente", "<h1>Niets te zien</h1><p>De pagina die je zoekt is niet meer te vinden.</p>"),
    ),
    Case(
        "404 dash",
        GONE,
        framed("404 – Gemeente", "<h1>Deze pagina is zoek</h1><p>De pagina bestaat niet meer.</p>"),
    ),
    Case("error colon", GONE, framed("Error 404: Page not found", "<h1>Sorry!</h1>", lang="en")),
    Case("english heading, dutch site", GONE, framed("Gemeente", "<h1>404 Not Found</h1>")),
    Case(
        "page gone with news below",
        GONE,
        framed(
            "Pagina niet gevonden | Gemeente",
            f"<h1>Pagina niet gevonden</h1><p>De pagina bestaat niet.</p><h2>Laatste nieuws</h2>{PROSE}",
        ),
    ),
    Case("helaas pagina", GONE, bare("Helaas", "<h1>Helaas, deze pagina bestaat niet</h1>")),
    Case(
        "french oups",
        GONE,
        framed("Ville", "<h1>Oups !</h1><p>La page que vous cherchez est introuvable.</p>", lang="fr"),
    ),
    Case(
        "french 404",
        GONE,
        framed("Erreur 404", "<h1>Erreur 404</h1><p>Cette page n'existe plus.</p>", lang="fr"),
    ),
    Case(
        "german",
        GONE,
        framed("Stadt", "<h1>Seite nicht gefunden</h1><p>Prüfen Sie die Adresse.</p>", lang="de"),
    ),
    Case("json 404 nl", GONE, bare("", '{"melding":"Pagina niet gevonden","code":404}')),
    Case("text only", GONE, bare("", "Not Found")),
    Case("sent to error", GONE, framed("Gemeente", "<h1>Pagina niet gevonden</h1>"), final="/error?code=404"),
    Case(
        "number in an image caption",
        GONE,
        framed(
            "Gemeente",
            "<h1>Oeps, pagina niet gevonden!</h1><p>We konden deze pagina niet vinden. Keer terug naar de homepagina.</p>",
        ),
    ),
    Case(
        "u bent verdwaald",
        GONE,
        framed(
            "Gemeente", "<h1>U bent verdwaald</h1><p>Sorry, we konden de pagina die u zocht niet vinden.</p>"
        ),
    ),
    Case("product list without hits", PAGE, framed("Catalogus", "<h1>Catalogus</h1><p>0 resultaten</p>")),
    Case(
        "list with no documents",
        PAGE,
        framed("Verslagen 2019", "<h1>Verslagen 2019</h1><p>Geen documenten gevonden.</p>"),
    ),
    Case(
        "news on missing page of a diary",
        PAGE,
        framed(
            "Pagina uit dagboek gevonden | Museum",
            "<h1>Pagina uit dagboek gevonden</h1><p>De pagina was niet te vinden sinds 1920. Nu hangt ze in het museum.</p>",
        ),
    ),
    Case(
        "grave not found",
        PAGE,
        framed(
            "Graf niet gevonden",
            "<h1>Graf niet gevonden?</h1><p>Vraag het plan aan de balie van de begraafplaats.</p>",
        ),
    ),
    Case(
        "manual",
        PAGE,
        framed(
            "Webredactie",
            "<h1>Handleiding</h1><p>Verwijdert u een pagina, dan ziet de bezoeker: pagina niet gevonden. Maak dus een doorverwijzing.</p>",
        ),
    ),
    Case("404 in an address", PAGE, framed("Kapel", "<h1>Kapel</h1><p>Steenweg 404</p>")),
    Case(
        "title 404 with words",
        PAGE,
        bare(
            "404 dagen wachten", "<h1>404 dagen wachten</h1><p>Zo lang duurt het voor een sociale woning.</p>"
        ),
    ),
    Case("title 404 and long content", PAGE, framed("404", f"<h1>Jaarverslag van bus 404</h1>{PROSE}")),
    Case(
        "no longer valid document",
        PAGE,
        framed(
            "Rijbewijs kwijt",
            "<h1>Rijbewijs kwijt</h1><p>Is uw document niet meer te vinden? Doe aangifte bij de politie.</p>",
        ),
    ),
    Case(
        "link does not work yet",
        PAGE,
        framed("Inschrijven", "<h1>Inschrijven</h1><p>De link wordt op 1 mei actief.</p>"),
    ),
    Case(
        "help on broken links",
        PAGE,
        framed(
            "Dode link melden",
            "<h1>Dode link melden</h1><p>Werkt een link niet? Of is een pagina niet gevonden? Laat het ons weten.</p>",
        ),
    ),
    # -- faults and closed sites
    Case("foutje", BROKEN, framed("Gemeente", "<h1>Er ging iets mis</h1><p>Probeer het later nog eens.</p>")),
    Case("technical", BROKEN, bare("Technische fout", "<h1>Technische fout</h1><p>Onze excuses.</p>")),
    Case(
        "php warning only",
        BROKEN,
        bare(
            "",
            "Fatal error: Allowed memory size of 134217728 bytes exhausted in /var/www/html/x.php on line 2",
        ),
    ),
    Case(
        "internal",
        BROKEN,
        bare(
            "Internal Server Error",
            "<h1>Internal Server Error</h1><p>The server encountered an internal error or misconfiguration.</p>",
        ),
    ),
    Case("json 500", BROKEN, bare("", '{"statusCode":500,"message":"Internal server error"}')),
    Case(
        "report a fault in the street",
        PAGE,
        framed(
            "Er is iets mis in mijn straat",
            "<h1>Meld een gebrek</h1><p>Er is iets mis met de verlichting? Meld het.</p>",
        ),
    ),
    Case(
        "error in a form",
        PAGE,
        framed(
            "Aanvraag",
            "<h1>Aanvraag</h1><p>Er ging iets mis bij het versturen van uw vorige aanvraag.</p><form><label>Naam <input></label><label>Adres <input></label><button>Verstuur</button></form>",
        ),
    ),
    Case(
        "werken aan de site",
        UPKEEP,
        bare(
            "Gemeente",
            "<h1>We zijn even offline</h1><p>Onze website krijgt een onderhoudsbeurt. We zijn zo terug.</p>",
        ),
    ),
    Case(
        "temporarily out",
        UPKEEP,
        bare(
            "Gemeente",
            "<p>Wegens onderhoud is deze website tijdelijk niet bereikbaar. Bel in dringende gevallen 09 123.</p>",
        ),
    ),
    Case(
        "503 with retry",
        UPKEEP,
        bare(
            "Tijdelijk niet beschikbaar", "<p>De website is tijdelijk niet beschikbaar wegens onderhoud.</p>"
        ),
        503,
        {"retry-after": "60"},
    ),
    Case(
        "french upkeep",
        UPKEEP,
        bare("Ville", "<p>Notre site est en cours de maintenance. Merci de votre patience.</p>"),
    ),
    Case("german upkeep", UPKEEP, bare("Stadt", "<p>Diese Website wird gerade gewartet.</p>")),
    Case(
        "app out of order",
        PAGE,
        framed(
            "Storing", "<h1>Storing</h1><p>De app van de stad werkt momenteel niet. Gebruik de website.</p>"
        ),
    ),
    Case(
        "maintenance plan",
        PAGE,
        framed(
            "Onderhoudsplan wegen",
            "<h1>Onderhoudsplan wegen</h1><p>De stad onderhoudt elk jaar tien straten.</p>",
        ),
    ),
    Case(
        "bridge maintenance",
        PAGE,
        bare(
            "Onderhoud aan de brug",
            "<h1>Onderhoud aan de brug</h1><p>De brug is momenteel niet toegankelijk wegens onderhoud.</p>",
        ),
    ),
    Case(
        "planned on the home page",
        PAGE,
        bare(
            "Stad",
            "<h1>Stad Drempelgem</h1><p>Let op: op zondag 4 mei is deze website niet bereikbaar door onderhoud.</p><a href='/a'>Afval</a><a href='/b'>Wonen</a>",
        ),
    ),
    Case(
        "short faq",
        PAGE,
        framed("Hulp | Stad", "<h1>Hulp</h1><h2>Pagina niet gevonden</h2><p>Controleer het adres.</p>"),
    ),
    Case(
        "no entry for lorries",
        PAGE,
        framed(
            "Centrum | Stad",
            "<h1>Centrum</h1><h2>Geen toegang</h2><p>Voor vrachtwagens is het centrum dicht.</p>",
        ),
    ),
    Case(
        "sent to the form of a camp",
        PAGE,
        framed(
            "Zomerkamp",
            "<h1>Zomerkamp</h1><form><label>Naam <input></label><label>Leeftijd <input></label><button>Meld aan</button></form>",
        ),
        path="/zomerkamp",
        final="/zomerkamp/aanmelden",
    ),
    Case(
        "poll with a box",
        PAGE,
        bare(
            "Stem",
            '<h1>Stem</h1><form><label><input type="radio" name=a> Linde</label><label><input type="radio" name=a> Eik</label><label><input type="checkbox"> Ik ben geen robot</label><button>Stem</button></form>',
        ),
    ),
    Case(
        "odd traffic",
        PAGE,
        bare(
            "Verkeer",
            "<h1>Ongebruikelijk verkeer op de ring</h1><p>Meld verdacht verkeer in uw straat aan de politie.</p>",
        ),
    ),
    Case(
        "real passport",
        PAGE,
        bare("Reispas", "<h1>Reispas</h1><p>Controleer of u een echt paspoort hebt gekregen.</p>"),
    ),
    Case("even geduld, bare", PAGE, bare("Even geduld...", f"<h1>Even geduld</h1>{PROSE}")),
    Case(
        "own 403 behind imperva",
        STATUS,
        framed("Geen toegang", "<h1>Geen toegang</h1><p>Dit dossier is gesloten.</p>"),
        403,
        {"x-iinfo": "1"},
    ),
    Case(
        "upkeep behind imperva",
        UPKEEP,
        bare("Onderhoud", "<p>Onze website is in onderhoud. U wordt automatisch doorgestuurd.</p>"),
        503,
        {"x-iinfo": "1"},
    ),
    Case("503 behind azure", STATUS, bare("503", "<h1>Service Unavailable</h1>"), 503, {"x-azure-ref": "1"}),
    Case(
        "logging in explained",
        PAGE,
        framed(
            "Inloggen",
            "<h1>Inloggen</h1><p>U kunt bij ons inloggen met DigiD of met eHerkenning. Hebt u nog geen DigiD? Vraag die eerst aan. Dat duurt vijf werkdagen. Daarna gaat u verder.</p>",
        ),
        path="/nl/hulp",
    ),
    Case("number in json", PAGE, bare("", '{"code":451,"naam":"Drempelgem"}')),
    Case(
        "about error 500",
        PAGE,
        bare("Error 500", "<h1>Error 500: wat betekent dat?</h1><p>De server kan uw vraag niet aan.</p>"),
    ),
    Case("gedicht", PAGE, bare("Niet gevonden", "<h1>Niet gevonden</h1>" + PROSE * 4)),
    Case(
        "under construction",
        PAGE,
        bare("Speelplein", "<h1>Speelplein</h1><p>Het speelplein is in aanbouw.</p>"),
    ),
)
