"""Sketches of PDF files with a wrong meaning on which checks must ask, and temptations to ask wrongly."""

from typing import Final

TEXT: Final = (
    "Een paspoort vraagt u aan in het gemeentehuis. Breng uw oude paspoort mee en een foto van uw gezicht."
)
ENGLISH: Final = (
    "You can apply for a passport at the town hall. Please bring your old passport and a picture with you."
)
ITEMS: Final = (
    "Document\n  L{}\n    LI\n      Lbl 1.\n      LBody een\n    LI\n      Lbl 2.\n      LBody twee"
)
ROWS: Final = "\n".join(
    f'  P y={700 - 20 * row} "{day}"\n  P y={700 - 20 * row} x=200 "{hour}"'
    for row, (day, hour) in enumerate([("maandag", "9 uur"), ("dinsdag", "10 uur"), ("zondag", "dicht")])
)

SUSPECTED: Final[list[tuple[str, str, str, str]]] = [
    ("pdf-title-says-nothing", "empty", "06-004", 'titel: Document1\nDocument\n  P "a"'),
    ("pdf-language-differs", "ask", "11-007", f'taal: en\nDocument\n  P "{TEXT}"'),
    ("pdf-language-differs", "part", "11-007", f'Document\n  P "{TEXT}"\n  P lang=fr "{TEXT}"'),
    (
        "pdf-language-differs",
        "part",
        "11-007",
        f'Document\n  P herhaal=5 "{TEXT}"\n  P herhaal=2 "{ENGLISH} "',
    ),
    (
        "pdf-alternative-says-nothing",
        "generic",
        "13-004",
        'Document\n  Figure alt="Afbeelding 3" beeld=90x90',
    ),
    ("pdf-alternative-says-nothing", "decoration", "01-001", "Document\n  Figure alt=lijn beeld=90x90"),
    ("pdf-alternative-says-nothing", "line", "01-001", 'Document\n  Figure alt="Een scheiding" beeld=90x1'),
    (
        "pdf-alternative-says-nothing",
        "repeats",
        "13-004",
        'Document\n  Figure alt="De balie van de stad" beeld=90x90\n  P "De balie van de stad."',
    ),
    (
        "pdf-alternative-says-nothing",
        "same",
        "13-004",
        "Document\n" + '  Figure alt="De nieuwe balie" beeld=90x90\n' * 4,
    ),
    ("pdf-heading-not-tagged", "looks", "14-001", f'Document\n  P vet=ja "De aanvraag"\n  P "{TEXT}"'),
    ("pdf-heading-looks-otherwise", "text", "01-006", f'Document\n  H1 herhaal=2 "{TEXT}"'),
    (
        "pdf-heading-looks-otherwise",
        "number",
        "14-003",
        'Document\n  H1 "1. Reizen"\n  H1 "2. Wonen"\n  H2 "3. Werken"\n  H1 "4. Leren"',
    ),
    ("pdf-order-differs", "left", "09-001", 'Document\n  P y=500 x=200 "tweede"\n  P y=500 "eerste"'),
    (
        "pdf-order-differs",
        "above",
        "09-001",
        "Document\n  L\n"
        "    LI\n      Lbl y=500 2.\n      LBody y=500 x=70 brood\n"
        "    LI\n      Lbl y=520 1.\n      LBody y=520 x=70 melk",
    ),
    ("pdf-list-not-tagged", "typed", "16-003", 'Document\n  P "* brood"\n  P "* melk"'),
    (
        "pdf-list-not-tagged",
        "lines",
        "16-003",
        'Document\n  P "- brood"\n    Span "- melk"\n    Span "- kaas"',
    ),
    ("pdf-list-not-tagged", "numbering", "16-001", ITEMS.format("")),
    ("pdf-list-not-tagged", "numbering", "16-001", ITEMS.format(" nummering=Disc")),
    (
        "pdf-note-not-tagged",
        "reference",
        "19-002",
        'Document\n  P "De balie is open1."\n  Note id=a "1 Niet zondag"',
    ),
    ("pdf-table-not-tagged", "rows", "01-006", f"Document\n{ROWS}"),
    (
        "pdf-table-for-layout",
        "column",
        "15-004",
        "Document\n  Table\n    TR\n      TD een\n    TR\n      TD twee",
    ),
    (
        "pdf-table-for-layout",
        "long",
        "15-004",
        "Document\n  Table\n" + f'    TR\n      TD herhaal=4 "{TEXT}"\n      TD herhaal=4 "{TEXT}"\n' * 2,
    ),
    ("pdf-picture-tagged-as-text", "text", "01-006", f'Document\n  Figure alt="Een tekst" "{TEXT}"'),
    ("pdf-caption-not-tagged", "far", "09-002", 'Document\n  P "a"\n  Caption "Figuur 1"\n  P "b"'),
    ("pdf-tags-nested-oddly", "inside", "09-002", 'Document\n  H1 "Kop"\n    L\n      LI\n        LBody "a"'),
    ("pdf-tag-contradicts-name", "other", "02-002", 'rol: Paragraaf -> H1\nDocument\n  Paragraaf "a"'),
    ("pdf-tag-contradicts-name", "other", "02-002", 'rol: Heading2 -> H3\nDocument\n  Heading2 "a"'),
    ("pdf-running-head-tagged", "number", "18-001", 'Document\n  P "De balie is open."\n  P y=25 "3"'),
    (
        "pdf-form-hard-to-finish",
        "timer",
        "",
        "script: app.setTimeOut(1)\nDocument\n  Form soort=Widget naam=a",
    ),
    ("pdf-form-hard-to-finish", "sign", "", "Document\n  Form soort=Widget veldsoort=Sig naam=Handtekening"),
    (
        "pdf-form-for-paper",
        "lines",
        "",
        'Document\n  P "een ........"\n  P "twee ........"\n  P "drie ......."',
    ),
    ("pdf-form-for-paper", "print", "", 'Document\n  P "Druk dit formulier af en stuur het op."'),
    (
        "pdf-form-for-paper",
        "print-sign",
        "",
        'Document\n  P "Dit formulier afdrukken, invullen en ondertekenen."',
    ),
    ("pdf-form-for-paper", "prints", "", 'script: this.print(true);\nDocument\n  P "a"'),
    (
        "pdf-text-recognised",
        "odd",
        "08-001",
        '(foto)\nDocument\n  P onzichtbaar=ja "Bes1uit v4n d3 r|ad 0ver h~t afva1"',
    ),
]
"""Check, message, condition of the Matterhorn protocol, sketch."""

