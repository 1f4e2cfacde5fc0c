"""The folder in which what can be made again is kept: only where nobody else can write."""

import os
import stat
import sys
from multiprocessing import get_context
from pathlib import Path
from typing import IO, Any

import pytest

from drempel.cache_folder import cache_folder, keep, kept

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="has no such permissions")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a home of the user's own, in which nothing is kept yet."""
    home = tmp_path.resolve() / "home"
    home.mkdir(mode=0o700)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.delenv("DREMPEL_CACHE", raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    return home


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_it_is_made_for_the_user_alone(home: Path) -> None:
    before = os.umask(0)
    try:
        folder = cache_folder("talen")
    finally:
        os.umask(before)
    assert folder == home / ".cache" / "drempel" / "talen"
    assert [_mode(each) for each in (folder, folder.parent, folder.parent.parent)] == [0o700] * 3


def test_it_is_the_same_the_second_time(home: Path) -> None:
    assert cache_folder("talen") == cache_folder("talen")


def test_it_stands_where_the_user_wants_it(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(home / "elders"))
    assert cache_folder("talen") == home / "elders" / "drempel" / "talen"


@pytest.mark.parametrize("named", ["", "elders", "./elders"])
def test_an_address_that_is_not_absolute_does_not_count(
    home: Path, monkeypatch: pytest.MonkeyPatch, named: str
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", named)
    assert cache_folder("talen") == home / ".cache" / "drempel" / "talen"


def test_a_mac_has_a_place_of_its_own(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    (home / "Library").mkdir(mode=0o700)
    assert cache_folder("talen") == home / "Library" / "Caches" / "drempel" / "talen"


@pytest.mark.parametrize("word", ["off", "OFF", " off "])
def test_it_can_be_switched_off(home: Path, monkeypatch: pytest.MonkeyPatch, word: str) -> None:
    monkeypatch.setenv("DREMPEL_CACHE", word)
    assert cache_folder("talen") is None
    assert not list(home.iterdir())


@pytest.mark.parametrize("part", ["home", "home/.cache", "home/.cache/drempel", "home/.cache/drempel/talen"])
@pytest.mark.parametrize("mode", [0o720, 0o702, 0o777])
def test_where_others_can_write_nothing_is_kept(home: Path, part: str, mode: int) -> None:
    assert cache_folder("talen")
    (home.parent / part).chmod(mode)
    assert cache_folder("talen") is None


def test_nothing_is_made_where_others_can_write(home: Path) -> None:
    (home / ".cache").mkdir()
    (home / ".cache").chmod(0o777)
    assert cache_folder("talen") is None
    assert not list((home / ".cache").iterdir())


def test_among_folders_of_others_that_cannot_be_taken_away_it_is_safe(home: Path) -> None:
    home.parent.chmod(0o1777)
    assert cache_folder("talen")


def test_a_folder_where_all_put_things_is_no_cache_folder(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "allen").mkdir()
    (home / "allen").chmod(0o1777)
    monkeypatch.setenv("XDG_CACHE_HOME", str(home / "allen"))
    assert cache_folder("talen") is None


def test_another_user_s_home_is_not_used(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: home.stat().st_uid + 1)
    assert cache_folder("talen") is None
    assert not (home / ".cache" / "drempel").exists()


def test_a_home_that_does_not_exist_is_not_made(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(home / "nergens"))
    assert cache_folder("talen") is None
    assert not list(home.iterdir())


def test_a_file_in_its_place_is_left_alone(home: Path) -> None:
    (home / ".cache").write_text("van een ander programma", encoding="utf-8")
    assert cache_folder("talen") is None


def test_a_link_to_a_cache_elsewhere_is_followed_to_what_it_is(home: Path) -> None:
    (home / "schijf").mkdir(mode=0o700)
    (home / ".cache").symlink_to(home / "schijf")
    assert cache_folder("talen") == home / "schijf" / "drempel" / "talen"


def test_a_link_in_place_of_our_folder_is_not_followed(home: Path) -> None:
    (home / "elders").mkdir(mode=0o700)
    (home / ".cache").mkdir(mode=0o700)
    (home / ".cache" / "drempel").symlink_to(home / "elders")
    assert cache_folder("talen") is None


def test_what_is_kept_is_read_back(tmp_path: Path) -> None:
    assert kept(tmp_path, "model", b"1") is None
    keep(tmp_path, "model", b"1", b"inhoud")
    assert bytes(kept(tmp_path, "model", b"1") or b"") == b"inhoud"
    assert [each.name for each in tmp_path.iterdir()] == ["model"]
    assert _mode(tmp_path / "model") == 0o600


def test_what_was_made_of_something_else_is_not_read(tmp_path: Path) -> None:
    keep(tmp_path, "model", b"1", b"inhoud")
    assert kept(tmp_path, "model", b"2") is None
    keep(tmp_path, "model", b"2", b"andere inhoud")
    assert bytes(kept(tmp_path, "model", b"2") or b"") == b"andere inhoud"
    assert kept(tmp_path, "model", b"1") is None


def test_nothing_is_kept_where_there_is_no_folder(tmp_path: Path) -> None:
    keep(None, "model", b"1", b"inhoud")
    assert kept(None, "model", b"1") is None
    keep(tmp_path / "nergens", "model", b"1", b"inhoud")
    assert kept(tmp_path / "nergens", "model", b"1") is None


@pytest.mark.parametrize("length", [0, 1, 31, 32, 33, 37])
def test_what_was_cut_off_is_not_read(tmp_path: Path, length: int) -> None:
    keep(tmp_path, "model", b"1", b"inhoud")
    whole = (tmp_path / "model").read_bytes()
    (tmp_path / "model").write_bytes(whole[:length])
    assert kept(tmp_path, "model", b"1") is None


def test_what_has_one_other_bit_is_not_read(tmp_path: Path) -> None:
    keep(tmp_path, "model", b"1", b"inhoud")
    whole = (tmp_path / "model").read_bytes()
    for at in range(len(whole)):
        (tmp_path / "model").write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert kept(tmp_path, "model", b"1") is None


def test_a_full_disk_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(tmp_path, "model", b"1", b"inhoud")
    opened = os.fdopen

    def full(handle: int, mode: str) -> IO[Any]:
        opened(handle, mode).close()
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fdopen", full)
    keep(tmp_path, "model", b"2", b"andere inhoud")
    assert bytes(kept(tmp_path, "model", b"1") or b"") == b"inhoud"
    assert [each.name for each in tmp_path.iterdir()] == ["model"]


def _keep_often(folder: Path, letter: str) -> int:
    """Write and read by turns; return how often something else came back than any process had kept."""
    wrong = 0
    for _ in range(100):
        keep(folder, "model", b"1", letter.encode() * 100_000)
        found = kept(folder, "model", b"1")
        wrong += found is None or len(set(found)) != 1 or len(found) != 100_000
    return wrong


def test_several_processes_do_not_get_in_each_other_s_way(tmp_path: Path) -> None:
    with get_context("spawn").Pool(2) as pool:
        assert pool.starmap(_keep_often, [(tmp_path, "a"), (tmp_path, "b")]) == [0, 0]
    assert [each.name for each in tmp_path.iterdir()] == ["model"]
