"""The lookup `among` finds what `in` finds, with one parameter however many values there are."""

import pytest

from articles.models import Article, Person, PersonAlias, Source, StoryMember

pytestmark = pytest.mark.django_db


@pytest.fixture
def sources() -> list[Source]:
    return [
        Source.objects.create(name=name, slug=f"s-{n}") for n, name in enumerate(('A "b"', "c, {d}", "é\\'"))
    ]


def test_texts_of_any_characters_are_found(sources: list[Source]) -> None:
    for source in sources:
        assert list(Source.objects.filter(name__among=[source.name])) == [source]
    names = [source.name for source in sources]
    assert set(Source.objects.filter(name__among=names)) == set(sources)


def test_keys_and_foreign_keys_are_found(sources: list[Source]) -> None:
    assert Source.objects.filter(pk__among={source.pk for source in sources}).count() == 3
    one, other = (Person.objects.create(name=name, slug=name.lower()) for name in ("Ada", "Eve"))
    alias = PersonAlias.objects.create(person=one, text="Lady A")
    assert list(PersonAlias.objects.filter(person__among=[one.pk, other.pk])) == [alias]
    assert list(PersonAlias.objects.exclude(person__among=[other.pk])) == [alias]
    assert not PersonAlias.objects.filter(person__among=[other.pk])


def test_nothing_finds_nothing(sources: list[Source]) -> None:
    assert not Source.objects.filter(name__among=[])
    assert not StoryMember.objects.filter(article__among=set()).exists()
    assert Source.objects.exclude(pk__among=()).count() == Source.objects.count()


def test_a_statement_has_one_parameter_for_all_values() -> None:
    for values in (range(2), range(500)):
        _, parameters = Article.objects.filter(pk__among=values).order_by().query.sql_with_params()
        assert len(parameters) == 1
