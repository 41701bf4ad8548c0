"""SHAPES: rows of the archive → the objects that machines get, each field with its JSON Schema."""
