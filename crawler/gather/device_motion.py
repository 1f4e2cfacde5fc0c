"""Play to a page that the device is tilted and shaken, and look whether its controls do the same.

Only where the page listens to such events. They are made in our world and heard in the page's, as real ones
are.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from crawler.acts import is_act
from crawler.browser.base import ActingTab, Stage
from crawler.gather.places import PLACES, spot_of
from drempel.dom import Dom
from drempel.model.motion import DeviceMotion

EVENTS = ("deviceorientation", "devicemotion")
MAX_CONTROLS = 8
TURNS = 3
"""How often a control is used: some count up to what the motion does."""

INSTALL = (
    r"""
() => {
  if (globalThis.drempelTilt) return;
"""
    + PLACES
    + r"""
  const MOVES = {
    deviceorientation: [
      {alpha: 0, beta: 0, gamma: 60},
      {alpha: 0, beta: 0, gamma: -60},
      {alpha: 0, beta: 70, gamma: 0},
      {alpha: 0, beta: -70, gamma: 0},
      {alpha: 180, beta: 0, gamma: 0},
    ],
    devicemotion: [
      {gamma: 90},
      {gamma: -90},
      {beta: 90},
      {beta: -90},
      {alpha: 90},
      {x: 25},
      {x: -25},
      {y: 25},
      {z: 25},
    ],
  };
  const make = (kind, move) => {
    if (kind === 'deviceorientation') return new DeviceOrientationEvent(kind, {...move, absolute: false});
    const {alpha = 0, beta = 0, gamma = 0, x = 0, y = 0, z = 0} = move;
    return new DeviceMotionEvent(kind, {
      acceleration: {x, y, z},
      accelerationIncludingGravity: {x, y, z: z + 9.8},
      rotationRate: {alpha, beta, gamma},
      interval: 16,
    });
  };
  const valueOf = (element) =>
    'checked' in element && /^(checkbox|radio)$/.test(element.type)
      ? String(element.checked)
      : String(element.value ?? '');
  const state = () => {
    // What people get: texts, values and what is shown; not what a style shifts.
    const found = new Map();
    for (const scope of scopes(20)) {
      for (const element of all(scope, 'input, select, textarea, meter, progress'))
        found.set(element, valueOf(element));
      for (const element of all(scope, 'body *')) {
        if (found.size > 4000) break;
        if (/^(script|style|noscript|template|option)$/.test(element.localName) || found.has(element))
          continue;
        const own = [...element.childNodes]
          .filter((node) => node.nodeType === 3)
          .map((node) => node.data)
          .join('')
          .trim();
        found.set(element, `${isShown(element)} ${own}`);
      }
    }
    return found;
  };
  const differing = (before, after) => {
    const found = new Map();
    for (const [element, said] of after) if (before.get(element) !== said) found.set(element, said);
    return found;
  };
  const kept = [];
  const numberOf = (element) => {
    const at = kept.indexOf(element);
    return at >= 0 ? at : kept.push(element) - 1;
  };
  const say = (changes) =>
    [...changes]
      .slice(0, 20)
      .map(([element, said]) => ({...told(element), number: numberOf(element), said}));
  const after = (ms) => new Promise((done) => setTimeout(done, ms));
  const tilt = async (kind, number) => {
    const move = (MOVES[kind] ?? [])[number];
    if (!move) return null;
    const before = state();
    dispatchEvent(make(kind, move));
    await after(60);
    return say(differing(before, state()));
  };
  const CONTROLS =
    'button, input, select, [role=button], [role=slider], [role=checkbox], [role=switch], ' +
    'a[href^="#"], summary';
  const controls = () =>
    scopes(20)
      .flatMap((scope) => all(scope, CONTROLS))
      .filter((one) => !one.disabled && !one.readOnly && !/^(hidden|file)$/.test(one.type) && isShown(one))
      .slice(0, 30)
      .map((element) => ({
        number: numberOf(element),
        name: nameOf(element),
        act: String(element.getAttribute('value') ?? ''),
        type: element.type ?? '',
        tag: element.localName,
      }));
  let held = null;
  const centre = (number) => {
    const element = kept[number];
    if (!element?.isConnected) return null;
    element.scrollIntoView({block: 'center', behavior: 'instant'});
    held = state();
    const {x, y, width, height} = boxOf(element);
    return width && height ? [x + width / 2, y + height / 2] : null;
  };
  const focusOn = (number) => {
    held = state();
    kept[number]?.focus();
  };
  const changed = () => {
    const now = state();
    const found = say(differing(held, now));
    held = now;
    return found;
  };
  globalThis.drempelTilt = {tilt, controls, centre, changed, focusOn};
}
"""
)


async def gather_device_motion(stage: Stage, events: tuple[str, ...], dom: Dom) -> DeviceMotion:
    """Return what the page does when the device moves; `events` are those that it listens to."""
    tab = await stage.fresh()
    await tab.evaluate(INSTALL)
    can_make = await tab.evaluate("() => typeof DeviceOrientationEvent === 'function'")
    if not can_make:
        return DeviceMotion(events)
    moves = await _moves(tab, events)
    # What changes by itself as well would be taken for what the motion did: only what came twice counts.
    tab = await stage.fresh()
    await tab.evaluate(INSTALL)
    again = await _moves(tab, events)
    wanted = {
        move: changes
        for move, changes in moves.items()
        if changes and _places(again.get(move)) == _places(changes)
    }
    if not wanted:
        return DeviceMotion(events)
    parts = {place: one for changes in wanted.values() for place, one in _by_place(changes).items()}
    results = {
        (place, one["said"]) for changes in wanted.values() for place, one in _by_place(changes).items()
    }
    reached: set[tuple[str, str]] = set()
    done_by: list[str] = []
    partly_by: list[str] = []
    off_by: list[str] = []
    refused: list[str] = []
    controls = await tab.evaluate("() => drempelTilt.controls()")
    for number in range(min(len(controls), MAX_CONTROLS)):
        tab = await stage.fresh()
        await tab.evaluate(INSTALL)
        now = await tab.evaluate("() => drempelTilt.controls()")
        if number >= len(now):
            break
        control = now[number]
        name = control["name"] or f"<{control['tag']}>"
        if is_act(f"{control['name']} {control['act']}") or control["type"] == "submit":
            refused.append(name)
            continue
        came = await _use(tab, control)
        mine = {(place, one["said"]) for place, one in _by_place(came).items() if place in parts}
        if mine:
            reached |= mine
            done_by.append(name)
        elif not any((await _moves(tab, events, only=wanted)).values()):
            off_by.append(name)
    refused += [one["name"] for one in controls[MAX_CONTROLS:] if one["name"]]
    covers_all = (
        bool(done_by)
        and {place for place, _ in reached} == set(parts)
        and (
            results <= reached or len(done_by) > 1 or any(c["type"] in {"range", "number"} for c in controls)
        )
    )
    if not covers_all:
        partly_by, done_by = done_by, []
    changed = tuple(spot_of(dom, one) for one in parts.values())[:5]
    return DeviceMotion(
        events, changed, tuple(done_by[:5]), tuple(partly_by[:5]), tuple(off_by[:5]), tuple(refused[:5])
    )


async def motion_events(tab: ActingTab) -> tuple[str, ...]:
    """Return the events of a moving device to which the page listens."""
    handle = (await tab.devtools("Runtime.evaluate", {"expression": "window"}))["result"].get("objectId")
    if not handle:
        return ()
    heard = await tab.devtools("DOMDebugger.getEventListeners", {"objectId": handle})
    types = {listener["type"] for listener in heard["listeners"]}
    return tuple(kind for kind in EVENTS if kind in types or f"{kind}absolute" in types)


async def _moves(
    tab: ActingTab, events: Sequence[str], only: Mapping[tuple[str, int], Any] | None = None
) -> dict[tuple[str, int], list[dict[str, Any]]]:
    """Return what each motion changes, by kind of event and number of the motion."""
    found: dict[tuple[str, int], list[dict[str, Any]]] = {}
    for kind in events:
        number = 0
        while True:
            if only is not None and (kind, number) not in only and number < 9:
                number += 1
                continue
            changes = await tab.evaluate("(kind, number) => drempelTilt.tilt(kind, number)", kind, number)
            if changes is None:
                break
            found[kind, number] = changes
            number += 1
    return found


async def _use(tab: ActingTab, control: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Use a control as people do, and return what that changed."""
    came: list[dict[str, Any]] = []
    if control["tag"] == "select" or control["type"] in {"range", "number"}:
        await tab.evaluate("(number) => drempelTilt.focusOn(number)", control["number"])
        keys = ("ArrowUp", "ArrowUp", "ArrowDown", "ArrowDown", "ArrowDown")
        for key in keys:
            await tab.press(key)
            came += await tab.evaluate("() => drempelTilt.changed()")
        return came
    place = await tab.evaluate("(number) => drempelTilt.centre(number)", control["number"])
    if place is None:
        return came
    for _ in range(1 if control["type"] in {"checkbox", "radio"} else TURNS):
        await tab.click(*place)
        came += await tab.evaluate("() => drempelTilt.changed()")
    return came


def _place(one: Mapping[str, Any]) -> str:
    return ",".join(map(str, one["path"]))


def _by_place(changes: Sequence[dict[str, Any]] | None) -> dict[str, dict[str, Any]]:
    return {_place(one): one for one in changes or ()}


def _places(changes: Sequence[dict[str, Any]] | None) -> set[str]:
    return set(_by_place(changes))
