"""The admin of countries and people."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from articles.admin.base import KeptWhileUsedAdmin, LargeTableAdmin, ReadOnlyAdmin
from articles.models import (
    Country,
    CountryName,
    Office,
    Person,
    PersonAlias,
    ReferenceLoad,
)


@admin.register(ReferenceLoad)
class ReferenceLoadAdmin(ReadOnlyAdmin):
    list_display = ["digest", "loaded"]


class CountryNameInline(admin.TabularInline):
    model = CountryName
    extra = 1
    readonly_fields = ["origin"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[CountryName]:
        # The CLDR's names in forty languages are not for editing here.
        return super().get_queryset(request).filter(language="en")


@admin.register(Country)
class CountryAdmin(KeptWhileUsedAdmin):
    list_display = ["name", "code", "region", "official_name"]
    list_filter = ["region"]
    search_fields = ["name", "code", "official_name"]
    prepopulated_fields = {"slug": ["name"]}
    inlines = [CountryNameInline]


@admin.register(CountryName)
class CountryNameAdmin(LargeTableAdmin):
    list_display = ["text", "country", "kind", "language", "sensitive", "origin"]
    list_filter = ["kind", "sensitive", "origin", "language"]
    search_fields = ["text"]
    list_select_related = ["country"]
    autocomplete_fields = ["country"]
    readonly_fields = ["origin"]


class AliasInline(admin.TabularInline):
    model = PersonAlias
    extra = 1
    readonly_fields = ["origin"]


class OfficeInline(admin.TabularInline):
    model = Office
    extra = 1
    autocomplete_fields = ["country"]
    readonly_fields = ["origin"]


@admin.register(Person)
class PersonAdmin(KeptWhileUsedAdmin):
    list_display = ["name", "origin", "slug"]
    list_filter = ["origin", "offices__kind"]
    search_fields = ["name", "aliases__text"]
    prepopulated_fields = {"slug": ["name"]}
    fields = ["name", "slug", "origin", "note"]
    readonly_fields = ["origin"]
    inlines = [AliasInline, OfficeInline]


@admin.register(PersonAlias)
class PersonAliasAdmin(LargeTableAdmin):
    list_display = ["text", "person", "origin"]
    list_filter = ["origin"]
    search_fields = ["text", "person__name"]
    list_select_related = ["person"]
    autocomplete_fields = ["person"]
    readonly_fields = ["origin"]


@admin.register(Office)
class OfficeAdmin(LargeTableAdmin):
    list_display = ["person", "title", "country", "start", "end", "kind"]
    list_filter = ["kind", "origin"]
    search_fields = ["person__name", "title", "country__name"]
    list_select_related = ["person", "country"]
    autocomplete_fields = ["person", "country"]
    readonly_fields = ["origin"]
