# ruff: noqa: E501  (whole pages stand in these tables)
"""Pages that say that there is no page, broken programs, closed sites; and pages that only sound like it."""

from tests.crawler.pageclass.cases import (
    BANNER,
    BROKEN,
    GONE,
    PAGE,
    PROSE,
    STATUS,
    UPKEEP,
    Case,
    bare,
    framed,
    loose,
)

_HELP = (
    "<p>Misschien is het adres verkeerd getypt. Ga naar de <a href='/'>startpagina</a> of gebruik de zoekfunctie. "
    "Vindt u niet wat u zoekt, bel ons dan op 09 123.</p>"
)
_POPULAR = "<h2>Vaak bezocht</h2><ul><li><a href='/1'>Reispas aanvragen</a></li><li><a href='/2'>Rijbewijs</a></li></ul>"


def _gone(name: str, title: str, main: str, lang: str = "nl") -> Case:
    return Case(name, GONE, framed(title, main, lang=lang))


SOFT_404 = (
    _gone(
        "drupal nl",
        "Pagina niet gevonden | Stad",
        "<h1>Pagina niet gevonden</h1><p>De gevraagde pagina kon niet worden gevonden.</p>",
    ),
    _gone(
        "drupal en",
        "Page not found | Town",
        "<h1>Page not found</h1><p>The requested page could not be found.</p>",
        "en",
    ),
    _gone(
        "drupal fr",
        "Page non trouvée | Ville",
        "<h1>Page non trouvée</h1><p>La page demandée n'a pas pu être trouvée.</p>",
        "fr",
    ),
    _gone(
        "drupal de",
        "Seite nicht gefunden | Stadt",
        "<h1>Seite nicht gefunden</h1><p>Die angeforderte Seite konnte nicht gefunden werden.</p>",
        "de",
    ),
    _gone(
        "wordpress nl",
        "Pagina niet gevonden - Stad",
        "<h1>Oeps! Die pagina kan niet worden gevonden.</h1><p>Er is niets gevonden op deze locatie. Probeer een zoekopdracht?</p>",
    ),
    _gone(
        "wordpress en",
        "Page not found – Town",
        "<h1>Oops! That page can’t be found.</h1><p>It looks like nothing was found at this location.</p>",
        "en",
    ),
    Case(
        "typo3",
        GONE,
        bare(
            "Page Not Found",
            "<h1>Page Not Found</h1><p>The page did not exist or was inaccessible. Reason: ID was not an accessible page</p>",
        ),
    ),
    _gone(
        "liferay",
        "Status - Stad",
        "<h1>Niet gevonden</h1><p>De gevraagde resource kon niet gevonden worden.</p><code>/web/x</code>",
    ),
    Case(
        "sharepoint",
        GONE,
        bare(
            "Page not found",
            "<h1>Sorry, the page you're looking for doesn't exist</h1><p>Check the address and try again.</p>",
        ),
        final="/Pages/PageNotFoundError.aspx?requestUrl=x",
    ),
    _gone(
        "plone nl",
        "Stad Drempelgem",
        "<h1>Deze pagina lijkt niet te bestaan…</h1><p>Onze excuses voor het ongemak.</p>",
    ),
    _gone(
        "plone en",
        "Town",
        "<h1>This page does not seem to exist…</h1><p>We apologize for the inconvenience.</p>",
        "en",
    ),
    Case(
        "umbraco",
        GONE,
        bare("Page Not Found", "<h1>Page not found</h1><h2>No umbraco document matches the URL '/x'.</h2>"),
    ),
    Case(
        "sitecore",
        GONE,
        bare("Document Not Found", "<h1>The requested document was not found</h1><p>Requested URL: /x</p>"),
    ),
    Case(
        "aem",
        GONE,
        bare(
            "404 Resource at '/content/stad/x.html' not found: No resource found",
            "<h1>Resource at '/content/stad/x.html' not found: No resource found</h1>",
        ),
    ),
    Case(
        "iis",
        GONE,
        bare(
            "404 - File or directory not found.",
            "<h1>Server Error</h1><h2>404 - File or directory not found.</h2><p>The resource you are looking for might have been removed, had its name changed, or is temporarily unavailable.</p>",
        ),
    ),
    Case(
        "asp.net",
        GONE,
        bare(
            "The resource cannot be found.",
            "<h1>Server Error in '/' Application.</h1><h2>The resource cannot be found.</h2><p>Requested URL: /x</p>",
        ),
    ),
    Case(
        "apache",
        GONE,
        bare("404 Not Found", "<h1>Not Found</h1><p>The requested URL /x was not found on this server.</p>"),
    ),
    Case(
        "nginx",
        GONE,
        bare("404 Not Found", "<center><h1>404 Not Found</h1></center><hr><center>nginx</center>"),
    ),
    Case(
        "tomcat",
        GONE,
        bare(
            "HTTP Status 404 – Not Found",
            "<h1>HTTP Status 404 – Not Found</h1><p><b>Type</b> Status Report</p><p>The origin server did not find a current representation for the target resource.</p>",
        ),
    ),
    Case("express", GONE, bare("Error", "<pre>Cannot GET /nl/x</pre>")),
    Case("go", GONE, bare("", "<pre>404 page not found</pre>")),
    Case("php-fpm", GONE, bare("", "<pre>File not found.</pre>")),
    Case(
        "storage bucket",
        GONE,
        bare(
            "404 Not Found",
            "<h1>404 Not Found</h1><ul><li>Code: NoSuchKey</li><li>Message: The specified key does not exist.</li></ul>",
        ),
    ),
    Case("json not found", GONE, bare("", '<pre>{"status":404,"error":"Not Found","path":"/x"}</pre>')),
    Case("bare 404", GONE, bare("404", "")),
    Case("bare big number", GONE, bare("Stad", "<h1>404</h1><p>Oeps!</p>")),
    _gone("number in the title, said in the heading", "404", "<h1>Pagina niet gevonden</h1>"),
    _gone("fout 404", "Fout 404", "<h1>Fout 404</h1>" + _HELP),
    _gone("404 heading", "Stad Drempelgem", "<h1>404</h1><h2>Pagina niet gevonden</h2>" + _HELP),
    _gone(
        "with help and links",
        "Pagina niet gevonden | Stad",
        "<h1>Pagina niet gevonden</h1>" + _HELP + _POPULAR,
    ),
    Case(
        "with a cookie banner",
        GONE,
        framed("Pagina niet gevonden | Stad", "<h1>Pagina niet gevonden</h1>" + _HELP, BANNER),
    ),
    Case(
        "heading only, with a cookie banner",
        GONE,
        framed("Stad Drempelgem", "<h1>Pagina niet gevonden</h1>" + _HELP, BANNER),
    ),
    Case(
        "menus without landmarks",
        GONE,
        loose("Pagina niet gevonden", "<h1>Pagina niet gevonden</h1>" + _HELP),
    ),
    _gone("title of the site", "Stad Drempelgem", "<h1>Pagina niet gevonden</h1>" + _HELP + _POPULAR),
    _gone(
        "sentence with an excuse",
        "Stad Drempelgem",
        "<h1>Oeps!</h1><p>De pagina die u zoekt bestaat niet (meer).</p>",
    ),
    _gone(
        "verdwaald",
        "Stad Drempelgem",
        "<h1>Verdwaald?</h1><p>We kunnen de pagina die u zoekt niet vinden.</p>",
    ),
    _gone("sorry", "Sorry | Stad", "<h1>Sorry</h1><p>Deze pagina bestaat niet meer of is verplaatst.</p>"),
    _gone("helaas", "Stad Drempelgem", "<p>Helaas, deze pagina is niet meer beschikbaar.</p>"),
    _gone("verwijderd", "Stad Drempelgem", "<h1>Pagina verwijderd</h1><p>Deze pagina werd verwijderd.</p>"),
    _gone(
        "je-vorm",
        "Gemeente",
        "<h1>Oei, hier is niets</h1><p>De pagina die je zocht, hebben we niet gevonden.</p>",
    ),
    _gone("spijt", "Gemeente", "<p>Het spijt ons, maar de opgevraagde pagina kan niet gevonden worden.</p>"),
    _gone("onvindbaar", "Pagina onvindbaar", "<h1>Pagina onvindbaar</h1>"),
    _gone("niet gevonden", "Niet gevonden", "<h1>Niet gevonden</h1>"),
    _gone("inhoud", "Inhoud niet gevonden", "<h1>Inhoud niet gevonden</h1>"),
    _gone(
        "french introuvable",
        "Page introuvable - Ville",
        "<h1>Page introuvable</h1><p>La page que vous recherchez n'existe plus.</p>",
        "fr",
    ),
    _gone("french sentence", "Ville", "<h1>Oups</h1><p>Désolé, cette page n’existe pas.</p>", "fr"),
    _gone(
        "german fehler",
        "Fehler 404",
        "<h1>Fehler 404</h1><p>Die gesuchte Seite existiert nicht mehr.</p>",
        "de",
    ),
    _gone(
        "german sentence", "Stadt", "<h1>Hoppla!</h1><p>Diese Seite wurde leider nicht gefunden.</p>", "de"
    ),
    _gone(
        "english sentence",
        "Town",
        "<h1>Sorry</h1><p>The page you are looking for no longer exists.</p>",
        "en",
    ),
    _gone(
        "english cannot find", "Town", "<h1>Oops</h1><p>We can't find the page you're looking for.</p>", "en"
    ),
    Case(
        "sent to /404",
        GONE,
        framed("Stad Drempelgem", "<h1>Hier is niets te zien</h1>" + _HELP),
        final="/404",
    ),
    Case(
        "sent to /pagina-niet-gevonden",
        GONE,
        framed("Stad", "<h1>Oei</h1><p>Zoek verder.</p>"),
        final="/nl/pagina-niet-gevonden",
    ),
    Case(
        "sent to 404.html",
        GONE,
        framed("Stad", "<h1>Tja</h1><p>Niets te zien.</p>"),
        final="/errors/404.html",
    ),
)

