"""Sketches of files (`tests.office_sketch`) on which checks must fail or ask, and temptations.

The two examples in the page of each check are cases too; what stands here goes beyond them.
"""

from typing import Final

ASKING: Final = frozenset(
    {
        "office-changes-locked", "office-columns-by-tabs", "office-field-without-name",
        "office-form-for-paper", "office-heading-not-styled",
        "office-language-differs", "office-link-text-says-nothing", "office-list-typed-by-hand",
        "office-only-fields-open", "office-pages-are-pictures", "office-table-cells-merged",
        "office-table-for-layout", "office-text-box-floats", "sheet-cells-merged", "sheet-colour-only",
        "sheet-without-headers", "workbook-too-large",
    }
)  # fmt: skip
"""Checks that ask of the wrong example on their page."""

_DUTCH: Final = (
    "De gemeente haalt het afval elke week op en u zet de zakken buiten na acht uur op de dag ervoor. "
)
_TABLE: Final = 'tabel\n  rij "Dag" | "Open"\n  rij "maandag" | "9 uur"\n  rij "dinsdag" | "10 uur"'

FAILED: Final[list[tuple[str, str, str]]] = [
    ("office-title-missing", "missing", 'soort: docx odt epub\nbestand: 2034\ntitel: -\nalinea "a"'),
    ("office-title-missing", "missing", 'bestand: Document1\ntitel: -\nalinea "a"'),
    ("office-title-says-nothing", "empty", 'titel: Document1\nalinea "a"'),
    ("office-title-says-nothing", "file", 'soort: xlsx\ntitel: uren_def.xlsx\nblad "Uren"\n  rij "a"'),
    ("office-language-differs", "document", f'soort: docx odt epub\ntaal: en-GB\nalinea "{_DUTCH * 6}"'),
    ("office-picture-without-alternative", "picture", 'soort: xlsx\nblad "Uren"\n  rij "a"\n  beeld'),
    ("office-heading-level-skipped", "first", 'kop2 "Het park"\nalinea "a"'),
    ("office-text-low-contrast", "low", 'alinea kleur=FFFFFF achter=FFFF00 "Openingsuren"'),
    ("office-text-low-contrast", "low", 'alinea kleur=808080 grootte=13 vet "Openingsuren"'),
    ("office-table-without-headers", "looks", _TABLE.replace("rij", "rij vet", 1)),
    ("book-navigation-missing", "broken", 'soort: epub\ndood: weg.xhtml\nkop1 "a"'),
    ("book-navigation-missing", "pages", 'soort: epub\nkop1 "a"\nbladzijde "1"'),
    ("sheet-blank-rows", "columns", 'soort: xlsx\nblad "a"\n  rij "a" | | "b"\n  rij "c" | | "d"'),
]
"""Check, key of the message, sketch."""

ASKED: Final[list[tuple[str, str, str]]] = [
    ("office-title-missing", "name", 'bestand: openingsuren park\ntitel: -\nalinea "a"'),
    ("office-alternative-says-nothing", "generic", 'soort: docx odt epub\nbeeld alt="Afbeelding 3"'),
    ("office-alternative-says-nothing", "generic", 'beeld alt="Foto"'),
    (
        "office-alternative-says-nothing",
        "guessed",
        'beeld alt="Afbeelding met buiten, gras Automatisch gegenereerde beschrijving"',
    ),
    (
        "office-changes-locked",
        "sheets",
        'soort: xlsx\nbeveiliging: wijzigen\nblad "Uren"\n  rij "a" | "b"\n  rij "c" | 1',
    ),
    (
        "office-only-fields-open",
        "locked",
        'soort: xlsx\nbeveiliging: velden\nblad "Uren"\n  rij "a" | "b"\n  rij "c" | 1',
    ),
    ("office-heading-not-styled", "large", f'alinea grootte=18 "Afval"\nalinea "{_DUTCH}"'),
    ("office-heading-not-styled", "none", f'alinea "{_DUTCH * 50}"'),
    ("office-list-typed-by-hand", "numbers", 'alinea "1. paspoort"\nalinea "2. foto"\nalinea "3. geld"'),
    ("office-table-without-headers", "ask", "soort: docx odt epub\n" + _TABLE),
    (
        "office-pages-are-pictures",
        "named",
        f'alinea "{_DUTCH}"\nbeeld breedte=300 hoogte=80 alt="Afbeelding met tekst, schermopname"',
    ),
    (
        "office-pages-are-pictures",
        "named",
        f'alinea "{_DUTCH}"\nbeeld breedte=300 hoogte=80 alt="Schermafbeelding van de aanvraag"',
    ),
    ("office-pages-are-pictures", "one", 'beeld breedte=450 hoogte=600 alt="Het besluit"'),
    ("office-language-differs", "ask", f'soort: docx odt epub\ntaal: en-GB\nalinea "{_DUTCH}"'),
    (
        "office-language-differs",
        "part",
        f'alinea "{_DUTCH * 3}"\nalinea "Le service de la commune enlève les déchets chaque semaine devant'
        " votre porte,"
        ' et vous ne sortez les sacs que le soir après huit heures, la veille du jour de la collecte."',
    ),
]
"""Check, key of the message, sketch: a person has to look."""

