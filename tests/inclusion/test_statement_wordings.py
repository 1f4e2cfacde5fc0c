"""More single sentences of statements, by what each says: other words for the same."""

from datetime import date

import pytest

from checks.facts.statement import read_page
from drempel.dom import Dom
from drempel.model.statement import Statement
from tests.checks.synthetic import capture
from tests.inclusion.test_statement_sentences import HEADINGS

DAY = date(2026, 11, 25)
SAID = {
    ("status", "status", "G"): [
        "De website leeft de WCAG 2.1 AA-richtlijnen gedeeltelijk na.",
        "We zijn voor een deel in orde met WCAG 2.1 AA.",
        "Onze website is gedeeltelijk in regel met WCAG 2.1 niveau AA.",
        "De website scoort gedeeltelijk conform op WCAG 2.1 AA.",
        "Nalevingsstatus: gedeeltelijk in overeenstemming",
        "De site beantwoordt deels aan de norm EN 301 549.",
        "Momenteel voldoet onze website slechts gedeeltelijk aan de vereisten.",
        "De website is gedeeltelijk WCAG 2.1 AA-conform.",
        "De toegankelijkheid van de website is gedeeltelijk conform.",
        "Deze site respecteert gedeeltelijk de WCAG 2.1-richtlijnen.",
        "We halen nog niet alle criteria van WCAG 2.1 AA.",
        "De website voldoet aan de meeste, maar niet aan alle criteria van WCAG 2.1 AA.",
        "Ons portaal is partieel conform WCAG 2.1 AA.",
        "Deze website voldoet, op enkele uitzonderingen na, aan WCAG 2.1 AA en is dus gedeeltelijk conform.",
        "Le site respecte partiellement les WCAG 2.1 AA.",
        "Le site satisfait en partie aux critères WCAG 2.1.",
        "The website is in partial conformance with WCAG 2.1 AA.",
        "This website meets some but not all of the WCAG 2.1 AA requirements.",
        "De website is momenteel deels toegankelijk.",
        "Graad van conformiteit: gedeeltelijk",
        "Conform: deels",
    ],
    ("status", "status", "N"): [
        "De website is niet in regel met WCAG 2.1 AA.",
        "De website beantwoordt niet aan WCAG 2.1 AA.",
        "Onze website voldoet momenteel nog niet aan de vereisten van WCAG 2.1 AA.",
        "De website leeft WCAG 2.1 AA niet na.",
        "De website haalt WCAG 2.1 AA nog niet.",
        "Wij moeten vaststellen dat de website niet voldoet aan WCAG 2.1 AA.",
        "De website is niet-compliant.",
        "Status: non-conform",
        "Le site ne respecte pas les WCAG 2.1.",
        "Le site n'est actuellement pas en conformité avec les WCAG 2.1 AA.",
        "Le site est non conforme.",
        "This website is non-compliant with WCAG 2.1 AA.",
        "The website fails to meet WCAG 2.1 AA.",
        "Die Website entspricht nicht den WCAG 2.1 AA.",
        "Conformiteitsstatus: niet conform",
        "Onze site is helaas niet toegankelijk volgens de norm.",
        "De site voldoet helemaal niet aan WCAG 2.1 AA.",
    ],
    ("status", "status", "V"): [
        "De website leeft alle WCAG 2.1 AA-criteria na.",
        "Onze website is helemaal in orde met WCAG 2.1 AA.",
        "De website is 100 % conform WCAG 2.1 AA.",
        "De website is volledig WCAG 2.1 AA-conform.",
        "De website behaalt alle succescriteria van WCAG 2.1 AA.",
        "De website beantwoordt volledig aan WCAG 2.1 AA.",
        "Le site respecte intégralement les WCAG 2.1 AA.",
        "Le site est pleinement conforme aux WCAG 2.1 AA.",
        "This website fully meets WCAG 2.1 AA.",
        "The website is in full conformance with WCAG 2.1 AA.",
        "Status: volledig in overeenstemming",
        "Die Website ist vollständig konform.",
    ],
    ("status", "status", None): [
        "De website voldoet bijna volledig aan WCAG 2.1 AA.",
        "Wij streven ernaar dat de website volledig voldoet aan WCAG 2.1 AA.",
        "Een externe audit moet uitwijzen of de website voldoet.",
        "Vanaf 2027 zal de website volledig voldoen aan WCAG 2.1 AA.",
        "De website is ontwikkeld met aandacht voor WCAG 2.1 AA.",
    ],
    ("prep", "prepared", "2021-05-03"): [
        "Deze verklaring is op 3 mei 2021 tot stand gekomen.",
        "Publicatiedatum van de verklaring: 3 mei 2021",
        "Verklaring d.d. 3/05/2021",
        "Deze verklaring werd gepubliceerd op 03.05.2021.",
        "De verklaring werd goedgekeurd op 3 mei 2021.",
        "Deze verklaring bestaat sinds 3 mei 2021.",
        "Ingangsdatum: 3 mei 2021",
        "Datum: 3 mei 2021",
        "Opstellingsdatum: 03-05-2021",
        "We stelden deze verklaring op 3 mei 2021 op.",
        "Op maandag 3 mei 2021 hebben we deze verklaring voorbereid.",
        "Verklaring opgesteld: 03/05/21",
        "Deze verklaring werd voor de eerste keer opgesteld op 3 mei 2021.",
        "De toegankelijkheidsverklaring is aangemaakt op 3 mei 2021.",
        "Deze verklaring werd op 3 mei 2021 door het college vastgesteld.",
        "Cette déclaration a été rédigée le 3 mai 2021.",
        "Date de publication de la déclaration : 03/05/2021",
        "This statement was published on 3 May 2021.",
        "This statement was drawn up on May 3, 2021.",
        "Diese Erklärung wurde am 3. Mai 2021 erstellt.",
    ],
    ("prep", "reviewed", "2025-05-03"): [
        "Meest recente herziening: 3 mei 2025",
        "Deze verklaring werd het laatst geactualiseerd op 3 mei 2025.",
        "Wij hebben deze verklaring op 3 mei 2025 nog eens nagelezen.",
        "De verklaring is op 3 mei 2025 geüpdatet.",
        "Revisie: 03/05/2025",
        "Deze verklaring werd op 3 mei 2025 opnieuw bekeken en bevestigd.",
        "Laatste nazicht van de verklaring gebeurde op 3 mei 2025.",
        "Laatst gewijzigd: 3 mei 2025",
        "Bijgewerkt t/m 3 mei 2025",
        "Sindsdien werd ze herzien, laatst op 3 mei 2025.",
        "Jaarlijkse evaluatie van deze verklaring: 3 mei 2025.",
        "De verklaring werd voor het laatst geverifieerd op 3 mei 2025.",
        "Dernière actualisation : 3 mai 2025",
        "Cette déclaration a été revue le 3 mai 2025.",
        "This statement was last revised on 3 May 2025.",
        "Last reviewed: 3 May 2025",
        "Zuletzt überprüft am 03.05.2025.",
        "Op 3 mei 2025 werd deze tekst bijgewerkt.",
        "Deze verklaring werd herzien in de loop van mei, op 3 mei 2025.",
    ],
    ("prep", "method", "self"): [
        "Wij hebben onze website zelf doorgelicht.",
        "De website werd geëvalueerd door onze webmaster.",
        "De dienst Communicatie voerde de toetsing uit.",
        "De evaluatie gebeurde in eigen beheer.",
        "Deze verklaring is gebaseerd op testen door eigen personeel.",
        "Methode: interne beoordeling met axe en WAVE.",
        "De beoordeling is uitgevoerd door de organisatie zelf.",
        "Gebruikte methode: zelf getest met een screenreader.",
        "Onze ICT-dienst deed een QuickScan.",
        "L'évaluation a été réalisée en interne.",
        "The assessment was carried out in-house.",
        "We tested the website ourselves.",
        "Op basis van een evaluatie door de instantie zelf.",
        "De redactie controleerde tien pagina's.",
    ],
    ("prep", "method", "third"): [
        "Een onafhankelijke partij heeft de website beoordeeld.",
        "De website is getest door ervaringsdeskundigen van vzw Licht.",
        "De audit werd uitgevoerd door de firma Webwijs.",
        "We deden een beroep op Eleven Ways voor een audit.",
        "AnySurfer heeft de site gekeurd.",
        "De website heeft het AnySurfer-label na een audit door AnySurfer.",
        "FOD BOSA controleerde de website in 2024.",
        "Beoordelingsmethode: audit door externen",
        "De website werd onder de loep genomen door een toegankelijkheidsexpert van buitenaf.",
        "Deze verklaring steunt op het auditverslag van het bureau Klaar.",
        "Un audit a été réalisé par un expert indépendant.",
        "An independent organisation audited the website.",
        "Het onderzoek is uitgevoerd door Stichting Accessibility.",
        "De webbouwer heeft een toegankelijkheidstest uitgevoerd.",
    ],
    ("intro", "scope", "own"): [
        "Deze verklaring betreft de website www.x.be.",
        "Voorliggende verklaring geldt voor www.x.be.",
        "Deze verklaring slaat enkel op www.x.be.",
        "De verklaring dekt de website www.x.be.",
        "Deze toegankelijkheidsverklaring handelt over www.x.be.",
        "Deze verklaring is geldig voor www.x.be en alle subdomeinen.",
        "Website: www.x.be",
        "De toegankelijkheidsverklaring heeft alleen betrekking op www.x.be.",
        "Cette déclaration couvre le site www.x.be.",
        "This statement covers www.x.be.",
    ],
    ("intro", "scope", "other"): [
        "Deze verklaring geldt enkel voor de app Y, niet voor deze website.",
        "Deze verklaring is van toepassing op www.andere.be en niet op deze site.",
    ],
    ("contact", "days", 10): [
        "Wij geven antwoord binnen 10 werkdagen.",
        "U mag binnen tien dagen een reactie verwachten.",
        "Onze reactietijd bedraagt maximaal 10 werkdagen.",
        "Je hoort van ons binnen een termijn van 10 dagen.",
        "Maximaal 10 werkdagen na je melding antwoorden we.",
        "We antwoorden ten laatste binnen de 10 werkdagen.",
        "Wij bezorgen u een antwoord in maximaal 10 werkdagen.",
        "Réponse endéans les 10 jours.",
        "Vous recevrez une réponse dans un délai de dix jours ouvrables.",
        "We reply within ten working days.",
    ],
    ("enf", "enforcement", "Vlaamse Ombudsdienst"): [
        "Vindt u ons antwoord niet goed? Neem contact op met de Vlaamse Ombudsdienst.",
        "Dan kan u zich wenden tot: Vlaamse Ombudsdienst, Leuvenseweg 86",
        "De Vlaamse Ombudsdienst onderzoekt klachten over Vlaamse overheden.",
    ],
    ("enf", "enforcement", "klachtendienst van de gemeente"): [
        "Contacteer de klachtendienst van de gemeente.",
        "U kunt klacht neerleggen bij de klachtendienst van de gemeente.",
    ],
    ("items", "alternatives", True): [
        "De plannen. U kunt ze inkijken aan het loket.",
        "De kaart. Dezelfde informatie staat in een lijst op de pagina Adressen.",
        "Pdf's: een html-versie is beschikbaar.",
        "Video's. De uitgeschreven tekst vindt u onder de video.",
        "Heb je hulp nodig? Onze medewerkers overlopen de tekst met je aan de telefoon.",
        "Bel ons en wij geven u de uurregeling door.",
        "Wie dat wenst, krijgt de tekst in grote letters.",
        "U kan een papieren exemplaar aanvragen.",
        "Op eenvoudig verzoek sturen we een toegankelijke versie.",
        "Une version accessible est disponible sur demande.",
        "A text version is available on request.",
    ],
    ("items", "alternatives", False): [
        "Afbeeldingen missen een alternatieve tekst.",
        "Niet alle video's hebben een transcript.",
        "We lossen dit op tegen 2027.",
        "De kaart kan niet met het toetsenbord bediend worden.",
        "Formulieren: foutmeldingen zijn onduidelijk.",
    ],
}
COMMITMENTS = [
    "Gemeente X zet alles op alles om haar website toegankelijk te maken.",
    "Wij ijveren voor een website die voor iedereen toegankelijk is.",
    "Gemeente X neemt de toegankelijkheid van haar website ernstig.",
    "Onze website moet voor iedereen toegankelijk zijn. Daar zorgen we voor.",
    "Gemeente X maakt werk van een toegankelijke website.",
    "Gemeente X is verplicht haar website toegankelijk te maken volgens het bestuursdecreet.",
    "Wij bouwen stap voor stap aan een toegankelijke website.",
    "Gemeente X draagt digitale toegankelijkheid hoog in het vaandel.",
    "Iedereen moet onze website kunnen gebruiken.",
    "We doen al het mogelijke om onze site voor iedereen toegankelijk te maken.",
    "Nous nous engageons à rendre ce site accessible.",
    "La commune a à cœur de rendre son site accessible à tous.",
    "We want everyone to be able to use this website.",
]
REASONS = {
    "niet-naleving": [
        "Niet-naleving van de wet",
        "Inhoud in strijd met het bestuursdecreet",
        "Niet conform het bestuursdecreet",
        "Wat we nog niet naleven",
        "Niet-conforme onderdelen",
        "Gebreken ten opzichte van de norm",
        "Niet-nakoming van het decreet",
        "Non-conformité",
        "Inhoud die niet aan de regels voldoet",
    ],
    "onevenredige last": [
        "Onevenredige last",
        "Disproportionele last",
        "Onevenredig zware last",
        "Onevenredige belasting",
        "Te grote inspanning",
        "Last die niet in verhouding staat",
        "Charge disproportionnée",
    ],
    "buiten werkingssfeer": [
        "Buiten de werkingssfeer van de wetgeving",
        "Valt buiten het toepassingsgebied",
        "Valt niet onder de wetgeving",
        "Uitgesloten inhoud",
        "Vrijgestelde inhoud",
        "Niet onderworpen aan de wet",
        "Hors du champ d'application",
        "Inhoud die buiten de wet valt",
        "Wettelijke uitzonderingen",
    ],
}
HEADS_OF_LISTS = [
    "Niet-toegankelijke inhoud",
    "Wat is niet toegankelijk?",
    "Toegankelijkheidsproblemen",
    "Gekende beperkingen",
    "Waar lopen we nog achter?",
    "Verbeterpunten",
    "Werkpunten",
    "Dit moet beter",
    "Openstaande problemen",
    "Inhoud die nog niet toegankelijk is",
    "Welke inhoud is niet toegankelijk?",
    "Minder toegankelijke onderdelen",
    "Aandachtspunten",
    "Vastgestelde tekortkomingen",
    "Wat is er nog niet in orde?",
    "Afwijkingen van de norm",
    "Niet-conformiteiten",
    "Beperkingen en alternatieven",
    "Contenus inaccessibles",
    "Problèmes connus",
    "Content that is not accessible",
    "Known issues",
    "Waar wringt het schoentje?",
    "Overzicht tekortkomingen",
    "Volgende inhoud is niet toegankelijk",
    "Wat kan beter",
    "Hieronder de onderdelen waaraan we werken",
    "Uitzonderingen",
    "Niet toegankelijk zijn",
]

