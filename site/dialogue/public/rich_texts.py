"""Rich texts of many pages at once, for feeds and open data."""

from wagtail.rich_text import expand_db_html

_BETWEEN = "<!--next text-->"


def expanded(texts):
    """
    Return stored rich texts as HTML with the addresses their links lead to.

    All together, so that the pages and files they link to are looked up once.
    """
    texts = [text.replace(_BETWEEN, "") for text in texts]
    return expand_db_html(_BETWEEN.join(texts)).split(_BETWEEN) if texts else []
