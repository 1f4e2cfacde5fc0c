"""Sketches of PDF files (`tests.pdf_sketch`) on which PDF checks must fail, and temptations to fail wrongly.

The two examples in the page of each check are cases too; what stands here goes beyond them.
"""

from typing import Final

TABLE: Final = """
Document
  Table
    TR
      TH scope=Column "Dag"
      TH scope=Column "Wat"
"""

ASKED: Final[list[tuple[str, str]]] = [
    ("pdf-table-headers-missing", 'Document\n  Table\n    TR\n      TD "1"\n      TD "2"'),
    (
        "pdf-table-headers-missing",
        TABLE.replace('TH scope=Column "Wat"', "TD") + "    TR\n      TD\n      TD",
    ),
]
"""Check, sketch: a person has to look."""

ASKING: Final[frozenset[str]] = frozenset(
    {
        "pdf-caption-not-tagged", "pdf-contents-list-not-tagged", "pdf-form-hard-to-finish",
        "pdf-formula-not-tagged", "pdf-heading-looks-otherwise", "pdf-heading-not-tagged",
        "pdf-link-text-says-nothing", "pdf-list-not-tagged", "pdf-note-not-tagged", "pdf-order-differs",
        "pdf-pages-are-pictures", "pdf-picture-tagged-as-text", "pdf-running-head-tagged",
        "pdf-table-for-layout", "pdf-table-not-tagged", "pdf-tag-contradicts-name", "pdf-tags-nested-oddly",
        "pdf-text-marked-as-decoration", "pdf-text-recognised",
    }
)  # fmt: skip
"""Checks that ask of the wrong example on their page."""

