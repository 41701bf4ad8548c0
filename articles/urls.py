"""The addresses of the archive's pages. They are permanent."""

import re

from django.urls import include, path, register_converter
from django.urls.converters import StringConverter

from articles.feeds import views as feeds
from articles.views import (
    accounts,
    citing,
    events,
    found,
    knowledge,
    reading,
    saved,
    searching,
    site,
    stories,
)


class KeyConverter:
    """A primary key: any number that a bigint column can hold."""

    regex = r"[1-9][0-9]{0,17}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


class UnicodeSlugConverter(StringConverter):
    """A slug with letters of any script."""

    regex = r"[-\w]+"


class CitationConverter(StringConverter):
    """A format of citations, as addresses end with it."""

    regex = "|".join(re.escape(form) for form in citing.TYPES)


register_converter(CitationConverter, "citation")
register_converter(KeyConverter, "key")
register_converter(UnicodeSlugConverter, "uslug")

urlpatterns = [
    path("", site.home, name="home"),
    path("search", searching.results, name="search"),
    path("search/help", searching.searching_help, name="search_help"),
    path("search/feed", feeds.everything, name="feed"),
    path("countries/<uslug:slug>/feed", feeds.country, name="country_feed"),
    path("leaders/<uslug:slug>/feed", feeds.leader, name="leader_feed"),
    path("events/<key:key>-<uslug:slug>/feed", feeds.event, name="event_feed"),
    path("sources/<uslug:slug>/feed", feeds.source, name="source_feed"),
    path("articles/<key:key>", reading.redirect_bare, name="article_bare"),
    path("articles/<key:key>-<uslug:slug>", reading.article, name="article"),
    path("articles/<key:key>/cite", citing.cite, name="article_cite"),
    path("articles/<key:key>/cite.<citation:form>", citing.cite_as, name="article_cite_as"),
    path("articles/<key:key>/file", reading.article_file, name="article_file"),
    path("articles/<key:key>/found", found.article_found, name="article_found"),
    path("articles/<key:key>/found.json", found.article_found_json, name="article_found_json"),
    path("articles/<key:key>/versions", reading.article_versions, name="article_versions"),
    path("articles/<key:key>/against/<key:other>", stories.compared, name="compared"),
    path("stories/<key:key>", stories.story, name="story"),
    path("countries", knowledge.countries, name="countries"),
    path("countries/<uslug:slug>", knowledge.country, name="country"),
    path("leaders", knowledge.leaders, name="leaders"),
    path("leaders/<uslug:slug>", knowledge.leader, name="leader"),
    path("events", events.events, name="events"),
    path("events/<key:key>-<uslug:slug>", events.event, name="event"),
    path("events/<key:key>/decide", events.decide, name="event_decide"),
    path("sources", knowledge.sources, name="sources"),
    path("sources/<uslug:slug>", knowledge.source, name="source"),
    path("api/", include("articles.api.urls")),
    path("saved", saved.saved, name="saved"),
    path("saved/new", saved.save, name="save_search"),
    path("saved/seen", saved.seen, name="saved_seen"),
    path("saved/<key:key>/rename", saved.rename, name="saved_rename"),
    path("saved/<key:key>/delete", saved.delete, name="saved_delete"),
    path("sign-in", accounts.sign_in, name="sign_in"),
    path("sign-out", accounts.sign_out, name="sign_out"),
    path("", include("articles.exports.urls")),
    path("about", site.about, name="about"),
    path("healthz", site.healthz, name="healthz"),
    path("robots.txt", site.robots, name="robots"),
]
