"""Read what the comparison of organisations needs: the newest scan of each of their sites."""

from collections.abc import Iterator

from checks import registry
from drempel.errors import UnknownName
from drempel.model.document import DocumentCounts
from drempel.model.overview import SiteNow
from drempel.settings import Settings
from drempel.waivers import path_beside, read_waivers
from reports.compare import BANDED, Comparison, EntityNow, comparison, failures_of, names_of_groups
from storage import Store


def compare(settings: Settings, group: str = "") -> Comparison:
    """Compare the organisations in the database, or those of one group.

    Kind and groups are those of the settings, else as they were at the last scan. Raises
    `UnknownName` for a group that nobody is in.
    """
    with Store.open(settings.storage.url, create=False) as store:
        entities = list(_entities(store, settings))
    known = sorted({name for one in entities for name in names_of_groups(one)})
    if group and not known:
        raise UnknownName(
            "No organisation is in the group {group}: none has a kind or groups yet. "
            "Put them with the [[entity]] in config.toml.",
            group=group,
        )
    if group and group not in known:
        raise UnknownName(
            "No organisation is in the group {group}. Known: {known}.",
            group=group,
            known=", ".join(known),
        )
    return comparison(entities, group)


def _entities(store: Store, settings: Settings) -> Iterator[EntityNow]:
    checks = registry.catalogue()
    configured = {one.id: one for one in settings.entities()}
    now: dict[str, list[SiteNow]] = {}
    for site in store.overview(indicators=BANDED):
        now.setdefault(site.entity_id, []).append(site)
    scans = [site.scan_id for sites in now.values() for site in sites]
    failures = {
        site.scan_id: failures_of(site, checks)
        for site in store.failed_at_sites(scans, read_waivers(path_beside(settings.file)))
    }
    documents = store.document_counts(scans)
    months = dict(store.series_of(sorted(now), BANDED))
    for stored in store.entities():
        if stored.id not in now:
            continue
        entity, sites = configured.get(stored.id, stored), now[stored.id]
        yield EntityNow(
            stored.id,
            entity.name,
            entity.kind,
            entity.groups,
            tuple(sites),
            tuple(failures[site.scan_id] for site in sites),
            tuple(months.get(stored.id, ())),
            sum((documents.get(site.scan_id, DocumentCounts()) for site in sites), DocumentCounts()),
        )
