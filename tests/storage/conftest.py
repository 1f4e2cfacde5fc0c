"""Databases for the tests of this folder: each test runs on SQLite and on PostgreSQL.

The tables are made once; a test gets a copy.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage import Store
from tests.postgres import Postgres, postgres, postgres_url
from tests.storage.samples import Clock

__all__ = ["postgres", "postgres_url"]

BOTH = ("sqlite", pytest.param("postgresql", marks=pytest.mark.postgres))


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a file that holds all tables."""
    file = tmp_path_factory.mktemp("template") / "drempel.db"
    Store.open(f"sqlite:///{file}").close()
    return file


@pytest.fixture(scope="session")
def postgres_template(postgres: Postgres) -> str:
    """Return the name of a database that holds all tables."""
    name = postgres.create(name="drempel_template")
    Store.open(postgres.url(name)).close()
    return name


@pytest.fixture(params=BOTH)
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the URL of a database without tables."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'drempel.db'}"
    return str(request.getfixturevalue("postgres_url"))


@pytest.fixture(params=BOTH)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Give the URL of a database with empty tables."""
    if request.param == "sqlite":
        file = tmp_path / "drempel.db"
        shutil.copy(request.getfixturevalue("sqlite_template"), file)
        yield f"sqlite:///{file}"
        return
    server: Postgres = request.getfixturevalue("postgres")
    name = server.create(template=request.getfixturevalue("postgres_template"))
    yield server.url(name)
    server.drop(name)


@pytest.fixture
def clock() -> Clock:
    """Return a clock that goes on by a minute each time it is read."""
    return Clock()


@pytest.fixture
def store(url: str, clock: Clock) -> Iterator[Store]:
    """Give an open store with empty tables."""
    with Store.open(url, clock=clock, busy_timeout_s=0.2) as opened:
        yield opened


@pytest.fixture
def sqlite_store(sqlite_template: Path, tmp_path: Path) -> Iterator[Store]:
    """Give an open store on SQLite alone, for what only one of the two can show."""
    file = tmp_path / "drempel.db"
    shutil.copy(sqlite_template, file)
    with Store.open(f"sqlite:///{file}") as opened:
        yield opened
