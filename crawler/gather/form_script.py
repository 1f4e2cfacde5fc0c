"""The JavaScript that looks at forms while they are used; it runs in the isolated world."""

from crawler.gather.places import PLACES

INSTALL = (
    r"""
() => {
  if (globalThis.drempelForms) return;
"""
    + PLACES
    + r"""
  const kept = [];
  const numberOf = (element) => {
    const at = kept.indexOf(element);
    return at >= 0 ? at : kept.push(element) - 1;
  };
  const FIELDS =
    'input:not([type=hidden]):not([type=submit]):not([type=button]):not([type=reset]):not([type=image]), ' +
    'select, textarea';
  const typeOf = (field) => String(field.type ?? '').toLowerCase();
  const canBeUsed = (field) => !field.disabled && !field.readOnly && isShown(field);
  const byIds = (element, name) =>
    (attr(element, name) ?? '')
      .split(/\s+/)
      .filter(Boolean)
      .map((id) => element.getRootNode().getElementById?.(id))
      .filter(Boolean);
  const labelsOf = (field) => [...new Set([...(field.labels ?? []), ...byIds(field, 'aria-labelledby')])];
  const textOf = (element) =>
    String(element?.innerText ?? element?.textContent ?? '')
      .replace(/\s+/g, ' ')
      .trim();
  const asksFormat = (field) => {
    const type = typeOf(field);
    if (/^(email|number|date|tel|url)$/.test(type)) return type;
    if (!/^(text|search|)$/.test(type)) return '';
    const said = `${nameOf(field)} ${attr(field, 'name') ?? ''} ${attr(field, 'autocomplete') ?? ''}`;
    if (/\be-?mail/i.test(said)) return 'email';
    if (/(geboorte)?datum|\bdate\b|bday/i.test(said)) return 'date';
    if (/telefoon|gsm|mobiel|\btel\b|phone/i.test(said)) return 'tel';
    if (/\b(aantal|bedrag|leeftijd|postcode|huisnummer|number|amount)\b/i.test(said)) return 'number';
    return field.pattern ? 'pattern' : '';
  };
  const isRequired = (field) =>
    field.required ||
    attr(field, 'aria-required') === 'true' ||
    labelsOf(field).some((label) => /\*|\((verplicht|required|obligatoire)\)/i.test(textOf(label)));

  const bare = (text) => String(text ?? '').replace(/\d+/g, '#');
  const forms = (most, mostFields) => {
    const found = scopes(10)
      .flatMap((scope) => all(scope, 'form'))
      .filter(isShown)
      .slice(0, 200)
      .map((form) => {
        const inside = [
          ...new Set([...all(form, FIELDS), ...all(document, FIELDS).filter((one) => one.form === form)]),
        ].filter(canBeUsed);
        const buttons = [
          ...all(form, 'button, input[type=submit], input[type=image], input[type=button], [role=button]'),
          ...all(document, 'button[form], input[form]').filter(
            (one) => one.form === form && /^(submit|image)$/.test(one.type),
          ),
        ].filter((one) => canBeUsed(one));
        const first =
          buttons.find((one) => one.type === 'submit' || one.type === 'image') ??
          (buttons.length === 1 ? buttons[0] : null);
        const act = `${attr(form, 'action') ?? ''} ${attr(form, 'id') ?? ''} ${attr(form, 'name') ?? ''}`;
        return {
          form,
          inside,
          act,
          kind: bare(
            [attr(form, 'class'), act, first && nameOf(first)]
              .concat(inside.flatMap((one) => [typeOf(one), one.name]))
              .filter(Boolean)
              .join(' '),
          ),
          isSearch:
            attr(form, 'role') === 'search' ||
            !!Element.prototype.closest.call(form, '[role=search], search') ||
            inside.some((one) => typeOf(one) === 'search') ||
            (inside.length === 1 &&
              /zoek|search|cherch/i.test(`${nameOf(inside[0])} ${act} ${first ? nameOf(first) : ''}`)),
          button: first
            ? {
                number: numberOf(first),
                name: nameOf(first),
                value: attr(first, 'value') ?? '',
                isSubmit: first.type === 'submit' || first.type === 'image',
              }
            : null,
        };
      });
    // A search says nothing of wrong values.
    const tried = found.filter(({isSearch, inside}) => !isSearch && inside.length);
    return fair(tried, most, 1, ({form, inside, act, button}) => ({
      ...told(form),
      number: numberOf(form),
      act,
      button,
      isLong: inside.length > mostFields,
      fields: inside.slice(0, mostFields).map((field) => ({
        ...told(field),
        number: numberOf(field),
        type: typeOf(field),
        name: nameOf(field),
        asks: asksFormat(field),
        isRequired: isRequired(field),
        autocomplete: attr(field, 'autocomplete') ?? '',
        filled: String(field.value ?? '') !== '',
        max: field.maxLength > 0 ? field.maxLength : 0,
      })),
    }));
  };

  // What people see of a field, and what texts there are.
  const looks = (field) => {
    const style = getComputedStyle(field);
    return [
      'borderTopColor',
      'borderTopWidth',
      'borderBottomColor',
      'borderLeftColor',
      'borderLeftWidth',
      'backgroundColor',
      'backgroundImage',
      'color',
      'boxShadow',
    ]
      .map((name) => style[name])
      .join('|');
  };
  const around = (field) =>
    [field, ...labelsOf(field).slice(0, 1), up(field)].filter(Boolean).map(looks).join('#');
  const opacityOf = (element) => {
    let value = 1;
    for (let at = element; at; at = up(at)) value *= +getComputedStyle(at).opacity;
    return value;
  };
  const texts = () => {
    const found = new Map();
    let count = 0;
    for (const scope of scopes(10)) {
      const walk = document.createTreeWalker(
        scope.nodeType === 9 ? (bodyOf(scope) ?? scope) : scope,
        NodeFilter.SHOW_TEXT,
      );
      for (let node = walk.nextNode(); node && count < 6000; node = walk.nextNode(), count++) {
        const text = node.data.replace(/\s+/g, ' ').trim();
        const owner = node.parentElement;
        if (
          !text ||
          !owner ||
          /^(script|style|noscript|template|option|textarea|title)$/.test(owner.localName)
        )
          continue;
        if (!owner.checkVisibility({visibilityProperty: true})) continue;
        found.set(owner, `${found.get(owner) ?? ''} ${text}`.trim());
      }
    }
    return found;
  };
  let origin = null,
    before = null;
  const isField = (element) => element?.matches?.(FIELDS);
  const start = (number) => {
    // As the form stands before anything is filled in.
    const fields = all(kept[number], FIELDS);
    origin = {texts: texts(), described: new Map(fields.map((field) => [field, describedBy(field)]))};
  };
  const keep = (number) => {
    // As it stands filled in; what looks otherwise now need not be wrong.
    const fields = all(kept[number], FIELDS);
    blurAll();
    before = {
      texts: texts(),
      looks: new Map(fields.map((field) => [field, around(field)])),
      active: activeOf(document),
    };
  };
  const describedBy = (field) =>
    [...byIds(field, 'aria-describedby'), ...byIds(field, 'aria-errormessage')]
      .map(textOf)
      .concat(labelsOf(field).map(textOf))
      .concat([attr(field, 'aria-description') ?? ''])
      .filter(Boolean);
  const blurAll = () => {
    const at = activeOf(document);
    if (at && at !== bodyOf(document)) at.blur?.();
  };
  const invalid = [];
  addEventListener(
    'invalid',
    (event) => {
      invalid.push(event.target);
    },
    true,
  );
  addEventListener('invalid', (event) => {
    if (event.defaultPrevented) quieted.add(event.target);
  });
  const quieted = new Set();
  const isLive = (element) => {
    for (let at = element; at; at = up(at)) {
      const role = attr(at, 'role');
      if (/^(alert|status|log|alertdialog)$/.test(role ?? '') || at.localName === 'output') return true;
      if (/^(polite|assertive)$/.test(attr(at, 'aria-live') ?? '')) return true;
      if (at.matches?.('dialog[open], [role=dialog], [aria-modal=true]')) return true;
    }
    return false;
  };
  const words = (text) =>
    text
      .toLowerCase()
      .replace(/\(.*?\)|[*:?]/g, ' ')
      .replace(/\s+/g, ' ')
      .trim();
  const result = (number, button) => {
    const form = kept[number];
    const fields = [
      ...new Set([...all(form, FIELDS), ...all(document, FIELDS).filter((one) => one.form === form)]),
    ];
    const shown = fields.filter(isShown);
    const now = texts();
    const active = activeOf(document);
    const blocks = new Map(),
      late = new Set();
    for (const [owner, text] of now) {
      if (origin.texts.get(owner) === text) continue;
      // Inline parts of one line are one message.
      let block = owner;
      while (
        up(block) &&
        /^inline/.test(getComputedStyle(block).display) &&
        !isField(up(block)) &&
        !up(block).matches('label, form, fieldset')
      )
        block = up(block);
      if (block.querySelector(FIELDS)) block = owner;
      blocks.set(block, textOf(block).slice(0, 300));
      if (before.texts.get(owner) !== text) late.add(block);
    }
    const list = [...blocks].filter(
      ([block, text]) =>
        text &&
        isShown(block) &&
        opacityOf(block) > 0.1 &&
        /\p{L}{2,}/u.test(text) &&
        !block.closest('button, [role=button], [role=option], [role=listbox]'),
    );
    const outermost = list.filter(
      ([block]) => !list.some(([other]) => other !== block && holds(other, block)),
    );
    const messages = outermost.slice(0, 30).map(([block, text]) => {
      const tied = fields.filter((field) =>
        [
          ...byIds(field, 'aria-describedby'),
          ...byIds(field, 'aria-errormessage'),
          ...labelsOf(field),
        ].some((one) => holds(one, block) || holds(block, one)),
      );
      const links = [
        ...block.querySelectorAll('a[href^="#"]'),
        ...(block.closest('a[href^="#"]') ? [block.closest('a[href^="#"]')] : []),
      ].map((one) => attr(one, 'href').slice(1));
      const inGroup = block.closest('fieldset, [role=group], [role=radiogroup]');
      const named = shown.filter((field) => {
        const name = words(nameOf(field));
        return links.includes(field.id) || (name.length > 1 && ` ${words(text)} `.includes(` ${name} `));
      });
      let near = null;
      // What stands beside or below the button, or straight in the page, is about all of the form.
      const by = kept[button];
      const isApart =
        /^(html|body|main|form)$/.test(block.localName) ||
        (by && (holds(up(by), block) || boxOf(block).y > boxOf(by).y));
      for (let at = isApart ? null : block, n = 0; at && n < 4 && !near; at = up(at), n++) {
        const inside = shown.filter((field) => holds(at, field));
        if (
          inside.length === 1 ||
          (inside.length && inside.every((one) => one.name && one.name === inside[0].name))
        )
          near = inside[0];
        if (inside.length) break;
      }
      if (!near && !isApart) {
        // The field just before it in the same form, if no other one is as near.
        const y = boxOf(block).y;
        near =
          shown
            .filter((field) => boxOf(field).y <= y + 2 && y - boxOf(field).y - boxOf(field).height < 30)
            .pop() ?? null;
      }
      const byFieldset =
        inGroup &&
        ((holds(inGroup, block) && byIds(inGroup, 'aria-describedby').some((one) => holds(one, block))) ||
          block.closest('legend'));
      return {
        ...told(block),
        text,
        isLate: late.has(block),
        isByMarked: [...tied, near].some((field) => field && attr(field, 'aria-invalid') === 'true'),
        isLive: isLive(block),
        isFocused: !!active && active !== bodyOf(document) && holds(active, block) && !holds(active, form),
        isTied: tied.length > 0 || !!byFieldset,
        names: named.map(nameOf).slice(0, 5),
        near: near ? told(near) : null,
        nearName: near ? nameOf(near) : '',
      };
    });
    const firstBad = invalid.find((field) => !quieted.has(field) && fields.includes(field));
    return {
      messages,
      moved: active !== before.active && active !== bodyOf(document) && active !== kept[button],
      onField: !!active && fields.includes(active),
      inMessage: !!active && messages.length > 0,
      fields: fields.map((field) => ({
        number: kept.indexOf(field),
        isMarked: attr(field, 'aria-invalid') === 'true',
        looksWrong:
          before.looks.has(field) && before.looks.get(field) !== around(field) && active !== field,
        native:
          field.validity && !field.validity.valid ? String(field.validationMessage).slice(0, 150) : '',
        byBrowser: field === firstBad,
        messages: describedBy(field)
          .filter((text) => !(origin.described.get(field) ?? []).includes(text))
          .slice(0, 3),
      })),
    };
  };
  const quiet = (quietMs, capMs) =>
    new Promise((done) => {
      const finish = () => {
        clearTimeout(timer);
        clearTimeout(last);
        observer.disconnect();
        done(true);
      };
      let timer = setTimeout(finish, quietMs);
      const last = setTimeout(finish, capMs);
      const observer = new MutationObserver(() => {
        clearTimeout(timer);
        timer = setTimeout(finish, quietMs);
      });
      observer.observe(document, {childList: true, subtree: true, characterData: true, attributes: true});
    });
  const focusOn = (number) => {
    const element = kept[number];
    if (!element?.isConnected) return false;
    HTMLElement.prototype.focus.call(element);
    let at = activeOf(document);
    while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
    return at === element;
  };
  const select = (number) => {
    kept[number]?.select?.();
  };
  const submit = (number, button) => {
    const form = kept[number];
    try {
      HTMLFormElement.prototype.requestSubmit.call(form, button >= 0 ? kept[button] : undefined);
    } catch (error) {
      HTMLFormElement.prototype.requestSubmit.call(form);
    }
  };
  const valueOf = (number) => String(kept[number]?.value ?? '').slice(0, 100);
  const clip = (number, most) => {
    const element = kept[number];
    if (!element?.isConnected) return null;
    element.scrollIntoView({block: 'start', behavior: 'instant'});
    const {x, y, width, height} = boxOf(element);
    const [left, top] = [Math.max(0, x), Math.max(0, y)];
    return {
      x: left + scrollX,
      y: top + scrollY,
      width: Math.min(innerWidth - left, width, most[0]),
      height: Math.min(innerHeight - top, height, most[1]),
      scale: 1,
    };
  };

  // What changes by choosing.
  const choices = (most) => {
    const groups = new Set();
    const found = scopes(10)
      .flatMap((scope) =>
        all(scope, 'select, input[type=checkbox], input[type=radio], [role=switch], [role=checkbox]'),
      )
      .filter(
        (one) =>
          canBeUsed(one) &&
          (one.localName !== 'select' || (one.options.length > 1 && !one.multiple)) &&
          !(one.type === 'radio' && (groups.has(one.name) || !groups.add(one.name))),
      )
      .slice(0, 400)
      .map((field) => ({
        field,
        kind: bare(
          ['class', 'name', 'id', 'onchange'].map((name) => attr(field, name)).join(' ') +
            ` ${typeOf(field)} ${attr(up(field), 'class')}`,
        ),
      }));
    return fair(found, most, 2, ({field}) => ({
        ...told(field),
        isLast: field.localName === 'select' && field.selectedIndex >= field.options.length - 1,
        number: numberOf(field),
        type: typeOf(field) || attr(field, 'role'),
        name: nameOf(field),
        isTold:
          /\b(direct|meteen|onmiddellijk|automatisch|vanzelf|immediately|automatically|directement|automatiquement)\b/i.test(
            [nameOf(field), ...describedBy(field), textOf(field.closest('fieldset, form, p, div'))]
              .join(' ')
              .slice(0, 600),
          ),
    }));
  };
  // A form that is sent away looks to the network like anything else that is sent.
  let departures = 0;
  globalThis.navigation?.addEventListener('navigate', (event) => {
    if (!event.hashChange && !event.destination.sameDocument) departures++;
  });
  const departed = () => {
    const was = departures;
    departures = 0;
    return was > 0;
  };
  const where = () => {
    let at = activeOf(document);
    while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
    return at && at !== bodyOf(document) ? numberOf(at) : -1;
  };
  const spot = (number) => (kept[number] ? {...told(kept[number]), name: nameOf(kept[number])} : null);

  // What can be pasted.
  const CODE = /\b(code|otp|pin|pincode|totp|verificatie\w*|verification|sms-?code|token)\b/i;
  const pasted = (most) =>
    scopes(10)
      .flatMap((scope) => all(scope, 'input'))
      .filter(canBeUsed)
      .map((field) => {
        const type = typeOf(field),
          hint = attr(field, 'autocomplete') ?? '';
        const said = `${nameOf(field)} ${attr(field, 'name') ?? ''} ${field.id}`;
        if (type === 'password')
          return [
            field,
            /new-password/.test(hint) || all(document, 'input[type=password]').length > 1
              ? 'new-password'
              : 'password',
          ];
        if (
          /one-time-code/.test(hint) ||
          (/^(text|tel|number|)$/.test(type) &&
            CODE.test(said) &&
            !/post-?code|kortings?code|promo|zip|code postal|voucher|coupon|landcode/i.test(said))
        )
          return [field, 'code'];
        return null;
      })
      .filter(Boolean)
      .slice(0, most)
      .map(([field, purpose]) => ({...told(field), number: numberOf(field), name: nameOf(field), purpose}));
  const paste = (number) => {
    const field = kept[number];
    const values = () =>
      all(document, 'input, textarea')
        .map((one) => one.value)
        .join('|');
    const was = values();
    const data = new DataTransfer();
    data.setData('text/plain', '123456');
    const event = new ClipboardEvent('paste', {
      bubbles: true,
      cancelable: true,
      composed: true,
      clipboardData: data,
    });
    const isFree = field.dispatchEvent(event);
    return !isFree && values() === was;
  };
  // What a browser or a program for passwords fills in.
  const VALUES = {
    'email': 'naam@voorbeeld.be',
    'tel': '0470123456',
    'postal-code': '1000',
    'bday': '1990-01-31',
    'one-time-code': '123456',
    'current-password': 'Voorbeeld-1234',
    'new-password': 'Voorbeeld-1234',
    'url': 'https://voorbeeld.be',
  };
  const purposeOf = (field) => {
    const hint = (attr(field, 'autocomplete') ?? '').trim().toLowerCase().split(/\s+/).pop();
    if (hint && hint !== 'on' && hint !== 'off') return hint;
    return typeOf(field) === 'password' && hint !== 'off' ? 'current-password' : '';
  };
  const fillable = (most) =>
    scopes(10)
      .flatMap((scope) => all(scope, 'input'))
      .filter((field) => !field.disabled && isShown(field) && !field.list && !field.pattern)
      .filter((field) => /^(text|email|tel|url|password|)$/.test(typeOf(field)))
      .map((field) => [field, purposeOf(field)])
      .filter(([, purpose]) => purpose && !/^(cc-|transaction|language|sex|photo)/.test(purpose))
      .map(([field, purpose]) => [field, purpose, VALUES[purpose] ?? 'Voorbeeld'])
      .filter(([field, , value]) => !(field.maxLength > 0 && field.maxLength < value.length))
      .slice(0, most)
      .map(([field, purpose, value]) => ({
        ...told(field),
        number: numberOf(field),
        name: nameOf(field),
        purpose,
        value,
        isLocked: field.readOnly,
      }));
  const fill = async (number, value) => {
    // As browsers do it; a script may write it in another form, such as a number with spaces.
    const field = kept[number];
    const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set;
    const tell = () => {
      const said = {bubbles: true, composed: true, inputType: 'insertReplacementText', data: value};
      field.dispatchEvent(new InputEvent('input', said));
      field.dispatchEvent(new Event('change', {bubbles: true}));
    };
    const was = field.value;
    set.call(field, value);
    tell();
    await new Promise((done) => setTimeout(done, 200));
    const bare = (text) => String(text).toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
    const [now, wanted] = [bare(field.value), bare(value)];
    const isKept = !!now && (now.includes(wanted) || wanted.includes(now) || now.includes(wanted.slice(-6)));
    set.call(field, was);
    tell();
    return isKept;
  };
  let keyStopped = false;
  addEventListener('keydown', (event) => {
    if (event.ctrlKey && event.key.toLowerCase() === 'v') keyStopped = event.defaultPrevented;
  });
  const keyWasStopped = () => {
    const was = keyStopped;
    keyStopped = false;
    return was;
  };
  globalThis.drempelForms = {
    forms,
    start,
    keep,
    fillable,
    isLocked: (number) => !!kept[number]?.readOnly,
    fill,
    result,
    quiet,
    focusOn,
    select,
    submit,
    valueOf,
    clip,
    choices,
    departed,
    where,
    spot,
    pasted,
    paste,
    keyWasStopped,
  };
}
"""
)
