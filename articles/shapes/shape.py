"""A table of fields → objects for JSON, and the JSON Schema (2020-12) of these objects."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

Row = TypeVar("Row", contravariant=True)
Schema = Mapping[str, Any]

TEXT: Schema = {"type": "string"}
NUMBER: Schema = {"type": "number"}
SHARE: Schema = {"type": "number", "minimum": 0, "maximum": 1}
WHOLE: Schema = {"type": "integer", "minimum": 0}
KEY: Schema = {"type": "integer", "minimum": 1}
YES_OR_NO: Schema = {"type": "boolean"}
ADDRESS: Schema = {"type": "string", "format": "uri"}
MOMENT: Schema = {"type": "string", "format": "date-time"}
PARTIAL_DATE: Schema = {"type": "string", "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"}
PRECISION: Schema = {"type": "string", "enum": ["day", "month", "year", "unknown"]}


# Every shape by its name, for the description of the API.
SHAPES: dict[str, Shape[Any]] = {}


@dataclass(frozen=True, slots=True)
class Site:
    """Where the archive stands: scheme and host, without a slash at the end."""

    root: str

    def at(self, path: str) -> str:
        """The whole address of a path of this site."""
        return f"{self.root}{path}"


@dataclass(frozen=True, slots=True)
class Field(Generic[Row]):
    """A field of an object: its name, its schema, what it says, and how it is made of a row."""

    name: str
    schema: Schema
    says: str
    make: Callable[[Row, Site], Any]


@dataclass(frozen=True)
class Shape(Generic[Row]):
    """An object that machines get. All its fields are always there; what is not known is null."""

    name: str
    says: str
    fields: tuple[Field[Row], ...]

    def write(self, row: Row, site: Site) -> dict[str, Any]:
        """The object of a row."""
        return {field.name: field.make(row, site) for field in self.fields}

    def __post_init__(self) -> None:
        SHAPES[self.name] = self

    @property
    def schema(self) -> dict[str, Any]:
        """The JSON Schema of the objects."""
        return {
            "type": "object",
            "description": self.says,
            "properties": {field.name: {**field.schema, "description": field.says} for field in self.fields},
            "required": [field.name for field in self.fields],
            "additionalProperties": False,
        }


def refer(shape: Shape[Any]) -> Schema:
    """The schema of a field that is such an object."""
    return {"$ref": f"#/components/schemas/{shape.name}"}


def listed(inner: Schema | Shape[Any]) -> Schema:
    """The schema of a list."""
    return {"type": "array", "items": refer(inner) if isinstance(inner, Shape) else inner}


def or_null(inner: Schema | Shape[Any]) -> Schema:
    """The schema of what may be missing."""
    if isinstance(inner, Shape):
        return {"anyOf": [refer(inner), {"type": "null"}]}
    kinds = inner.get("type")
    if not isinstance(kinds, str) or "enum" in inner:
        return {"anyOf": [inner, {"type": "null"}]}
    return {**inner, "type": [kinds, "null"]}
