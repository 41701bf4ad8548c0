"""Addresses joined of parts are those that the changed requests have."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from articles.search.addresses import Addresses
from articles.search.language import Period
from articles.search.language.periods import month_of, year_of
from articles.search.narrowing import DATED, FACETS, Choice, Narrowing
from articles.search.request import EACH, NAMES, SearchRequest, Sort, opened

some = st.sampled_from
choices = st.builds(
    lambda facet, value: Choice(facet, value, f"the {value}", value),
    some(FACETS),
    some(("iran", "7", "côte-d'ivoire", "a b&c=d", "100%")),
)
periods = some(
    (None, year_of(2023), month_of(2023, 10), Period(month_of(2023, 2).first, month_of(2023, 2).first))
)
narrowings = st.builds(
    Narrowing,
    st.lists(choices, max_size=4, unique=True).map(tuple),
    periods,
    periods,
    some(("", *DATED)),
    st.booleans(),
    some((None, Choice("since_batch", "3", "batch 3", 3))),
    st.lists(choices, max_size=3, unique=True).map(tuple),
    some(((), ("country",), ("leader", "event"))),
)
requests = st.builds(
    SearchRequest,
    some(("", "oil & gas", " “grain”+wheat ", "سلام")),
    narrowings,
    narrowings,
    some((None, *Sort)),
    st.integers(1, 3),
    some(("", "person")),
    some((20, 100)),
    some((0, 12)),
    some(("", "o'")),
    st.integers(1, 2),
    some(("", EACH)),
    st.booleans(),
)


@given(request=requests, choice=choices, after=periods, before=periods, page=st.integers(1, 400))
def test_addresses_are_those_of_changed_requests(
    request: SearchRequest, choice: Choice, after: Period | None, before: Period | None, page: int
) -> None:
    addresses = Addresses(request)
    for one in (choice, *request.narrowing.choices, *request.narrowing.excluded):
        assert addresses.toggled(one) == request.toggled(one).address
        assert addresses.excluding(one) == request.excluding(one).address
    if after and before:
        assert (
            addresses.between(after, before) == request.narrowed(after=after, before=before, dated="").address
        )
    for dated in ("", *DATED):
        assert addresses.dated(dated) == request.narrowed(dated=dated).address
    for sort in Sort:
        assert addresses.sorted(sort) == request.change(sort=sort).address
    assert addresses.listing("leader") == request.change(facet="leader").address
    assert addresses.page(page) == request.change(page=page).address
    assert opened(request) == f"{replace(request, page=1).address}&result=".replace("?&", "?")


@given(request=requests)
def test_parameters_stand_in_their_order(request: SearchRequest) -> None:
    places = [NAMES.index(name) for name, _ in request.parameters]
    assert places == sorted(places)
