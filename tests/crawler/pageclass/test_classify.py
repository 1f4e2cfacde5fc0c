import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.pageclass import classify
from drempel.model.snapshot import FetchOutcome

URL = "https://stad.example/nl/afval"
MENU = (
    "Menu\nAfval en milieu\nWonen en bouwen\nIdentiteit en reizen\nZoeken\nContact\nUren van het stadhuis\n"
)
PROSE = "U kunt uw oude meubelen gratis laten ophalen. Bel daarvoor eerst naar het containerpark.\n" * 40


def verdict(
    status: int = 200,
    title: str = "Afval | Stad",
    text: str = PROSE,
    *,
    headers: dict[str, str] | None = None,
    final_url: str = URL,
    url: str = URL,
) -> str:
    found = classify(status, headers or {}, title, text, final_url, url)
    return f"{found[0]} {found[1].key}" if found else "page"


@pytest.mark.parametrize(
    ("status", "headers", "title", "text"),
    [
        (403, {"cf-mitigated": "challenge"}, "Just a moment...", ""),
        (200, {"cf-mitigated": "challenge"}, "", PROSE),
        (503, {"server": "cloudflare"}, "Just a moment…", "Enable JavaScript and cookies to continue"),
        (200, {}, "Een moment geduld...", "stad.example"),
        (403, {}, "Attention Required! | Cloudflare", "Sorry, you have been blocked\nCloudflare Ray ID: 7d"),
        (403, {"server": "AkamaiGHost"}, "Access Denied", "Access Denied"),
        (
            403,
            {},
            "Access Denied",
            'You don\'t have permission to access "http://stad.example/" on this server.\nReference #18.2',
        ),
        (200, {}, "", "Request unsuccessful. Incapsula incident ID: 443000"),
        (403, {"x-datadome": "protected"}, "stad.example", ""),
        (405, {"x-amzn-waf-action": "captcha"}, "Human Verification", ""),
        (202, {"x-amzn-waf-action": "challenge"}, "", ""),
        (
            200,
            {},
            "Request Rejected",
            "The requested URL was rejected. Please consult with your administrator.\nYour support ID is: 1",
        ),
        (200, {}, "Making sure you’re not a bot!", "Loading..."),
        (200, {}, "Controle", "Bevestig dat u geen robot bent om verder te gaan."),
        (200, {}, "Contrôle", "Je ne suis pas un robot"),
    ],
)
def test_bot_walls(status: int, headers: dict[str, str], title: str, text: str) -> None:
    assert verdict(status, title, text, headers=headers) == "blocked bot-wall"


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Waarom een captcha? | Stad", "Bent u een robot? Die vraag ziet u soms op een site.\n" + PROSE),
        (
            "Contact",
            MENU
            + "Uw naam\nUw bericht\nIk ben geen robot\nVerstuur"
            + " Stuur ons uw vraag over afval, wonen of verkeer." * 8,
        ),
        ("Veiligheid", "Cloudflare Ray ID: 7d\n" + PROSE),
    ],
)
def test_pages_that_write_about_robots_are_pages(title: str, text: str) -> None:
    assert verdict(200, title, text) == "page"


def test_headers_that_come_with_every_answer_are_no_wall_by_themselves() -> None:
    assert (
        verdict(200, headers={"x-datadome": "protected", "x-iinfo": "1", "server": "AkamaiGHost"}) == "page"
    )
    assert verdict(404, "Pagina niet gevonden", MENU, headers={"x-iinfo": "1"}) == "http-error status"


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 429, 500, 502, 503])
def test_error_statuses_end_as_such_whatever_the_page_says(status: int) -> None:
    found = classify(status, {}, "Welkom", PROSE, URL, URL)
    assert found is not None
    assert (found[0], str(found[1])) == (FetchOutcome.HTTP_ERROR, f"status: {status}")


