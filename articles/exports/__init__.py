"""EXPORTS: all results of a search as a file: CSV, JSON, JSON lines, BibTeX, RIS; streamed."""
