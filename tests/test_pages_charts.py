"""Charts: bars as links, scaled, escaped."""

import xml.etree.ElementTree as ET

from articles.charts import bars, share


def test_bars_are_links_scaled_to_the_tallest():
    chart = bars([("A & <b>", 2, "?a=1&b=2"), ("B", 4, "?b"), ("C", 0, "?c")], "Articles")
    root = ET.fromstring(chart.svg)
    heights = [float(rect.get("height")) for rect in root.iter("rect") if rect.get("class") == "bar"]
    assert heights == [50.0, 100.0]
    assert [link.get("href") for link in root.iter("a")] == ["?a=1&b=2", "?b"]
    assert [title.text for title in root.iter("title")] == ["A & <b>: 2", "B: 4", "C: 0"]
    assert chart.ticks == ("A & <b>", "B", "C")


def test_one_and_no_bar():
    assert bars([("A", 1, "?")], "x").ticks == ("A",)
    empty = bars([], "x")
    assert empty.ticks == ()
    ET.fromstring(empty.svg)


def test_a_share_is_drawn_to_its_part():
    assert 'width="25.0"' in share(1, 4)
    assert 'width="0"' in share(0, 0)
