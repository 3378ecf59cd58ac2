"""System checks: what must be there before the first request."""
