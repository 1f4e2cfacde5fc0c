"""What a citizen does with a government, as words: verbs in their Dutch forms, and things one can get.

A table of verbs gives the forms that stand in headings (infinitive, imperative), links and sentences, so
that no list of sentences has to be kept. Things are told by the last part of a compound, where Dutch has
the kind.
"""

import re
from typing import Final

_SEPARABLE: Final = {
    "aan": "vragen:vraag geven:geef melden:meld kopen:koop passen:pas",
    "door": "geven:geef sturen:stuur",
    "in": "dienen:dien schrijven:schrijf leveren:lever ruilen:ruil sturen:stuur",
    "op": "vragen:vraag halen:haal zeggen:zeg laden:laad",
    "af": "halen:haal melden:meld betalen:betaal",
    "uit": "schrijven:schrijf lenen:leen",
    "om": "ruilen:ruil wisselen:wissel zetten:zet",
    "over": "dragen:draag",
    "stop": "zetten:zet",
    "terug": "vragen:vraag",
}
_SIMPLE: Final = (
    "melden:meld betalen:betaal reserveren:reserveer huren:huur bestellen:bestel kopen:koop lenen:leen "
    "ontlenen:ontleen verlengen:verleng vernieuwen:vernieuw wijzigen:wijzig annuleren:annuleer "
    "registreren:registreer regelen:regel betwisten:betwist "
    "legaliseren:legaliseer activeren:activeer blokkeren:blokkeer"
)
_FOREIGN: Final = (
    r"apply(?:ing)?|register(?:ing)?|registration|declare|request|renew(?:al)?|report|order|book|pay|demander|demande|déclarer|"
    r"déclaration|inscri\w+|commander|renouvel\w+|demandez|introdui(?:re|sez)|présentez|payer|réserver|"
    r"beantragen|antrag|anmelden|anmeldung|melden|bestellen"
)


def _pairs(text: str) -> list[tuple[str, str]]:
    return [(infinitive, stem) for infinitive, _, stem in (part.partition(":") for part in text.split())]


def _forms() -> tuple[list[str], list[str], list[str]]:
    """Return infinitives with particle, imperatives (`vraag … aan`) and bare stems."""
    infinitives, split, stems = [], [], []
    for particle, verbs in _SEPARABLE.items():
        for infinitive, stem in _pairs(verbs):
            infinitives += [particle + infinitive, f"{particle} te {infinitive}"]
            split.append(rf"{stem}t?\b[^.?!]{{1,70}}\b{particle}")
    for infinitive, stem in _pairs(_SIMPLE):
        infinitives.append(infinitive)
        stems.append(stem)
    return infinitives, split, stems


def _any_of(words: list[str]) -> str:
    return "|".join(sorted(set(words), key=len, reverse=True))


_INFINITIVES, _SPLIT, _STEMS = _forms()
_WORDS: Final = rf"{_any_of(_INFINITIVES)}|{_any_of(_SPLIT)}"
# A bare stem is an imperative at the beginning of a sentence or behind a word that leads one in.
_START: Final = r"(?:^|(?<=[.!?:;•] )|(?<=\bof )|(?<=\ben )|(?<=\bnu )|(?<=\bhier )|(?<=\bdan ))"

SUBJECT_ACT: Final = re.compile(
    rf"\b(?:{_WORDS}|aanvraag|lid worden|word lid|{_FOREIGN})\b|(?:^|\n)(?:{_any_of(_STEMS)})\b",
)
"""An act in a title or heading, in lower case."""
ACT: Final = re.compile(
    rf"\b(?:{_WORDS}|{_FOREIGN})\b|{_START}(?:{_any_of(_STEMS)})\b|"
    rf"\b(?:je|u|jij) (?:\w+ )?(?:{_any_of(_STEMS)})t\b|\b(?:{_any_of(_STEMS)}) (?:je|u)\b"
)
"""An act in a link or sentence, in lower case."""

ACT_WORDS: Final = frozenset(
    word
    for particle, verbs in _SEPARABLE.items()
    for infinitive, stem in _pairs(verbs)
    for word in (particle + infinitive, infinitive, stem, f"{stem}t")
) | frozenset(word for infinitive, stem in _pairs(_SIMPLE) for word in (infinitive, stem, f"{stem}t"))
"""One of these words stands in each Dutch sentence that `ACT` finds."""

