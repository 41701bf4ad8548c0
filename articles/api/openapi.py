"""The description of the API in OpenAPI 3.1, made of the tables that serve it."""

from __future__ import annotations

from typing import Any

from articles.api.parameters import parameters
from articles.api.root import VERSION, site_root
from articles.problems import KINDS
from articles.shapes.shape import SHAPES, Site, refer

PROBLEM = {
    "type": "object",
    "description": "What went wrong (RFC 9457).",
    "properties": {
        "type": {"type": "string", "format": "uri", "description": "The kind, and where it is explained."},
        "title": {"type": "string", "description": "The kind in words."},
        "status": {"type": "integer", "description": "The status of the answer."},
        "detail": {"type": "string", "description": "What happened, and what to do."},
        "instance": {"type": "string", "description": "The address that was asked."},
        "errors": {
            "type": "array",
            "description": "Each mistake.",
            "items": {
                "type": "object",
                "properties": {
                    "parameter": {"type": "string"},
                    "message": {"type": "string"},
                    "position": {
                        "type": "object",
                        "description": "Where it stands in the value, in code points.",
                        "properties": {"start": {"type": "integer"}, "end": {"type": "integer"}},
                        "required": ["start", "end"],
                    },
                    "fixes": {
                        "type": "array",
                        "description": "Values that would be understood.",
                        "items": {"type": "string"},
                    },
                },
                "required": ["parameter", "message"],
            },
        },
    },
    "required": ["type", "title", "status", "detail", "instance"],
}
STATUSES = (400, 404, 405, 410, 429)


def document(site: Site) -> dict[str, Any]:
    """The whole description."""
    from articles.api.endpoints import ENDPOINTS  # the table names the view that serves this

    return {
        "openapi": "3.1.0",
        "info": {
            "title": "newsarchive",
            "version": VERSION,
            "summary": "Search an archive of news by words, countries, people, events and dates.",
            "description": "Read-only. Answers have ETags; mistakes are application/problem+json.",
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "servers": [{"url": site_root(site)}],
        "paths": {one.path: {"get": _operation(one)} for one in ENDPOINTS},
        "components": {
            "schemas": {**{name: shape.schema for name, shape in SHAPES.items()}, "Problem": PROBLEM},
            "responses": {str(status): _problem(status) for status in STATUSES},
        },
    }


def _operation(endpoint: Any) -> dict[str, Any]:
    described = [
        {
            "name": one.name,
            "in": "query",
            "description": one.says,
            "schema": one.schema,
            **({"style": "form", "explode": True} if one.repeats else {}),
        }
        for one in parameters(endpoint.filters)
    ]
    if endpoint.key:
        kind = "integer" if "<key:" in endpoint.route else "string"
        key = {"name": "key", "in": "path", "required": True, "description": endpoint.key}
        described.insert(0, key | {"schema": {"type": kind}})
    schema = refer(endpoint.shape) if endpoint.shape else {"type": "object"}
    return {
        "operationId": endpoint.name.removeprefix("api_"),
        "summary": endpoint.says,
        "parameters": described,
        "responses": {
            "200": {
                "description": endpoint.says,
                "headers": {
                    "ETag": {"schema": {"type": "string"}, "description": "For If-None-Match."},
                    "API-Version": {"schema": {"type": "string"}, "description": "The version."},
                },
                "content": {"application/json": {"schema": schema}},
            },
            "304": {"description": "The same as the last time."},
            **{str(status): {"$ref": f"#/components/responses/{status}"} for status in STATUSES},
        },
    }


def _problem(status: int) -> dict[str, Any]:
    titles = ", or ".join(title for code, title in KINDS.values() if code == status)
    schema = {"$ref": "#/components/schemas/Problem"}
    return {"description": titles, "content": {"application/problem+json": {"schema": schema}}}
