"""What the web servers share: for this computer alone, guarded, with processes to typeset.

In: routes, a port, and functions that take long.
Out: a server that runs until it is interrupted.
"""

from briefkit.serving.answers import file_answer, listed_name
from briefkit.serving.languages import preferred_language
from briefkit.serving.running import listen, listen_behind, new_application, run_application
from briefkit.serving.seen_pages import SEEN_ASSETS, ScreenPictures, SeenPages
from briefkit.serving.waiting import PULSE, unless_ended
from briefkit.serving.workers import Workers

__all__ = [
    "PULSE",
    "SEEN_ASSETS",
    "ScreenPictures",
    "SeenPages",
    "Workers",
    "file_answer",
    "listed_name",
    "listen",
    "listen_behind",
    "new_application",
    "preferred_language",
    "run_application",
    "unless_ended",
]
