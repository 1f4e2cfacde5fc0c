"""A throw-away PostgreSQL server for tests: started once, when a test first asks for it.

Fixture `postgres` gives the server, `postgres_url` the URL of a new empty database. Use it with
`@pytest.mark.postgres`. Where PostgreSQL's server programs are missing such tests are skipped, and fail
when the environment variable `CI` is set. Register it as a plugin, or import the fixtures.
"""

import atexit
import itertools
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

START_TIMEOUT_S = 30.0
USER = "drempel"
SETTINGS = """
listen_addresses = ''
unix_socket_directories = '{folder}'
fsync = off
synchronous_commit = off
full_page_writes = off
autovacuum = off
"""


@dataclass(frozen=True)
class Postgres:
    """A server of its own on a socket in a temporary folder, without fsync: fast, and gone at the end."""

    folder: Path
    _numbers: Iterator[int] = field(default_factory=itertools.count)

    def url(self, database: str) -> str:
        """Return the URL of a database on this server."""
        return f"postgresql+psycopg://{USER}@/{database}?host={self.folder}"

    def create(self, template: str = "template0", name: str = "") -> str:
        """Create a database, as a copy of another when `template` is given, and return its name."""
        name = name or f"test_{next(self._numbers)}"
        self.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template))
        )
        return name

    def drop(self, name: str) -> None:
        """Drop a database, also when it is still in use."""
        self.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def execute(self, statement: sql.Composed) -> None:
        """Run a statement on the server's own database."""
        with psycopg.connect(host=str(self.folder), user=USER, dbname="postgres", autocommit=True) as server:
            server.execute(statement)


@pytest.fixture(scope="session")
def postgres() -> Postgres:
    """Return the server that all tests of this session share."""
    programs = find_programs()
    if programs is None:
        reason = "PostgreSQL's server programs (initdb, postgres) are not on this machine"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return started(programs)


@pytest.fixture
def postgres_url(postgres: Postgres) -> Iterator[str]:
    """Give the URL of a new database without tables; it is dropped after the test."""
    name = postgres.create()
    yield postgres.url(name)
    postgres.drop(name)


@cache
def find_programs() -> Path | None:
    """Return the folder with `initdb` and `postgres`, the newest version first; `None` when there is none."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: _number(p.parent.name))[::-1]
    told = shutil.which("pg_config")
    asked = [Path(subprocess.check_output([told, "--bindir"], text=True).strip())] if told else []
    on_path = [Path(program).parent for program in [shutil.which("initdb")] if program]
    return next(
        (
            folder
            for folder in (*debian, *asked, *on_path)
            if (folder / "initdb").exists() and (folder / "postgres").exists()
        ),
        None,
    )


def _number(version: str) -> float:
    return float(version) if version.replace(".", "", 1).isdigit() else 0


@cache
def started(programs: Path) -> Postgres:
    """Start a server and return it when it answers; it ends with this process."""
    folder = Path(tempfile.mkdtemp(prefix="drempel-pg-"))
    data, log = folder / "data", folder / "log"
    user = _server_user()
    if user is not None:
        os.chown(folder, user.pw_uid, user.pw_gid)

    def run(*command: str | Path) -> None:
        with log.open("ab") as output:
            subprocess.run(
                command,
                cwd=folder,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                check=True,
                timeout=START_TIMEOUT_S,
                env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8"},
                user=user and user.pw_uid,
                group=user and user.pw_gid,
                extra_groups=[] if user else None,
            )

    def stop() -> None:
        with suppress(subprocess.SubprocessError):
            run(programs / "pg_ctl", "stop", "--pgdata", data, "--mode", "immediate")
        shutil.rmtree(folder, ignore_errors=True)

    atexit.register(stop)
    try:
        run(
            programs / "initdb",
            "--pgdata",
            data,
            "--username",
            USER,
            "--auth",
            "trust",
            "--encoding",
            "UTF8",
            "--locale",
            "C.UTF-8",
            "--no-sync",
            "--no-instructions",
        )
        with (data / "postgresql.conf").open("a") as settings:
            settings.write(SETTINGS.format(folder=folder))
        run(programs / "pg_ctl", "start", "--wait", "--pgdata", data, "--log", folder / "server.log")
    except subprocess.SubprocessError as error:
        pytest.fail(f"PostgreSQL did not start: {error}\n{log.read_text()}")
    return Postgres(folder)


def _server_user() -> pwd.struct_passwd | None:
    """Return who runs the server: PostgreSQL refuses root, so then another user; else `None`."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    pytest.fail("PostgreSQL cannot run as root, and there is no user `postgres` or `nobody`")