NOT_404 = (
    Case(
        "about 404s",
        PAGE,
        framed(
            "Wat is een 404-fout? | Bib",
            "<h1>Wat is een 404-fout?</h1><p>Een 404-fout betekent dat een pagina niet bestaat. De server zegt dan: pagina niet gevonden.</p>",
        ),
    ),
    Case(
        "about 404s, strict title",
        PAGE,
        framed(
            "Een goede 404-pagina maken | Webgids",
            "<h1>Een goede 404-pagina maken</h1><p>Zeg op de pagina in gewone taal dat de pagina niet gevonden is. Geef een weg terug.</p>",
        ),
    ),
    Case(
        "about 404s, colon",
        PAGE,
        framed(
            "404: wat nu? | Webgids",
            "<h1>404: wat nu?</h1><p>Krijgt u een foutmelding? Controleer het adres en probeer later opnieuw.</p>",
        ),
    ),
    Case(
        "about 404s, long",
        PAGE,
        framed("Pagina niet gevonden | Webgids", f"<h1>Pagina niet gevonden</h1>{PROSE * 9}"),
    ),
    Case(
        "about 404s, conditional",
        PAGE,
        framed(
            "Hulp",
            "<h1>Hulp bij deze site</h1><p>Als de pagina niet gevonden wordt, controleert u eerst het adres.</p>",
        ),
    ),
    Case(
        "about 404s, bare",
        PAGE,
        bare(
            "Foutcodes",
            "<h1>Foutcodes</h1><dl><dt>404</dt><dd>Een pagina die niet bestaat.</dd><dt>500</dt><dd>Een fout in de server.</dd></dl>",
        ),
    ),
    Case(
        "question in the title",
        PAGE,
        framed(
            "Pagina niet gevonden? Contacteer ons | Stad",
            "<h1>Pagina niet gevonden?</h1><p>Bel 09 000 00 00 of mail naar de webredactie.</p>",
        ),
    ),
    Case(
        "question in the faq",
        PAGE,
        framed(
            "Hulp | Stad",
            "<h1>Hulp</h1><h2>Pagina niet gevonden</h2><p>Controleer het adres. Staat er een typfout in? Zoek dan met de zoekfunctie naar het onderwerp, of begin opnieuw op de startpagina van de stad.</p><h2>Video speelt niet</h2><p>Werk uw browser bij en probeer het opnieuw. Lukt het nog niet, bel dan de helpdesk op werkdagen van negen tot twaalf uur. Hou het adres van de pagina bij de hand, dan kunnen wij u sneller helpen.</p>",
        ),
    ),
    Case(
        "lost property",
        PAGE,
        framed(
            "Niet gevonden voorwerpen | Politie",
            "<h1>Niet gevonden voorwerpen</h1><p>Is uw fiets niet gevonden? Doe aangifte.</p>",
        ),
    ),
    Case(
        "lost property, short",
        PAGE,
        bare("Gevonden voorwerpen", "<h1>Gevonden voorwerpen</h1><p>Niets gevonden deze week.</p>"),
    ),
    Case(
        "lost dog",
        PAGE,
        framed(
            "Hond niet gevonden | Nieuws",
            "<h1>Hond niet gevonden</h1><p>De hond Rex is na een week zoeken nog niet gevonden.</p>",
        ),
    ),
    Case(
        "search without results",
        PAGE,
        framed(
            "Zoekresultaten | Stad",
            "<h1>Zoeken</h1><p>Geen resultaten gevonden voor “xyz”. Probeer een ander woord.</p>",
        ),
        path="/zoeken?q=xyz",
    ),
    Case(
        "search, not found",
        PAGE,
        framed("Niet gevonden | Stad", "<h1>Niets gevonden</h1><p>Probeer een ander woord.</p>"),
        path="/zoeken?q=xyz",
    ),
    Case(
        "wordpress empty category",
        PAGE,
        framed(
            "Nieuws | Stad",
            "<h1>Niets gevonden</h1><p>Het lijkt erop dat we niet kunnen vinden wat je zoekt.</p>",
        ),
    ),
    Case(
        "empty list",
        PAGE,
        framed("Vacatures | Stad", "<h1>Vacatures</h1><p>Er zijn op dit moment geen vacatures.</p>"),
    ),
    Case("empty agenda", PAGE, framed("Agenda", "<h1>Agenda</h1><p>Geen activiteiten gevonden.</p>")),
    Case("very short", PAGE, bare("Adres", "<p>Markt 1</p>")),
    Case("one word", PAGE, bare("OK", "<p>OK</p>")),
    Case("empty", PAGE, bare("", "")),
    Case("bus 404", PAGE, framed("Bus 404 rijdt om", "<h1>Bus 404</h1><p>De bus rijdt om tot vrijdag.</p>")),
    Case(
        "title 404, page of a route",
        PAGE,
        framed(
            "404",
            "<h1>Wandelroute 404</h1><p>Een wandeling van zes kilometer langs de Schelde. Start aan de kerk.</p>",
        ),
    ),
    Case(
        "title 404, room",
        PAGE,
        framed("404 | Zalen", "<h1>Zaal 404</h1><p>Plaats voor dertig mensen, met scherm en koffie.</p>"),
    ),
    Case(
        "count of 404",
        PAGE,
        framed(
            "404 meldingen van sluikstort | Nieuws",
            "<h1>404 meldingen van sluikstort</h1><p>De stad kreeg vorig jaar 404 meldingen.</p>",
        ),
    ),
    Case(
        "table with 404",
        PAGE,
        bare(
            "Telling",
            "<h1>Telling</h1><table><tr><td>Straat</td><td>404</td></tr><tr><td>Laan</td><td>12</td></tr></table>",
        ),
    ),
    Case(
        "not in this language",
        PAGE,
        framed(
            "Taal",
            "<h1>Taal</h1><p>Deze pagina is niet beschikbaar in het Frans. Lees ze in het Nederlands.</p>",
        ),
    ),
    Case(
        "facebook page removed",
        PAGE,
        framed(
            "Facebookpagina van de stad weg | Nieuws",
            "<h1>Facebookpagina van de stad weg</h1><p>De Facebookpagina werd verwijderd na klachten.</p>",
        ),
    ),
    Case(
        "page of the police removed",
        PAGE,
        framed("Nieuws | Stad", "<h1>Valse berichten</h1><p>De pagina van de oplichter werd verwijderd.</p>"),
    ),
    Case(
        "event is over", PAGE, framed("Kerstmarkt", "<h1>Kerstmarkt</h1><p>Dit evenement is afgelopen.</p>")
    ),
    Case(
        "document not needed",
        PAGE,
        framed("Attest", "<h1>Attest</h1><p>Dit document bestaat niet op papier. U krijgt het per mail.</p>"),
    ),
    Case(
        "moved page",
        PAGE,
        framed(
            "Sportdienst",
            "<h1>Sportdienst</h1><p>Deze pagina is verhuisd naar <a href='/sport'>Sport</a>.</p>",
        ),
    ),
    Case("404 status with a page", STATUS, framed("Afval", f"<h1>Afval</h1>{PROSE * 4}"), 404),
    Case("410", STATUS, framed("Weg", "<h1>Deze pagina is weg</h1>"), 410),
    Case("451", STATUS, bare("Niet beschikbaar", "<p>Verwijderd op bevel van de rechter.</p>"), 451),
    Case("404 empty", STATUS, "", 404),
)

