"""STORE: linked articles in, rows in Postgres out, with a ledger that says what became of each."""
