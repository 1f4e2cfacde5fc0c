"""Make the town's documents and photograph: `python -m demo.documents` writes them below `site/`.

Three PDF files as a citizen meets them: one tagged, one plain, one that is only the picture of a page.
Written byte by byte, so that every flaw in them is there on purpose.
"""

import math
import random
import struct
import textwrap
import zlib
from pathlib import Path

from demo.town import SITE

PAGE_WIDTH, PAGE_HEIGHT = 595, 842
"""A4 in points."""
MARGIN = 64
SIZES = {"H1": 20, "H2": 14, "P": 11}
AVERAGE_GLYPH = 0.52
"""Width of an average letter of Helvetica in parts of its size: good enough to break lines."""

Block = tuple[str, str]

WASTE_CALENDAR: tuple[Block, ...] = (
    ("H1", "Afvalkalender 2027"),
    ("P", "Zet uw afval buiten na 20 uur de avond ervoor, of voor 6 uur dezelfde morgen. Valt een dag op "
          "een feestdag? Dan komen wij een dag later."),
    ("H2", "Elke dinsdag: groente en fruit"),
    ("P", "Gebruik de groene bak. Schillen, koffie en gras mogen erin. Botten en luiers niet."),
    ("H2", "Om de twee weken op dinsdag: restafval"),
    ("P", "Gebruik de grijze bak. De eerste keer is op dinsdag 5 januari. U betaalt alleen als u de bak "
          "buiten zet."),
    ("H2", "Om de twee weken op vrijdag: plastic, blik en drankkarton"),
    ("P", "Gebruik de blauwe zak. De eerste keer is op vrijdag 8 januari. U koopt de zakken in de winkel."),
    ("H2", "Eerste vrijdag van de maand: papier en karton"),
    ("P", "Zet alles in een doos of bind het samen met touw. Nat papier nemen wij niet mee."),
    ("H2", "Vragen?"),
    ("P", "Bel de dienst Leefmilieu op 09 000 00 20. Wij lezen de kalender ook voor aan de telefoon."),
)  # fmt: skip

REGULATION: tuple[Block, ...] = (
    ("H1", "Reglement wijkbudget"),
    ("H2", "Artikel 1"),
    ("P", "Binnen de perken van de daartoe op het meerjarenplan goedgekeurde kredieten wordt aan elke wijk, "
          "zoals deze op het als bijlage gevoegde plan is afgebakend, jaarlijks een bedrag van ten hoogste "
          "10.000 euro toegekend, dat door de bewoners overeenkomstig de bepalingen van dit reglement kan "
          "worden aangewend."),
    ("H2", "Artikel 2"),
    ("P", "De voorstellen, die op straffe van onontvankelijkheid uiterlijk op 31 december dienen te worden "
          "ingediend, worden door een jury, waarvan de samenstelling door het college wordt bepaald, op hun "
          "haalbaarheid getoetst, waarna zij aan een stemming door de bewoners worden onderworpen."),
    ("H2", "Artikel 3"),
    ("P", "Betwistingen met betrekking tot de toepassing van dit reglement worden, zonder dat daartegen enig "
          "intern beroep openstaat, door het college beslecht."),
)  # fmt: skip

DECISION = (
    "GEMEENTE ELZERVOORDE",
    "",
    "UITTREKSEL UIT HET REGISTER",
    "DER BERAADSLAGINGEN",
    "ZITTING VAN 13 MAART 1989",
    "",
    "DE GEMEENTERAAD,",
    "GELET OP DE VRAAG VAN DE BEWONERS;",
    "OVERWEGENDE DAT DE VEERSTRAAT",
    "TE SMAL IS VOOR TWEE RICHTINGEN;",
    "",
    "BESLUIT MET 15 STEMMEN TEGEN 4:",
    "ART. 1: IN DE VEERSTRAAT GELDT",
    "EENRICHTINGSVERKEER.",
    "ART. 2: FIETSERS MOGEN IN BEIDE",
    "RICHTINGEN RIJDEN.",
)


