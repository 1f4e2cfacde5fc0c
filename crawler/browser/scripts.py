"""The few lines of JavaScript that run in the page, in the isolated world.

They use nothing that a page can replace: an isolated world has its own globals.
"""

KEEP_TO_THE_WEB = """
(() => {
  // Hold moves of the whole page to documents that no request is made for (about:, blob:, data:): they
  // cannot be seen from outside until they have happened. Registered before any script of the page.
  if (window.top !== window || !window.navigation) return;
  navigation.addEventListener('navigate', (event) => {
    const to = event.destination;
    if (!to.sameDocument && event.cancelable && !/^https?:/i.test(to.url)) event.preventDefault();
  });
})();
"""


def stays_after(moves: int) -> str:
    """Return the script by which a document that wanted to go elsewhere so many times stays where it is.

    A page that asks for another address every few milliseconds, and is refused it, keeps a slow browser so
    busy that it hears neither a key nor that its tab must close. Here the wish ends inside the page.
    """
    return f"""
(() => {{
  if (!window.navigation) return;
  let moves = 0;
  navigation.addEventListener('navigate', (event) => {{
    if (!event.destination.sameDocument && event.cancelable && ++moves > {moves}) event.preventDefault();
  }});
}})();
"""


WITHOUT_SIDE_DOORS = """
(() => {
  // Runs in the page's own world: takes away what talks to others outside http, and what nobody is there for.
  const gone = ['RTCPeerConnection', 'webkitRTCPeerConnection', 'WebTransport', 'SharedWorker'];
  for (const name of gone) delete globalThis[name];
  const nothing = () => {};
  if (globalThis.print) globalThis.print = nothing;
  // Behind the page lies what we showed before it.
  for (const name of ['back', 'forward', 'go', 'traverseTo'])
    for (const kind of ['History', 'Navigation'])
      if (globalThis[kind]?.prototype[name]) globalThis[kind].prototype[name] = nothing;
})();
"""

LINKS = """
() => {
  const found = Document.prototype.querySelectorAll.call(document, 'a[href], area[href]');
  return Array.from(found).slice(0, 2000).map((link) => link.href).filter((href) => typeof href === 'string');
}
"""

NOTHING_PATH = "/.drempel-niets"
"""Path of the empty page between two visits; no server is ever asked for it."""

LONGEST_FADE_MS = 1500
"""How much of an animation that ends by itself is waited for."""

_OF = """
  // A form field can shadow any property of the document, so none is read there.
  const of = (name) =>
    Object.getOwnPropertyDescriptor(Document.prototype, name).get.call(document);
"""

_TOLD = """
  const isCall = (entry) => entry.initiatorType === 'fetch' || entry.initiatorType === 'xmlhttprequest';
  const bytes = {};
  const entries = ['navigation', 'resource'].flatMap((type) => performance.getEntriesByType(type));
  for (const entry of entries) {
    if (!entry.transferSize) continue;
    try {
      const origin = new URL(entry.name).origin;
      bytes[origin] = (bytes[origin] || 0) + entry.transferSize;
    } catch (error) { /* an address without an origin, such as about:blank */ }
  }
  return {
    parsed, whole, loaded: loaded && shown, quiet,
    url: location.href,
    mediaType: of('contentType'),
    charset: of('characterSet'),
    status: entries[0]?.responseStatus ?? 0,
    requests: entries.length,
    elements: Document.prototype.getElementsByTagName.call(document, '*').length,
    answered: entries.length < 250 ? entries.filter(isCall).length : 1e9,
    bytes: Object.entries(bytes),
  };
"""

SETTLE = f"""
async (capMs, quietMs, scriptPauseMs, thinPauseMs, fewLinks) => {{
  // Wait for the document, the load event, fonts, images in view and a quiet DOM; never longer than the cap.
  // A page with scripts gets a longer quiet, and the longest where it shows few links as yet.
  // Say what was not reached.
{_OF}
  const started = performance.now();
  const left = () => Math.max(0, capMs - (performance.now() - started));
  const within = (promise) => Promise.race([
    promise.then(() => true, () => true),
    new Promise((done) => setTimeout(() => done(false), left())),
  ]);
  const until = async (holds) => {{
    while (!holds()) {{
      if (!left()) return false;
      await new Promise((done) => setTimeout(done, 40));
    }}
    return true;
  }};
  const entry = performance.getEntriesByType('navigation')[0];
  const isLoading = () => of('readyState') === 'loading';
  const parsed = !isLoading() || await until(() => !isLoading());
  // Where the parser is done the document is whole, or was cut off: only the network can tell.
  const whole = parsed || entry?.responseEnd > 0;
  const loaded = of('readyState') === 'complete' || parsed && await within(
    new Promise((done) => addEventListener('load', done, {{once: true}})));
  const fonts = parsed && of('fonts');
  if (fonts) await within(fonts.ready);
  const inView = (image) => {{
    const box = image.getBoundingClientRect();
    return box.width && box.height && box.top < innerHeight && box.bottom > 0 && image.checkVisibility();
  }};
  const pending = (image) => image.src && !image.complete && (image.loading !== 'lazy' || inView(image));
  const shown = parsed && await until(() => ![...of('images')].some(pending));
  const runs = (script) => script.src || /^(module|.*(java|ecma)script)?$/i.test(script.type.trim());
  const isScripted = [...of('scripts')].some(runs);
  const pause = () => !isScripted ? quietMs : of('links').length < fewLinks ? thinPauseMs : scriptPauseMs;
  const quiet = parsed && await within(new Promise((done) => {{
    let timer = setTimeout(finish, pause());
    const observer = new MutationObserver(() => {{
      clearTimeout(timer);
      timer = setTimeout(finish, pause());
    }});
    function finish() {{ observer.disconnect(); done(); }}
    observer.observe(document, {{childList: true, subtree: true, characterData: true}});
  }}));
  // What comes into view by a transition is seen when it is there; what always moves is not waited for.
  const asOf = performance.now();
  const comes = (animation) => animation.playState === 'running'
    && animation.effect?.getComputedTiming().endTime - animation.currentTime < {LONGEST_FADE_MS};
  await until(() => performance.now() - asOf > {LONGEST_FADE_MS}
    || !Document.prototype.getAnimations.call(document).some(comes));
{_TOLD}
}}
"""

