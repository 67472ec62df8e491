"""What a browser keeps of pages that were opened, for the tests of the desk and of the site."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, BrowserContext, Page

from tests.browsing import PATIENCE

__all__ = ["kept", "telephone_of", "wait_for_kept", "wait_for_pages"]

# A telephone writes slowly: a test that does not wait until all is kept must not pass by luck.
_SLOW = """
const put = Cache.prototype.put;
Cache.prototype.put = async function (...given) {
  await new Promise((done) => setTimeout(done, 60));
  return put.apply(this, given);
};
"""
# A cache has its name before it has all: the page itself comes last.
_WHOLE = """async () => {
  const found = [];
  for (const name of await caches.keys()) {
    const [, address] = /^kept \\S+ \\d+ (.+)$/.exec(name) ?? [];
    if (address && (await caches.match(address, { cacheName: name }))) {
      const { pathname, search } = new URL(address);
      found.push(pathname + search);
    }
  }
  return found.sort();
}"""


@contextmanager
def telephone_of(browser: Browser, locale: str) -> Iterator[BrowserContext]:
    """A browser with a memory of its own, in which writing takes its time."""
    context = browser.new_context(viewport={"width": 390, "height": 800}, locale=locale)
    context.set_default_timeout(PATIENCE)
    context.add_init_script(_SLOW)
    yield context
    context.close()


def kept(page: Page) -> list[str]:
    """Return the addresses, from its root, of all pages that the device keeps whole, in order."""
    found: list[str] = page.evaluate(_WHOLE)
    return found


def wait_for_kept(page: Page, *addresses: str) -> None:
    """Wait until just these pages are kept."""
    _wait(page, lambda found: found == sorted(addresses))


def wait_for_pages(page: Page, count: int) -> None:
    """Wait until so many pages are kept."""
    _wait(page, lambda found: len(found) == count)


def _wait(page: Page, is_awaited: Callable[[list[str]], bool]) -> None:
    for _ in range(PATIENCE // 100):
        if is_awaited(kept(page)):
            return
        page.wait_for_timeout(100)
    raise AssertionError(str(kept(page)))
