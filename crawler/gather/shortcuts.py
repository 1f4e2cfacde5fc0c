"""Try single characters while no field has the focus, and look for what switches them off."""

from collections.abc import Sequence
from dataclasses import dataclass

from crawler.gather.pointing import Part
from crawler.gather.trying import KEY_TYPES, SOON_MS, Change, counts
from drempel.model.acting import Spot
from drempel.model.pointer_use import Shortcuts

MAX_KEYS_FOUND = 3
PRINTABLE = "abcdefghijklmnopqrstuvwxyz0123456789/?.,;'[]-=+*#!"
BATCH = 10
"""So many keys are pressed before it is looked whether anything happened."""
ABOUT_SHORTCUTS = r"sneltoets|shortcut|toetsenbord|keyboard|raccourci|clavier|tastenk|tastatur"
MAY_HOLD_THEM = r"instelling|setting|voorkeur|preference|paramètre|einstellung"


@dataclass(slots=True)
class ShortcutKeys(Part):
    """Keys of one character."""

    async def gather(self) -> Shortcuts | None:
        """Return which characters alone do something, `None` where the page listens to no keys."""
        trial = self.trial
        if not trial.delegated & KEY_TYPES:
            return None
        if not await self.clean():
            return None
        keys: list[str] = []
        effect = None
        for at in range(0, len(PRINTABLE), BATCH):
            batch = PRINTABLE[at : at + BATCH]
            if await self._typed(batch) is None:
                continue
            await trial.begin()
            for key in batch:
                change = await self._typed(key)
                if change is None:
                    continue
                keys.append(key)
                effect = effect or change.effect
                if len(keys) >= MAX_KEYS_FOUND:
                    break
            break
        if not keys:
            return Shortcuts()
        switch, untried = await self._switched_off(keys)
        return Shortcuts(tuple(keys), effect, switch, tuple(untried))

    async def _typed(self, keys: str) -> Change | None:
        """Press letters while no field has the focus, and return what changed."""
        trial = self.trial
        await trial.call("blur")
        await trial.call("settled", SOON_MS)
        await trial.keep()
        trial.is_used = True
        for key in keys:
            await trial.tab.press(key)
        change = await trial.changed(-1, wait=False)
        # An item without a text has its mark.
        return change if change or change.said["moved"] or change.said["bare"] else None

    async def _switched_off(self, keys: Sequence[str]) -> tuple[Spot | None, list[str]]:
        """Look for something that switches a shortcut off, first among what is shown, then behind buttons."""
        trial = self.trial
        await trial.begin()
        tried: set[tuple[int, ...]] = set()
        if switch := await self._tried_switches(keys[0], tried):
            return switch, []
        untried: list[str] = []
        for button in await trial.call("namedControls", f"{ABOUT_SHORTCUTS}|{MAY_HOLD_THEM}"):
            if button["link"] or counts(button):
                untried.append(button["name"])
                continue
            await trial.call("focus", button["number"])
            await trial.press_on(button["number"], "Enter")
            if switch := await self._tried_switches(keys[0], tried):
                return switch, []
        return None, untried[:3]

    async def _tried_switches(self, key: str, tried: set[tuple[int, ...]]) -> Spot | None:
        trial = self.trial
        for one in await trial.call("switches"):
            path = tuple(one["path"])
            if path in tried or one["select"] or counts(one):
                continue
            tried.add(path)
            if await self._typed(key) is None:
                return None
            await trial.press_on(one["number"], "Space", wait=False)
            if await self._typed(key) is None:
                return trial.spot(one)
            await trial.press_on(one["number"], "Space", wait=False)
        return None
