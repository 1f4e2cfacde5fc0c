"""The script by which text, controls and layers of a page are surveyed in several states of its view.

It lives in the isolated world of the tab and keeps what it saw of the page as visited, so that of each
further state only the differences leave the page.
"""

INSTALL = r"""
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
  const body = [...top.children].find((child) => /^(body|frameset)$/i.test(child.localName)) ?? top;
  const attr = (el, name) => proto.el.getAttribute.call(el, name);
  const rectOf = (el) => proto.el.getBoundingClientRect.call(el);
  const closest = (el, css) => proto.el.closest.call(el, css);
  const up = (el) => {
    const parent = el.assignedSlot ?? el.parentNode;
    return parent instanceof ShadowRoot ? parent.host : parent instanceof Element ? parent : null;
  };
  const fold = (text) => (text ?? '').replace(/\s+/g, ' ').trim();
  const MAX_TEXTS = 4000,
    MAX_LINES = 40,
    MAX_KEYS = 1500,
    MAX_OUT = 40,
    BUDGET_MS = 2500;

  const pathOf = (element) => {
    const steps = [];
    for (let at = element, n = 0; at && n < 5000; n++) {
      const root = at.parentNode;
      if (root instanceof ShadowRoot) {
        steps.push([...root.children].indexOf(at), -1);
        at = root.host;
      } else if (root instanceof Element) {
        steps.push(Array.prototype.indexOf.call(root.children, at));
        at = root;
      } else break;
    }
    return steps.reverse();
  };
  const at = (path) => {
    let element = top;
    for (const step of path) {
      if (!element) return null;
      element = step === -1 ? element.shadowRoot : element.children[step];
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

  // -- one look at the page: styles, what cuts, what moves for ever

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
  const moves = (el) => {
    if (!moving.size) return false;
    for (let one = el; one; one = up(one)) if (moving.has(one)) return true;
    return false;
  };

  const EXCEPTED =
    'table, pre, code, math, svg, canvas, video, iframe, object, embed, map, select, [role=table], ' +
    '[role=grid], [role=treegrid], [role=img], [role=toolbar], [role=application], [contenteditable], samp, kbd';
  const isLayoutTable = (table) =>
    /^(presentation|none)$/.test(roleOf(table)) ||
    (!proto.el.querySelector.call(table, 'th, caption, thead, [scope], [headers]') &&
      proto.el.querySelector.call(table, 'table, h1, h2, h3, form, ul, p, nav'));
  const isExcepted = (el) => {
    for (
      let found = closest(el, EXCEPTED);
      found;
      found = found.parentElement && closest(found.parentElement, EXCEPTED)
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
      tiny: false
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
        if (right <= left) [left, right] = [c.left, c.right];
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
        if (below <= above) [above, below] = [c.top, c.bottom];
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
    /^(script|style|noscript|template|title|option|select|textarea|iframe|object|svg|math|canvas|video|audio)$/;
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
          owner = node.parentNode instanceof ShadowRoot ? node.parentNode.host : node.parentNode;
        if (found.length >= MAX_TEXTS || performance.now() > until) return found;
        if (!(owner instanceof Element) || !isShown(owner)) continue;
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

  // -- text that is cut off

  const NEXT =
    /next|prev|volgende|vorige|carousel|slide|swiper|splide|glide|suivant|précédent|weiter|zurück|^[›‹»«<>→←❯❮]$/i;
  const MORE = /meer|more|toon|lees|plus|mehr|expand|uitklap|alles/i;
  const hasControls = (el, text) => {
    if (
      /carousel|slide|swiper|splide|glide|ticker|marquee/i.test(
        `${attr(el, 'class')} ${attr(el, 'aria-roledescription')}`
      )
    )
      return true;
    const id = attr(el, 'id');
    if (id && proto.doc.querySelector.call(document, `[aria-controls~="${CSS.escape(id)}"]`)) return true;
    const near = [up(el), up(el) && up(up(el))].filter((one) => one && one !== body && one !== top);
    for (const part of near.length ? near : [el])
      for (const control of all('button, [role=button], summary, a[href^="#"], label', part).slice(
        0,
        60
      )) {
        const words = `${nameOf(control)} ${attr(control, 'class')}`;
        if (NEXT.test(words) || (MORE.test(words) && !control.contains(text.owner))) return true;
      }
    return false;
  };
  const dots = (text) => {
    for (let el = text.owner, n = 0; el && n < 6; el = up(el), n++) {
      const s = style(el);
      if (
        s.webkitLineClamp !== 'none' &&
        s.overflowY !== 'visible' &&
        el.scrollHeight > el.clientHeight + 3
      )
        return el;
      if (
        s.textOverflow === 'ellipsis' &&
        /hidden|clip/.test(s.overflowX) &&
        el.scrollWidth > el.clientWidth + 1
      )
        return el;
      if (!s.display.startsWith('inline')) {
        if (n > 3) break;
      }
    }
    return null;
  };
  const isCut = (line) =>
    !line.gone && (line.x > Math.max(4, 0.25 * line.height) || line.y > 0.3 * line.height);
  const state = (text, view) => {
    // `whole`, `part`, `none`, and what is missing of it.
    if (text.lines.every((line) => line.tiny || isOff(line))) return {is: 'none'};
    const gone = text.lines.filter((line) => line.gone && !line.tiny);
    const cut = text.lines.filter(isCut);
    const beyond = view.x
      ? text.lines.filter(
          (line) =>
            !line.gone &&
            line.right > view.right + Math.max(4, 0.25 * line.height) &&
            !layerOf(text.owner)
        )
      : [];
    if (beyond.length) {
      // What stands wholly beyond the edge and was put there is a panel that waits.
      const placed = beyond.every((line) => line.left >= view.right - 2) && isPlaced(text.owner);
      return placed ? {is: 'none'} : {is: 'part', axis: 'view', by: null, lines: beyond.length};
    }
    if (gone.length === text.lines.length) {
      const below = gone[0].by && gone[0].by.hy && gone.every((line) => line.bottom <= line.top);
      return below ? {is: 'below', axis: 'y', by: gone[0].by, lines: gone.length} : {is: 'none'};
    }
    if (!gone.length && !cut.length) return {is: 'whole'};
    const first = cut[0] ?? gone[0];
    const axis = first.y > 0.3 * first.height || (first.gone && first.bottom <= first.top) ? 'y' : 'x';
    return {
      is: 'part',
      axis,
      by: first.by,
      lines: gone.length + cut.length,
      first: text.lines[0] === cut[0]
    };
  };
  const isPlaced = (el) => {
    for (let one = el; one && one !== body; one = up(one)) {
      const s = style(one);
      if (/absolute|fixed|sticky/.test(s.position) || s.transform !== 'none' || s.translate !== 'none')
        return true;
    }
    return false;
  };
  const viewOf = () => ({x: viewClips('x'), right: top.clientWidth});

  const cuts = (found, before, withAlways) => {
    const view = viewOf();
    const groups = new Map();
    const readable = new Set();
    const states = found.map((text) => [text, state(text, view)]);
    for (const [text, now] of states)
      if (now.is === 'whole' || now.is === 'part') for (const c of text.cutters) readable.add(c.el);
    for (const [text, now] of states) {
      if (moves(text.owner)) continue;
      const was = before?.get(text.node);
      let always = false;
      const dotted = dots(text);
      if (dotted) {
        if (was && (was.is !== 'whole' || was.dotted)) continue;
        if (before && !was) continue;
        put(groups, dotted, text, {axis: 'dots', lines: 1}, false);
        continue;
      }
      if (now.is !== 'part' && !(now.is === 'below' && readable.has(now.by.el))) continue;
      if (now.axis === 'view' && isExcepted(text.owner)) continue;
      if (before) {
        if (!was) continue;
        if (was.is !== 'whole' || was.dotted) {
          if (!(
            withAlways &&
            was.is === 'part' &&
            was.axis === 'y' &&
            was.first &&
            now.axis === 'y' &&
            now.first
          ))
            continue;
          always = true;
        }
      }
      put(groups, now.axis === 'view' ? outermost(text.owner, view.right) : now.by.el, text, now, always);
    }
    return [...groups.values()].slice(0, MAX_OUT).map(({el, text, axis, lines, always}) => ({
      spot: spot(el),
      text: fold(text.node.data).slice(0, 80),
      axis,
      lines,
      always,
      has: hasControls(el, text)
    }));
  };
  const put = (groups, el, text, now, always) => {
    const known = groups.get(el);
    if (known) known.lines += now.lines;
    else groups.set(el, {el, text, axis: now.axis, lines: now.lines, always});
  };
  const outermost = (el, edge) => {
    let found = el;
    for (let one = el; one && one !== body && one !== top; one = up(one))
      if (rectOf(one).right + scrollX > edge + 4) found = one;
    return found;
  };

  // -- text over text

  const blockOf = (el) => {
    let one = el;
    while (
      one &&
      one !== body &&
      /^(inline|contents|ruby)/.test(style(one).display) &&
      style(one).display !== 'inline-block'
    )
      one = up(one);
    return one ?? body;
  };
  const overlaps = (found) => {
    const lines = [];
    for (const text of found) {
      if (layerOf(text.owner) || moves(text.owner) || closest(text.owner, '[aria-hidden=true]')) continue;
      for (const line of text.lines) {
        if (line.gone || isOff(line)) continue;
        // Letters take the middle of the height of a line.
        const trim = 0.22 * line.height;
        const [above, below] = [line.top + trim, line.bottom - trim];
        if (below - above < 3 || line.right - line.left < 5) continue;
        lines.push({left: line.left, right: line.right, top: above, bottom: below, text});
      }
    }
    lines.sort((a, b) => a.top - b.top);
    const pairs = new Map();
    let open = [];
    for (const line of lines) {
      open = open.filter((other) => other.bottom > line.top + 1);
      for (const other of open) {
        if (other.text === line.text) continue;
        const wide = Math.min(line.right, other.right) - Math.max(line.left, other.left);
        const high = Math.min(line.bottom, other.bottom) - line.top;
        if (wide < 6 || high < 0.35 * Math.min(line.bottom - line.top, other.bottom - other.top))
          continue;
        const [a, b] = [blockOf(line.text.owner), blockOf(other.text.owner)];
        if (a === b) continue;
        // The same words twice are a shadow or an outline of themselves.
        if (fold(line.text.node.data) === fold(other.text.node.data)) continue;
        const known =
          pairs.get(line.text.node) ?? pairs.set(line.text.node, new Map()).get(line.text.node);
        if (!known.has(other.text.node)) known.set(other.text.node, [line.text, other.text]);
      }
      open.push(line);
      if (pairs.size > 200 || performance.now() > until) break;
    }
    return pairs;
  };
  const has = (pairs, a, b) => pairs?.get(a)?.has(b) || pairs?.get(b)?.has(a);
  const tellOverlaps = (pairs, before, known) => {
    const told = [],
      blocks = new Map();
    for (const inner of pairs.values())
      for (const [a, b] of inner.values()) {
        if (has(before, a.node, b.node)) continue;
        if (known && (!known.has(a.node) || !known.has(b.node))) continue;
        const [one, other] = [blockOf(a.owner), blockOf(b.owner)];
        if (blocks.get(one) === other || blocks.get(other) === one) continue;
        blocks.set(one, other);
        told.push({
          spot: spot(one),
          other: spot(other),
          text: fold(a.node.data).slice(0, 80),
          other_text: fold(b.node.data).slice(0, 80)
        });
        if (told.length >= MAX_OUT) return told;
      }
    return told;
  };

  // -- what can be found and used

  const CONTROLS =
    'a[href], button, input:not([type=hidden]), select, textarea, summary, h1, h2, h3, h4, h5, h6, ' +
    '[role=link], [role=button], [role=heading], [role=tab], [role=menuitem], [role=checkbox], [role=switch], [role=combobox], [role=textbox]';
  const kindOf = (el) => {
    const role = roleOf(el),
      tag = el.localName;
    if (/^h[1-6]$/.test(tag) || role === 'heading') return 'heading';
    if (
      role === 'button' ||
      role === 'tab' ||
      role === 'menuitem' ||
      tag === 'button' ||
      tag === 'summary'
    )
      return 'button';
    if (tag === 'a' || role === 'link') return 'link';
    if (tag === 'input' && /^(submit|button|reset|image)$/.test(el.type)) return 'button';
    return 'field';
  };
  const isThere = (el) => {
    const parts = /^(input|select|textarea)$/.test(el.localName) && el.labels ? [el, ...el.labels] : [el];
    for (const part of parts) {
      if (!isShown(part)) continue;
      let boxes = [...part.getClientRects()].filter((r) => r.width > 1.5 && r.height > 1.5);
      if (!boxes.length)
        for (const inner of [...part.children].slice(0, 6))
          boxes.push(...[...inner.getClientRects()].filter((r) => r.width > 1.5 && r.height > 1.5));
      for (const box of boxes.slice(0, 4)) {
        const line = lineOf(box, chain(part));
        const view = viewOf();
        if (
          !line.gone &&
          line.right > 1 &&
          line.bottom > 1 &&
          !(view.x && line.left >= view.right - 2 && !layerOf(part))
        )
          return true;
      }
    }
    return false;
  };
  const addressOf = (el) => {
    try {
      return el.localName === 'a' ? new URL(attr(el, 'href'), location.href).href : '';
    } catch {
      return '';
    }
  };
  const keys = () => {
    const found = [];
    for (const root of roots())
      for (const el of all(CONTROLS, root)) {
        if (found.length >= MAX_KEYS || performance.now() > until) return found;
        if (!isThere(el)) continue;
        const name = nameOf(el);
        if (!name || !/[\p{L}\p{N}]/u.test(name)) continue;
        found.push({el, kind: kindOf(el), name: name.toLowerCase(), to: addressOf(el)});
      }
    return found;
  };
  const SOME =
    /bread|kruimel|pagin|paging|pager|skip|carousel|slide|swiper|rotator|ticker|share|deel|print|toc\b/i;
  const isSpare = (el) => {
    // Parts of which a narrow view may leave something out, because the rest does the same.
    for (let one = el, n = 0; one && one !== body && n < 6; one = up(one), n++)
      if (
        SOME.test(
          `${attr(one, 'class')} ${attr(one, 'aria-label')} ${attr(one, 'id')} ${attr(one, 'aria-roledescription')}`
        )
      )
        return true;
    if (closest(el, '[aria-hidden=true], [inert]')) return true;
    const own = addressOf(el).split('#');
    return own.length > 1 && own[0] === location.href.split('#')[0];
  };
  const TEXT_LOSS = 25;
  const shownWords = (found) =>
    fold(
      found
        .filter((text) => text.lines.some((line) => !line.gone && !isOff(line)))
        .map((text) => text.node.data)
        .join(' ')
    ).toLowerCase();
  const squeeze = (text) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
  const pseudoWords = () => {
    let words = '';
    for (const el of all('td, th, dt, dd, li, span, label').slice(0, 1500))
      for (const pseudo of ['::before', '::after']) {
        const content = getComputedStyle(el, pseudo).content;
        if (content.length > 4) words += ' ' + content;
      }
    return words;
  };

  const wantedOf = (found, list) => {
    const wanted = list.map(({el, kind, name, to}) => ({
      path: pathOf(el),
      kind,
      name,
      to,
      spare: isSpare(el),
      spot: spot(el),
      letters: name.length,
      el
    }));
    for (const text of found) {
      const words = fold(text.node.data);
      if (words.length < TEXT_LOSS || !text.lines.some((line) => !line.gone && !isOff(line))) continue;
      if (
        closest(
          text.owner,
          'a, button, h1, h2, h3, h4, h5, h6, [role=heading], label, th, [aria-live], [role=alert], [role=status], [role=timer]'
        )
      )
        continue;
      wanted.push({
        path: pathOf(text.owner),
        kind: 'text',
        name: words.toLowerCase(),
        to: '',
        spare: isSpare(text.owner),
        spot: null,
        letters: words.length,
        el: text.owner
      });
    }
    return wanted;
  };
  const missing = (wanted, found, list) => {
    const names = new Set(),
      links = new Set();
    for (const {name, kind, to} of list) {
      names.add(`${kind} ${name}`);
      names.add(`any ${name}`);
      if (to) links.add(to);
    }
    let words = null,
      extra = null;
    return wanted.filter((one) => {
      if (one.spare || (one.el && moves(one.el))) return false;
      if (one.to && links.has(one.to)) return false;
      if (one.kind !== 'text' && names.has(`any ${one.name}`)) return false;
      if (one.kind === 'field' || one.kind === 'button' || one.kind === 'link') {
        // The same element, with another name: a button that says less in a narrow view.
        const same = one.el?.isConnected ? one.el : at(one.path);
        if (same && same.localName === one.spot.tag && isThere(same)) return false;
      }
      if (one.kind === 'heading' || one.kind === 'text') {
        words ??= squeeze(shownWords(found));
        if (words.includes(squeeze(one.name))) return false;
        extra ??= squeeze(pseudoWords());
        if (extra.includes(squeeze(one.name))) return false;
        // Cut text is another matter, and what is scrolled to is not lost.
        const same = one.el?.isConnected ? one.el : at(one.path);
        if (
          same &&
          same.localName === (one.spot?.tag ?? same.localName) &&
          isShown(same) &&
          !isClippedAway(same)
        )
          return false;
      }
      return true;
    });
  };
  const isClippedAway = (el) => {
    const box = rectOf(el);
    return box.width < 1.5 || box.height < 1.5 || box.right + scrollX <= 1 || box.bottom + scrollY <= 1;
  };
  const isHidden = (el) => !el.checkVisibility({opacityProperty: true, visibilityProperty: true});
  const partOf = (el, gone) => {
    // The largest part around it that is hidden with it, and of which nothing is found elsewhere.
    let found = el;
    for (let one = up(el); one && one !== body && isHidden(one); one = up(one)) {
      if (base.wanted.some((other) => !gone.has(other.el) && one.contains(other.el))) break;
      found = one;
    }
    return found;
  };
  const tellLost = (lost) => {
    const gone = new Set(lost.map((one) => one.el));
    return lost.slice(0, MAX_OUT).map(({el, ...one}) => ({
      ...one,
      part: el?.isConnected ? pathOf(partOf(el, gone)) : one.path,
      spot: one.spot ?? (el?.isConnected ? {...spot(el), name: one.name.slice(0, 80)} : null)
    }));
  };

  // -- a narrow page

  const wide = (found) => {
    const edge = top.clientWidth,
      view = viewOf();
    const rtl = style(top).direction === 'rtl' || style(body).direction === 'rtl';
    const told = new Map();
    const over = (left, right) => (rtl ? -left : right - edge);
    const scrolls = !view.x && top.scrollWidth > edge + 8;
    const add = (el, text, beyond, inPart) => {
      const known = told.get(el);
      if (!known || known.beyond < beyond) told.set(el, {el, text, beyond, inPart});
    };
    for (const text of found) {
      if (layerOf(text.owner) || moves(text.owner)) continue;
      for (const line of text.lines) {
        if (line.gone) continue;
        const sideways = text.cutters.find((c) => c.sx);
        if (scrolls && over(line.left, line.right) > 8) {
          const whole = rtl ? line.right <= 2 : line.left >= edge - 2;
          if ((whole && isPlaced(text.owner)) || isExcepted(text.owner)) continue;
          add(
            outermost(text.owner, edge),
            fold(text.node.data).slice(0, 80),
            over(line.left, line.right),
            false
          );
        } else if (sideways) {
          const owner = text.owner;
          if (fold(text.node.data).length < 25 || isExcepted(owner) || sideways.el.localName === 'pre')
            continue;
          const range = document.createRange();
          range.selectNodeContents(text.node);
          const long = Math.max(...[...range.getClientRects()].map((r) => r.width));
          if (long > sideways.right - sideways.left + 8)
            add(
              sideways.el,
              fold(text.node.data).slice(0, 80),
              long - (sideways.right - sideways.left),
              true
            );
        }
      }
    }
    if (scrolls)
      for (const root of roots())
        for (const el of all(
          'input:not([type=hidden]), select, textarea, button, [role=button]',
          root
        ).slice(0, 300)) {
          const box = rectOf(el);
          if (
            over(box.left + scrollX, box.right + scrollX) <= 8 ||
            !isThere(el) ||
            layerOf(el) ||
            isExcepted(el)
          )
            continue;
          if ((rtl ? box.right + scrollX <= 2 : box.left + scrollX >= edge - 2) && isPlaced(el)) continue;
          if (chain(el).some((c) => c.el !== el && (c.sx || c.hx))) continue;
          add(
            outermost(el, edge),
            nameOf(el).slice(0, 80),
            over(box.left + scrollX, box.right + scrollX),
            false
          );
        }
    return [...told.values()].slice(0, 12).map(({el, text, beyond, inPart}) => ({
      spot: spot(el),
      text,
      beyond: Math.round(beyond),
      in_part: inPart
    }));
  };
  const hit = (x, y) => {
    let found = document.elementFromPoint(x, y);
    for (let n = 0; found?.shadowRoot && n < 20; n++) {
      const inner = found.shadowRoot.elementFromPoint(x, y);
      if (!inner || inner === found) break;
      found = inner;
    }
    return found;
  };
  const covers = () => {
    // What is fixed to the screen at each of 16 × 16 places of the view.
    const counts = new Map();
    for (let row = 0; row < 16; row++)
      for (let column = 0; column < 16; column++) {
        const x = ((column + 0.5) * innerWidth) / 16,
          y = ((row + 0.5) * innerHeight) / 16;
        const layer = layerOf(hit(x, y));
        if (layer && stuck(layer)) counts.set(layer, (counts.get(layer) ?? 0) + 1);
      }
    return counts;
  };
  const stuck = (el) => {
    const s = style(el);
    if (s.position === 'fixed') return true;
    const box = rectOf(el);
    return (
      (s.top !== 'auto' && Math.abs(box.top - parseFloat(s.top)) < 3) ||
      (s.bottom !== 'auto' && Math.abs(innerHeight - box.bottom - parseFloat(s.bottom)) < 3)
    );
  };
  const CLOSES = 'button, [role=button], summary, input[type=submit], input[type=button], a[href], label';
  const coverage = () => {
    begin();
    const rest = top.scrollHeight - innerHeight;
    const [x, y] = [scrollX, scrollY];
    const seen = [];
    for (const share of rest > 40 ? [0.45, 0.8] : [0]) {
      scrollTo({left: 0, top: rest * share, behavior: 'instant'});
      styles = new Map();
      layers = new Map();
      seen.push(covers());
    }
    scrollTo({left: x, top: y, behavior: 'instant'});
    const told = [];
    for (const [el, count] of seen[0]) {
      const least = Math.min(...seen.map((one) => one.get(el) ?? 0)) / 256;
      if (least < 0.04) continue;
      const close = all(CLOSES, el).some((one) => isShown(one));
      told.push({
        spot: spot(el),
        text: fold(el.innerText).slice(0, 80),
        share: Math.round(least * 100) / 100,
        can_close: close,
        modal: !!closest(el, 'dialog[open], [aria-modal=true], [role=dialog], [role=alertdialog]')
      });
    }
    return told.slice(0, 6);
  };

  // -- controls that may bring something into view

  const OPENS =
    /menu|nav|burger|toggle|zoek|search|such|meer|more|filter|open|plus|☰|≡|⋮|rubriek|thema|toon|taal|lang/i;
  let tried = new WeakSet();
  const openers = () => {
    begin();
    const found = [];
    for (const root of roots())
      for (const el of all(
        'button, [role=button], summary, [aria-expanded], [aria-haspopup], label[for], a[href^="#"], a[href^="javascript:"], a:not([href]), [onclick], [tabindex]',
        root
      )) {
        if (tried.has(el) || found.length > 40) continue;
        if (
          !isThere(el) ||
          attr(el, 'aria-expanded') === 'true' ||
          el.localName === 'html' ||
          el === body
        )
          continue;
        if (el.localName === 'summary' && el.parentElement?.open) continue;
        if (el.localName === 'label' && !/^(checkbox|radio)$/.test(el.control?.type ?? '')) continue;
        if (/^(submit|reset|image)$/.test(el.type ?? '') && el.form && attr(el, 'type')) continue;
        const words = `${nameOf(el)} ${attr(el, 'class')} ${attr(el, 'id')} ${attr(el, 'aria-controls') ?? ''}`;
        const sure =
          el.hasAttribute('aria-expanded') ||
          el.hasAttribute('aria-haspopup') ||
          el.hasAttribute('aria-controls') ||
          el.localName === 'summary';
        const rank = sure ? 0 : OPENS.test(words) ? 1 : closest(el, 'header, nav') ? 2 : 3;
        found.push([rank, el]);
      }
    found.sort((a, b) => a[0] - b[0]);
    list = found.map(([, el]) => el);
    return list.map((el, number) => ({
      number,
      name: nameOf(el) || attr(el, 'class') || el.localName,
      words: `${nameOf(el)} ${attr(el, 'href') ?? ''} ${attr(el, 'value') ?? ''}`
    }));
  };
  let list = [];
  const aim = (number) => {
    const el = list[number];
    if (!el?.isConnected) return null;
    tried.add(el);
    el.scrollIntoView({block: 'center', inline: 'nearest', behavior: 'instant'});
    const box = rectOf(el);
    if (box.width < 2 || box.height < 2) return null;
    const [x, y] = [
      Math.min(Math.max(box.left + box.width / 2, 1), innerWidth - 1),
      Math.min(Math.max(box.top + box.height / 2, 1), innerHeight - 1)
    ];
    const there = hit(x, y);
    return there &&
      (there === el ||
        el.contains(there) ||
        closest(there, 'label')?.control === el ||
        el.shadowRoot?.contains(there))
      ? [x, y]
      : null;
  };

  // -- what gatherers ask for

  let base = null;
  const settle = async (least) => {
    const frame = () =>
      new Promise((done) => {
        setTimeout(done, 60);
        requestAnimationFrame(() => requestAnimationFrame(done));
      });
    await frame();
    await new Promise((done) => setTimeout(done, least));
    const finite = document.getAnimations().filter((one) => {
      const end = one.effect?.getComputedTiming?.().endTime;
      return one.playState === 'running' && end !== Infinity;
    });
    if (finite.length)
      await Promise.race([
        Promise.allSettled(finite.map((one) => one.finished)),
        new Promise((done) => setTimeout(done, 500))
      ]);
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
    /(draai|kantel|roteer|rotate|turn|tournez|pivotez|drehen)[^.!?]{0,60}(toestel|telefoon|tablet|scherm|device|phone|screen|appareil|écran|gerät|bildschirm)|(portrait|landscape|portret|liggend|staand)\s*(mode|modus|stand)/i;
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
      wanted: tellLost(wantedOf(found, list)).length,
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

  // -- style of the reader

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

  // -- controls in forced colours

  const look2 = (el) => {
    // What draws a control that has no words: only what forced colours take away, or something that stays.
    const parts = [el, ...all('*', el).slice(0, 12)];
    let weak = false;
    for (const part of parts) {
      if (/^(img|svg|canvas|video|picture|use|path|input|select)$/.test(part.localName)) return 'stays';
      for (const pseudo of [null, '::before', '::after']) {
        const s = getComputedStyle(part, pseudo);
        if (pseudo && (s.content === 'none' || s.content === 'normal')) continue;
        if (pseudo && /[^"'\s]/.test(s.content) && s.content.length > 2) return 'stays';
        if (
          s.maskImage !== 'none' ||
          s.backgroundImage !== 'none' ||
          s.boxShadow !== 'none' ||
          (pseudo && s.backgroundColor !== 'rgba(0, 0, 0, 0)')
        )
          weak = true;
      }
    }
    return weak ? 'weak' : 'nothing';
  };
  let controls = [];
  const drawn = () => {
    begin();
    controls = [];
    const kinds = new Set();
    let looked = 0;
    for (const root of roots())
      for (const el of all(
        'a[href], button, [role=button], [role=checkbox], [role=switch], [role=radio], input[type=checkbox], input[type=radio], [role=img]',
        root
      )) {
        if (looked > 400 || controls.length >= 16) break;
        if (!isThere(el)) continue;
        looked++;
        const native = el.localName === 'input';
        const s = style(el);
        let what = '';
        if (native) {
          const own =
            s.appearance === 'none' || s.opacity === '0' || isCutAway(el) || rectOf(el).width < 3;
          if (own) what = 'state';
        } else if (!/[\p{L}\p{N}]/u.test(el.innerText ?? el.textContent) && look2(el) === 'weak')
          what = 'icon';
        if (!what) continue;
        const kind = `${what} ${attr(el, 'type') ?? ''} ${el.localName}.${attr(el, 'class') ?? ''}`;
        if (kinds.has(kind)) continue;
        kinds.add(kind);
        controls.push({el, what});
      }
    return {looked, found: controls.map(({el, what}) => ({what, spot: spot(el)}))};
  };
  const around = (number, margin) => {
    const {el} = controls[number];
    const boxes = [el, ...(el.labels ?? [])].map(rectOf).filter((box) => box.width > 1 && box.height > 1);
    if (!boxes.length) return null;
    (el.labels?.length && rectOf(el).width < 3 ? el.labels[0] : el).scrollIntoView({
      block: 'center',
      inline: 'nearest',
      behavior: 'instant'
    });
    const again = [el, ...(el.labels ?? [])].map(rectOf).filter((box) => box.width > 1 && box.height > 1);
    const left = Math.max(0, Math.min(...again.map((b) => b.left)) - margin),
      above = Math.max(0, Math.min(...again.map((b) => b.top)) - margin);
    const right = Math.min(innerWidth, Math.max(...again.map((b) => b.right)) + margin),
      below = Math.min(innerHeight, Math.max(...again.map((b) => b.bottom)) + margin);
    if (right - left < 3 || below - above < 3) return null;
    return {
      x: left + scrollX,
      y: above + scrollY,
      width: Math.min(600, right - left),
      height: Math.min(400, below - above),
      scale: 1
    };
  };
  const tick = (number) => {
    const {el} = controls[number];
    el.checked = !el.checked;
  };
  const MARKED = [
    'outlineStyle',
    'outlineWidth',
    'borderTopWidth',
    'borderBottomWidth',
    'borderTopStyle',
    'borderBottomStyle',
    'textDecorationLine',
    'transform',
    'fontWeight'
  ];
  const markOf = (el) => {
    const s = getComputedStyle(el);
    return MARKED.map((name) => s[name]).join('|');
  };
  const focusables = () => {
    begin();
    const kinds = new Set();
    controls = [];
    for (const el of all(
      'a[href], button:not([disabled]), input:not([type=hidden]):not([disabled]), select:not([disabled]), summary, [tabindex="0"]'
    )) {
      if (controls.length >= 8) break;
      const kind = `${el.localName} ${attr(el, 'type') ?? ''} ${attr(el, 'class') ?? ''}`;
      if (kinds.has(kind) || !isThere(el)) continue;
      kinds.add(kind);
      controls.push({el, what: 'focus'});
    }
    const told = [];
    controls.forEach(({el}, number) => {
      if (
        /^(input|textarea)$/.test(el.localName) &&
        !/^(checkbox|radio|submit|button|reset|image|range|color|file)$/.test(el.type)
      )
        return;
      el.blur?.();
      const before = markOf(el);
      HTMLElement.prototype.focus.call(el, {preventScroll: true, focusVisible: true});
      const s = getComputedStyle(el);
      const plain = s.outlineStyle === 'none' || parseFloat(s.outlineWidth) === 0;
      if (document.activeElement === el && plain && markOf(el) === before)
        told.push({number, spot: spot(el)});
      HTMLElement.prototype.blur.call(el);
    });
    return told;
  };
  const focus = (number, on) => {
    const {el} = controls[number];
    if (on) HTMLElement.prototype.focus.call(el, {preventScroll: true, focusVisible: true});
    else HTMLElement.prototype.blur.call(el);
  };

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
    focus
  };
}
"""

