"""Programs and schemas of others from the npm registry, for slow tests; skipped where npm is not."""

import json
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema.validators import validator_for


@cache
def installed(*packages: str) -> Path:
    """Return the folder `node_modules` with these packages; skips the test when that cannot be."""
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("npm is not here")
    folder = Path(tempfile.mkdtemp(prefix="drempel-npm-"))
    command = [
        npm,
        "install",
        "--no-audit",
        "--no-fund",
        "--ignore-scripts",
        "--prefix",
        str(folder),
        *packages,
    ]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=240, check=False)
    except subprocess.TimeoutExpired:
        pytest.skip(f"npm did not get {', '.join(packages)} within four minutes")
    if done.returncode:
        pytest.skip(f"npm could not install {', '.join(packages)}: {done.stderr.strip()[-200:]}")
    return folder / "node_modules"


def file(package: str, name: str) -> Any:
    """Return a JSON file of a package, given as `name@version`."""
    return json.loads((installed(package) / package.rpartition("@")[0] / name).read_text(encoding="utf-8"))


def assert_valid(schema: Any, value: Any) -> None:
    """Fail with the errors of a value against a JSON schema of any draft."""
    validator = validator_for(schema)(schema)
    assert [f"{e.json_path}: {e.message[:200]}" for e in validator.iter_errors(value)] == []
