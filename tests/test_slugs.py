"""The readable end of an address: as Django makes it, only sooner."""

import pytest
from django.utils.text import slugify
from hypothesis import given
from hypothesis import strategies as st

from articles.models.slugs import slug_of_words

WORDS = st.text(st.one_of(st.characters(), st.characters(max_codepoint=127), st.sampled_from("-_ \t\x1cÉß’")))


@given(WORDS)
def test_it_is_what_django_makes(words: str) -> None:
    assert slug_of_words(words) == slugify(words, allow_unicode=True)


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("Grain ships leave Odesa -- 12 of them", "grain-ships-leave-odesa-12-of-them"),
        ("_Ann_ O'Neill_", "ann_-oneill"),
        ("Élysée: “talks”", "élysée-talks"),
        ("…", ""),
    ],
)
def test_words_and_their_slug(words: str, slug: str) -> None:
    assert slug_of_words(words) == slug
