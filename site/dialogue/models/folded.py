"""Searching without diacritics: each record keeps folded words beside the original ones."""

from django.db import models
from django.db.models import Case, IntegerField, Q, Value, When

from ..vietnamese import has_diacritics, search_fold, search_words


class FoldedQuerySet(models.QuerySet):
    def search_folded(self, query):
        """
        Return the rows that hold every word of ``query``, typed with or without diacritics.

        Rows that hold the words exactly as typed come first (``exact_rank`` 0), then the rest.
        The last word may be the beginning of one. An empty query returns everything.
        """
        words = search_fold(query).split()
        if not words:
            return self.annotate(exact_rank=Value(0, output_field=IntegerField()))
        condition = Q()
        for word in words[:-1]:
            condition &= Q(fold_text__contains=f" {word} ")
        condition &= Q(fold_text__contains=f" {words[-1]}")
        exact = Q(plain_text__contains=f" {search_words(query)}")
        rank = Case(
            When(exact, then=Value(0)), default=Value(1), output_field=IntegerField()
        )
        found = self.filter(condition).annotate(exact_rank=rank)
        return found.order_by("exact_rank", *found.query.order_by) if has_diacritics(query) else found


class FoldedText(models.Model):
    """
    Keeps ``fold_text`` and ``plain_text`` true to the texts that ``searched_texts`` returns.

    The columns are derived: they stay out of history, revisions and every index.
    """

    fold_text = models.TextField(editable=False, blank=True, default="")
    plain_text = models.TextField(editable=False, blank=True, default="")

    class Meta:
        abstract = True

    def searched_texts(self):
        """Return the texts by which this record is found."""
        raise NotImplementedError(type(self))

    def save(self, *args, **kwargs):
        texts = " ".join(str(text) for text in self.searched_texts() if text)
        self.fold_text = f" {search_fold(texts)} "
        self.plain_text = f" {search_words(texts)} "
        fields = kwargs.get("update_fields")
        if fields is not None:
            kwargs["update_fields"] = {*fields, "fold_text", "plain_text"}
        super().save(*args, **kwargs)
