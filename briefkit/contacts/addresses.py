"""Addresses of pages, mailboxes and houses: those that can be printed, typed and trusted."""

import re
from urllib.parse import unquote, urlsplit

from briefkit.contacts.refusals import Refused
from briefkit.diagnostics import Translatable, translatable

__all__ = [
    "in_one_line",
    "require_email",
    "require_source",
    "require_street",
    "require_web_address",
    "site_address",
]

# RFC 3986: the characters that an address may have.
_ADDRESS = re.compile(r"[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%-]+")
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+(?:[a-z]{2,}|xn--[a-z0-9-]+)")
# A mailbox as people and providers write them: a part of RFC 5321's dot-strings (4.1.2).
_MAILBOX = re.compile(r"[A-Za-z0-9_+-]+(?:\.[A-Za-z0-9_+-]+)*")
_LONGEST_MAILBOX = 64  # RFC 5321, 4.5.3.1.1
# What fits a QR code that a telephone reads at its size on paper, and a hand that types it.
_LONGEST_ADDRESS = 120
# What fits three lines of a folded leaflet's panel.
_LONGEST_STREET = 120
# Parameters by which mailers, advertisers and social networks follow a reader.
_TRACKING = re.compile(
    r"utm_\w*|mtm_\w*|pk_(?:campaign|kwd|source|medium|content)|mc_[ce]id|[a-z]*clid|msclkid|"
    r"[gw]braid|igsh(?:id)?|mkt_tok|li_fat_id|_hsenc|_hsmi|vero_id|oly_(?:enc|anon)_id",
    re.IGNORECASE,
)
# Sites whose addresses hide where they lead, and tell somebody that one went there.
_SHORTENERS = frozenset(
    "bit.ly bitly.com buff.ly cutt.ly fb.me goo.gl is.gd l.facebook.com l.instagram.com "
    "lm.facebook.com lnkd.in ow.ly qrco.de rb.gy rebrand.ly s.id safelinks.protection.outlook.com "
    "shorturl.at t.co t.ly tiny.cc tinyurl.com trib.al urlz.fr v.gd".split()
)


def require_source(source: str) -> None:
    """Raise Refused for a source that is no sound address and has fewer than two words."""
    if re.match(r"\w+:/*|www\.", source):
        if fault := _address_fault(source):
            # TRANSLATORS: of a contact, whose name stands before this; %(fault)s is such as
            # “that does not begin with https://”.
            raise Refused(
                translatable("has a source %(fault)s: %(source)s", fault=fault, source=source)
            )
    elif len(re.findall(r"[^\W\d_]{2,}", source)) < 2:
        raise Refused(
            translatable("has a source that nobody could find: %(source)s", source=source),
            translatable(
                "Give the address of the page that has the number, or the document’s name and day."
            ),
        )


def require_web_address(address: str) -> None:
    """Raise Refused for an address to print that is unsound, hidden, tracked or too long."""
    if fault := _address_fault(address):
        raise Refused(
            translatable("has a web address %(fault)s: %(address)s", fault=fault, address=address)
        )
    parts = urlsplit(address)
    host = parts.hostname or ""
    if any(host == site or host.endswith(f".{site}") for site in _SHORTENERS):
        raise Refused(
            translatable(
                "has a web address that hides where it leads (%(host)s): %(address)s",
                host=host,
                address=address,
            ),
            translatable("Open it, and give the address that it leads to."),
        )
    for part in re.split(r"[?&;#]", unquote(f"{parts.query}#{parts.fragment}")):
        key = part.partition("=")[0]
        if _TRACKING.fullmatch(key):
            raise Refused(
                translatable(
                    "has a web address that follows its reader (%(key)s): %(address)s",
                    key=key,
                    address=address,
                ),
                translatable(
                    "Take “%(part)s” out of it, and look whether it still leads there.", part=part
                ),
            )
    if len(address) > _LONGEST_ADDRESS:
        raise Refused(
            translatable(
                "has a web address of %(count)s characters; %(most)s can be typed and "
                "read from a code",
                count=len(address),
                most=_LONGEST_ADDRESS,
            ),
            translatable("Give a shorter one of the same site, such as its front page."),
        )
    _require_domain(
        host, translatable("has a web address that is not one: %(address)s", address=address)
    )


