"""The online form."""
