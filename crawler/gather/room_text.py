"""The part of the survey script that finds text that is cut off, and texts that lie over each other."""

TEXT = r"""
  const NEXT =
    new RegExp(
      'next|prev|volgende|vorige|carousel|slide|swiper|splide|glide|suivant|précédent|weiter|zurück' +
        '|^[›‹»«<>→←❯❮]$',
      'i'
    );
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
        if (line.gone || line.away || isOff(line)) continue;
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
"""
