"""French is complete: each message that Dutch has, with the same placeholders and forms."""

from string import Formatter

from drempel.i18n import catalogue, po_files

DUTCH, FRENCH = catalogue("nl").messages(), catalogue("fr").messages()


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_every_dutch_message_has_a_french_one() -> None:
    assert DUTCH.keys() - FRENCH.keys() == set()


def test_no_french_message_is_left_of_one_that_is_gone() -> None:
    assert FRENCH.keys() - DUTCH.keys() == set()


def test_french_messages_have_the_same_placeholders() -> None:
    for key in FRENCH.keys() & DUTCH.keys():
        wanted = set.union(*map(placeholders, DUTCH[key]))
        assert set.union(*map(placeholders, FRENCH[key])) == wanted, key
        assert all(FRENCH[key]), key


def test_every_file_with_french_names_one_that_dutch_has() -> None:
    assert {file.name for file in po_files("fr")} <= {file.name for file in po_files("nl")}
