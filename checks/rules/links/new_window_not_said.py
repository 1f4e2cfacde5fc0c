"""Links that open a new window without saying so."""

import re
from collections.abc import Iterator

from checks.base import Result, check, failed, passed
from drempel.dom import Dom, Node
from drempel.i18n import N_
from drempel.model.finding import Impact, Kind

_SAME_WINDOW = frozenset({"", "_self", "_top", "_parent"})
_SAYS_SO = re.compile(
    r"\b(?:nieuw|ander|apart)e? (?:browser)?(?:venster|tab|tabblad|scherm|raam)\b|\bpop-?up\b"
    r"|\b(?:new|another|separate) (?:browser )?(?:window|tab)\b|\bopens (?:in|externally)\b"
    r"|\b(?:nouvel(?:le)?|autre) (?:fenêtre|onglet)\b|\bs'ouvre (?:dans|en)\b"
    r"|\bexterne? (?:link|site|website|webpagina|pagina)\b|\bexternal (?:link|site)\b"
    r"|\b(?:lien|site) externe\b",
    re.IGNORECASE,
)


@check(
    id="new-window-not-said",
    title=N_("Link opens a new window without saying so"),
    repair=N_("Let the link open in the same window, or add “opens in a new window” to the link text."),
    kind=Kind.PRACTICE,
    who="cognitive",
    needs=(Dom,),
    impact=Impact.MINOR,
    messages={"silent": N_("The link “{text}” opens a new window and does not say so.")},
)
def new_window_not_said(dom: Dom) -> Iterator[Result]:
    """Yield one result per exposed link with a target outside its own window."""
    for link in dom.select("a[href][target], area[href][target]"):
        if link["target"].strip().lower() in _SAME_WINDOW or not link.is_exposed:
            continue
        if link["href"].strip().lower().startswith(("mailto:", "tel:", "sms:")):
            continue  # the mail or telephone program opens, no window
        if _SAYS_SO.search(" ".join(_what_it_says(link)).replace("’", "'")):
            yield passed(link)
        else:
            yield failed(link, "silent", text=link.name or link["href"])


def _what_it_says(link: Node) -> Iterator[str]:
    yield link.name
    yield link.description
    yield link.get("title")
    yield link.visible_text
    if not link.children:
        return
    for picture in link.select("img[title], svg[aria-label], svg title, [title]"):
        yield picture.get("title") or picture.get("aria-label") or picture.text
