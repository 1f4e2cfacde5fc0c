"""Signs of a page: what counts as one, and what only looks like it."""

import pytest

from checks.facts.signs.extract import signs_of
from drempel.model.signs import Signs
from tests.inclusion.building import dom_of, dom_of_xml

FORM = "<form><p><label>Naam <input required></label>{}</form>"
ACCOUNT = "<form><input type=password name=a><input type=password name=b>{}</form>"

CASES = [
    ("appointment", "<p>Vrije inloop op maandag.</p>", "walk-in"),
    ("appointment", "<p>Wij werken enkel op afspraak. Bel 03 330 30 30.</p>", "also-phone"),
    ("appointment", "<p>Een afspraak maken kan uitsluitend via onze website.</p>", "online-only"),
    ("appointment", "<p>Zonder afspraak helpen we u niet.</p>", None),
    ("paper", "<p>Bezorg het ingevulde formulier per post aan de dienst.</p>", "there"),
    ("paper", "<p>Vul het formulier in dat je met de post kreeg.</p>", None),
    ("paper", "<p>Wij sturen u de kaart met de post.</p>", None),
    ("paper", "<p>Print de pdf.</p>", None),
    ("signature", "<p>De elektronische handtekening is verplicht.</p>", "digital-only"),
    ("signature", "<p>Onderteken digitaal.</p>", None),
    ("signature", "<p>U ondertekent de aanvraag digitaal.</p>", "digital-only"),
    ("signature", "<p>De minister ondertekende het akkoord digitaal.</p>", None),
    ("appointment", "<p>Afspraken maakt u enkel via onze site.</p>", "online-only"),
    ("paper", "<p>Haal een inschrijvingsformulier op aan het onthaal.</p>", "there"),
    ("paper", "<p>Stuur een aangetekende brief naar de griffie.</p>", "there"),
    ("paper", "<p>Wij sturen u een brief naar uw thuisadres.</p>", None),
    ("interpreter", "<p>Wij bellen gratis een sociaal tolk.</p>", "there"),
    ("interpreter", "<p>Kom met een gebarentolk.</p>", "there"),
    ("interpreter", "<p>U kunt een beëdigd tolk laten erkennen.</p>", None),
    ("interpreter", "<p>Er is geen tolk aanwezig.</p>", None),
    ("bare-log-in", "<p>Meld u aan.</p><a href='/itsme'>Aanmelden met itsme</a>", "there"),
    ("bare-log-in", f"<p>{'woord ' * 40}</p><a href='/itsme'>Aanmelden met itsme</a>", None),
    ("bare-log-in", "<p>Bel 03 330 30 30</p><a href='/itsme'>Aanmelden met itsme</a>", None),
    ("helper", "<p>Het CAW helpt u met uw papieren.</p>", "there"),
    ("helper", "<p>Besluit van de raad voor maatschappelijk welzijn van het OCMW: hulp.</p>", None),
    ("helper", "<p><img src=caw.png alt='CAW'></p>", None),
    (
        "refers-on",
        "<p>Dit is een federale bevoegdheid.</p><p><a href='https://fod.example'>FOD</a></p>",
        "link",
    ),
    ("refers-on", "<p>De gemeente is niet bevoegd. Bel de RVA: 02 515 44 44.</p>", "link"),
    ("refers-on", "<p>De gemeente is niet bevoegd.</p>", "no-link"),
    ("refers-on", "<p>Wij behandelen geen klachten over banken. Dat doet Ombudsfin.</p>", "no-link"),
    ("refers-on", "<p>Wij behandelen geen anonieme klachten.</p>", None),
    ("refers-on", "<p>De stad regelt dit niet. Contacteer <a href='/x'>Fluvius</a>.</p>", "link"),
    ("offline-spot", "<p>Bel 03 330 30 30</p>", "content"),
    ("save-later", FORM.format("<button>Opslaan als concept</button>"), "there"),
    ("save-later", "<p>Wij bewaren uw gegevens niet later dan een jaar.</p>", None),
    ("review", "<p>Controleer uw gegevens voor u ze verstuurt.</p>", "there"),
    ("review", "<p>U kunt de aanvraag niet meer wijzigen.</p>", None),
    ("review", "<p>Voor u verzendt, ziet u een samenvatting.</p>", "there"),
    ("review", "<p>Klopt iets niet, ga dan terug en pas het aan.</p>", "there"),
    ("more-time", "<p>Uw sessie verlengen</p>", "there"),
    ("rubrics", "<h2>Kostprijs</h2><p>x</p><h3>Wat breng je mee?</h3>", "2"),
    ("rubrics", "<p>Lorem ipsum.</p>", None),
    (
        "account",
        ACCOUNT.format("<label><input type=checkbox checked> Stuur mij nieuws</label>"),
        "prechecked",
    ),
    ("account", ACCOUNT.format("<a href='/v'>Gebruiksvoorwaarden</a>"), "fair"),
    ("account", ACCOUNT.format(""), "unclear"),
    ("account", "<form><input name=naam><input type=password></form>", None),
    ("unsafe-form", "<form action='http://www.zilverbeek.example/x'><input name=naam></form>", "there"),
    ("unsafe-form", "<form action='/x'><input name=naam></form>", None),
    ("header", "<vl-header></vl-header>", "there"),
    ("header", "<iframe src='https://widgets.vlaanderen.be.example/x'></iframe>", None),
    ("privacy", "<a href='/p'>Privacyverklaring</a>", "there"),
    ("privacy", "<p>Wij respecteren uw privacy.</p>", None),
    ("responsible", "<p>Vragen? Contacteer de dienst Burgerzaken.</p>", "there"),
    ("responsible", "<form><label>Contactpersoon <input></label></form>", None),
    ("responsible", "<p>Dienst Bevolking, Dorpsplein 4, 9321 Zilverbeek</p>", "there"),
    ("responsible", "<h2>Jeugddienst</h2>", "there"),
    ("responsible", "<p>U krijgt bericht van de dienst als uw dossier klaar is.</p>", None),
    ("social", "<div class='fb-page' data-href='https://www.facebook.com/x'></div>", "only"),
    ("social", f"<div class='fb-page'></div><p>{'woord ' * 60}</p>", "beside"),
    ("social", "<a href='https://www.facebook.com/x'>Facebook</a>", None),
    ("video", "<iframe src='https://player.vimeo.com/video/1' title='Film'></iframe>", "not-said"),
    ("video", "<iframe src='https://kaart.example/vimeo.com'></iframe>", None),
    ("print", "<button>Afdrukken</button>", "there"),
    ("terms", "<p>Log in via authenticatie, dus: bewijzen wie u bent.</p>", "explained"),
    ("terms", "<p>Wis de cache en gebruik een token.</p>", "unexplained"),
    ("terms", "<p>Klik op <a href='/x'>uploaden</a>.</p>", "explained"),
    ("terms", "<p>Zie https://x.example/api/token.</p>", None),
]


@pytest.mark.parametrize(("name", "body", "value"), CASES, ids=[f"{one[0]}-{one[2]}" for one in CASES])
def test_a_sign(name: str, body: str, value: str | None) -> None:
    page = f"<html lang=nl><title>Dienst</title><body><main>{body}</main>"
    signs = signs_of(dom_of(page, "https://www.zilverbeek.example/x"))
    assert signs.was_read
    found = signs.of.get(name)
    assert (found.value if found else None) == value
    if found is not None:
        assert found.seen
        assert all(place.selector for place in found.seen)


def test_menus_and_footers_are_no_content() -> None:
    page = "<html lang=nl><body><nav><p>Zonder afspraak</p></nav><footer><p>Per post sturen</p></footer>"
    assert not {"appointment", "paper"} & set(signs_of(dom_of(page, "https://www.x.example/")).of)


def test_what_is_no_page_has_no_signs() -> None:
    assert (
        signs_of(dom_of_xml("<svg xmlns='http://www.w3.org/2000/svg'><text>zonder afspraak</text></svg>"))
        == Signs()
    )
