"""The page of the orders: the one that is being filled, and the last ones by their names."""

import asyncio
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from briefkit.desk.brief_titles import brief_titles
from briefkit.desk.context import DeskContext
from briefkit.desk.forms import Form
from briefkit.desk.order_making import begin
from briefkit.desk.orders import LONGEST_NAME, LeafletOrder
from briefkit.desk.refused_requests import NOT_KEPT
from briefkit.diagnostics import Diagnostic
from briefkit.errors import BriefkitError

__all__ = ["OrdersPage"]

# Orders that were removed and can be brought back while the desk runs.
_KEPT_REMOVED = 30


class OrdersPage:
    """The order that is filled is named, changed and made; earlier ones are opened or removed."""

    def __init__(self, context: DeskContext) -> None:
        self._context = context
        self._orders = context.orders
        self._removed: OrderedDict[str, LeafletOrder] = OrderedDict()

    def routes(self) -> list[Route]:
        """Return the routes of the page."""
        actions = {
            "change": self.change,
            "open": self.open,
            "again": self.again,
            "remove": self.remove,
            "restore": self.restore,
        }
        posted = [Route(f"/orders/{name}", do, methods=["POST"]) for name, do in actions.items()]
        return [Route("/orders", self.show), *posted]

    async def show(self, request: Request) -> Response:
        """The order that is being filled, and those that were made before."""
        return await asyncio.to_thread(self._page, request)

    async def change(self, request: Request) -> Response:
        """Keep the name of the open order; take a line out of it, begin another, or make it."""
        form = await self._context.forms.read(request, ["name"])
        order = self._named(form)
        order = replace(order, name=" ".join(_first(form, "name").split())[:LONGEST_NAME])
        if "take" in form:
            order = order.without_line(_first(form, "take"))
        orders = self._orders.read().with_order(order)
        if not order.lines:
            orders = orders.without(order.id)
        self._orders.write(replace(orders, open="") if "new" in form else orders)
        return self._begun(request, order) if "make" in form else _back()

    async def open(self, request: Request) -> Response:
        """Have an earlier order filled again, with its contacts ticked."""
        order = self._named(await self._context.forms.read(request))
        self._orders.write(replace(self._orders.read(), open=order.id))
        self._tick(order)
        return _back()

    async def again(self, request: Request) -> Response:
        """Make an earlier order anew, as the files are now."""
        return self._begun(request, self._named(await self._context.forms.read(request)))

    async def remove(self, request: Request) -> Response:
        """Forget an order; as long as the desk runs, it can be brought back."""
        order = self._named(await self._context.forms.read(request))
        self._orders.write(self._orders.read().without(order.id))
        self._removed[order.id] = order
        while len(self._removed) > _KEPT_REMOVED:
            self._removed.popitem(last=False)
        return _back(f"?removed={order.id}")

    async def restore(self, request: Request) -> Response:
        """Bring back an order that was removed."""
        form = await self._context.forms.read(request)
        order = self._removed.pop(_first(form, "order"), None)
        if order is None:
            raise HTTPException(404, NOT_KEPT)
        self._orders.write(self._orders.read().with_order(order))
        return _back()

    def _named(self, form: Form) -> LeafletOrder:
        """Return the order that a form names. Raises HTTPException for one that isn't there."""
        if (order := self._orders.read().find(_first(form, "order"))) is None:
            raise HTTPException(404, NOT_KEPT)
        return order

    def _begun(self, request: Request, order: LeafletOrder) -> Response:
        try:
            return RedirectResponse(f"/several/{begin(self._context, order)}", 303)
        except BriefkitError as error:
            return self._page(request, error.diagnostics)

    def _tick(self, order: LeafletOrder) -> None:
        files = self._context.files
        files.remember(files.choice().with_ticked(order.ticked))

    def _page(self, request: Request, problems: Sequence[Diagnostic] = ()) -> Response:
        orders = self._orders.read()
        current = orders.current
        removed = self._removed.get(request.query_params.get("removed", ""))
        values: dict[str, Any] = {
            "current": current,
            "earlier": [order for order in orders.listed if order != current],
            "removed": removed,
            "titles": brief_titles(
                self._context.renderer.current_project(request),
                self._context.catalogs,
                self._context.renderer.language(request),
            ),
            "problems": problems,
            "longest_name": LONGEST_NAME,
        }
        status = 422 if problems else 200
        return self._context.renderer.page(request, "orders.html.jinja", status, **values)


def _first(form: Form, name: str) -> str:
    return form.get(name, [""])[0]


def _back(query: str = "") -> Response:
    return RedirectResponse(f"/orders{query}", 303)