LOOK = f"""
() => {{
  // What SETTLE tells, at once: for a document in which no script of its own runs, and no timer of ours.
{_OF}
  const [parsed, whole, quiet] = [of('readyState') !== 'loading', true, true];
  const [loaded, shown] = [of('readyState') === 'complete', true];
{_TOLD}
}}
"""

FORGET = """
() => {
  // What lives as long as the tab and not with the site's other storage.
  window.name = '';
  try { sessionStorage.clear(); } catch (error) { /* a document without storage */ }
}
"""

LOCATE = """
(target) => {
  // Follow an axe target (frames outermost first, shadow steps as arrays) to an element, then give its
  // path of child indexes: -1 enters a shadow root, -2 a frame document.
  let scope = document, element = null;
  const path = [];
  const climb = (found, top) => {
    const steps = [];
    for (let at = found; at && at !== top; at = at.parentElement) {
      const above = at.parentElement;
      if (!above) break;
      steps.unshift(Array.prototype.indexOf.call(above.children, at));
    }
    return steps;
  };
  const enter = (found, inShadow) => {
    if (!inShadow) return climb(found, null);
    // Below a shadow root the first step counts among the root's children.
    let top = found;
    while (top.parentElement) top = top.parentElement;
    return [Array.prototype.indexOf.call(scope.children, top), ...climb(found, null)];
  };
  for (const [at, step] of target.entries()) {
    if (at > 0) {
      scope = element.contentDocument;
      if (!scope) return null;
      path.push(-2);
    }
    for (const [depth, selector] of (Array.isArray(step) ? step : [step]).entries()) {
      if (depth > 0) {
        scope = element.shadowRoot;
        if (!scope) return null;
        path.push(-1);
      }
      element = scope.querySelector(selector);
      if (!element) return null;
      path.push(...enter(element, depth > 0));
    }
  }
  return element && {path, tag: element.tagName.toLowerCase()};
}
"""

REDUCE = f"""
(results) => {{
  // Keep of axe's results what is stored, and add where each element is.
  const locate = {LOCATE};
  const found = (target) => {{ try {{ return locate(target); }} catch (error) {{ return null; }} }};
  const flat = (value) => Array.isArray(value) ? value.map(flat).filter(Boolean).join(', ')
    : value === null || typeof value === 'object' || typeof value === 'function' ? ''
    : String(value ?? '').slice(0, 200);
  const told = (check) => {{
    const data = check.data;
    const isPlain = data === null || typeof data !== 'object' || Array.isArray(data);
    const facts = isPlain ? {{value: data, values: data}} : data;
    const given = Object.entries(facts).slice(0, 20).map(([name, value]) => [name, flat(value)]);
    return {{
      check: check.id,
      key: flat(data?.messageKey),
      data: Object.fromEntries(given.filter(([name, value]) => name !== 'messageKey' && value)),
    }};
  }};
  const nodes = (list) => list.map((node) => ({{
    told: [...node.all, ...node.none, ...(node.any.length === 1 ? node.any : [])].map(told),
    target: node.target,
    html: String(node.html || '').slice(0, 500),
    impact: node.impact || '',
    summary: String(node.failureSummary || '').slice(0, 500),
    checks: [...node.any, ...node.all, ...node.none].map((check) => check.id),
    ...found(node.target),
  }}));
  const rules = (list) => list.map((rule) => (
    {{id: rule.id, tags: rule.tags, impact: rule.impact || '', nodes: nodes(rule.nodes)}}));
  return {{
    version: results.testEngine.version,
    violations: rules(results.violations),
    incomplete: rules(results.incomplete),
    passes: results.passes.map((rule) => rule.id),
    inapplicable: results.inapplicable.map((rule) => rule.id),
  }};
}}
"""

FIND = """
(step) => {
  let element = null;
  for (const selector of Array.isArray(step) ? step : [step])
    element = (element ? element.shadowRoot : document)?.querySelector(selector);
  return element;
}
"""

RUN_AXE = f"""
async (options) => {{
  if (!document.documentElement) return {{version: axe.version, violations: [], incomplete: [], passes: [],
    inapplicable: []}};
  const [x, y] = [scrollX, scrollY];
  const results = await axe.run(document, options);
  scrollTo(x, y);
  return ({REDUCE})(results);
}}
"""


def in_documents(axe_source: str) -> str:
    """Return what stands ready in our world of every document: the watch on moves, and axe-core.

    Not in the empty page between two visits: axe-core costs 30 to 50 ms of computing wherever it is loaded.
    """
    return f"""{KEEP_TO_THE_WEB}
if (window !== top || !(location.protocol === 'about:' || location.pathname === '{NOTHING_PATH}')) {{
{axe_source}
// Frames of other origins live in the page's process and carry axe-core as well: they may answer.
axe.configure({{allowedOrigins: ['<unsafe_all_origins>']}});
}}"""
