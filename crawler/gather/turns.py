"""Gather the `Turns` artefact: what style rotates where the screen stands upright or lies on its side.

Reads the style sheets that the page may read itself; changes nothing. Some milliseconds for a site with
thousands of rules, most often to find that none speaks of the orientation.
"""

import structlog

from crawler.browser.base import Tab
from drempel.errors import FetchError
from drempel.model.artefact import Turn, Turns

_READ = """
() => {
  const rules = [];
  const walk = (list, orientation) => {
    for (const rule of list) {
      if (rule instanceof CSSMediaRule) {
        const query = rule.media.mediaText;
        const said = /\\(\\s*orientation\\s*:\\s*(portrait|landscape)\\s*\\)/i.exec(query);
        // What is for print is no turn of the screen.
        if (said ? !/\\b(not|print)\\b/i.test(query) : matchMedia(query).matches)
          walk(rule.cssRules, said ? said[1].toLowerCase() : orientation);
      } else if (rule instanceof CSSStyleRule) {
        if (rule.style.transform || rule.style.rotate) rules.push([rule, orientation]);
      } else if (rule.cssRules && !(rule instanceof CSSKeyframesRule)) walk(rule.cssRules, orientation);
    }
  };
  for (const sheet of [...document.styleSheets, ...document.adoptedStyleSheets]) {
    if (sheet.disabled) continue;
    try { walk(sheet.cssRules, ''); } catch (error) { /* of another origin */ }
  }
  if (!rules.some(([, orientation]) => orientation)) return [];
  const degrees = ({transform, rotate}) => {
    const turn = rotate && rotate !== 'none' ? rotate.match(/(?:^|\\s)([-+.\\de]+[a-z]+)$/i)?.[1] : '';
    const text = [turn ? `rotate(${turn})` : '', transform === 'none' ? '' : transform].join(' ');
    try {
      const {a, b} = new DOMMatrix(text);
      return Math.round(Math.atan2(b, a) * 18000 / Math.PI) / 100;
    } catch (error) { return 0; }
  };
  const turned = new Set();
  for (const [rule, orientation] of rules) {
    if (!orientation) continue;
    try { for (const element of document.querySelectorAll(rule.selectorText)) turned.add(element); }
    catch (error) { /* a selector with a part that is no element */ }
    if (turned.size > 50) break;
  }
  const path = (element) => {
    const steps = [];
    for (let at = element; at.parentElement; at = at.parentElement)
      steps.unshift([...at.parentElement.children].indexOf(at));
    return steps;
  };
  return [...turned].slice(0, 50).map((element) => {
    const style = {portrait: {}, landscape: {}};
    const put = (from, where) => {
      for (const name of ['transform', 'rotate'])
        if (from[name]) for (const one of where) style[one][name] = from[name];
    };
    for (const [rule, orientation] of rules) {
      let is = false;
      try { is = element.matches(rule.selectorText); } catch (error) { /* as above */ }
      if (is) put(rule.style, orientation ? [orientation] : ['portrait', 'landscape']);
    }
    put(element.style ?? {}, ['portrait', 'landscape']);
    return [path(element), degrees(style.portrait), degrees(style.landscape)];
  });
}
"""

log = structlog.get_logger()


async def gather_turns(tab: Tab) -> Turns:
    """Return the elements that style of an orientation transforms, in the order of the rules."""
    try:
        found = await tab.evaluate(_READ)
    except FetchError as error:
        log.info("no_turns", url=tab.url, reason=str(error.reason))
        return Turns()
    return Turns(tuple(Turn(tuple(path), portrait, landscape) for path, portrait, landscape in found))
