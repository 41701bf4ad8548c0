"""Credit lines: those who made an article are told apart from those whom it is about."""

import pytest

from articles.linking.credits import credit_lines

TALKS = "The talks went on. "


@pytest.mark.parametrize(
    "line",
    [
        "(Reporting by Ola Berg; editing by Kari Lund)",
        "(Additional reporting by Ola Berg in Oslo and Kari Lund in Rome; Writing by Per Dal)",
        "[Editing by Ola Berg]",
        "(Writing and editing by Ola Berg)",
        "(Reporting by Ola Berg",
    ],
)
def test_a_credit_line_in_brackets_is_found_anywhere(line: str) -> None:
    text = TALKS + line
    assert [text[start:end] for start, end in credit_lines(text)] == [line]


def test_a_paragraph_of_credits_is_found() -> None:
    text = f"{TALKS}\n\nReporting by Ola Berg in Oslo; editing by Kari Lund"
    assert [text[start:end].strip() for start, end in credit_lines(text)] == [text.split("\n\n")[1]]


@pytest.mark.parametrize(
    "text",
    [
        "Reporting by the agency has been criticised, the minister said.\nMore followed.",
        "The book (written in 1990) was banned.",
        "He was reporting by telephone.",
    ],
)
def test_words_about_reporting_are_no_credit_line(text: str) -> None:
    assert not credit_lines(text)
