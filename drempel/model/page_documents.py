"""What the indicators know of the documents that a page links to. Made of those of a scan, never stored."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LinkedDocument:
    """One document as a page links to it. `place` is its address, at the sheet where something was seen."""

    url: str
    name: str
    """Text of the link, else its title, else its address."""
    was_read: bool = False
    """Whether its checks judged it; where not, nothing below is known."""
    is_named_form: bool = False
    """Whether the text of the link, its title or its address calls it a form."""
    form: str = ""
    """As of `DocumentFacts`: `fields`, `xfa`, `paper`, or empty where nothing to fill in was seen."""
    form_place: str = ""
    signs_on_screen: bool = False
    """Whether a field in it asks for a digital signature."""
    signs_on_paper: bool = False
    """Whether it says that people print it and sign it."""
    sign_place: str = ""
    has_problem: bool = False
    """Whether a check that the norm holds failed in it."""
    problem_place: str = ""
    exemption: str = ""
    """As of `Document`."""

    @property
    def is_form(self) -> bool | None:
        """Tell whether people fill it in: `None` where it is called a form and was not read."""
        if not self.was_read:
            return None if self.is_named_form else False
        return bool(self.form) or self.is_named_form


@dataclass(frozen=True, slots=True)
class PageDocuments:
    """The documents that a page links to, without those to which most pages of the site do."""

    of: tuple[LinkedDocument, ...] = ()
