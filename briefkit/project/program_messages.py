"""The messages of the program itself, which stay as they are while it runs."""

from functools import cache

from briefkit.brief import code_messages, template_messages
from briefkit.model import Message
from briefkit.project.folders import PACKAGE, PAGES

__all__ = ["page_messages", "program_messages"]


@cache
def page_messages() -> tuple[Message, ...]:
    """Return the messages of the program's own pages."""
    return template_messages(
        {folder.relative_to(PACKAGE.parent).as_posix(): folder for folder in PAGES}
    )


@cache
def program_messages() -> tuple[Message, ...]:
    """Return the messages of the program's own pages, and of what these tell that was found."""
    known = {message.key for message in page_messages()}
    found = code_messages({PACKAGE.name: PACKAGE})
    return (*page_messages(), *(message for message in found if message.key not in known))
