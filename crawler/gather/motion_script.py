"""The JavaScript that looks at what moves by itself; it runs in the isolated world.

`INSTALL` puts one object there. It reads the animations of style sheets at once; what scripts do is noted by
observers while the gatherer waits, and looked at five times a second only where something was noted.
"""

from crawler.gather.places import PLACES

INSTALL = (
    r"""
() => {
  if (globalThis.drempelMotion) return;
"""
    + PLACES
    + r"""
  const MOVES =
    /^(transform|translate|rotate|scale|offset|left|right|top|bottom|inset|margin|width|height|maxWidth|maxHeight|backgroundPosition|backgroundSize|strokeDash|d|clipPath|padding|textIndent|letterSpacing|cx|cy|r|x|y)/;
  const SKIP = new Set(['offset', 'computedOffset', 'easing', 'composite']);
  const LOADING = /spin|load|laad|progress|skeleton|shimmer|busy|wacht/i;
  const TINY = 150;

  const wordsIn = (text) => (text.match(/[\p{L}\d]{2,}/gu) ?? []).length;
  const shownText = () => bodyOf(document)?.innerText ?? '';
  const resembles = (element) => {
    for (let at = element, n = 0; at && n < 3; at = up(at), n++) {
      const said = `${at.id} ${at.getAttribute('class') ?? ''} ${at.getAttribute('role') ?? ''}`;
      if (LOADING.test(said) || at.getAttribute('aria-busy') === 'true') return 'loading';
    }
    const text = (element.innerText ?? '').trim();
    // A time, or what is left of it.
    if (text.length < 60 && (/\b\d{1,2}[:u.]\d{2}\b/.test(text) || element.closest('time, [role=timer]')))
      return 'clock';
    if (
      /\b\d+\s*(s|sec|seconden?|min|minuten?|minutes?|seconds?|uur|dagen)\b/i.test(text) &&
      text.length < 60
    )
      return 'clock';
    return '';
  };

  // What style sheets animate.
  const animated = () => {
    const found = [];
    for (const animation of Document.prototype.getAnimations.call(document)) {
      const {effect} = animation;
      const element = effect?.target;
      if (
        !element ||
        animation.playState !== 'running' ||
        !(animation.timeline instanceof DocumentTimeline)
      )
        continue;
      const timing = effect.getComputedTiming();
      const frames = effect.getKeyframes();
      const names = new Set(
        frames.flatMap((frame) => Object.keys(frame)).filter((name) => !SKIP.has(name)),
      );
      const changing = [...names].filter(
        (name) => new Set(frames.filter((frame) => name in frame).map((frame) => frame[name])).size > 1,
      );
      if (!changing.length || !isShown(element)) continue;
      found.push({
        element,
        animation,
        name: animation.animationName ?? '',
        pseudo: effect.pseudoElement ?? '',
        end: timing.endTime === Infinity ? -1 : timing.endTime,
        cycle: timing.duration,
        alternate: /alternate/.test(timing.direction),
        how: changing.some((one) => MOVES.test(one)) ? 'moves' : 'blinks',
        offsets: frames.map((frame) => frame.computedOffset),
        steps: frames.some((frame) => /step/.test(frame.easing)) || /step/.test(timing.easing),
      });
    }
    return found;
  };
  const longOnes = () => animated().filter((one) => one.end < 0 || one.end > 5000);
  const grouped = (found) => {
    // Those that stand side by side and do the same are one part.
    const groups = new Map();
    for (const one of found) {
      const key = one.element.parentElement ?? one.element;
      const kinds = groups.get(key) ?? groups.set(key, new Map()).get(key);
      const like = kinds.get(one.name) ?? kinds.set(one.name, []).get(one.name);
      like.push(one);
    }
    const parts = [];
    for (const [parent, kinds] of groups)
      for (const like of kinds.values()) {
        const several = new Set(like.map((one) => one.element)).size > 1;
        if (several && /^(body|html|main)$/.test(parent.localName)) {
          for (const one of like)
            parts.push({element: one.element, how: one.how, by: 'style', isEndless: one.end < 0});
          continue;
        }
        parts.push({
          element: several ? parent : like[0].element,
          how: like.some((one) => one.how === 'moves') ? 'moves' : 'blinks',
          by: 'style',
          isEndless: like.some((one) => one.end < 0),
        });
      }
    return parts;
  };

  // What scripts change.
  const MOST = 80;
  const watched = new Map();
  const STYLE = [
    'opacity',
    'backgroundColor',
    'color',
    'transform',
    'backgroundImage',
    'backgroundPosition',
  ];
  const lookAt = (element) => {
    // A row of slides that was pushed aside is itself out of sight, and what it brings is not.
    const shown = isShown(element) || [...element.children].slice(0, 30).some(isShown);
    const style = getComputedStyle(element);
    const {x, y, width, height} = boxOf(element);
    const text =
      /^(input|meter|progress|output)$/.test(element.localName) && 'value' in element
        ? String(element.value)
        : String(element.textContent).replace(/\s+/g, ' ').trim().slice(0, 400);
    return {
      shown,
      text,
      place: [x + scrollX, y + scrollY].map(Math.round).join(),
      size: [width, height].map(Math.round).join(),
      area: Math.round(width * height),
      look:
        STYLE.map((name) => style[name]).join('|') +
        (element.localName === 'img' ? element.currentSrc : ''),
      opacity: +style.opacity,
    };
  };
  const watch = (element) => {
    if (!element || watched.has(element) || watched.size >= MOST) return;
    if (/^(html|head|body|script|style|link|meta|title|noscript|template|canvas)$/.test(element.localName))
      return;
    watched.set(element, {last: null, times: [], hows: new Set()});
  };
  const asElement = (node) => (node.nodeType === 1 ? node : node.parentElement);
  const busy = new Map();
  const note = (records) => {
    for (const record of records.slice(0, 300)) {
      const element = asElement(record.target);
      if (!element) continue;
      watch(element);
      busy.set(element, (busy.get(element) ?? 0) + 1);
    }
  };
  const observer = new MutationObserver(note);
  for (const scope of scopes(30))
    observer.observe(scope, {
      childList: true,
      subtree: true,
      characterData: true,
      attributes: true,
      attributeFilter: [
        'class',
        'style',
        'src',
        'srcset',
        'hidden',
        'open',
        'value',
        'transform',
        'aria-hidden',
      ],
    });
  let isOurs = 0;
  const scrolled = (event) => {
    const element = event.target?.nodeType === 1 ? event.target : null;
    if (element && !isOurs && element.firstElementChild) watch(element.firstElementChild);
  };
  addEventListener('scroll', scrolled, true);

  const sample = () => {
    const now = performance.now();
    for (const [element, known] of watched) {
      if (!element.isConnected) continue;
      const seen = lookAt(element);
      const {last} = known;
      known.last = seen;
      if (!last || (!seen.shown && !last.shown)) continue;
      const hows = [];
      if (seen.shown !== last.shown || Math.abs(seen.opacity - last.opacity) > 0.05) hows.push('blinks');
      if (seen.shown && last.shown) {
        if (seen.text !== last.text) hows.push('text');
        if (seen.place !== last.place) hows.push('moves');
        else if (seen.look !== last.look) hows.push('blinks');
        else if (seen.size !== last.size && seen.text === last.text) hows.push('moves');
      }
      if (!hows.length) continue;
      known.times.push(now);
      hows.forEach((how) => known.hows.add(how));
      known.area = Math.max(known.area ?? 0, seen.area, last.area);
    }
  };
  const look = (ms) =>
    new Promise((done) => {
      const until = performance.now() + ms;
      sample();
      const timer = setInterval(() => {
        sample();
        if (performance.now() >= until) {
          clearInterval(timer);
          done(Math.round(performance.now()));
        }
      }, 200);
    });

  const bursts = (times) => {
    // Changes that follow each other without a pause are one.
    const found = [];
    for (const time of times) {
      const last = found[found.length - 1];
      if (last && time - last[1] < 700) last[1] = time;
      else found.push([time, time]);
    }
    return found;
  };
  const CAROUSEL = /carous|slide|slick|swiper|splide|glide|flickity|ticker|marquee|rotat|embla|keen/i;
  const isCarousel = (element) => {
    for (let at = element, n = 0; at && n < 4; at = up(at), n++)
      if (
        CAROUSEL.test(
          `${at.id} ${at.getAttribute('class') ?? ''} ` +
            `${at.getAttribute('aria-roledescription') ?? ''} ${at.localName}`,
        )
      )
        return true;
    return false;
  };
  const scripted = () => {
    // Elements that changed, those beside each other as one part.
    // One short transition after the other is what a script does.
    const byStyle = new Set(longOnes().map((one) => one.element));
    const changed = [...watched].filter(
      ([element, known]) => known.times.length && element.isConnected && !byStyle.has(element),
    );
    const parts = [];
    for (const [element, known] of changed) {
      const part = parts.find((one) =>
        one.members.some(
          (other) =>
            other.parentElement === element.parentElement || holds(other, element) || holds(element, other),
        ),
      );
      if (part) {
        part.members.push(element);
        part.times.push(...known.times);
        known.hows.forEach((how) => part.hows.add(how));
        part.area = Math.max(part.area, known.area);
      } else
        parts.push({
          members: [element],
          times: [...known.times],
          hows: new Set(known.hows),
          area: known.area,
        });
    }
    return parts.map((part) => {
      part.times.sort((a, b) => a - b);
      let outer = part.members[0];
      for (const one of part.members)
        while (outer.parentElement && !holds(outer, one)) outer = outer.parentElement;
      if (part.members.length > 1 && part.members.includes(outer) === false && outer === bodyOf(document))
        outer = part.members[0];
      const several = new Set(part.members).size > 1;
      const how =
        part.hows.has('text') && !several
          ? 'text'
          : several && (part.hows.has('blinks') || part.hows.has('text'))
            ? 'swaps'
            : part.hows.has('moves')
              ? 'moves'
              : part.hows.has('text')
                ? 'text'
                : 'blinks';
      return {
        element: outer,
        how,
        by: 'script',
        bursts: bursts(part.times),
        area: part.area,
        perSecond:
          Math.max(...part.members.map((one) => busy.get(one) ?? 0)) /
          Math.max(1, performance.now() / 1000 - 1),
        isCarousel: isCarousel(outer),
      };
    });
  };
  const lasting = () => {
    // What goes on after the fifth second, seen often enough to say so.
    const now = performance.now();
    return scripted().map((part) => {
      const last = part.bursts[part.bursts.length - 1];
      const longest = Math.max(...part.bursts.map(([from, to]) => to - from));
      const isLate = last[1] > 5000 && now - last[1] < 6500;
      const isSteady = last[1] - last[0] >= 3500 && now - last[1] < 800;
      part.isLasting =
        isLate && (isSteady || part.bursts.length >= 3 || (part.bursts.length === 2 && part.isCarousel));
      part.mayLast = !part.isLasting && part.area >= TINY && now - last[1] < 6500;
      part.isEndless = isSteady || part.bursts.length >= 3;
      part.gap = part.bursts.length > 1 ? last[0] - part.bursts[part.bursts.length - 2][0] : 0;
      return part;
    });
  };
  const svgs = () =>
    scopes(30)
      .flatMap((scope) => all(scope, 'svg'))
      .filter(
        (svg) =>
          isShown(svg) &&
          !svg.animationsPaused?.() &&
          [...svg.querySelectorAll('animate, animateTransform, animateMotion')].some(
            (one) =>
              one.getAttribute('repeatCount') === 'indefinite' &&
              one.hasAttribute('dur') &&
              !/click|mouse|focus|key/.test(one.getAttribute('begin') ?? ''),
          ),
      );
  const marquees = () =>
    scopes(30)
      .flatMap((scope) => all(scope, 'marquee'))
      .filter((one) => isShown(one) && one.textContent.trim());

  const kept = [];
  const numberOf = (element) => {
    const at = kept.indexOf(element);
    return at >= 0 ? at : kept.push(element) - 1;
  };
  const areaOf = (element) => {
    const {width, height} = boxOf(element);
    return Math.round(width * height);
  };
  const say = (part) => {
    const {element} = part;
    const whole = wordsIn(shownText());
    const own =
      element.contains && element.ownerDocument === document ? wordsIn(element.innerText ?? '') : 0;
    return {
      ...told(element),
      number: numberOf(element),
      how: part.how,
      by: part.by ?? '',
      isEndless: part.isEndless ?? true,
      isAlone: whole - own < 1,
      resembles: resembles(element),
      area: Math.max(part.area ?? 0, areaOf(element)),
      gap: Math.round(part.gap ?? 0),
      perSecond: part.perSecond ?? 0,
    };
  };
  const parts = () => {
    const found = [
      ...grouped(longOnes()),
      ...lasting().filter((part) => part.isLasting),
      ...svgs().map((element) => ({element, how: 'svg'})),
      ...marquees().map((element) => ({element, how: 'marquee'})),
    ].filter((part) => areaOf(part.element) >= TINY || (part.area ?? 0) >= TINY);
    // What moves within something that moves is part of it.
    return found
      .filter(
        (part) =>
          !found.some(
            (other) =>
              other !== part && other.element !== part.element && holds(other.element, part.element),
          ),
      )
      .slice(0, 20);
  };

  // What may stop it.
  const STOPS =
    new RegExp(
      '\\b(pauz\\w*|pause[rd]?|stop\\w*|stil(?:zetten|leggen)?|verberg\\w*|hide|halt|arr[êe]te\\w*|masquer' +
        '|freeze|uitzetten|zet uit|turn off|anhalten)\\b|animati\\w* (uit|af)|beweg\\w* (uit|af|stop)|[⏸⏹❚]',
      'i');
  const LEADS =
    /\b(bedien\w*|instelling\w*|settings?|control\w*|beheer\w*|beweging\w*|animat\w*|motion|voorkeur\w*|preferences?|toegankelijkheid\w*|accessibility)\b/i;
  const PACE = /\b(frequen\w*|snelheid|speed|interval\w*|tempo|vitesse|rate|hoe vaak|how often)\b/i;
  const CLASSES = /(^|[-_\s])(pause|play-?pause|stop|autoplay|toggle-?play)([-_\s]|$)/i;
  const BUTTONS =
    'button, [role=button], [role=switch], [role=checkbox], input[type=button], input[type=checkbox], ' +
    'input[type=submit], summary, a[href^="#"], a[href^="javascript:"], a:not([href])';
  const canBeUsed = (element) =>
    !element.disabled && element.getAttribute('aria-disabled') !== 'true' && isShown(element);
  const near = (element, part) => {
    for (let at = part, n = 0; at && n < 5; at = up(at), n++) if (holds(at, element)) return n;
    return 9;
  };
  const controls = (number) => {
    const part = kept[number];
    const found = [];
    for (const scope of scopes(30))
      for (const element of all(scope, BUTTONS)) {
        if (!canBeUsed(element)) continue;
        const name = nameOf(element);
        const marks = `${element.id} ${element.getAttribute('class') ?? ''}`;
        const kind =
          STOPS.test(name) || CLASSES.test(marks)
            ? 'stop'
            : LEADS.test(name) && element.localName !== 'a'
              ? 'lead'
              : '';
        if (kind)
          found.push({
            number: numberOf(element),
            name: name || marks.trim(),
            kind,
            distance: near(element, part),
            act: `${element.getAttribute('value') ?? ''} ${element.getAttribute('href') ?? ''}`,
          });
      }
    const pace = scopes(30)
      .flatMap((scope) => all(scope, 'input, select'))
      .filter((one) => canBeUsed(one) && PACE.test(nameOf(one)));
    return {
      found: found
        .sort((a, b) => (a.kind === 'lead') - (b.kind === 'lead') || a.distance - b.distance)
        .slice(0, 12),
      pace: pace.slice(0, 3).map(nameOf),
    };
  };
  const stoppers = () =>
    [
      ...new Set(
        scopes(30)
          .flatMap((scope) => all(scope, BUTTONS))
          .filter(
            (one) =>
              canBeUsed(one) &&
              (STOPS.test(nameOf(one)) || CLASSES.test(`${one.id} ${one.getAttribute('class') ?? ''}`)),
          )
          .map((one) => nameOf(one) || one.id || 'pause'),
      ),
    ].slice(0, 6);
  const centre = (number) => {
    const element = kept[number];
    if (!element?.isConnected) return null;
    isOurs++;
    element.scrollIntoView({block: 'center', behavior: 'instant'});
    setTimeout(() => {
      isOurs--;
    }, 100);
    const {x, y, width, height} = boxOf(element);
    return width && height ? [x + width / 2, y + height / 2] : null;
  };
  const goesOn = async (number, ms) => {
    // Whether a part still changes, looked at anew for so long.
    const element = kept[number];
    const byStyle = () =>
      element.isConnected &&
      [
        ...grouped(longOnes()),
        ...svgs().map((one) => ({element: one})),
        ...marquees().map((one) => ({element: one})),
      ].some((part) => part.element === element || holds(element, part.element));
    if (byStyle()) {
      await look(400);
      return byStyle();
    }
    for (const known of watched.values()) {
      known.times = [];
      known.last = null;
    }
    await look(ms);
    return scripted().some(
      (part) => part.element === element || holds(element, part.element) || holds(part.element, element),
    );
  };
  const clip = (number, most, pad = 0) => {
    const element = kept[number];
    if (!element?.isConnected) return null;
    const {x, y, width, height} = boxOf(element);
    const [left, top] = [Math.max(0, x - pad), Math.max(0, y - pad)];
    const [right, bottom] = [
      Math.min(innerWidth, x + width + pad),
      Math.min(innerHeight, y + height + pad),
    ];
    if (right - left < 4 || bottom - top < 4) return null;
    return {
      x: left + scrollX,
      y: top + scrollY,
      width: Math.min(right - left, most[0]),
      height: Math.min(bottom - top, most[1]),
      scale: 1,
    };
  };

  // Flashing by style: one cycle, moment by moment.
  const quick = () =>
    animated()
      .filter(
        (one) =>
          areaOf(one.element) >= 20000 &&
          one.cycle > 0 &&
          one.cycle / Math.max(1, one.offsets.length - 1) < 400 &&
          (one.end < 0 || one.end > 1000),
      )
      .slice(0, 3)
      .map((one) => {
        one.number = numberOf(one.element);
        return one;
      });
  const quickParts = () =>
    quick().map((one) => ({
      ...told(one.element),
      number: one.number,
      cycle: one.cycle * (one.alternate ? 2 : 1),
      moments: Math.min(24, Math.max(4, 4 * (one.offsets.length - 1)) * (one.alternate ? 2 : 1)),
    }));
  const seek = (number, share) => {
    for (const one of quick()) if (one.number === number) one.stopped = true;
    for (const animation of Document.prototype.getAnimations.call(document)) {
      const element = animation.effect?.target;
      if (element !== kept[number]) continue;
      const {duration, direction, delay} = animation.effect.getComputedTiming();
      animation.pause();
      animation.currentTime = delay + share * duration * (/alternate/.test(direction) ? 2 : 1);
    }
    return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))));
  };
  const play = (number) => {
    for (const animation of Document.prototype.getAnimations.call(document))
      if (animation.effect?.target === kept[number]) animation.play();
  };
  const busyParts = () =>
    scripted()
      .filter((part) => part.area >= 20000 && part.perSecond > 5)
      .slice(0, 2)
      .map((part) => say(part));

  const canvases = () =>
    scopes(30)
      .flatMap((scope) => all(scope, 'canvas'))
      .filter(isShown)
      .sort((a, b) => areaOf(b) - areaOf(a))
      .slice(0, 1)
      .map((element) => say({element, how: 'drawn', by: 'script'}));
  const pictures = () => {
    const found = [];
    for (const scope of scopes(30))
      for (const element of all(scope, 'img, input[type=image], object, embed'))
        if (found.length < 60 && isShown(element)) {
          const address = element.currentSrc || element.src || element.data || '';
          if (/^https?:|^data:image\/(gif|webp|png|apng)/.test(address) && areaOf(element) >= TINY)
            found.push({
              ...told(element),
              number: numberOf(element),
              address: address.slice(0, 400000),
              background: false,
            });
        }
    let count = 0;
    for (const element of all(document, 'body, body *')) {
      if (++count > 3000 || found.length >= 80) break;
      const address = /url\("([^"]+)"\)/.exec(getComputedStyle(element).backgroundImage)?.[1] ?? '';
      if (
        /\.(gif|webp|apng|png)(\?|#|$)|^data:image\/(gif|webp|apng)/i.test(address) &&
        isShown(element) &&
        areaOf(element) >= TINY
      )
        found.push({
          ...told(element),
          number: numberOf(element),
          address: address.slice(0, 400000),
          background: true,
        });
    }
    return found;
  };
  const mayChange = () => {
    // A page without scripts and frames changes by style alone.
    const runs = (script) => script.src || /^(module|.*(java|ecma)script)?$/i.test(script.type.trim());
    if (
      scopes(30).some(
        (scope) =>
          all(scope, 'script').some(runs) ||
          all(scope, '[onload], [onanimationend], [onanimationiteration]').length,
      )
    )
      return true;
    return false;
  };
  const hasCarousel = () =>
    scopes(30).some((scope) =>
      all(
        scope,
        '[aria-roledescription], [class*=carousel i], [class*=slider i], [class*=swiper i], ' +
          '[class*=slick i], [class*=splide i], [class*=ticker i], [class*=rotat i]',
      ).some(isShown),
    );

  globalThis.drempelMotion = {
    begin: () => ({
      mayChange: mayChange(),
      hasCarousel: hasCarousel(),
      pictures: pictures(),
      canvases: canvases(),
      now: Math.round(performance.now()),
    }),
    look,
    parts: () => parts().map(say),
    mayLast: () => lasting().some((part) => part.mayLast && !part.isLasting),
    controls,
    stoppers,
    centre,
    goesOn,
    clip,
    quickParts,
    seek,
    play,
    busyParts,
    now: () => Math.round(performance.now()),
    spot: (number) => (kept[number] ? told(kept[number]) : null),
  };
}
"""
)
