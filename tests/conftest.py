"""What every test may ask for."""

import os
from pathlib import Path

import pytest


@pytest.fixture
def corpus() -> Path:
    """The evaluation corpus; the test is skipped where there is none."""
    named = os.environ.get("NEWSARCHIVE_CORPUS", "")
    if not named or not Path(named).is_dir():
        pytest.skip("NEWSARCHIVE_CORPUS does not name the folder of the evaluation corpus")
    return Path(named)


@pytest.fixture(autouse=True)
def _plain_static_files(settings) -> None:  # type: ignore[no-untyped-def]
    """Pages in tests need no collected static files."""
    Path(settings.STATIC_ROOT).mkdir(exist_ok=True)
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
