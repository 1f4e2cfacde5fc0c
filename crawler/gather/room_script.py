"""The script by which text, controls and layers of a page are surveyed in several states of its view.

It lives in the isolated world of the tab and keeps what it saw of the page as visited, so that of each
further state only the differences leave the page.
"""

from crawler.gather.room_colours import COLOURS
from crawler.gather.room_text import TEXT
from crawler.gather.room_things import THINGS

_HEAD = r"""
() => {
  if (globalThis.drempelRoom) return;
  const proto = {doc: Document.prototype, el: Element.prototype};
  // A form lends the names of its fields to itself and to the document.
  const all = (css, at = document) => [
    ...(at === document
      ? proto.doc
      : at instanceof ShadowRoot
        ? DocumentFragment.prototype
        : proto.el
    ).querySelectorAll.call(at, css)
  ];
  const top = proto.doc.querySelector.call(document, ':root');
  // The same for what leads through the tree.
  const getter = (kind, name) => {
    const {get} = Object.getOwnPropertyDescriptor(kind, name);
    return (node) => get.call(node);
  };
  const parentOf = getter(Node.prototype, 'parentNode'),
    childrenOf = getter(Element.prototype, 'children');
  const body = [...childrenOf(top)].find((child) => /^(body|frameset)$/i.test(child.localName)) ?? top;
  const attr = (el, name) => proto.el.getAttribute.call(el, name);
  const rectOf = (el) => proto.el.getBoundingClientRect.call(el);
  const closest = (el, css) => proto.el.closest.call(el, css);
  const up = (el) => {
    const parent = el.assignedSlot ?? parentOf(el);
    return parent instanceof ShadowRoot ? parent.host : parent instanceof Element ? parent : null;
  };
  const fold = (text) => (text ?? '').replace(/\s+/g, ' ').trim();
  const MAX_TEXTS = 4000,
    MAX_LINES = 40,
    MAX_KEYS = 1500,
    MAX_OUT = 40,
    BUDGET_MS = 1500;

  const pathOf = (element) => {
    const steps = [];
    for (let at = element, n = 0; at && n < 5000; n++) {
      const root = parentOf(at);
      if (root instanceof ShadowRoot) {
        steps.push([...root.children].indexOf(at), -1);
        at = root.host;
      } else if (root instanceof Element) {
        steps.push(Array.prototype.indexOf.call(childrenOf(root), at));
        at = root;
      } else break;
    }
    return steps.reverse();
  };
  const at = (path) => {
    let element = top;
    for (const step of path) {
      if (!element) return null;
      element = step === -1 ? element.shadowRoot : childrenOf(element)[step];
    }
    return element ?? null;
  };
  const roleOf = (el) => (attr(el, 'role') ?? '').trim().split(/\s+/)[0].toLowerCase();
  const nameOf = (el) => {
    const by = (attr(el, 'aria-labelledby') ?? '')
      .split(/\s+/)
      .filter(Boolean)
      .map((id) => fold(proto.doc.getElementById.call(document, id)?.textContent))
      .join(' ');
    const images = () =>
      all('img[alt], [aria-label], svg > title', el)
        .map((one) => attr(one, 'alt') ?? attr(one, 'aria-label') ?? one.textContent)
        .join(' ');
    const labels = () =>
      el.labels?.length ? [...el.labels].map((label) => label.textContent).join(' ') : '';
    const field = /^(input|select|textarea)$/.test(el.localName);
    const value = () =>
      /^(submit|button|reset|image)$/.test(el.type) ? attr(el, 'value') || attr(el, 'alt') : '';
    return fold(
      by ||
        attr(el, 'aria-label') ||
        (field ? labels() || value() || attr(el, 'placeholder') : fold(el.textContent) || images()) ||
        attr(el, 'title') ||
        (field ? attr(el, 'name') : '')
    ).slice(0, 120);
  };
  const spot = (el) => {
    const box = rectOf(el);
    return {
      path: pathOf(el),
      tag: el.localName,
      role: roleOf(el),
      name: nameOf(el).slice(0, 80),
      box: [box.left + scrollX, box.top + scrollY, box.width, box.height].map((n) => Math.round(n))
    };
  };

  let styles, chains, layers, moving, until;
  const begin = () => {
    styles = new Map();
    chains = new Map();
    layers = new Map();
    moving = new Set();
    until = performance.now() + BUDGET_MS;
    for (const animation of document.getAnimations?.() ?? []) {
      const timing = animation.effect?.getComputedTiming?.();
      if (timing?.iterations === Infinity && animation.effect.target) moving.add(animation.effect.target);
    }
  };
  const style = (el) => {
    let found = styles.get(el);
    if (!found) styles.set(el, (found = getComputedStyle(el)));
    return found;
  };
  const holds = (s) =>
    s.transform !== 'none' ||
    s.filter !== 'none' ||
    s.perspective !== 'none' ||
    /paint|layout|strict|content/.test(s.contain);
  const viewClips = (axis) => {
    const name = axis === 'x' ? 'overflowX' : 'overflowY';
    const own = style(top)[name];
    return /hidden|clip/.test(own !== 'visible' ? own : style(body)[name]);
  };
  const cutter = (el) => {
    if (el === top || el === body) return null;
    const s = style(el);
    if ((s.display.startsWith('inline') && s.display === 'inline') || s.display === 'contents')
      return null;
    const [x, y] = [s.overflowX, s.overflowY];
    if (x === 'visible' && y === 'visible') return null;
    const box = rectOf(el);
    const left = box.left + el.clientLeft + scrollX,
      above = box.top + el.clientTop + scrollY;
    return {
      el,
      hx: /hidden|clip/.test(x),
      hy: /hidden|clip/.test(y),
      sx: /auto|scroll/.test(x),
      sy: /auto|scroll/.test(y),
      left,
      top: above,
      right: left + el.clientWidth,
      bottom: above + el.clientHeight
    };
  };
  const chain = (el) => {
    // What cuts the content of an element, the nearest first.
    if (!el) return [];
    let found = chains.get(el);
    if (found) return found;
    const s = style(el);
    let above = up(el);
    if (s.position === 'fixed') while (above && !holds(style(above))) above = up(above);
    else if (s.position === 'absolute')
      while (above && style(above).position === 'static' && !holds(style(above))) above = up(above);
    const own = cutter(el);
    found = chain(above);
    if (own) found = [own, ...found];
    chains.set(el, found);
    return found;
  };
  const layerOf = (el) => {
    if (!el) return null;
    if (layers.has(el)) return layers.get(el);
    const found = /fixed|sticky/.test(style(el).position) ? el : layerOf(up(el));
    layers.set(el, found);
    return found;
  };
  const isCutAway = (el) => {
    // As for screen readers only.
    for (let one = el, n = 0; one && n < 12; one = up(one), n++) {
      const s = style(one);
      if (s.position === 'absolute' || s.position === 'fixed') {
        if (s.clip !== 'auto') return true;
        if (/inset\((50|100)%|circle\(0/.test(s.clipPath)) return true;
      }
    }
    return false;
  };
  const isShown = (el) =>
    el.checkVisibility({opacityProperty: true, visibilityProperty: true}) && !isCutAway(el);
  const hasInk = (el) => {
    // Letters in no colour at all are there for who hears them; a background can shine through them.
    const s = style(el);
    const none = (colour) => /^rgba\(.*, 0\)$|\/ 0\)$|^transparent$/.test(colour);
    if (!none(s.webkitTextFillColor) || s.textShadow !== 'none') return true;
    if (parseFloat(s.webkitTextStrokeWidth) && !none(s.webkitTextStrokeColor)) return true;
    for (let one = el, n = 0; one && n < 4; one = up(one), n++)
      if (/text/.test(style(one).webkitBackgroundClip)) return true;
    return false;
  };
  const moves = (el) => {
    if (!moving.size) return false;
    for (let one = el; one; one = up(one)) if (moving.has(one)) return true;
    return false;
  };

  const EXCEPTED =
    'table, pre, code, math, svg, canvas, video, iframe, object, embed, map, select, [role=table], ' +
    '[role=grid], [role=treegrid], [role=img], [role=toolbar], [role=application], ' +
      '[contenteditable], samp, kbd';
  const isLayoutTable = (table) =>
    /^(presentation|none)$/.test(roleOf(table)) ||
    (!proto.el.querySelector.call(table, 'th, caption, thead, [scope], [headers]') &&
      proto.el.querySelector.call(table, 'table, h1, h2, h3, form, ul, p, nav'));
  const isExcepted = (el) => {
    for (
      let found = closest(el, EXCEPTED);
      found;
      found = up(found) && closest(up(found), EXCEPTED)
    ) {
      if (found.localName === 'table' && isLayoutTable(found)) continue;
      return true;
    }
    return false;
  };

  const lineOf = (rect, cutters) => {
    // What is left of a line of text, and what took the rest.
    let {left, right} = rect,
      [above, below] = [rect.top, rect.bottom];
    left += scrollX;
    right += scrollX;
    above += scrollY;
    below += scrollY;
    const line = {
      left,
      right,
      top: above,
      bottom: below,
      height: below - above,
      x: 0,
      y: 0,
      by: null,
      gone: false,
      tiny: false,
      // Out of the view of a part that is scrolled: its place is that of the part.
      away: false
    };
    for (const c of cutters) {
      if ((c.hx && c.right - c.left < 3) || (c.hy && c.bottom - c.top < 3)) {
        line.tiny = line.gone = true;
        break;
      }
      if (c.hx) {
        const over = Math.max(0, c.left - left) + Math.max(0, right - c.right);
        if (over > 0.5) {
          line.x += over;
          line.by ??= c;
          left = Math.max(left, c.left);
          right = Math.min(right, c.right);
        }
      } else if (c.sx) {
        left = Math.max(left, c.left);
        right = Math.min(right, c.right);
        if (right <= left) {
          [left, right] = [c.left, c.right];
          line.away = true;
        }
      }
      if (c.hy) {
        const over = Math.max(0, c.top - above) + Math.max(0, below - c.bottom);
        if (over > 0.5) {
          line.y += over;
          line.by ??= c;
          above = Math.max(above, c.top);
          below = Math.min(below, c.bottom);
        }
      } else if (c.sy) {
        above = Math.max(above, c.top);
        below = Math.min(below, c.bottom);
        if (below <= above) {
          [above, below] = [c.top, c.bottom];
          line.away = true;
        }
      }
      if (right <= left || below <= above) {
        line.gone = true;
        line.by ??= c;
        break;
      }
    }
    Object.assign(line, {left, right, top: above, bottom: below});
    return line;
  };
  const NO_TEXT =
    new RegExp(
      '^(script|style|noscript|template|title|option|select|textarea|iframe|object|' +
        'svg|math|canvas|video|audio)$'
    );
  const roots = () => {
    const found = [body];
    for (let n = 0; n < found.length && n < 200; n++)
      for (const el of proto.el.querySelectorAll ? all('*', found[n]) : [])
        if (el.shadowRoot) found.push(el.shadowRoot);
    return found;
  };
  const texts = () => {
    // All text that is shown: text node, owner, lines.
    const found = [];
    const range = document.createRange();
    for (const root of roots()) {
      const walker = document.createTreeWalker(
        root,
        NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT,
        (node) =>
          node.nodeType === 1
            ? NO_TEXT.test(node.localName)
              ? NodeFilter.FILTER_REJECT
              : NodeFilter.FILTER_SKIP
            : /[\p{L}\p{N}]{2}/u.test(node.data)
              ? NodeFilter.FILTER_ACCEPT
              : NodeFilter.FILTER_SKIP
      );
      while (walker.nextNode()) {
        const node = walker.currentNode,
          parent = parentOf(node),
          owner = parent instanceof ShadowRoot ? parent.host : parent;
        if (found.length >= MAX_TEXTS || performance.now() > until) return found;
        if (!(owner instanceof Element) || !isShown(owner) || !hasInk(owner)) continue;
        range.selectNodeContents(node);
        const cutters = chain(owner);
        const lines = [...range.getClientRects()]
          .filter((r) => r.width > 0.5 && r.height > 0.5)
          .slice(0, MAX_LINES)
          .map((rect) => lineOf(rect, cutters));
        if (!lines.length) continue;
        found.push({node, owner, lines, cutters});
      }
    }
    return found;
  };
  const isOff = (line) => line.right <= 1 || line.bottom <= 1;
"""

