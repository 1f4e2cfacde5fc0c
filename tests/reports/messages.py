"""Collect the English messages of reports: from templates and from Python, as they stand in the source."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from jinja2 import nodes

import reports
from reports.render import environment

Message = tuple[str, ...]
"""One string, or singular and plural."""

ROOT = Path(reports.__file__).parent


@cache
def messages() -> frozenset[Message]:
    """Return every message."""
    return frozenset((*template_messages(), *python_messages()))


def template_messages() -> Iterator[Message]:
    """Yield the arguments of `t("…")` and `n("…", "…", …)` in all templates."""
    for path in sorted((ROOT / "templates").rglob("*.html")):
        for call in environment().parse(path.read_text(encoding="utf-8")).find_all(nodes.Call):
            wanted = {"t": 1, "n": 2}.get(call.node.name if isinstance(call.node, nodes.Name) else "", 0)
            found = tuple(a.value for a in call.args[:wanted] if isinstance(a, nodes.Const))
            if wanted and len(found) == wanted:
                yield found


def python_messages() -> Iterator[Message]:
    """Yield the arguments of `N_("…")`, `….say("…")` and `….count("…", "…", …)` in the package."""
    wanted = {"N_": 1, "say": 1, "count": 2, "n": 2}
    for path in sorted(ROOT.rglob("*.py")):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call):
                name = getattr(call.func, "id", getattr(call.func, "attr", ""))
                found = tuple(
                    a.value
                    for a in call.args[: wanted.get(name, 0)]
                    if isinstance(a, ast.Constant) and isinstance(a.value, str)
                )
                if found and len(found) == wanted[name]:
                    yield found
