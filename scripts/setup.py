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
    wanted = [environment_id(), digest((ROOT / "pyproject.toml").read_bytes())]
    done = STAMP.read_text(encoding="utf-8").split() if STAMP.exists() else []
    if done == wanted:
        return
    if done[:1] != wanted[:1]:
        make_environment()
        install_packages()
    install_checkout()
    find_browser()
    STAMP.write_text("\n".join(wanted) + "\n", encoding="utf-8")


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
        "Python {}.{} or newer is needed; this is {}.{}. Install it (Debian: apt-get install python3), "
        "or name it: make PYTHON3=/path/to/python3".format(*MIN_PYTHON, *sys.version_info[:2])
    )


def environment_id():
    """Return what the environment is made of, as a hash: it is made anew when something of it changes."""
    return digest(sys.version.encode(), str(ROOT).encode(), LOCK.read_bytes(), Path(__file__).read_bytes())


def digest(*parts):
    """Return the SHA-256 of some bytes."""
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def python():
    """Return the Python of the environment."""
    windows = VENV / "Scripts" / "python.exe"
    return str(windows if windows.exists() else VENV / "bin" / "python")


def make_environment():
    """Make an empty environment in place of what was there."""
    say("Making .venv with Python {}.{}".format(*sys.version_info[:2]))
    try:
        venv.EnvBuilder(clear=True, with_pip=True, symlinks=os.name != "nt").create(VENV)
    except (subprocess.CalledProcessError, OSError):
        # Debian splits venv off into a package of its own.
        package = "python{}.{}-venv".format(*sys.version_info[:2])
        if not apt_install(package, "python3-venv"):
            fail(f"Python cannot make an environment here. Debian: sudo apt-get install {package}")
        venv.EnvBuilder(clear=True, with_pip=True, symlinks=os.name != "nt").create(VENV)


def install_packages():
    """Install the packages of the lock file; each must have the hash that stands there."""
    say("Installing packages (a minute or two)")
    pip(
        "--require-hashes",
        "--requirement",
        str(LOCK),
        complaint="Packages could not be installed. Check the network and the proxy, then try again.",
    )


def install_checkout():
    """Install this checkout itself in editable form."""
    pip(
        "--no-deps",
        "--no-build-isolation",
        "--editable",
        str(ROOT),
        complaint="Drempel itself could not be installed. `make clean` and the same command again may help.",
    )


def pip(*arguments, complaint):
    """Install with pip; end with a complaint when that fails."""
    command = [python(), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *arguments]
    if subprocess.call(command, cwd=str(ROOT)) != 0:
        fail(complaint)


def find_browser():
    """See to it that a browser starts: one that is there, else Playwright's, else Debian's."""
    if browser_starts():
        return
    say("No browser found; Playwright fetches one")
    try:
        subprocess.run(
            [python(), "-m", "playwright", "install", "chromium"],
            check=True,
            cwd=str(ROOT),
            timeout=PLAYWRIGHT_TIMEOUT_S,
            stdout=subprocess.DEVNULL,
        )
    except (OSError, subprocess.SubprocessError):
        say("That did not work")
    # Debian's package also brings the libraries and a font without which Playwright's does not start.
    if browser_starts() or (apt_install("chromium", "fonts-dejavu-core") and browser_starts()):
        return
    fail(BROWSER_HELP)


def browser_starts():
    """Tell whether Drempel finds a browser that shows a page."""
    ask = (
        "import sys; from crawler.browser.discover import find_browser; "
        "from drempel.doctor import browser_version; sys.exit(not browser_version(find_browser()))"
    )
    return subprocess.call([python(), "-c", ask], cwd=str(ROOT), stderr=subprocess.DEVNULL) == 0


def apt_install(*packages):
    """Install Debian packages where this user may; return whether that worked."""
    if not shutil.which("apt-get") or not hasattr(os, "geteuid") or os.geteuid() != 0:
        return False
    say("Installing " + ", ".join(packages) + " with apt-get")
    environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    quiet = {"env": environment, "stdout": subprocess.DEVNULL}
    subprocess.call(["apt-get", "update", "-qq"], **quiet)
    command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    return subprocess.call(command, **quiet) == 0


def say(text):
    """Tell what is being done, on stderr."""
    sys.stderr.write(text + " …\n")


def fail(text):
    """End with a message and exit code 2."""
    sys.stderr.write(text + "\n")
    sys.exit(2)


if __name__ == "__main__":
    main()