FAILED: Final[list[tuple[str, str, str]]] = [
    ("pdf-standard-not-named", "5-t02", 'merk: 2\nDocument\n  P "a"'),
    ("pdf-standard-not-named", "5-t03", 'merk-voor: ua\nDocument\n  P "a"'),
    ("pdf-not-tagged", "6.2-t01", 'gemarkeerd: nee\nDocument\n  P "a"'),
    ("pdf-content-not-tagged", "7.1-t03", 'Document\n  P "a"\n(lijn)'),
    ("pdf-decoration-mixed-with-content", "7.1-t02", '(versiering) "Blad"\n  P "a"'),
    ("pdf-tag-unknown", "7.1-t06", 'rol: Een -> Twee, Twee -> Een\nDocument\n  Een "a"'),
    ("pdf-tag-unknown", "7.1-t07", 'rol: P -> H1\nDocument\n  P "a"'),
    ("pdf-title-missing", "7.1-t08", 'metadata: -\nDocument\n  P "a"'),
    ("pdf-title-missing", "7.1-t09", 'titel-vorm: kaal\nDocument\n  P "a"'),
    ("pdf-title-missing", "", 'titel:  \nDocument\n  P "a"'),
    ("pdf-language-missing", "7.2-t34", 'taal: -\nDocument\n  P "a"'),
    ("pdf-language-missing", "7.2-t33", 'taal: -\nDocument\n  P lang=nl "a"'),
    ("pdf-language-missing", "7.2-t02", 'taal: -\nbladwijzers: ja\nDocument\n  P lang=nl "a"'),
    ("pdf-language-missing", "7.2-t21", 'taal: -\nDocument\n  P actual=b "a"'),
    ("pdf-language-missing", "7.2-t22", 'taal: -\nDocument\n  Figure alt=b "a"'),
    ("pdf-language-missing", "7.2-t23", 'taal: -\nDocument\n  P e=b "a"'),
    ("pdf-language-missing", "7.2-t24", "taal: -\nDocument\n  Annot soort=Stamp tekst=b"),
    ("pdf-language-missing", "7.2-t25", "taal: -\nDocument\n  Form soort=Widget naam=b"),
    ("pdf-language-missing", "7.2-t30", 'taal: -\nDocument\n  P "a"\n    (span) actual=b "c"'),
    ("pdf-language-missing", "7.2-t31", 'taal: -\nDocument\n  P "a"\n    (span) alt=b "c"'),
    ("pdf-language-missing", "7.2-t32", 'taal: -\nDocument\n  P "a"\n    (span) e=b "c"'),
    ("pdf-language-code-wrong", "7.2-t29", 'Document\n  P lang=neder_lands "a"'),
    ("pdf-language-code-wrong", "7.2-t29", 'Document\n  P "a"\n    (span) lang=123 "c"'),
    ("pdf-table-built-wrong", "7.2-t03", 'Document\n  Table\n    P "a"'),
    ("pdf-table-built-wrong", "7.2-t04", 'Document\n  TR\n    TD "a"'),
    ("pdf-table-built-wrong", "7.2-t05", 'Document\n  THead\n    TR\n      TD "a"'),
    ("pdf-table-built-wrong", "7.2-t06", 'Document\n  TBody\n    TR\n      TD "a"'),
    ("pdf-table-built-wrong", "7.2-t07", 'Document\n  TFoot\n    TR\n      TD "a"'),
    ("pdf-table-built-wrong", "7.2-t08", 'Document\n  TH "a"'),
    ("pdf-table-built-wrong", "7.2-t09", 'Document\n  TD "a"'),
    ("pdf-table-built-wrong", "7.2-t10", TABLE + '    TR\n      Span "a"'),
    ("pdf-table-built-wrong", "7.2-t11", "Document\n  Table\n" + "    THead\n      TR\n        TH\n" * 2),
    ("pdf-table-built-wrong", "7.2-t12", "Document\n  Table\n" + "    TFoot\n      TR\n        TH\n" * 2),
    ("pdf-table-built-wrong", "7.2-t13", "Document\n  Table\n    TFoot\n      TR\n        TH"),
    ("pdf-table-built-wrong", "7.2-t14", "Document\n  Table\n    THead\n      TR\n        TH"),
    ("pdf-table-built-wrong", "7.2-t03", TABLE + '    Caption "a"\n    Caption "b"'),
    ("pdf-table-built-wrong", "7.2-t03", TABLE + '    Caption "a"\n    TR\n      TD "a"\n      TD "b"'),
    (
        "pdf-table-built-wrong",
        "7.2-t15",
        TABLE + "    TR\n      TD\n      TD rijen=2\n    TR\n      TD kolommen=2",
    ),
    ("pdf-table-built-wrong", "7.2-t36", 'Document\n  Table\n    THead\n      P "a"'),
    ("pdf-table-built-wrong", "7.2-t37", 'Document\n  Table\n    TBody\n      P "a"'),
    ("pdf-table-built-wrong", "7.2-t38", 'Document\n  Table\n    TFoot\n      P "a"'),
    ("pdf-table-built-wrong", "7.2-t41", TABLE + "    TR\n      TD\n      TD rijen=3"),
    ("pdf-table-built-wrong", "7.2-t42", TABLE + "    TR\n      TD\n      TD\n      TD"),
    ("pdf-table-built-wrong", "7.2-t43", TABLE + "    TR\n      TD"),
    ("pdf-list-built-wrong", "7.2-t17", 'Document\n  LI\n    LBody "a"'),
    ("pdf-list-built-wrong", "7.2-t18", 'Document\n  LBody "a"'),
    ("pdf-list-built-wrong", "7.2-t19", 'Document\n  L\n    LI\n      LBody "a"\n    Caption "b"'),
    ("pdf-list-built-wrong", "7.2-t20", 'Document\n  L\n    LI\n      P "a"'),
    ("pdf-contents-list-built-wrong", "7.2-t26", 'Document\n  TOCI "a"'),
    ("pdf-contents-list-built-wrong", "7.2-t27", 'Document\n  TOC\n    TOCI "a"\n    Caption "b"'),
    ("pdf-picture-without-alternative", "7.3-t01", 'Document\n  Figure alt="" "a"'),
    ("pdf-heading-level-skipped", "7.4.2-t01", 'Document\n  H2 "a"'),
    ("pdf-headings-mixed", "7.4.4-t01", 'Document\n  H "a"\n  H "b"'),
    ("pdf-headings-mixed", "7.4.4-t02", 'Document\n  H "a"\n  H1 "b"'),
    ("pdf-headings-mixed", "7.4.4-t03", 'Document\n  H "a"\n  H1 "b"'),
    (
        "pdf-table-headers-missing",
        "7.5-t02",
        'Document\n  Table\n    TR\n      TH\n    TR\n      TD headers=weg "a"',
    ),
    ("pdf-note-without-id", "7.9-t02", 'Document\n  Note id=n "a"\n  Note id=n "b"'),
    ("pdf-layers-unclear", "7.10-t02", 'lagen: Alles\nlagen-wisselen: ja\nDocument\n  P "a"'),
    ("pdf-content-not-tagged", "7.1-t03", 'Document\n  P "a"\n(los) "   "'),
    ("pdf-field-not-tagged", "7.18.4-t02", 'Document\n  Form soort=Widget naam=b "a"'),
    ("pdf-attachment-without-name", "7.11-t01", "Document\n  Annot soort=FileAttachment tekst=Bijlage"),
    ("pdf-annotation-not-tagged", "7.18.1-t01", "Document\n  P soort=Highlight tekst=a"),
    ("pdf-annotation-without-text", "7.18.1-t02", 'Document\n  Annot alt="" soort=Highlight'),
    ("pdf-annotation-without-text", "7.18.1-t02", 'Document\n  Link soort=Link "a"'),
    ("pdf-field-without-name", "7.18.1-t03", "Document\n  Form soort=Widget"),
    ("pdf-field-not-tagged", "7.18.4-t02", "Document\n  Form"),
    ("pdf-marks-of-printers", "7.18.2-t01", "Document\n  Annot soort=TrapNet tekst=a"),
    (
        "pdf-media-without-alternative",
        "7.18.6.2-t01",
        "Document\n  Annot soort=Screen tekst=a type=nee filmtekst=b",
    ),
    ("pdf-media-without-alternative", "7.18.6.2-t02", 'Document\n  Annot soort=Screen tekst=a filmtekst=""'),
    ("pdf-part-drawn-unclearly", "7.20-t01", "Document\n  (deel) uit=ander-bestand"),
    ("pdf-font-put-together-wrong", "7.21.6-t02", 'lettertype: zonder-codering\nDocument\n  P "a"'),
    ("pdf-text-not-readable-by-programs", "7.21.7-t02", 'lettertype: verkeerde-letters\nDocument\n  P "ab"'),
]
"""Check, clause, sketch."""

