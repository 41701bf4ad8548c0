"""The admin as an app of this site."""

from django.contrib.admin.apps import SimpleAdminConfig


class ArchiveAdminConfig(SimpleAdminConfig):
    """The admin, its tables in groups. Its pages are made with the addresses."""

    default_site = "newsarchive.admin_site.ArchiveSite"
