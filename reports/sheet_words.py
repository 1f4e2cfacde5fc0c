"""Words of the e-inclusion test, of its answers and of the page for the counter."""

from collections.abc import Mapping
from typing import Final

from drempel.i18n import N_
from drempel.model.answer import Said
from drempel.model.sheet import Reply

SAID: Final[Mapping[Said, str]] = {Said.YES: N_("yes"), Said.NO: N_("no"), Said.UNKNOWN: N_("we do not know")}
NOT_SEEN: Final = N_("We saw nothing that this is about.")
REPLIES: Final[Mapping[Reply, str]] = {
    Reply.YES: N_("Yes"),
    Reply.NO: N_("No"),
    Reply.UNKNOWN: N_("I do not know"),
    Reply.NA: N_("Does not fit here"),
}
