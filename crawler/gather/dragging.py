"""Try what acts when the pointer goes down, and what a movement with the button down changes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from crawler.gather.pointing import Part
from crawler.gather.trying import SOON_MS, Change
from drempel.model.pointer_use import Dragged, Pressed


@dataclass(slots=True)
class Pressing(Part):
    """What follows when the pointer goes down."""

    async def gather(self, pressers: Sequence[Mapping[str, Any]]) -> tuple[Pressed, ...]:
        """Return those of these that act when the pointer goes down and do not take it back."""
        found: list[Pressed] = []
        if not pressers:
            return ()
        await self.clean()
        for told in pressers:
            if self.refuse(told) or told["drags"]:
                continue
            first = await self._pressed(told)
            if first is None:
                continue
            # Once more, on a fresh page.
            if not await self.clean():
                break
            again = await self._pressed(told)
            if again is None or again[0].effect is None or first[0].effect is None:
                continue
            if again[0].effect.kind != first[0].effect.kind:
                continue
            found.append(Pressed(self.trial.spot(told), again[0].effect, bool(told["control"]), again[1]))
            self.tell(tuple(found))
        return tuple(found)

    async def _pressed(self, told: Mapping[str, Any]) -> tuple[Change, bool] | None:
        """Return what going down did, if letting go elsewhere does not undo it, and whether a click does."""
        trial = self.trial
        number = int(await trial.call("numberAt", told["path"]))
        if number < 0 or (place := await trial.call("reach", number)) is None:
            return None
        await trial.tab.move(*place)
        await trial.call("settled", SOON_MS)
        await trial.keep()
        trial.is_used = True
        await trial.tab.down()
        down = await trial.changed(number)
        away = await self.away(number)
        await trial.tab.move(*away)
        await trial.tab.up()
        after = await trial.changed(number)
        if not (down.marks & after.marks) or not after or after.effect is None or _is_look(after):
            return None
        if after.deeds:
            return after, False
        await trial.tab.move(*place)
        await trial.tab.click(*place)
        await trial.tab.move(*away)
        back = await trial.changed(number)
        return after, not (after.marks & back.marks - back.deeds)


@dataclass(slots=True)
class Dragging(Part):
    """What follows when the pointer moves while it is down."""

    async def gather(self, drags: Sequence[Mapping[str, Any]]) -> tuple[Dragged, ...]:
        """Return those of these that a movement with the button down changes, each time."""
        found: list[Dragged] = []
        for told in drags:
            if self.refuse(told):
                continue
            if not await self.clean():
                break
            number = int(await self.trial.call("numberAt", told["path"]))
            if number < 0 or not await self._moves(number, told):
                continue
            if not await self.clean():
                break
            number = int(await self.trial.call("numberAt", told["path"]))
            if number < 0:
                continue
            click = await self.trial.click(number)
            key = False
            if told["stop"]:
                for name in ("ArrowRight", "ArrowDown", "ArrowLeft", "Space"):
                    change = await self.trial.press_on(number, name, wait=False)
                    if change is not None and (change or change.said["weak"] or change.said["moved"]):
                        key = True
                        break
            # Once more: the page must do it each time.
            if not await self.clean():
                break
            number = int(await self.trial.call("numberAt", told["path"]))
            if number < 0 or not await self._moves(number, told):
                continue
            found.append(
                Dragged(
                    self.trial.spot(told),
                    by_click=bool(click) or bool(click is not None and click.said["weak"]),
                    by_key=key,
                    inside=int(told["inside"]),
                    around=int(told["around"]),
                )
            )
            self.tell(tuple(found))
        return tuple(found)

    async def _moves(self, number: int, told: Mapping[str, Any]) -> bool:
        trial = self.trial
        place = await trial.call("reach", number)
        if place is None:
            return False
        await trial.tab.move(*place)
        await trial.call("settled", SOON_MS)
        if told["native"]:
            target = await trial.call("dropAt", number)
            if target is None:
                return False
        else:
            target = [place[0] + 60, place[1] + 20]
        await trial.keep()
        trial.is_used = True
        await trial.tab.down()
        down = await trial.changed(number, wait=False)
        for part in (0.25, 0.5, 0.75, 1.0):
            await trial.tab.move(
                place[0] + (target[0] - place[0]) * part, place[1] + (target[1] - place[1]) * part
            )
        moved = await trial.changed(number, wait=False)
        await trial.tab.up()
        after = await trial.changed(number)
        if told["native"]:
            return after.effect is not None and after.effect.kind in {"shown", "hidden", "text", "order"}
        # What the press itself did is none of the movement.
        return bool(moved.marks - down.marks) or int(moved.said["weak"]) > int(down.said["weak"])


def _is_look(change: Change) -> bool:
    return change.effect is not None and change.effect.kind in {"look", "scroll"}
