"""What lets pages be shown and printed without their server: kept on the device that opened them.

In: nothing but the program's own files.
Out: a service worker, the script that keeps pages and forgets them, their style, and icons.
"""

from briefkit.offline.assets import MANIFEST_NAME, OFFLINE_ASSETS, OFFLINE_POLICY

__all__ = ["MANIFEST_NAME", "OFFLINE_ASSETS", "OFFLINE_POLICY"]
