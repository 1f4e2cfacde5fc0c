"""Read RTF files: paragraphs, headings, lists, tables, links, fields and pictures, title and language."""

from collections import Counter
from dataclasses import replace

from crawler.gather.office.gathering import Gathered, merged, short
from crawler.gather.office.rtf_languages import LANGUAGES
from crawler.gather.office.rtf_parts import (
    ASIDE,
    CONTENTS,
    FORM_FIELDS,
    HEADING,
    KEPT_ROWS,
    KNOWN,
    LINK,
    SIGNS,
    SKIPPED,
    TITLES,
    TWIPS,
    USUAL_SIZE,
    Paragraph,
    Picture,
    State,
    Style,
    Table,
)
from crawler.gather.office.rtf_words import Text, Word, code_page, decoded, page_of_charset, tokens
from drempel.model.office_document import (
    NONE,
    OfficeDocument,
    OfficeField,
    OfficeLink,
    OfficeParagraph,
    OfficePicture,
    OfficeRun,
    OfficeTable,
)

_NAMED = frozenset(
    {"title", "fldinst", "sn", "sv", "picprop", "shppict", "formfield", "ffname", "ffstattext", "ffhelptext",
     "generator", "info", "revtim", "creatim"}
)  # fmt: skip
"""Groups of which the reader knows by their name what to do."""
_LOCKS = frozenset({"formprot", "readprot", "annotprot"})
"""Protection of the document: fields open only, nothing, or remarks only."""
_IN_PICTURE = frozenset({"shape", "shppict", "sn", "sv", "picprop", "pict"})


def read_rtf(raw: bytes, bare: OfficeDocument) -> OfficeDocument:
    """Return what was seen of an RTF file. Raises `TooMuch` or `Unreadable`."""
    reader = _Reader()
    for token in tokens(raw):
        reader.take(token)
    return reader.document(bare)


