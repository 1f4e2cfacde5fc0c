"""Make this checkout ready: `.venv` with the locked packages, and a browser.

Run by `make`, with whatever Python 3 the machine has, so it uses the standard library only and no new
syntax. A stamp in `.venv` remembers what was installed: the second time it takes no time.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

MIN_PYTHON = (3, 11)
NEWEST_FIRST = ("python3.14", "python3.13", "python3.12", "python3.11")
ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / ".drempel-setup"
LOCK = ROOT / "requirements.lock"
PLAYWRIGHT_TIMEOUT_S = 600

BROWSER_HELP = """\
No browser was found, and none could be installed.

  Debian or Ubuntu:   sudo apt-get install chromium
  macOS or Windows:   install Chrome, Edge or Chromium
  anywhere:           .venv/bin/playwright install --with-deps chromium

Then run the same make command again. A browser in an unusual place goes in config.toml: [browser] path."""


def main():
    """Do what is missing."""
    use_new_python()
    if not STAMP.exists() or STAMP.read_text(encoding="utf-8") != wanted():
        make_environment()
        install()
        find_browser()
        STAMP.write_text(wanted(), encoding="utf-8")


def use_new_python():
    """Go on with a Python that is new enough; end with what to do when there is none."""
    if sys.version_info >= MIN_PYTHON:
        return
    for name in NEWEST_FIRST:
        found = shutil.which(name)
        # A version manager may have a `python3.12` that only says that it is not installed.
        if found and subprocess.call([found, "-c", ""], stderr=subprocess.DEVNULL) == 0:
            os.execv(found, [found, *sys.argv])
    fail(
        "Python {0}.{1} or newer is needed; this is {2}.{3}. Install it (Debian: apt-get install python3), "
        "or name it: make PYTHON3=/path/to/python3".format(*MIN_PYTHON, *sys.version_info[:2])
    )


def wanted():
    """Return what the environment is made of: it is made anew when one of these changes."""
    parts = [sys.version.encode(), str(ROOT).encode()]
    parts += [path.read_bytes() for path in (LOCK, ROOT / "pyproject.toml", Path(__file__))]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def python():
    """Return the Python of the environment."""
    windows = VENV / "Scripts" / "python.exe"
    return str(windows if windows.exists() else VENV / "bin" / "python")


def make_environment():
    """Make an empty environment in place of what was there."""
    say("Making .venv with Python {0}.{1}".format(*sys.version_info[:2]))
    try:
        venv.EnvBuilder(clear=True, with_pip=True, symlinks=os.name != "nt").create(VENV)
    except (subprocess.CalledProcessError, OSError):
        # Debian splits venv off into a package of its own.
        package = "python{0}.{1}-venv".format(*sys.version_info[:2])
        if not apt_install(package, "python3-venv"):
            fail(f"Python cannot make an environment here. Debian: sudo apt-get install {package}")
        venv.EnvBuilder(clear=True, with_pip=True, symlinks=os.name != "nt").create(VENV)


def install():
    """Install the locked packages, then this checkout itself in editable form."""
    say("Installing packages (a minute or two, the first time)")
    pip = [python(), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    run([*pip, "--require-hashes", "--requirement", str(LOCK)],
        "Packages could not be installed. Check the network and the proxy, then try again.")
    run([*pip, "--no-deps", "--no-build-isolation", "--editable", str(ROOT)],
        "Drempel itself could not be installed.")


def find_browser():
    """See to it that a browser starts: one that is there, else Playwright's, else Debian's."""
    if browser_starts():
        return
    say("No browser found; Playwright fetches one")
    try:
        subprocess.run([python(), "-m", "playwright", "install", "chromium"], check=True, cwd=str(ROOT),
                       timeout=PLAYWRIGHT_TIMEOUT_S, stdout=subprocess.DEVNULL)
    except (OSError, subprocess.SubprocessError):
        say("That did not work")
    # Debian's package also brings the libraries and a font without which Playwright's does not start.
    if browser_starts() or (apt_install("chromium", "fonts-dejavu-core") and browser_starts()):
        return
    fail(BROWSER_HELP)


def browser_starts():
    """Tell whether Drempel finds a browser that shows a page."""
    ask = ("import sys; from crawler.browser.discover import find_browser; "
           "from drempel.doctor import browser_version; sys.exit(not browser_version(find_browser()))")
    return subprocess.call([python(), "-c", ask], cwd=str(ROOT), stderr=subprocess.DEVNULL) == 0


def apt_install(*packages):
    """Install Debian packages where this user may; return whether that worked."""
    if not shutil.which("apt-get") or not hasattr(os, "geteuid") or os.geteuid() != 0:
        return False
    say("Installing " + ", ".join(packages) + " with apt-get")
    environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    quiet = {"env": environment, "stdout": subprocess.DEVNULL}
    subprocess.call(["apt-get", "update", "-qq"], **quiet)
    return subprocess.call(["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages], **quiet) == 0


def run(command, complaint):
    """Run a program; end with a complaint when it fails."""
    if subprocess.call(command, cwd=str(ROOT)) != 0:
        fail(complaint)


def say(text):
    """Tell what is being done, on stderr."""
    sys.stderr.write(text + " …\n")


def fail(text):
    """End with a message and exit code 2."""
    sys.stderr.write(text + "\n")
    sys.exit(2)


if __name__ == "__main__":
    main()
