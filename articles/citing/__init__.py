"""CITING: what is known of an article → a citation in BibTeX, RIS, CSL-JSON and words. Pure."""

from articles.citing.authors import Author, authors
from articles.citing.bibtex import bibtex
from articles.citing.citation import Citation
from articles.citing.csl import csl
from articles.citing.line import line
from articles.citing.ris import ris

__all__ = ["Author", "Citation", "authors", "bibtex", "csl", "line", "ris"]
