"""Annotations of a page: links, form fields, remarks, media, attached files."""

from collections.abc import Iterator
from typing import Any

import pikepdf

from crawler.gather.pdf.objects import entry, is_dict, items, key_of, name, number, sub, text, whole
from crawler.gather.pdf.tree import Tree
from drempel.model.pdf_document import NONE, PdfAnnotation, PdfAttachment, PdfLanguage, PdfMedia

_HIDDEN = 2
_MAX_PARENTS = 50

Box = tuple[float, float, float, float]


def inherited(holder: Any, key: str) -> Any:
    """Return an entry of a page or field, or of what it stands below."""
    for _ in range(_MAX_PARENTS):
        if holder is None:
            return None
        if (found := entry(holder, key)) is not None:
            return found
        holder = sub(holder, "/Parent")
    return None


def box(value: Any) -> Box | None:
    """Return a rectangle as left, bottom, right, top; `None` for what is none."""
    sides = [number(one, float("nan")) for one in items(value)]
    if len(sides) != 4 or any(side != side for side in sides):
        return None
    return (
        min(sides[0], sides[2]),
        min(sides[1], sides[3]),
        max(sides[0], sides[2]),
        max(sides[1], sides[3]),
    )


def page_box(page: Any) -> Box:
    """Return the part of a page that is shown; the size of a letter where it does not say so."""
    media = box(inherited(page, "/MediaBox")) or (0, 0, 612, 792)
    return box(inherited(page, "/CropBox")) or media


def upright(seen: Box, turn: int) -> tuple[float, float, float, float, float, float]:
    """Return the transformation to the page as it is shown, from its lower left corner; `turn` in degrees."""
    left, bottom, right, top = seen
    return {
        90: (0.0, -1.0, 1.0, 0.0, -bottom, right),
        180: (-1.0, 0.0, 0.0, -1.0, right, top),
        270: (0.0, 1.0, -1.0, 0.0, top, -left),
    }.get(turn, (1.0, 0.0, 0.0, 1.0, -left, -bottom))


def annotations_of(page: Any) -> Iterator[Any]:
    """Yield the annotations of a page."""
    for one in items(entry(page, "/Annots")):
        if is_dict(one):
            yield one


def read_annotation(annotation: Any, page_number: int, seen: Box, tree: Tree) -> PdfAnnotation:
    """Return what is to be told of one annotation."""
    kind = name(entry(annotation, "/Subtype"))
    key = key_of(annotation)
    tag = tree.of_object.get(key, NONE) if key != (0, 0) else NONE
    at = box(entry(annotation, "/Rect"))
    is_field = kind == "Widget" and inherited(annotation, "/FT") is not None
    return PdfAnnotation(
        kind=kind,
        page=page_number,
        is_hidden=bool((whole(entry(annotation, "/F")) or 0) & _HIDDEN),
        is_outside=at is not None
        and (at[0] >= seen[2] or at[2] <= seen[0] or at[1] >= seen[3] or at[3] <= seen[1]),
        contents=text(entry(annotation, "/Contents")),
        has_lang=text(entry(annotation, "/Lang")) is not None or (tag != NONE and tree.tags[tag].has_lang),
        tag=tag,
        is_field=is_field,
        tooltip=text(inherited(annotation, "/TU")) if is_field else None,
        field_name=(text(inherited(annotation, "/T")) or "") if is_field else "",
        field_kind=name(inherited(annotation, "/FT")) if is_field else "",
        is_filled=is_field and inherited(annotation, "/V") is not None,
        **_place(at, seen),
    )


def _place(at: Box | None, seen: Box) -> dict[str, float]:
    if at is None:
        return {}
    left, bottom = at[0] - seen[0], at[1] - seen[1]
    return {"left": left, "bottom": bottom, "right": at[2] - seen[0], "top": at[3] - seen[1]}


def languages_of(annotation: Any, page_number: int) -> Iterator[PdfLanguage]:
    """Yield the language code that an annotation names."""
    if (code := text(entry(annotation, "/Lang"))) is not None:
        yield PdfLanguage(code, "annotation", page_number)


def media_of(annotation: Any, page_number: int) -> Iterator[PdfMedia]:
    """Yield the films and sounds that an annotation can play."""
    actions = [sub(annotation, "/A")]
    more = sub(annotation, "/AA")
    if more is not None:
        actions += [sub(more, str(key)) for key in more.keys()]  # noqa: SIM118 - not walked without
    waiting = [sub(action, "/R") for action in actions if name(entry(action, "/S")) == "Rendition"]
    for _ in range(100):
        if not waiting:
            return
        rendition = waiting.pop()
        if rendition is None:
            continue
        waiting += [one for one in items(entry(rendition, "/R")) if is_dict(one)]
        clip = sub(rendition, "/C")
        if clip is not None:
            yield PdfMedia(page_number, _is_filled(entry(clip, "/CT")), _has_pairs(entry(clip, "/Alt")))


def _is_filled(value: Any) -> bool:
    return bool(text(value))


def _has_pairs(value: Any) -> bool:
    """Tell whether a text in several languages is whole: pairs of a code and a text that is not empty."""
    said = [text(one) for one in items(value)]
    return bool(said) and len(said) % 2 == 0 and all(said[1::2]) and None not in said


def attachment_of(annotation: Any) -> Iterator[PdfAttachment]:
    """Yield the file that an annotation brings along."""
    if name(entry(annotation, "/Subtype")) == "FileAttachment":
        yield from _attachment(sub(annotation, "/FS"), is_annotation=True)


def attachments(root: Any) -> Iterator[PdfAttachment]:
    """Yield the files that the document as a whole brings along."""
    waiting, seen = [sub(sub(root, "/Names"), "/EmbeddedFiles")], set()
    for _ in range(10_000):
        if not waiting:
            break
        node = waiting.pop()
        if node is None or (key_of(node) != (0, 0) and key_of(node) in seen):
            continue
        seen.add(key_of(node))
        for one in list(items(entry(node, "/Names")))[1::2]:
            yield from _attachment(one)
        waiting += [kid for kid in items(entry(node, "/Kids")) if is_dict(kid)]


def _attachment(specification: Any, *, is_annotation: bool = False) -> Iterator[PdfAttachment]:
    if is_dict(specification) and entry(specification, "/EF") is not None:
        yield PdfAttachment(
            text(entry(specification, "/F")) or "", text(entry(specification, "/UF")) or "", is_annotation
        )


def appearances(annotation: Any) -> Iterator[Any]:
    """Yield the streams that draw an annotation."""
    normal = entry(sub(annotation, "/AP"), "/N")
    if isinstance(normal, pikepdf.Stream):
        yield normal
    elif is_dict(normal):
        for key in normal.keys():  # noqa: SIM118 - not walked without
            if isinstance(one := entry(normal, str(key)), pikepdf.Stream):
                yield one
