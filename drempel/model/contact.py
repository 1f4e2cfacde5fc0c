"""Where people reach an organisation about its websites, as the settings say."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Contact:
    """Ways to reach an organisation, for its accessibility statement; empty is what is not told."""

    email: str = ""
    phone: str = ""
    address: str = ""
    """Street, number, postal code and place, on one line."""
    form: str = ""
    """Web address of a form."""
    days: int | None = None
    """Within how many days a message is answered."""
