"""Requests in, pages of results out: `search(SearchRequest(...))` → SearchPage."""
