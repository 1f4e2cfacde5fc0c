"""`waivers.toml`: what is right is read as it was written, what is wrong is told, all at once."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drempel.i18n import TIME_ZONE
from drempel.model.decision import Decision, DecisionKind, IssueName
from drempel.waivers import WaiversWrong, add_to_file, decisions_on, path_beside, read_waivers

ISSUE = IssueName("01K" + "A" * 23, "f1:" + "0" * 32, "axe:label", "https://stad.example/")
GOOD = """
[[waive]]
issue = "01KAAAAAAAAAAAAAAAAAAAAAAA"
reason = "Nieuwe site"
basis = "onevenredige last"
until = 2027-06-30
owner = "webteam"
by = "an"
on = 2026-11-29

[[false-alarm]]
fingerprint = "f1:00000000000000000000000000000000"
site = "https://stad.example/"
reason = "versiering"
by = "bo"
on = 2026-11-28
"""


def read(folder: Path, text: str) -> object:
    path = folder / "waivers.toml"
    path.write_text(text, encoding="utf-8")
    return read_waivers(path)


def test_it_stands_beside_the_settings() -> None:
    assert path_beside(Path("/etc/drempel/config.toml")) == Path("/etc/drempel/waivers.toml")
    assert path_beside(None) == Path("waivers.toml")


def test_no_file_is_no_decision(tmp_path: Path) -> None:
    assert read_waivers(tmp_path / "waivers.toml") == ()


def test_what_is_written_is_read(tmp_path: Path) -> None:
    path = tmp_path / "waivers.toml"
    path.write_text(GOOD, encoding="utf-8")
    notes = read_waivers(path)
    waiver, alarm = (note.decision for note in notes)
    assert (waiver.kind, waiver.until, waiver.owner) == (DecisionKind.WAIVED, date(2027, 6, 30), "webteam")
    assert waiver.decided_at.astimezone(TIME_ZONE).date() == date(2026, 11, 29)
    assert (alarm.kind, alarm.by, alarm.file) == (DecisionKind.FALSE_ALARM, "bo", "waivers.toml")
    assert decisions_on(notes, ISSUE) == [waiver, alarm]
    elsewhere = IssueName("01K" + "B" * 23, ISSUE.fingerprint, ISSUE.check, "https://dorp.example/")
    assert decisions_on(notes, elsewhere) == []


def without(key: str) -> str:
    return "\n".join(line for line in GOOD.splitlines() if not line.startswith(key))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("x = [", "This is not TOML"),
        ('waive = "x"', "Put two brackets round the name: [[waive]]."),
        ("[waive]\nissue = 'x'", "Put two brackets round the name"),
        ("[[waiver]]", "Write one of these: [[waive]]"),
        ("[[iets]]", "[[waive]], [[confirm]], [[false-alarm]], [[end-waiver]]"),
        *(
            (without(key), f"“{key}” is missing")
            for key in ("reason", "basis", "until", "owner", "by", "on", "site")
        ),
        (without("issue"), "Name the problem"),
        (GOOD.replace("owner", "ownr"), "“ownr” is not known here. Do you mean owner?"),
        (GOOD.replace("2027-06-30", '"2027-06-30"'), "“until” must be a day without quotes"),
        (GOOD.replace("2027-06-30", "2027-06-30T10:00:00"), "“until” must be a day without quotes"),
        (GOOD.replace('"an"', '" "'), "“by” must be words between quotes"),
        (GOOD.replace('"an"', "3"), "“by” must be words between quotes"),
        (GOOD.replace("01KAA", "01KUU"), "is no number of a problem"),
        (GOOD.replace("f1:00", "f1:zz"), "is no fingerprint"),
        (GOOD + 'basis = "wet"', "“basis” does not belong here"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(WaiversWrong) as wrong:
        read(tmp_path, text)
    said = wrong.value.text(lambda msgid, **params: msgid.format(**params))
    assert told in said
    assert "waivers.toml" in said.splitlines()[0]
    assert said.splitlines()[-1].startswith("The decisions in")


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(WaiversWrong) as wrong:
        read(tmp_path, '[[waive]]\n[[confirm]]\nissue = "x"\n')
    assert len(wrong.value.mistakes) == 6 + 1 + 3 + 1


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "waivers.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(WaiversWrong):
        read_waivers(tmp_path / "waivers.toml")


def test_nothing_is_added_to_a_file_that_is_wrong(tmp_path: Path) -> None:
    path = tmp_path / "waivers.toml"
    path.write_text("[[waive]]\n", encoding="utf-8")
    with pytest.raises(WaiversWrong):
        add_to_file(path, ISSUE, Decision(DecisionKind.CONFIRMED, "x", "an", datetime.now(UTC)))
    assert path.read_text(encoding="utf-8") == "[[waive]]\n"
    assert [file.name for file in tmp_path.iterdir()] == ["waivers.toml"]


texts = (
    st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=30)
    .map(lambda text: " ".join(text.split()))
    .filter(bool)
)


@given(st.sampled_from(DecisionKind), texts, texts, st.dates(date(2026, 1, 1), date(2090, 1, 1)))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
def test_what_a_command_adds_is_read_back(
    tmp_path: Path, kind: DecisionKind, reason: str, who: str, until: date
) -> None:
    path = tmp_path / "waivers.toml"
    path.unlink(missing_ok=True)
    is_waiver = kind is DecisionKind.WAIVED
    decision = Decision(
        kind, reason, who, datetime(2026, 11, 29, 23, 30, tzinfo=UTC), who if is_waiver else "",
        until if is_waiver else None, who if is_waiver else "",
    )  # fmt: skip
    add_to_file(path, ISSUE, decision)
    add_to_file(path, ISSUE, decision)
    one, two = decisions_on(read_waivers(path), ISSUE)
    assert one == two
    assert (one.kind, one.reason, one.by, one.until, one.basis) == (
        kind,
        decision.reason,
        decision.by,
        decision.until,
        decision.basis,
    )
    # A day on the readers' clock: half past eleven in the evening in UTC is the next day there.
    assert one.decided_at.astimezone(TIME_ZONE).date() == date(2026, 11, 30)