FAULTS = (
    Case(
        "iis 500",
        BROKEN,
        bare("500 - Internal server error.", "<h1>Server Error</h1><h2>500 - Internal server error.</h2>"),
    ),
    Case(
        "generic",
        BROKEN,
        framed("Fout", "<h1>Er is iets misgegaan</h1><p>Er is een technische fout opgetreden.</p>"),
    ),
    Case(
        "generic je",
        BROKEN,
        framed("Stad", "<h1>Oeps, er ging iets mis</h1><p>Probeer het later opnieuw.</p>"),
    ),
    Case(
        "drupal unexpected",
        BROKEN,
        bare("Error", "<p>The website encountered an unexpected error. Please try again later.</p>"),
    ),
    Case(
        "wordpress critical",
        BROKEN,
        bare("Stad", "<p>Er heeft zich een kritieke fout voorgedaan op deze site.</p>"),
    ),
    Case(
        "wordpress database",
        BROKEN,
        bare("Database Error", "<h1>Error establishing a database connection</h1>"),
    ),
    Case("typo3 oops", BROKEN, framed("Stad", "<p>Oops, an error occurred! Code: 202611240101</p>")),
    Case(
        "php fatal",
        BROKEN,
        bare(
            "",
            "<b>Fatal error</b>: Uncaught Error: Call to undefined function x() in /var/www/index.php on line 3",
        ),
    ),
    Case("python traceback", BROKEN, bare("", "<pre>Traceback (most recent call last):\n  File x</pre>")),
    Case("java", BROKEN, bare("", '<pre>Exception in thread "main" java.lang.NullPointerException</pre>')),
    Case(
        "tomcat 500",
        BROKEN,
        bare("HTTP Status 500 – Internal Server Error", "<h1>HTTP Status 500 – Internal Server Error</h1>"),
    ),
    Case(
        "spring",
        BROKEN,
        bare("", "<h1>Whitelabel Error Page</h1><p>This application has no explicit mapping for /error.</p>"),
    ),
    Case("asp", BROKEN, bare("", "<p>Microsoft OLE DB Provider for SQL Server error '80004005'</p>")),
    Case("oracle", BROKEN, bare("", "<p>ORA-12541: TNS:no listener</p>")),
    Case(
        "next.js",
        BROKEN,
        bare(
            "",
            "<h2>Application error: a client-side exception has occurred (see the browser console for more information).</h2>",
        ),
    ),
    Case(
        "sharepoint wrong",
        BROKEN,
        bare("Error", "<h1>Sorry, something went wrong</h1><p>Correlation ID: 9e</p>"),
    ),
    Case("json error", BROKEN, bare("", '<pre>{"error":"database unavailable"}</pre>')),
    Case("plain denied", BROKEN, bare("Toegang geweigerd", "<h1>Toegang geweigerd</h1>")),
    Case(
        "drupal denied 200",
        BROKEN,
        framed(
            "Access denied | Town", "<h1>Access denied</h1><p>You are not authorized to access this page.</p>"
        ),
    ),
    Case("bad gateway", BROKEN, bare("502 Bad Gateway", "<h1>502 Bad Gateway</h1>")),
    Case(
        "varnish",
        BROKEN,
        bare("503 Backend fetch failed", "<h1>Error 503 Backend fetch failed</h1><h3>Guru Meditation:</h3>"),
    ),
    Case("french", BROKEN, bare("Erreur", "<p>Une erreur est survenue.</p>")),
    Case("german", BROKEN, bare("Fehler", "<p>Es ist ein Fehler aufgetreten.</p>")),
    Case("500 status", STATUS, bare("500", "<h1>Fout</h1>"), 500),
    Case("502 status", STATUS, bare("502 Bad Gateway", ""), 502),
    # -- pages
    Case(
        "report an error",
        PAGE,
        framed(
            "Er is iets misgegaan? Meld het | Stad",
            "<h1>Er is iets misgegaan?</h1><p>Meld een klacht over onze dienst.</p>",
        ),
    ),
    Case(
        "error in the tax bill",
        PAGE,
        framed(
            "Fout in uw aanslag",
            "<h1>Fout in uw aanslag</h1><p>Er is een fout opgetreden in brieven van de belasting. U krijgt een nieuwe brief.</p>",
        ),
    ),
    Case("json data", PAGE, bare("", '<pre>{"naam":"Drempelgem","inwoners":12000}</pre>')),
    Case(
        "no entry for cars",
        PAGE,
        framed("Geen toegang voor auto's", "<h1>Geen toegang voor auto's</h1><p>De Markt is autovrij.</p>"),
    ),
    Case("loading", PAGE, bare("Stad", "<p>Laden…</p>")),
)

