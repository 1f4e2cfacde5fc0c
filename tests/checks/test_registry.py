"""Finding checks: our own, those of others, and what is told of them."""

import sys
from importlib.metadata import EntryPoint, EntryPoints
from types import ModuleType

import pytest

from checks import registry
from checks.base import Ground, check
from checks.registry import catalogue, discover, documentation
from drempel.dom import Dom
from drempel.errors import SetupError
from drempel.model.finding import Impact, Kind, Source

FACTS = {
    "title": "Title",
    "repair": "Repair.",
    "impact": Impact.MINOR,
    "requirements": ("wcag:1.1.1",),
    "messages": {"bad": "Bad."},
    "needs": (Dom,),
}


def nothing(dom: Dom) -> list[object]:
    return []


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch):
    """Let a module with the given contents be named by an entry point."""

    def install(value: str, **contents: object) -> None:
        module = ModuleType("checks_of_others")
        vars(module).update(contents)
        monkeypatch.setitem(sys.modules, "checks_of_others", module)
        found = EntryPoints([EntryPoint("theirs", value, registry.ENTRY_POINT_GROUP)])
        monkeypatch.setattr(registry, "entry_points", lambda *, group: found.select(group=group))

    return install


def test_discovery_gives_a_new_mapping_each_time_and_the_same_checks() -> None:
    one, other = discover(), discover()
    assert one == other
    assert one is not other
    assert list(one) == sorted(one)


def test_checks_come_from_at_least_six_families() -> None:
    families = {c.judge.__module__.split(".")[2] for c in discover().values()}
    assert len(families) >= 6


def test_checks_of_others_are_found_by_value_and_by_module(installed) -> None:
    theirs = check(id="their-check", **FACTS)(nothing)
    installed("checks_of_others:theirs", theirs=theirs)
    assert discover()["their-check"] is theirs
    installed("checks_of_others", theirs=theirs, more=3)
    assert discover()["their-check"] is theirs


def test_two_checks_with_one_id_are_refused(installed) -> None:
    installed("checks_of_others:theirs", theirs=check(id="alt-text-is-filename", **FACTS)(nothing))
    with pytest.raises(SetupError, match="alt-text-is-filename"):
        discover()


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("checks_of_others:missing", "AttributeError"),
        ("no_such_package", "ModuleNotFoundError"),
        ("checks_of_others:number", "gives no check"),
    ],
)
def test_a_package_that_cannot_be_used_is_named(installed, value: str, message: str) -> None:
    installed(value, number=3)
    with pytest.raises(SetupError, match=message):
        discover()


def test_catalogue_tells_of_own_checks_and_of_axe_rules() -> None:
    infos = {info.id: info for info in catalogue()}
    assert list(infos) == sorted(infos)
    assert set(discover()) < set(infos)
    own, axe = infos["alt-text-is-filename"], infos["axe:image-alt"]
    assert (own.source, own.kind, own.requirements) == (Source.DREMPEL, Kind.NORM, ("1.1.1",))
    assert (axe.source, axe.kind, axe.requirements) == (Source.AXE, Kind.NORM, ("1.1.1",))
    assert axe.impact is Impact.CRITICAL
    assert infos["axe:region"].kind is Kind.PRACTICE
    assert infos["new-window-not-said"].kind is Kind.PRACTICE
    assert "axe:duplicate-id" not in infos, "axe-core has given this rule up"
    assert {"axe:label-title-only", "axe:meta-refresh"} <= set(infos), "named in same_as and run by default"


def test_documentation_by_id_and_language() -> None:
    page = documentation("alt-text-is-filename", "nl")
    assert page is not None
    assert "## Voorbeeld goed" in page
    assert documentation("alt-text-is-filename", "xx") is None
    assert documentation("no-such-check", "nl") is None
    assert documentation("axe:no-such-rule", "nl") is None


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"id": "Alt Text"}, "no check id"),
        ({"messages": {}}, "can say nothing"),
        ({"requirements": ()}, "names a success criterion"),
        ({"requirements": (), "kind": Kind.PRACTICE}, "who must"),
        ({"same_as": ("image-alt",)}, "axe:<rule>"),
        ({"messages": {"bad": "Bad {0}."}}, "placeholder"),
        ({"grounds": {"good": Ground(Kind.BEYOND, Impact.MINOR)}}, "do not exist"),
    ],
)
def test_facts_that_contradict_each_other_are_refused(wrong: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        check(**({"id": "own-check"} | FACTS | wrong))