class _Reader:
    def __init__(self) -> None:
        self.gathered = Gathered()
        self.state = State()
        self.stack: list[State] = []
        self.paragraph = Paragraph()
        self.styles: dict[int, Style] = {}
        self.fonts: dict[int, str] = {}
        self.said: dict[str, list[str]] = {}
        self.runs: list[OfficeRun] = []
        self.langs: Counter[int] = Counter()
        self.tabs = 0
        self.has_object = False
        self.table: Table | None = None
        self.page = "cp1252"
        self.lang: int | None = None
        self.letters: Counter[str] = Counter()
        """Of the text, by language."""
        self.raw = bytearray()
        self.skip = 0
        self.is_star = self.is_fresh = False
        self.font = self.style = 0
        self.property = ""
        self.picture: Picture | None = None
        self.fields: list[tuple[str, int]] = []
        self.instruction: list[str] = []
        self.field_name = ""
        self.day: dict[str, int] = {}
        self.locks: set[str] = set()
        """Kinds of protection that the file names."""
        self.is_enforced = True
        self.aside: list[tuple[list[OfficeRun], Paragraph]] = []

    # -- tokens

    def take(self, token: object) -> None:
        """Take in one token."""
        if isinstance(token, Text) and self.state.dest in ("pict", "skip"):
            self.is_fresh = False
            return
        if isinstance(token, Text):
            raw = token.raw[self.skip :]
            self.skip = max(0, self.skip - len(token.raw))
            self.raw += raw
            self.is_fresh = False
            return
        self._flush()
        if token == "{":
            self.stack.append(replace(self.state))
            self.is_fresh, self.is_star, self.skip = True, False, 0
        elif token == "}":
            self.skip = 0
            before = self.state
            if self.stack:
                self.state = self.stack.pop()
            self._close(before)
        elif isinstance(token, Word):
            self._word(token)

    def _flush(self) -> None:
        if self.raw:
            raw, self.raw = bytes(self.raw), bytearray()
            self._text(decoded(raw, self.state.page or self.page))

    def _text(self, text: str) -> None:
        state = self.state
        if state.dest in ("", "result"):
            if not state.is_hidden:
                self.runs.append(OfficeRun(text, state.size, state.is_bold))
                if state.lang and text.strip():
                    self.langs[state.lang] += len(text)
        elif state.dest == "fldinst":
            self.instruction.append(text)
        elif state.dest == "style":
            style = self.styles.setdefault(self.style, Style())
            style.name = (style.name + text).split(";")[0].strip().lower()
        elif state.dest == "sn":
            self.property = text.strip()
        elif state.dest == "sv":
            self._property(text)
        elif state.dest in ("title", "generator", "ffname", "ffstattext", "ffhelptext"):
            self.said.setdefault(state.dest, []).append(text)

    def _property(self, text: str) -> None:
        if self.picture is None:
            return
        if self.property == "wzDescription":
            self.picture.alt += text
        elif self.property == "wzName":
            self.picture.name += text
        elif self.property == "fDecorative":
            self.picture.is_decorative = text.strip() == "1"

    # -- words

    def _word(self, word: Word) -> None:
        name, number, state = word.name, word.number, self.state
        is_fresh, self.is_fresh = self.is_fresh, False
        if name == "*":
            self.is_star = self.is_fresh = True
            return
        if name == "u":
            code = (number or 0) % 65_536
            self._text(chr(code) if not 0xD800 <= code < 0xE000 else "\ufffd")
            self.skip = state.letters
            return
        self.skip = 0
        if is_fresh and self._opens(word):
            return
        if name in SIGNS or name in "\\{}":
            self._text(SIGNS.get(name, name))
        elif name in ("par", "sect", "\n", "\r"):
            self._end_paragraph()
        elif name in ("cell", "nestcell"):
            self._end_cell()
        elif name in ("row", "nestrow"):
            self._end_row()
        elif name == "tab":
            self._text("\t")
            self.tabs += state.dest in ("", "result")
        elif name in ("page", "column"):
            self.has_object = True
        elif not self._sets(name, number):
            self._describes(name, number)

    def _opens(self, word: Word) -> bool:
        """Take in the first word of a group where it says what the group is for."""
        name, state, is_star = word.name, self.state, self.is_star
        self.is_star = False
        if state.dest == "skip":
            return True
        if name == "fonttbl":
            state.dest = "fonts"
        elif name == "stylesheet":
            state.dest = "styles"
        elif state.dest == "styles" and name in ("s", "cs", "ds", "ts"):
            self.style = (word.number or 0) if name == "s" else -1
            state.dest = "style" if name == "s" else "skip"
        elif name in SKIPPED:
            state.dest = "skip"
        elif name in ASIDE:
            self._aside(ASIDE[name])
        elif name == "pict":
            state.dest, self.picture = "pict", self.picture or Picture()
            self.picture.is_drawn = True
        elif name == "shpinst":
            state.dest, self.picture = "shape", Picture()
        elif name == "field":
            self.fields.append(("", -1))
        elif name == "fldrslt":
            self._open_result()
        elif name in ("pntext", "listtext"):
            state.dest, self.paragraph.is_item = "skip", True
        elif name in _NAMED:
            state.dest = name
        elif is_star and name not in KNOWN:
            state.dest = "skip"
        else:
            return False
        return True

    def _sets(self, name: str, number: int | None) -> bool:
        """Take in a word that changes letters or paragraphs; tell whether it was one."""
        state, paragraph = self.state, self.paragraph
        is_on = number != 0
        if state.dest == "style" and name in ("ls", "intbl", "pard"):
            self.styles.setdefault(self.style, Style()).is_item |= name == "ls"
        elif name == "pard":
            self.paragraph = Paragraph()
        elif name == "plain":
            state.is_bold, state.size, state.is_hidden, state.page = False, USUAL_SIZE, False, ""
            state.lang = None
        elif name == "b":
            state.is_bold = is_on
        elif name == "fs":
            state.size = (number or 24) / 2
        elif name in ("v", "deleted"):
            state.is_hidden = is_on
        elif name == "uc":
            state.letters = min(max(0, number or 0), 16) if number is not None else 1
        elif name == "lang" and state.dest == "style":
            self.styles.setdefault(self.style, Style()).lang = number
        elif name == "lang":
            state.lang = number
        elif name == "deflang":
            self.lang = number
        elif name == "f":
            self._font(number or 0)
        elif name == "intbl":
            paragraph.in_table = True
        elif name == "ls":
            paragraph.is_item = True
        elif name == "s" and state.dest != "style":
            paragraph.style = number or 0
        elif name == "outlinelevel":
            level = (number or 0) + 1 if 0 <= (number or 0) <= 8 else 0
            if state.dest == "style":
                self.styles.setdefault(self.style, Style()).outline = level
            else:
                paragraph.outline = level
        else:
            return False
        return True

    def _font(self, number: int) -> None:
        if self.state.dest == "fonts":
            self.font = number
        else:
            self.state.page = self.fonts.get(number, "")

    def _describes(self, name: str, number: int | None) -> None:
        state = self.state
        if page := code_page(name, number):
            self.page = page
        elif name == "fcharset" and state.dest == "fonts":
            self.fonts[self.font] = page_of_charset(number)
        elif name in ("picwgoal", "pichgoal") and self.picture is not None:
            side = "width" if name == "picwgoal" else "height"
            setattr(self.picture, side, (number or 0) / TWIPS)
        elif name == "trowd":
            self._open_table().is_header = False
        elif name == "trhdr":
            self._open_table().is_header = True
        elif name in ("clmrg", "clvmrg") and self.table is not None:
            self.table.merged += 1
        elif name in _LOCKS and number != 0:
            self.locks.add(name)
        elif name == "enforceprot":
            self.is_enforced = number != 0
        elif name in ("yr", "mo", "dy") and state.dest == "revtim":
            self.day[name] = number or 0

    # -- groups

    def _close(self, before: State) -> None:
        """Take in the end of a group."""
        if before.dest == self.state.dest and before.where == self.state.where:
            return
        if before.where != self.state.where:
            self._end_paragraph(before.where)
            self.runs, self.paragraph = self.aside.pop()
        elif before.dest in ("pict", "shape", "shppict") and self.state.dest not in _IN_PICTURE:
            self._end_picture()
        elif before.dest == "result":
            self._end_result()
        elif before.dest == "formfield":
            told = self.said.pop("ffstattext", []) or self.said.pop("ffhelptext", [])
            self.field_name = short("".join(told))

    def _aside(self, where: str) -> None:
        """Read a header, footer, note or box apart from the text around it."""
        self.state.where, self.state.dest = where, ""
        self.aside.append((self.runs, self.paragraph))
        self.runs, self.paragraph = [], Paragraph()

    def _end_picture(self) -> None:
        one, self.picture = self.picture, None
        if one is not None and one.is_drawn:
            self.has_object = True
            self.gathered.pictures.append(
                OfficePicture(
                    self.gathered.next_number,
                    "picture",
                    short(one.alt),
                    one.is_decorative,
                    name=short(one.name),
                    width=one.width,
                    height=one.height,
                    where=self.state.where,
                )
            )

    def _open_result(self) -> None:
        self.state.dest = "result"
        instruction, self.instruction = "".join(self.instruction), []
        if self.fields:
            self.fields[-1] = (instruction, len(self.runs))

    def _end_result(self) -> None:
        if not self.fields:
            return
        instruction, start = self.fields.pop()
        text = "".join(run.text for run in self.runs[max(0, start) :])
        if (link := LINK.search(instruction)) is not None:
            target = link[1]
            is_mail = target.lower().startswith("mailto:")
            number = self.gathered.next_number
            self.gathered.links.append(OfficeLink(number, short(text), short(target), is_mail=is_mail))
        kind = next((kind for word, kind in FORM_FIELDS.items() if word in instruction), "")
        if kind:
            before = "".join(run.text for run in self.runs[: max(0, start)])
            number = self.gathered.next_number
            self.gathered.fields.append(OfficeField(number, kind, self.field_name, short(before)))
            self.has_object, self.field_name = True, ""

    # -- paragraphs and tables

    def _end_paragraph(self, where: str | None = None) -> None:
        where = self.state.where if where is None else where
        style = self.styles.get(self.paragraph.style, Style())
        runs = merged(run for run in self.runs if run.text)
        text = " ".join("".join(run.text for run in runs).split())
        level = 0 if where else self._level(style)
        is_contents = not where and CONTENTS.match(style.name) is not None
        in_table = self.paragraph.in_table and not where
        table = self._open_table() if in_table else None
        if not in_table and not where:
            self._end_table()
        if text or not where:
            self.gathered.add(
                OfficeParagraph(
                    self.gathered.next_number,
                    text,
                    style.name,
                    level,
                    self.paragraph.is_item or style.is_item,
                    style.name in TITLES,
                    where or ("contents" if is_contents else ""),
                    table.number if table is not None else NONE,
                    self._lang(),
                    runs,
                    self.has_object,
                    self.tabs if text else 0,
                )
            )
        if table is not None and text:
            table.cell.append(text)
            table.all_bold &= all(run.is_bold for run in runs if run.text.strip())
        self.runs, self.tabs, self.has_object = [], 0, False
        self.langs.clear()

    def _level(self, style: Style) -> int:
        if (found := HEADING.match(style.name)) is not None:
            return int(found[1])
        return self.paragraph.outline or style.outline

    def _lang(self) -> str:
        """Return the language of most letters of the paragraph that ends."""
        said = (self.styles.get(at, Style()).lang for at in (self.paragraph.style, 0))
        number = self.langs.most_common(1)[0][0] if self.langs else next(filter(None, said), self.lang)
        lang = LANGUAGES.get(number or 0, "")
        self.letters[lang] += sum(map(len, (run.text for run in self.runs)))
        return lang

    def _open_table(self) -> Table:
        if self.table is None:
            self.table = Table(self.gathered.open_table(), self.gathered.next_number)
        return self.table

    def _end_cell(self) -> None:
        if self.state.where:
            self._end_paragraph()
            return
        self.paragraph.in_table = True
        self._end_paragraph()
        table = self._open_table()
        table.cells.append(" ".join(table.cell))
        table.cell = []

    def _end_row(self) -> None:
        table = self._open_table()
        if not table.cells:
            return
        table.columns = max(table.columns, len(table.cells))
        table.headers += table.is_header and table.headers == table.count
        table.count += 1
        if len(table.rows) < KEPT_ROWS:
            table.rows.append([short(cell) for cell in table.cells])
            table.bold.append(table.all_bold and any(table.cells))
        table.cells, table.all_bold = [], True

    def _end_table(self) -> None:
        table, self.table = self.table, None
        if table is None or not table.count:
            return
        self.gathered.tables[table.number] = OfficeTable(
            table.number,
            table.paragraph,
            table.count,
            table.columns,
            table.headers,
            merged=table.merged,
            texts=tuple(map(tuple, table.rows)),
            first_row_bold=len(table.bold) > 1 and table.bold[0] and not table.bold[1],
        )

    # -- the end

    def document(self, bare: OfficeDocument) -> OfficeDocument:
        """Return the document when all was taken in."""
        self._flush()
        if self.runs or self.has_object:
            self._end_paragraph()
        self._end_table()
        gathered = self.gathered
        day = self.day
        is_day = len(day) == 3 and 1 <= day["mo"] <= 12 and 1 <= day["dy"] <= 31 and 1900 < day["yr"] < 2200
        lang = max(self.letters, key=self.letters.__getitem__, default="") or None
        return replace(
            bare,
            producer=short("".join(self.said.get("generator", [])).rstrip("; ")),
            title=short("".join(self.said["title"])) if "title" in self.said else None,
            lang=lang,
            only_fields_open=self.is_enforced and "formprot" in self.locks,
            changes_locked="document" if self.is_enforced and self.locks - {"formprot"} else "",
            modified=f"{day['yr']:04}-{day['mo']:02}-{day['dy']:02}" if is_day else "",
            paragraphs=tuple(
                replace(one, lang="") if one.lang == lang else one for one in gathered.paragraphs
            ),
            pictures=tuple(gathered.pictures),
            tables=gathered.closed_tables(),
            links=tuple(gathered.links),
            fields=tuple(gathered.fields),
        )
