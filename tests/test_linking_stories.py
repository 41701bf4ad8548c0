"""Stories: versions of one text share a group; other texts, and other reports of one template, do not."""

import hashlib
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.linking.sketches import read
from articles.linking.stories import divide, group, same, signature, signatures, similarity
from articles.linking.story_keys import finer_keys, keys

WIRE = (
    "The harbour was closed on Tuesday after a freighter ran aground in thick fog. "
    "Nobody was hurt. Tugs will pull the ship free at the next high tide, the harbour master said. "
    "Ferries were sent to a smaller port further north, and passengers waited for up to six hours."
)
OTHER = (
    "Wheat prices rose for a third day as buyers worried about a dry spring in the southern plains. "
    "Traders said that stocks were low and that a first estimate of the harvest would come next week."
)
REPORT = """Freighter aground off Tarrafal

TARRAFAL, March 3 (Example Wire) - A freighter with 1,250 tonnes of timber ran aground off Tarrafal on Monday,
and 14 sailors were brought ashore, the coast guard said.

The Santa Rita left Mindelo on Saturday and had engine trouble some 40 miles out, Captain Joaquim Brito told
reporters. Two tugs from Praia will try to pull the ship free at high tide.

No fuel has leaked so far, but booms were laid around the hull as a precaution, the guard added. Fishermen
were told to keep 5 miles away from the wreck until Thursday.

The owner of the ship, Navegar of Lisbon, did not answer calls. It was the third such accident in the strait
since 2019, when the ferry Aurora sank with 31 people on board and an inquiry blamed poor maintenance.
"""


def market(day: str, index: str, change: str, volume: str, week: str) -> str:
    return (
        f"Shares in Tarrafal end the week\n\nThe index of the Tarrafal exchange closed at {index} points on "
        f"{day}, a change of {change} percent from the week before. Volume was {volume} million escudos, "
        "exchange data showed. Turnover of state bonds, which most funds hold, is not part of that sum. "
        f"Trading in the week to {week} was thin, brokers said, as it often is outside the season. The index "
        "is made of the twelve largest companies, weighed by their value, and is worked out once a day. "
        "The exchange opened in a former customs house and lists companies from all of the islands."
    )


WEEKLY = [
    market("Friday", "1,204.50", "0.7", "31", "March 6"),
    market("Friday", "1,187.10", "1.4", "28", "March 13"),
    market("Thursday", "1,219.95", "2.8", "44", "March 19"),
    market("Friday", "1,240.25", "1.7", "39", "March 27"),
]


def quake(place: str, size: str, depth: str, town: str, day: str) -> str:
    return (
        f"Quake of magnitude {size} off {place}\n\nA quake of magnitude {size} struck off {place} on {day}, "
        f"the geological survey said. It was centred {depth} km from {town}. There were no early reports of "
        "damage, and no warning of a tsunami was given. Earthquakes are frequent there, where two plates of "
        "the crust meet and one is pushed below the other by a few centimetres each year."
    )


QUAKES = [
    quake("Sumatra", "5.8", "44", "Padang", "Monday"),
    quake("Honshu", "6.1", "120", "Sendai", "Friday"),
    quake("Crete", "4.9", "12", "Sitia", "Sunday"),
]


def stories(*texts: str) -> list[int]:
    """The number of each text's story."""
    return list(group((str(n), signature(text)) for n, text in enumerate(texts)).values())


def test_identical_texts_are_wholly_alike_whatever_the_case() -> None:
    assert similarity(signature(WIRE), signature(WIRE.upper())) == 1.0


def test_an_update_joins_the_story_and_another_subject_does_not() -> None:
    update = WIRE + " The owner of the freighter declined to comment."
    assert stories(WIRE, OTHER, update) == [0, 1, 0]


