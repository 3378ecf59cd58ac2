"""The public list of answers."""
