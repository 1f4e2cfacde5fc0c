"""What a page of a scan shows of the accessibility statement of its site: the artefact `StatementSeen`."""

from dataclasses import dataclass

from drempel.model.statement import Statement, StatementLink


@dataclass(frozen=True, slots=True)
class StatementSeen:
    """The statement on a page, or the link to one; a page with neither menus nor links tells nothing."""

    statement: Statement | None = None
    day: str = ""
    """ISO day on which the statement was read, against which its age is judged; empty without statement."""
    document: str = ""
    """Address of the document in which the statement was read; empty where it stands on the page itself."""
    link: StatementLink | None = None
    link_name: str | None = None
    """`clear`, `vague` or `none`; `None` where the page shows no menus or footer to look in."""
    leads_elsewhere: bool = False
    """Whether the link goes to the site of another body."""

    @property
    def on_page(self) -> Statement | None:
        """Return the statement that stands on the page itself."""
        return None if self.document else self.statement

    @property
    def leads_there(self) -> bool | None:
        """Tell whether a visitor of the page gets to a statement; `None` where it cannot be known."""
        if self.on_page is not None or self.link_name in {"clear", "vague"}:
            return True
        return None if self.link_name is None else False
