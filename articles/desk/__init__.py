"""The import desk, inside the admin: upload, see what would happen, store, read the report, take it back."""