THING: Final = re.compile(
    r"(?<![\w-])(?:\w{2,}-?)?(?:getuigschrift(?:en)?|brevet(?:ten)?|premies?|subsidies?|toelagen?|toeslag(?:en)?|vergunning(?:en)?|"
    r"attest(?:en)?|bewijs|bewijzen|passen|kaart(?:en|je)?|vergoeding(?:en)?|tegemoetkoming(?:en)?|"
    r"uitkering(?:en)?|lening(?:en)?|korting(?:en)?|vermindering(?:en)?|vrijstelling(?:en)?|keuring|"
    r"registratie|inschrijving(?:en)?|aangiftes?|aanvra(?:ag|gen)|erkenning(?:en)?|akten?|aktes|"
    r"uittreksels?|afschrift(?:en)?|certificaten?|certificaat|visum|concessies?|abonnement(?:en)?|"
    r"uitleen(?:dienst)?|opvang|zorg|(?<=\w)hulp|poetsdienst|klusdienst|klusjesdienst|"
    r"boodschappendienst|maaltijd(?:en|dienst)|bemiddeling|budget(?:ten)?|cheques?|waarborg(?:en)?|"
    r"beurs|beurzen|renten?|steun|nummerplaat|nummerplaten|pensioen(?:en)?|paspoort(?:en)?|"
    r"reispas(?:sen)?|rijbewij[sz](?:en)?|machtiging(?:en)?|ontheffing(?:en)?|"
    r"kwijtschelding(?:en)?|vrijstelling|terugbetaling(?:en)?|premieaanvraag|"
    r"begraafplaats|grafconcessie|naturalisatie|wettigverklaring|wettiging|adoptie|naamswijziging|"
    r"echtscheiding|huwelijk|trouwen|huwen|samenwonen|verhuizing|verhuizen|geboorteaangifte|"
    r"overlijdensaangifte|geboorte|overlijden|overleden|sterfgeval|scheiden|scheiding|belasting(?:en)?|"
    r"heffing(?:en)?|taksen|retributies?|"
    r"orgaandonatie|euthanasie(?:verklaring)?|wilsbeschikking(?:en)?|naams?(?:verandering|wijziging)|"
    r"nationaliteit|legalisatie|legaliseren|huisnummer(?:ing|s)?|standplaats(?:en)?|inname|bestrijding|"
    r"budgetbeheer|budgetbegeleiding|referentieadres|advies|rechtsbijstand|rechtshulp|inburgering|"
    r"krediet|kindergeld|financiering|examen|toezicht|ophaling|uitschrijving|gelijkstelling|erkennen|"
    r"begrafenis|crematie|asverstrooiing|samenwoning|wilsverklaring(?:en)?|rolstoel|hulpmiddelen|"
    r"energiescan|huisvuilzak(?:ken)?|grofvuil|containers?|compostvat(?:en)?|"
    r"residence|permit|passport|(?:identity|id|parking|disability|residence|health) card|"
    r"driving licen[cs]e|grant|allowance|certificate|"
    r"carte|permis|passeport|attestation|prime|allocation|extrait|mariage|naissance|"
    r"ausweis|reisepass|führerschein|bescheinigung|zuschuss)\b"
)
"""Something that a citizen can get or lose, in a title or heading in lower case."""

PERSONAL: Final = re.compile(
    r"^(?:ja,? )?ik (?!heb (?:geen|nog)\b)\w+|"
    r"^(?:[\w-]+ ){1,5}(?:\w+ te )?(?:(?:aan|af|bij|door|in|om|op|over|terug|toe|uit|be|her|"
    r"ver)[a-zà-ÿ]{3,}(?<!ing)en|\w{2,}eren)$|"
    r"^(?!kijk|lees|zoek|volg|bekijk|vraag|log|meld|kom)[a-z]{3,}t? (?:[\w-]+ ){0,4}(?:aan|af|door|in|"
    r"om|op|over|terug|uit)$"
)
"""The name of a button in the words of who presses it: "Ik ben verhuisd", "Sluit u aan"."""
