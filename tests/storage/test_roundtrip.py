"""What is written comes back, whatever is in it."""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drempel.model.artefact import AxeRun, DomCapture, Exchange, Screenshot
from drempel.model.finding import CheckTally, Finding, Judgement, Outcome
from drempel.model.further import FURTHER
from drempel.model.scan import PageResult
from drempel.model.snapshot import Coverage, FetchOutcome, FetchRecord
from drempel.model.text import TextProfile, VisibleText
from storage import Store
from storage.artefacts import seal, unseal
from storage.codec import from_plain, to_plain
from storage.engine import to_json_text
from storage.schema import clean
from storage.tallies import Packed, Seen, could_tell, pack, seen, unpack
from tests.storage.samples import (
    AXE,
    DOM,
    EXCHANGE,
    HOME,
    SCREENSHOT,
    VISIBLE_TEXT,
    findings,
    profile,
    record,
    records,
    scanned,
    tallies,
)

with_database = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40
)


def cleaned(value: Any) -> Any:
    """Return a value as it comes back: without the characters that databases refuse."""
    return from_plain(type(value), json.loads(to_json_text(to_plain(value))))


@given(st.lists(findings(), max_size=4).map(tuple), tallies)
@with_database
def test_findings_and_tallies_survive(
    store: Store, found: tuple[Finding, ...], counted: tuple[CheckTally, ...]
) -> None:
    scan = scanned(store, PageResult(record("p"), Judgement(found, counted)))
    source = store.report_source(scan.id, (), ())
    assert list(source.findings()) == [(HOME + "p", cleaned(finding)) for finding in found]
    (page,) = source.pages()
    assert page.tallies == tuple(cleaned(one) for one in sorted(counted, key=lambda one: one.check))
    assert page.failed == sum(finding.outcome is Outcome.FAILED for finding in found)
    assert page.cant_tell == sum(finding.outcome is Outcome.CANT_TELL for finding in found)


@given(records, st.text(max_size=20))
@with_database
def test_the_end_of_an_address_survives(store: Store, ended: FetchRecord, title: str) -> None:
    scan = scanned(store, PageResult(ended, title=title))
    (page,) = store.report_source(scan.id, (), ()).pages()
    assert page.record == cleaned_record(ended)
    assert page.title == clean(title)


def cleaned_record(ended: FetchRecord) -> FetchRecord:
    reason = ended.reason and cleaned(ended.reason)
    return replace(ended, reason=reason, found_on=clean(ended.found_on), notes=tuple(map(clean, ended.notes)))


@pytest.mark.parametrize(
    "text",
    [
        profile("p"),
        profile("p", flesch=None),
        TextProfile(HOME, "", "", reason="too-short"),
        replace(profile("p"), language_words={"nl": 3, "fr": 0}, hardest=()),
    ],
)
def test_a_text_profile_survives(store: Store, text: TextProfile) -> None:
    scan = scanned(store, PageResult(record("p"), Judgement((), ()), text))
    (page,) = store.report_source(scan.id, (), ()).pages()
    assert page.text == text


@pytest.mark.parametrize("artefact", [DOM, AXE, EXCHANGE, VISIBLE_TEXT, SCREENSHOT])
def test_an_artefact_survives(artefact: object) -> None:
    kind = {
        DomCapture: "dom",
        AxeRun: "axe",
        Exchange: "exchange",
        VisibleText: "visible_text",
        Screenshot: "screenshot",
    }[type(artefact)]
    sealed = seal(kind, artefact)
    assert unseal(type(artefact), sealed.codec, sealed.data()) == artefact
    assert seal(kind, artefact).digest == sealed.digest


