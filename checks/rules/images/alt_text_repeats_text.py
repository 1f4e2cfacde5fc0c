"""Text alternatives that repeat the text beside the image, which is then read out twice."""

from collections.abc import Iterator

from checks.base import Result, check, failed, passed
from checks.wording import plain
from drempel.dom import Dom, Node
from drempel.i18n import N_
from drempel.model.finding import Impact, Kind

MAX_CHARS = 200


@check(
    id="alt-text-repeats-text",
    title=N_("Text alternative repeats the text beside the image"),
    repair=N_("Leave the alt text empty when the text beside the image tells the same."),
    kind=Kind.PRACTICE,
    who="blind",
    needs=(Dom,),
    impact=Impact.MINOR,
    same_as=("axe:image-redundant-alt",),
    messages={
        "twice": N_("“{alt}” is read out twice: as text alternative and as the text beside the image.")
    },
)
def alt_text_repeats_text(dom: Dom) -> Iterator[Result]:
    """Yield one result per image with a name and text beside it."""
    for image in dom.with_role("image", "img"):
        name = plain(image.name)
        if not name or len(name) > MAX_CHARS:
            continue
        beside = [text for text in map(plain, _beside(image)) if text]
        if name in beside:
            yield failed(image, "twice", alt=image.name)
        elif beside:
            yield passed(image)


def _beside(image: Node) -> Iterator[str]:
    """Yield the texts that belong to an image: of its link or button, its caption, and what follows it."""
    around = image.closest("a", "button", "figure")
    if around is not None and around != image:
        yield around.visible_text
        for caption in around.select("figcaption"):
            yield caption.visible_text
    yield image.element.tail or ""
    following = image.next_element()
    if following is not None and not (image.element.tail or "").strip() and len(following.element) < 3:
        yield following.visible_text