PASSED: Final[list[tuple[str, str]]] = [
    ("pdf-pages-are-pictures", 'Document\n  Figure alt="Plattegrond" "x"\n(foto)'),
    ("pdf-tag-unknown", 'rol: Kop -> Titel, Titel -> H1\nDocument\n  Kop "a"'),
    ("pdf-language-code-wrong", 'taal: nl-Latn-BE-x-abc\nDocument\n  P lang=p "a"'),
    ("pdf-table-built-wrong", TABLE + "    TR\n      TD rijen=2\n      TD\n    TR\n      TD"),
    ("pdf-table-built-wrong", TABLE + "    NonStruct\n      TR\n        TD\n        TD"),
    ("pdf-table-built-wrong", TABLE + "    TR\n      TD kolommen=2"),
    ("pdf-list-built-wrong", 'Document\n  L\n    Div\n      LI\n        LBody "a"'),
    ("pdf-list-built-wrong", 'Document\n  L\n    Caption "a"\n    LI\n      NonStruct\n        LBody "b"'),
    (
        "pdf-list-built-wrong",
        'Document\n  L\n    LI\n      Lbl "1"\n      LBody "b"\n    L\n      LI\n        LBody "c"',
    ),
    (
        "pdf-contents-list-built-wrong",
        'Document\n  TOC\n    Caption "a"\n    TOCI "b"\n    TOC\n      TOCI "c"',
    ),
    ("pdf-picture-without-alternative", 'Document\n  Figure actual="" "a"'),
    ("pdf-heading-level-skipped", 'Document\n  H1 "a"\n  H2 "b"\n  H3 "c"\n  H2 "d"\n  H1 "e"'),
    ("pdf-table-headers-missing", TABLE + "    TR\n      TD\n      TD"),
    ("pdf-table-headers-missing", 'Document\n  Table\n    TR\n      TH scope=Row "a"\n      TD "b"'),
    (
        "pdf-table-headers-missing",
        'Document\n  Table\n    TR\n      TH id=k "a"\n    TR\n      TD headers=k "b"',
    ),
    ("pdf-annotation-without-text", 'Document\n  Annot alt="Markering" soort=Highlight'),
    ("pdf-field-without-name", 'Document\n  Form alt="Uw naam" soort=Widget'),
    ("pdf-field-not-tagged", 'Document\n  Form veldrol=tv "Ja / nee"\n  Form soort=Widget naam=a'),
]
"""Check, sketch: nothing at all is wrong in these."""

INAPPLICABLE: Final[list[tuple[str, str]]] = [
    ("pdf-pages-are-pictures", 'Document\n  P "a"'),
    ("pdf-table-built-wrong", 'Document\n  P "a"'),
    ("pdf-list-built-wrong", 'Document\n  P "a"'),
    ("pdf-picture-without-alternative", 'Document\n  P "a"'),
    ("pdf-formula-without-alternative", 'Document\n  P "a"'),
    ("pdf-heading-level-skipped", 'Document\n  P "a"'),
    ("pdf-headings-mixed", 'Document\n  H1 "a"'),
    ("pdf-note-without-id", 'Document\n  P "a"'),
    ("pdf-closed-to-screen-readers", 'Document\n  P "a"'),
    ("pdf-annotation-not-tagged", 'Document\n  P "a"\n(annotatie) soort=Highlight verborgen=ja'),
    ("pdf-annotation-without-text", 'Document\n  P "a"\n(annotatie) soort=Highlight buiten=ja'),
    ("pdf-field-without-name", 'Document\n  P "a"\n(annotatie) soort=Widget verborgen=ja'),
    ("pdf-link-not-tagged", 'Document\n  P "a"\n(annotatie) soort=Link buiten=ja'),
    ("pdf-tab-order-not-set", 'Document\n  P "a"'),
    ("pdf-media-without-alternative", "Document\n  Annot soort=Stamp tekst=a"),
]
"""Check, sketch: the check has nothing to look at."""
