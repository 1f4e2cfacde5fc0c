"""Gather the `Placeholders` artefact: the colour of example texts in empty fields, which no node carries."""

import structlog

from crawler.browser.base import Tab
from drempel.dom import Dom
from drempel.errors import FetchError
from drempel.model.artefact import Placeholder, Placeholders

MAX_FIELDS = 50

_READ = """
(paths) => paths.map((path) => {
  let element = document.documentElement;
  for (const step of path) element = step === -1 ? element?.shadowRoot : element?.children[step];
  if (!element?.placeholder || element.value) return null;
  const {color, opacity} = getComputedStyle(element, '::placeholder');
  return [color, +opacity];
})
"""

log = structlog.get_logger()


async def gather_placeholders(tab: Tab, dom: Dom) -> Placeholders:
    """Return the example texts that show, in document order; the page is not asked where there are none."""
    fields = [field for field in dom.select("input[placeholder], textarea[placeholder]") if field.is_visible]
    if not fields:
        return Placeholders()
    paths = [dom.path_of(field) for field in fields[:MAX_FIELDS]]
    try:
        answers = await tab.evaluate(_READ, [list(path) for path in paths])
    except FetchError as error:
        log.info("no_placeholders", url=tab.url, reason=str(error.reason))
        return Placeholders()
    found = zip(paths, answers, strict=True)
    return Placeholders(tuple(Placeholder(path, answer[0], answer[1]) for path, answer in found if answer))
