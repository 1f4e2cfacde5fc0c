"""Single sentences of statements, in the words that bodies use: what each says of one field."""

from datetime import date

import pytest

from checks.facts.statement import read_page
from checks.facts.statement_links import found_by, statement_links
from drempel.dom import Dom
from tests.checks.synthetic import capture

DAY = date(2026, 11, 1)
HEADINGS = {
    "intro": "",
    "status": "<h2>Nalevingsstatus</h2>",
    "items": "<h2>Niet-toegankelijke inhoud</h2>",
    "prep": "<h2>Opstelling van deze toegankelijkheidsverklaring</h2>",
    "contact": "<h2>Feedback en contactgegevens</h2>",
    "enf": "<h2>Handhavingsprocedure</h2>",
}
SENTENCES = [
    (
        "status",
        "status",
        "G",
        "De website van de gemeente is gedeeltelijk in overeenstemming met de WCAG 2.1-richtlijnen.",
    ),
    ("status", "status", "G", "Deze website is deels toegankelijk volgens WCAG 2.1 AA."),
    ("status", "status", "G", "Gedeeltelijk conform"),
    ("status", "status", "V", "Volledig conform"),
    ("status", "status", "N", "Niet conform"),
    ("status", "status", "N", "Niet-conform"),
    (
        "status",
        "status",
        "V",
        "Deze website voldoet aan alle eisen van WCAG 2.1 AA en is dus volledig conform.",
    ),
    ("status", "status", "N", "Onze website is niet conform de richtlijnen."),
    ("status", "status", "N", "De website is nog niet in overeenstemming met EN 301 549."),
    ("status", "status", "G", "Onze website en app voldoen gedeeltelijk aan de toegankelijkheidseisen."),
    ("status", "status", "G", "Wij voldoen gedeeltelijk aan de wettelijke verplichting."),
    ("status", "status", None, "De website voldoet grotendeels aan WCAG 2.1."),
    ("status", "status", None, "De website voldoet bijna volledig aan WCAG 2.1."),
    ("status", "status", None, "Wij willen tegen 2027 volledig voldoen aan WCAG 2.1."),
    (
        "status",
        "status",
        "G",
        "Deze website voldoet gedeeltelijk aan WCAG 2.1 AA. Wij streven ernaar om volledig te "
        "voldoen tegen eind 2027.",
    ),
    ("status", "status", "V", "De website voldoet integraal aan WCAG 2.1 AA."),
    ("status", "status", "N", "Deze website is niet toegankelijk volgens WCAG 2.1 AA."),
    ("status", "status", "G", "De site is gedeeltelijk compatibel met WCAG 2.1 AA."),
    ("status", "status", "G", "Ce site est partiellement conforme au niveau AA."),
    ("status", "status", "V", "Ce site internet est en totale conformité avec les WCAG 2.1."),
    ("status", "status", "G", "Le site est en conformité partielle avec le RGAA."),
    ("status", "status", "N", "Le site n'est pas en conformité avec les WCAG."),
    ("status", "status", "V", "Le site est totalement conforme."),
    ("status", "status", "G", "This website partially complies with WCAG 2.1 AA."),
    ("status", "status", "N", "This website does not meet WCAG 2.1 AA."),
    ("status", "status", "V", "Uit de audit blijkt dat de website volledig voldoet aan WCAG 2.1 AA."),
    ("status", "status", "G", "Uit de audit blijkt dat de website gedeeltelijk voldoet aan WCAG 2.1 AA."),
    ("status", "status", "N", "Uit de audit blijkt dat de website niet voldoet aan WCAG 2.1 AA."),
    ("status", "status", "G", "Status: B - voldoet gedeeltelijk"),
    ("status", "status", "G", "Deze website voldoet slechts ten dele aan WCAG 2.1 AA."),
    (
        "status",
        "status",
        "G",
        "Deze website voldoet <strong>gedeeltelijk</strong> aan de <a "
        "href='https://www.w3.org/TR/WCAG21/'>Web Content Accessibility Guidelines (WCAG) 2.1</a> "
        "niveau AA.",
    ),
    ("status", "level", "AA", "Deze website voldoet gedeeltelijk aan WCAG 2.1 (niveau A en AA)."),
    ("status", "level", "AA", "De site voldoet gedeeltelijk aan de succescriteria A en AA van WCAG 2.1."),
    ("status", "level", "AA", "De site voldoet volledig aan WCAG2.1AA."),
    ("status", "level", "AA", "De site voldoet volledig aan WCAG 2.1 level Double-A."),
    ("status", "level", "AA", "De site voldoet volledig aan WCAG 2.1 op AA-niveau."),
    ("status", "standard", "2.1", "De site voldoet volledig aan WCAG2.1AA."),
    ("status", "standard", "2.2", "De site voldoet volledig aan WCAG versie 2.2."),
    (
        "status",
        "standard",
        "2.1",
        "De site voldoet volledig aan Web Content Accessibility Guidelines (WCAG) v2.1.",
    ),
    (
        "status",
        "standard",
        "2.1",
        "De site voldoet volledig aan de richtlijnen voor toegankelijkheid van webcontent (WCAG) "
        "versie 2.1 (niveau AA).",
    ),
    ("status", "en_version", "3.2.1", "De site voldoet volledig aan EN 301 549 V3.2.1 (2021-03)."),
    ("status", "en_version", "3.2.1", "De site voldoet volledig aan EN 301549:2021 (v 3.2.1)."),
    ("status", "en_version", "3.2.1", "De site voldoet volledig aan EN 301-549 versie 3.2.1."),
    ("status", "en_version", "2.1.2", "De site voldoet volledig aan de Europese norm EN 301 549, v2.1.2."),
    ("prep", "prepared", "2021-05-03", "Deze toegankelijkheidsverklaring is opgesteld op 03-05-2021."),
    ("prep", "prepared", "2021-05-03", "Deze verklaring is opgemaakt d.d. 3 mei 2021."),
    ("prep", "prepared", "2021-05-03", "Datum van opmaak: 3 mei 2021"),
    ("prep", "prepared", "2021-05-03", "Opgesteld: 3/5/2021"),
    ("prep", "prepared", "2021-05-03", "Datum van opstelling van deze verklaring: 3.5.2021."),
    ("prep", "prepared", "2021-05-03", "De eerste versie van deze verklaring dateert van 3 mei 2021."),
    (
        "prep",
        "prepared",
        "2021-05-03",
        "Wij hebben deze verklaring op 3 mei 2021 opgesteld op basis van een zelfevaluatie.",
    ),
    ("prep", "prepared", "2021-05-03", "Deze verklaring werd voor het eerst gepubliceerd op 3 mei 2021."),
    ("prep", "reviewed", "2025-05-03", "De verklaring is voor het laatst herzien op 3 mei 2025."),
    ("prep", "reviewed", "2025-05-03", "Laatst bijgewerkt op 3 mei 2025."),
    ("prep", "reviewed", "2025-05-03", "Laatste update: 3 mei 2025"),
    ("prep", "reviewed", "2025-05-03", "Laatste herziening van de verklaring: 03/05/2025."),
    ("prep", "reviewed", "2025-05-03", "Op 3 mei 2025 hebben we deze verklaring herzien."),
    ("prep", "reviewed", "2025-05-03", "Deze verklaring werd op 3 mei 2025 voor het laatst nagekeken."),
    ("prep", "reviewed", "2025-05-03", "Deze verklaring werd een laatste keer aangepast op 3 mei 2025."),
    ("prep", "reviewed", "2025-05-03", "De laatste herziening vond plaats op 3 mei 2025."),
    ("prep", "reviewed", "2025-05-03", "Datum laatste herziening: 2025-05-03"),
    ("prep", "reviewed", "2025-05-03", "Deze verklaring is geactualiseerd op zaterdag 3 mei 2025."),
    ("prep", "reviewed", "2025-05", "De verklaring werd in mei 2025 herbekeken."),
    ("prep", "reviewed", "2025-05-03", "Deze verklaring werd laatst gewijzigd op 3 mei 2025."),
    ("prep", "reviewed", "2025-05-03", "Dernière mise à jour de cette déclaration : 3 mai 2025."),
    ("prep", "reviewed", "2025-05-03", "La déclaration a été révisée pour la dernière fois le 3 mai 2025."),
    ("prep", "reviewed", "2025-05-03", "Herziening: 3 mei 2025"),
    ("prep", "reviewed", None, "Deze pagina werd laatst gewijzigd op 3 mei 2025."),
    ("prep", "reviewed", None, "De volgende herziening is voorzien op 3 mei 2026."),
    ("prep", "reviewed", None, "Wij herzien deze verklaring jaarlijks, de volgende keer op 3 mei 2026."),
    ("prep", "reviewed", None, "De website is in mei 2025 volledig vernieuwd."),
    ("prep", "prepared", None, "De website werd gelanceerd op 3 mei 2021."),
    ("prep", "prepared", None, "De zelfbeoordeling werd uitgevoerd op 3 mei 2021."),
    ("prep", "method", "self", "De verklaring is gebaseerd op een zelfbeoordeling."),
    ("prep", "method", "self", "De beoordeling werd uitgevoerd door de gemeente zelf."),
    ("prep", "method", "self", "Deze verklaring kwam tot stand na een eigen evaluatie."),
    ("prep", "method", "self", "We hebben zelf de website getest met WAVE en axe."),
    ("prep", "method", "self", "De dienst communicatie heeft de website zelf geëvalueerd."),
    ("prep", "method", "third", "De verklaring is gebaseerd op een evaluatie door een derde."),
    ("prep", "method", "third", "De website werd doorgelicht door AnySurfer."),
    ("prep", "method", "third", "AnySurfer heeft de website in 2024 doorgelicht."),
    ("prep", "method", "third", "De audit is uitgevoerd door een extern bureau."),
    ("prep", "method", "third", "Externe partij: Eleven Ways"),
    ("prep", "method", "third", "Een gespecialiseerd bureau onderzocht de website."),
    ("prep", "method", "third", "De verklaring steunt op een audit van AnySurfer vzw."),
    ("prep", "method", "third", "Sur la base d'une évaluation réalisée par un tiers."),
    ("prep", "method", "self", "Sur la base d'une auto-évaluation."),
    (
        "prep",
        "method",
        "third",
        "De verklaring is gebaseerd op een toegankelijkheidsaudit uitgevoerd door Inter.",
    ),
    ("prep", "method", "third", "Er gebeurde een vereenvoudigde monitoring door FOD BOSA."),
    ("contact", "days", 10, "U krijgt binnen tien werkdagen een antwoord."),
    ("contact", "days", 14, "We antwoorden binnen twee weken."),
    ("contact", "days", 30, "Wij antwoorden u uiterlijk binnen de 30 kalenderdagen."),
    ("contact", "days", 5, "We streven ernaar om binnen de 5 werkdagen te reageren."),
    ("contact", "days", 3, "Reactietermijn: 3 werkdagen."),
    ("contact", "days", 45, "Je krijgt ten laatste 45 dagen na je melding antwoord."),
    ("contact", "days", 30, "Binnen een maand krijgt u antwoord."),
    ("contact", "days", 15, "Nous vous répondons dans un délai de 15 jours."),
    ("contact", "days", 10, "Wij bezorgen je ten laatste na 10 werkdagen een antwoord."),
    ("contact", "days", None, "Het loket is open binnen de kantooruren."),
    ("contact", "channels", ("phone",), "Bel naar 1700 (gratis)."),
    ("contact", "channels", ("phone",), "T. 03 123 45 67"),
    ("contact", "channels", ("phone",), "Telefoon: +32 (0)2 123 45 67"),
    ("contact", "channels", ("phone",), "Tel.: 0475 12 34 56"),
    ("contact", "channels", ("email",), "Mail naar toegankelijkheid@x.be"),
    ("contact", "channels", ("email",), "<a href='mailto:a@x.be'>Stuur ons een bericht</a>"),
    ("contact", "channels", ("form",), "Gebruik ons <a href='/contact'>contactformulier</a>."),
    ("contact", "channels", ("form",), "Vul het online formulier in."),
    ("contact", "channels", ("form",), "Meld het via <a href='/meldingsformulier'>deze pagina</a>."),
    ("contact", "channels", ("post",), "Schrijf naar: Gemeente X, Markt 1, 9000 Gent."),
    ("contact", "channels", ("post",), "Gemeentehuis X<br>Dorpsplein 12<br>9000 Gent"),
    ("contact", "channels", (), "Ondernemingsnummer 0207.508.147"),
    ("contact", "channels", (), "BTW BE 0207 508 147"),
    ("enf", "enforcement", "Vlaamse Ombudsdienst", "U kunt klacht indienen bij de Vlaamse Ombudsdienst."),
    ("enf", "enforcement", "Federale Ombudsman", "Bij de federale Ombudsman kan u terecht."),
    (
        "enf",
        "enforcement",
        "klachtenbehandelaar van de stad Gent",
        "Richt u tot de klachtenbehandelaar van de stad Gent.",
    ),
    ("enf", "enforcement", "Gentse Ombudsvrouw", "Neem contact op met de Gentse Ombudsvrouw."),
    (
        "enf",
        "enforcement",
        "dienst Klachtenmanagement van de provincie",
        "Neem contact op met de dienst Klachtenmanagement van de provincie.",
    ),
    ("enf", "enforcement", "gemeentelijke ombudsdienst", "Contacteer de gemeentelijke ombudsdienst."),
    ("enf", "enforcement", "Ombudsdienst Gent", "Contacteer Ombudsdienst Gent."),
    ("enf", "enforcement", "Unia", "Bij discriminatie kan je terecht bij Unia."),
    (
        "enf",
        "enforcement",
        "Médiateur fédéral",
        "Vous pouvez introduire une plainte auprès du médiateur fédéral.",
    ),
    ("enf", "enforcement", None, "Bent u niet tevreden? Laat het ons dan weten."),
    ("intro", "law", "bestuursdecreet", "Dit volgt uit het decreet van 7 december 2018 (bestuursdecreet)."),
    ("intro", "law", "bestuursdecreet", "Dit volgt uit het Bestuursdecreet van 7 december 2018."),
    ("intro", "law", "bestuursdecreet", "Zie artikel II.16 van het Vlaams Bestuursdecreet."),
    ("intro", "law", "wet 2018", "Conform de wet van 19 juli 2018."),
    ("intro", "law", "wet 2018", "Volgens de wet van 19.07.2018."),
    ("intro", "law", "wet 2018", "Loi du 19 juillet 2018."),
    ("intro", "law", "Waals decreet", "Décret wallon du 2 mai 2019."),
    ("intro", "law", None, "Volgens richtlijn (EU) 2016/2102."),
    ("intro", "scope", "own", "Deze toegankelijkheidsverklaring is van toepassing op www.x.be."),
    ("intro", "scope", "own", "Deze toegankelijkheidsverklaring is van toepassing op deze website."),
    (
        "intro",
        "scope",
        "own",
        "De verklaring geldt voor alle websites van de gemeente: www.x.be en sport.x.be.",
    ),
    ("intro", "scope", "other", "Deze toegankelijkheidsverklaring is van toepassing op www.andere.be."),
    ("intro", "scope", "other", "Deze verklaring is van toepassing op de mobiele app X."),
    ("intro", "scope", "own", "Deze verklaring heeft betrekking op https://www.x.be/."),
    ("items", "alternatives", True, "Pdf's. U kan een toegankelijke versie opvragen bij de dienst."),
    ("items", "alternatives", True, "De kaart. Als alternatief vindt u een lijst met adressen."),
    ("items", "alternatives", True, "De filmpjes. Contacteer ons voor een uitgeschreven tekst."),
    ("items", "alternatives", True, "Heeft u een document nodig in een ander formaat? Vraag het ons."),
    ("items", "alternatives", False, "Sommige afbeeldingen hebben geen alternatieve tekst."),
    ("items", "alternatives", False, "Foto's zonder alternatief."),
]


