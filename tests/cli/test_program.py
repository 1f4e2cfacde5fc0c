"""The command line as a whole: help, complaints, language, and the promise of a quick `--help`."""

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import click
import pytest

from drempel.cli import main
from drempel.cli.program import Command, Exit
from drempel.errors import DrempelError, SettingsError, SetupError, UnknownName
from drempel.i18n import catalogue
from tests.cli.conftest import FakeApp, Run
from tests.pace import in_time

ROOT = Path(__file__).parents[2]
SPEAKERS = [*sorted((ROOT / "drempel/cli").glob("*.py")), ROOT / "drempel/doctor.py", ROOT / "demo/run.py"]
NL = catalogue("nl")


def commands(group: click.Group = main, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))
        else:
            yield (*path, name)


def command_at(path: tuple[str, ...]) -> Command:
    found: click.Command = main
    for name in path:
        assert isinstance(found, click.Group)
        found = found.commands[name]
    assert isinstance(found, Command)
    return found


EVERY_COMMAND = pytest.mark.parametrize("path", list(commands()), ids=" ".join)


# Help


def test_commands_are_those_that_we_promise() -> None:
    assert set(commands()) == {
        ("scan",), ("nightly",), ("report",), ("compare",), ("channels",), ("check",), ("read",),
        ("statement",), ("toets",), ("counter",), ("checks",),
        ("waive",), ("confirm",), ("false-alarm",), ("recheck",),
        ("explain",), ("doctor",),
        ("config", "show"),
        ("db", "upgrade"), ("db", "check"), ("db", "export"), ("db", "import"), ("db", "prune"),
    }  # fmt: skip


def test_help_is_dutch_and_lists_all(run: Run) -> None:
    out = run("--help").out
    assert out.startswith("Gebruik: ")
    for word in ("Opties:", "Opdrachten:", "scan", "check", "doctor"):
        assert word in out
    assert "Show this message" not in out


@EVERY_COMMAND
def test_help_of_each_command_is_dutch_with_one_real_example(path: tuple[str, ...], run: Run) -> None:
    done = run(*path, "--help")
    assert done.code == 0
    assert "Voorbeeld:\n" in done.out
    example = command_at(path).example
    assert example in done.out
    words = example.split()
    assert words[0] == "drempel"
    assert tuple(words[1 : 1 + len(path)]) == path
    # Every option in the example exists.
    command_at(path).make_context(path[-1], words[1 + len(path) :])


@EVERY_COMMAND
def test_every_command_has_the_shared_options(path: tuple[str, ...]) -> None:
    options = {name for param in command_at(path).params for name in param.opts}
    assert {"--config", "--language", "--quiet", "--verbose"} <= options


def test_a_bare_url_cannot_be_let_into_a_private_network() -> None:
    assert "--allow-private" not in {name for param in command_at(("scan",)).params for name in param.opts}


@pytest.mark.parametrize(
    "arguments", [["--language", "en", "scan", "--help"], ["scan", "--help", "--language=en"]]
)
def test_help_in_english(arguments: list[str], run: Run) -> None:
    assert "Scan websites and write a report." in run(*arguments).out


def test_language_of_the_settings_holds_until_another_is_asked(run: Run, fake: FakeApp, folder: Path) -> None:
    (folder / "config.toml").write_text('[report]\nlanguage = "en"\n')
    assert "rules of axe-core" in run("checks").out
    assert "regels van axe-core" in run("checks", "--language", "nl").out


def test_version(run: Run) -> None:
    from drempel import __version__

    assert run("--version").out == f"drempel {__version__}\n"


# Complaints


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["scna"], "De opdracht “scna” bestaat niet. Bedoelt u "),
        (
            ["xyzzy"],
            "Kies uit: scan, nightly, report, compare, channels, check, read, statement, toets, counter, "
            "checks, explain, waive, confirm, false-alarm, recheck, doctor, config, db.",
        ),
        (["config", "shwo"], "config show?"),
        (["scan", "--max-page", "3"], "De optie “--max-page” bestaat niet. Bedoelt u --max-pages?"),
        (["scan", "--xyzzy"], "--help"),
        (["scan", "--depth"], "--depth vraagt een waarde"),
        (["report", "te", "veel"], "“te veel” hoort hier niet."),
        (["explain"], "ID ontbreekt."),
        (["config"], "--help"),
        (["checks", "--language", "xx"], "Kies uit: nl, en, fr."),
        (["checks", "--config", "weg.toml"], "weg.toml: dit bestand bestaat niet.\nVerbeter de naam"),
        (["checks", "--format", "yaml"], "De waarde van --format klopt niet. Kies uit: text, json."),
    ],
)
def test_wrong_use_says_what_and_what_next(arguments: list[str], told: str, run: Run, fake: FakeApp) -> None:
    done = run(*arguments)
    assert done.code == Exit.WRONG
    assert told in done.err
    assert done.out == ""


def test_without_a_command_the_help(run: Run) -> None:
    done = run()
    assert done.code == Exit.WRONG
    assert "Opdrachten:" in done.err


def test_an_error_of_our_own_says_so_and_is_code_2(run: Run, fake: FakeApp) -> None:
    fake.error = ZeroDivisionError("x")
    done = run("report")
    assert done.code == Exit.WRONG
    assert "ZeroDivisionError" in done.err
    assert "Dit is een fout in Drempel zelf." in done.err