def text_pdf(blocks: tuple[Block, ...], title: str, *, tagged: bool) -> bytes:
    """Return a one-page PDF of headings and paragraphs; tagged ones carry structure, language and title."""
    content: list[str] = []
    tags: list[str] = []
    y = PAGE_HEIGHT - MARGIN
    for kind, text in blocks:
        size = SIZES[kind]
        lines = textwrap.wrap(text, int((PAGE_WIDTH - 2 * MARGIN) / (size * AVERAGE_GLYPH)))
        y -= size + (0 if kind == "P" else 8)
        font = "F1" if kind == "P" else "F2"
        shown = [f"BT /{font} {size} Tf {size * 1.4:.1f} TL {MARGIN} {y} Td"]
        shown += [f"({_escape(line)}) Tj T*" for line in lines]
        shown.append("ET")
        y -= round(size * 1.4 * (len(lines) - 1)) + 6
        if tagged:
            shown = [f"/{kind} <</MCID {len(tags)}>> BDC", *shown, "EMC"]
        tags.append(kind)
        content += shown
    extra, page_extra, objects = "", "", []
    if tagged:
        extra = (
            "/MarkInfo <</Marked true>> /Lang (nl-BE) /ViewerPreferences <</DisplayDocTitle true>> "
            "/StructTreeRoot 8 0 R /Metadata 7 0 R"
        )
        page_extra = "/StructParents 0 /Tabs /S"
        objects = [_stream(_metadata(title), "/Type /Metadata /Subtype /XML"), *_structure(tags)]
    catalog = f"<</Type /Catalog /Pages 2 0 R {extra}>>"
    page = (
        f"<</Type /Page /Parent 2 0 R /MediaBox [0 0 {PAGE_WIDTH} {PAGE_HEIGHT}] {page_extra} "
        "/Contents 4 0 R /Resources <</Font <</F1 5 0 R /F2 6 0 R>>>>>>"
    )
    return _pdf(
        [
            catalog.encode(),
            b"<</Type /Pages /Kids [3 0 R] /Count 1>>",
            page.encode(),
            _stream(zlib.compress("\n".join(content).encode("cp1252")), "/Filter /FlateDecode"),
            b"<</Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding>>",
            b"<</Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding>>",
            *objects,
        ],
        title,
    )


def scanned_pdf(lines: tuple[str, ...], title: str) -> bytes:
    """Return a PDF that holds the picture of a typed page and no text at all."""
    width, height, rows = _scan(lines)
    image = f"/Type /XObject /Subtype /Image /Width {width} /Height {height} /ColorSpace /DeviceGray "
    image += "/BitsPerComponent 1 /Filter /FlateDecode"
    draw = f"q {PAGE_WIDTH} 0 0 {PAGE_HEIGHT} 0 0 cm /Im1 Do Q".encode()
    page = (
        f"<</Type /Page /Parent 2 0 R /MediaBox [0 0 {PAGE_WIDTH} {PAGE_HEIGHT}] /Contents 4 0 R "
        "/Resources <</XObject <</Im1 5 0 R>>>>>>"
    )
    return _pdf(
        [
            b"<</Type /Catalog /Pages 2 0 R>>",
            b"<</Type /Pages /Kids [3 0 R] /Count 1>>",
            page.encode(),
            _stream(draw, ""),
            _stream(zlib.compress(rows, 9), image),
        ],
        title,
    )