def site_address(address: str) -> str:
    """Return the address of a web site whose pages codes lead to, with a slash at its end.

    That of its first page stands for the site. Raises Refused for one that is unsound, hidden or
    too long.
    """
    require_web_address(address)
    if urlsplit(address).query or urlsplit(address).fragment or "?" in address or "#" in address:
        raise Refused(
            translatable("has a web address that is not a site’s: %(address)s", address=address),
            translatable(
                "Leave out all from “?” or “#” on: it is the folder that index.html stands in."
            ),
        )
    return f"{address.removesuffix('index.html').rstrip('/')}/"


def _address_fault(address: str) -> Translatable | None:
    """Return what is wrong with an http(s) address, or None."""
    if not address.isascii():
        # One letter of another alphabet leads elsewhere, and paper cannot show the difference.
        return translatable(
            "with letters that may be taken for others; copy it as the browser gives it (xn--…)"
        )
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return translatable("that is not one")
    if parts.scheme not in ("http", "https"):
        return translatable("that does not begin with https://")
    if "@" in parts.netloc:
        return translatable("with a user’s name in it")
    if port is not None or parts.netloc.endswith(":"):
        return translatable("with a port in it")
    if not _HOST.fullmatch(parts.hostname or "") or not _ADDRESS.fullmatch(address):
        return translatable("that is not one")
    return None


def _require_domain(host: str, fault: Translatable) -> None:
    """Raise Refused for a domain whose last part is none that there is."""
    from briefkit.catalogs.checks import is_top_level  # 30 ms for its list

    top = host.rpartition(".")[2]
    if not is_top_level(top):
        raise Refused(
            translatable("%(fault)s, and no address ends in “%(top)s”", fault=fault, top=f".{top}"),
            translatable("Copy it from the page or the letter that has it."),
        )


def require_email(address: str) -> None:
    """Raise Refused for an e-mail address that is none, or might be another than it seems."""
    mailbox, at, host = address.rpartition("@")
    fault = translatable("has an e-mail address that is not one: %(address)s", address=address)
    if not address.isascii():
        raise Refused(
            translatable(
                "has an e-mail address with letters that may be taken for others: %(address)s",
                address=address,
            ),
            translatable("Give one in Latin letters, or leave it out."),
        )
    if address.lower().startswith("mailto:"):
        raise Refused(fault, translatable("Leave “%(scheme)s” out.", scheme="mailto:"))
    if re.search(r"[\s,;<>]", address):
        raise Refused(fault, translatable("Give one address alone, without a name."))
    sound = at and _MAILBOX.fullmatch(mailbox) and len(mailbox) <= _LONGEST_MAILBOX
    if not sound or not _HOST.fullmatch(host.lower()) or len(address) > _LONGEST_ADDRESS:
        raise Refused(fault)
    _require_domain(host.lower(), fault)


def in_one_line(text: str) -> str:
    """Return the lines of a cell parted by commas: “5” and “1000” of two must not be “51000”."""
    return re.sub(r"\s*,?\s*[\r\n]+\s*", ", ", text.strip())


def require_street(address: str) -> None:
    """Raise Refused for an address of a house that has no letters, or is another kind of one."""
    if re.search(r"://|www\.|\S@\S", address, re.IGNORECASE):
        raise Refused(
            translatable(
                "has a street address that is one of a page or a mailbox: %(address)s",
                address=address,
            ),
            translatable("Write a page’s as web, and an e-mail address as email."),
        )
    if len(re.findall(r"[^\W\d_]", address)) < 2:
        raise Refused(
            translatable("has a street address without a street: %(address)s", address=address)
        )
    if len(address) > _LONGEST_STREET:
        raise Refused(
            translatable(
                "has a street address of %(count)s characters; %(most)s fit the help box",
                count=len(address),
                most=_LONGEST_STREET,
            ),
            translatable(
                "Give the street, the number and the town; what else is to be said fits the hours."
            ),
        )
