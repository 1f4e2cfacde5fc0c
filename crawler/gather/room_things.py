"""The part of the survey script that finds what people use: what is gone, too wide, covered, or opens."""

THINGS = r"""
  const CONTROLS =
    'a[href], button, input:not([type=hidden]), select, textarea, summary, h1, h2, h3, h4, h5, h6, ' +
    '[role=link], [role=button], [role=heading], [role=tab], [role=menuitem], [role=checkbox], ' +
      '[role=switch], [role=combobox], [role=textbox]';
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
        for (const inner of [...childrenOf(part)].slice(0, 6))
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
          ['class', 'aria-label', 'id', 'aria-roledescription'].map((name) => attr(one, name) ?? '').join(' ')
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
    const wanted = list.map((one) => ({...one, tag: one.el.localName, letters: one.name.length}));
    for (const text of found) {
      const words = fold(text.node.data);
      if (words.length < TEXT_LOSS || !text.lines.some((line) => !line.gone && !isOff(line))) continue;
      if (
        closest(
          text.owner,
          'a, button, h1, h2, h3, h4, h5, h6, [role=heading], label, th, [aria-live], ' +
            '[role=alert], [role=status], [role=timer]'
        )
      )
        continue;
      const {owner} = text;
      wanted.push({
        el: owner,
        kind: 'text',
        name: words.toLowerCase(),
        to: '',
        tag: owner.localName,
        letters: words.length
      });
    }
    return wanted;
  };
  const missing = (wanted, found, list) => {
    // Of a page that is too big to be read as a whole nobody knows what is gone.
    if (list.length >= MAX_KEYS || found.length >= MAX_TEXTS || performance.now() > until) return [];
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
      if (one.to && links.has(one.to)) return false;
      if (one.kind !== 'text' && names.has(`any ${one.name}`)) return false;
      if (one.kind === 'field' || one.kind === 'button' || one.kind === 'link') {
        // The same element, with another name: a button that says less in a narrow view.
        const same = one.el?.isConnected ? one.el : at(one.path);
        if (same && same.localName === one.tag && isThere(same)) return false;
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
          same.localName === one.tag &&
          isShown(same) &&
          !isClippedAway(same)
        )
          return false;
      }
      return !(one.el && (moves(one.el) || isSpare(one.el)));
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
    return lost
      .filter(({el}) => el.isConnected)
      .slice(0, MAX_OUT)
      .map(({el, ...one}) => ({
        ...one,
        path: pathOf(el),
        part: pathOf(partOf(el, gone)),
        spot: {...spot(el), ...(one.kind === 'text' ? {name: fold(el.textContent).slice(0, 80)} : {})}
      }));
  };

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
    const every = [...told.values()];
    const largest = every.filter((one) => !every.some((other) => other !== one && other.el.contains(one.el)));
    return largest.slice(0, 12).map(({el, text, beyond, inPart}) => ({
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

  const OPENS =
    new RegExp(
      'menu|nav|burger|toggle|zoek|search|such|meer|more|filter|open|plus|☰|≡|⋮|' +
        'rubriek|thema|toon|taal|lang',
      'i'
    );
  let tried = new WeakSet();
  let known = null;
  const openers = () => {
    begin();
    const before = known;
    known = new WeakSet();
    const found = [];
    for (const root of roots())
      for (const el of all(
        'button, [role=button], summary, [aria-expanded], [aria-haspopup], label[for], ' +
          'a[href^="#"], a[href^="javascript:"], a:not([href]), [onclick], [tabindex]',
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
        if (el.localName === 'summary' && up(el)?.open) continue;
        if (el.localName === 'label' && !/^(checkbox|radio)$/.test(el.control?.type ?? '')) continue;
        if (/^(submit|reset|image)$/.test(el.type ?? '') && el.form && attr(el, 'type')) continue;
        const named = ['class', 'id', 'aria-controls'].map((name) => attr(el, name) ?? '');
        const words = [nameOf(el), ...named].join(' ');
        const sure =
          el.hasAttribute('aria-expanded') ||
          el.hasAttribute('aria-haspopup') ||
          el.hasAttribute('aria-controls') ||
          el.localName === 'summary';
        const rank = sure ? 0 : OPENS.test(words) ? 1 : closest(el, 'header, nav') ? 2 : 3;
        // What came into view by the last click leads on from there.
        found.push([before && !before.has(el) ? -1 : rank, el]);
        known.add(el);
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
"""