@pytest.mark.parametrize("name", sorted(FURTHER))
@settings(deadline=None, max_examples=5, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_an_artefact_that_only_checks_read_survives(name: str, data: st.DataObject) -> None:
    artefact = data.draw(st.from_type(FURTHER[name]))
    sealed = seal(name, artefact)
    # Not a number is never equal to itself; what is stored of it is.
    again = seal(name, unseal(FURTHER[name], sealed.codec, sealed.data()))
    assert again.raw == sealed.raw


@given(tallies)
def test_tallies_packed_and_unpacked_are_the_same(counted: tuple[CheckTally, ...]) -> None:
    check_ids, words, reasons = pack(counted)
    assert tuple(unpack(check_ids, words, reasons)) == tuple(sorted(counted, key=lambda one: one.check))


@given(tallies)
def test_what_was_seen_of_packed_tallies_is_all_but_what_did_not_apply(
    counted: tuple[CheckTally, ...],
) -> None:
    check_ids, words, reasons = pack(counted)
    told = {one.check: one.outcome for one in unpack(check_ids, words, reasons)}
    left_out = [check for check, outcome in told.items() if outcome is Outcome.INAPPLICABLE]
    assert seen(check_ids, words) == {check: told[check] for check in told if check not in left_out}
    assert Seen(check_ids, words) == seen(check_ids, words)
    packed = Packed(check_ids, words, reasons)
    assert list(packed) == list(unpack(check_ids, words, reasons))
    assert len(packed) == len(counted)
    assert packed == Packed(check_ids, words, reasons)


def test_tallies_are_packed_small() -> None:
    outcomes = (Outcome.INAPPLICABLE, Outcome.PASSED)
    counted = [CheckTally(f"check-{n:03}", outcomes[n % 2], passed=n % 2 * n) for n in range(115)]
    assert len(pack(counted)[1]) < 500


@pytest.mark.parametrize(
    ("tally", "tells"),
    [
        (CheckTally("a", Outcome.PASSED, passed=3), True),
        (CheckTally("a", Outcome.FAILED, failed=1), True),
        (CheckTally("a", Outcome.INAPPLICABLE), True),
        (CheckTally("a", Outcome.CANT_TELL, cant_tell=2), True),
        (CheckTally("a", Outcome.CANT_TELL, reason="ValueError"), False),
        (CheckTally("a", Outcome.CANT_TELL), False),
        (CheckTally("a", Outcome.UNTESTED, reason="axe-timeout"), False),
        (CheckTally("a", Outcome.UNTESTED, reason="left-out:act:Betaal"), True),
        (CheckTally("a", Outcome.FAILED, failed=1, reason="left-out:limit"), False),
    ],
)
def test_a_check_could_tell_when_it_judged_targets_of_the_page(tally: CheckTally, tells: bool) -> None:
    assert could_tell(tally) is tells


@given(
    st.recursive(
        st.none() | st.text() | st.integers(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_json_that_is_stored_holds_nothing_that_a_database_refuses(value: object) -> None:
    text = to_json_text(value)
    assert "\0" not in text
    assert "\\u0000" not in text.replace("\\\\", "")
    text.encode()


def test_json_text_leaves_an_escaped_backslash_alone() -> None:
    assert json.loads(to_json_text(["\\u0000", "a\0b"])) == ["\\u0000", "a\ufffdb"]


def test_a_number_that_json_does_not_know_is_an_error() -> None:
    with pytest.raises(ValueError, match="JSON"):
        to_json_text({"x": math.nan})


@dataclass(frozen=True)
class Newer:
    name: str
    numbers: Mapping[FetchOutcome, float]
    extra: str = "standard"


def test_values_of_another_version_can_be_read() -> None:
    read = from_plain(Newer, {"name": "a", "numbers": {"ok": 3}, "unknown": 1})
    assert read == Newer("a", {FetchOutcome.OK: 3.0})
    assert isinstance(read.numbers[FetchOutcome.OK], float)


def test_coverage_keeps_its_outcomes_as_keys() -> None:
    coverage = Coverage({FetchOutcome.NOT_HTML: 3}, 2, "max_pages")
    assert from_plain(Coverage, to_plain(coverage)) == coverage


def test_a_type_without_a_form_is_refused() -> None:
    with pytest.raises(TypeError, match="no form"):
        from_plain(complex, 1)
