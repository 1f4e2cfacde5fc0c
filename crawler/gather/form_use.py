"""Gather the `FormUse` artefact: fill in the forms of a page wrongly, as people do, and send nothing.

The stage lets nothing out. A button is pressed with the keyboard where its words suggest no act; a plain form
that would be sent is asked to send itself, without a click, and held. What pays, orders or deletes is left
alone.
"""

import asyncio
import base64
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import structlog

from crawler.acts import is_act
from crawler.browser.base import ActingTab, Stage
from crawler.gather.form_script import INSTALL
from crawler.gather.places import spot_of
from drempel.dom import Dom
from drempel.errors import FetchError
from drempel.model.acting import Crop
from drempel.model.finding import Box
from drempel.model.form_use import FieldTry, FormTry, FormUse, InputChange, Message, PasteTry

MAX_FORMS = 5
MAX_FIELDS = 15
MAX_CHOICES = 10
MAX_PASTES = 4
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

log = structlog.get_logger()


async def gather_form_use(stage: Stage, dom: Dom) -> FormUse:
    """Return what the forms say; a page without fields is not even loaded."""
    if not dom.select("input, select, textarea, [role=checkbox], [role=switch]"):
        return FormUse()
    return await _Filler(stage, dom).use()


class _Filler:
    def __init__(self, stage: Stage, dom: Dom) -> None:
        self._stage = stage
        self._dom = dom
        self._tab: ActingTab
        self._crops = 0
        self._is_worn = False

    async def use(self) -> FormUse:
        await self._fresh()
        pastes = await self._pastes()
        changes, tried = await self._changes()
        forms = await self._forms()
        return FormUse(tuple(forms), tuple(changes), tuple(tried), tuple(pastes))

    async def _fresh(self) -> None:
        self._tab = await self._stage.fresh()
        await self._tab.evaluate(INSTALL)
        self._is_worn = False

    # -- pasting

    async def _pastes(self) -> list[PasteTry]:
        found: list[PasteTry] = []
        for one in await self._tab.evaluate("(most) => drempelForms.pasted(most)", MAX_PASTES):
            number = one["number"]
            if not await self._tab.evaluate("(number) => drempelForms.focusOn(number)", number):
                continue
            is_stopped = await self._tab.evaluate("(number) => drempelForms.paste(number)", number)
            again = await self._tab.evaluate("(number) => drempelForms.paste(number)", number)
            await self._tab.press("Control+v")
            key_stopped = await self._tab.evaluate("() => drempelForms.keyWasStopped()")
            spot = spot_of(self._dom, one, one["name"])
            found.append(PasteTry(spot, one["purpose"], (is_stopped and again) or key_stopped))
        return found

    # -- choices that take people elsewhere

    async def _changes(self) -> tuple[list[InputChange], list[Any]]:
        changes: list[InputChange] = []
        tried = []
        for one in await self._choices():
            if is_act(one["name"]):
                continue
            change = await self._change(one)
            tried.append(spot_of(self._dom, one, one["name"]))
            if change is not None and (again := await self._seen_again(one)) is not None:
                changes.append(again)
        return changes, tried

    async def _seen_again(self, one: Mapping[str, Any]) -> InputChange | None:
        """Return the change on a fresh page: only what happens each time is told."""
        await self._fresh()
        same = next((other for other in await self._choices() if other["path"] == one["path"]), None)
        again = await self._change(same) if same is not None else None
        await self._fresh()
        await self._choices()
        return again

    async def _choices(self) -> list[dict[str, Any]]:
        """Return the fields of choice; on each fresh page they get the same numbers."""
        await self._tab.evaluate("(most) => drempelForms.pasted(most)", MAX_PASTES)
        choices: list[dict[str, Any]] = await self._tab.evaluate(
            "(most) => drempelForms.choices(most)", MAX_CHOICES
        )
        return choices

    async def _change(self, one: Mapping[str, Any]) -> InputChange | None:
        number = one["number"]
        if not await self._tab.evaluate("(number) => drempelForms.focusOn(number)", number):
            return None
        self._tab.forget_held()
        key = ("ArrowUp" if one["isLast"] else "ArrowDown") if one["type"] == "select-one" else "Space"
        await self._tab.press(key)
        await asyncio.sleep(CHANGE_S)
        departed = await self._tab.evaluate("() => drempelForms.departed()")
        # What is sent while the page stays, such as a choice that is kept, takes nobody elsewhere.
        kinds = CONTEXT_KINDS if departed else CONTEXT_KINDS - {"post"}
        held = tuple(kept for kept in self._tab.held if kept.kind in kinds)[:3]
        where = await self._tab.evaluate("() => drempelForms.where()")
        focus_to = None
        if where not in (number, -1):
            said = await self._tab.evaluate("(number) => drempelForms.spot(number)", where)
            focus_to = spot_of(self._dom, said, said["name"]) if said else None
        if not held and focus_to is None:
            return None
        self._is_worn = True
        return InputChange(spot_of(self._dom, one, one["name"]), one["type"], held, focus_to, one["isTold"])

    # -- forms

    async def _forms(self) -> list[FormTry]:
        tried: list[FormTry] = []
        if self._is_worn:
            await self._fresh()
        number = 0
        while True:
            forms = await self._tab.evaluate(
                "(most, fields) => drempelForms.forms(most, fields)", MAX_FORMS, MAX_FIELDS
            )
            if number >= len(forms):
                return tried
            said = forms[number]
            number += 1
            if said["isSearch"] or not said["fields"]:
                continue
            one = FormTry(spot_of(self._dom, said))
            try:
                tried.append(await self._try(one, said))
            except FetchError as error:
                log.info("form_broke", url=self._tab.url, reason=str(error.reason))
                tried.append(replace(one, refused="broke"))
            # A form about which nothing was said leaves the page as it was.
            if number < len(forms) and (
                tried[-1].messages or tried[-1].was_sent or tried[-1].refused == "broke"
            ):
                await self._fresh()

    async def _try(self, one: FormTry, said: Mapping[str, Any]) -> FormTry:
        button = said["button"]
        if button is None:
            return replace(one, refused="none")
        words = f"{button['name']} {button['value']}"
        if _GRAVE.search(f"{words} {said['act']}"):
            return replace(one, refused="act", button=button["name"])
        values = await self._fill(said["fields"])
        await self._tab.evaluate("(number) => drempelForms.keep(number)", said["number"])
        before = await self._picture(said["number"])
        self._tab.forget_held()
        by = await self._send(said, button, words)
        await self._tab.evaluate("(quiet, cap) => drempelForms.quiet(quiet, cap)", QUIET_MS, CAP_MS)
        held = self._tab.held
        was_sent = any(kept.kind in {"move", "post", "request"} for kept in held)
        alerts = tuple(kept.detail for kept in held if kept.kind == "dialog")[:3]
        result = await self._tab.evaluate(
            "(number, button) => drempelForms.result(number, button)", said["number"], button["number"]
        )
        fields = self._fields(said["fields"], values, result["fields"])
        messages = tuple(self._message(message) for message in result["messages"])
        crop = None
        if before is not None and not was_sent and (messages or any(field.looks_wrong for field in fields)):
            after = await self._picture(said["number"])
            if after is not None:
                crop = Crop(before[0], after[0], before[1])
                self._crops += 1
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
        for field in fields:
            value = WRONG.get(field["asks"], "")
            if not value or field["type"] in NOT_TYPED or field["filled"]:
                continue
            if not await self._tab.evaluate("(number) => drempelForms.focusOn(number)", field["number"]):
                continue
            value = value[: field["max"] or None]
            await self._tab.type(value)
            values[field["number"]] = value
            await self._tab.press("Tab")
        return values

    async def _send(self, said: Mapping[str, Any], button: Mapping[str, Any], words: str) -> str:
        """Send a form off: with a key on its button, or without where the button suggests an act."""
        if is_act(words) or is_act(said["act"]):
            await self._tab.evaluate(
                "(form, button) => drempelForms.submit(form, button)",
                said["number"],
                button["number"] if button["isSubmit"] else -1,
            )
            return "submit"
        if not await self._tab.evaluate("(number) => drempelForms.focusOn(number)", button["number"]):
            return ""
        await self._tab.press("Enter")
        return "button"

    def _fields(
        self,
        said: Sequence[Mapping[str, Any]],
        values: Mapping[int, str],
        results: Sequence[Mapping[str, Any]],
    ) -> tuple[FieldTry, ...]:
        by_number = {result["number"]: result for result in results}
        found = []
        for field in said:
            result = by_number.get(field["number"])
            if result is None:
                continue
            found.append(
                FieldTry(
                    spot_of(self._dom, field, field["name"]),
                    field["type"],
                    values.get(field["number"], ""),
                    is_required=field["isRequired"],
                    asks_format=field["asks"],
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
            spot_of(self._dom, said, said["text"]),
            said["text"],
            is_live=said["isLive"],
            is_focused=said["isFocused"],
            is_tied=said["isTied"],
            names=tuple(said["names"]),
            near=spot_of(self._dom, said["near"], said["nearName"]) if said["near"] else None,
        )

    async def _picture(self, number: int) -> tuple[bytes, Box] | None:
        if self._crops >= MAX_CROPS:
            return None
        clip = await self._tab.evaluate(
            "(number, most) => drempelForms.clip(number, most)", number, list(CROP_PX)
        )
        if clip is None or clip["width"] < 4 or clip["height"] < 4:
            return None
        shot = await self._tab.devtools(
            "Page.captureScreenshot",
            {"format": "jpeg", "quality": QUALITY, "optimizeForSpeed": True, "clip": dict(clip)},
            timeout_s=PICTURE_TIMEOUT_S,
        )
        box = Box(clip["x"], clip["y"], clip["width"], clip["height"])
        return base64.b64decode(shot["data"]), box
