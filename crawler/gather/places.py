"""Where an element is, in JavaScript and in Python: shared by gatherers that use a page.

`PLACES` declares functions for the scripts of the isolated world; they read nothing that a page can shadow.
"""

from collections.abc import Mapping
from typing import Any

from drempel.dom import Dom
from drempel.model.acting import Spot
from drempel.model.finding import Box

PLACES = r"""
  // A form field can shadow any property of the document, so none is read there.
  const read = (kind, name) => {
    const {get} = Object.getOwnPropertyDescriptor(kind.prototype, name);
    return (target) => get.call(target);
  };
  const bodyOf = read(Document, 'body');
  const topOf = read(Document, 'documentElement');
  const activeOf = read(Document, 'activeElement');
  const viewOf = read(Document, 'defaultView');
  const kindOf = read(Node, 'nodeType');
  const attr = (element, name) => Element.prototype.getAttribute.call(element, name);
  const all = (scope, css) => {
    const kind = {1: Element, 9: Document}[kindOf(scope)] ?? DocumentFragment;
    return [...kind.prototype.querySelectorAll.call(scope, css)];
  };
  const frameOf = (element) => {
    try {
      return viewOf(element.ownerDocument)?.frameElement ?? null;
    } catch (error) {
      return null;
    }
  };
  const insideOf = (frame) => {
    try {
      return frame.contentDocument;
    } catch (error) {
      return null;
    }
  };
  // The root of what stands in no document can be a link, which has a host of another kind.
  const hostOf = (element) => {
    const root = element.getRootNode();
    return kindOf(root) === 11 ? (root.host ?? null) : null;
  };
  const up = (element) => element.assignedSlot ?? element.parentElement ?? hostOf(element);
  const holds = (outer, inner) => {
    // Also across shadow roots and frames.
    for (let at = inner, n = 0; at && n < 500; at = up(at) ?? frameOf(at), n++) if (at === outer) return true;
    return false;
  };
  const scopes = (most) => {
    // The document, and what open shadow roots and frames of the same origin hold.
    const found = [document];
    for (let at = 0; at < found.length && found.length < most; at++) {
      for (const element of all(found[at], '*')) {
        if (found.length >= most) break;
        if (element.shadowRoot) found.push(element.shadowRoot);
        else if (/^i?frame$/.test(element.localName)) {
          const inner = insideOf(element);
          if (inner && topOf(inner)) found.push(inner);
        }
      }
    }
    return found;
  };
  const pathOf = (element) => {
    // As `Dom.at_path` reads it: child indexes, -1 into a shadow root, -2 into a frame.
    const steps = [];
    for (let at = element, n = 0; at && n < 5000; n++) {
      const above = at.parentNode;
      if (above && above.nodeType === 11) {
        steps.push(Array.prototype.indexOf.call(above.children, at), -1);
        at = above.host;
      } else if (at.parentElement) {
        steps.push(Array.prototype.indexOf.call(at.parentElement.children, at));
        at = at.parentElement;
      } else {
        const frame = frameOf(at);
        if (!frame) break;
        steps.push(-2);
        at = frame;
      }
    }
    return steps.reverse();
  };
  const beginOf = (element) => {
    // Where the document of an element begins in the view of the whole page.
    let [x, y] = [0, 0];
    for (let frame = frameOf(element); frame; frame = frameOf(frame)) {
      const outer = frame.getBoundingClientRect();
      x += outer.left + frame.clientLeft;
      y += outer.top + frame.clientTop;
    }
    return [x, y];
  };
  const boxOf = (element) => {
    // In the view of the whole page.
    const box = Element.prototype.getBoundingClientRect.call(element);
    const [x, y] = beginOf(element);
    return {x: box.left + x, y: box.top + y, width: box.width, height: box.height};
  };
  const isShown = (element) => {
    // Opacity is not looked at here: it may be what changes.
    if (!element.isConnected || !Element.prototype.checkVisibility.call(element, {visibilityProperty: true}))
      return false;
    const {x, y, width, height} = boxOf(element);
    if (width < 2 || height < 2 || x + width + scrollX <= 0 || y + height + scrollY <= 0) return false;
    for (let at = up(element), n = 0; at && n < 60; at = up(at), n++) {
      if (at.clientWidth > 1 && at.clientHeight > 1) continue;
      const style = getComputedStyle(at);
      if (style.overflowX !== 'visible' && style.display !== 'inline' && style.display !== 'contents')
        return false;
    }
    return true;
  };
  const nameOf = (element) => {
    const byId = (attr(element, 'aria-labelledby') ?? '')
      .split(/\s+/)
      .filter(Boolean)
      .map((id) => element.getRootNode().getElementById?.(id)?.textContent ?? '')
      .join(' ');
    const name =
      byId.trim() ||
      attr(element, 'aria-label') ||
      [...(element.labels ?? [])].map((one) => one.textContent).join(' ') ||
      (/^(submit|button|reset)$/.test(element.type) && attr(element, 'value')) ||
      (/^(input|select|textarea)$/.test(element.localName) ? '' : element.innerText) ||
      attr(element, 'title') ||
      element.querySelector?.('img[alt]')?.getAttribute('alt') ||
      attr(element, 'alt') ||
      attr(element, 'placeholder') ||
      '';
    return String(name).replace(/\s+/g, ' ').trim().slice(0, 120);
  };
  const told = (element) => {
    const {x, y, width, height} = boxOf(element);
    return {
      path: pathOf(element),
      tag: element.localName.toLowerCase(),
      role: (attr(element, 'role') ?? '').trim().split(/\s+/)[0].toLowerCase(),
      box: width || height ? [x + scrollX, y + scrollY, width, height] : null,
    };
  };
  const fair = (list, most, perKind, toldOf) => {
    // Of each kind one, then the second ones: equal cards are not tried instead of other parts.
    const times = new Map();
    const ranked = [];
    for (const one of list) {
      const n = times.get(one.kind) ?? 0;
      times.set(one.kind, n + 1);
      if (n < perKind) ranked.push([n, one]);
    }
    ranked.sort((a, b) => a[0] - b[0]);
    const chosen = ranked.slice(0, most).map(([, one]) => one);
    const kinds = new Set(chosen.map((one) => one.kind));
    return {
      chosen: chosen.map((one) => ({...toldOf(one), kind: one.kind})),
      left: [...times.keys()].filter((kind) => !kinds.has(kind)).length
    };
  };
"""


def spot_of(dom: Dom, said: Mapping[str, Any], name: str = "") -> Spot:
    """Return an element that a script told of; role and name are those of the page as it was visited."""
    path, tag = tuple(said["path"]), str(said["tag"])
    node = dom.at_path(path, tag)
    box = Box(*(round(side, 1) for side in said["box"])) if said["box"] else None
    role = str(said["role"]) or (node.role if node is not None else "")
    return Spot(path, tag, role, (name or (node.name if node is not None else ""))[:120], box)
