"""What makes a machine run `drempel nightly` every night: two units for systemd, or one line for cron."""

import os
import shlex
import shutil
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from drempel.cli.words import say

if TYPE_CHECKING:
    from drempel.settings import Settings

DEFAULT_BEGIN = "22:00"
"""When a night begins where no window is set."""

LOG = "nightly.log"
"""Where cron leaves the lines; systemd has a journal."""

CLOSE_S = 300
"""What systemd gives a night that is stopped to store what is open and write reports."""


def install_hint(settings: "Settings", config: Path | None) -> str:
    """Return both, with the paths of this machine; nothing is installed.

    Neither has the environment of who asks: the variables that a night needs are named.
    """
    begin = (settings.nightly.window.replace("–", "-").partition("-")[0].strip() or DEFAULT_BEGIN).zfill(5)
    hour, _, minute = begin.partition(":")
    folder = Path.cwd()
    call = [*_program(), "nightly", "--quiet"]
    if config is not None:
        call += ["--config", str(config.resolve())]
    return "\n".join(
        (
            f"# {say('With systemd: put these in two files, then give the commands below them.')}",
            "",
            "# /etc/systemd/system/drempel-nightly.service",
            service(call, folder),
            "# /etc/systemd/system/drempel-nightly.timer",
            timer(begin),
            "# sudo systemctl daemon-reload",
            "# sudo systemctl enable --now drempel-nightly.timer",
            "",
            f"# {say('Or with cron: put this line in the table that `crontab -e` opens.')}",
            "",
            f"{int(minute)} {int(hour)} * * * cd {_for_cron([str(folder)])} && {_for_cron(call)} "
            f">> {LOG} 2>&1",
            *_variables(settings, os.environ),
            "",
        )
    )


def _variables(settings: "Settings", environment: Mapping[str, str]) -> Iterator[str]:
    """Yield what to do about the variables that the settings name, or that take their place here."""
    from drempel.settings import ENVIRONMENT

    notify = settings.notify
    named = {notify.smtp_login_env, notify.webhook_key_env}
    for site in (site for entity in settings.entity for site in entity.site):
        named |= {site.basic_auth_env, site.cookie_env, *site.header_env.values()}
    named |= {name for name in environment if name.upper().startswith(ENVIRONMENT)}
    if names := ", ".join(sorted(named - {""})):
        yield ""
        yield "# " + say(
            "These variables of the environment need a value then: {names}. For systemd write them in "
            "/etc/drempel.env, each on a line: NAME=value. For cron write such lines above this one.",
            names=names,
        )


def service(call: list[str], folder: Path) -> str:
    """Return the unit that runs one night; exit codes 1 and 3 are results, no failures."""
    return f"""\
[Unit]
Description=Drempel: nightly scan of websites
Wants=network-online.target
After=network-online.target

[Service]
Type=oneshot
WorkingDirectory={_for_systemd(str(folder))}
ExecStart={" ".join(_for_systemd(word, is_quoted=True) for word in call)}
EnvironmentFile=-/etc/drempel.env
SuccessExitStatus=1 3
TimeoutStartSec=infinity
TimeoutStopSec={CLOSE_S}
Nice=10
"""


def timer(begin: str) -> str:
    """Return the unit that starts it every night, also after a night in which the machine was off."""
    return f"""\
[Unit]
Description=Drempel: every night

[Timer]
OnCalendar=*-*-* {begin}:00 Europe/Brussels
Persistent=true

[Install]
WantedBy=timers.target
"""


def _program() -> list[str]:
    beside = Path(sys.executable).with_name("drempel")
    found = str(beside) if beside.exists() else shutil.which("drempel")
    return [found or "drempel"]


def _for_systemd(word: str, *, is_quoted: bool = False) -> str:
    """Return a word as it stands in a unit: `%` and `$` mean nothing, spaces do not end it."""
    text = word.replace("\\", "\\\\").replace("%", "%%") if is_quoted else word.replace("%", "%%")
    if not is_quoted:
        return text
    text = text.replace("$", "$$")
    return '"' + text.replace('"', '\\"') + '"' if any(char in text for char in " \t\"'") else text


def _for_cron(call: list[str]) -> str:
    """Return a command for a line of cron, in which `%` would end the line."""
    return " ".join(map(shlex.quote, call)).replace("%", "\\%")
