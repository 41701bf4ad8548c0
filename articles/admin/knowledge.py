"""The admin of countries and people."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from articles.admin.base import KeptWhileUsedAdmin, LargeTableAdmin, ReadOnlyAdmin
from articles.admin.recorded import RecordedAdmin
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
class CountryAdmin(RecordedAdmin, KeptWhileUsedAdmin):
    list_display = ["name", "code", "region", "official_name"]
    list_filter = ["region"]
    search_fields = ["name", "code", "official_name"]
    prepopulated_fields = {"slug": ["name"]}
    inlines = [CountryNameInline]


@admin.register(CountryName)
class CountryNameAdmin(RecordedAdmin, LargeTableAdmin):
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
class PersonAdmin(RecordedAdmin, KeptWhileUsedAdmin):
    list_display = ["name", "origin", "slug"]
    list_filter = ["origin", "offices__kind"]
    search_fields = ["name", "aliases__text"]
    prepopulated_fields = {"slug": ["name"]}
    fields = ["name", "slug", "origin", "note", "correct"]
    readonly_fields = ["origin", "correct"]
    inlines = [AliasInline, OfficeInline]

    @admin.display(description="corrections")
    def correct(self, person: Person) -> str:
        if not person.pk:
            return "once the person is saved"
        address = reverse("admin:correct_person", args=[person.pk])
        return format_html(
            '<a href="{}">merge, split, names with the articles they concern, history</a>', address
        )


@admin.register(PersonAlias)
class PersonAliasAdmin(RecordedAdmin, LargeTableAdmin):
    list_display = ["text", "person", "origin"]
    list_filter = ["origin"]
    search_fields = ["text", "person__name"]
    list_select_related = ["person"]
    autocomplete_fields = ["person"]
    readonly_fields = ["origin"]


@admin.register(Office)
class OfficeAdmin(RecordedAdmin, LargeTableAdmin):
    list_display = ["person", "title", "country", "start", "end", "kind"]
    list_filter = ["kind", "origin"]
    search_fields = ["person__name", "title", "country__name"]
    list_select_related = ["person", "country"]
    autocomplete_fields = ["person", "country"]
    readonly_fields = ["origin"]
