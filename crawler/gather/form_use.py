"""Gather the `FormUse` artefact: fill in the forms of a page wrongly, as people do, and send nothing.

The stage lets nothing out. A button is pressed with the keyboard where its words suggest no act; a plain form
that would be sent is asked to send itself, without a click, and held. What pays, orders or deletes is left
alone.
"""

import asyncio
import base64
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import structlog

from crawler.acts import is_act
from crawler.browser.base import ActingTab, Stage
from crawler.gather.form_script import INSTALL
from crawler.gather.keeping import Keep, forget
from crawler.gather.places import spot_of
from crawler.gather.time_limits import gather_time_limits, may_have_limits
from drempel.dom import Dom
from drempel.errors import FetchError
from drempel.model.acting import Crop, LeftOut, Spot
from drempel.model.finding import Box
from drempel.model.form_use import FieldTry, FillTry, FormTry, FormUse, InputChange, Message, PasteTry

MAX_FORMS = 5
MAX_FIELDS = 15
MAX_CHOICES = 10
MAX_PASTES = 4
MAX_FILLS = 6
MAX_PASSED_BY = 4
"""Fields that must be filled in and are passed by empty."""
MAX_CROPS = 3
CROP_PX = (600, 400)
QUALITY = 70
PICTURE_TIMEOUT_S = 5.0

QUIET_MS, CAP_MS = 120, 900
"""How long a page must be quiet after a form was sent off, and how long it is waited for."""

CHANGE_S = 0.15
"""How long a page may take to go elsewhere after a choice."""

CONTEXT_KINDS = frozenset({"move", "post", "popup"})

WRONG = {
    "email": "geen-adres",
    "number": "abc",
    "date": "99-99-9999",
    "tel": "abc",
    "url": "geen adres",
    "pattern": "?",
}
"""What is typed where only some values are right."""

NOT_TYPED = frozenset(
    {"select-one", "select-multiple", "checkbox", "radio", "file", "range", "color", "date", "time", "month",
     "week", "datetime-local"}
)  # fmt: skip

_GRAVE = re.compile(
    r"betaal|betalen|koop|kopen|bestel|afreken|verwijder|wis(?:sen)?\b|schrap|annuleer|opzeg|afmeld|uitschrijv"
    r"|delete|remove|pay\b|buy\b|order|checkout|unsubscribe|payer|supprim|acheter|command|löschen|kaufen",
    re.IGNORECASE,
)
"""Acts for which a form is not even asked to send itself."""

_ERROR = re.compile(
    r"geldig|juist|correct|fout|verplicht|vereist|moet|vul |kies |ontbreekt|nodig|formaat|bijvoorbeeld"
    r"|\bgeen\b|schrijf|zoals|valid|wrong|error|required|must|enter |please|missing|format|erreur|obligatoire"
    r"|requis|ungültig|pflicht",
    re.IGNORECASE,
)
"""What a text that came before the form was sent off must hold to be about something wrong."""

_COUNTER = re.compile(
    r"\d+\s*(?:/|van|of|sur|von)\s*\d+|\b(?:tekens|characters|caractères|zeichen)\b", re.IGNORECASE
)

log = structlog.get_logger()


async def gather_form_use(stage: Stage, dom: Dom, keep: Keep = forget) -> FormUse:
    """Return what the forms say, and what the page does after a while.

    A page without fields or long timers is not even loaded. What was seen so far is given to `keep`.
    """
    found = FormUse()
    if dom.select("input, select, textarea, [role=checkbox], [role=switch]"):
        found = await _Filler(stage, dom, keep).use()
    if may_have_limits(stage.recording, dom):
        keep(found)
        limits = await gather_time_limits(stage, dom)
        left = () if limits is not None else (LeftOut("limits", "broke"),)
        found = replace(found, limits=limits or (), left=(*found.left, *left))
    return replace(found, seen=())


