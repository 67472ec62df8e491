"""Tests of what is taken over from documents of other programs."""