DIFFERS = r"""
async (one, other) => {
  // How many dots of two pictures of the same place differ; of one picture, how many differ from its ground.
  const read = async (data) => {
    const bytes = Uint8Array.from(atob(data), (c) => c.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes], {type: 'image/png'}));
    const canvas = new OffscreenCanvas(image.width, image.height);
    const context = canvas.getContext('2d', {willReadFrequently: true});
    context.drawImage(image, 0, 0);
    return context.getImageData(0, 0, image.width, image.height);
  };
  const a = await read(one);
  const far = (x, y) => Math.abs(x[0] - y[0]) + Math.abs(x[1] - y[1]) + Math.abs(x[2] - y[2]) > 60;
  if (other) {
    const b = await read(other);
    if (a.width !== b.width || a.height !== b.height) return -1;
    let count = 0;
    for (let i = 0; i < a.data.length; i += 4)
      count += far(a.data.subarray(i, i + 3), b.data.subarray(i, i + 3));
    return count;
  }
  const counts = new Map();
  for (let i = 0; i < a.data.length; i += 4) {
    const colour = (a.data[i] << 16) | (a.data[i + 1] << 8) | a.data[i + 2];
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const [ground] = [...counts].sort((x, y) => y[1] - x[1])[0];
  const base = [ground >> 16, (ground >> 8) & 255, ground & 255];
  let count = 0;
  for (const [colour, n] of counts)
    if (far([colour >> 16, (colour >> 8) & 255, colour & 255], base)) count += n;
  return count;
}
"""
