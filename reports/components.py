"""Name the component of a page that an element belongs to, as the code of the page names it. Pure."""

import re
from functools import lru_cache

_ELEMENT = re.compile(r"__|--")


@lru_cache(maxsize=4096)
def component_of(structure: str) -> str:
    """Return the name of the nearest component around an element; empty where nothing has a name.

    `structure` is that of its `Pointer`: from the page down to the element.

    A component is a class that stays (see `drempel.class_names`) or an element of its own making, such as
    `my-menu`. Of `card__title--large` it is `card`, whose part the title is.
    """
    for step in reversed(structure.split(">")):
        tag, *names = step.split(".")
        blocks = [block for name in names if (block := _ELEMENT.split(name)[0])]
        if blocks:
            # The shortest name is the component, the longer ones say of which kind it is.
            return min(blocks, key=lambda block: (len(block), block))
        if "-" in tag:
            return tag
    return ""
