"""What Postgres keeps: the material as it came, the articles, what is known, and how they are linked."""

from articles.models.among import Among
from articles.models.archive import Article, Caption, Source, Version
from articles.models.changes import ArticleChange, KnowledgeChange, forget_old_changes
from articles.models.columns import ColumnName
from articles.models.corrections import Correction, FoundLinks, RelinkRun, Ruling
from articles.models.cuts import Absorbed, Cut
from articles.models.events import (
    Event,
    EventArticle,
    EventCountry,
    EventDecision,
    EventKey,
    EventPerson,
    EventVerdict,
)
from articles.models.knowledge import Country, CountryName, Office, Person, PersonAlias, ReferenceLoad
from articles.models.links import ArticleCountry, ArticlePerson
from articles.models.material import Batch, LedgerEntry, Outcome, RawChunk, RawFile, SourceFile
from articles.models.postings import PostingBlock, PostingSegment, StalePosting
from articles.models.stories import Story, StoryBlock, StoryDecision, StoryGlance, StoryMember, StoryRun
from articles.models.uses import ApiUse
from articles.models.vocabulary import UnlearntArticle, WrittenWord
from articles.models.walks import Walk
from articles.models.watching import SavedSearch
from articles.models.words import SearchText

__all__ = [
    "Absorbed",
    "Among",
    "ApiUse",
    "Article",
    "ArticleChange",
    "ArticleCountry",
    "ArticlePerson",
    "Batch",
    "Caption",
    "ColumnName",
    "Correction",
    "Country",
    "CountryName",
    "Cut",
    "Event",
    "EventArticle",
    "EventCountry",
    "EventDecision",
    "EventKey",
    "EventPerson",
    "EventVerdict",
    "FoundLinks",
    "KnowledgeChange",
    "LedgerEntry",
    "Office",
    "Outcome",
    "Person",
    "PersonAlias",
    "PostingBlock",
    "PostingSegment",
    "RawChunk",
    "RawFile",
    "ReferenceLoad",
    "RelinkRun",
    "Ruling",
    "SavedSearch",
    "SearchText",
    "Source",
    "SourceFile",
    "StalePosting",
    "Story",
    "StoryBlock",
    "StoryDecision",
    "StoryGlance",
    "StoryMember",
    "StoryRun",
    "UnlearntArticle",
    "Version",
    "Walk",
    "WrittenWord",
    "forget_old_changes",
]
