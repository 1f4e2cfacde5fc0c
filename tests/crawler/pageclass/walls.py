# ruff: noqa: E501  (whole pages stand in these tables)
"""Walls against robots as products show them, and pages that only look like one."""

from tests.crawler.pageclass.cases import BOT, PAGE, PROSE, STATUS, Case, bare, framed

_CF_SCRIPT = '<script>window._cf_chl_opt={cvId:"3"};</script>'

CASES = (
    # -- products
    Case(
        "cloudflare challenge 403",
        BOT,
        bare("Just a moment...", "<h1>stad.example</h1>"),
        403,
        {"cf-mitigated": "challenge", "server": "cloudflare"},
    ),
    Case(
        "cloudflare challenge 503",
        BOT,
        bare("Just a moment...", "<h1>Checking your browser before accessing stad.example.</h1>"),
        503,
        {"server": "cloudflare"},
    ),
    Case(
        "cloudflare challenge 200",
        BOT,
        bare(
            "Just a moment...",
            "<h1>stad.example</h1><h2>Verifying you are human. This may take a few seconds.</h2>",
        ),
    ),
    Case(
        "cloudflare challenge dutch",
        BOT,
        bare(
            "Een moment geduld...",
            "<h1>stad.example</h1><p>Controleren of u een mens bent. Dit kan enkele seconden duren.</p>",
        ),
    ),
    Case("cloudflare by its script only", BOT, bare("stad.example", "<p>Even wachten</p>", _CF_SCRIPT)),
    Case(
        "cloudflare by its orchestrator",
        BOT,
        bare(
            "",
            '<div id="x"></div>',
            '<script src="/cdn-cgi/challenge-platform/h/b/orchestrate/chl_page/v1?ray=8"></script>',
        ),
    ),
    Case(
        "cloudflare blocked",
        BOT,
        bare(
            "Attention Required! | Cloudflare",
            "<h1>Sorry, you have been blocked</h1><p>Cloudflare Ray ID: 7d2</p>",
        ),
        403,
    ),
    Case(
        "cloudflare rate limit",
        BOT,
        bare(
            "Access denied | stad.example used Cloudflare to restrict access",
            "<h1>Error 1015</h1><p>Ray ID: 71</p><h2>You are being rate limited</h2><p>Performance & security by Cloudflare</p>",
        ),
        429,
    ),
    Case(
        "akamai denied",
        BOT,
        bare(
            "Access Denied",
            "<h1>Access Denied</h1><p>You don't have permission to access this page on this server.</p><p>Reference #18.2f 1</p>",
        ),
        403,
        {"server": "AkamaiGHost"},
    ),
    Case(
        "akamai denied, no header",
        BOT,
        bare(
            "Access Denied",
            "<h1>Access Denied</h1><p>You don't have permission to access this page on this server.</p><p>Reference #18.2f 1</p>",
        ),
        403,
    ),
    Case("akamai challenge", BOT, bare("Challenge Validation", '<div id="sec-if-cpt-container"></div>')),
    Case(
        "imperva iframe",
        BOT,
        bare(
            "",
            '<iframe id="main-iframe" src="/_Incapsula_Resource?CWUDNSAI=9&incident_id=443">Request unsuccessful. Incapsula incident ID: 443</iframe>',
        ),
    ),
    Case("imperva text", BOT, bare("", "<p>Request unsuccessful. Incapsula incident ID: 443000-1</p>"), 403),
    Case(
        "imperva interruption",
        BOT,
        bare(
            "Pardon Our Interruption",
            "<h1>Pardon Our Interruption</h1><p>As you were browsing something about your browser made us think you were a bot.</p>",
        ),
    ),
    Case(
        "f5 rejected",
        BOT,
        bare(
            "Request Rejected",
            "<p>The requested URL was rejected. Please consult with your administrator.<br><br>Your support ID is: 1234</p>",
        ),
    ),
    Case(
        "f5 rejected in dutch",
        BOT,
        bare(
            "Verzoek geweigerd",
            "<p>De opgevraagde URL werd geweigerd. Neem contact op met de beheerder.</p><p>Uw support ID is: 1234</p>",
        ),
    ),
    Case(
        "fortinet",
        BOT,
        bare(
            "Web Page Blocked!",
            "<h1>Web Page Blocked!</h1><p>The page cannot be displayed. Please contact the administrator.</p><p>Attack ID: 20000</p>",
        ),
        403,
    ),
    Case("fortinet 200", BOT, bare("Web Page Blocked!", "<p>Attack ID: 20000</p>")),
    Case(
        "datadome 403",
        BOT,
        bare("stad.example", "", '<script>var dd={"host":"geo.captcha-delivery.com"}</script>'),
        403,
        {"x-datadome": "protected"},
    ),
    Case(
        "datadome iframe 200",
        BOT,
        bare(
            "stad.example",
            '<iframe src="https://geo.captcha-delivery.com/captcha/?cid=1" width="500" height="400"></iframe>',
        ),
    ),
    Case(
        "datadome text", BOT, bare("stad.example", "<p>Please enable JS and disable any ad blocker</p>"), 403
    ),
    Case("aws challenge", BOT, bare("", ""), 202, {"x-amzn-waf-action": "challenge"}),
    Case(
        "aws captcha 405",
        BOT,
        bare("Human Verification", "<h1>Let's confirm you are human</h1>"),
        405,
        {"x-amzn-waf-action": "captcha"},
    ),
    Case(
        "aws by its script",
        BOT,
        bare("", '<div id="challenge-container"></div>', "<script>window.gokuProps={key:1}</script>"),
    ),
    Case(
        "cloudfront blocked",
        BOT,
        bare(
            "ERROR: The request could not be satisfied",
            "<h1>403 ERROR</h1><h2>The request could not be satisfied.</h2><p>Request blocked. We can't connect to the server.</p><p>Generated by cloudfront (CloudFront)</p>",
        ),
        403,
    ),
    Case(
        "azure front door",
        BOT,
        bare(
            "",
            "<h1>Our services aren't available right now</h1><p>The request is blocked.</p><p>Azure ref: 0abc</p>",
        ),
        403,
        {"x-azure-ref": "0abc"},
    ),
    Case(
        "azure javascript challenge",
        BOT,
        bare("Azure WAF", "<p>Please wait while we verify your browser.</p>"),
    ),
    Case(
        "sucuri",
        BOT,
        bare(
            "Sucuri WebSite Firewall - Access Denied",
            "<h1>Access Denied - Sucuri Website Firewall</h1><p>Block ID: GEO02</p>",
        ),
        403,
        {"x-sucuri-id": "1"},
    ),
    Case(
        "sucuri javascript",
        BOT,
        bare("You are being redirected...", "", "<script>sucuri_cloudproxy_js='';S='x';</script>"),
        307,
    ),
    Case(
        "human press and hold",
        BOT,
        bare(
            "Access to this page has been denied",
            "<h1>Press & Hold to confirm you are a human (and not a bot).</h1>",
        ),
        403,
    ),
    Case("human by its element", BOT, bare("stad.example", '<div id="px-captcha">Even geduld</div>')),
    Case(
        "anubis",
        BOT,
        bare(
            "Making sure you&#39;re not a bot!",
            "<p>Loading...</p>",
            '<script src="/.within.website/x/cmd/anubis/static/js/main.mjs"></script>',
        ),
    ),
    Case(
        "anubis by its data",
        BOT,
        bare(
            "Even nakijken",
            '<p>Calculating...</p><script id="anubis_challenge" type="application/json">{}</script>',
        ),
    ),
    Case(
        "stackpath",
        BOT,
        bare(
            "StackPath",
            "<p>This website is using a security service to protect itself from online attacks.</p>",
        ),
        403,
    ),
    Case(
        "ddos-guard",
        BOT,
        bare("DDoS-Guard", "<p>Checking your browser before accessing stad.example</p>"),
        403,
        {"server": "ddos-guard"},
    ),
    Case(
        "kasada",
        BOT,
        bare(
            "",
            "<script src='/149e9513-01fa-4fb0-aad4-566afd725d1b/2d206a39-8ed7-437e-a3be-862e0f06eea3/ips.js'></script>",
        ),
        429,
        {"x-kpsdk-ct": "x"},
    ),
    Case("vercel", BOT, bare("Vercel Security Checkpoint", "<p>We're verifying your browser</p>"), 429),
    Case("siteground", BOT, bare("Robot Challenge Screen", "<p>Checking site connection security</p>"), 202),
    Case("litespeed", BOT, bare("Bot Verification", "<p>Verifying that you are not a robot...</p>")),
    Case(
        "wordfence",
        BOT,
        bare(
            "Your access to this site has been limited by the site owner",
            "<h1>Your access to this site has been limited</h1><p>Generated by Wordfence</p>",
        ),
        503,
    ),
    Case(
        "modsecurity",
        BOT,
        bare(
            "Not Acceptable!",
            "<h1>Not Acceptable!</h1><p>An appropriate representation of the requested resource could not be found. This error was generated by Mod_Security.</p>",
        ),
        406,
    ),
    Case("crowdsec", BOT, bare("CrowdSec Captcha", "<h1>CrowdSec Captcha</h1>")),
    Case("radware", BOT, bare("Radware Captcha Page", "<p>We apologize for the inconvenience.</p>")),
    Case(
        "barracuda",
        BOT,
        bare("Blocked", "<p>Barracuda Web Application Firewall: this request was blocked.</p>"),
        403,
    ),
    Case(
        "google sorry",
        BOT,
        bare("Sorry", "<p>Our systems have detected unusual traffic from your computer network.</p>"),
        429,
    ),
    # -- home made, in four languages
    Case(
        "turnstile interstitial",
        BOT,
        bare(
            "Beveiligingscontrole",
            '<h1>Even controleren</h1><p>Bevestig dat u een mens bent.</p><div class="cf-turnstile" data-sitekey="x"></div>',
            '<script src="https://challenges.cloudflare.com/turnstile/v0/api.js"></script>',
        ),
    ),
    Case(
        "hcaptcha interstitial",
        BOT,
        bare(
            "Verificatie",
            '<p>Los de captcha op om verder te gaan.</p><form action="/verify" method="post"><div class="h-captcha" data-sitekey="x"></div><button>Verder</button></form>',
        ),
    ),
    Case(
        "recaptcha interstitial",
        BOT,
        bare(
            "Beveiliging",
            '<form><div class="g-recaptcha" data-sitekey="x"></div><button>Controleren</button></form>',
        ),
    ),
    Case(
        "captcha with letters",
        BOT,
        bare(
            "Controle",
            '<p>Typ de tekens uit het plaatje om verder te gaan.</p><form><input name="c"><button>OK</button></form>',
        ),
    ),
    Case(
        "tick a box",
        BOT,
        bare(
            "Controle",
            '<form><label><input type="checkbox"> Ik ben geen robot</label><button>Verder</button></form>',
        ),
    ),
    Case(
        "dutch robot check 200",
        BOT,
        bare("Stad Drempelgem", "<h1>Bent u een robot?</h1><p>We controleren of u geen robot bent.</p>"),
    ),
    Case(
        "dutch browser check 503",
        BOT,
        bare("Even geduld", "<p>Uw browser wordt gecontroleerd voor u toegang krijgt.</p>"),
        503,
    ),
    Case(
        "dutch denied 403",
        BOT,
        bare("Toegang geweigerd", "<p>Uw IP-adres is geblokkeerd wegens verdacht verkeer.</p>"),
        403,
    ),
    Case(
        "dutch automated 403",
        BOT,
        bare("Geen toegang", "<p>Geautomatiseerde bezoeken zijn niet toegelaten.</p>"),
        403,
    ),
    Case(
        "french robot check",
        BOT,
        bare("Contrôle de sécurité", "<p>Vérifiez que vous êtes un être humain.</p>"),
    ),
    Case(
        "french blocked",
        BOT,
        bare("Accès refusé", "<p>Votre requête a été bloquée par notre pare-feu.</p>"),
        403,
    ),
    Case(
        "german robot check",
        BOT,
        bare("Sicherheitsprüfung", "<p>Bitte bestätigen Sie, dass Sie ein Mensch sind.</p>"),
    ),
    Case("german blocked", BOT, bare("Zugriff verweigert", "<p>Ihre Anfrage wurde blockiert.</p>"), 403),
    Case(
        "english check",
        BOT,
        bare("Security check", "<p>Complete the security check to access stad.example</p>"),
    ),
    Case(
        "too many, robots named",
        BOT,
        bare("429", "<p>Too many requests. Automated access is not allowed.</p>"),
        429,
    ),
    # -- no walls
    Case("plain 403", STATUS, bare("403 Forbidden", "<h1>Forbidden</h1>"), 403),
    Case(
        "plain 403 dutch",
        STATUS,
        framed("Geen toegang | Stad", "<h1>Geen toegang</h1><p>U hebt geen rechten voor dit adres.</p>"),
        403,
    ),
    Case("plain 503", STATUS, bare("503", "<h1>Service Unavailable</h1>"), 503),
    Case("plain 429", STATUS, bare("Too Many Requests", "<p>Too many requests</p>"), 429),
    Case(
        "404 behind imperva",
        STATUS,
        framed("Pagina niet gevonden", "<h1>Pagina niet gevonden</h1>"),
        404,
        {"x-iinfo": "1"},
    ),
    Case(
        "page behind datadome",
        PAGE,
        framed("Afval", "<h1>Afval</h1>" + PROSE),
        200,
        {"x-datadome": "protected"},
    ),
    Case(
        "page with cloudflare's small script",
        PAGE,
        framed(
            "Afval",
            "<h1>Afval</h1><p>Bel 09 123.</p>",
            "<script>window.__CF$cv$params={r:'8'};</script><script src='/cdn-cgi/challenge-platform/scripts/jsd/main.js'></script>",
        ),
    ),
    Case(
        "news on hackers and captchas",
        PAGE,
        framed(
            "Hackers vallen stadhuis aan | Nieuws",
            "<h1>Hackers vallen stadhuis aan</h1><p>Bots bestookten onze website. Daarom vragen wij nu met een captcha of u een mens bent. De firewall hield de aanval tegen.</p>",
        ),
    ),
    Case(
        "news on captchas, bare",
        PAGE,
        bare(
            "Waarom vragen wij of u een robot bent?",
            "<h1>Waarom vragen wij of u een robot bent?</h1><p>Bent u een robot? Die vraag ziet u soms op onze site. Zo houden wij aanvallen tegen.</p>",
        ),
    ),
    Case(
        "contact form with captcha",
        PAGE,
        framed(
            "Contact",
            '<h1>Contact</h1><form><label>Naam <input></label><label>E-mail <input type="email"></label><label>Vraag <textarea></textarea></label><label><input type="checkbox"> Ik ben geen robot</label><button>Verstuur</button></form>',
        ),
    ),
    Case(
        "contact form with turnstile",
        PAGE,
        bare(
            "Contact",
            '<h1>Contact</h1><form><label>Naam <input></label><label>Vraag <textarea></textarea></label><div class="cf-turnstile" data-sitekey="x"></div><button>Verstuur</button></form>',
            '<script src="https://challenges.cloudflare.com/turnstile/v0/api.js"></script>',
        ),
    ),
    Case(
        "newsletter with captcha",
        PAGE,
        bare(
            "Nieuwsbrief",
            '<h1>Nieuwsbrief</h1><form><label>E-mail <input type="email"></label><label><input type="checkbox"> Ik ben geen robot</label><button>Schrijf in</button></form>',
        ),
    ),
    Case(
        "short page with recaptcha script",
        PAGE,
        bare(
            "Sluitingsdagen",
            "<h1>Sluitingsdagen</h1><p>Wij zijn gesloten op 1 mei.</p>",
            '<script src="https://www.google.com/recaptcha/api.js?render=x"></script>',
        ),
    ),
    Case(
        "robots in the library",
        PAGE,
        framed(
            "Bouw een robot | Bib",
            "<h1>Bouw een robot</h1><p>Kom naar de workshop voor kinderen. Ben je een robotfan? Schrijf je in.</p>",
        ),
    ),
    Case(
        "even geduld, theatre",
        PAGE,
        framed(
            "Even geduld: theater | Agenda",
            "<h1>Even geduld</h1><p>Een komisch stuk over wachten aan het loket. Op 3 mei in de zaal.</p>",
        ),
    ),
    Case(
        "security of the harbour",
        PAGE,
        framed(
            "Veiligheid", "<h1>Toegang geweigerd?</h1><p>De haven controleert uw badge. Bel de wacht.</p>"
        ),
    ),
)
