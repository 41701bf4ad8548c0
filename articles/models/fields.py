"""Columns that several models share: dates of which only a part may be known."""

import re
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from articles.records import Precision

PARTIAL_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def validate_partial_date(value: str) -> None:
    """Accept 2023, 2023-10 and 2023-10-16; raise ValidationError for anything else."""
    match = PARTIAL_DATE.fullmatch(value)
    try:
        if match is None:
            raise ValueError
        date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        raise ValidationError(f"{value!r} is no date; write 2023, 2023-10 or 2023-10-16.") from None


def partial_date_field(help_text: str) -> "models.CharField[str, str]":
    """A date as ISO text cut to what is known; such texts sort in the order of time."""
    return models.CharField(
        max_length=10, blank=True, validators=[validate_partial_date], help_text=help_text
    )


def precision_field(**options: Any) -> "models.CharField[str, str]":
    """How much of the date beside it is known."""
    return models.CharField(
        max_length=7,
        choices=[(value.value, value.value) for value in Precision],
        default=Precision.UNKNOWN.value,
        **options,
    )
