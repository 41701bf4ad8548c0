"""The tables of the admin → groups in which a person finds them."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect


class Group(NamedTuple):
    """Tables that belong together, by the names of their models, and what they are there for."""

    label: str
    name: str
    purpose: str
    models: tuple[str, ...]


GROUPS = (
    Group("news", "Articles", "What was published, by whom.", ("Article", "Source", "Caption", "Version")),
    Group(
        "imports",
        "Imports",
        "What was given, and what became of each piece of it.",
        ("Batch", "ColumnName", "Cut", "Absorbed", "LedgerEntry", "SourceFile", "RawFile", "RawChunk"),
    ),
    Group(
        "people",
        "People and countries",
        "Whom and what articles are linked to, and by which names.",
        ("Person", "PersonAlias", "Office", "Country", "CountryName", "ArticlePerson", "ArticleCountry"),
    ),
    Group(
        "events",
        "Events and stories",
        "What is reported to have happened, and which texts are one story.",
        (
            *("Event", "EventArticle", "EventCountry", "EventPerson", "EventDecision", "EventVerdict"),
            *("Story", "StoryMember", "StoryDecision"),
        ),
    ),
    Group(
        "corrections", "Corrections", "What people decided about links and names.", ("Correction", "Ruling")
    ),
    Group("accounts", "Accounts", "Who may sign in, and what they may do.", ("User", "Group")),
)
REST = Group("kept", "Kept by the program", "To be looked at; nothing here is changed by hand.", ())


class ArchiveSite(AdminSite):
    """The admin with its tables in groups. What is in no group stands in the last."""

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """The groups that the user may see something of; of one app its tables as they are."""
        apps = super().get_app_list(request, app_label)
        if app_label is not None:
            return apps
        found = {model["object_name"]: model for app in apps for model in app["models"]}
        named = [(group, _taken(found, group.models)) for group in GROUPS]
        return [_as_app(group, models) for group, models in [*named, (REST, list(found.values()))] if models]

    def app_index(  # type: ignore[override]
        self, request: HttpRequest, app_label: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The page of one app: the groups have all of them."""
        return redirect("admin:index")


def _taken(found: dict[str, Any], names: Sequence[str]) -> list[Any]:
    return [found.pop(name) for name in names if name in found]


def _as_app(group: Group, models: list[Any]) -> dict[str, Any]:
    return {
        "name": group.name,
        "app_label": group.label,
        "app_url": "",
        "has_module_perms": True,
        "models": models,
        "purpose": group.purpose,
    }
