"""The plan in: a Word file or pasted text becomes the draft of a plan's page."""
