"""Page dumps with known articles, damaged in known ways: what the tests of the cut are made of."""

from tests.damage import furniture, heads, layouts, shapes
from tests.damage.kinds import KINDS, damaged

__all__ = ["KINDS", "damaged", "furniture", "heads", "layouts", "shapes"]
