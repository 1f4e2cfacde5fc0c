"""Small PDF files from a sketch of their tags: what is not in the sketch is as PDF/UA-1 wants it.

A sketch has lines with properties (`taal: nl-BE`; `-` leaves one out), then a line per tag, deeper by two
spaces per level, with attributes and text: `Figure alt="Kaart" "tekst"`. Names in parentheses are no tags:
`(los)` is content in no tag, `(versiering)` an artifact, `(foto)` a picture as large as the page, `(span)`
marked content with properties of its own, `(annotatie)` something on top of the page that no tag refers to,
`(deel)` a drawing with tagged content. A tag with `soort=Link` holds an annotation.

Text flows from the top of the page to its foot, each text on a line of its own. `grootte`, `vet`, `kleur`
(three parts, 0 to 1), `x` and `y` say how and where it stands otherwise, `herhaal` how often it is repeated,
and `onzichtbaar` hides it as recognised text is hidden. `beeld=100x50` puts a picture into a tag.
"""

import re
from dataclasses import dataclass, field
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from crawler.gather.pdf.document import read_pdf
from drempel.model.pdf_document import PdfDocument

_PROPERTY = re.compile(r"([a-z-]+): *(.*)")
_ATTRIBUTE = re.compile(r'([a-z]+)=(?:"([^"]*)"|(\S+))')
_XMP = """<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:{prefix}="http://www.aiim.org/pdfua/ns/id/">{parts}</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


@dataclass(slots=True)
class _Line:
    name: str
    attributes: dict[str, str]
    text: str
    below: list["_Line"] = field(default_factory=list)


def document_of(sketch: str, folder: Path) -> PdfDocument:
    """Return what is seen of the file that a sketch describes."""
    file = folder / "schets.pdf"
    file.write_bytes(pdf_of(sketch))
    return read_pdf(file)


def pdf_of(sketch: str) -> bytes:
    """Return the file that a sketch describes."""
    said: dict[str, str] = {}
    root = _Line("", {}, "")
    levels = [root]
    for raw in sketch.strip("\n").splitlines():
        if not raw.strip():
            continue
        if (match := _PROPERTY.fullmatch(raw)) is not None:
            said[match[1]] = match[2]
            continue
        depth = (len(raw) - len(raw.lstrip())) // 2
        line = _line(raw.strip())
        levels[depth].below.append(line)
        levels[depth + 1 :] = [line]
    return _Maker(said).make(root)


def _line(raw: str) -> _Line:
    name, _, rest = raw.partition(" ")
    attributes = {key: quoted or plain for key, quoted, plain in _ATTRIBUTE.findall(rest)}
    left = _ATTRIBUTE.sub("", rest).strip()
    return _Line(name, attributes, left.strip('"'))


class _Maker:
    def __init__(self, said: dict[str, str]) -> None:
        self.said = said
        self.pdf = Pdf.new()
        self.page: Any = None
        self.content: list[str] = []
        self.annotations: list[Any] = []
        self.mcids = 0
        self.y = 800.0
        self.pieces: list[Any] = []
        """The tag of each piece of marked content, by its number."""
        self.others: list[Any] = []
        """The tags of annotations and drawings, by their keys in the parent tree from 1 on."""

    def get(self, key: str, default: str = "") -> str:
        return self.said.get(key, default)

    def make(self, sketch: _Line) -> bytes:
        self.pdf.add_blank_page(page_size=(595, 842))
        self.page = self.pdf.pages[0].obj
        root = self.pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        fonts = Dictionary(F1=self.font(), F2=self.font("Schets-Bold"))
        self.page.Resources = Dictionary(Font=fonts, XObject=Dictionary())
        kids = [tag for line in sketch.below if (tag := self.line(line, root)) is not None]
        root.K = Array(kids)
        pairs = [one for key, tag in enumerate(self.others, 1) for one in (key, tag)]
        root.ParentTree = Dictionary(Nums=Array([0, Array(self.pieces), *pairs]))
        if roles := self.get("rol"):
            pairs = [one.split("->") for one in roles.split(",")]
            root.RoleMap = Dictionary({f"/{one.strip()}": Name("/" + to.strip()) for one, to in pairs})
        self.page.StructParents = 0
        self.page.Contents = self.pdf.make_stream("\n".join(self.content).encode("cp1252"))
        for _ in range(1, int(self.get("bladzijden", "1"))):
            self.pdf.add_blank_page(page_size=(595, 842))
        if self.annotations:
            self.page.Annots = Array(self.annotations)
            widgets = [one for one in self.annotations if one.Subtype == Name.Widget]
            if widgets:
                self.pdf.Root.AcroForm = Dictionary(Fields=Array(widgets))
            if self.get("tabs") != "-":
                self.page.Tabs = Name.S
        self.catalog(root)
        out = BytesIO()
        self.pdf.save(out, encryption=self.encryption(), static_id=True)
        version = self.get("versie")
        return (
            out.getvalue().replace(b"%PDF-1.", f"%PDF-{version} ".encode()[:7], 1)
            if version
            else out.getvalue()
        )

    def encryption(self) -> Any:
        kind = self.get("beveiliging")
        if not kind:
            return None
        allow = pikepdf.Permissions(accessibility=kind != "dicht", extract=False)
        # Only the older way of locking can keep screen readers out.
        return pikepdf.Encryption(
            owner="o",
            user="u" if kind == "wachtwoord" else "",
            R=3 if kind == "dicht" else 4,
            aes=kind != "dicht",
            metadata=kind != "dicht",
            allow=allow,
        )

    def catalog(self, tree: Any) -> None:
        root = self.pdf.Root
        if self.get("structuur") != "nee":
            root.StructTreeRoot = tree
        marks = Dictionary(Marked=self.get("gemarkeerd") != "nee")
        if self.get("verdacht") == "ja":
            marks.Suspects = True
        root.MarkInfo = marks
        if (lang := self.get("taal", "nl-NL")) != "-":
            root.Lang = String(lang)
        root.ViewerPreferences = Dictionary(DisplayDocTitle=self.get("titel-tonen") != "nee")
        if self.get("metadata") != "-":
            root.Metadata = self.metadata()
        if self.get("bladwijzers"):
            outline = self.pdf.make_indirect(Dictionary(Type=Name.Outlines))
            first = self.pdf.make_indirect(Dictionary(Title=String("Begin"), Parent=outline))
            outline.First = outline.Last = first
            root.Outlines = outline
        if layers := self.get("lagen"):
            default = Dictionary(Order=Array())
            if layers != "-":
                default.Name = String(layers)
            if self.get("lagen-wisselen") == "ja":
                default.AS = Array()
            root.OCProperties = Dictionary(OCGs=Array(), D=default)
        if file := self.get("bijlage"):
            root.Names = Dictionary(
                EmbeddedFiles=Dictionary(Names=Array([String("a"), self.attachment(file)]))
            )
        if self.get("portfolio") == "ja":
            root.Collection = Dictionary(Type=Name.Collection)
        if script := self.get("script"):
            root.OpenAction = Dictionary(S=Name.JavaScript, JS=String(script))
        if form := self.get("xfa"):
            needed = "required" if form == "dynamisch" else "forbidden"
            rendering = f"<acrobat7><dynamicRender>{needed}</dynamicRender></acrobat7>"
            config = (
                f'<config xmlns="http://www.xfa.org/schema/xci/1.0/"><acrobat>{rendering}</acrobat></config>'
            )
            xml = f'<xdp:xdp xmlns:xdp="http://ns.adobe.com/xdp/">{config}</xdp:xdp>'
            root.AcroForm = Dictionary(Fields=Array(), XFA=self.pdf.make_stream(xml.encode()))

    def attachment(self, name: str) -> Any:
        held = Dictionary(Type=Name.Filespec, EF=Dictionary(F=self.pdf.make_stream(b"x")), F=String("a.txt"))
        if name != "-":
            held.UF = String(name)
        return held

    def metadata(self) -> Any:
        parts, mark = "", self.get("merk", "1")
        title = self.get("titel", "Een titel")
        if title != "-":
            parts = f'<rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt>'
            parts = f"<dc:title>{title if self.get('titel-vorm') == 'kaal' else parts}</dc:title>"
        prefix = self.get("merk-voor", "pdfuaid")
        if mark != "-":
            parts += f"<{prefix}:part>{mark}</{prefix}:part>"
        packet = Stream(self.pdf, _XMP.format(prefix=prefix, parts=parts).encode())
        packet.Type, packet.Subtype = Name.Metadata, Name.XML
        return self.pdf.make_indirect(packet)

    def line(self, line: _Line, parent: Any) -> Any:
        """Write what a line says; return its tag, `None` where it is none."""
        kind = line.name
        if kind == "(deel)":
            return self.drawn(line, parent)
        if kind.startswith("("):
            self.special(kind, line, parent)
            return None
        tag = self.pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name("/" + kind)))
        if line.attributes.get("ouder") != "nee":
            tag.P = parent
        self.describe(tag, line.attributes)
        kids: list[Any] = []
        inside = ("(versiering)", "(span)") if line.text else ()
        specials = [one for one in line.below if one.name in inside]
        if "beeld" in line.attributes:
            kids.append(self.mcids)
            tag.Pg = self.page
            self.begin(kind, tag)
            self.image(line.attributes["beeld"])
            self.content.append("EMC")
        if line.text:
            kids.append(self.mcids)
            tag.Pg = self.page
            self.begin(kind, tag)
            self.show(line.text, line.attributes)
            for one in specials:
                self.special(one.name, one, parent)
            self.content.append("EMC")
        if "soort" in line.attributes:
            annotation = self.annotation(line.attributes)
            self.others.append(tag)
            annotation.StructParent = len(self.others)
            kids.append(Dictionary(Type=Name.OBJR, Obj=annotation, Pg=self.page))
        rest = [one for one in line.below if one not in specials]
        kids += [below for one in rest if (below := self.line(one, tag)) is not None]
        if kids:
            tag.K = Array(kids)
        return tag

    def begin(self, kind: str, tag: Any) -> None:
        self.content.append(f"/{kind} <</MCID {self.mcids}>> BDC")
        self.pieces.append(tag)
        self.mcids += 1

    def describe(self, tag: Any, said: dict[str, str]) -> None:
        keys = (("alt", "Alt"), ("actual", "ActualText"), ("e", "E"), ("lang", "Lang"), ("id", "ID"))
        for key, entry in keys:
            if key in said:
                tag["/" + entry] = String(said[key])
        attributes = Dictionary(O=Name("/PrintField" if "veldrol" in said else "/Table"))
        if "scope" in said:
            attributes.Scope = Name("/" + said["scope"])
        if "headers" in said:
            attributes.Headers = Array([String(one) for one in said["headers"].split(",")])
        if "rijen" in said:
            attributes.RowSpan = int(said["rijen"])
        if "kolommen" in said:
            attributes.ColSpan = int(said["kolommen"])
        if "veldrol" in said:
            attributes.Role = Name("/" + said["veldrol"])
        if "nummering" in said:
            attributes.ListNumbering = Name("/" + said["nummering"])
        if len(attributes.keys()) > 1:
            tag.A = attributes

    def special(self, kind: str, line: _Line, parent: Any) -> None:
        if kind == "(annotatie)":
            self.annotation(line.attributes)
        elif kind == "(foto)":
            self.photo()
        elif kind == "(lijn)":
            self.content.append("10 10 m 100 10 l S")
        elif kind == "(los)":
            self.show(line.text)
        elif kind == "(versiering)":
            self.content.append("/Artifact BMC")
            self.show(line.text, line.attributes)
            for one in line.below:
                self.line(one, parent)
            self.content.append("EMC")
        elif kind == "(span)":
            keys = {"alt": "Alt", "actual": "ActualText", "e": "E", "lang": "Lang"}
            held = " ".join(f"/{keys[key]} ({value})" for key, value in line.attributes.items())
            self.content.append(f"/Span <<{held}>> BDC")
            self.show(line.text)
            self.content.append("EMC")
        else:
            raise ValueError(f"unknown line {kind}")

    def photo(self) -> None:
        """Fill the page with a picture, marked as decoration."""
        picture = self.pdf.make_stream(b"\x80")
        picture.Type, picture.Subtype = Name.XObject, Name.Image
        picture.Width, picture.Height, picture.BitsPerComponent = 1, 1, 8
        picture.ColorSpace = Name.DeviceGray
        self.page.Resources.XObject.I1 = picture
        self.content.append("/Artifact BMC q 595 0 0 842 0 0 cm /I1 Do Q EMC")

    def image(self, size: str) -> None:
        """Draw a picture of some points wide and high."""
        picture = self.pdf.make_stream(b"\x80")
        picture.Type, picture.Subtype = Name.XObject, Name.Image
        picture.Width, picture.Height, picture.BitsPerComponent = 1, 1, 8
        picture.ColorSpace = Name.DeviceGray
        self.page.Resources.XObject.I2 = picture
        width, height = map(float, size.split("x"))
        self.y -= height
        self.content.append(f"q {width} 0 0 {height} 50 {self.y} cm /I2 Do Q")

    def drawn(self, line: _Line, parent: Any) -> Any:
        """Draw a form XObject with one tagged piece, as often as the line says; return its tag."""
        drawn = self.pdf.make_stream(b"/P <</MCID 0>> BDC 10 10 m 20 20 l S EMC")
        drawn.Type, drawn.Subtype = Name.XObject, Name.Form
        drawn.BBox, drawn.Resources = Array([0, 0, 100, 100]), Dictionary()
        if line.attributes.get("uit") == "ander-bestand":
            drawn.Ref = Dictionary(F=String("ander.pdf"), Page=0)
        tag = self.pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.P, P=parent, Pg=self.page))
        tag.K = Array([Dictionary(Type=Name.MCR, MCID=0, Stm=drawn, Pg=self.page)])
        self.page.Resources.XObject.X1 = drawn
        self.others.append(Array([tag]))
        drawn.StructParents = len(self.others)
        self.content += ["/X1 Do"] * int(line.attributes.get("keer", "1"))
        return tag

    def annotation(self, said: dict[str, str]) -> Any:
        box = [2000, 2000, 2100, 2100] if said.get("buiten") == "ja" else [50, 50, 150, 80]
        if "y" in said:
            box = [50, int(said["y"]), 150, int(said["y"]) + 20]
        held = Dictionary(Type=Name.Annot, Subtype=Name("/" + said["soort"]), Rect=Array(box))
        held.F = 2 if said.get("verborgen") == "ja" else 4
        if "tekst" in said:
            held.Contents = String(said["tekst"])
        if said["soort"] == "Widget":
            held.FT, held.T = Name("/" + said.get("veldsoort", "Tx")), String(said.get("veld", "veld"))
            if "naam" in said:
                held.TU = String(said["naam"])
        if said["soort"] == "FileAttachment":
            held.FS = self.attachment(said.get("bestand", "-"))
        if said["soort"] == "Screen":
            clip = Dictionary(S=Name.MCD)
            if said.get("type") != "nee":
                clip.CT = String("video/mp4")
            if "filmtekst" in said:
                clip.Alt = Array([String(""), String(said["filmtekst"])])
            held.A = Dictionary(S=Name.Rendition, R=Dictionary(S=Name.MR, C=clip))
        indirect = self.pdf.make_indirect(held)
        self.annotations.append(indirect)
        return indirect

    def show(self, text: str, said: dict[str, str] | None = None) -> None:
        if not text:
            return
        said = said or {}
        size = float(said.get("grootte", "12"))
        self.y -= 1.2 * size
        if "y" in said:
            self.y = float(said["y"])
        font = "F2" if said.get("vet") == "ja" else "F1"
        text = text * int(said.get("herhaal", "1"))
        escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        look = f"{said['kleur'].replace(',', ' ')} rg " if "kleur" in said else ""
        look += "3 Tr " if said.get("onzichtbaar") == "ja" else ""
        place = f"{said.get('x', '50')} {self.y:.1f}"
        self.content.append(f"q BT {look}/{font} {size:g} Tf {place} Td ({escaped}) Tj ET Q")

    def font(self, named: str = "Schets") -> Any:
        fault = self.get("lettertype")
        program = self.pdf.make_stream(_program())
        descriptor = Dictionary(
            Type=Name.FontDescriptor, FontName=Name("/" + named), Flags=32, FontBBox=Array([0, 0, 500, 700]),
            ItalicAngle=0, Ascent=700, Descent=0, CapHeight=700, StemV=80, FontFile2=program,
        )  # fmt: skip
        font = Dictionary(
            Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name("/" + named), FirstChar=32, LastChar=126,
            Widths=Array([500] * 95), Encoding=Name.WinAnsiEncoding, FontDescriptor=descriptor,
        )  # fmt: skip
        if fault == "niet-ingesloten":
            del descriptor["/FontFile2"]
        elif fault == "breedte":
            font.Widths = Array([400] * 95)
        elif fault == "zonder-codering":
            del font["/Encoding"]
        elif fault == "zonder-letters":
            descriptor.Flags = 4
            del font["/Encoding"]
        elif fault == "verkeerde-letters":
            cmap = "1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfchar <61> <0000> endbfchar"
            font.ToUnicode = self.pdf.make_stream(cmap.encode())
        elif fault == "vakjes":
            differences = Array([ord("e"), Name("/.notdef")])
            font.Encoding = Dictionary(BaseEncoding=Name.WinAnsiEncoding, Differences=differences)
        elif fault == "kapot":
            descriptor.FontFile2 = self.pdf.make_stream(b"\0\1\0\0 stuk")
        return self.pdf.make_indirect(font)


@cache
def _program() -> bytes:
    """Return a TrueType font whose letters are all the same box of half an em."""
    names = [".notdef", *(f"g{code}" for code in range(32, 127))]
    pen = TTGlyphPen(None)
    pen.moveTo((0, 0))
    for corner in ((0, 700), (400, 700), (400, 0)):
        pen.lineTo(corner)
    pen.closePath()
    box = pen.glyph()
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({code: f"g{code}" for code in range(32, 127)})
    builder.setupGlyf(dict.fromkeys(names, box))
    builder.setupHorizontalMetrics(dict.fromkeys(names, (500, 0)))
    builder.setupHorizontalHeader(ascent=700, descent=0)
    builder.setupOS2()
    builder.setupPost()
    out = BytesIO()
    builder.save(out)
    return out.getvalue()