QUIET: Final[list[tuple[str, str]]] = [
    ("pdf-title-says-nothing", 'titel: Handleiding voor Word\nDocument\n  P "a"'),
    ("pdf-language-differs", f'Document\n  P "{TEXT}"\n  P lang=en "{ENGLISH}"'),
    ("pdf-language-differs", f'Document\n  P herhaal=5 "{TEXT}"\n  P "The House of the Rising Sun"'),
    ("pdf-alternative-says-nothing", 'Document\n  Figure alt="Foto van het nieuwe zwembad" beeld=90x90'),
    ("pdf-heading-not-tagged", f'Document\n  P vet=ja "Let op: de balie is dicht."\n  P "{TEXT}"'),
    ("pdf-heading-not-tagged", f'Document\n  P vet=ja "Een"\n  P vet=ja "{TEXT}"\n  P "{TEXT}"'),
    ("pdf-heading-looks-otherwise", 'Document\n  H1 "1. Reizen"\n  H2 "1.1 Paspoort"\n  H2 "1.2 Visum"'),
    ("pdf-order-differs", 'Document\n  P y=300 "links onder"\n  P y=700 x=320 "rechts boven"'),
    ("pdf-order-differs", f'Document\n  P y=500 "{TEXT}"\n  Note id=a y=520 "noot"\n  P y=480 "c"'),
    ("pdf-list-not-tagged", 'Document\n  P "- Komt u ook?"\n  P "- Ja, graag."'),
    ("pdf-list-not-tagged", 'Document\n  P "1. Reizen"\n  P "4. Werken"'),
    ("pdf-list-not-tagged", ITEMS.format(" nummering=Decimal")),
    ("pdf-table-not-tagged", 'Document\n  P y=700 "links"\n  P y=700 x=300 "rechts"\n  P y=680 "onder"'),
    ("pdf-picture-tagged-as-text", 'Document\n  P "a"\n    Span beeld=9x9 "b"'),
    (
        "pdf-caption-not-tagged",
        'Document\n  NonStruct\n    NonStruct\n      Figure alt=a\n    Caption "Figuur 1. b"',
    ),
    (
        "pdf-caption-not-tagged",
        "Document\n" + '  Table\n    TR\n      TH scope=Column "a"\n  P "Figuur 1. b"',
    ),
    ("pdf-note-not-tagged", 'Document\n  P "a"\n    Note id=n "1 b"'),
    (
        "pdf-caption-not-tagged",
        'Document\n  Figure alt=Kaart beeld=90x90\n    Caption "Figuur 2 toont het plein"',
    ),
    ("pdf-running-head-tagged", 'Document\n  P "Er zijn"\n  P "25"\n  P "scholen"'),
    ("pdf-text-marked-as-decoration", 'Document\n  P "De balie"\n(versiering) y=820 "Stad en dorp, juli"'),
    ("pdf-tag-contradicts-name", 'rol: Kop2 -> H2, Tabel -> Table, Opmerking -> P\nDocument\n  Kop2 "a"'),
    ("pdf-text-low-contrast", 'Document\n  P kleur=1,1,1 "onzichtbaar"\n  P "leesbaar"'),
    (
        "pdf-form-for-paper",
        'Document\n  P "Reizen ........ 3"\n  P "Wonen ........ 8"\n  P "Werken ........ 9"',
    ),
    ("pdf-form-for-paper", 'Document\n  P "Druk op Enter. U kunt dan online ondertekenen."'),
    ("pdf-form-hard-to-finish", "script: var a = 1;\nDocument\n  Form soort=Widget naam=a"),
]
"""Check, sketch: nothing to ask."""
