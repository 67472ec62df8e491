"""Pages as HTML, in the language that the desk speaks to a person."""

import pickle
from collections import OrderedDict
from collections.abc import Callable, Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse

from briefkit.desk.files import DeskFiles, Stamp, stamp_of
from briefkit.desk.persons import own_digest, person
from briefkit.languages import direction, endonyms, language_tag
from briefkit.pages import Pages, pages_by_language
from briefkit.project import DESK_DOMAIN, Project
from briefkit.serving import preferred_language

__all__ = ["PageRenderer"]

# So many pages, of some 50 kB each: many people, or one who goes back and forth, ask for the same.
_REMEMBERED = 32

# Languages whose comma is U+060C.
_ARABIC_COMMA = ("ar", "fa", "ps", "ur")


class PageRenderer:
    """Renders the desk's pages, in each language that all of them are translated into.

    What `token` returns goes into every form.
    """

    def __init__(self, files: DeskFiles, token: Callable[[], str]) -> None:
        self._files = files
        self._token = token
        # What each page tells of an office's other copies of the project, if there are any.
        self.told: Callable[[], Mapping[str, object]] = dict
        self._pages: Mapping[str, Pages] = {}
        self._languages: tuple[tuple[str, str], ...] = ()
        self._stamp: Stamp = ()
        self._project: Project | None = None
        # The pages that were rendered last, by all that they were made from.
        self._texts: OrderedDict[bytes, str] = OrderedDict()

    def project(self, request: Request) -> Project:
        """Return the project as it was when a request first asked for it.

        Its files are looked at once a request: there are hundreds.
        """
        return self._look(request)[1]

    def current_project(self, request: Request) -> Project:
        """Return the project as it is for an answer: looked at anew where a form may have written.

        What only asks for a page looks at its files once.
        """
        return self.project(request) if request.method == "GET" else self._files.project

    def stamp(self, request: Request) -> Stamp | None:
        """Return the stamp of the files that go with `project`; none where they may be others."""
        return self._look(request)[0] if request.method == "GET" else None

    def _look(self, request: Request) -> tuple[Stamp, Project]:
        if not hasattr(request.state, "look"):
            request.state.look = self._files.look()
        look: tuple[Stamp, Project] = request.state.look
        return look

    def pages(self, request: Request) -> Mapping[str, Pages]:
        """Return the pages by the languages that the desk speaks now."""
        project = self.project(request)
        if project is not self._project:
            # What other catalogs say is no matter here.
            catalogs = project.folder("locales").glob(f"*/LC_MESSAGES/{DESK_DOMAIN}.po")
            stamp = stamp_of(map(str, catalogs))
            if not self._pages or stamp != self._stamp:
                self._pages, self._stamp = pages_by_language(project), stamp
                self._languages = endonyms(self._pages)
                self._texts.clear()
            self._project = project
        return self._pages

    def language(self, request: Request) -> str:
        """Return the language to answer in: the chosen one, or else one that the browser names."""
        return self._language(request, self.pages(request))

    def _language(self, request: Request, pages: Mapping[str, Pages]) -> str:
        chosen = self._files.choice().language
        accepted = preferred_language(request.headers.get("accept-language", ""), tuple(pages))
        return chosen if chosen in pages else accepted or "en"

    def page(
        self, request: Request, template: str, status: int = 200, **values: Any
    ) -> HTMLResponse:
        """Return the page that a template makes of `values`."""
        pages = self.pages(request)
        locale = self._language(request, pages)
        about = {
            "locale": locale,
            "lang": language_tag(locale),
            "dir": direction(locale),
            "comma": "،" if locale in _ARABIC_COMMA else ",",
            "languages": self._languages,
            "path": request.url.path,
            "me": person(),
            "person": own_digest(),
            "unsent": False,
            "versions": 0,
            "office_faults": (),
            **self.told(),
            "back": f"{request.url.path}?{request.url.query}".removesuffix("?"),
        }
        values = {"token": self._token(), "page": about, **values}
        text = self._rendered(template, locale, values)
        # A folder's name may have what UTF-8 has not.
        return HTMLResponse(text.encode("utf-8", "replace"), status_code=status)

    def _rendered(self, template: str, locale: str, values: Mapping[str, Any]) -> str:
        """Return what a template makes of values: at once where it made it of the same before."""
        try:
            key = pickle.dumps((template, locale, values), protocol=pickle.HIGHEST_PROTOCOL)
        except (TypeError, AttributeError, pickle.PicklingError):  # they hold what is no value
            return self._pages[locale].render(template, values)
        if key not in self._texts:
            self._texts[key] = self._pages[locale].render(template, values)
            while len(self._texts) > _REMEMBERED:
                self._texts.popitem(last=False)
        self._texts.move_to_end(key)
        return self._texts[key]