@dataclass
class _Filler:
    stage: Stage
    dom: Dom
    keep: Keep
    seen: FormUse = field(default_factory=FormUse)
    left: list[LeftOut] = field(default_factory=list)
    crops: int = 0
    is_worn: bool = False

    async def use(self) -> FormUse:
        await self.fresh()
        self._more(pastes=await self._pastes())
        changes, tried = await self._changes()
        self._more(changes=changes, tried_changes=tried)
        self._more(forms=await self._forms())
        self._more(fills=await self._fills())
        return self.seen

    def _more(self, **parts: Sequence[Any]) -> None:
        """Tell that some more parts were seen to their end."""
        more: dict[str, Any] = {name: tuple(found) for name, found in parts.items()}
        self.seen = replace(self.seen, **more, left=tuple(self.left), seen=(*self.seen.seen, *parts))
        self.keep(self.seen)

    def _leave(self, part: str, why: str, spot: Spot | None = None) -> None:
        self.left.append(LeftOut(part, why, spot))

    async def fresh(self) -> None:
        self.tab: ActingTab = await self.stage.fresh()
        await self.tab.evaluate(INSTALL)
        self.is_worn = False

    # -- pasting

    async def _pastes(self) -> list[PasteTry]:
        found: list[PasteTry] = []
        told = await self.tab.evaluate("(most) => drempelForms.pasted(most)", MAX_PASTES + 1)
        if len(told) > MAX_PASTES:
            self._leave("pastes", "limit")
        for one in told[:MAX_PASTES]:
            number = one["number"]
            if not await self.tab.evaluate("(number) => drempelForms.focusOn(number)", number):
                continue
            is_stopped = await self.tab.evaluate("(number) => drempelForms.paste(number)", number)
            again = await self.tab.evaluate("(number) => drempelForms.paste(number)", number)
            await self.tab.press("Control+v")
            key_stopped = await self.tab.evaluate("() => drempelForms.keyWasStopped()")
            spot = spot_of(self.dom, one, one["name"])
            found.append(PasteTry(spot, one["purpose"], (is_stopped and again) or key_stopped))
        return found

    # -- choices that take people elsewhere

    async def _changes(self) -> tuple[list[InputChange], list[Any]]:
        changes: list[InputChange] = []
        tried = []
        choices = await self._choices()
        if choices["left"]:
            self._leave("changes", "limit")
        for one in choices["chosen"]:
            spot = spot_of(self.dom, one, one["name"])
            if is_act(one["name"]):
                self._leave("changes", "act", spot)
                continue
            change = await self._change(one)
            tried.append(spot)
            if change is not None and (again := await self._seen_again(one)) is not None:
                changes.append(again)
        return changes, tried

    async def _seen_again(self, one: Mapping[str, Any]) -> InputChange | None:
        """Return the change on a fresh page: only what happens each time is told."""
        await self.fresh()
        choices = (await self._choices())["chosen"]
        same = next((other for other in choices if other["path"] == one["path"]), None)
        again = await self._change(same) if same is not None else None
        await self.fresh()
        await self._choices()
        return again

    async def _choices(self) -> dict[str, Any]:
        """Return the fields of choice; on each fresh page they get the same numbers."""
        await self.tab.evaluate("(most) => drempelForms.pasted(most)", MAX_PASTES + 1)
        choices: dict[str, Any] = await self.tab.evaluate("(most) => drempelForms.choices(most)", MAX_CHOICES)
        return choices

    async def _change(self, one: Mapping[str, Any]) -> InputChange | None:
        number = one["number"]
        if not await self.tab.evaluate("(number) => drempelForms.focusOn(number)", number):
            return None
        self.tab.forget_held()
        key = ("ArrowUp" if one["isLast"] else "ArrowDown") if one["type"] == "select-one" else "Space"
        await self.tab.press(key)
        await asyncio.sleep(CHANGE_S)
        departed = await self.tab.evaluate("() => drempelForms.departed()")
        # What is sent while the page stays, such as a choice that is kept, takes nobody elsewhere.
        kinds = CONTEXT_KINDS if departed else CONTEXT_KINDS - {"post"}
        held = tuple(kept for kept in self.tab.held if kept.kind in kinds)[:3]
        where = await self.tab.evaluate("() => drempelForms.where()")
        focus_to = None
        if where not in (number, -1):
            said = await self.tab.evaluate("(number) => drempelForms.spot(number)", where)
            focus_to = spot_of(self.dom, said, said["name"]) if said else None
        if not held and focus_to is None:
            return None
        self.is_worn = True
        return InputChange(spot_of(self.dom, one, one["name"]), one["type"], held, focus_to, one["isTold"])

    # -- forms

    async def _forms(self) -> list[FormTry]:
        tried: list[FormTry] = []
        if self.is_worn:
            await self.fresh()
        number = 0
        while True:
            told = await self.tab.evaluate(
                "(most, fields) => drempelForms.forms(most, fields)", MAX_FORMS, MAX_FIELDS
            )
            forms = told["chosen"]
            if number >= len(forms):
                if told["left"]:
                    self._leave("forms", "limit")
                return tried
            said = forms[number]
            number += 1
            one = FormTry(spot_of(self.dom, said))
            if said["isLong"]:
                self._leave("forms", "limit", one.spot)
            try:
                tried.append(await self._try(one, said))
            except FetchError as error:
                log.info("form_broke", url=self.tab.url, reason=str(error.reason))
                tried.append(replace(one, refused="broke"))
                self._leave("forms", "broke", one.spot)
            if tried[-1].refused == "act":
                self._leave("forms", "act", replace(one.spot, name=tried[-1].button))
            self.keep(replace(self.seen, forms=tuple(tried), left=tuple(self.left)))
            # A form about which nothing was said leaves the page as it was.
            if number < len(forms) and (
                tried[-1].messages or tried[-1].was_sent or tried[-1].refused == "broke"
            ):
                await self.fresh()

    async def _try(self, one: FormTry, said: Mapping[str, Any]) -> FormTry:
        button = said["button"]
        if button is None:
            return replace(one, refused="none")
        words = f"{button['name']} {button['value']}"
        if _GRAVE.search(f"{words} {said['act']}"):
            return replace(one, refused="act", button=button["name"])
        await self.tab.evaluate("(number) => drempelForms.start(number)", said["number"])
        values = await self._fill(said["fields"])
        await self.tab.evaluate("(number) => drempelForms.keep(number)", said["number"])
        before = await self._picture(said["number"])
        self.tab.forget_held()
        by = await self._send(said, button, words)
        await self.tab.evaluate("(quiet, cap) => drempelForms.quiet(quiet, cap)", QUIET_MS, CAP_MS)
        held = self.tab.held
        was_sent = any(kept.kind in {"move", "post", "request"} for kept in held)
        alerts = tuple(kept.detail for kept in held if kept.kind == "dialog")[:3]
        result = await self.tab.evaluate(
            "(number, button) => drempelForms.result(number, button)", said["number"], button["number"]
        )
        fields = self._fields(said["fields"], values, result["fields"])
        messages = tuple(
            self._message(message)
            for message in result["messages"]
            if message["isLate"] or _tells_error(message)
        )
        crop = None
        if before is not None and not was_sent and (messages or any(one.looks_wrong for one in fields)):
            after = await self._picture(said["number"])
            if after is not None:
                crop = Crop(before[0], after[0], before[1])
                self.crops += 1
        return replace(
            one,
            fields=fields,
            by=by,
            button=button["name"],
            was_sent=was_sent,
            messages=messages,
            alerts=alerts,
            focus_on_field=result["onField"],
            focus_moved=result["moved"],
            crop=crop,
        )

    async def _fill(self, fields: Sequence[Mapping[str, Any]]) -> dict[int, str]:
        """Type wrong values, and leave empty what must not be; return what was typed."""
        values: dict[int, str] = {}
        passed_by = 0
        for one in fields:
            value = WRONG.get(one["asks"], "")
            if one["type"] in NOT_TYPED or one["filled"]:
                continue
            if not value and one["isRequired"] and passed_by < MAX_PASSED_BY:
                # What is left empty and must not be is gone through, as people do.
                passed_by += 1
                if await self.tab.evaluate("(number) => drempelForms.focusOn(number)", one["number"]):
                    await self.tab.press("Tab")
                continue
            if not value:
                continue
            if not await self.tab.evaluate("(number) => drempelForms.focusOn(number)", one["number"]):
                continue
            value = value[: one["max"] or None]
            await self.tab.type(value)
            values[one["number"]] = value
            await self.tab.press("Tab")
        return values

    async def _send(self, said: Mapping[str, Any], button: Mapping[str, Any], words: str) -> str:
        """Send a form off: with a key on its button, or without where the button suggests an act."""
        if is_act(words) or is_act(said["act"]):
            await self.tab.evaluate(
                "(form, button) => drempelForms.submit(form, button)",
                said["number"],
                button["number"] if button["isSubmit"] else -1,
            )
            return "submit"
        if not await self.tab.evaluate("(number) => drempelForms.focusOn(number)", button["number"]):
            return ""
        await self.tab.press("Enter")
        return "button"

    def _fields(
        self,
        said: Sequence[Mapping[str, Any]],
        values: Mapping[int, str],
        results: Sequence[Mapping[str, Any]],
    ) -> tuple[FieldTry, ...]:
        by_number = {result["number"]: result for result in results}
        found = []
        for one in said:
            result = by_number.get(one["number"])
            if result is None:
                continue
            found.append(
                FieldTry(
                    spot_of(self.dom, one, one["name"]),
                    one["type"],
                    values.get(one["number"], ""),
                    is_required=one["isRequired"],
                    asks_format=one["asks"],
                    is_marked=result["isMarked"],
                    looks_wrong=result["looksWrong"],
                    native=result["native"],
                    said_by_browser=result["byBrowser"],
                    messages=tuple(result["messages"]),
                )
            )
        return tuple(found)

    def _message(self, said: Mapping[str, Any]) -> Message:
        return Message(
            spot_of(self.dom, said, said["text"]),
            said["text"],
            is_live=said["isLive"],
            is_focused=said["isFocused"],
            is_tied=said["isTied"],
            names=tuple(said["names"]),
            near=spot_of(self.dom, said["near"], said["nearName"]) if said["near"] else None,
            is_early=not said["isLate"],
        )

    async def _picture(self, number: int) -> tuple[bytes, Box] | None:
        if self.crops >= MAX_CROPS:
            return None
        clip = await self.tab.evaluate(
            "(number, most) => drempelForms.clip(number, most)", number, list(CROP_PX)
        )
        if clip is None or clip["width"] < 4 or clip["height"] < 4:
            return None
        shot = await self.tab.devtools(
            "Page.captureScreenshot",
            {"format": "jpeg", "quality": QUALITY, "optimizeForSpeed": True, "clip": dict(clip)},
            timeout_s=PICTURE_TIMEOUT_S,
        )
        box = Box(clip["x"], clip["y"], clip["width"], clip["height"])
        return base64.b64decode(shot["data"]), box

    # -- what a browser fills in

    async def _fills(self) -> list[FillTry]:
        found: list[FillTry] = []
        told = await self._fillable()
        if len(told) > MAX_FILLS:
            self._leave("fills", "limit")
        now = {tuple(one["path"]): one for one in told[:MAX_FILLS]}
        for path in list(now):
            # Another load of the page counts anew.
            one = now.get(path)
            if one is None:
                continue
            spot = spot_of(self.dom, one, one["name"])
            node = self.dom.at_path(spot.path, spot.tag)
            if node is not None and "readonly" in node:
                if not one["isLocked"] or await self._unlocks(one):
                    found.append(FillTry(spot, one["purpose"], is_locked=True))
                continue
            is_undone = not await self._filled(one)
            if is_undone:
                # Once more, on a fresh page.
                await self.fresh()
                now = {tuple(other["path"]): other for other in await self._fillable()}
                is_undone = path in now and not await self._filled(now[path])
            found.append(FillTry(spot, one["purpose"], is_undone=is_undone))
        return found

    async def _fillable(self) -> list[dict[str, Any]]:
        told: list[dict[str, Any]] = await self.tab.evaluate(
            "(most) => drempelForms.fillable(most)", MAX_FILLS + 1
        )
        return told

    async def _filled(self, one: Mapping[str, Any]) -> bool:
        return bool(
            await self.tab.evaluate(
                "(number, value) => drempelForms.fill(number, value)", one["number"], one["value"]
            )
        )

    async def _unlocks(self, one: Mapping[str, Any]) -> bool:
        """Say whether a field that is read-only can be written in once it has the focus."""
        await self.tab.evaluate("(number) => drempelForms.focusOn(number)", one["number"])
        return not await self.tab.evaluate("(number) => drempelForms.isLocked(number)", one["number"])


def _tells_error(message: Mapping[str, Any]) -> bool:
    """Say whether a text that came before the form was sent off tells what is wrong, and is no counter."""
    text = str(message["text"])
    return not _COUNTER.search(text) and bool(message["isByMarked"] or _ERROR.search(text))
