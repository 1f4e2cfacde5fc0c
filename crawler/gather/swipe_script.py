"""The JavaScript that knows what listens to a path of the pointer, and what can be seen of it.

It is a part of the script of `trying_script`, whose functions it uses.
"""

SWIPES = r"""
  // -- paths

  const ENDS = {
    touch: [['touchstart'], ['touchmove', 'touchend']],
    mouse: [
      ['pointerdown', 'mousedown'],
      ['pointermove', 'mousemove', 'pointerup', 'mouseup']
    ]
  };
  const waysOf = (types) =>
    Object.keys(ENDS).filter((way) => ENDS[way].every((some) => some.some((type) => types.has(type))));
  const swipers = (most) => {
    // What listens to where the pointer begins and to where it goes: a carousel, a map, a row.
    const found = [];
    for (const [element, types] of marks) {
      const ways = waysOf(types);
      if (!ways.length || !isShown(element)) continue;
      if (/^(html|body|canvas|video|audio|label)$/.test(element.localName)) continue;
      if (closest(element, NATIVE) || closest(element, '[draggable=true],[contenteditable=true],[inert]'))
        continue;
      if (/^(slider|spinbutton|scrollbar|application|textbox)$/.test(roleOf(element))) continue;
      const box = element.getBoundingClientRect();
      if (box.width < 80 || box.height < 30) continue;
      found.push({element, kind: looksLike(element), ways});
    }
    return fair(found, most, 1, ({element, ways}) => ({
      ...spot(element),
      ways,
      // Of a part with much text the text says nothing of what the path does.
      act: textOf(element).length <= 60 ? nameOf(element) : '',
      sends: false
    }));
  };
  const windowOf = (element) => {
    // Which part of the view the parts around an element leave of it.
    let [left, top, right, bottom] = [0, 0, innerWidth, innerHeight];
    for (let at = up(element), n = 0; at && n < 60; at = up(at), n++) {
      if (at === bodyOf(document) || at === topOf(document)) break;
      const style = getComputedStyle(at);
      if (style.overflowX === 'visible' && style.overflowY === 'visible') continue;
      const {x, y, width, height} = boxOf(at);
      [left, top] = [Math.max(left, x), Math.max(top, y)];
      [right, bottom] = [Math.min(right, x + width), Math.min(bottom, y + height)];
    }
    return {left, top, right, bottom};
  };
  let placed = null;
  const placesIn = (number) => {
    const outer = known[number];
    const found = new Map();
    for (const one of [outer, ...all(outer, '*')].slice(0, 500)) {
      const {x, y, width, height} = boxOf(one);
      const text = one === outer ? '' : own(one);
      const tells = !!text || /^(img|svg|picture|video)$/.test(one.localName);
      const {left, top, right, bottom} = tells ? windowOf(one) : {left: 0, top: 0, right: 0, bottom: 0};
      const [midX, midY] = [x + width / 2, y + height / 2];
      const isSeen =
        tells &&
        Element.prototype.checkVisibility.call(one, {visibilityProperty: true, opacityProperty: true}) &&
        midX > left &&
        midX < right &&
        midY > top &&
        midY < bottom;
      found.set(`${pathOf(one).join('.')} ${text} ${attr(one, 'src') ?? ''}`, {
        x: x + scrollX,
        y: y + scrollY,
        width,
        height,
        isSeen,
        text
      });
    }
    return found;
  };
  const place = (number) => {
    placed = placesIn(number);
  };
  const replaced = (number) => {
    // What can be seen now and could not; whether all of it moved; whether something has another size.
    const texts = [];
    let [came, moved, sized, first] = [0, false, false, true];
    for (const [key, now] of placesIn(number)) {
      const was = placed.get(key);
      if (first && was) moved = Math.abs(now.x - was.x) > 8 || Math.abs(now.y - was.y) > 8;
      first = false;
      if (now.isSeen && !was?.isSeen) {
        came++;
        if (now.text) texts.push(now.text);
      }
      if (was && was.width > 10 && Math.abs(now.width - was.width) > 0.1 * was.width) sized = true;
    }
    return {came, moved, sized, text: texts.join(' ').slice(0, 120)};
  };
  const pathIn = (number, isUpright) => {
    // The middle of what can be seen of an element, and how far a path on it may go.
    const element = known[number];
    element.scrollIntoView({block: 'center', inline: 'nearest', behavior: 'instant'});
    const box = boxOf(element);
    const {left, top, right, bottom} = windowOf(element);
    const [x0, x1] = [Math.max(box.x, left), Math.min(box.x + box.width, right)];
    const [y0, y1] = [Math.max(box.y, top), Math.min(box.y + box.height, bottom)];
    if (x1 - x0 < 60 || y1 - y0 < 20) return null;
    const length = Math.min(180, 0.7 * (isUpright ? y1 - y0 : x1 - x0));
    return {x: (x0 + x1) / 2, y: (y0 + y1) / 2, length};
  };
  const clicksIn = (number) => {
    // Where a click may do the same as a path: at both ends and in the middle.
    const path = pathIn(number, false);
    if (!path) return [];
    return [0.65, -0.65, 0]
      .map((part) => [path.x + part * path.length, path.y])
      .map(([x, y]) => {
        const hit = document.elementFromPoint(x, y);
        const control = hit && closest(hit, NATIVE);
        return {x, y, ...(control ? actWords(control) : {act: '', sends: false})};
      });
  };
  const CONTROL =
    'a[href],button,summary,input,select,[role=button],[role=tab],[role=link],[role=slider],[onclick],[tabindex]';
  const ABOUT_PATHS =
    /vorige|volgende|previous|next|pr[ée]c[ée]dent|suivant|zurück|zurueck|weiter|slide|dia\b|zoom|^[\s<>‹›«»←→+−–-]+$/i;
  const controlsFor = (number, most) => {
    // Controls in and around something, and elsewhere those that name it or sound like it.
    const element = known[number];
    const near = new Set();
    for (let at = element, n = 0; at && n < 4; at = up(at), n++) {
      if (n && /^(body|html|main)$/.test(at.localName)) break;
      for (const one of [
        ...all(at, CONTROL),
        ...[...marks].filter(([who, types]) => types.has('click') && holds(at, who)).map(([who]) => who)
      ])
        near.add(one);
    }
    const far = scopes(20)
      .flatMap((scope) => all(scope, CONTROL))
      .filter(
        (one) =>
          !near.has(one) &&
          ((element.id && (attr(one, 'aria-controls') ?? '').split(/\s+/).includes(element.id)) ||
            ABOUT_PATHS.test(nameOf(one)))
      );
    near.delete(element);
    const list = [...near, ...far].filter(
      (one) => isShown(one) && !one.disabled && !/^(password|file|hidden)$/.test(one.type ?? '')
    );
    const sounds = (one) => (ABOUT_PATHS.test(nameOf(one)) ? 0 : is(one, 'a[href]:not([href^="#"])') ? 2 : 1);
    list.sort((a, b) => sounds(a) - sounds(b));
    return {
      chosen: list.slice(0, most).map((one) => ({
        ...spot(one),
        ...actWords(one),
        leads: is(one, 'a[href]:not([href^="#"]):not([href^="javascript:"])')
      })),
      left: Math.max(0, list.length - most)
    };
  };
"""
