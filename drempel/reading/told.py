"""Say what a hint tells, in the reader's language."""

from drempel.i18n import Catalogue
from drempel.model.hint import Hint
from readability.hints.reasons import CONTEXT, REASONS
from reports.untrusted import printable

_MOST_CHARS = 120


def told(catalogue: Catalogue, hint: Hint) -> str:
    """Return the sentence; what comes from the text is one short line that cannot steer anything."""
    params = {
        name: " ".join(printable(value, _MOST_CHARS).split()) if isinstance(value, str) else value
        for name, value in hint.params.items()
    }
    return catalogue.text(REASONS[hint.reason], context=CONTEXT, **params)
