"""Searching without diacritics: each record keeps folded words beside the original ones."""

from django.db import models
from django.db.models import Case, IntegerField, Q, Value, When

from ..vietnamese import has_diacritics, search_fold, search_words

# Enough for any honest search; databases refuse conditions and patterns without bound.
MOST_WORDS, LONGEST_WORD = 12, 60


def _words(text):
    return [word[:LONGEST_WORD] for word in text.split()[:MOST_WORDS]]


def search_condition(query):
    """
    Return the condition that every word of ``query`` occurs, with or without diacritics.

    The last word may be the beginning of one. None for a query without a word.
    """
    words = _words(search_fold(query))
    if not words:
        return None
    return _holds("fold_text", words[:-1]) & Q(fold_text__contains=f" {words[-1]}")


def _holds(column, words):
    """Return the condition that ``column`` holds each of ``words`` whole."""
    condition = Q()
    for word in words:
        condition &= Q(**{f"{column}__contains": f" {word} "})
    return condition


def search_rank(query):
    """
    Return how near a match is to what was typed: 0 the very phrase, 1 its very words, 2 the phrase
    but for diacritics, 3 the words but for diacritics, 4 the last word only begun.
    """
    typed, folded = _words(search_words(query)), _words(search_fold(query))
    nearness = [
        Q(plain_text__contains=f" {' '.join(typed)} "),
        _holds("plain_text", typed),
        Q(fold_text__contains=f" {' '.join(folded)} "),
        _holds("fold_text", folded),
    ]
    ranks = [When(condition, then=Value(rank)) for rank, condition in enumerate(nearness)]
    return Case(*ranks, default=Value(len(nearness)), output_field=IntegerField())


def folded(texts):
    """Return what a record by whose ``texts`` people find it keeps, column by column."""
    joined = " ".join(str(text) for text in texts if text)
    return {"fold_text": f" {search_fold(joined)} ", "plain_text": f" {search_words(joined)} "}


class FoldedQuerySet(models.QuerySet):
    def search_folded(self, query):
        """
        Return the rows that hold every word of ``query``, typed with or without diacritics.

        If it was typed with them, the nearest come first (``exact_rank``, see ``search_rank``);
        rows as near as each other keep the order they had. An empty query returns everything.
        """
        condition = search_condition(query)
        if condition is None:
            return self.annotate(exact_rank=Value(0, output_field=IntegerField()))
        found = self.filter(condition).annotate(exact_rank=search_rank(query))
        if not has_diacritics(query):
            return found
        order = found.query.order_by or self.model._meta.ordering
        return found.order_by("exact_rank", *order)


class FoldedText(models.Model):
    """
    Keeps ``fold_text`` and ``plain_text`` true to the texts that ``searched_texts`` returns.

    The columns are derived: they stay out of history, revisions and every index.
    """

    fold_text = models.TextField(editable=False, blank=True, default="")
    plain_text = models.TextField(editable=False, blank=True, default="")

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        for column, words in folded(self.searched_texts()).items():
            setattr(self, column, words)
        fields = kwargs.get("update_fields")
        if fields is not None:
            kwargs["update_fields"] = {*fields, "fold_text", "plain_text"}
        super().save(*args, **kwargs)

    def searched_texts(self):
        """Return the texts by which this record is found."""
        raise NotImplementedError(type(self))
