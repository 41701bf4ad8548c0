"""Atom feeds: every search, and the page of every country, person, event and source, as new articles come."""