TITLE, _, BODY = REPORT.partition("\n")
PARAGRAPHS = BODY.strip().split("\n\n")
COPIES = {
    "another title": f"Timber ship stuck on rocks, crew safe\n{BODY}",
    "cut from the end": f"{TITLE}\n{BODY[:650]}",
    "cut at 400 characters": f"{TITLE}\n{BODY[:400]}",
    "paragraphs in another order": "\n\n".join([TITLE, PARAGRAPHS[0], *PARAGRAPHS[:0:-1]]),
    "another agency's credit": REPORT.replace("Example Wire", "Other Agency") + "\n(Reporting by A. Melo)",
    "a new toll": REPORT.replace("14 sailors", "17 sailors").replace("1,250", "1,300"),
    "a correction": "CORRECTED: " + REPORT.replace("Joaquim Brito", "João Brito"),
    "an update with a third more text": REPORT
    + "\nDivers went down on Tuesday and found a crack of two metres below the water line. The salvage "
    "company said that it would take a week to patch it. The harbour of Mindelo sent pumps, and the mayor "
    "of Tarrafal, Ana Lopes, asked the government to move the shipping lane further out to sea.",
    "boilerplate around it": "Sign up for our letter.\n"
    + REPORT
    + "\nAll rights reserved. Do not redistribute.",
    "lines broken elsewhere": REPORT.replace("\n", " ").replace(". ", ".\n"),
    "curly quotes and dashes": REPORT.replace(" - ", " — ").replace("the guard added", "“the guard” added"),
}


@pytest.mark.parametrize("copy", COPIES.values(), ids=COPIES.keys())
def test_a_version_of_a_text_is_the_same_story(copy: str) -> None:
    assert stories(REPORT, OTHER, copy) == [0, 1, 0]


@pytest.mark.parametrize("series", [WEEKLY, QUAKES], ids=["market reports", "earthquakes"])
def test_reports_of_one_template_are_stories_of_their_own(series: list[str]) -> None:
    assert min(similarity(signature(series[0]), signature(other)) for other in series[1:]) > 0.3
    assert stories(*series) == list(range(len(series)))


def test_a_short_notice_with_another_name_is_another_story() -> None:
    notice = (
        "The minister of {} came to the capital for talks on trade, fishing and air links, a spokesman said "
        * 3
    )
    assert stories(notice.format(*["Peru"] * 3), notice.format(*["Chile"] * 3)) == [0, 1]


def test_days_far_apart_ask_for_more_likeness() -> None:
    news = (
        "Insurers in Porto put the loss at 3 million euros and said that divers would go down once the sea "
        "was calm, which forecasts did not see before the weekend, a broker in the city told the paper."
    )
    update = REPORT.replace(PARAGRAPHS[2], news)
    near, far = date(2024, 3, 4), date(2024, 4, 15)
    one = signature(REPORT, date(2024, 3, 3))
    assert len(set(group([("a", one), ("b", signature(update, near))]).values())) == 1
    assert len(set(group([("a", one), ("b", signature(update, far))]).values())) == 2
    assert len(set(group([("a", one), ("b", signature(REPORT + "A copy.", far))]).values())) == 1


def test_a_chain_of_updates_is_one_story() -> None:
    sentences = WIRE.split(". ")
    steps = [
        ". ".join(sentences + [f"Line {n} of the later report was added by the desk"] * n) for n in range(3)
    ]
    assert set(stories(*steps)) == {0}


def test_a_chain_of_small_changes_does_not_lead_to_a_text_without_a_word_in_common() -> None:
    words = [f"word{n}" for n in range(400)]
    steps = [" ".join(words[start : start + 200]) for start in range(0, 200, 20)]
    found = stories(*steps)
    assert found[0] != found[-1]
    assert any(one == other for one, other in pairwise(found))


def test_a_text_of_a_few_words_has_only_equals() -> None:
    assert stories("Markets closed today", "Markets closed\ntoday", "Markets closed on Friday") == [0, 0, 1]


def test_a_script_without_spaces_has_words_too() -> None:
    text = (
        "港口在周二因浓雾中一艘货船搁浅而关闭没有人受伤"
        "拖船将在下一次涨潮时将船拖出港务局长说渡轮被派往更北的小港口乘客等待了六个小时"
    )
    assert stories(
        text, text[:50] + "他说", "小麦价格连续第三天上涨因为买家担心南部平原的春季干旱交易商表示库存很低"
    ) == [0, 0, 1]


@pytest.mark.parametrize("text", ["", " \n", "..."])
def test_a_text_without_words_is_a_story_of_its_own(text: str) -> None:
    assert group([("a", signature(text)), ("b", signature(text))]) == {"a": 0, "b": 1}


