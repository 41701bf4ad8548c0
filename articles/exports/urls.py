"""The addresses of exports."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from articles.exports import views
from articles.exports.formats import FORMATS


class FormatConverter(StringConverter):
    """The name of a format, as addresses end with it."""

    regex = "|".join(FORMATS)


register_converter(FormatConverter, "format")

urlpatterns = [
    path("search.<format:form>", views.search, name="export"),
    path("countries/<uslug:slug>.<format:form>", views.country, name="export_country"),
    path("leaders/<uslug:slug>.<format:form>", views.leader, name="export_leader"),
    path("sources/<uslug:slug>.<format:form>", views.source, name="export_source"),
    path("events/<key:key>-<uslug:slug>.<format:form>", views.event, name="export_event"),
]
