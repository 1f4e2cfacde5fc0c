"""Who can mend what a check finds."""

from pathlib import Path

import checks.rules
from checks import menders
from checks.registry import catalogue, discover
from drempel.model.finding import Mender


def test_what_is_named_exists() -> None:
    folders = {path.name for path in Path(checks.rules.__path__[0]).iterdir() if path.is_dir()}
    assert menders._FAMILIES.keys() <= folders
    assert discover().keys() >= menders._OF_BUILDERS
    assert {info.id for info in catalogue()} >= menders._AXE_OF_EDITORS


def test_each_has_some_and_a_check_of_others_is_the_developers() -> None:
    told = {info.id: info.mended_by for info in catalogue()}
    assert set(told.values()) == set(Mender)
    assert told["sentence-hard-to-read"] is Mender.EDITOR
    assert told["axe:image-alt"] is told["link-text-says-nothing"] is Mender.BOTH
    assert told["markup-broken"] is told["keyboard-trap"] is told["axe:color-contrast"] is Mender.DEVELOPER
    assert menders.mender_of("of-others", "their.rules.plain.of_others") is Mender.DEVELOPER
