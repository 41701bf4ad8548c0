"""FILTERS: the parameters of addresses → what was asked; a value that cannot be right becomes a sentence."""

from articles.filters.articles import ArticleFilter
from articles.filters.entities import EventFilter, PeopleFilter
from articles.filters.fields import PageFilter

__all__ = ["ArticleFilter", "EventFilter", "PageFilter", "PeopleFilter"]
