"""Django's PostgreSQL engine with an embedded server that starts itself.

In: a local state folder (the setting EMBEDDED_ROOT). Out: connections to a real PostgreSQL that lives
under that folder, listens on a Unix socket only, and belongs to every process of the archive at once.

`base` is the engine that Django loads; the modules beside it are the launcher, and know nothing of Django.
"""