def photograph(width: int = 640, height: int = 360) -> bytes:
    """Return a PNG of a lake at sunset: sky, sun, two ridges of hills and their light on the water."""
    palette = [_mix((255, 214, 140), (226, 96, 84), step / 31) for step in range(32)]
    palette += [_mix((250, 170, 120), (58, 74, 104), step / 31) for step in range(32)]
    sun, far, near = len(palette), len(palette) + 1, len(palette) + 2
    palette += [(255, 244, 204), (112, 84, 104), (52, 58, 74)]
    horizon = int(height * 0.62)
    rows = bytearray()
    for y in range(height):
        rows.append(0)
        for x in range(width):
            far_top = horizon - 34 - 16 * math.sin(x / 61) - 9 * math.sin(x / 23 + 1)
            near_top = horizon - 12 - 14 * math.sin(x / 97 + 2)
            if y >= horizon:
                ripple = 2 * math.sin(y * 1.7) if abs(x - width * 0.7) < (y - horizon) / 3 + 12 else 0
                rows.append(sun if ripple > 0.6 else 32 + (y - horizon) * 31 // (height - horizon))
            elif y >= near_top:
                rows.append(near)
            elif y >= far_top:
                rows.append(far)
            elif (x - width * 0.7) ** 2 + (y - horizon * 0.62) ** 2 < 30**2:
                rows.append(sun)
            else:
                rows.append(31 - y * 31 // horizon)
    header = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    chunks = (
        (b"IHDR", header),
        (b"PLTE", bytes(part for colour in palette for part in colour)),
        (b"IDAT", zlib.compress(bytes(rows), 9)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )


def main() -> None:
    """Write all documents and the photograph."""
    folder = SITE / "documenten"
    made: dict[Path, bytes] = {
        folder / "afvalkalender-2027.pdf": text_pdf(WASTE_CALENDAR, "Afvalkalender 2027", tagged=True),
        folder / "reglement-wijkbudget.pdf": text_pdf(
            REGULATION, "Microsoft Word - reglement_v3_DEF.docx", tagged=False
        ),
        folder / "besluit-1989-scan.pdf": scanned_pdf(DECISION, "scan0012"),
        SITE / "beeld" / "IMG_2034.png": photograph(),
    }
    for path, data in made.items():
        path.write_bytes(data)


def _escape(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def _mix(one: tuple[int, int, int], other: tuple[int, int, int], ratio: float) -> tuple[int, int, int]:
    red, green, blue = (round(a + (b - a) * ratio) for a, b in zip(one, other, strict=True))
    return red, green, blue


def _stream(data: bytes, entries: str) -> bytes:
    return f"<<{entries} /Length {len(data)}>>\nstream\n".encode() + data + b"\nendstream"


def _structure(tags: list[str]) -> list[bytes]:
    """Return the structure tree: objects 8 (root), 9 (document), 10 (parent tree), then one per block."""
    first = 11
    kids = " ".join(f"{first + index} 0 R" for index in range(len(tags)))
    return [
        b"<</Type /StructTreeRoot /K [9 0 R] /ParentTree 10 0 R /ParentTreeNextKey 1>>",
        f"<</Type /StructElem /S /Document /P 8 0 R /K [{kids}]>>".encode(),
        f"<</Nums [0 [{kids}]]>>".encode(),
        *(
            f"<</Type /StructElem /S /{kind} /P 9 0 R /Pg 3 0 R /K {index}>>".encode()
            for index, kind in enumerate(tags)
        ),
    ]


def _metadata(title: str) -> bytes:
    return (
        '<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title><rdf:Alt>'
        f'<rdf:li xml:lang="nl-BE">{title}</rdf:li></rdf:Alt></dc:title></rdf:Description></rdf:RDF>'
        '</x:xmpmeta><?xpacket end="r"?>'
    ).encode()


def _pdf(objects: list[bytes], title: str) -> bytes:
    """Return a PDF file of these objects, numbered from 1; the information dictionary comes last."""
    objects = [*objects, f"<</Title ({_escape(title)}) /Author (Gemeente Elzervoorde)>>".encode("cp1252")]
    file = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(file))
        file += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    start = len(file)
    file += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    file += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    file += b"trailer\n<</Size %d /Root 1 0 R /Info %d 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        len(objects),
        start,
    )
    return bytes(file)


def _scan(lines: tuple[str, ...], width: int = 620, height: int = 877) -> tuple[int, int, bytes]:
    """Return width, height and 1-bit rows of a typed page: laid a little askew, with specks of dust."""
    noise = random.Random(1989)
    dark: set[tuple[int, int]] = set()
    dot = 2
    for row, line in enumerate(lines):
        for column, letter in enumerate(line):
            for y, bits in enumerate(GLYPHS[letter]):
                for x in range(5):
                    if not bits >> (4 - x) & 1:
                        continue
                    left, top = 70 + (column * 6 + x) * dot, 90 + (row * 13 + y) * dot
                    top += round(left * 0.012)
                    dark |= {(left + i, top + j) for i in range(dot) for j in range(dot)}
    dark |= {(noise.randrange(width), noise.randrange(height)) for _ in range(260)}
    stride = (width + 7) // 8
    rows = bytearray(b"\xff" * (stride * height))
    for x, y in dark:
        if x < width and y < height:
            rows[y * stride + x // 8] &= ~(0x80 >> x % 8) & 0xFF
    return width, height, bytes(rows)


GLYPHS = {
    " ": (0, 0, 0, 0, 0, 0, 0),
    ",": (0, 0, 0, 0, 6, 6, 12),
    ".": (0, 0, 0, 0, 0, 12, 12),
    ":": (0, 12, 12, 0, 12, 12, 0),
    ";": (0, 12, 12, 0, 12, 12, 24),
    "1": (4, 12, 4, 4, 4, 4, 14),
    "2": (14, 17, 1, 6, 8, 16, 31),
    "3": (30, 1, 1, 14, 1, 1, 30),
    "4": (2, 6, 10, 18, 31, 2, 2),
    "5": (31, 16, 30, 1, 1, 17, 14),
    "8": (14, 17, 17, 14, 17, 17, 14),
    "9": (14, 17, 17, 15, 1, 2, 12),
    "A": (14, 17, 17, 31, 17, 17, 17),
    "B": (30, 17, 17, 30, 17, 17, 30),
    "C": (14, 17, 16, 16, 16, 17, 14),
    "D": (30, 17, 17, 17, 17, 17, 30),
    "E": (31, 16, 16, 30, 16, 16, 31),
    "F": (31, 16, 16, 30, 16, 16, 16),
    "G": (14, 17, 16, 23, 17, 17, 15),
    "H": (17, 17, 17, 31, 17, 17, 17),
    "I": (14, 4, 4, 4, 4, 4, 14),
    "J": (7, 2, 2, 2, 2, 18, 12),
    "K": (17, 18, 20, 24, 20, 18, 17),
    "L": (16, 16, 16, 16, 16, 16, 31),
    "M": (17, 27, 21, 21, 17, 17, 17),
    "N": (17, 25, 21, 19, 17, 17, 17),
    "O": (14, 17, 17, 17, 17, 17, 14),
    "P": (30, 17, 17, 30, 16, 16, 16),
    "R": (30, 17, 17, 30, 20, 18, 17),
    "S": (15, 16, 16, 14, 1, 1, 30),
    "T": (31, 4, 4, 4, 4, 4, 4),
    "U": (17, 17, 17, 17, 17, 17, 14),
    "V": (17, 17, 17, 17, 17, 10, 4),
    "W": (17, 17, 17, 21, 21, 27, 17),
    "X": (17, 10, 4, 4, 4, 10, 17),
    "Z": (31, 1, 2, 4, 8, 16, 31),
}
"""The letters of a dot-matrix printer that the decision needs: seven rows of five dots, high bit left."""


if __name__ == "__main__":
    main()
