"""The part of the survey script that looks at controls in forced colours, and one that compares pictures."""

COLOURS = r"""
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
        'a[href], button, [role=button], [role=checkbox], [role=switch], [role=radio], ' +
          'input[type=checkbox], input[type=radio], [role=img]',
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
      'a[href], button:not([disabled]), input:not([type=hidden]):not([disabled]), ' +
        'select:not([disabled]), summary, [tabindex="0"]'
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
  const numbersIn = (colour) => (colour.match(/[\d.]+/g) ?? []).map(Number);
  const light = (colour) =>
    colour
      .slice(0, 3)
      .map((part) => part / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
      .reduce((sum, part, n) => sum + part * [0.2126, 0.7152, 0.0722][n], 0);
  const contrastOf = (el) => {
    // With the nearest colour behind it; `null` where a picture or a half transparent colour comes first.
    const own = numbersIn(style(el).color);
    if ((own[3] ?? 1) < 1) return null;
    for (let one = el; one; one = up(one)) {
      const s = style(one);
      if (s.backgroundImage !== 'none') return null;
      const behind = numbersIn(s.backgroundColor);
      if (behind[3] === 0) continue;
      if ((behind[3] ?? 1) < 1) return null;
      const [a, b] = [light(own), light(behind)];
      return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }
    return (1.05) / (light(own) + 0.05);
  };
  let toned = [];
  const tones = () => {
    begin();
    const owners = new Set(texts().map((text) => text.owner));
    toned = [...owners].slice(0, 600).map((el) => ({el, before: contrastOf(el)}));
    return toned.length;
  };
  const worseTones = () => {
    begin();
    const told = [];
    for (const {el, before} of toned) {
      if (told.length >= 8) break;
      if (!el.isConnected) continue;
      if (!isThere(el)) {
        told.push({what: 'text', spot: spot(el)});
        continue;
      }
      const now = contrastOf(el);
      if (before !== null && now !== null && before >= 4.5 && now < 4.5)
        told.push({what: 'faint', spot: spot(el)});
    }
    return told;
  };
  const focus = (number, on) => {
    const {el} = controls[number];
    if (on) HTMLElement.prototype.focus.call(el, {preventScroll: true, focusVisible: true});
    else HTMLElement.prototype.blur.call(el);
  };
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