PASSED: Final[list[tuple[str, str, str]]] = [
    ("office-changes-locked", "", 'soort: docx xlsx\nalinea "Kort."\nblad "Uren"\n  rij "a" | "b"'),
    ("office-picture-without-alternative", "", "soort: docx odt epub\nbeeld versiering"),
    ("office-text-low-contrast", "", 'alinea kleur=808080 grootte=14 vet "Openingsuren"'),
    ("office-text-low-contrast", "", 'alinea kleur=FFFFFF achter=003366 "Openingsuren"'),
    ("office-link-is-address", "", 'link naar=https://stad.example/ "www.stad.example"'),
    ("office-heading-level-skipped", "", 'kop1 "a"\nkop2 "b"\nkop3 "c"\nkop1 "d"\nkop2 "e"'),
    ("office-heading-level-skipped", "", 'soort: epub\nkop1 "a"\ndeel\nkop2 "b"\ndeel\nkop1 "c"'),
    ("office-empty-paragraphs", "", 'alinea "a"\nalinea\nalinea\nalinea "b"'),
    ("office-language-differs", "", f'taal: fr\nalinea taal=nl "{_DUTCH * 3}"'),
    ("office-table-for-layout", "", _TABLE),
    ("sheet-without-headers", "", 'soort: xlsx\nblad "a" tabel\n  rij "a" | "b"' + '\n  rij "c" | 1' * 4),
]
"""Check, nothing, sketch."""

QUIET: Final[list[tuple[str, str, str]]] = [
    (
        "office-pages-are-pictures",
        "",
        f'alinea "{_DUTCH}"\nbeeld breedte=300 hoogte=200 alt="Scan van een knie in het ziekenhuis"',
    ),
    (
        "office-pages-are-pictures",
        "",
        f'alinea "{_DUTCH}"\nbeeld breedte=60 hoogte=20 alt="Schermafbeelding"',
    ),
    (
        "office-pages-are-pictures",
        "",
        f'alinea "{_DUTCH}"\nbeeld breedte=300 hoogte=200 alt="Een bord met tekst en een fiets"',
    ),
    ("office-list-typed-by-hand", "", 'alinea "- Komt u?"\nalinea "- Ja."\nalinea "Zij lachen."'),
    ("office-heading-not-styled", "", 'alinea vet "Jan Janssens"\nalinea "Burgemeester"'),
    ("office-heading-not-styled", "", f'alinea vet "Let op: kom op tijd."\nalinea "{_DUTCH}"'),
    ("office-table-without-headers", "", 'tabel\n  rij "Naam" | "Jan"'),
    ("office-language-missing", "", 'soort: xlsx\ntaal: -\nblad "a"\n  rij "a"'),
    ("office-columns-by-tabs", "", 'alinea "Inleiding\\t3"\nalinea "Het park\\t5"\nalinea "Besluit\\t9"'),
    ("office-text-low-contrast", "", 'alinea kleur=FFFFFF "Openingsuren"'),
    ("office-text-box-floats", "", 'kader "Blz. 3"'),
    ("office-form-for-paper", "", 'alinea "Wordt vervolgd..."\nalinea "En dan..."'),
    ("sheet-empty", "", 'soort: xlsx\nblad "a"\n  rij "a"\nblad "b" verborgen'),
    ("sheet-name-says-nothing", "", 'soort: xlsx\nblad "Blad1"\n  rij "a" | "b"'),
    (
        "sheet-cells-merged",
        "",
        'soort: xlsx\nblad "a"\n  rij "Titel"\n  rij "a" | "b"\n  rij "c" | "d"\n  samen A1:B1',
    ),
]
"""Check, nothing, sketch: it says nothing."""
