"""Fields of Word documents: links written as fields, form fields, and controls to fill in."""

import re
from dataclasses import dataclass
from typing import Final

from lxml import etree

from crawler.gather.office.gathering import short
from crawler.gather.office.word_styles import W, value
from drempel.model.office_document import OfficeField

_LINK: Final = re.compile(r'\s*HYPERLINK\s+(?:"([^"]*)"|(\S+))?(?:.*?\\l\s+"([^"]*)")?', re.DOTALL)
_KINDS: Final = {"textInput": "text", "ddList": "choice", "checkBox": "check"}
_CONTROLS: Final = {
    "text": "text", "comboBox": "choice", "dropDownList": "choice", "date": "date", "checkbox": "check",
}  # fmt: skip
_DEEPEST: Final = 100
_LONGEST: Final = 4000


@dataclass(slots=True)
class _Open:
    begin: int
    paragraph: int
    code: str = ""
    is_shown: bool = False
    field: OfficeField | None = None


@dataclass(frozen=True, slots=True)
class Ended:
    """A field that came to its end."""

    begin: int
    """The piece of text that it began with."""
    paragraph: int
    target: str
    field: OfficeField | None


class Fields:
    """Keeps the fields that are open, which may begin in one paragraph and end in another."""

    def __init__(self) -> None:
        self._open: list[_Open] = []

    def mark(self, element: etree._Element, at: int, paragraph: int) -> Ended | None:
        """Take in one mark; returns the field that it ends."""
        if element.tag == f"{W}instrText":
            if self._open and not self._open[-1].is_shown and len(self._open[-1].code) < _LONGEST:
                self._open[-1].code += element.text or ""
            return None
        kind = element.get(f"{W}fldCharType")
        if kind == "begin" and len(self._open) < _DEEPEST:
            self._open.append(_Open(at, paragraph, field=_form_field(element)))
        elif kind == "separate" and self._open:
            self._open[-1].is_shown = True
            self._open[-1].begin, self._open[-1].paragraph = at, paragraph
        elif kind == "end" and self._open:
            one = self._open.pop()
            return Ended(one.begin, one.paragraph, self.target(one.code), one.field)
        return None

    @staticmethod
    def target(code: str) -> str:
        """Return where a field leads; empty where it is no link."""
        found = _LINK.match(code)
        if found is None:
            return ""
        address = found[1] or ("" if (found[2] or "").startswith("\\") else found[2] or "")
        return address + (f"#{found[3]}" if found[3] else "")


def _form_field(begin: etree._Element) -> OfficeField | None:
    data = begin.find(f"{W}ffData")
    if data is None:
        return None
    kind = next((_KINDS[name] for name in _KINDS if data.find(f"{W}{name}") is not None), "text")
    said = (data.find(f"{W}helpText"), data.find(f"{W}statusText"))
    return OfficeField(0, kind, short(" ".join(filter(None, map(value, said)))))


def named_control(element: etree._Element, paragraph: int, before: str) -> OfficeField | None:
    """Return a control that people fill in; `None` for those that programs use."""
    properties = element.find(f"{W}sdtPr")
    if properties is None or properties.find(f"{W}dataBinding") is not None:
        return None
    names = {etree.QName(one).localname for one in properties if isinstance(one.tag, str)}
    kind = next((_CONTROLS[name] for name in _CONTROLS if name in names), "")
    if not kind:
        return None
    said = value(properties.find(f"{W}alias")) or value(properties.find(f"{W}tag"))
    return OfficeField(paragraph, kind, short(said), before)
