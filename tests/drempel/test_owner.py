"""Who answers for a page: the owner of the longest path that it begins with."""

import pytest

from drempel.model.owner import PathOwner, owner_of

OWNERS = (
    PathOwner("/", "Communicatie"),
    PathOwner("/wonen", "Wonen"),
    PathOwner("/wonen/premies/", "Premies"),
    PathOwner("/*/nieuws", "Redactie"),
    PathOwner("/a[b]?", "Vreemd"),
)


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("", "Communicatie"),
        ("/wonen", "Wonen"),
        ("/wonen/premies/dak?x=/nieuws", "Premies"),
        ("/nl/nieuws/vandaag", "Redactie"),
        ("/nieuws", "Communicatie"),
        ("/a[b]?c", "Communicatie"),
        ("/ab", "Communicatie"),
    ],
)
def test_the_longest_path_that_fits_counts(path: str, name: str) -> None:
    assert owner_of(OWNERS, f"https://stad.example{path}") == name


def test_without_owners_and_without_an_address_nobody_answers() -> None:
    assert owner_of((), "https://stad.example/") == ""
    assert owner_of(OWNERS, "https://[") == ""
