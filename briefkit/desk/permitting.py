"""Each route asks who is there before it answers."""

from collections.abc import Iterable, Mapping
from urllib.parse import parse_qs

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from briefkit.desk.keeping import Answering, Keeper
from briefkit.desk.permissions import PERMISSIONS
from briefkit.desk.persons import person
from briefkit.desk.refused_requests import NOT_OURS
from briefkit.diagnostics import translatable
from briefkit.office import Need, Role

__all__ = ["guarded", "require_languages", "require_worker"]

# What names a language in an address or in a form.
_NAMES = ("locale", "second", "twin")

# What takes long to type: who loses a role while she does so can copy it.
_TYPED = ("text", "note")
_TYPED_FORM = "application/x-www-form-urlencoded"


def guarded(routes: Iterable[Route], keeper: Keeper) -> list[Route]:
    """Return routes that answer those alone who may have an answer: see PERMISSIONS.

    What they save is recorded by the `keeper`.
    """
    return [_guarded(route, keeper) for route in routes]


def _guarded(route: Route, keeper: Keeper) -> Route:
    (method,) = (route.methods or set()) - {"HEAD"}
    permission = PERMISSIONS.get((method, route.path))

    async def refuse(request: Request) -> Response:
        raise _refusal()

    if permission is None:
        return Route(route.path, refuse, methods=[method])
    answer: Answering = route.endpoint
    if permission.saves:
        answer = keeper.kept(answer, permission.saves)
    need = permission.need

    async def asked(request: Request) -> Response:
        locales = await _locales(request) if _is_by_language(need) else ()
        if not person().may(need, locales):
            if request.headers.get("content-type") == _TYPED_FORM:
                form = await _form(request)
                typed = [value for name in _TYPED for value in form.get(name, ()) if value]
                request.state.typed = "\n".join(typed)
            raise _refusal()
        return await answer(request)

    return Route(route.path, asked, methods=[method])


def require_languages(locales: Iterable[str]) -> None:
    """Refuse what changes catalogs of languages to who translates not all of them.

    Whoever writes the texts may change all: a correction of hers is made in each.
    """
    if not person().may(Need(roles=frozenset({Role.TRANSLATOR, Role.AUTHOR})), [*locales]):
        raise _refusal()


def require_worker() -> None:
    """Refuse what is an outreach worker's to do to others who may see the page."""
    if not person().worker:
        raise _refusal()


def _is_by_language(need: Need) -> bool:
    return not need.somewhere and not need.roles.isdisjoint({Role.TRANSLATOR, Role.REVIEWER})


async def _locales(request: Request) -> tuple[str, ...]:
    """Return all languages that a request names, wherever: not one may be another's."""
    found = [request.path_params[name] for name in _NAMES if name in request.path_params]
    for name in _NAMES:
        found += request.query_params.getlist(name)
    if request.method == "POST":
        form = await _form(request)
        found += [value for name in _NAMES for value in form.get(name, ())]
    return tuple(found)


async def _form(request: Request) -> Mapping[str, list[str]]:
    try:
        return parse_qs((await request.body()).decode(), keep_blank_values=True)
    except (ClientDisconnect, ValueError):
        raise HTTPException(400, NOT_OURS) from None


def _refusal() -> HTTPException:
    said = translatable(
        "%(name)s may not do this here. Ask whoever looks after this desk.", name=person().name
    )
    return HTTPException(403, said)
