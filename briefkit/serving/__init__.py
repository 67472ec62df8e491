"""What the web servers share: for this computer alone, guarded, with processes to typeset.

In: routes, a port, and functions that take long.
Out: a server that runs until it is interrupted.
"""

from briefkit.serving.answers import NO_SUCH_FILE, file_answer, listed_name
from briefkit.serving.languages import preferred_language
from briefkit.serving.monitoring import (
    HEALTH,
    METRICS,
    Measures,
    health_route,
    is_local,
    measured,
    new_measures,
)
from briefkit.serving.running import listen, listen_behind, new_application, run_application
from briefkit.serving.seen_pages import SEEN_ASSETS, ScreenPictures, SeenPages
from briefkit.serving.waiting import PULSE, unless_ended
from briefkit.serving.workers import Workers

__all__ = [
    "HEALTH",
    "METRICS",
    "NO_SUCH_FILE",
    "PULSE",
    "SEEN_ASSETS",
    "Measures",
    "ScreenPictures",
    "SeenPages",
    "Workers",
    "file_answer",
    "health_route",
    "is_local",
    "listed_name",
    "listen",
    "listen_behind",
    "measured",
    "new_application",
    "new_measures",
    "preferred_language",
    "run_application",
    "unless_ended",
]
