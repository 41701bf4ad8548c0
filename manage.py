#!/usr/bin/env python
"""Every command of the archive: `manage.py help` lists them."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsarchive.settings")
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(f"newsarchive cannot start: {error}")
    except KeyboardInterrupt:
        sys.stderr.write("\nStopped. What was done is kept; the same command goes on with it.\n")
        sys.exit(130)


if __name__ == "__main__":
    main()
