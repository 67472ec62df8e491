"""The desk's forms: what they send is taken from the desk's own pages alone."""

import hmac
import secrets
from collections.abc import Iterable, Mapping
from urllib.parse import parse_qs

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request

from briefkit.desk.persons import person
from briefkit.desk.refused_requests import NOT_OURS, TOO_OLD
from briefkit.desk.uploads import Upload, parse_upload

__all__ = ["LARGEST_FORM", "Form", "FormReader"]

# What a form of ours can have at most, in bytes and in fields.
LARGEST_FORM = 64 * 1024
_MOST_FIELDS = 500

# The values of each field, by its name.
Form = Mapping[str, list[str]]


class FormReader:
    """Reads forms that bear the token of this run of the desk, which each person has her own of."""

    def __init__(self) -> None:
        self._secret = secrets.token_bytes()

    def token(self) -> str:
        """Return what the forms bear of whoever is there."""
        return hmac.new(self._secret, person().user.encode(), "sha256").hexdigest()

    async def read(self, request: Request, typed: Iterable[str] = ()) -> Form:
        """Return the fields of a form of ours. Raises HTTPException for anything else.

        `typed` name those that a person types: they are shown again whatever goes wrong.
        """
        try:
            text = (await request.body()).decode()
            form = parse_qs(text, keep_blank_values=True, max_num_fields=_MOST_FIELDS)
        except (ClientDisconnect, ValueError):
            raise HTTPException(400, NOT_OURS) from None
        # Whatever goes wrong from here on, the page that says so shows what was typed.
        request.state.typed = "\n".join(v for name in typed for v in form.get(name, ()) if v)
        self._require_own(form.pop("token", [""])[0])
        if signature := person().signature:
            # Whoever is signed in signs with her own name, whatever a form says.
            form |= {"translator": [signature], "reviewer": [person().name]}
        return form

    async def read_upload(self, request: Request) -> Upload:
        """Return a form of ours that has a file. Raises HTTPException for anything else."""
        try:
            content_type = request.headers.get("content-type", "")
            upload = parse_upload(content_type, await request.body())
        except (ClientDisconnect, ValueError):
            raise HTTPException(400, NOT_OURS) from None
        self._require_own(upload.fields.pop("token", ""))
        return upload

    def _require_own(self, token: str) -> None:
        if not hmac.compare_digest(token.encode(), self.token().encode()):
            raise HTTPException(403, TOO_OLD)
