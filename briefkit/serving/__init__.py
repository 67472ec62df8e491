"""serving."""

from briefkit.serving.serving import (
    Guard,
    listen,
    new_press,
    own_hosts,
)

__all__ = [
    "Guard",
    "listen",
    "new_press",
    "own_hosts",
]
