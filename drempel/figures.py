"""The figures of a scan: what storage counted, with what checks are about, made into indicators. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from drempel import indicators, wcag
from drempel.inclusion.key_pages import key_pages_of
from drempel.model.answer import Asked
from drempel.model.finding import CheckInfo, Kind
from drempel.model.inclusion import SeenPage
from drempel.model.indicator import IndicatorValue, ScanFacts, Share


def figures(
    facts: ScanFacts,
    asked: Sequence[Asked] = (),
    *,
    infos: Iterable[CheckInfo],
    standard: str,
    key_pages: Share | None = None,
) -> tuple[IndicatorValue, ...]:
    """Return the indicators of a scan that judged by a norm; `infos` are the checks that there are."""
    about: Mapping[str, CheckInfo] = {info.id: info for info in infos}
    tested = {
        number
        for check in facts.checks_judged
        if check in about and about[check].kind is Kind.NORM
        for number in about[check].requirements
    }
    whole = replace(
        facts,
        who={check: info.who for check, info in about.items() if info.who},
        tested_criteria=frozenset(number for number in tested if _is_asked(number, standard)),
        key_pages=key_pages,
    )
    return indicators.compute(whole, asked)


def _is_asked(number: str, standard: str) -> bool:
    # 4.1.1 is in the norm, but W3C holds it as always met: nobody has to look at it.
    return wcag.applies(number, standard) and wcag.criterion(number).until is None


def clean_key_pages(pages: Sequence[SeenPage]) -> Share | None:
    """Return the key pages without a failure, of those that were judged; `None` where none were found."""
    fails = {page.url: bool(page.fails_norm) for page in pages}
    keys = {key.url for key in key_pages_of(pages)}
    return Share(sum(not fails[url] for url in keys), len(keys)) if keys else None
