"""What this machine has and what it lacks, for `drempel doctor`.

Each row says what was looked at, whether it is good, and what to do when it is not. Nothing is changed;
a browser is started once and ended again.
"""

import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import drempel
from crawler.axe_source import find_axe
from crawler.browser.discover import find_browser, launch_flags
from drempel.errors import DrempelError
from drempel.settings import Settings, without_password
from reports.paper.faces import font_files
from storage import revision

MIN_PYTHON = (3, 11)
START_TIMEOUT_S = 60.0
"""Seconds within which a browser shows an empty page, also on a slow disk."""

OWN_PACKAGES = ("checks", "crawler", "readability", "reports", "storage")
PROXY_VARIABLES = ("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY", "https_proxy", "http_proxy", "all_proxy")
CERTIFICATE_VARIABLES = ("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "NODE_EXTRA_CA_CERTS")

Say = Callable[..., str]
"""Gives a sentence, by its English message and parameters, in the reader's language."""


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that was looked at. `ok` is `None` for what is good or bad depending on what you want."""

    label: str
    ok: bool | None
    detail: str
    advice: str = ""


def doctor(settings: Settings, say: Say, explained: Callable[[DrempelError], str] = str) -> list[Row]:
    """Return what was found, in the words of `say`; `explained` words the errors of others."""
    return list(_Examination(settings, say, explained).rows())


def browser_version(executable: str) -> str:
    """Start a browser, let it show an empty page, and return its version; empty when it does not work."""
    with tempfile.TemporaryDirectory(prefix="drempel-", ignore_cleanup_errors=True) as profile:
        flags = (*launch_flags(), "--headless=new", f"--user-data-dir={profile}")
        page = _output(executable, *flags, "--dump-dom", "data:text/html,<title>drempel</title>")
    if "drempel" not in page:
        return ""
    # Chrome for Windows opens a window instead of telling its version.
    return _output(executable, "--version") if sys.platform != "win32" else Path(executable).name


class _Examination:
    def __init__(self, settings: Settings, say: Say, explained: Callable[[DrempelError], str]) -> None:
        self.settings, self.say, self.explained = settings, say, explained

    def rows(self) -> Iterator[Row]:
        yield self.python()
        yield self.packages()
        yield self.browser()
        yield self.playwright()
        yield self.selenium()
        yield self.axe()
        yield self.database()
        yield self.report_folder()
        yield from self.fonts()
        yield self.typeface()
        yield from self.network()
        yield self.contact()

    def python(self) -> Row:
        found = ".".join(map(str, sys.version_info[:3]))
        is_new = sys.version_info >= MIN_PYTHON
        return Row(
            self.say("Python"),
            is_new,
            f"{found} ({sys.executable})",
            ""
            if is_new
            else self.say("Install Python {version} or newer.", version=".".join(map(str, MIN_PYTHON))),
        )

    def packages(self) -> Row:
        home = Path(drempel.__file__).resolve().parent.parent
        for name in OWN_PACKAGES:
            spec = importlib.util.find_spec(name)
            found = Path(spec.origin).resolve().parent.parent if spec and spec.origin else None
            if found != home:
                return Row(
                    self.say("Installation"),
                    False,
                    self.say("the package {name} comes from {place}", name=name, place=found),
                    self.say("Install Drempel in an environment of its own, with pipx or `make setup`."),
                )
        return Row(self.say("Installation"), True, f"drempel {drempel.__version__} ({home})")

    def browser(self) -> Row:
        label = self.say("Browser")
        try:
            path = find_browser(self.settings.browser.path)
        except DrempelError as error:
            return self.failed(label, error)
        if version := browser_version(path):
            return Row(label, True, f"{version} ({path})")
        return Row(
            label,
            False,
            self.say("{path} does not start", path=path),
            self.say(
                "Run it by hand to see why. On Debian this installs what it needs: apt-get install chromium"
            ),
        )

    def playwright(self) -> Row:
        # Its driver is a program of its own; `import` alone does not tell whether that runs here.
        version = _output(sys.executable, "-m", "playwright", "--version")
        if version:
            return Row("Playwright", True, version.removeprefix("Version "))
        is_needed = self.settings.browser.backend == "playwright"
        return Row(
            "Playwright",
            False if is_needed else None,
            self.say("its driver does not run"),
            self.say("Run: pip install --force-reinstall playwright"),
        )

    def selenium(self) -> Row:
        is_needed = self.settings.browser.backend == "selenium"
        if importlib.util.find_spec("selenium") is None:
            return Row(
                "Selenium",
                False if is_needed else None,
                self.say("is not installed"),
                self.say(
                    "Only needed with [browser] backend = \"selenium\": pip install 'drempel[selenium]'"
                ),
            )
        if grid := self.settings.browser.selenium_url:
            return Row("Selenium", True, without_password(grid))
        if driver := shutil.which("chromedriver"):
            return Row("Selenium", True, driver)
        return Row(
            "Selenium",
            False if is_needed else None,
            self.say("chromedriver was not found"),
            self.say(
                'Only needed with [browser] backend = "selenium". On Debian: apt-get install chromium-driver'
            ),
        )

    def axe(self) -> Row:
        try:
            found = find_axe(self.settings.browser.axe_path)
        except DrempelError as error:
            return self.failed("axe-core", error)
        return Row("axe-core", True, f"{found.version} ({found.path}, SHA-256 {found.sha256[:12]}…)")

    def database(self) -> Row:
        label, url = self.say("Database"), self.settings.storage.url
        shown = without_password(url)
        if url.startswith("sqlite:///") and not (file := Path(url.removeprefix("sqlite:///"))).exists():
            is_writable = _can_write(file.parent)
            return Row(
                label,
                is_writable,
                self.say("{url} is made by the first scan", url=shown),
                ""
                if is_writable
                else self.say("This user may not write in {folder}.", folder=file.parent.resolve()),
            )
        try:
            found = revision.current(url)
        except DrempelError as error:
            return self.failed(label, error)
        if found is None:
            return Row(label, True, self.say("{url} is empty; the first scan fills it", url=shown))
        if found == revision.head():
            return Row(label, True, f"{shown} ({found})")
        return Row(
            label,
            False,
            self.say(
                "{url} has another form ({found}) than this version needs ({head})",
                url=shown,
                found=found,
                head=revision.head(),
            ),
            self.say("Run: drempel db upgrade. If that refuses, install the newest Drempel."),
        )

    def report_folder(self) -> Row:
        folder = self.settings.report.folder
        if _can_write(folder):
            return Row(self.say("Folder for reports"), True, str(folder.resolve()))
        return Row(
            self.say("Folder for reports"),
            False,
            self.say("this user may not write in {folder}", folder=folder.resolve()),
            self.say("Give another folder: --output, or folder under [report] in config.toml."),
        )

    def fonts(self) -> Iterator[Row]:
        if not sys.platform.startswith("linux"):
            return
        listed = _output("fc-list", ":", "family")
        number = len(set(listed.splitlines()))
        yield Row(
            self.say("Fonts"),
            bool(number) or None,
            self.say("{n} families", n=number) if number else self.say("none were found"),
            ""
            if number
            else self.say(
                "Without fonts sizes and contrast are not what people see. On Debian: "
                "apt-get install fonts-dejavu-core"
            ),
        )

    def typeface(self) -> Row:
        """Tell whether there is a typeface for reports on paper; all other formats can do without."""
        found = font_files()
        if found is None:
            detail, advice = (
                self.say("none were found"),
                self.say(
                    "Without it there is no report as PDF. On Debian: apt-get install fonts-dejavu-core"
                ),
            )
            return Row(self.say("Typeface for PDF"), None, detail, advice)
        return Row(self.say("Typeface for PDF"), True, str(found[0]))

    def network(self) -> Iterator[Row]:
        if proxies := [name for name in PROXY_VARIABLES if os.environ.get(name)]:
            yield Row(
                "Proxy",
                None,
                self.say("{names} is set, and Drempel does not use it", names=", ".join(proxies)),
                self.say(
                    "Drempel connects by itself, so that it can refuse private addresses. "
                    "Where the network allows only a proxy, sites outside it cannot be reached."
                ),
            )
        for name in CERTIFICATE_VARIABLES:
            file = os.environ.get(name)
            if file and not Path(file).exists():
                yield Row(
                    self.say("Certificates"),
                    False,
                    f"{name}={file}",
                    self.say("This file does not exist. Correct the variable, or remove it."),
                )

    def contact(self) -> Row:
        label = self.say("Contact")
        if contact := self.settings.crawler.user_agent_contact:
            return Row(label, True, contact)
        return Row(
            label,
            None,
            self.say("site owners cannot see who scans"),
            self.say(
                "Set user_agent_contact under [crawler] in config.toml. "
                "Above 50 pages of a public site it is needed."
            ),
        )

    def failed(self, label: str, error: DrempelError) -> Row:
        # Errors say what happened in their first sentence, and then what to do.
        told = self.explained(error)
        detail, _, advice = told.partition("\n" if "\n" in told else ". ")
        return Row(label, False, detail, advice)


def _output(*command: str) -> str:
    """Return what a program writes to stdout; empty when it is not there, fails or hangs."""
    with suppress(OSError, subprocess.TimeoutExpired, UnicodeDecodeError):
        done = subprocess.run(
            command,
            capture_output=True,
            timeout=START_TIMEOUT_S,
            check=False,
            encoding="utf-8",
            stdin=subprocess.DEVNULL,
        )
        return done.stdout.strip() if done.returncode == 0 else ""
    return ""


def _can_write(folder: Path) -> bool:
    """Tell whether a folder, or the nearest one above it that exists, takes a new file."""
    nearest = next(
        (place for place in (folder.resolve(), *folder.resolve().parents) if place.exists()), folder
    )
    try:
        with tempfile.TemporaryFile(dir=nearest):
            return True
    except OSError:
        return False
