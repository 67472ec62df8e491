"""What the desk says of what it is asked for and can't do: in the language of its pages."""

from briefkit.diagnostics import translatable

__all__ = ["NOT_KEPT", "NOT_OURS", "TOO_OLD"]

NOT_OURS = translatable("This was not sent by one of the desk’s forms. Open its page anew.")

TOO_OLD = translatable("This page is too old, or this is done already. Open the page anew.")

NOT_KEPT = translatable("This is no longer kept. Choose the leaflets again.")
