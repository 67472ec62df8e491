"""Briefs that are not ours, as the folder examples/ has them."""
