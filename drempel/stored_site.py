"""The last closed scan of one site, as people name a site: by its start address or by its entity."""

from collections.abc import Iterator
from contextlib import contextmanager

from checks import registry
from drempel.errors import UnknownName, UsageError
from drempel.inclusion.site_pages import page_key
from drempel.model.entity import Entity
from drempel.model.report import ReportSource
from drempel.model.site import Site
from drempel.settings import Settings
from storage import Store

MOST_NAMED = 8


@contextmanager
def last_scan(settings: Settings, named: str) -> Iterator[ReportSource]:
    """Give what a report reads of the newest closed scan of a site; the database is open meanwhile.

    `named` is a start address, with or without its scheme and `www.`, or the id of an entity with one site.
    Raises `UnknownName` for a site that is not known, `UsageError` for one that was never scanned to the end.
    """
    with Store.open(settings.storage.url, create=False) as store:
        scanned = [(entity, site) for entity in store.entities() for site in entity.sites]
        configured = [(entity, site) for entity in settings.entities() for site in entity.sites]
        entity, site = _found(named, scanned, configured)
        scan = store.latest_scan(entity.id, site.id)
        if scan is None:
            raise UsageError(
                "The site {site} has no finished scan yet. Run: drempel scan {site}", site=site.start[0]
            )
        services = settings.services(site.id)
        yield store.report_source(scan.id, registry.catalogue(), scan.settings.disabled_checks, services)


def _found(
    named: str, scanned: list[tuple[Entity, Site]], configured: list[tuple[Entity, Site]]
) -> tuple[Entity, Site]:
    wanted = page_key(named if "://" in named else f"https://{named}")
    for known in (scanned, configured):
        of_entity = [(entity, site) for entity, site in known if entity.id == named]
        if len(of_entity) > 1:
            raise UsageError(
                "The entity {entity} has more than one site. Choose from: {names}.",
                entity=named,
                names=_listed(of_entity),
            )
        by_address = [
            (entity, site) for entity, site in known if any(page_key(url) == wanted for url in site.start)
        ]
        if found := of_entity or by_address:
            return found[0]
    if not scanned:
        raise UnknownName("There is no site {site}: nothing has been scanned yet.", site=repr(named))
    raise UnknownName(
        "There is no site {site} in the database. Choose from: {names}.",
        site=repr(named),
        names=_listed(scanned),
    )


def _listed(known: list[tuple[Entity, Site]]) -> str:
    starts = list(dict.fromkeys(site.start[0] for _, site in known))
    return ", ".join(starts[:MOST_NAMED]) + (", …" if len(starts) > MOST_NAMED else "")
