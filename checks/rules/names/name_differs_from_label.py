"""Buttons and links whose name in the code does not hold the text that people see on them.

Who speaks to the computer says what stands on the screen. Source of the comparison: the algorithm of ACT rule
2ee8b8 (words of the visible label as an unbroken row in the name), made milder where the rule leaves room:
short forms, hyphens and signs that are no text. Where a person may call only a part the label, we ask.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from checks.base import Result, cant_tell, check, failed, passed
from drempel.dom import Dom, Node, fold
from drempel.i18n import N_
from drempel.model.finding import Box, Impact

MAX_LABEL_WORDS = 12
"""A longer text on a control is more than its label; then we ask."""

MAX_PIECES = 60
"""Texts in one control that are read: a card may be one large link."""

MAX_SHORT_FORM = 5
"""Capital letters of one word that may stand for the name, as in “NL”."""

# WAI-ARIA 1.2: widget roles that may take their name from content. Gridcells only where one can go there.
_WIDGETS = (
    "button", "checkbox", "gridcell", "link", "menuitem", "menuitemcheckbox", "menuitemradio",
    "option", "radio", "switch", "tab", "treeitem",
)  # fmt: skip
_CHROMIUM_WIDGETS = ("MenuListOption", "ToggleButton", "PopUpButton", "DisclosureTriangle")
_NESTED = frozenset(
    {
        *_WIDGETS,
        *_CHROMIUM_WIDGETS,
        "group",
        "menu",
        "listbox",
        "tree",
        "list",
        "dialog",
        "tooltip",
        "textbox",
    }
)
_ICON_FONT = re.compile(
    r"icon|awesome|material symbols|glyph|fontello|icomoon|dingbats|webdings|entypo|^fa-?\d?$|^fa[sbrl]$",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"\([^()]*\)")
_JOINTS = re.compile(r"(?<=\w)[-\u00ad\u2010\u2011\u2013'\u2019.](?=\w)")
_CUT_SHORT = re.compile(r"(\w)(?:\.|…)")
_NO_SPACES = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_CUT = "\ue000"
"""Stands after a word that was written short, such as “blz.”; from the private area, so no text has it."""


@check(
    id="name-differs-from-label",
    title=N_("Name in the code lacks the text that stands on the button or link"),
    repair=N_("Let the name begin with the visible text, word for word, or remove the aria-label."),
    requirements=("wcag:2.5.3",),
    act=("2ee8b8",),
    needs=(Dom,),
    impact=Impact.SERIOUS,
    same_as=("axe:label-content-name-mismatch",),
    overrules=("axe:label-content-name-mismatch",),
    messages={
        "differs": N_("You see “{label}”, but the name in the code is “{name}”."),
        "short": N_("You see “{label}”, the name is “{name}”. Do people read the one as the other?"),
        "part": N_("The name “{name}” holds a part of “{label}”. Would people call it by that part?"),
    },
)
def name_differs_from_label(dom: Dom) -> Iterator[Result]:
    """Yield one result per control with text of its own and a name that the code gives it."""
    for node in dom.with_role(*_WIDGETS, *_CHROMIUM_WIDGETS):
        if not (node.get("aria-label").strip() or node.get("aria-labelledby").strip()) or not node.name:
            continue
        if (node.role == "gridcell" and not node.is_focusable) or _is_named_by_twins(node):
            continue
        label = _Label(node)
        if not label.words or (len(label.words) == 1 and len(label.words[0]) == 1 and not label.is_number):
            continue  # a sign such as × or the x that stands for it
        yield _result(node, label)


def _is_named_by_twins(node: Node) -> bool:
    """Say whether an id in `aria-labelledby` is there twice: which one names is another problem."""
    ids = node.get("aria-labelledby").split()
    return any(len(node.dom.with_id(name)) > 1 for name in ids)


def _result(node: Node, label: "_Label") -> Result:
    name = node.name
    if any(
        _holds(words_of(name, joined=joined), words_of(label.text, joined=joined)) for joined in (False, True)
    ):
        return passed(node)
    said = {"label": label.text, "name": name}
    is_figures = len(label.words) > 1 and all(word.isdigit() for word in label.words)
    if (
        _NO_SPACES.search(label.text)
        or _is_short_form(label.text, name)
        or (is_figures and set(label.words) <= set(words_of(name)))
    ):
        return cant_tell(node, "short", **said)
    if len(label.words) > MAX_LABEL_WORDS or any(_holds(words_of(name), part) for part in label.parts):
        return cant_tell(node, "part", **said)
    return failed(node, "differs", **said)


@dataclass(slots=True)
class _Label:
    """The text that is seen on a control."""

    node: Node
    text: str = ""
    lines: list[str] = field(default_factory=list)
    """The text by the line or block in which it stands."""
    counters: list[str] = field(default_factory=list)
    """Numbers in an element of their own, such as how many messages there are."""

    def __post_init__(self) -> None:
        before: tuple[Node, Box] | None = None
        line: list[str] = []
        for owner, text, box in islice(self.node.dom.seen_below(self.node), MAX_PIECES):
            if self._is_of_other(owner) or self._is_icon(owner):
                continue
            if before is not None and before[0].block != owner.block:
                self.lines.append("".join(line))
                line = []
            elif before is not None and not _touches(before[1], box):
                line.append(" ")
            line.append(text)
            if owner != self.node and text.strip().isdigit():
                self.counters.append(text.strip())
            before = owner, box
        self.lines.append("".join(line))
        self.lines = [folded for text in self.lines if (folded := fold(text))]
        self.text = " ".join(self.lines)

    @property
    def words(self) -> list[str]:
        """Return the words as they are compared."""
        return words_of(self.text)

    @property
    def is_number(self) -> bool:
        """Say whether the text is only a number."""
        return self.text.isdigit()

    @property
    def parts(self) -> Iterator[list[str]]:
        """Yield parts of the text that people may take for the label."""
        candidates = list(self.lines) if len(self.lines) > 1 else []
        if self.counters:
            candidates += [" ".join(w for w in self.text.split() if w not in self.counters)]
        for candidate in candidates:
            words = words_of(candidate)
            if any(word.isalpha() for word in words):
                yield words

    def _is_of_other(self, owner: Node) -> bool:
        """Say whether text belongs to a control or group inside this one, such as a menu below its button."""
        for node in (owner, *owner.ancestors):
            if node == self.node:
                return False
            if node.role in _NESTED or node.tag == "abbr":
                return True
        return False

    @staticmethod
    def _is_icon(owner: Node) -> bool:
        first = owner.style("font-family").partition(",")[0].strip("\"' ")
        return _ICON_FONT.search(first) is not None


def _touches(before: Box, after: Box) -> bool:
    """Say whether a text goes on where the one before it ended, so that they may be one word."""
    on_line = after.y < before.y + before.height and before.y < after.y + after.height
    return on_line and after.x <= before.x + before.width + 1


def words_of(text: str, *, joined: bool = False) -> list[str]:
    """Return the words of a text for comparison: case, accents, signs and what stands in brackets left out.

    `joined` reads over hyphens, so that “e-mail” is one word.
    """
    text = _CUT_SHORT.sub(rf"\1{_CUT} ", _BRACKETS.sub(" ", _JOINTS.sub("", text) if joined else text))
    plain = unicodedata.normalize("NFKD", text.casefold())
    kept = (
        sign
        if sign == _CUT or (kind := unicodedata.category(sign)[0]) in "LN"
        else ""
        if kind == "M"
        else " "
        for sign in plain
    )
    return [word for word in "".join(kept).split() if word != _CUT]


def _holds(name: Sequence[str], label: Sequence[str]) -> bool:
    """Say whether the words of the label stand in the name, in a row without others between."""
    name = [word.rstrip(_CUT) for word in name]
    return any(
        all(_same(said, seen) for said, seen in zip(name[at:], label, strict=False))
        for at in range(len(name) - len(label) + 1)
    )


def _same(said: str, seen: str) -> bool:
    return said.startswith(seen[:-1]) if seen.endswith(_CUT) else said == seen


def _is_short_form(label: str, name: str) -> bool:
    """Say whether the label is a word in capitals that may stand for the name: “NL” for “Nederlands”."""
    word = label.strip()
    if not (word.isupper() and word.isalpha() and 1 < len(word) <= MAX_SHORT_FORM):
        return False
    letters = iter(name.casefold())
    return name.casefold().lstrip()[:1] == word[0].casefold() and all(
        sign in letters for sign in word.casefold()
    )
