"""Resumable: ordinary sites of some size, over which the command is killed and resumed (`--kills`)."""

from tests.lab.base import Reply, Route, Station, page


def _site(name: str, count: int, delay_s: float) -> Station:
    paths = [f"/pagina-{n}" for n in range(1, count + 1)]
    routes: dict[str, Route] = {
        "/": page(f"Begin van {name}", links=(*paths[: count // 2], "/oud", "/weg", "/brief.pdf")),
        "/oud": Reply("", 301, headers=(("Location", "/nieuw"),)),
        "/nieuw": page(f"Nieuw van {name}"),
        "/brief.pdf": Reply(b"%PDF-1.4", media_type="application/pdf"),
    }
    for n, path in enumerate(paths, 1):
        following = [paths[(n + step) % count] for step in (0, 3, count // 2)]
        routes[path] = Reply(page(f"Pagina {n} van {name}", links=following), delay_s=delay_s)
    return Station(
        name,
        "resume",
        routes,
        pages=("/", "/nieuw", *paths),
        ends={"/weg": "http-error", "/brief.pdf": "not-html"},
    )


STATIONS = (
    _site("resume-quick", 16, 0.0),
    _site("resume-slow", 12, 0.3),
    _site("resume-other", 16, 0.05),
    _site("resume-last", 10, 0.1),
)