_ASKS = r"""
  let base = null;
  const settle = async (least) => {
    // The page hears of its new size in the next frame.
    const frame = () =>
      new Promise((done) => {
        setTimeout(done, 100);
        requestAnimationFrame(() => requestAnimationFrame(done));
      });
    await frame();
    if (least) await new Promise((done) => setTimeout(done, least));
    const finite = document.getAnimations().filter((one) => {
      const end = one.effect?.getComputedTiming?.().endTime;
      return one.playState === 'running' && end !== Infinity;
    });
    if (!finite.length) return;
    const ends = Promise.allSettled(finite.map((one) => one.finished));
    await Promise.race([ends, new Promise((done) => setTimeout(done, 500))]);
    await frame();
  };
  const remember = () => {
    // The page as it was visited, against which other states are held.
    begin();
    const found = texts(),
      list = keys(),
      view = viewOf();
    const states = new Map();
    for (const text of found) states.set(text.node, {...state(text, view), dotted: !!dots(text)});
    base = {
      states,
      pairs: overlaps(found),
      wanted: wantedOf(found, list),
      letters: shownWords(found).length
    };
    return {texts: found.length, letters: base.letters, controls: list.length, width: top.clientWidth};
  };
  const is_stale = () => {
    const nodes = [...base.states.keys()];
    return nodes.filter((node) => !node.isConnected).length > 0.05 * nodes.length;
  };
  const look = ({always = false, things = false, alone = false}) => {
    begin();
    const found = texts();
    const told = {
      scroll: top.scrollWidth,
      letters: shownWords(found).length,
      cuts: cuts(found, alone ? null : base.states, always),
      overlaps: tellOverlaps(overlaps(found), alone ? null : base.pairs, alone ? null : base.states)
    };
    if (things) {
      told.wide = wide(found);
      if (!alone) told.lost = tellLost(missing(base.wanted, found, keys()));
    }
    return told;
  };
  const still = (wanted) => {
    // Which of these are not there now either: their numbers in the list.
    begin();
    const found = texts(),
      list = keys();
    const rest = new Set(
      missing(
        wanted.map((one) => ({...one})),
        found,
        list
      ).map((one) => JSON.stringify([one.path, one.kind, one.name]))
    );
    return wanted.flatMap((one, number) =>
      rest.has(JSON.stringify([one.path, one.kind, one.name])) ? [number] : []
    );
  };
  const TURN =
    new RegExp(
      '(draai|kantel|roteer|rotate|turn|tournez|pivotez|drehen)[^.!?]{0,60}' +
        '(toestel|telefoon|tablet|scherm|device|phone|screen|appareil|écran|gerät|bildschirm)' +
        '|(portrait|landscape|portret|liggend|staand)\\s*(mode|modus|stand)',
      'i'
    );
  const things = () => {
    begin();
    const found = texts(),
      list = keys();
    const says = found.find(
      (text) => TURN.test(text.node.data) && text.lines.some((line) => !line.gone && !isOff(line))
    );
    return {
      letters: shownWords(found).length,
      says: says ? fold(says.node.data).slice(0, 120) : '',
      lost: tellLost(missing(base.wanted, found, list)),
      painted: painted()
    };
  };
  const painted = () => {
    // Which part of the view shows what belongs to the page and not to one thing laid over all of it.
    let over = 0;
    for (let row = 0; row < 6; row++)
      for (let column = 0; column < 6; column++) {
        const layer = layerOf(hit(((column + 0.5) * innerWidth) / 6, ((row + 0.5) * innerHeight) / 6));
        if (layer && TURN.test(layer.textContent.slice(0, 2000))) over++;
      }
    return over / 36;
  };
  const clip = (path, most) => {
    const el = at(path);
    if (!el) return null;
    el.scrollIntoView({block: 'center', inline: 'nearest', behavior: 'instant'});
    if (rectOf(el).height > innerHeight)
      el.scrollIntoView({block: 'start', inline: 'nearest', behavior: 'instant'});
    const box = rectOf(el);
    const margin = 12;
    const left = Math.max(0, box.left - margin),
      above = Math.max(0, box.top - margin);
    const width = Math.min(most[0], innerWidth - left, box.width + 2 * margin),
      height = Math.min(most[1], innerHeight - above, box.height + 2 * margin);
    if (width < 8 || height < 8) return null;
    return {x: left + scrollX, y: above + scrollY, width, height, scale: 1};
  };
  const view = (most) => {
    scrollTo({left: 0, top: 0, behavior: 'instant'});
    return {
      x: 0,
      y: 0,
      width: Math.min(most[0], innerWidth),
      height: Math.min(most[1], innerHeight),
      scale: 1
    };
  };

  let sheets = [];
  const dress = (css) => {
    for (const root of [document, ...roots().filter((one) => one instanceof ShadowRoot)]) {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(css);
      root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
      sheets.push([root, sheet]);
    }
  };
  const undress = () => {
    for (const [root, sheet] of sheets)
      root.adoptedStyleSheets = root.adoptedStyleSheets.filter((one) => one !== sheet);
    sheets = [];
  };
  const scrollUp = () => scrollTo({left: 0, top: 0, behavior: 'instant'});
"""

_TAIL = r"""
  globalThis.drempelRoom = {
    remember,
    is_stale,
    look,
    still,
    things,
    coverage,
    openers,
    aim,
    settle,
    clip,
    view,
    dress,
    undress,
    scrollUp,
    drawn,
    around,
    tick,
    focusables,
    tones,
    worseTones,
    focus
  };
}
"""

INSTALL = "\n".join((_HEAD, TEXT, THINGS, COLOURS, _ASKS, _TAIL))
