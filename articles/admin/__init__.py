"""The admin: every model, made for archives of millions of rows, and the import desk."""

from django.contrib import admin

from articles.admin import archive, corrections, derived, events, knowledge, material, stories

__all__ = ["archive", "corrections", "derived", "events", "knowledge", "material", "stories"]

admin.site.site_header = "newsarchive"
admin.site.site_title = "newsarchive"
admin.site.index_title = "The archive"