@given(st.text(max_size=400))
def test_any_text_has_a_signature_that_is_small_and_equal_to_itself(text: str) -> None:
    found = signature(text)
    sketch = read(found)
    assert len(found) <= 600
    assert sketch is None or same(sketch, sketch)
    assert signature(text) == found


WORDS = st.lists(
    st.sampled_from(["Norway", "the", "3.25", "percent", "总统", "Élan", "ﬁve", "\n", ".", "x" * 9_000])
)


@given(st.lists(WORDS.map(" ".join) | st.text(), max_size=8), st.dates())
def test_texts_signed_together_have_the_signatures_of_each_alone(texts: list[str], day: date) -> None:
    found = signatures((text, day) for text in texts)
    assert found == [signature(text, day) for text in texts]


def test_a_long_text_has_a_small_signature_too() -> None:
    assert len(signature(" ".join(f"{n} Name{n}" for n in range(20_000)))) <= 600


@pytest.mark.parametrize(
    ("text", "digest"),
    [
        (
            "Norway Writes a Letter\nOSLO - Norway wrote 3 letters to "
            "25 countries on Monday, a spokeswoman said.",
            "bb65328a0ed52a36",
        ),
        ("总统访问奥斯陆 Oslo 2023\n他在那里停留了3天。", "98c51a499cdc9647"),
        ("Élysée: trois réunions à 9 h\nParis, le 16 octobre.", "b3728dc673df02c3"),
    ],
)
def test_a_signature_stays_what_it_was_for_archives_keep_them(text: str, digest: str) -> None:
    assert hashlib.sha256(signature(text)).hexdigest()[:16] == digest


def test_versions_of_a_text_share_a_key() -> None:
    one, *others = (sketch for text in (REPORT, *COPIES.values()) if (sketch := read(signature(text))))
    own, *theirs = keys([one, *others]).tolist()
    assert all(set(own) & set(found) for found in theirs)


def test_a_finer_key_is_shared_by_versions_and_not_by_reports_of_one_template() -> None:
    def shared(texts: list[str]) -> list[int]:
        own, *others = finer_keys([sketch for text in texts if (sketch := read(signature(text)))]).tolist()
        return [len(set(own) & set(found)) for found in others]

    longer = f"{REPORT}\nThe harbour master of Praia said that the tugs had left on Monday evening."
    assert min(shared([REPORT, REPORT.replace("brought ashore", "taken ashore"), longer])) >= 6
    assert max(shared(WEEKLY)) <= 2
    sketch = read(signature(REPORT))
    assert sketch
    assert not set(keys([sketch]).ravel()) & set(finer_keys([sketch]).ravel())


def test_of_a_long_series_only_copies_are_one_story() -> None:
    reports = [market("Friday", f"1,{n}", f"{n % 9}.7", str(n), f"March {n % 31}") for n in range(100, 200)]
    found = stories(*reports, f"Another title\n{reports[77].partition(chr(10))[2]}")
    assert found[-1] == found[77]
    assert len(set(found)) == 100


@given(st.permutations(range(8)))
def test_the_grouping_does_not_depend_on_the_order(order: list[int]) -> None:
    texts = [REPORT, *list(COPIES.values())[:3], *WEEKLY[:2], OTHER, WIRE]
    found = group((str(n), signature(texts[n])) for n in order)
    assert [found[str(n)] == found["0"] for n in range(8)] == [True] * 4 + [False] * 4


def test_what_a_person_decided_stands_above_what_is_alike() -> None:
    sketches = [sketch for text in (REPORT, REPORT, OTHER) if (sketch := read(signature(text)))]
    assert divide(sketches) == [[0, 1], [2]]
    assert divide(sketches, apart=[(0, 1)]) == [[0], [1], [2]]
    assert divide(sketches, together=[(1, 2)], apart=[(0, 1)]) == [[0], [1, 2]]


@given(st.lists(st.text(alphabet="abc ", max_size=30), max_size=8))
def test_groups_number_from_zero_and_do_not_depend_on_chance(texts: list[str]) -> None:
    items = [(str(n), signature(text)) for n, text in enumerate(texts)]
    found = group(items)
    assert found == group(items)
    assert sorted(set(found.values())) == list(range(len(set(found.values()))))
