"""What the handlers of all the desk's pages work with."""

import asyncio
from dataclasses import dataclass

from briefkit.desk.catalog_cache import CatalogCache
from briefkit.desk.claiming import CLAIMED
from briefkit.desk.drafts import Drafts
from briefkit.desk.files import DeskFiles
from briefkit.desk.first_looks import FirstLooks
from briefkit.desk.forms import FormReader
from briefkit.desk.handed_out import HandedOut
from briefkit.desk.jobs import Jobs
from briefkit.desk.keeping import Keeper
from briefkit.desk.language_states import LanguageStates
from briefkit.desk.leaflets import LeafletCache
from briefkit.desk.making_ahead import MakingAhead
from briefkit.desk.orders import OrderFile
from briefkit.desk.page_pictures import PagePictures
from briefkit.desk.rendering import PageRenderer
from briefkit.serving import Workers

__all__ = ["DeskContext", "new_context"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskContext:
    """A running desk: its files, and what reads forms, renders pages and makes leaflets.

    Within this desk, who saves contacts waits for `saving`, who saves a catalog for `writing`;
    other desks wait by the locks of the files, or are told of a change.
    """

    files: DeskFiles
    forms: FormReader
    renderer: PageRenderer
    states: LanguageStates
    leaflets: LeafletCache
    looks: FirstLooks
    jobs: Jobs
    workers: Workers
    orders: OrderFile
    handed_out: HandedOut
    saving: asyncio.Lock
    writing: asyncio.Lock
    drafts: Drafts
    catalogs: CatalogCache
    keeper: Keeper
    ahead: MakingAhead
    pictures: PagePictures


def new_context(
    files: DeskFiles, workers: Workers, keeper: Keeper, *, ahead: bool = False
) -> DeskContext:
    """Return the context of a desk that is started now; `ahead` has it make leaflets ahead.

    That is for a desk of one person, where a process is to spare.
    """
    forms, leaflets = FormReader(), LeafletCache(files, workers)
    looks, pictures = FirstLooks(leaflets, workers), PagePictures()
    return DeskContext(
        files=files,
        forms=forms,
        renderer=PageRenderer(files, forms.token),
        states=LanguageStates(files),
        leaflets=leaflets,
        looks=looks,
        jobs=Jobs(files, leaflets),
        workers=workers,
        orders=OrderFile(lambda: files.orders_file),
        handed_out=HandedOut(files.order.root / CLAIMED, files.order.output),
        saving=asyncio.Lock(),
        writing=asyncio.Lock(),
        drafts=Drafts(files, workers, looks.pictures),
        catalogs=CatalogCache(),
        keeper=keeper,
        ahead=MakingAhead(leaflets, pictures, allowed=ahead),
        pictures=pictures,
    )
