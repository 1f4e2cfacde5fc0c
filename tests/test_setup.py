"""Setting up a checkout: done once, and only again when something of it changed."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).parents[1] / "scripts" / "setup.py"


@pytest.fixture
def setup(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Load the script for a checkout in an empty folder, with what it does replaced by notes."""
    spec = importlib.util.spec_from_file_location("drempel_setup", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "LOCK", tmp_path / "requirements.lock")
    monkeypatch.setattr(module, "STAMP", tmp_path / "stamp")
    (tmp_path / "requirements.lock").write_text("a==1\n")
    (tmp_path / "pyproject.toml").write_text("[project]\n")
    module.done = []
    for step in ("make_environment", "install_packages", "install_checkout", "find_browser"):
        monkeypatch.setattr(module, step, lambda step=step: module.done.append(step))
    return module


ALL = ["make_environment", "install_packages", "install_checkout", "find_browser"]


def test_the_second_time_there_is_nothing_to_do(setup: ModuleType) -> None:
    setup.main()
    assert setup.done == ALL
    setup.done.clear()
    setup.main()
    assert setup.done == []


def test_a_new_lock_makes_a_new_environment(setup: ModuleType) -> None:
    setup.main()
    setup.done.clear()
    setup.LOCK.write_text("a==2\n")
    setup.main()
    assert setup.done == ALL


def test_a_changed_project_file_only_installs_the_checkout_again(setup: ModuleType) -> None:
    setup.main()
    setup.done.clear()
    (setup.ROOT / "pyproject.toml").write_text("[project]\nx = 1\n")
    setup.main()
    assert setup.done == ["install_checkout", "find_browser"]


def test_a_step_that_failed_is_done_again(setup: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(setup, "find_browser", lambda: setup.fail("no browser"))
        with pytest.raises(SystemExit) as ended:
            setup.main()
    assert ended.value.code == 2
    setup.done.clear()
    setup.main()
    assert setup.done == ALL


def test_without_a_new_python_it_says_what_to_do(
    setup: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(setup, "MIN_PYTHON", (99, 0))
    monkeypatch.setattr(setup.shutil, "which", lambda _: None)
    with pytest.raises(SystemExit) as ended:
        setup.main()
    assert ended.value.code == 2
    assert "make PYTHON3=" in capsys.readouterr().err
    assert setup.done == []


def test_a_newer_python_on_the_path_takes_over(setup: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    class Replaced(Exception):
        pass

    def replace(file: str, arguments: list[str]) -> None:
        assert file == arguments[0] == sys.executable
        raise Replaced

    monkeypatch.setattr(setup, "MIN_PYTHON", (99, 0))
    monkeypatch.setattr(setup.shutil, "which", lambda _: sys.executable)
    monkeypatch.setattr(setup.os, "execv", replace)
    with pytest.raises(Replaced):
        setup.main()


def test_the_environment_depends_on_what_it_is_made_of(setup: ModuleType) -> None:
    one = setup.environment_id()
    assert setup.environment_id() == one
    setup.LOCK.write_text("b==1\n")
    assert setup.environment_id() != one
