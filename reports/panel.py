"""The tasks that people of a test panel try on one service."""

from typing import Final

from drempel.i18n import N_
from drempel.model.sheet import PanelTask

TASKS: Final = (
    PanelTask(
        "task-find",
        N_("Find the service"),
        N_("Begin on the home page of the site. Find the page where you can do this: {service}."),
    ),
    PanelTask(
        "task-need",
        N_("Know what you need"),
        N_("Find out what you must bring or have ready for this, and what it costs."),
    ),
    PanelTask(
        "task-call",
        N_("Find the telephone number"),
        N_("You get stuck. Find the number that you can call for help, and when you can call."),
    ),
    PanelTask(
        "task-counter",
        N_("Find the counter"),
        N_("You would rather go there. Find the address, and when it is open. Must you make an appointment?"),
    ),
    PanelTask(
        "task-home",
        N_("Ask for a visit"),
        N_("You cannot leave your home. Find out how somebody can come to you."),
    ),
    PanelTask(
        "task-form",
        N_("Fill in the form"),
        N_(
            "Fill in the form up to the last step. Do not send it. Use a name and a number that do not exist."
        ),
    ),
    PanelTask(
        "task-without",
        N_("Without e-mail, eID or smartphone"),
        N_("You have no e-mail address, no eID and no smartphone. Find out what you can do then."),
    ),
    PanelTask(
        "task-other",
        N_("Let somebody else do it"),
        N_("Your neighbour wants to do this for you. Find out whether that is allowed, and how."),
    ),
    PanelTask(
        "task-keyboard",
        N_("Without a mouse"),
        N_("Do the task again with the keyboard only: Tab, Enter, space and arrow keys."),
    ),
    PanelTask(
        "task-phone",
        N_("On a telephone"),
        N_("Find the service again on a telephone, with large letters."),
    ),
    PanelTask(
        "task-report",
        N_("Report a problem"),
        N_("You cannot read a page. Find out where you can say that."),
    ),
)
