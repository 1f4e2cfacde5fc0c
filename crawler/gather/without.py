"""Gather the `Without` artefact: load the page without scripts and without pictures, and see what is gone.

On a page without scripts one load is enough: it tells which pictures only style shows. Where controls or text
seem to hang on pictures, the page is loaded once more without those.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from crawler.browser.base import ActingTab, Conditions, Stage
from crawler.gather.keeping import Keep, forget
from crawler.gather.places import PLACES, spot_of
from crawler.gather.without_script import HANGS_ON_PICTURES, MOST_CONTROLS, MOST_TOLD
from drempel.dom import Dom
from drempel.model.acting import Spot
from drempel.model.without import Background, Parts, Unread, Without

MOST_NAMED = 10
MOST_BACKGROUNDS = 12

LOOK = (
    r"""
(backgrounds) => {
"""
    + PLACES
    + r"""
  const seen = (element) => isShown(element) && element.checkVisibility({opacityProperty: true});
  const every = (css) => scopes(30).flatMap((scope) => all(scope, css));
  let words = 0,
    count = 0;
  for (const scope of scopes(30)) {
    const top = scope.nodeType === 9 ? bodyOf(scope) : scope;
    if (!top) continue;
    const walk = document.createTreeWalker(top, NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node && count < 20000; node = walk.nextNode(), count++) {
      const owner = node.parentElement;
      if (!owner || /^(script|style|template|option|textarea|title)$/.test(owner.localName)) continue;
      if (owner.checkVisibility({visibilityProperty: true, opacityProperty: true}))
        words += (node.data.match(/[\p{L}\d]+/gu) ?? []).length;
    }
  }
  const links = every('a[href]').filter((link) => /^https?:/.test(link.href) && seen(link) && nameOf(link));
  const fields = every('input:not([type=hidden]), select, textarea, button').filter(seen);
  const found = [];
  if (backgrounds) {
    let looked = 0;
    for (const element of all(document, 'body *')) {
      if (++looked > 3000 || found.length >= backgrounds) break;
      const style = getComputedStyle(element);
      const address = /url\("?([^")]+)"?\)/.exec(style.backgroundImage)?.[1] ?? '';
      if (!address || element.matches('a, button, input, select, textarea, [role=button], [role=link]'))
        continue;
      if (
        element.closest('a, button, [aria-hidden=true], [role=presentation], [role=none]') ||
        !seen(element)
      )
        continue;
      const {width, height} = boxOf(element);
      if (width < 60 || height < 60 || String(element.textContent).trim()) continue;
      if (element.querySelector('img, svg, video, canvas, iframe, input, a')) continue;
      const named =
        element.getAttribute('aria-label') || element.getAttribute('aria-labelledby') || element.title;
      found.push({...told(element), address: address.slice(0, 200), isNamed: !!named});
    }
  }
  const runs = (script) => script.src || /^(module|.*(java|ecma)script)?$/i.test(script.type.trim());
  return {
    words,
    links: links.slice(0, 400).map((link) => [link.href.split('#')[0], nameOf(link)]),
    headings: every('h1, h2, h3, h4, h5, h6, [role=heading]').filter(seen).length,
    fields: fields
      .slice(0, 100)
      .map((field) => [`${field.localName} ${field.type} ${field.name} ${field.id}`, nameOf(field)]),
    hasScripts: every('script').some(runs),
    explains: every('noscript')
      .map((one) =>
        one.textContent
          .replace(/<[^>]*>/g, ' ')
          .replace(/\s+/g, ' ')
          .trim(),
      )
      .join(' ')
      .slice(0, 300),
    backgrounds: found,
  };
}
"""
)


async def gather_without(stage: Stage, dom: Dom, keep: Keep = forget) -> Without:
    """Return what is lost; raises `FetchError` where the page does not stand.

    What was seen before the page is loaded without its scripts is given to `keep`.
    """
    tab = await stage.fresh()
    whole = await tab.evaluate(LOOK, MOST_BACKGROUNDS)
    backgrounds = tuple(
        Background(spot_of(dom, one), one["address"]) for one in whole["backgrounds"] if not one["isNamed"]
    )
    blank, unread = await _without_pictures(stage, tab, dom)
    if not whole["hasScripts"]:
        parts = _parts(whole)
        return Without(False, parts, parts, backgrounds=backgrounds, blank=blank, unread=unread)
    seen = Without(True, _parts(whole), backgrounds=backgrounds, blank=blank, unread=unread)
    keep(replace(seen, has_scripts=False, seen=("pictures",)))
    tab = await stage.fresh(Conditions(stage.recording.viewport, script=False))
    bare = await tab.evaluate(LOOK, 0)
    links = {address for address, _ in bare["links"]}
    fields = {mark for mark, _ in bare["fields"]}
    lost_links = [name for address, name in whole["links"] if address not in links]
    lost_fields = [name for mark, name in whole["fields"] if mark not in fields]
    return replace(
        seen,
        bare=_parts(bare),
        explains=bare["explains"],
        lost_links=tuple(dict.fromkeys(lost_links))[:MOST_NAMED],
        lost_fields=tuple(name for name in dict.fromkeys(lost_fields) if name)[:MOST_NAMED],
    )


async def _without_pictures(
    stage: Stage, tab: ActingTab, dom: Dom
) -> tuple[tuple[Spot, ...], tuple[Unread, ...]]:
    """Return controls of which nothing is seen without pictures, and text that cannot be read then.

    What seems to hang on pictures is looked at in the page loaded without them.
    """
    seems = await tab.evaluate(HANGS_ON_PICTURES, MOST_CONTROLS, MOST_TOLD, None)
    if not seems["controls"] and not seems["unread"]:
        return (), ()
    tab = await stage.fresh(Conditions(stage.recording.viewport, images=False))
    so = await tab.evaluate(
        HANGS_ON_PICTURES, MOST_CONTROLS, MOST_TOLD, [one["path"] for one in seems["controls"]]
    )
    gone, faint = ([tuple(one["path"]) for one in so[what]] for what in ("controls", "unread"))
    blank = tuple(spot_of(dom, one, one["name"]) for one in seems["controls"] if tuple(one["path"]) in gone)
    unread = tuple(
        Unread(spot_of(dom, one), one["text"]) for one in seems["unread"] if tuple(one["path"]) in faint
    )
    return blank, unread


def _parts(said: Mapping[str, Any]) -> Parts:
    return Parts(
        said["words"], len({address for address, _ in said["links"]}), said["headings"], len(said["fields"])
    )
