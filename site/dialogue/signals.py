"""What the add-on tells the rest of the site."""

from django.dispatch import Signal

# Sent inside the transaction of an act, after the change was stored.
# Arguments: thing (the record), verb (str), user (None for the public), reason (str), now.
acted = Signal()
