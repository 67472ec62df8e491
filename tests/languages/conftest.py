"""Languages as a new process knows them."""

from collections.abc import Iterator

import pytest

from briefkit.languages import declared


@pytest.fixture(autouse=True)
def none_declared(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Have none declared: projects of other tests have done so in this process."""
    with monkeypatch.context() as patch:
        patch.setattr(declared, "_declared", {})
        _forget()
        yield
    _forget()


def _forget() -> None:
    for cached in declared._caches:
        cached.cache_clear()
