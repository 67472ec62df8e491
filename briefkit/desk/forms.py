"""The desk's forms: what they send is taken from the desk's own pages alone."""

import hmac
import secrets
from collections.abc import Iterable, Mapping
from urllib.parse import parse_qs

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request

from briefkit.desk.uploads import Upload, parse_upload

__all__ = ["LARGEST_FORM", "Form", "FormReader"]

# What a form of ours can have at most, in bytes and in fields.
LARGEST_FORM = 64 * 1024
_MOST_FIELDS = 500

# The values of each field, by its name.
Form = Mapping[str, list[str]]


class FormReader:
    """Reads forms that bear the `token` of this run of the desk."""

    def __init__(self) -> None:
        self.token = secrets.token_urlsafe()

    async def read(self, request: Request, typed: Iterable[str] = ()) -> Form:
        """Return the fields of a form of ours. Raises HTTPException for anything else.

        `typed` name those that a person types: they are shown again whatever goes wrong.
        """
        try:
            text = (await request.body()).decode()
            form = parse_qs(text, keep_blank_values=True, max_num_fields=_MOST_FIELDS)
        except (ClientDisconnect, ValueError):
            raise HTTPException(400, "This is not one of the desk’s forms.") from None
        # Whatever goes wrong from here on, the page that says so shows what was typed.
        request.state.typed = "\n".join(v for name in typed for v in form.get(name, ()) if v)
        self._require_token(form)
        return form

    async def read_upload(self, request: Request) -> tuple[Form, Upload]:
        """Return the fields of a form of ours that brings a file, and the file.

        Raises HTTPException for anything else.
        """
        try:
            body = await request.body()
        except ClientDisconnect:
            raise HTTPException(400, "The file was not sent whole.") from None
        form, upload = parse_upload(body, request.headers.get("content-type", ""))
        self._require_token(form)
        return form, upload

    def _require_token(self, form: dict[str, list[str]]) -> None:
        token = form.pop("token", [""])[0]
        if not hmac.compare_digest(token.encode(), self.token.encode()):
            raise HTTPException(403, "This form is too old: open the desk’s page anew.")
