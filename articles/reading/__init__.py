"""READ: bytes of a file → ParsedArticle records, or Rejections with the reason. Pure: knows no Django."""

from articles.reading.files import Unread, open_file, read_file
from articles.reading.formats import CONTAINERS, FORMATS, Container, Format
from articles.reading.opened import LIMITS, Limits

__all__ = [
    "CONTAINERS",
    "FORMATS",
    "LIMITS",
    "Container",
    "Format",
    "Limits",
    "Unread",
    "open_file",
    "read_file",
]