@pytest.mark.parametrize(
    ("status", "title", "text"),
    [
        (503, "Even geduld", "Wij voeren onderhoudswerken uit."),
        (503, "Maintenance", ""),
        (503, "", "De website is tijdelijk niet beschikbaar."),
        (200, "Stad", "Onze website is in onderhoud. Probeer het straks opnieuw."),
        (200, "Stad", "Deze site is momenteel niet bereikbaar wegens werken."),
        (200, "Ville", "Le site est en maintenance."),
        (200, "Town", "We are performing maintenance on our website."),
    ],
)
def test_maintenance(status: int, title: str, text: str) -> None:
    assert verdict(status, title, text) == "http-error maintenance"


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Zwembad", "Wegens onderhoud is het zwembad gesloten tot 3 mei."),
        ("Onderhoud | Groendienst", "De groendienst staat in voor het onderhoud van parken en plantsoenen."),
        ("Nieuws", "Het e-loket is vrijdag niet beschikbaar.\n" + PROSE),
    ],
)
def test_upkeep_of_other_things_is_a_page(title: str, text: str) -> None:
    assert verdict(200, title, text) == "page"


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("404", ""),
        ("Fout 404", MENU),
        ("404 - Pagina niet gevonden | Stad Drempelgem", MENU * 6),
        (
            "Pagina niet gevonden – Stad",
            MENU + "Pagina niet gevonden\nGa naar de startpagina of gebruik de zoekfunctie.",
        ),
        ("Stad Drempelgem", MENU + "Oeps! De pagina die u zoekt bestaat niet meer."),
        ("Stad Drempelgem", MENU + "Deze pagina kon niet gevonden worden"),
        ("Stad Drempelgem", "We vinden de opgevraagde pagina niet terug."),
        ("Page not found | Town", MENU),
        ("Town", "404\nThe page you are looking for does not exist."),
        ("Page introuvable - Ville", MENU),
        ("Ville", "Cette page n’existe plus"),
        ("Niet gevonden", MENU),
    ],
)
def test_soft_404s(title: str, text: str) -> None:
    assert verdict(200, title, text) == "http-error soft-404"


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Pagina niet gevonden? Contacteer ons | Stad", PROSE),
        (
            "Pagina niet gevonden? Contacteer ons | Stad",
            MENU + "Bel 09 000 00 00 of mail naar de webredactie.",
        ),
        ("Pagina niet gevonden", PROSE * 2),
        (
            "Wat betekent een 404-fout? | Bibliotheek",
            MENU + "Een 404-fout betekent dat een pagina niet bestaat."
            " In deze workshop leert u wat u dan kunt doen." * 6,
        ),
        ("404 meldingen van sluikstort | Nieuws", "De stad kreeg vorig jaar 404 meldingen van sluikstort."),
        ("Bus 404 rijdt om", "Bus 404\nDe bus rijdt om tot vrijdag."),
        ("Telling", MENU + "Straat\n404\nLaan\n12"),
        (
            "Zoeken",
            MENU
            + "Zoekresultaten\nNiet gevonden\nProbeer een ander woord."
            + " Tips om beter te zoeken staan hieronder." * 8,
        ),
        ("Hond gevonden?", "Uw hond niet gevonden? Bel het asiel."),
    ],
)
def test_pages_that_only_look_like_a_404_are_pages(title: str, text: str) -> None:
    assert verdict(200, title, text) == "page"


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("500 Internal Server Error", "Internal Server Error"),
        ("Fout", "Er is iets misgegaan\nEr is een technische fout opgetreden."),
        ("Er is iets misgegaan", "Er is iets misgegaan\nProbeer het later opnieuw."),
        ("Stad", "Er ging iets mis"),
        ("Service Unavailable", ""),
        ("Erreur", "Une erreur est survenue."),
    ],
)
def test_error_pages_with_a_good_status(title: str, text: str) -> None:
    assert verdict(200, title, text) == "http-error error-page"


@pytest.mark.parametrize(
    ("url", "final_url", "wanted"),
    [
        (URL, "https://login.microsoftonline.com/abc/oauth2/authorize?x", "blocked login-wall"),
        (URL, "https://idp.iamfas.belgium.be/fas/XUI/", "blocked login-wall"),
        (URL, "https://authenticatie.vlaanderen.be/op/v1/auth", "blocked login-wall"),
        (URL, "https://login.stad.example/", "blocked login-wall"),
        (URL, "https://stad.example/user/login?destination=/nl/afval", "blocked login-wall"),
        (URL, "https://stad.example/wp-login.php?redirect_to=x", "blocked login-wall"),
        ("https://stad.example/nl/aanmelden", "https://stad.example/nl/login", "page"),
        ("https://stad.example/login", "https://stad.example/login", "page"),
        ("http://login.stad.example/", "https://login.stad.example/start", "page"),
        (URL, "https://consent.stad.example/?return=x", "blocked cookie-wall"),
        (URL, "https://stad.example/cookie-wall?return=/nl/afval", "blocked cookie-wall"),
        (URL, "https://stad.example/nl/cookies", "page"),
        (URL, "https://stad.example/nl/afval-en-milieu", "page"),
        ("http://stad.example/nl/afval", "https://www.stad.example/nl/afval/", "page"),
        (URL, "", "page"),
    ],
)
def test_doors_at_another_address(url: str, final_url: str, wanted: str) -> None:
    assert verdict(text="Meld u aan\nNaam\nWachtwoord", url=url, final_url=final_url) == wanted


def test_a_page_with_a_login_form_is_a_page() -> None:
    assert verdict(title="Mijn dossier", text="Meld u aan\nGebruikersnaam\nWachtwoord\nAanmelden") == "page"


def test_an_empty_page_is_a_page() -> None:
    assert verdict(title="", text="") == "page"


@given(st.integers(0, 999), st.text(), st.text(), st.text(), st.text())
def test_anything_gets_a_verdict(status: int, title: str, text: str, final_url: str, url: str) -> None:
    found = classify(status, {}, title, text, final_url, url)
    assert found is not None or status < 400
