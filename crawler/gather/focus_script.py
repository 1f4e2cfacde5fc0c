"""The JavaScript of the walk with the Tab key: who has the focus, how that shows, and what lies over it.

It runs in the isolated world. `INSTALL` puts one object there whose functions the gatherer calls; it keeps
the elements that were seen, so that no path has to be followed twice, and writes down how the focus goes.
"""

from crawler.gather.places import PLACES

INSTALL = (
    r"""
() => {
  if (globalThis.drempelWalk) return;
"""
    + PLACES
    + r"""
  const hasFocus = () => Document.prototype.hasFocus.call(document);
  const after = (ms) => new Promise((done) => setTimeout(done, ms));
  const isFrame = (element) => /^i?frame$/.test(element.localName);
  const blurOf = (element) => {
    const kind = element?.namespaceURI?.endsWith('svg') ? SVGElement : HTMLElement;
    if (element) kind.prototype.blur.call(element);
  };
  const focusOn = (element) => {
    const kind = element.namespaceURI?.endsWith('svg') ? SVGElement : HTMLElement;
    kind.prototype.focus.call(element);
  };
  const styleOf = (element, pseudo) => getComputedStyle(element, pseudo);

  const active = () => {
    let element = activeOf(document);
    for (let depth = 0; element && depth < 60; depth++) {
      const deeper = element.shadowRoot?.activeElement;
      if (deeper) { element = deeper; continue; }
      const inner = isFrame(element) ? insideOf(element) : null;
      const below = inner && activeOf(inner);
      if (!below || (below === topOf(inner) && !below.isContentEditable)) break;
      if (below === bodyOf(inner) && !below.isContentEditable && inner.designMode !== 'on') break;
      element = below;
    }
    if (!element || element === topOf(document)) return null;
    return element === bodyOf(document) && !element.isContentEditable && !element.hasAttribute('tabindex')
      ? null : element;
  };

  const inView = (element) => {
    const [x, y] = beginOf(element);
    let {left, top, right, bottom} = element.getBoundingClientRect();
    if (right - left < 0.5 && bottom - top < 0.5) {
      // Such as an inline link around a picture that floats: what is inside has the size.
      for (const child of element.children) {
        const box = child.getBoundingClientRect();
        if (box.width < 0.5 || box.height < 0.5) continue;
        const isFirst = right - left < 0.5;
        [left, top] = isFirst ? [box.left, box.top] : [Math.min(left, box.left), Math.min(top, box.top)];
        [right, bottom] = [Math.max(right, box.right), Math.max(bottom, box.bottom)];
      }
    }
    return {left: left + x, top: top + y, right: right + x, bottom: bottom + y};
  };

  const cutBy = (element) => {
    // What the parts around it leave of the box of an element: they cut off what stands out.
    let {left, top, right, bottom} = inView(element);
    const whole = {left, top, right, bottom};
    let sides = 0;
    let position = styleOf(element).position;
    for (let at = up(element); at; at = up(at)) {
      const style = styleOf(at);
      if (position === 'fixed' && style.transform === 'none') continue;
      if (position === 'absolute' && style.position === 'static' && style.transform === 'none') continue;
      position = style.position;
      if (at === bodyOf(at.ownerDocument) || at === topOf(at.ownerDocument)) continue;
      const [x, y] = [style.overflowX, style.overflowY].map((flow) => /hidden|clip|auto|scroll/.test(flow));
      const clips = style.clipPath !== 'none';
      if (!x && !y && !clips) continue;
      const box = inView(at);
      if (x || clips) { left = Math.max(left, box.left); right = Math.min(right, box.right); }
      if (y || clips) { top = Math.max(top, box.top); bottom = Math.min(bottom, box.bottom); }
      sides = Math.max(sides, (whole.left - box.left < 1.5) + (whole.top - box.top < 1.5)
        + (box.right - whole.right < 1.5) + (box.bottom - whole.bottom < 1.5));
    }
    return {left, top, right, bottom, sides};
  };

  const fade = (element) => {
    let value = 1;
    for (let at = element; at; at = up(at)) value *= +styleOf(at).opacity;
    return value;
  };

  const unseen = (element) => {
    // Why nothing of an element can be seen, empty where something can.
    if (!element.getClientRects().length && element.localName !== 'area') {
      if (styleOf(element).display !== 'contents') return 'no-box';
    }
    if (styleOf(element).visibility !== 'visible') return 'hidden';
    if (fade(element) < 0.05) return 'transparent';
    const {left, top, right, bottom} = inView(element);
    if (right - left <= 1.5 || bottom - top <= 1.5) {
      return element.localName === 'area' || element.children.length ? '' : 'tiny';
    }
    const style = styleOf(element);
    const isCut = /rect\((0|1)px,? (0|1)px,? (0|1)px,? (0|1)px\)/.test(style.clip);
    if (isCut && /^(absolute|fixed)$/.test(style.position)) return 'cut';
    if (/^(inset\((50|100)%|circle\(0|polygon\(0px 0px\))/.test(style.clipPath)) return 'cut';
    const left_ = cutBy(element);
    if (left_.right - left_.left <= 1.5 || left_.bottom - left_.top <= 1.5) return 'cut';
    if (right + scrollX <= 1 || bottom + scrollY <= 1) return 'outside';
    const page = topOf(document);
    if (left + scrollX >= Math.max(page.scrollWidth, innerWidth) - 1) return 'outside';
    return '';
  };

  const hit = (x, y) => {
    let found = Document.prototype.elementFromPoint.call(document, x, y);
    while (found?.shadowRoot) {
      const inner = found.shadowRoot.elementFromPoint(x, y);
      if (!inner || inner === found) break;
      found = inner;
    }
    return found;
  };
  const alpha = (colour) => {
    const parts = /^rgba?\(([^)]*)\)$/.exec(colour)?.[1].split(/[ ,/]+/);
    if (!parts) return /^(color|oklch|oklab|lab|lch)\(/.test(colour) && !/\/ *0?\.\d/.test(colour) ? 1 : 0;
    return parts.length > 3 ? parseFloat(parts[3]) : 1;
  };

  const cover = (element) => {
    // What stays in its place while the page scrolls and hides the element: how many points, and which layer.
    if (frameOf(element)) return null;
    const points = [];
    const {left, top, right, bottom} = cutBy(element);
    const rects = [...element.getClientRects()].slice(0, 4);
    for (const rect of rects.length ? rects : [inView(element)]) {
      const [x0, y0] = [Math.max(rect.left, left), Math.max(rect.top, top)];
      const [x1, y1] = [Math.min(rect.right, right), Math.min(rect.bottom, bottom)];
      if (x1 - x0 < 1 || y1 - y0 < 1) continue;
      for (const a of [0.04, 0.27, 0.5, 0.73, 0.96]) for (const b of [0.08, 0.36, 0.64, 0.92])
        points.push([x0 + a * (x1 - x0), y0 + b * (y1 - y0)]);
    }
    let [seen, covered, beyond, layer] = [0, 0, 0, null];
    for (const [x, y] of points) {
      if (x < 0 || y < 0 || x >= innerWidth || y >= innerHeight) { beyond++; continue; }
      const found = hit(x, y);
      if (!found || holds(element, found) || holds(found, element)) { seen++; continue; }
      if (found.localName === 'label' || up(found)?.localName === 'label') { seen++; continue; }
      let [solid, top] = [false, null];
      for (let at = found; at && !holds(at, element); at = up(at)) {
        const style = styleOf(at);
        if (+style.opacity < 0.9) { solid = false; continue; }
        solid ||= alpha(style.backgroundColor) > 0.9 || /^(img|video|canvas|iframe)$/.test(at.localName);
        if (/^(fixed|sticky)$/.test(style.position) || at.matches(':modal')) top = at;
      }
      if (solid && top) { covered++; layer = top; } else seen++;
    }
    return {
      seen, covered, beyond, layer: layer && seenAt(layer), layerNumber: layer ? numberOf(layer) : -1,
      whole: points.length,
    };
  };

  const EDITED = '[contenteditable=""], [contenteditable=true i], [contenteditable=plaintext-only i]';
  const NATIVE = 'a[href], area[href], button, input, select, textarea, summary, iframe, frame, object, ' +
    `embed, audio[controls], video[controls], ${EDITED}`;
  const scrolls = (element) => {
    const style = styleOf(element);
    return (/auto|scroll/.test(style.overflowY) && element.scrollHeight > element.clientHeight + 1)
      || (/auto|scroll/.test(style.overflowX) && element.scrollWidth > element.clientWidth + 1);
  };
  const LETTERS = /^(|text|search|email|tel|url|password|number|date|time|month|week|datetime-local)$/;
  const hasCaret = (element) => {
    const takes = element.isContentEditable || element.localName === 'textarea'
      || (element.localName === 'input' && LETTERS.test((element.getAttribute('type') ?? '').toLowerCase()));
    return takes && !element.readOnly && alpha(styleOf(element).caretColor) > 0.3;
  };
  const seenAt = (element) => {
    const {left, top, right, bottom} = inView(element);
    const has = right - left > 0 || bottom - top > 0;
    const box = has ? [left + scrollX, top + scrollY, right - left, bottom - top] : null;
    return {...told(element), name: nameOf(element), box};
  };

  // Who was seen, by number.
  const elements = [], numbers = new Map();
  const numberOf = (element) => {
    if (!element) return -1;
    if (!numbers.has(element)) { numbers.set(element, elements.length); elements.push(element); }
    return numbers.get(element);
  };

  // How the focus goes: what came before each key and after it.
  const MAX_LOG = 60;
  let log = [];
  const note = (event) => {
    if (log.length >= MAX_LOG) return;
    if (event.type === 'keydown') { log.push(['key', event.key]); return; }
    const target = event.composedPath?.()[0] ?? event.target;
    if (target?.nodeType !== 1) return;
    log.push([event.type === 'focus' ? 'in' : 'out', numberOf(target)]);
  };
  const heard = new WeakSet();
  const listen = (view) => {
    if (!view || heard.has(view)) return;
    heard.add(view);
    for (const type of ['focus', 'blur', 'keydown'])
      EventTarget.prototype.addEventListener.call(view, type, note, true);
  };
  listen(window);
  // Where the page glides to what gets the focus, it is looked at when it is there.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('* { scroll-behavior: auto !important }');
  document.adoptedStyleSheets.push(sheet);
  const listenInFrames = (scope, depth) => {
    if (depth > 4) return;
    for (const frame of Document.prototype.querySelectorAll.call(scope, 'iframe, frame')) {
      const inner = insideOf(frame);
      if (!inner) continue;
      listen(viewOf(inner));
      listenInFrames(inner, depth + 1);
    }
  };
  listenInFrames(document, 0);

  // What style says of an element and its surroundings.
  const PLAIN = ['boxShadow', 'backgroundColor', 'backgroundImage', 'backgroundPosition', 'color', 'opacity',
    'visibility', 'display', 'transform', 'translate', 'scale', 'filter', 'textShadow', 'clipPath', 'clip',
    'fill', 'stroke', 'fontWeight', 'textUnderlineOffset', 'backgroundSize'];
  const SIDES = ['Top', 'Right', 'Bottom', 'Left'];
  const looks = (style) => {
    const said = PLAIN.map((name) => style[name]);
    const line = style.textDecorationLine;
    const drawnLine = ['Line', 'Style', 'Color', 'Thickness'].map((part) => style[`textDecoration${part}`]);
    said.push(line === 'none' || !line ? 'none' : drawnLine.join(' '));
    const drawn = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
    const outline = ['Style', 'Width', 'Color', 'Offset'].map((part) => style[`outline${part}`]);
    said.push(drawn ? outline.join(' ') : 'none');
    for (const side of SIDES) {
      const [kind, width] = [style[`border${side}Style`], style[`border${side}Width`]];
      const colour = style[`border${side}Color`];
      said.push(kind === 'none' || !parseFloat(width) ? 'none' : `${kind} ${width} ${colour}`);
    }
    return said;
  };
  const NAMES = [...PLAIN, 'textDecoration', 'outline', ...SIDES.map((side) => `border${side}`)];
  const around = (element) => {
    const found = new Map([[element, 'self']]);
    const add = (one, who) => { if (one && !found.has(one) && found.size < 40) found.set(one, who); };
    for (const label of element.labels ?? []) {
      add(label, 'label');
      [...label.querySelectorAll('*')].slice(0, 6).forEach((one) => add(one, 'label'));
    }
    for (const scope of [element, element.shadowRoot])
      [...scope?.querySelectorAll('*') ?? []].slice(0, 8).forEach((one) => add(one, 'below'));
    let above = up(element);
    for (let n = 0; above && n < 4 && above !== bodyOf(above.ownerDocument); n++) {
      add(above, 'above');
      above = up(above);
    }
    for (const step of ['previousElementSibling', 'nextElementSibling']) {
      let beside = element[step];
      for (let n = 0; beside && n < 2; n++, beside = beside[step]) {
        add(beside, 'beside');
        if (!beside.matches('a[href], button, input, select, textarea'))
          [...beside.querySelectorAll('*')].slice(0, 3).forEach((one) => add(one, 'beside'));
      }
    }
    return found;
  };
  const lookAt = (element, known) => {
    const found = [];
    for (const [one, who] of known ?? around(element)) {
      if (!one.isConnected) { found.push([one, who, '', null]); continue; }
      found.push([one, who, '', looks(styleOf(one))]);
      for (const pseudo of ['::before', '::after']) {
        const style = styleOf(one, pseudo);
        const isThere = style.content !== 'none' && style.content !== 'normal';
        found.push([one, who, pseudo, isThere ? looks(style) : null]);
      }
    }
    return found;
  };
  const behind = (element) => {
    for (let at = up(element); at; at = up(at)) {
      const colour = styleOf(at).backgroundColor;
      if (alpha(colour) > 0) return colour;
    }
    return 'none';
  };

  const finish = async (capMs) => {
    // What is on its way is brought to its end; what has no end is left alone.
    const until = performance.now() + capMs;
    for (let round = 0; round < 3; round++) {
      const running = document.getAnimations().filter((one) => one.playState === 'running'
        && Number.isFinite(one.effect?.getComputedTiming().endTime));
      if (!running.length) return;
      for (const one of running.slice(0, 400))
        try { one.finish(); } catch (error) { /* without an end */ }
      if (performance.now() > until) return;
      await after(0);
    }
  };

  let last = null;
  const changesSince = (next) => {
    // How the element that had the focus looked then and looks now.
    if (!last?.element.isConnected) return null;
    const now = lookAt(last.element, last.around);
    const changes = [];
    for (let i = 0; i < now.length; i++) {
      const [one, who, pseudo, said] = now[i];
      const before = last.look[i][3];
      if (!said && !before) continue;
      // What belongs to the one that has the focus now is its own mark.
      if (next && one !== last.element && (holds(one, next) || holds(next, one)
        || [...next.labels ?? []].some((label) => holds(label, one)))) continue;
      const shows = (style) => style && style[PLAIN.indexOf('visibility')] === 'visible'
        && style[PLAIN.indexOf('display')] !== 'none' && +style[PLAIN.indexOf('opacity')] > 0;
      if (!shows(before) && !shows(said)) continue;
      if (!pseudo && !one.getClientRects().length) continue;
      for (let n = 0; n < NAMES.length; n++) {
        const [was, is] = [before?.[n] ?? '', said?.[n] ?? ''];
        if (was !== is) changes.push([who, pseudo, NAMES[n], was.slice(0, 160), is.slice(0, 160)]);
      }
      if (changes.length > 40) break;
    }
    return changes;
  };

  const details = (element) => ({
    ...seenAt(element),
    type: (element.getAttribute('type') ?? '').toLowerCase(),
    isNative: element.matches(NATIVE),
    tabindex: element.getAttribute('tabindex') ?? '',
    hidden: !!element.closest('[aria-hidden=true i]'),
    scrolls: scrolls(element),
    caret: hasCaret(element),
    href: element.localName === 'a' ? element.getAttribute('href') ?? '' : '',
    opaque: isFrame(element) && !insideOf(element),
    // Inside it the key goes from part to part, and nothing outside sees that.
    hasParts: /^(audio|video|object|embed)$/.test(element.localName)
      || (element.localName === 'input' && /^(date|time|month|week|datetime-local)$/.test(element.type))
      || (element.localName.includes('-') && !element.shadowRoot),
    modal: modalOf(element),
    kind: `.${element.getAttribute('class') ?? ''}<${up(element)?.localName ?? ''}`.slice(0, 120),
    behind: behind(element), sides: cutBy(element).sides,
  });
  const DIALOGS = 'dialog, [role=dialog], [role=alertdialog], [aria-modal=true i], [popover]';
  const modalOf = (element) => {
    for (let at = element; at; at = up(at))
      if (at.matches(DIALOGS)) return numberOf(at);
    return -1;
  };

  const named = (id) => Document.prototype.getElementById.call(document, id)
    ?? [...Document.prototype.getElementsByName.call(document, id)].find((one) => one.localName === 'a');
  const isModal = (element) => {
    for (let at = element; at; at = up(at))
      if (at.matches(':modal, [aria-modal=true i], [role=alertdialog]')) return true;
    return false;
  };

  globalThis.drempelWalk = {
    step: async (wait, withLooks) => {
      await after(wait);
      await finish(300);
      const element = active();
      const going = log;
      log = [];
      const isNew = !!element && !numbers.has(element);
      const was = last?.number ?? -1;
      const left = last && last.element !== element ? changesSince(element) : null;
      const said = {
        number: numberOf(element), isOut: !hasFocus(), log: going, was, left, isNew,
        scroll: [Math.round(scrollX), Math.round(scrollY)], url: location.href,
        view: [innerWidth, innerHeight],
      };
      if (!element) { last = null; return said; }
      // An element can get its number before it is looked at: by the log.
      const isFirst = !known.has(element);
      if (isFirst) {
        known.add(element);
        said.details = details(element);
        said.unseen = unseen(element);
        said.cover = said.unseen ? null : cover(element);
        const box = inView(element);
        said.isInView = box.right > 0 && box.bottom > 0 && box.left < innerWidth && box.top < innerHeight;
      }
      said.isFirst = isFirst;
      if (withLooks && last?.element !== element) {
        last = null;
        if (!looked.has(element)) {
          looked.add(element);
          const kept = around(element);
          last = {element, number: said.number, around: kept, look: lookAt(element, kept)};
        }
      }
      return said;
    },
    cover: (number) => cover(elements[number]),
    describe: (number) => {
      const element = elements[number];
      return element?.isConnected ? {details: details(element), unseen: unseen(element)} : null;
    },
    count: () => Document.prototype.querySelectorAll.call(document, `${NATIVE}, [tabindex]`).length,
    focusAt: (path) => {
      let element = topOf(document);
      for (const step of path) {
        if (!element) return false;
        if (step === -1) element = element.shadowRoot;
        else element = step === -2 ? topOf(insideOf(element)) : element.children[step];
      }
      if (!element) return false;
      focusOn(element);
      return true;
    },
    focus: async (number) => {
      const element = elements[number];
      if (!element?.isConnected) return false;
      focusOn(element);
      await after(10);
      await finish(300);
      return active() === element;
    },
    isOn: (number) => active() === elements[number],
    blur: async () => {
      blurOf(active());
      await after(10);
      await finish(300);
      return !active();
    },
    clip: (number, margin, most) => {
      // The part of the view around an element, its label and its children.
      const element = elements[number];
      let {left, top, right, bottom} = inView(element);
      for (const label of element.labels ?? []) {
        const box = inView(label);
        if (box.right - box.left < 1 || box.bottom - box.top < 1) continue;
        [left, top] = [Math.min(left, box.left), Math.min(top, box.top)];
        [right, bottom] = [Math.max(right, box.right), Math.max(bottom, box.bottom)];
      }
      [left, top] = [left, top].map((edge) => Math.max(0, Math.floor(edge - margin)));
      right = Math.min(innerWidth, Math.ceil(right + margin));
      bottom = Math.min(innerHeight, Math.ceil(bottom + margin));
      if (right - left < 2 || bottom - top < 2) return null;
      return {x: left + scrollX, y: top + scrollY, width: Math.min(most[0], right - left),
        height: Math.min(most[1], bottom - top), scale: 1};
    },
    view: () => ({x: scrollX, y: scrollY, width: innerWidth, height: innerHeight, scale: 1}),
    settle: async (ms) => { await after(ms); await finish(300); },
    scroll: () => [Math.round(scrollX), Math.round(scrollY)],
    hasModal: () => !!Document.prototype.querySelector.call(document, ':modal'),
    veil: (number, on) => elements[number].style.setProperty('opacity', on ? '0' : '', on ? 'important' : ''),
    inTrap: (list) => list.map((number) => {
      const element = elements[number];
      const inPage = (element.getAttribute('href') ?? '').startsWith('#')
        || /^javascript:/i.test(element.getAttribute('href') ?? '');
      return {
        number, ...seenAt(element), href: element.getAttribute('href') ?? '',
        isButton: element.matches('button, summary, input[type=button], [role=button]')
          || (element.localName === 'a' && inPage),
        isSubmit: /^(submit|image)$/.test(element.type ?? '') && !!element.form,
        isOn: element.isConnected && !unseen(element),
        isModal: isModal(element), dialog: modalOf(element),
        words: ['aria-label', 'title', 'aria-description'].map((one) => element.getAttribute(one) ?? '')
          .join(' ') + ' ' + (element.getAttribute('aria-describedby') ?? '').split(/\s+/).filter(Boolean)
            .map((id) => element.getRootNode().getElementById?.(id)?.textContent ?? '').join(' '),
      };
    }),
    words: () => (bodyOf(document)?.innerText ?? '').slice(0, 60000),
    skip: (number) => {
      const element = elements[number];
      if (element.localName !== 'a') return null;
      let url;
      try { url = new URL(element.href, document.baseURI); } catch (error) { return null; }
      const here = new URL(location.href);
      if (url.origin + url.pathname + url.search !== here.origin + here.pathname + here.search) return null;
      const id = decodeURIComponent(url.hash.slice(1));
      if (!id) return null;
      const target = named(id);
      return {id, found: !!target || id.toLowerCase() === 'top'};
    },
    landed: (id, order) => {
      const target = named(id);
      const element = active();
      if (!target) return {at: false, inView: false, name: element ? nameOf(element) : ''};
      const box = inView(target);
      const isThere = (one) => one === target || holds(target, one)
        || !!(target.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING);
      const inSight = target.getClientRects().length > 0 && box.bottom > 0 && box.top < innerHeight;
      // Where nothing follows the target, Tab leads to the top again, as it should.
      const isLast = !order.some((number) => isThere(elements[number]));
      return {
        at: element ? isThere(element) || (isLast && inSight) : !hasFocus(),
        inView: inSight, name: element ? nameOf(element) : '',
      };
    },
    missed: (visited, most) => {
      const been = new Set(visited.map((number) => elements[number]));
      const found = [];
      const groupOf = (radio) => `${radio.form?.id}|${radio.name}`;
      const groups = new Set([...been].filter((one) => one?.type === 'radio').map(groupOf));
      const modal = Document.prototype.querySelector.call(document, ':modal');
      const walk = (scope, depth) => {
        const all = scope.querySelectorAll ? scope.querySelectorAll('*') : [];
        for (const element of [...all].slice(0, 20000)) {
          if (found.length >= most) return;
          if (element.shadowRoot && depth < 6) walk(element.shadowRoot, depth + 1);
          if (isFrame(element) && depth < 3 && insideOf(element)) walk(insideOf(element), depth + 1);
          if (been.has(element) || !element.matches(NATIVE) || isFrame(element)) continue;
          if (/^(object|embed|audio|video|area)$/.test(element.localName)) continue;
          if (modal && !holds(modal, element)) continue;
          if (element.matches(':disabled') || element.closest('[inert], [aria-hidden=true i]')) continue;
          const details = element.localName === 'summary' ? element.parentElement : null;
          if (details && details.localName !== 'details') continue;
          if (details && details.querySelector(':scope > summary') !== element) continue;
          if (element.type === 'radio' && groups.has(groupOf(element))) continue;
          if (element.type === 'hidden' || !element.checkVisibility?.() || unseen(element)) continue;
          if (element.parentElement?.closest(EDITED)) continue;
          found.push({...seenAt(element), why: element.tabIndex < 0 ? 'negative' : 'passed'});
        }
      };
      walk(document, 0);
      return found;
    },
    size: () => [topOf(document).scrollWidth, topOf(document).scrollHeight],
    toTop: () => scrollTo({left: 0, top: 0, behavior: 'instant'}),
  };
  const known = new Set(), looked = new Set();
}
"""
)

