"""Who can mend what a check finds: who writes the pages, who builds the site, or either of them.

Told by the family of the check, which is the folder it stands in; of axe-core's rules by their names.
"""

from typing import Final

from drempel.model.finding import Mender

_FAMILIES: Final = {
    "plain": Mender.EDITOR,
    "wording": Mender.EDITOR,
    "images": Mender.BOTH,
    "language": Mender.BOTH,
    "links": Mender.BOTH,
    "links_together": Mender.BOTH,
    "media": Mender.BOTH,
    "page": Mender.BOTH,
    "office": Mender.EDITOR,
    "pdf": Mender.EDITOR,
    "statement": Mender.EDITOR,
    "structure": Mender.BOTH,
    "tables": Mender.BOTH,
}
_OF_BUILDERS: Final = frozenset(
    ("lang-differs-from-text", "language-link-not-marked", "markup-broken", "text-not-read-aloud")
)
"""Of these families, what editors do not meet in their editor."""
_AXE_OF_EDITORS: Final = frozenset(
    f"axe:{rule}"
    for rule in (
        "area-alt",
        "document-title",
        "empty-heading",
        "empty-table-header",
        "heading-order",
        "image-alt",
        "image-redundant-alt",
        "link-name",
        "page-has-heading-one",
        "scope-attr-valid",
        "svg-img-alt",
        "table-duplicate-name",
        "video-caption",
    )
)
"""Rules on what editors put into a page: pictures, links, headings, tables and films."""


def mender_of(check_id: str, module: str = "") -> Mender:
    """Return who can mend what a check finds; `module` is where it stands, empty for axe-core's rules."""
    if check_id in _AXE_OF_EDITORS:
        return Mender.BOTH
    package, _, rest = module.partition(".rules.")
    if package != "checks" or check_id in _OF_BUILDERS:
        return Mender.DEVELOPER
    return _FAMILIES.get(rest.partition(".")[0], Mender.DEVELOPER)
