"""API: the archive for programs: addresses below /api/ → JSON, by tables that also make its description."""
