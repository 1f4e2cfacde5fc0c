"""Pages in one folder as a scan sees and judges them: for sets that are held to be right or wrong."""

import asyncio
import tempfile
from collections.abc import Mapping
from pathlib import Path

from checks import registry
from checks.engine import judge
from crawler.local_files import LocalFiles
from crawler.urls import host_key
from drempel.dom import Dom
from drempel.model.finding import Judgement
from drempel.settings import load
from drempel.visitor import Errand, Visitor, VisitPlan, artefacts_of
from drempel.workshop import open_workshop
from readability.pool import TextPool

PAGE = """<!doctype html>
<html lang="nl"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Afval en milieu - Gemeente Elzervoorde</title>{head}</head>
<body><main><h1>Afval en milieu</h1><p>De gemeente Elzervoorde helpt u met afval en milieu.</p>
{body}</main></body>
</html>"""

Seen = Mapping[str, tuple[Dom, Judgement]]


def seen(pages: Mapping[str, str]) -> Seen:
    """Return the tree and the judgement of each page, by its name; pages are not used as people do."""
    return asyncio.run(_seen(pages))


async def _seen(pages: Mapping[str, str]) -> Seen:
    checks = registry.discover()
    by_name: dict[str, tuple[Dom, Judgement]] = {}
    settings = load(None, {})
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = {page: folder / f"{page}.html" for page in pages}
        for page, file in files.items():
            file.write_text(pages[page], encoding="utf-8")
        with LocalFiles(folder) as served:
            key = host_key(served.url(next(iter(files.values()))))
            async with open_workshop(settings, allow_private={key}, delay_s=0) as shop, TextPool(0) as texts:
                plan = VisitPlan(settings.crawler.viewport, 20.0, 30.0, checks, (), with_screenshot=False)
                visitor = Visitor(shop.browser, texts, plan, shop.proxy, shop.desks)
                for page, file in files.items():
                    visited = await visitor.see(Errand(served.url(file)))
                    artefacts = artefacts_of(visited.gathered, visited.reading)
                    dom = artefacts[Dom]
                    assert isinstance(dom, Dom)
                    by_name[page] = dom, judge(artefacts, checks)
    return by_name
