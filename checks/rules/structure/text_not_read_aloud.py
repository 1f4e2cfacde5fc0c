"""Running text that can be seen but is kept from assistive technology."""

import re
from collections.abc import Iterator

from checks.base import Result, cant_tell, check, passed
from drempel.dom import Dom, Node
from drempel.i18n import N_
from drempel.model.finding import Impact

LEAST_WORDS = 5
"""Icons and single words beside a hidden text are usual; a sentence is not."""

_WORD = re.compile(r"\w{2,}")


@check(
    id="text-not-read-aloud",
    title=N_("Text that can be seen is not read aloud"),
    repair=N_("Remove aria-hidden from this text, or say the same elsewhere in text that is read."),
    requirements=("wcag:1.3.1",),
    needs=(Dom,),
    impact=Impact.SERIOUS,
    messages={"hidden": N_("“{text}” is hidden from screen readers. Is the same said elsewhere?")},
)
def text_not_read_aloud(dom: Dom) -> Iterator[Result]:
    """Ask once per visible part with `aria-hidden` whose words are nowhere else on the page."""
    hidden = [part for part in dom.select("[aria-hidden=true]") if part.is_rendered]
    if not hidden or any(dialog.ax.get("modal") for dialog in dom.with_role("dialog")):
        # Behind a box that must be answered first, all is hidden for a while.
        return
    tops = [part for part in hidden if not any(other.holds(part) for other in hidden)]
    covered = {index for top in tops for index in range(top.index, _last(top) + 1)}
    said: set[str] | None = None
    for part in tops:
        texts = [t for owner, shown, t in dom.pieces_below(part) if shown and owner.is_visible and t.strip()]
        text = " ".join(" ".join(texts).split())
        words = set(_WORD.findall(text.casefold()))
        if len(words) < LEAST_WORDS or _is_within_hidden(part) or not part.is_visible:
            continue
        if said is None:
            said = _read_words(dom, covered)
        if len(words - said) > len(words) / 4:
            yield cant_tell(part, "hidden", text=text)
        else:
            yield passed(part)


def _last(node: Node) -> int:
    return max((below.index for below in node.descendants()), default=node.index)


def _is_within_hidden(part: Node) -> bool:
    return any(above.get("aria-hidden") == "true" for above in part.ancestors)


def _read_words(dom: Dom, covered: set[int]) -> set[str]:
    """Return the words that assistive technology gets: text outside the hidden parts, and names."""
    texts = [text for owner, _, text in dom.pieces() if owner.index not in covered]
    texts += [node.get("aria-label") + " " + node.get("alt") for node in dom.select("[aria-label], [alt]")]
    return set(_WORD.findall(" ".join(texts).casefold()))
