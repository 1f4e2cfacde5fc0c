"""Artefacts that reports read more than once are made into values once, within a bound."""

import hashlib
from typing import Any

import pytest

from drempel.model.facts import Facts
from storage import Store, artefacts
from storage.artefacts import Unsealed, seal
from tests.storage.samples import HOME, ok, scanned


def stored(facts: Facts) -> tuple[str, bytes, str, bytes]:
    one = seal("facts", facts)
    return one.kind, one.digest, one.codec, one.data()


def test_what_was_read_is_given_again_until_there_is_too_much() -> None:
    one, other = stored(Facts(kind="form")), stored(Facts(kind="contact"))
    known = Unsealed(len(one[3]) + len(other[3]))
    assert known.get(*one) == Facts(kind="form")
    assert known.get(*one) is known.get(*one)
    first = known.get(*one)
    assert known.get(*other) == Facts(kind="contact")
    assert known.get(*one) is first
    known.get(*stored(Facts(kind="login")))
    assert known.get(*one) == first
    assert known.get(*one) is not first


def test_a_large_artefact_is_not_kept() -> None:
    words = "".join(hashlib.sha256(str(at).encode()).hexdigest() for at in range(400))
    large = stored(Facts(kind=words))
    assert len(large[3]) > Unsealed.LARGEST_BYTES
    known = Unsealed()
    assert known.get(*large) == Facts(kind=words)
    assert known.get(*large) is not known.get(*large)


def test_a_report_makes_values_of_the_facts_of_a_page_once(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = [ok(name, further=(Facts(kind=name),)) for name in ("a", "b")]
    scan = scanned(store, *pages)
    made: list[str] = []
    original = artefacts.unseal

    def noted(kind: type[Any], codec: str, data: bytes) -> Any:
        made.append(kind.__name__)
        return original(kind, codec, data)

    monkeypatch.setattr(artefacts, "unseal", noted)
    for _ in range(2):
        source = store.report_source(scan.id, (), ())
        for _ in range(2):
            seen = {page.url: page.facts for page in source.seen_pages(Facts)}
            assert seen == {HOME + name: Facts(kind=name) for name in ("a", "b")}
    assert made == ["Facts", "Facts"]