START = (
    "<html lang='nl'><head><title>Gemeente X</title></head><body><main><h1>Toegankelijkheidsverklaring</h1>"
)
STATUS = "<h2>Nalevingsstatus</h2><p>Deze website voldoet gedeeltelijk aan WCAG 2.1 AA.</p>"
PROMISE = "<p>Gemeente X streeft ernaar haar website toegankelijk te maken.</p>"


def _read(page: str) -> Statement:
    said = read_page(Dom(capture(f"{START}{page}</main></body></html>", "https://www.x.be/verklaring")), DAY)
    assert said is not None
    return said


@pytest.mark.parametrize(("place", "sentences"), SAID.items())
def test_these_sentences_say_the_same(place: tuple[str, str, object], sentences: list[str]) -> None:
    part, field, wanted = place
    values = {
        sentence: getattr(_read(f"{PROMISE}{HEADINGS[part]}<p>{sentence}</p>"), field)
        for sentence in sentences
    }
    wrong = {
        sentence: value for sentence, value in values.items() if str(value).lower() != str(wanted).lower()
    }
    assert not wrong


def test_a_body_binds_itself_in_many_ways() -> None:
    assert [said for said in COMMITMENTS if not _read(f"<p>{said}</p>{STATUS}").commitment] == []


@pytest.mark.parametrize(("reason", "heads"), REASONS.items())
def test_a_reason_has_many_names(reason: str, heads: list[str]) -> None:
    points = "<ul><li>De kaart.</li><li>De agenda.</li></ul><h2>Contact</h2><p>a@x.be</p>"
    for head in heads:
        said = _read(f"{PROMISE}{STATUS}<h2>Niet-toegankelijke inhoud</h2><h3>{head}</h3>{points}")
        assert (said.reasons, said.items) == ((reason,), 2), head


def test_the_list_of_problems_has_many_names() -> None:
    points = "<p>De kaart is onleesbaar.</p><p>De agenda werkt niet.</p><h2>Contact</h2><p>a@x.be</p>"
    pages = {head: f"{PROMISE}{STATUS}<h2>{head}</h2>{points}" for head in HEADS_OF_LISTS}
    assert {head: said for head, page in pages.items() if (said := _read(page).items) != 2} == {}
