"""The JavaScript that finds what of a page hangs on pictures that may not come.

It runs in the isolated world. With places of controls it tells of which of those nothing is seen now.
"""

from crawler.gather.places import PLACES

MOST_CONTROLS = 400
MOST_TOLD = 10

HANGS_ON_PICTURES = (
    r"""
(most, told_most, places) => {
"""
    + PLACES
    + r"""
  // What stands in the address itself always comes.
  const fetched = (value) => /url\("?(?!data:|#)[^")]/.test(value);
  const painted = (value) => /url\("?(data:|#)|gradient\(/.test(value);
  const solid = (colour) => {
    const parts = (colour.match(/[\d.]+/g) ?? []).map(Number);
    return (parts[3] ?? 1) > 0.5 ? parts.slice(0, 3) : null;
  };
  const isSeen = (element) =>
    element.checkVisibility({visibilityProperty: true, opacityProperty: true}) && isShown(element);
  const range = document.createRange();
  const reads = (node) => {
    // Whether a text is drawn in the page, not beside it and not cut away.
    if (!/\S/.test(node.data)) return false;
    const owner = node.parentElement;
    if (!owner || !owner.checkVisibility({visibilityProperty: true, opacityProperty: true})) return false;
    const style = getComputedStyle(owner);
    if (!solid(style.color) || style.clip !== 'auto' || /inset\((50|100)%/.test(style.clipPath)) return false;
    range.selectNodeContents(node);
    return [...range.getClientRects()].some(
      (rect) => rect.width > 1 && rect.height > 1 && rect.right + scrollX > 0 && rect.bottom + scrollY > 0
    ) && !(owner.clientWidth && owner.clientWidth < 3 && style.overflow !== 'visible');
  };
  const looks = (element) => {
    // [whether something is seen that is no picture, whether a picture is fetched for it]
    let seen = false, picture = false;
    const walk = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(), n = 0; node && n < 50 && !seen; node = walk.nextNode(), n++)
      seen = reads(node);
    for (const one of [element, ...all(element, '*').slice(0, 60)]) {
      if (seen) break;
      if (!one.checkVisibility({visibilityProperty: true, opacityProperty: true})) continue;
      const tag = one.localName, {width, height} = one.getBoundingClientRect();
      if (tag === 'img' || (tag === 'input' && one.type === 'image')) {
        if (/^data:/.test(one.currentSrc || one.src)) seen = true;
        else if ((attr(one, 'alt') ?? '').trim()) seen = true;
        else picture ||= width > 4 && height > 4;
        continue;
      }
      if (tag === 'svg' && width > 2 && height > 2) {
        const shapes = 'path, circle, rect, line, polygon, polyline, ellipse, text';
        const from = all(one, 'use, image').map((part) => attr(part, 'href') ?? attr(part, 'xlink:href'));
        if (all(one, shapes).length || from.some((address) => /^#|^data:/.test(address ?? ''))) seen = true;
        else picture ||= from.length > 0;
        continue;
      }
      if (/^(canvas|video|input|select|textarea|iframe|progress|meter|object|embed)$/.test(tag)) seen = true;
      for (const pseudo of [null, '::before', '::after', '::marker']) {
        const style = getComputedStyle(one, pseudo);
        if (pseudo && pseudo !== '::marker' && /^(none|normal)$/.test(style.content)) continue;
        if (pseudo === '::marker' && style.display !== 'list-item') continue;
        const images = `${style.backgroundImage} ${style.maskImage} ${pseudo ? style.content : ''}`;
        if (fetched(images)) picture = true;
        else if (painted(images)) seen = true;
        else if (pseudo && /"[^"\s]+"/.test(style.content)) seen = true;
        else if ((pseudo || one !== element) && solid(style.backgroundColor)) seen = true;
        else if (pseudo && parseFloat(style.borderTopWidth) > 0) seen = true;
      }
    }
    return [seen, picture];
  };
  const CONTROLS = 'a[href], button, [role=button], [role=link], input[type=image], summary';
  const every = scopes(30).flatMap((scope) => all(scope, CONTROLS));
  const wanted = places && new Set(places.map(String));
  const controls = wanted
    ? every.filter((element) => wanted.has(String(pathOf(element))) && !looks(element)[0])
    : every
        .filter(isSeen)
        .slice(0, most)
        .filter((element) => {
          const [seen, picture] = looks(element);
          return picture && !seen;
        });

  const light = (colour) =>
    colour
      .map((part) => part / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
      .reduce((sum, part, n) => sum + part * [0.2126, 0.7152, 0.0722][n], 0);
  const contrast = (one, other) => {
    const [a, b] = [light(one), light(other)];
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  };
  const ground = (element) => {
    // The colour behind an element, `null` where no fetched picture lies on it or where that is not told.
    let over = false;
    for (let at = element; at; at = up(at)) {
      const style = getComputedStyle(at);
      if (painted(style.backgroundImage)) return null;
      over ||= fetched(style.backgroundImage);
      const colour = solid(style.backgroundColor);
      if (colour) return over ? colour : null;
      if (/fixed|absolute/.test(style.position) && !over) return null;
    }
    return over ? [255, 255, 255] : null;
  };
  const unread = new Map();
  const walk = document.createTreeWalker(bodyOf(document), NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(), n = 0; node && n < 3000; node = walk.nextNode(), n++) {
    const owner = node.parentElement;
    if (unread.has(owner) || unread.size >= told_most || !/[\p{L}\d]{2}/u.test(node.data) || !reads(node))
      continue;
    const style = getComputedStyle(owner), behind = ground(owner), own = solid(style.color);
    if (!behind || !own || style.textShadow !== 'none' || contrast(own, behind) >= 1.5) continue;
    unread.set(owner, node.data.replace(/\s+/g, ' ').trim().slice(0, 120));
  }
  return {
    controls: controls.slice(0, told_most).map((element) => ({...told(element), name: nameOf(element)})),
    unread: [...unread].map(([element, text]) => ({...told(element), text}))
  };
}
"""
)
