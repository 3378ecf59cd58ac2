"""Short ways through the desk's records for the tests."""

import html
import re

from django.urls import reverse
from django.utils.html import strip_tags


def enter(client, user):
    """Log ``user`` in and return the client."""
    client.force_login(user)
    return client


def rows(response):
    """Return the records of a list, in the order shown."""
    return list(response.context["object_list"])


def body(response):
    """Return the words of a page as a person reads them."""
    seen = re.sub("<(script|template)\\b.*?</\\1>", "", response.content.decode(), flags=re.S)
    return " ".join(html.unescape(strip_tags(seen)).split())


def many_sheets(like, number):
    """Store ``number`` more rows like one sheet; without the actions, for the lists' cost only."""
    copies = []
    for place in range(number):
        copy = type(like)(**{f.attname: getattr(like, f.attname) for f in like._meta.fields})
        copy.pk = None
        copy.number = like.number + 10_000 + place
        copy.key_hash, copy.tracking_hash = f"k{place}", f"t{place}"
        copies.append(copy)
    type(like).objects.bulk_create(copies)
    return copies


def verb_url(record, verb):
    return reverse(f"dialogue_desk:{record.THING.value}_verb", args=[record.pk, str(verb)])


def do(client, record, verb, version=None, **fields):
    """Post a verb's form as the browser would, with the version that stands now."""
    if version is None:
        version = type(record).objects.values_list("version", flat=True).get(pk=record.pk)
    return client.post(verb_url(record, verb), {"version": version, **fields})