def test_ctrl_c_between_things_is_code_130(run: Run, fake: FakeApp) -> None:
    fake.error = KeyboardInterrupt()  # type: ignore[assignment]
    assert run("report").code == Exit.INTERRUPTED


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (
            SetupError("No browser. Install one."),
            "Op deze computer ontbreekt iets.\nNo browser. Install one.\n",
        ),
        (UnknownName("There is no scan {01J}."), "There is no scan {01J}.\n"),
        (SettingsError("is used twice."), "komt twee keer voor.\n"),
        (DrempelError("misses the key {key}.", key="x"), "mist de sleutel x.\n"),
    ],
)
def test_errors_are_said_in_dutch_as_far_as_possible(
    error: DrempelError, told: str, run: Run, fake: FakeApp
) -> None:
    fake.error = error
    assert run("report").err == told


# Dutch is complete


def sentences() -> Iterator[tuple[str, str, str]]:
    """Yield file, message and its plural (or empty) of everything that the commands say."""
    for path in SPEAKERS:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            texts = [arg.value for arg in node.args if isinstance(arg, ast.Constant)]
            if name in {"say", "N_"} and len(texts) == 1:
                yield path.name, str(texts[0]), ""
            elif name == "count" and len(texts) == 2:
                yield path.name, str(texts[0]), str(texts[1])


def test_there_are_sentences() -> None:
    assert len(list(sentences())) > 100


@pytest.mark.parametrize(("file", "text", "plural"), sorted(set(sentences())))
def test_every_sentence_of_the_commands_has_dutch(file: str, text: str, plural: str) -> None:
    assert NL.has(text, "cli"), f"cli.po lacks: {text}"
    for form in NL.messages()["cli", text]:
        assert placeholders(form) == placeholders(text)
    assert (len(NL.messages()["cli", text]) == 2) == bool(plural)


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_dutch_has_no_sentence_that_nobody_says() -> None:
    said = {text for _, text, _ in sentences()} | {
        "Show this message and exit.", "[OPTIONS]", "COMMAND [ARGS]...", "[URL|FILE|FOLDER|-]...",
    }  # fmt: skip
    assert {text for context, text in NL.messages() if context == "cli"} == said


ERRORS = {"DrempelError", "UsageError", "UnknownName", "SetupError", "StorageError", "SettingsError"}
PACKAGES = ("checks", "crawler", "drempel", "readability", "reports", "storage")
TELLS_ERRORS = re.compile(rf"\b(?:{'|'.join(sorted(ERRORS))})\(")
DRIVER = " ({detail})"
"""What `storage.engine` puts behind its sentences: the driver's own words."""


def sources() -> Iterator[tuple[Path, str]]:
    """Yield path and text of every module beside the commands."""
    for package in PACKAGES:
        for path in (ROOT / package).rglob("*.py"):
            if path.parent.name != "cli":
                yield path, path.read_text("utf-8")


def error_sentences() -> Iterator[str]:
    """Yield the messages of errors that are raised with a message, not with a ready-made text."""
    for path, source in sources():
        # Every process that runs tests collects all of them: only modules with errors are worth parsing.
        if path.name != "engine.py" and not TELLS_ERRORS.search(source):
            continue
        for node in ast.walk(ast.parse(source)):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in ERRORS
                and node.args
            ):
                first = node.args[0]
                for text in (first.body, first.orelse) if isinstance(first, ast.IfExp) else (first,):
                    if isinstance(text, ast.Constant):
                        yield str(text.value)
            elif (
                isinstance(node, ast.Constant)
                and path.name == "engine.py"
                and "{database}" in str(node.value)
            ):
                yield f"{node.value}{DRIVER}"


def test_there_are_errors() -> None:
    assert len(list(error_sentences())) > 30


@pytest.mark.parametrize("text", sorted(set(error_sentences())))
def test_every_error_has_dutch(text: str) -> None:
    assert NL.has(text, "error"), f"cli.po lacks: {text}"
    assert placeholders(NL.messages()["error", text][0]) == placeholders(text)


def test_dutch_has_no_error_that_does_not_exist() -> None:
    written = {
        str(node.value)
        for _, source in sources()
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    for context, text in NL.messages():
        if context == "error":
            assert text.removesuffix(DRIVER) in written or text in written, text


# Speed

LIGHT = """
import sys
from drempel.cli import main
code = main.main(["--help"], standalone_mode=False)
heavy = {"pydantic", "pydantic_settings", "playwright", "sqlalchemy", "rich", "lxml", "httpx", "jinja2",
         "asyncio", "structlog", "drempel.app", "drempel.settings", "drempel.model.finding"}
heavy &= set(sys.modules)
sys.exit(f"loaded for nothing: {heavy}" if heavy else code)
"""

TIMED = """
import resource, subprocess, sys
subprocess.run([sys.executable, "-c", "from drempel.cli import main; main()", "--help"], check=True,
               stdout=subprocess.DEVNULL)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime)
"""


def test_help_loads_nothing_heavy() -> None:
    done = subprocess.run(
        [sys.executable, "-c", LIGHT], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="no resource module")
def test_help_takes_less_than_a_quarter_of_a_second() -> None:
    # CPU seconds: the clock on the wall also counts what else the machine does. On a busy machine they grow
    # too, so each try is held against the pace of its own moment, and the best of some counts. As for a user,
    # Python keeps what it compiled; the first try may still have to compile.
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}

    def is_quick() -> bool:
        done = subprocess.run(
            [sys.executable, "-c", TIMED], cwd=ROOT, env=kept, capture_output=True, text=True, check=True
        )
        return in_time(float(done.stdout), 0.25)

    assert any(is_quick() for _ in range(8))


def test_a_reader_who_has_seen_enough_is_no_error() -> None:
    program = "from drempel.cli import main; main()"
    checks = subprocess.Popen(
        [sys.executable, "-c", program, "checks"], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert checks.stdout is not None
    assert checks.stderr is not None
    checks.stdout.close()
    assert checks.stderr.read() == b""
    checks.stderr.close()
    assert checks.wait() == 0