CLOSED = (
    Case(
        "drupal",
        UPKEEP,
        bare(
            "Site under maintenance | Town",
            "<h1>Site under maintenance</h1><p>Town is currently under maintenance. We should be back shortly.</p>",
        ),
        503,
    ),
    Case(
        "drupal 200",
        UPKEEP,
        bare(
            "Site under maintenance | Town",
            "<h1>Site under maintenance</h1><p>Town is currently under maintenance. We should be back shortly.</p>",
        ),
    ),
    Case(
        "wordpress",
        UPKEEP,
        bare("Maintenance", "<p>Briefly unavailable for scheduled maintenance. Check back in a minute.</p>"),
        503,
    ),
    Case(
        "wordpress 200 nl",
        UPKEEP,
        bare(
            "Onderhoud",
            "<p>Korte tijd niet beschikbaar voor gepland onderhoud. Kom over een minuut terug.</p>",
        ),
    ),
    Case(
        "dutch",
        UPKEEP,
        bare(
            "Stad Drempelgem",
            "<h1>Even geduld</h1><p>Onze website is in onderhoud. Probeer het straks opnieuw.</p>",
        ),
    ),
    Case(
        "dutch momenteel",
        UPKEEP,
        bare("Stad Drempelgem", "<p>Deze site is momenteel niet bereikbaar wegens werken.</p>"),
    ),
    Case(
        "dutch we are back",
        UPKEEP,
        bare("We zijn zo terug", "<h1>We zijn zo terug!</h1><p>We voeren onderhoud uit.</p>"),
    ),
    Case("dutch tijdelijk", UPKEEP, bare("Stad", "<p>De website is tijdelijk niet beschikbaar.</p>")),
    Case(
        "dutch planned but now",
        UPKEEP,
        bare(
            "Onderhoud",
            "<h1>Gepland onderhoud</h1><p>De website is momenteel niet beschikbaar door gepland onderhoud.</p>",
        ),
    ),
    Case(
        "dutch until",
        UPKEEP,
        bare(
            "Stad", "<h1>Website in onderhoud</h1><p>De website is in onderhoud. Om 14 uur zijn we terug.</p>"
        ),
    ),
    Case(
        "in the frame of the site",
        UPKEEP,
        framed(
            "Onderhoud | Stad", "<h1>Website in onderhoud</h1><p>Onze website is momenteel in onderhoud.</p>"
        ),
    ),
    Case("title only", UPKEEP, bare("Website in onderhoud", "")),
    Case("french", UPKEEP, bare("Maintenance", "<p>Le site est en maintenance. Revenez plus tard.</p>")),
    Case("french bare", UPKEEP, bare("Ville", "<p>Notre site est actuellement indisponible.</p>")),
    Case(
        "german",
        UPKEEP,
        bare(
            "Wartungsarbeiten", "<p>Unsere Webseite ist derzeit wegen Wartungsarbeiten nicht erreichbar.</p>"
        ),
    ),
    Case(
        "english",
        UPKEEP,
        bare(
            "We'll be right back",
            "<h1>We'll be right back</h1><p>We are performing maintenance on our website.</p>",
        ),
    ),
    Case("503 dutch", UPKEEP, bare("Even geduld", "<p>Wij voeren onderhoudswerken uit.</p>"), 503),
    Case(
        "sent to a page for it",
        UPKEEP,
        bare("Stad", "<p>De website is even niet beschikbaar.</p>"),
        final="/onderhoud.html",
    ),
    # -- pages
    Case(
        "announcement",
        PAGE,
        framed(
            "Gepland onderhoud op zaterdag | Stad",
            "<h1>Gepland onderhoud op zaterdag</h1><p>Op zaterdag 3 mei is onze website tijdelijk niet bereikbaar, van 8 tot 12 uur.</p>",
        ),
    ),
    Case(
        "announcement, bare",
        PAGE,
        bare(
            "Gepland onderhoud op zaterdag",
            "<h1>Gepland onderhoud op zaterdag</h1><p>De website zal niet beschikbaar zijn tussen 8 en 12 uur. Wij werken aan een betere dienst.</p>",
        ),
    ),
    Case(
        "announcement, dan",
        PAGE,
        bare(
            "Onderhoud zaterdag",
            "<p>Onze website is dan niet bereikbaar.</p><p>Zaterdag werken wij aan de servers.</p>",
        ),
    ),
    Case(
        "announcement french",
        PAGE,
        bare(
            "Maintenance prévue",
            "<h1>Maintenance prévue samedi</h1><p>Le site sera indisponible samedi de 8 à 12 heures.</p>",
        ),
    ),
    Case(
        "announcement english",
        PAGE,
        bare(
            "Planned maintenance",
            "<h1>Planned maintenance on Saturday</h1><p>The website will be unavailable on Saturday from 8 to 12.</p>",
        ),
    ),
    Case(
        "announcement german",
        PAGE,
        bare(
            "Geplante Wartung",
            "<h1>Geplante Wartung am Samstag</h1><p>Die Webseite wird am Samstag nicht erreichbar sein.</p>",
        ),
    ),
    Case(
        "swimming pool",
        PAGE,
        framed("Zwembad", "<h1>Zwembad</h1><p>Wegens onderhoud is het zwembad gesloten tot 3 mei.</p>"),
    ),
    Case(
        "upkeep of parks",
        PAGE,
        framed(
            "Onderhoud | Groendienst",
            "<h1>Onderhoud</h1><p>De groendienst staat in voor het onderhoud van parken en plantsoenen.</p>",
        ),
        path="/nl/groen/onderhoud",
    ),
    Case(
        "upkeep, short and bare",
        PAGE,
        bare("Onderhoud", "<h1>Onderhoud</h1><p>Wij maaien de bermen in mei en september.</p>"),
    ),
    Case(
        "counter out of order",
        PAGE,
        framed(
            "Reispas | Stad",
            "<h1>Reispas</h1><p>Het e-loket is momenteel niet beschikbaar. Kom langs in het stadhuis of bel ons.</p>",
        ),
    ),
    Case(
        "notice above a page",
        PAGE,
        framed(
            "Stad Drempelgem",
            f"<p>Onze website is momenteel in onderhoud, sommige formulieren werken niet.</p><h1>Welkom</h1>{PROSE * 2}",
        ),
    ),
    Case(
        "maintenance of bikes",
        PAGE,
        framed(
            "Fietsonderhoud",
            "<h1>Fietsonderhoud</h1><p>Laat uw fiets nakijken op het platform van de Fietspunten. Onderhoud aan de ketting is gratis.</p>",
        ),
    ),
    Case(
        "was down",
        PAGE,
        framed(
            "Storing verholpen | Nieuws",
            "<h1>Storing verholpen</h1><p>Onze website was gisteren niet bereikbaar. Dat is opgelost.</p>",
        ),
    ),
)

CASES = (*SOFT_404, *NOT_404, *FAULTS, *CLOSED)
