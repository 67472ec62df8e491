"""briefkit: one brief, many languages, on paper."""

__version__ = "0.1.0"
__all__ = ["__version__"]
