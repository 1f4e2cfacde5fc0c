"""Find a typeface on this machine, measure text with it and put the part that was used into a PDF.

Only TrueType outlines are taken, for these can be embedded without conversion. Debian's own packages of
Chromium and fontconfig bring DejaVu; Windows and macOS have Arial.
"""

import io
import os
import sys
from functools import cache
from pathlib import Path
from typing import Any, Final

from fontTools import subset
from fontTools.ttLib import TTFont, TTLibError
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from drempel.errors import SetupError

FAMILIES: Final = (
    ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf"),
    ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf"),
    ("LiberationSans-Regular.ttf", "LiberationSans-Bold.ttf"),
    ("Arial.ttf", "Arial Bold.ttf"),
    ("arial.ttf", "arialbd.ttf"),
    ("FreeSans.ttf", "FreeSansBold.ttf"),
)
"""Files of a regular and a bold face, the family with the most letters first."""
UNITS: Final = 1000
"""Parts of the size in which a PDF counts widths."""
BOX: Final = "□?"
"""Signs that stand for a letter that the face does not have; the first that it has is used."""
_MAY_NOT_BE_EMBEDDED: Final = 0x0002
_SYMBOLIC: Final = 4
_LEFT_OUT: Final = ("GDEF", "GPOS", "GSUB", "kern", "FFTM", "DSIG", "MATH", "BASE", "JSTF", "meta")


class Face:
    """One face. Every text that is measured with `glyphs` counts as used and gets into the file."""

    def __init__(self, path: Path) -> None:
        self._program = path.read_bytes()
        self._font: Any = TTFont(io.BytesIO(self._program), lazy=True)
        self._cmap: dict[int, str] = self._font.getBestCmap() or {}
        self._scale: float = UNITS / self._font["head"].unitsPerEm
        self._widths: dict[str, tuple[int, int]] = self._font["hmtx"].metrics
        self._used: dict[int, str] = {}
        self.box = next((sign for sign in BOX if ord(sign) in self._cmap), "?")

    def has(self, sign: str) -> bool:
        """Tell whether the face can show a character."""
        return ord(sign) in self._cmap

    def width(self, text: str, size_pt: float) -> float:
        """Return the width of a text in points; characters that the face does not have count for none."""
        names = (self._cmap.get(ord(sign)) for sign in text)
        return sum(self._widths[name][0] for name in names if name) * self._scale * size_pt / UNITS

    def encode(self, text: str) -> bytes:
        """Return the codes of a text as a PDF shows it: two bytes per glyph, in hexadecimal digits."""
        codes = []
        for sign in text:
            name = self._cmap.get(ord(sign))
            if name is not None:
                code = self._font.getGlyphID(name)
                self._used.setdefault(code, sign)
                codes.append(f"{code:04X}")
        return "".join(codes).encode()

    def embed(self, pdf: Pdf) -> Object:
        """Return the font of the file, with the glyphs that were used."""
        program = self._subset()
        font = self._font
        head, os2 = font["head"], font["OS/2"]
        name = Name("/" + "DREMPL+" + (font["name"].getDebugName(6) or "Face").replace(" ", ""))
        descriptor = Dictionary(
            Type=Name.FontDescriptor,
            FontName=name,
            Flags=_SYMBOLIC,
            FontBBox=[round(n * self._scale) for n in (head.xMin, head.yMin, head.xMax, head.yMax)],
            ItalicAngle=0,
            Ascent=round(font["hhea"].ascent * self._scale),
            Descent=round(font["hhea"].descent * self._scale),
            CapHeight=round((getattr(os2, "sCapHeight", 0) or font["hhea"].ascent) * self._scale),
            StemV=80,
            FontFile2=pdf.make_indirect(Stream(pdf, program, Length1=len(program))),
        )
        below = Dictionary(
            Type=Name.Font,
            Subtype=Name.CIDFontType2,
            BaseFont=name,
            CIDSystemInfo=Dictionary(Registry=b"Adobe", Ordering=b"Identity", Supplement=0),
            FontDescriptor=pdf.make_indirect(descriptor),
            DW=0,
            W=self._width_array(),
            CIDToGIDMap=Name.Identity,
        )
        return pdf.make_indirect(
            Dictionary(
                Type=Name.Font,
                Subtype=Name.Type0,
                BaseFont=name,
                Encoding=Name("/Identity-H"),
                DescendantFonts=[pdf.make_indirect(below)],
                ToUnicode=pdf.make_indirect(Stream(pdf, self._to_unicode())),
            )
        )

    def _subset(self) -> bytes:
        options = subset.Options(
            retain_gids=True, hinting=False, notdef_outline=True, recalc_timestamp=False, name_IDs=[]
        )
        maker = subset.Subsetter(options)
        maker.populate(gids=sorted(self._used))
        # A font of its own: taking a part changes what it is taken from.
        font = TTFont(io.BytesIO(self._program), recalcTimestamp=False)
        # Tables of ligatures and pairs are not used here, and reading them takes longer than all the rest.
        for table in _LEFT_OUT:
            if table in font:
                del font[table]
        maker.subset(font)
        out = io.BytesIO()
        font.save(out)
        return out.getvalue()

    def _width_array(self) -> Array:
        order = self._font.getGlyphOrder()
        widths: list[Any] = []
        for code in sorted(self._used):
            widths += [code, Array([round(self._widths[order[code]][0] * self._scale)])]
        return Array(widths)

    def _to_unicode(self) -> bytes:
        rows = [f"<{code:04X}> <{_utf16(sign)}>" for code, sign in sorted(self._used.items())]
        parts = [rows[at : at + 100] for at in range(0, len(rows), 100)]
        blocks = "\n".join(f"{len(part)} beginbfchar\n" + "\n".join(part) + "\nendbfchar" for part in parts)
        return (
            "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
            "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
            "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
            f"{blocks}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
        ).encode()


def faces() -> tuple[Face, Face]:
    """Return a regular and a bold face, new ones for each file.

    Raises `SetupError` where this machine has no typeface that can be used.
    """
    found = font_files()
    if found is None:
        raise SetupError(
            "There is no typeface for a PDF on this machine. On Debian: apt-get install fonts-dejavu-core"
        )
    return Face(found[0]), Face(found[1])


@cache
def font_files() -> tuple[Path, Path] | None:
    """Return the files of the best family that is here and may be embedded; `None` for none."""
    known: dict[str, Path] = {}
    for folder in _folders():
        for path in sorted(folder.rglob("*.ttf")):
            known.setdefault(path.name, path)
    for regular, bold in FAMILIES:
        pair = known.get(regular), known.get(bold)
        if pair[0] and pair[1] and all(_is_usable(path) for path in pair if path):
            return pair[0], pair[1]
    return None


def _folders() -> tuple[Path, ...]:
    home = Path.home()
    if sys.platform == "win32":
        return (Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts",)
    if sys.platform == "darwin":
        return Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library/Fonts"
    return (
        Path("/usr/share/fonts"),
        Path("/usr/local/share/fonts"),
        home / ".local/share/fonts",
        home / ".fonts",
    )


def _is_usable(path: Path) -> bool:
    try:
        with TTFont(path, lazy=True) as font:
            return "glyf" in font and font["OS/2"].fsType & 0x000F != _MAY_NOT_BE_EMBEDDED
    except (OSError, TTLibError, KeyError):
        return False


def _utf16(sign: str) -> str:
    return sign.encode("utf-16-be").hex().upper()
