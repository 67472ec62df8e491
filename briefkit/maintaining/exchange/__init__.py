"""A project's catalogs go out to other tools, and what came back is planned before it is written.

It needs the extra “exchange”, so it is asked for only where that is wanted.
"""

from briefkit.maintaining.exchange.importing import ImportPlan, imported_findings, plan_import
from briefkit.maintaining.exchange.terms import (
    TermChange,
    TermsPlan,
    export_terms,
    plan_terms,
    write_terms,
)

__all__ = [
    "ImportPlan",
    "TermChange",
    "TermsPlan",
    "export_terms",
    "imported_findings",
    "plan_import",
    "plan_terms",
    "write_terms",
]
