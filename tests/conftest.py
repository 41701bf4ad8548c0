"""What every test may ask for."""

import os
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import HealthCheck
from hypothesis import settings as property_tests

# How long an example takes says something of the machine, and decides no test.
property_tests.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
property_tests.load_profile("untimed")


@pytest.fixture
def corpus() -> Path:
    """The evaluation corpus; the test is skipped where there is none."""
    named = os.environ.get("NEWSARCHIVE_CORPUS", "")
    if not named or not Path(named).is_dir():
        pytest.skip("NEWSARCHIVE_CORPUS does not name the folder of the evaluation corpus")
    return Path(named)


@pytest.fixture(scope="session", autouse=True)
def _folder_of_static_files() -> None:
    """The folder that static files would be collected in is there before the live site looks for it."""
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)


@pytest.fixture(autouse=True)
def _plain_static_files(settings) -> None:  # type: ignore[no-untyped-def]
    """Pages in tests need no collected static files."""
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
