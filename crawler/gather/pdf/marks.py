"""The marks around content: to which tag it belongs, whether it is decoration or tells its language."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from crawler.gather.pdf.found import Content
from crawler.gather.pdf.limits import MAX_TEXT
from crawler.gather.pdf.objects import entry, is_dict, sub, text, whole
from crawler.gather.pdf.tokens import Text, decoded, plain_name
from crawler.gather.pdf.tree import Place, Tree
from drempel.model.pdf_document import NONE

_DEEPEST = 10_000


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked-content sequence, with what it takes over from those around it."""

    is_tagged: bool = False
    is_artifact: bool = False
    has_lang: bool = False
    tag: int = NONE


Kept = tuple[Place, int | None, bool, Any, Mark, int]
"""What is put back after a drawing inside the content."""


class Marks:
    """The marked-content sequences that are open at one point of a page."""

    def __init__(
        self,
        tree: Tree,
        parents: dict[int, Any],
        found: Content,
        page: int,
        *,
        has_lang: bool,
        is_marked: bool,
    ) -> None:
        self._tree, self._parents, self._found, self._page = tree, parents, found, page
        self.has_lang, self.is_marked = has_lang, is_marked
        """Whether the file tells its language; whether marks count here."""
        self.now = Mark()
        self.held_tagged = False
        """Whether there was content of a tag."""
        self.resources: Any = None
        self._around: list[Mark] = []
        self._sampled: set[str] = set()
        self._floor = 0
        self._key: Place = (0, 0)
        self._struct_parents: int | None = None

    def enter(self, key: Place, struct_parents: int | None) -> Kept:
        """Begin with the content of a page or a drawing; return what `leave` wants back."""
        kept = self._key, self._struct_parents, self.held_tagged, self.resources, self.now, self._floor
        self._key, self._struct_parents, self.held_tagged = key, struct_parents, False
        self._floor = len(self._around)
        return kept

    def leave(self, kept: Kept) -> None:
        """End a drawing: marks that it left open are closed."""
        del self._around[self._floor :]
        self._key, self._struct_parents, self.held_tagged, self.resources, self.now, self._floor = kept

    def begin(self, operands: list[Any]) -> None:
        """Open a sequence: its kind, and properties where it has any."""
        around = self.now
        self._around.append(around)
        if not self.is_marked or not operands or len(self._around) > _DEEPEST:
            return
        kind = plain_name(operands[0]) if type(operands[0]) is bytes else ""
        look = self._properties(operands[1]) if len(operands) > 1 else _nothing
        lang = look("Lang")
        if isinstance(lang, str):
            self._found.languages.setdefault((lang, self._page))
        has_lang = around.has_lang or isinstance(lang, str)
        mcid = look("MCID")
        tag = NONE
        is_known = False
        if isinstance(mcid, int):
            tag = self._tree.of_content.get((self._key, mcid), NONE)
            is_known = tag != NONE or self._in_parents(mcid)
            self.held_tagged |= is_known
            if tag != NONE:
                has_lang |= self._tree.tags[tag].has_lang
        if kind == "Artifact" and (around.is_tagged or is_known):
            self.note("artifact-in-tag", "")
        elif is_known and around.is_artifact:
            self.note("tag-in-artifact", "")
        if kind == "Span" and not has_lang and not self.has_lang:
            for entry_, what in (("ActualText", "actual-lang"), ("Alt", "alt-lang"), ("E", "expansion-lang")):
                if isinstance(said := look(entry_), str):
                    self.note(what, said)
        self.now = Mark(
            around.is_tagged or is_known,
            around.is_artifact or kind == "Artifact",
            has_lang,
            tag if tag != NONE else around.tag,
        )

    def _properties(self, written: Any) -> Callable[[str], Any]:
        """Return what looks up an entry of a property list: a text, a whole number or `None`."""
        if isinstance(written, dict):
            return lambda key: _plain(written.get(b"/" + key.encode()))
        if type(written) is bytes and written.startswith(b"/"):
            held = sub(sub(self.resources, "/Properties"), "/" + plain_name(written))
            if held is not None:
                return lambda key: _value(entry(held, "/" + key))
        return _nothing

    def _in_parents(self, mcid: int) -> bool:
        """Tell whether the parent tree leads from a piece of content to a tag."""
        listed = self._parents.get(self._struct_parents) if self._struct_parents is not None else None
        try:
            return listed is not None and 0 <= mcid < len(listed) and is_dict(listed[mcid])
        except (TypeError, ValueError, IndexError):
            return False

    def end(self, _: list[Any]) -> None:
        """Close the sequence that was opened last; one of the content around a drawing stays open."""
        if len(self._around) > self._floor:
            self.now = self._around.pop()

    def note(self, what: str, sample: str) -> None:
        """Keep that something is the matter with content of this page (`PdfStretch`)."""
        if not self.is_marked:
            return
        if what not in self._sampled and not self._found.stretches.get((what, self._page)):
            kept = self._found.stretches[what, self._page] = " ".join(sample[:MAX_TEXT].split())
            if kept:
                self._sampled.add(what)

    def has_sample(self, what: str) -> bool:
        """Tell whether text with this fault was found on the page before; then there is no need for more."""
        return what in self._sampled


def _nothing(_: str) -> None:
    return None


def _plain(written: Any) -> Any:
    if isinstance(written, Text):
        return decoded(written)
    if type(written) is bytes and written.lstrip(b"+").isdigit():
        return int(written)
    return None


def _value(held: Any) -> Any:
    found = whole(held)
    return text(held) if found is None else found