@pytest.mark.parametrize(("part", "field", "wanted", "sentence"), SENTENCES)
def test_a_sentence_says_this_of_a_field(part: str, field: str, wanted: object, sentence: str) -> None:
    page = f"""<html lang="nl"><head><title>Gemeente X</title></head><body><main>
    <h1>Toegankelijkheidsverklaring</h1><p>Gemeente X streeft ernaar haar website toegankelijk te maken.</p>
    {HEADINGS[part]}<p>{sentence}</p></main></body></html>"""
    said = read_page(Dom(capture(page, "https://www.x.be/toegankelijkheidsverklaring")), DAY)
    assert said is not None
    value = getattr(said, field)
    assert (value.casefold() if isinstance(value, str) else value) == (
        wanted.casefold() if isinstance(wanted, str) else wanted
    )


MADE = (
    "<p>De stad streeft ernaar haar website toegankelijk te maken, volgens het bestuursdecreet.</p>"
    "<h2>Nalevingsstatus</h2><p>De website voldoet gedeeltelijk aan WCAG 2.1 AA.</p>"
)
PAGES = [
    ("yes", "<body><h1>Toegankelijkheidsverklaring voor de website van de stad Xeel</h1>" + MADE),
    ("yes", "<body><h1>Xeel</h1><h2>Toegankelijkheidsverklaring</h2>" + MADE),
    ("yes", "<head><title>Toegankelijkheidsverklaring | Xeel</title></head><body><div>" + MADE + "</div>"),
    ("yes", "<body><h1>Webtoegankelijkheid</h1>" + MADE),
    ("yes", "<body><h1>Digitale toegankelijkheid</h1>" + MADE),
    ("yes", "<body><h1>Toegankelijkheidsverklaring</h1><p>In opmaak.</p>"),
    ("yes", "<body><h1>Verklaring inzake toegankelijkheid</h1>" + MADE),
    ("yes", "<body><h1>Verklaring van toegankelijkheid</h1>" + MADE),
    ("yes", "<body><h1>Toegankelijkheid van www.xeel.be</h1>" + MADE),
    (
        "yes",
        "<body><h1>Disclaimer en toegankelijkheid</h1><h2>Disclaimer</h2><p>Niets mag worden "
        "overgenomen van deze website zonder toestemming van de stad.</p><h2>Toegankelijkheid</h2>" + MADE,
    ),
    (
        "no",
        "<body><h1>Toegankelijkheid</h1><p>Het theater is toegankelijk voor rolstoelgebruikers. Er is "
        "een lift en een aangepast toilet. We streven ernaar om voor iedereen toegankelijk te zijn.</p>",
    ),
    ("no", "<body><h1>Toegankelijkheid van onze gebouwen</h1><p>We streven naar toegankelijke gebouwen.</p>"),
    (
        "no",
        "<body><h1>Vacature webredacteur</h1><p>Je kent WCAG 2.1 en het bestuursdecreet. Je stelt de "
        "toegankelijkheidsverklaring op.</p>",
    ),
    (
        "no",
        "<body><h1>Cookieverklaring</h1><p>Deze verklaring is opgesteld op 3 mei 2024 en is van "
        "toepassing op deze website.</p>",
    ),
    (
        "no",
        "<body><h1>Opleiding: een toegankelijkheidsverklaring schrijven</h1><p>Leer hoe je website "
        "voldoet aan WCAG 2.1.</p>",
    ),
    (
        "no",
        "<body><h1>Onze website voldoet gedeeltelijk</h1><p>De pers schrijft over de website van de "
        "stad.</p>",
    ),
    (
        "pdf",
        "<body><h1>Toegankelijkheidsverklaring</h1><p>Download de <a "
        "href='/t.pdf'>toegankelijkheidsverklaring</a>.</p>",
    ),
    (
        "pdf",
        "<body><h1>Toegankelijkheidsverklaring</h1><p>Download hier de <a href='/t.pdf'>verklaring "
        "(pdf)</a>.</p>",
    ),
    (
        "pdf",
        "<body><h1>Info</h1><footer><a href='/download?id=12'>Toegankelijkheidsverklaring (PDF, 120 "
        "kB)</a></footer>",
    ),
    (
        "other domain",
        "<body><h1>Info</h1><footer><a href='/a'>A</a><a "
        "href='https://www.vlaanderen.be/toegankelijkheid'>Toegankelijkheidsverklaring</a></footer>",
    ),
    (
        "other domain",
        "<head><link rel=canonical "
        "href='https://www.xeel.be/'></head><body><h1>Info</h1><footer><a "
        "href='https://www.yeel.be/t'>Toegankelijkheidsverklaring</a></footer>",
    ),
    (
        None,
        "<head><link rel=canonical href='https://www.xeel.be/'></head><body><h1>Info</h1><footer><a "
        "href='https://www.xeel.be/t'>Toegankelijkheidsverklaring</a></footer>",
    ),
]


@pytest.mark.parametrize(("wanted", "page"), PAGES)
def test_a_page_is_or_is_no_statement(wanted: str | None, page: str) -> None:
    dom = Dom(capture(f"<html lang='nl'>{page}</html>", "http://127.0.0.1:9/x.html"))
    said, links = read_page(dom, DAY), statement_links(dom)
    assert ("yes" if said else found_by(links, dom)) == wanted
