"""Keys of records in addresses."""

from django.urls import register_converter
from django.urls.converters import IntConverter


class KeyConverter(IntConverter):
    """A number that any database can hold; a longer one is no address (404), not an error."""

    regex = "[0-9]{1,9}"


register_converter(KeyConverter, "key")
