"""The entry point of a WSGI server: `gunicorn newsarchive.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsarchive.settings")

application = get_wsgi_application()
# Every page now: what is loaded when a server has made workers of this process each of them loads again.
get_resolver().url_patterns  # noqa: B018 (asking for them loads them)
