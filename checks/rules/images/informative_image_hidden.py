"""Images that assistive technology does not get although the page shows that they tell something."""

import re
from collections.abc import Iterator

from checks.base import Ground, Result, cant_tell, check, failed, passed
from checks.wording import content_words, plain, word_list
from drempel.dom import Dom, Node, fold
from drempel.i18n import N_
from drempel.model.finding import Impact, Kind

MIN_SIZE_PX = 16
"""A smaller image is a mark or a spacer."""
MIN_ANNOUNCED_PX = 48
"""A smaller one after a colon may be the icon of a button or link to come."""
MAX_BESIDE = 20
"""What has more elements in it is no neighbourhood of one image."""
MAX_INTRODUCTION = 120
"""Characters; a longer text that ends with a colon introduces what comes after the image."""

_TOKEN = re.compile(r"[^\W_]{2,}")
_NAME = re.compile(r"(?=.*[^\W\d])[^\W\d]*\d?[^\W\d]+")
"""A word with at most one digit in it: more of them make a number or a check sum."""
_TELLING_FILES = frozenset(
    ("chart", "diagram", "flowchart", "grafiek", "infografiek", "infographic", "organigram",
     "organogram", "plattegrond", "routekaart", "stroomschema")
)  # fmt: skip
_EMPTY_TOKENS = frozenset(
    ("alt", "bedrijf", "big", "black", "blue", "city", "color", "colour", "copy", "cropped", "dark",
     "default", "desktop", "final", "footer", "gemeente", "groot", "header", "image", "img", "jpg",
     "klein", "large", "light", "logo", "logos", "logotype", "main", "medium", "mobile", "new", "nieuw",
     "overheid", "partner", "png", "print", "rgb", "scaled", "site", "small", "stad", "svg", "tcm",
     "thumb", "ville", "website", "white", "wit", "zwart")
)  # fmt: skip
"""Words in names of files that are no name of what is shown."""
_LINES = frozenset({"b", "div", "p", "span", "strong"})
_CANVAS_TEXT = re.compile(r"\b(?:fill|stroke)Text\(\s*(['\"`])((?:(?!\1).)+)\1")
_DATA_OR_BLOB = ("data:", "blob:")


@check(
    id="informative-image-hidden",
    title=N_("Image that tells something is hidden from assistive technology"),
    repair=N_("Give the image a text alternative that tells what it shows."),
    requirements=("wcag:1.1.1",),
    act=("e88epe",),
    needs=(Dom,),
    impact=Impact.SERIOUS,
    messages={
        "logo": N_("The image “{file}” is a logo, has no text alternative, and no text beside it names it."),
        "introduced": N_("“{text}” announces this image, but the image has no text alternative."),
        "text": N_("This drawing shows the text “{text}”, but has no text alternative."),
        "perhaps": N_(
            "The image “{file}” has no text alternative. Does it show something that no text tells?"
        ),
    },
    grounds={"perhaps": Ground(Kind.NORM, Impact.MODERATE, ("wcag:1.1.1",), ("e88epe",))},
)
def informative_image_hidden(dom: Dom) -> Iterator[Result]:
    """Yield one result per image that is seen and has no name."""
    images = [image for image in dom.select("img, svg, canvas") if _is_hidden_but_seen(image)]
    words = content_words(f"{dom.title} {dom.root.text}") if images else []
    for image in images:
        introduction = _introduction(image)
        file = _file_name(image)
        tokens = {t.casefold() for t in _TOKEN.findall(file.rpartition(".")[0]) if _NAME.fullmatch(t)}
        if image.closest("a", "button", "label", "summary", "nav") is not None:
            yield passed(image)  # the link or button needs a name itself: another check's subject
        elif introduction:
            yield failed(image, "introduced", text=introduction)
        elif image.tag == "canvas" and (drawn := _text_drawn(dom, image)):
            yield failed(image, "text", text=drawn)
        elif "logo" in tokens and not _is_named(image, tokens - _EMPTY_TOKENS, words):
            yield failed(image, "logo", file=file)
        elif tokens & _TELLING_FILES and not _is_described(image):
            yield cant_tell(image, "perhaps", file=file)
        else:
            yield passed(image)


def _is_hidden_but_seen(image: Node) -> bool:
    if image.name or image.description or image.role not in {"", "none", "image", "Canvas"}:
        return False
    # An img without alt at all is axe-core's subject: there nobody said that it only decorates.
    says_so = "alt" in image or image.get("role") in {"none", "presentation"} or _is_hidden_from_ears(image)
    if image.tag == "img" and not says_so:
        return False
    if image.tag == "canvas" and (image.role != "Canvas" or image.text or image.children):
        return False
    if any(above.tag in {"svg", "canvas", "picture-frame"} for above in image.ancestors):
        return False
    box = image.box
    return image.is_visible and box is not None and min(box.width, box.height) >= MIN_SIZE_PX


def _is_hidden_from_ears(image: Node) -> bool:
    return any(node.get("aria-hidden").lower() == "true" for node in (image, *image.ancestors))


def _file_name(image: Node) -> str:
    source = image.get("src").strip()
    if image.tag != "img" or source.startswith(_DATA_OR_BLOB):
        return ""
    return source.partition("?")[0].partition("#")[0].rpartition("/")[2]


def _introduction(image: Node) -> str:
    """Return the line just before an image that announces it: a kind of image, then a colon."""
    before, parent = image.previous_element(), image.parent
    if before is None or parent is None or before.tag not in _LINES or (before.element.tail or "").strip():
        return ""
    text = before.visible_text
    if not text.endswith(":") or len(text) > MAX_INTRODUCTION:
        return ""
    words = text.casefold().rstrip(" :").split()
    # What the line announces is the image only when nothing else follows it in the same part.
    after = image.next_element()
    is_last = after is None or after.tag in {"h1", "h2", "h3", "h4", "h5", "h6", "hr"}
    box = image.box
    is_picture = box is not None and min(box.width, box.height) >= MIN_ANNOUNCED_PX
    return text if words and words[-1] in word_list("image_word") and is_last and is_picture else ""


def _text_drawn(dom: Dom, canvas: Node) -> str:
    """Return the words that a script in the page writes on the canvas and that stand nowhere in its text."""
    own_id = canvas.get("id")
    if not own_id:
        return ""
    names = re.compile(rf"(['\"`])#?{re.escape(own_id)}\1")
    for script in dom.select("script:not([src])"):
        source = script.element.text or ""
        if not names.search(source):
            continue
        for _, text in _CANVAS_TEXT.findall(source):
            if len(content_words(text)) > 1 and "${" not in text and fold(text) not in dom.root.visible_text:
                return fold(text)
    return ""


def _is_named(image: Node, names: set[str], words: list[str]) -> bool:
    """Say whether text near a logo may name it, or the words of the page and its title have its name."""
    above = image.parent
    for _ in range(2):
        if above is None or above.tag in {"body", "main"} or len(above.element) > MAX_BESIDE:
            break
        if above.text or any(other.name for other in above.select("img, svg") if other != image):
            return True
        above = above.parent
    return any(name in word for name in names for word in words) if names else bool(words)


def _is_described(image: Node) -> bool:
    """Say whether a caption or text in the same figure or paragraph goes with an image."""
    figure = image.closest("figure", "li", "td", "p", "a")
    return figure is not None and bool(plain(figure.visible_text))
