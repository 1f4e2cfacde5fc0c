"""The JavaScript by which a page is tried: what can be used on it, and what was changed by a use.

It runs in the isolated world. A `keep` remembers how the page stands; `changes` tells what
differs since then. Elements go by number, from the order in which they were seen; parts that change by
themselves are left out.
"""

from crawler.gather.places import PLACES
from crawler.gather.swipe_script import SWIPES

INSTALL = (
    r"""
() => {
  if (globalThis.drempelTry) return;
"""
    + PLACES
    + r"""
  const MAX_ELEMENTS = 6000,
    MAX_LISTED = 2000,
    MAX_TOLD = 25;
  const after = (ms) => new Promise((done) => setTimeout(done, ms));
  const known = [],
    numbers = new WeakMap();
  const numberOf = (element) => {
    if (!numbers.has(element)) {
      numbers.set(element, known.length);
      known.push(element);
    }
    return numbers.get(element);
  };
  const has = (element, name) => Element.prototype.hasAttribute.call(element, name);
  const is = (element, css) => Element.prototype.matches.call(element, css);
  const closest = (element, css) => {
    for (let at = element, n = 0; at && n < 200; at = up(at), n++) if (is(at, css)) return at;
    return null;
  };
  const fold = (text) => (text ?? '').replace(/\s+/g, ' ').trim();
  const roleOf = (element) => (attr(element, 'role') ?? '').trim().split(/\s+/)[0].toLowerCase();
  const active = () => {
    let element = activeOf(document);
    for (let n = 0; element && n < 20; n++) {
      const deeper =
        element.shadowRoot?.activeElement ??
        (/^i?frame$/.test(element.localName) && insideOf(element) ? activeOf(insideOf(element)) : null);
      if (!deeper) break;
      element = deeper;
    }
    return element && element !== bodyOf(document) && element !== topOf(document) ? element : null;
  };
  const focusOn = (element) => {
    const kind = element.namespaceURI?.endsWith('svg') ? SVGElement : HTMLElement;
    kind.prototype.focus.call(element);
  };

  // -- how the page stands

  const STATES = [
    'aria-expanded',
    'aria-selected',
    'aria-checked',
    'aria-pressed',
    'aria-hidden',
    'aria-current',
    'aria-valuenow',
    'aria-valuetext',
    'aria-activedescendant',
    'aria-invalid',
    'aria-disabled',
    'aria-label',
    'open',
    'disabled',
    'src',
    'href',
    'hidden'
  ];
  const NO_TEXT = new Set(['script', 'style', 'noscript', 'template', 'head', 'title', 'meta', 'link']);
  const SEEN_ALONE = new Set([
    'img',
    'svg',
    'canvas',
    'video',
    'input',
    'select',
    'textarea',
    'button',
    'iframe',
    'audio',
    'object',
    'hr',
    'progress'
  ]);
  const restless = new WeakSet();
  let kept = null;
  const own = (element) => {
    let text = '';
    for (let at = element.firstChild; at; at = at.nextSibling) if (at.nodeType === 3) text += at.data;
    return fold(text);
  };
  const wide = () => Math.max(innerWidth, topOf(document).scrollWidth);
  const look = () => {
    const seen = new Map();
    const right = wide();
    const visit = (element, clipped, depth) => {
      if (seen.size >= MAX_ELEMENTS || depth > 200) return;
      const tag = element.localName;
      if (NO_TEXT.has(tag)) return;
      let shown = false,
        clips = clipped,
        print = '';
      if (element.checkVisibility({visibilityProperty: true, opacityProperty: true})) {
        const box = element.getBoundingClientRect();
        const x = box.left + scrollX,
          y = box.top + scrollY;
        shown =
          box.width >= 2 && box.height >= 2 && box.right + scrollX > 0 && y + box.height > 0 && x < right;
        const style = getComputedStyle(element);
        if (/fixed|absolute/.test(style.position)) clips = clips && style.position !== 'fixed';
        shown =
          shown &&
          !clips &&
          !/inset\((50|100)%/.test(style.clipPath) &&
          !/rect\(0px, 0px, 0px/.test(style.clip);
        if (box.height < 2 || box.width < 2)
          clips = clips || style.overflowX !== 'visible' || style.overflowY !== 'visible';
        print = [style.backgroundColor, style.color, style.backgroundImage.length].join(' ');
      }
      let states = '';
      for (const name of STATES) if (has(element, name)) states += `${name}=${attr(element, name)}\n`;
      if (/^(input|select|textarea)$/.test(tag))
        states += `value=${element.value}\nchecked=${element.checked}\n`;
      else if (tag === 'dialog') states += `modal=${is(element, ':modal')}\n`;
      seen.set(element, {
        shown,
        after: element.previousElementSibling,
        text: own(element),
        states,
        print,
        looks: `${attr(element, 'class')}|${attr(element, 'style')}`
      });
      if (tag === 'svg') return;
      if (element.shadowRoot)
        for (const child of element.shadowRoot.children) visit(child, clips, depth + 1);
      const inner = /^i?frame$/.test(tag) ? insideOf(element) : null;
      if (inner && bodyOf(inner)) visit(bodyOf(inner), clips, depth + 1);
      for (const child of element.children) visit(child, clips, depth + 1);
    };
    const body = bodyOf(document);
    if (body) visit(body, false, 0);
    return {
      seen,
      url: location.href,
      scroll: [Math.round(scrollX), Math.round(scrollY)],
      active: active()
    };
  };
  const isRestless = (element) => {
    for (let at = element, n = 0; at && n < 100; at = at.parentElement, n++)
      if (restless.has(at)) return true;
    return false;
  };
  const textOf = (element) => fold(element.innerText ?? element.textContent);
  const hasContent = (element) => {
    if (SEEN_ALONE.has(element.localName)) return true;
    if (textOf(element)) return true;
    return (
      [...element.querySelectorAll('img,svg,canvas,video,input,select,textarea,button,iframe')].length > 0
    );
  };
  const spot = (element) => ({number: numberOf(element), ...told(element), name: nameOf(element)});
  const differences = (before, now) => {
    const shown = [],
      hidden = [],
      texts = [],
      states = [],
      prints = [],
      weak = [],
      orders = [];
    for (const [element, is] of now.seen) {
      const was = before.seen.get(element);
      if (is.shown && !was?.shown) {
        const parent = element.parentElement ?? element.getRootNode().host;
        const above = parent && now.seen.get(parent),
          aboveWas = parent && before.seen.get(parent);
        if (!(above?.shown && !aboveWas?.shown)) shown.push(element);
      } else if (is.shown && was.shown && is.text !== was.text) texts.push(element);
      if (!was) continue;
      // Two that were there before stand in another order.
      if (is.shown && was.after !== is.after && before.seen.get(is.after)?.shown && was.shown)
        orders.push(element);
      if (is.states !== was.states) states.push([element, was.states, is.states]);
      if (is.shown && was.shown && is.print !== was.print) prints.push(element);
      if (is.looks !== was.looks) weak.push(element);
    }
    for (const [element, was] of before.seen) {
      const is = now.seen.get(element);
      if (!was.shown || is?.shown) continue;
      const parent = element.parentElement ?? element.getRootNode().host;
      if (parent && before.seen.get(parent)?.shown && !now.seen.get(parent)?.shown) continue;
      hidden.push([element, was]);
    }
    return {shown, hidden, texts, states, prints, weak, orders};
  };
  const settled = async (least) => {
    await after(least);
    const finite = document.getAnimations().filter((one) => {
      const timing = one.effect?.getComputedTiming();
      return one.playState === 'running' && timing && Number.isFinite(timing.endTime);
    });
    if (finite.length)
      await Promise.race([after(500), Promise.allSettled(finite.map((one) => one.finished))]);
  };
  const changedStates = (was, now) => {
    const [a, b] = [was.split('\n'), now.split('\n')];
    return [
      ...new Set(
        [...a, ...b]
          .filter((one) => one && !(a.includes(one) && b.includes(one)))
          .map((one) => one.split('=')[0])
      )
    ];
  };
  const isLive = (element) => {
    const live = closest(element, '[aria-live],[role=alert],[role=status],[role=log],output');
    return !!live && !/^off$/i.test(attr(live, 'aria-live') ?? '');
  };
  const isLayer = (element) => /fixed|absolute|sticky/.test(getComputedStyle(element).position);
  const dialogOf = (element) => {
    const css = 'dialog[open],[role=dialog],[role=alertdialog],[aria-modal=true]';
    return is(element, css)
      ? element
      : ([...element.querySelectorAll(css)].find((one) => isShown(one)) ?? closest(element, css));
  };
  const coversMost = (element) => {
    // A layer over all of the view that holds something smaller: made to look like a modal dialog.
    const box = element.getBoundingClientRect();
    return (
      /fixed|absolute/.test(getComputedStyle(element).position) &&
      box.width >= innerWidth * 0.95 &&
      box.height >= innerHeight * 0.9
    );
  };
  const toldShown = (element, user) => {
    const dialog = dialogOf(element);
    return {
      ...spot(element),
      text: textOf(element).slice(0, 300),
      layer: isLayer(element),
      live: isLive(element),
      role: roleOf(element),
      dialog: dialog && !(user && holds(dialog, user)) ? spot(dialog) : null,
      modal: !!dialog && (attr(dialog, 'aria-modal') === 'true' || is(dialog, ':modal')),
      covers: coversMost(element),
      links: all(element, 'a[href]')
        .map((one) => one.href)
        .slice(0, 60),
      controls: all(element, 'a[href],button,input,select,textarea,[tabindex]').filter(isShown).length,
      holdsUser: !!user && holds(element, user)
    };
  };

  const FOCUSABLE =
    'a[href],area[href],button,input:not([type=hidden]),select,textarea,summary,iframe,[tabindex],[contenteditable=""],[contenteditable=true],audio[controls],video[controls]';
  const isTabStop = (element) =>
    element.tabIndex >= 0 &&
    is(element, FOCUSABLE) &&
    !element.disabled &&
    element.checkVisibility({visibilityProperty: true}) &&
    !closest(element, '[inert]');
  const NATIVE =
    'a[href],area[href],button,input,select,textarea,option,summary,label,audio[controls],video[controls],iframe,embed,object';
  const CONTROL_ROLES =
    /^(button|link|checkbox|radio|switch|tab|menuitem|menuitemcheckbox|menuitemradio|option|treeitem|slider|spinbutton|combobox|textbox|searchbox|gridcell|scrollbar|listbox)$/;
  const marks = new Map();
  const typesOf = (element) => marks.get(element) ?? new Set();
  const CLICKS = [
    'click',
    'mousedown',
    'mouseup',
    'pointerdown',
    'pointerup',
    'touchstart',
    'touchend',
    'dblclick'
  ];
  const PRESSES = ['mousedown', 'pointerdown', 'touchstart'];
  const HOVERS = ['mouseover', 'mouseenter', 'pointerover', 'pointerenter'];
  const looksLike = (element) => {
    // Elements that are made the same way act the same way.
    const up1 = element.parentElement;
    return (
      [element, up1, up1?.parentElement]
        .map((one) => (one ? `${one.localName}.${fold(attr(one, 'class')).replace(/\d+/g, '#')}` : ''))
        .join(' ') +
      roleOf(element) +
      [...typesOf(element)].sort().join() +
      (attr(element, 'onclick') ?? '').replace(/[\d'"].*/s, '')
    );
  };
  const actWords = (element) => {
    const form = element.form ?? null;
    const sends =
      form && /^(submit|image)$/.test(element.type) && /^(button|input)$/.test(element.localName);
    return {act: nameOf(element) + ' ' + (attr(element, 'value') ?? ''), sends: !!sends};
  };
  const reach = (element) => {
    // Bring an element into view and return where a pointer hits it, null where something lies over it.
    element.scrollIntoView({block: 'center', inline: 'nearest', behavior: 'instant'});
    const box = boxOf(element);
    const root = element.getRootNode();
    for (const [fx, fy] of [
      [0.5, 0.5],
      [0.15, 0.5],
      [0.5, 0.15],
      [0.9, 0.9],
      [0.05, 0.05]
    ]) {
      const [x, y] = [box.x + box.width * fx, box.y + box.height * fy];
      if (x < 0 || y < 0 || x >= innerWidth || y >= innerHeight) continue;
      if ((-1) in pathOf(element)) return [x, y];
      let hit = document.elementFromPoint(x, y);
      for (let n = 0; hit?.shadowRoot && n < 20; n++) {
        const deeper = hit.shadowRoot.elementFromPoint(x, y);
        if (!deeper || deeper === hit) break;
        hit = deeper;
      }
      if (hit && /^i?frame$/.test(hit.localName) && hit !== element) return [x, y];
      if (!hit || !holds(element, hit)) continue;
      // A control inside would be used instead.
      const inner = closest(hit, NATIVE);
      if (inner && inner !== element && holds(element, inner)) continue;
      return [x, y];
    }
    return null;
  };
  const atPath = (path) => {
    let element = topOf(document);
    for (const step of path) {
      if (!element) return null;
      if (step === -2) element = insideOf(element) ? topOf(insideOf(element)) : null;
      else if (step === -1) element = {children: element.shadowRoot?.children ?? []};
      else element = element.children[step];
    }
    return element ?? null;
  };

  const COMPOSITE =
    '[role=tablist],[role=menu],[role=menubar],[role=listbox],[role=tree],[role=treegrid],[role=grid],[role=radiogroup],[role=toolbar],[role=application],[role=combobox]';
  const clickers = (delegated, most) => {
    const found = [];
    let n = 0;
    for (const scope of scopes(40))
      for (const element of all(scope, '*')) {
        if (++n > 12000 || found.length >= MAX_LISTED) break;
        const types = typesOf(element);
        const listens = CLICKS.some((type) => types.has(type));
        if (!listens && !delegated && !attr(element, 'tabindex')) continue;
        if (/^(html|body|frameset)$/.test(element.localName)) continue;
        let points = false;
        if (!listens) {
          if (!delegated || !isShown(element)) continue;
          const parent = up(element);
          points =
            getComputedStyle(element).cursor === 'pointer' &&
            !!parent &&
            getComputedStyle(parent).cursor !== 'pointer';
          if (!points) continue;
        }
        if (!isShown(element)) continue;
        // A link or button takes the click itself; the label gives it to its field.
        const native = closest(element, NATIVE);
        if (native && native !== element) continue;
        if (
          native &&
          (types.has('click') ||
            !PRESSES.concat(['mouseup', 'pointerup', 'touchend']).some((type) => types.has(type)))
        )
          continue;
        if (
          native &&
          is(native, 'label,input,select,textarea,option,summary,iframe,audio,video,embed,object')
        )
          continue;
        if (closest(element, '[contenteditable=""],[contenteditable=true],[inert],[aria-disabled=true]'))
          continue;
        const box = element.getBoundingClientRect();
        // What takes so much of the page listens for others.
        if (box.width * box.height > innerWidth * innerHeight * 0.6) continue;
        const inner = all(element, FOCUSABLE).filter(isTabStop);
        if (inner.length > 6) continue;
        found.push({element, types, inner, native, listens, kind: looksLike(element)});
      }
    return fair(found, most, 3, ({element, types, inner, native, listens}) => ({
      ...spot(element),
      ...actWords(element),
      stop: isTabStop(element),
      focusable: element.tabIndex >= 0 || has(element, 'tabindex'),
      native: !!native,
      role: roleOf(element),
      types: [...types].filter((type) => CLICKS.includes(type)),
      inner: inner.slice(0, 3).map(numberOf),
      composite: !!closest(element.parentElement ?? element, COMPOSITE),
      drags: is(element, '[draggable=true]'),
      disabled: !!element.disabled,
      listens,
      href: attr(element, 'href') ?? ''
    }));
  };
  const pressers = (most) => {
    const found = [];
    for (const [element, types] of marks) {
      if (!PRESSES.some((type) => types.has(type)) || !element.isConnected || !isShown(element)) continue;
      if (
        /^(html|body|canvas|video|audio|input|select|textarea|label|option|iframe)$/.test(
          element.localName
        )
      )
        continue;
      if (
        /^(slider|spinbutton|scrollbar|combobox|listbox|option|menu|menubar|menuitem|application|grid|gridcell|tree|treeitem|textbox)$/.test(
          roleOf(element)
        )
      )
        continue;
      if (closest(element, '[draggable=true],[role=slider],[role=application],[contenteditable=true]'))
        continue;
      const box = element.getBoundingClientRect();
      if (box.width * box.height > innerWidth * innerHeight * 0.5) continue;
      if (all(element, FOCUSABLE).length > 4) continue;
      found.push({element, types, kind: looksLike(element)});
    }
    return fair(found, most, 2, ({element, types}) => ({
      ...spot(element),
      ...actWords(element),
      control: is(element, 'a[href],button') || /^(button|link)$/.test(roleOf(element)),
      clicks: types.has('click'),
      drags: ['mousemove', 'pointermove', 'touchmove', 'dragstart'].some((type) => types.has(type))
    }));
  };

  // -- what comes with the pointer

  const REVEALS = [
    'display',
    'visibility',
    'opacity',
    'height',
    'max-height',
    'transform',
    'clip',
    'clip-path',
    'left',
    'top',
    'right',
    'bottom',
    'width',
    'max-width',
    'content',
    'scale',
    'margin-left',
    'grid-template-rows'
  ];
  const hoverSelectors = () => {
    const found = new Set();
    let n = 0;
    const read = (rules) => {
      for (const rule of rules) {
        if (++n > 20000 || found.size > 80) return;
        if (
          rule.selectorText?.includes(':hover') &&
          REVEALS.some((name) => rule.style.getPropertyValue(name))
        ) {
          for (const part of rule.selectorText.split(/,(?![^(]*\))/)) {
            const at = part.indexOf(':hover');
            // Without anything after it, only the element itself looks different.
            if (
              at > 0 &&
              /^[^\s>+~]*(::?(before|after)|[\s>+~])/.test(part.slice(at + 6)) &&
              !/:(not|is|where)\([^)]*$/.test(part.slice(0, at))
            )
              found.add(part.slice(0, at).trim());
          }
        }
        if (rule.cssRules && !(rule.media && !matchMedia(rule.media.mediaText).matches))
          read(rule.cssRules);
      }
    };
    for (const scope of scopes(40))
      for (const sheet of [...(scope.styleSheets ?? []), ...(scope.adoptedStyleSheets ?? [])])
        try {
          if (!sheet.media?.mediaText || matchMedia(sheet.media.mediaText).matches) read(sheet.cssRules);
        } catch (error) {
          /* of another origin */
        }
    return found;
  };
  const isTooLarge = (element) => {
    const box = element.getBoundingClientRect();
    return box.width * box.height > innerWidth * innerHeight * 0.7;
  };
  const tellOf = (element, types) => {
    for (const type of types) {
      const kind = type.startsWith('pointer') ? PointerEvent : MouseEvent;
      const {x, y, width, height} = element.getBoundingClientRect();
      const [clientX, clientY] = [x + width / 2, y + height / 2];
      const bubbles = !type.endsWith('enter') && !type.endsWith('leave');
      element.dispatchEvent(new kind(type, {bubbles, composed: true, cancelable: true, clientX, clientY}));
    }
  };
  const answersAfter = async (element, ms) => {
    // Whether the page changes something when it hears that the pointer came onto an element.
    let heard = false;
    const observer = new MutationObserver((list) => {
      heard ||= list.some((one) => {
        const node = kindOf(one.target) === 1 ? one.target : one.target.parentElement;
        return !!node && !isRestless(node) && !(one.type === 'attributes' && node === element);
      });
    });
    observer.observe(document, {childList: true, subtree: true, attributes: true, characterData: true});
    tellOf(element, ['pointerover', 'pointerenter', 'mouseover', 'mouseenter', 'mousemove']);
    await after(ms);
    observer.disconnect();
    tellOf(element, ['pointerout', 'pointerleave', 'mouseout', 'mouseleave']);
    return heard;
  };
  const NO_TARGET = /^(html|body|script|style|br|hr|option|source|template|noscript|link|meta|area|col)$/;
  const MAX_KINDS = 60,
    MAX_SLOW = 8,
    SOON = 20,
    SLOW = 350;
  const answering = async () => {
    // Where the page as a whole listens for the pointer, one element of each kind is tried without it.
    const kinds = new Map();
    let n = 0;
    for (const scope of scopes(20))
      for (const element of all(scope, '*')) {
        if (++n > 8000 || kinds.size >= MAX_KINDS) break;
        if (NO_TARGET.test(element.localName) || element.namespaceURI?.endsWith('svg')) continue;
        const names = Element.prototype.getAttributeNames
          .call(element)
          .filter((name) => !/^(class|style|id|href|src|alt)$/.test(name));
        const kind = `${looksLike(element)} ${names.join()}`;
        if (kinds.has(kind) || !isShown(element) || isTooLarge(element)) continue;
        kinds.set(kind, {element, names});
      }
    const found = [];
    const isIn = (element) => found.some((one) => holds(one, element));
    for (const {element} of kinds.values())
      if (!isIn(element) && (await answersAfter(element, SOON))) found.push(element);
    const marked = [...kinds.values()].filter(({names}) =>
      names.some((name) => /^(data-|aria-|title)/.test(name))
    );
    if (!found.length)
      for (const {element} of marked.slice(0, MAX_SLOW))
        if (!isIn(element) && (await answersAfter(element, SLOW))) found.push(element);
    return found;
  };
  const hovers = async (delegated, most) => {
    const found = new Map();
    const add = (element) => {
      if (found.size >= MAX_LISTED || found.has(element) || !element.isConnected || !isShown(element)) return;
      if (/^(html|body)$/.test(element.localName) || isTooLarge(element)) return;
      found.set(element, {element, kind: looksLike(element)});
    };
    for (const css of hoverSelectors())
      for (const scope of scopes(40)) {
        let elements = [];
        try {
          elements = all(scope, css);
        } catch (error) {
          /* not a whole selector */
        }
        for (const element of elements.slice(0, 200)) add(element);
      }
    for (const [element, types] of marks) if (HOVERS.some((type) => types.has(type))) add(element);
    const answered = delegated ? await answering() : [];
    for (const element of answered) add(element);
    return {
      ...fair([...found.values()], most, 2, ({element}) => ({...spot(element), ...actWords(element)})),
      stirred: answered.length > 0
    };
  };
  const nearStops = (element, most) => {
    // What the keyboard reaches in, around or just before something.
    const found = [];
    for (let at = element, n = 0; at && n < 3 && found.length < most; at = at.parentElement, n++) {
      if (/^(body|main|html|nav|header|footer|form|section|article)$/.test(at.localName) && n) break;
      for (const one of [at, ...all(at, FOCUSABLE)]) {
        if (found.length >= most) break;
        if (isTabStop(one) && !found.includes(one)) found.push(one);
      }
    }
    for (let at = closest(element, FOCUSABLE), n = 0; at && n < 1; n++)
      if (isTabStop(at) && !found.includes(at)) found.unshift(at);
    return found.slice(0, most).map(numberOf);
  };
  const inked = (element) => {
    // Where an element shows something: its own letters, not the empty end of their line.
    if (SEEN_ALONE.has(element.localName)) return [...element.getClientRects()];
    const range = document.createRange();
    return [...element.childNodes]
      .filter((node) => node.nodeType === 3 && node.data.trim())
      .flatMap((node) => {
        range.selectNodeContents(node);
        return [...range.getClientRects()];
      });
  };
  const veils = (element, user) => {
    // Whether something new lies over text or controls that were there.
    const box = element.getBoundingClientRect();
    for (const [other, was] of kept.seen) {
      if (
        !was.shown ||
        !(was.text || SEEN_ALONE.has(other.localName)) ||
        holds(element, other) ||
        holds(other, element) ||
        holds(user, other)
      )
        continue;
      for (const {left, top, right, bottom} of inked(other)) {
        const w = Math.min(right, box.right) - Math.max(left, box.left),
          h = Math.min(bottom, box.bottom) - Math.max(top, box.top);
        if (w > 4 && h > 4) return true;
      }
    }
    return false;
  };

  // -- widgets

  const openers = (most) => {
    const found = [];
    let n = 0;
    const css =
      'button,[role=button],a[href^="#"],a[href^="javascript:"],[aria-expanded],[aria-haspopup],[role=tab],[role=switch],[role=menuitem],input[type=button],[aria-controls]';
    for (const scope of scopes(40))
      for (const element of all(scope, css)) {
        if (++n > 3000 || found.length >= MAX_LISTED) break;
        if (!isShown(element) || element.disabled || attr(element, 'aria-disabled') === 'true') continue;
        if (is(element, 'input:not([type=button]),select,textarea,summary')) continue;
        // A jump within the page only counts where a script may do more.
        const listens = typesOf(element).size > 0;
        if (
          is(element, 'a[href^="#"]') &&
          !listens &&
          !['aria-expanded', 'aria-haspopup', 'aria-controls', 'role'].some((name) => has(element, name))
        )
          continue;
        found.push({element, kind: looksLike(element)});
      }
    return fair(found, most, 3, ({element}) => ({
      ...spot(element),
      ...actWords(element),
      stop: isTabStop(element),
      role: roleOf(element),
      expanded: attr(element, 'aria-expanded') ?? '',
      popup: attr(element, 'aria-haspopup') ?? '',
      composite: !!closest(element.parentElement ?? element, COMPOSITE),
      current:
        attr(element, 'aria-selected') === 'true' ||
        (has(element, 'aria-current') && attr(element, 'aria-current') !== 'false')
    }));
  };
  const sliders = () =>
    scopes(40)
      .flatMap((scope) => all(scope, '[role=slider],[role=spinbutton],[role=scrollbar][tabindex]'))
      .filter(
        (element) =>
          isShown(element) &&
          !is(element, 'input') &&
          attr(element, 'aria-disabled') !== 'true' &&
          attr(element, 'aria-readonly') !== 'true'
      )
      .slice(0, 6)
      .map((element) => ({
        ...spot(element),
        stop: isTabStop(element),
        role: roleOf(element),
        now: attr(element, 'aria-valuenow') ?? '',
        max: attr(element, 'aria-valuemax') ?? ''
      }));
  const tablists = () =>
    scopes(40)
      .flatMap((scope) => all(scope, '[role=tablist]'))
      .filter(isShown)
      .slice(0, 4)
      .map((list) =>
        all(list, '[role=tab]')
          .filter((tab) => isShown(tab) && attr(tab, 'aria-disabled') !== 'true' && !tab.disabled)
          .slice(0, 12)
          .map((tab) => ({
            ...spot(tab),
            ...actWords(tab),
            stop: isTabStop(tab),
            selected: attr(tab, 'aria-selected') === 'true'
          }))
      )
      .filter((tabs) => tabs.length > 1);
  const draggables = (most) => {
    const found = [];
    for (const scope of scopes(40))
      for (const element of all(scope, '[draggable=true]')) if (isShown(element)) found.push(element);
    for (const [element, types] of marks) {
      if (!PRESSES.some((type) => types.has(type)) || found.includes(element) || !isShown(element))
        continue;
      if (is(element, 'canvas,input,html,body')) continue;
      const box = element.getBoundingClientRect();
      if (box.width * box.height < innerWidth * innerHeight * 0.3) found.push(element);
    }
    const listed = found.map((element) => ({element, kind: looksLike(element)}));
    return fair(listed, most, 1, ({element}) => {
      const next = element.nextElementSibling,
        box = element.getBoundingClientRect();
      const around = element.parentElement?.parentElement ?? element.parentElement;
      return {
        ...spot(element),
        ...actWords(element),
        native: is(element, '[draggable=true]'),
        stop: isTabStop(element),
        role: roleOf(element),
        max: attr(element, 'aria-valuemax') ?? '',
        next: next && isShown(next) ? numberOf(next) : -1,
        inside: all(element, 'a[href],button,select,input,[tabindex]').filter(isShown).length,
        around:
          around && !/^(body|html|main)$/.test(around.localName)
            ? all(around, 'button,select,input,[role=button]').filter(
                (one) => isShown(one) && one !== element
              ).length
            : all(element.parentElement, 'button,select,input,[role=button]').filter(
                (one) => isShown(one) && one !== element
              ).length,
        width: box.width,
        height: box.height
      };
    });
  };
  const switches = () =>
    scopes(10)
      .flatMap((scope) => all(scope, 'input[type=checkbox],[role=switch],[role=checkbox],select'))
      .filter(isShown)
      .slice(0, 8)
      .map((element) => ({
        ...spot(element),
        ...actWords(element),
        select: element.localName === 'select'
      }));
  const namedControls = (source) => {
    const about = new RegExp(source, 'i');
    return scopes(10)
      .flatMap((scope) => all(scope, 'button,a,summary,input[type=button],[role=button]'))
      .filter((element) => isShown(element) && about.test(nameOf(element)))
      .slice(0, 4)
      .map((element) => ({
        ...spot(element),
        ...actWords(element),
        link: is(element, 'a[href]') && !/^#/.test(attr(element, 'href'))
      }));
  };
  const closers = (number) =>
    all(known[number], 'button,a,[role=button],input[type=button],input[type=submit],[tabindex]')
      .filter(isShown)
      .map((element) => ({...spot(element), ...actWords(element)}))
      .filter((one) =>
        /(^|\b)(sluit|sluiten|close|dicht|annuleer|annuleren|cancel|fermer|schlie(ss|ß)en|ok|oké|begrepen|terug)\b|^\s*[×✕✖xX]\s*$/i.test(
          one.name
        )
      )
      .slice(0, 2);

  const compositeStop = (number) => {
    const outer = closest(known[number].parentElement ?? known[number], COMPOSITE);
    const stop = outer && [outer, ...all(outer, FOCUSABLE)].find(isTabStop);
    return stop ? numberOf(stop) : -1;
  };
  const nextStop = (number) => {
    const stops = scopes(40)
      .flatMap((scope) => all(scope, FOCUSABLE))
      .filter(isTabStop);
    const at = stops.indexOf(known[number]);
    return at >= 0 && stops[at + 1] ? numberOf(stops[at + 1]) : -1;
  };

"""
    + SWIPES
    + r"""
  globalThis.drempelTry = {
    place,
    replaced,
    pathIn,
    clicksIn,
    controlsFor,
    mark: (types, element) => {
      marks.set(element, new Set([...typesOf(element), ...types]));
    },
    tools: {
      known, numberOf, spot, attr, all, has, is, closest, isShown, isTabStop, scopes, nameOf, roleOf,
      actWords, holds, fold, FOCUSABLE
    },
    numberAt: (path) => {
      const element = atPath(path);
      return element && element.isConnected !== undefined ? numberOf(element) : -1;
    },
    targets: async (clicks, points, most) => ({
      clicks: clickers(clicks, most.clicks),
      presses: pressers(most.presses),
      drags: draggables(most.drags),
      swipes: swipers(most.swipes),
      hovers: await hovers(points, most.hovers)
    }),
    openers,
    sliders,
    tablists,
    switches,
    namedControls,
    closers,
    count: (css) => scopes(40).reduce((sum, scope) => sum + all(scope, css).length, 0),
    reach: (number) => (known[number]?.isConnected ? reach(known[number]) : null),
    box: (number) => {
      const {x, y, width, height} = boxOf(known[number]);
      return [x, y, width, height];
    },
    focus: (number) => {
      const element = known[number];
      if (!element?.isConnected) return false;
      focusOn(element);
      return active() === element;
    },
    blur: () => {
      active()?.blur?.();
    },
    toTop: () => scrollTo({left: 0, top: 0, behavior: 'instant'}),
    spot: (number) => spot(known[number]),
    shows: (number) => !!known[number]?.isConnected && !!look().seen.get(known[number])?.shown,
    near: (number, most) => nearStops(known[number], most),
    veils: (number, user) => veils(known[number], known[user]),
    acts: (number) => ({...spot(known[number]), ...actWords(known[number])}),
    stopsIn: (number) =>
      all(known[number], FOCUSABLE)
        .filter((one) => one.tabIndex >= 0 && one.checkVisibility({visibilityProperty: true}))
        .slice(0, 2)
        .map(numberOf),
    showsText: (text) =>
      [...look().seen].some(
        ([element, is]) =>
          is.shown &&
          textOf(element).startsWith(text) &&
          textOf(element).length < 600 &&
          !kept.seen.get(element)?.shown
      ),
    dropAt: (number) => {
      const next = known[number].nextElementSibling ?? known[number].previousElementSibling;
      const zone =
        next && isShown(next) ? next : all(document, '[ondrop],[dropzone],.dropzone').find(isShown);
      if (!zone) return null;
      const {x, y, width, height} = boxOf(zone);
      return [x + width / 2, y + height * 0.8];
    },
    isStop: (number) => isTabStop(known[number]),
    compositeStop,
    nextStop,
    settled,
    active: () => {
      const element = active();
      return element ? spot(element) : null;
    },
    isIn: (outer, inner) => holds(known[outer], known[inner]),
    follows: (first, second) => !!(known[first].compareDocumentPosition(known[second]) & 4),
    attribute: (number, name) => attr(known[number], name) ?? '',
    name: (number) => nameOf(known[number]),
    links: (number) =>
      all(known[number], 'a[href]')
        .map((one) => one.href)
        .slice(0, 40),
    linksElsewhere: (number) =>
      [
        ...new Set(
          scopes(40)
            .flatMap((scope) => all(scope, 'a[href]'))
            .filter((one) => isTabStop(one) && !holds(known[number], one))
            .map((one) => one.href)
        )
      ].slice(0, 2000),
    textElsewhere: (number) => {
      // The whole visible page without a part, and the names of controls.
      const away = known[number];
      let text = '';
      for (const [element, was] of kept.seen)
        if (was.shown && !holds(away, element)) text += ` ${was.text}`;
      return text.slice(0, 100000);
    },
    describes: (number) => {
      const element = known[number];
      const by = ['aria-describedby', 'aria-labelledby', 'aria-details']
        .map((name) => attr(element, name) ?? '')
        .join(' ')
        .split(/\s+/)
        .filter(Boolean)
        .map((id) => element.getRootNode().getElementById?.(id)?.textContent ?? '')
        .join(' ');
      return fold(
        `${nameOf(element)} ${by} ${attr(element, 'aria-description') ?? ''} ${attr(element, 'title') ?? ''}`
      );
    },
    keep: () => {
      kept = look();
    },
    calm: async (ms) => {
      // What changes while nobody does anything is no answer to anything.
      const before = look();
      await after(ms);
      const {shown, hidden, texts, states, prints} = differences(before, look());
      for (const element of [
        ...shown,
        ...hidden.map(([one]) => one),
        ...texts,
        ...states.map(([one]) => one),
        ...prints
      ])
        if (element !== bodyOf(document)) restless.add(element);
      return shown.length + hidden.length + texts.length + states.length;
    },
    changes: (user) => {
      const who = user >= 0 ? known[user] : null;
      const now = look();
      const found = differences(kept, now);
      const calm = (element) => !isRestless(element);
      const shown = found.shown.filter((one) => calm(one) && hasContent(one));
      const hidden = found.hidden.filter(
        ([one, was]) =>
          calm(one) &&
          (was.text || SEEN_ALONE.has(one.localName) || hasContent(one) || one.textContent.trim())
      );
      const states = found.states.filter(([one]) => calm(one));
      const about = (element) => who && (element === who || holds(who, element));
      const around = (element) => who && holds(element, who);
      return {
        shown: shown.slice(0, MAX_TOLD).map((one) => toldShown(one, who)),
        hidden: hidden
          .slice(0, MAX_TOLD)
          .map(([one]) =>
            one.isConnected
              ? {...spot(one), own: !!about(one)}
              : {
                  number: numberOf(one),
                  path: [],
                  tag: one.localName,
                  role: '',
                  name: '',
                  box: null,
                  own: false
                }
          ),
        texts: found.texts
          .filter(calm)
          .slice(0, MAX_TOLD)
          .map((one) => ({
            ...spot(one),
            text: own(one).slice(0, 300),
            live: isLive(one),
            own: !!about(one)
          })),
        states: states.slice(0, MAX_TOLD).map(([one, was, is]) => ({
          number: numberOf(one),
          path: pathOf(one),
          what: changedStates(was, is),
          own: one === who
        })),
        orders: found.orders
          .filter(calm)
          .slice(0, MAX_TOLD)
          .map((one) => spot(one)),
        prints: found.prints
          .filter((one) => calm(one) && !about(one) && !around(one))
          .slice(0, MAX_TOLD)
          .map(numberOf),
        bare: found.shown.filter((one) => calm(one) && one.localName !== 'div').length,
        weak: found.weak.filter((one) => calm(one)).length,
        url: now.url !== kept.url ? now.url : '',
        scrolled: Math.abs(now.scroll[1] - kept.scroll[1]) > 40,
        active: now.active ? numberOf(now.active) : -1,
        moved: now.active !== kept.active
      };
    }
  };
}
"""
)
