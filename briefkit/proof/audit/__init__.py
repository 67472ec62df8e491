"""proof.audit."""

from briefkit.proof.audit.checks import CHECKS, audit

__all__ = [
    "CHECKS",
    "audit",
]