COMPARE = r"""
async (focused, plain) => {
  // How much of two pictures differs, and by what contrast.
  const pixels = async (data) => {
    const bytes = Uint8Array.from(atob(data), (c) => c.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes], {type: 'image/png'}));
    const canvas = new OffscreenCanvas(image.width, image.height);
    const context = canvas.getContext('2d', {willReadFrequently: true});
    context.drawImage(image, 0, 0);
    return context.getImageData(0, 0, image.width, image.height);
  };
  const [a, b] = [await pixels(focused), await pixels(plain)];
  if (a.width !== b.width || a.height !== b.height) return null;
  const table = Float64Array.from({length: 256}, (_, v) =>
    (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
  const light = (data, at) =>
    0.2126 * table[data[at]] + 0.7152 * table[data[at + 1]] + 0.0722 * table[data[at + 2]];
  const contrasts = [];
  let area = 0;
  for (let at = 0; at < a.data.length; at += 4) {
    const differs = Math.abs(a.data[at] - b.data[at]) + Math.abs(a.data[at + 1] - b.data[at + 1])
      + Math.abs(a.data[at + 2] - b.data[at + 2]);
    if (differs < 12) continue;
    area++;
    const [one, other] = [light(a.data, at), light(b.data, at)];
    contrasts.push((Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05));
  }
  contrasts.sort((one, other) => other - one);
  const best = contrasts.length ? contrasts[Math.floor(contrasts.length / 10)] : 1;
  return {area, contrast: Math.round(best * 100) / 100};
}
"""
