"""A project's catalogs go out to other tools, and what came back is planned before it is written.

It needs the extra “exchange”, so it is asked for only where that is wanted.
"""

from briefkit.maintaining.exchange.importing import ImportPlan, imported_findings, plan_import

__all__ = ["ImportPlan", "imported_findings", "plan_import"]
