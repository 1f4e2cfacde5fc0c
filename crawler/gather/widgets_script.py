"""What the script of `trying_script` learns for widgets: composites, comboboxes, carousels, dialogs."""

MORE = r"""
() => {
  const {known, numberOf, spot, attr, all, has, is, closest, isShown, isTabStop, scopes, nameOf, roleOf,
    actWords, holds, fold, FOCUSABLE} = drempelTry.tools;
  const ITEMS = {
    tree: 'treeitem', treegrid: 'row', menu: 'menuitem', menubar: 'menuitem', listbox: 'option',
    grid: 'gridcell', radiogroup: 'radio'
  };
  const BESIDE = {menu: /^menuitem/, menubar: /^menuitem/};
  const isItem = (element, role) => (BESIDE[role] ?? new RegExp(`^${ITEMS[role]}$`)).test(roleOf(element));
  const canBeReached = (element) => isTabStop(element) || all(element, FOCUSABLE).some(isTabStop);
  const composites = () => {
    const found = [], counts = {};
    for (const scope of scopes(40))
      for (const role of Object.keys(ITEMS))
        for (const element of all(scope, `[role="${role}"]`)) {
          if (found.length >= 5 || (counts[role] ?? 0) >= 2 || !isShown(element)) continue;
          if (is(element, 'select, [aria-disabled=true]')) continue;
          const items = all(element, '[role]').filter((one) => isItem(one, role) && isShown(one)
            && attr(one, 'aria-disabled') !== 'true' && !is(one, 'input, option'));
          // A table that is called a grid and holds nothing that takes the focus is a table.
          if (/grid/.test(role) && !items.some((one) => has(one, 'tabindex') || canBeReached(one))) continue;
          if (items.length < 2) continue;
          counts[role] = (counts[role] ?? 0) + 1;
          found.push({
            ...spot(element), role, stop: isTabStop(element),
            items: items.slice(0, 12).map((one) => ({
              ...spot(one), ...actWords(one), stop: canBeReached(one), self: isTabStop(one),
              expanded: attr(one, 'aria-expanded') ?? ''
            }))
          });
        }
    return found;
  };
  const comboboxes = () =>
    scopes(40)
      .flatMap((scope) => all(scope,
        'input[role=combobox],[role=combobox] input,input[aria-autocomplete],textarea[role=combobox]'))
      .filter((one) => isShown(one) && !one.disabled && !one.readOnly && isTabStop(one))
      .slice(0, 3)
      .map((one) => ({...spot(one), state: spot(closest(one, '[role=combobox]') ?? one),
        isNamedSo: !!closest(one, '[role=combobox]')}));

  const CAROUSEL =
    /(^|[-_\s])(carou?sel|slider|slide-?show|swiper|splide|slick|glide|flickity|embla|diavoorstelling)/i;
  const NEXT = /^\s*(volgende|next|verder|suivant|nächste|[›»→❯▶>])|\b(volgende|next) (dia|slide|item|foto)/i;
  const NEXT_CLASS = /(^|[-_\s])next([-_\s]|$)/i;
  const carousels = () => {
    const found = [], parts = new Set();
    for (const scope of scopes(40))
      for (const button of all(scope, 'button,[role=button],a[href^="#"]')) {
        if (found.length >= 2 || !isShown(button) || button.disabled) continue;
        if (!NEXT.test(nameOf(button)) && !NEXT_CLASS.test(attr(button, 'class') ?? '')) continue;
        let part = button.parentElement, isOne = false;
        for (let n = 0; part && n < 5; n++, part = part.parentElement)
          if (/carou?sel/i.test(attr(part, 'aria-roledescription') ?? '')
            || CAROUSEL.test(`${attr(part, 'class') ?? ''} ${part.localName}`)) {
            isOne = true;
            break;
          }
        if (!isOne || parts.has(part) || closest(button, '[role=grid],table,form')) continue;
        parts.add(part);
        found.push({...spot(button), ...actWords(button), part: {...spot(part)}, stop: isTabStop(button)});
      }
    return found;
  };
  const liveText = (number) => {
    // What in and around a part says where one is: live regions, "2 van 5".
    const part = known[number];
    const live = all(part, '[aria-live],[role=status],[role=alert],output')
      .filter((one) => !/^off$/i.test(attr(one, 'aria-live') ?? ''));
    const count = /\b\d+\s*(\/|van|of|sur|von)\s*\d+\b/.exec(fold(part.innerText ?? ''))?.[0] ?? '';
    return live.map((one) => fold(one.innerText ?? '')).join('|') + '#' + count;
  };
  const stopsOf = (number) => all(known[number], FOCUSABLE).filter((one) => isTabStop(one) && isShown(one));
  Object.assign(drempelTry, {
    composites, comboboxes, carousels, liveText,
    menu: (number) => {
      const role = roleOf(known[number]);
      if (!ITEMS[role]) return null;
      const items = all(known[number], '[role]').filter((one) => isItem(one, role) && isShown(one));
      return {items: items.length, stops: items.filter(canBeReached).length, role};
    },
    lastStop: (number) => {
      const stops = stopsOf(number);
      return stops.length ? numberOf(stops[stops.length - 1]) : -1;
    },
    isNamed: (number) => {
      const element = known[number];
      const by = (attr(element, 'aria-labelledby') ?? '').split(/\s+/).filter(Boolean)
        .map((id) => element.getRootNode().getElementById?.(id)?.textContent ?? '').join('');
      return !!fold(by + (attr(element, 'aria-label') ?? '') + (attr(element, 'title') ?? ''));
    },
    buttonsIn: (number) =>
      all(known[number], 'button,[role=button],input[type=button],a[href^="#"]')
        .filter(isShown).slice(0, 6).map((one) => ({...spot(one), ...actWords(one)})),
    text: (number) => fold(known[number].innerText ?? known[number].textContent),
    isActiveIn: (number) => {
      const active = drempelTry.active();
      return !!active && holds(known[number], known[active.number]);
    },
    firstStop: (number) => {
      // What closes it may go with it.
      const closes = /\b(sluit\w*|close|dismiss|dicht|fermer|schließen|ok|oké|begrepen)\b|^\s*[×✕✖x]?\s*$/i;
      const stop = stopsOf(number).find((one) => !closes.test(nameOf(one)));
      return stop ? {...spot(stop), ...actWords(stop)} : null;
    },
  });
}
"""
