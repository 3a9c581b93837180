from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcdc_rules.logic.share import Share, parse_fraction

shares = st.builds(Share, st.integers(0, 60), st.integers(1, 60), st.booleans())
wholes = st.integers(1, 10_000) | st.fractions(min_value=Fraction(1, 7), max_value=500, max_denominator=50)


@pytest.mark.parametrize(
    ("share", "of", "over", "reached"),
    [
        (Share(2, 3, False), 8, 12, True),  # từ hai phần ba trở lên: 3a >= 2b
        (Share(2, 3, False), 9, 15, False),
        (Share(2, 3, False), 64, 96, True),
        (Share(2, 3, False), 63, 96, False),
        (Share(1, 2, True), 4160, 8318, True),  # trên 50%: 2a > b
        (Share(1, 2, True), 4159, 8318, False),
        (Share(1, 2, False), 4159, 8318, True),  # ít nhất 50%
        (Share(1, 2, False), 4158, 8318, False),
        (Share(7, 10, True), 70, 100, False),  # trên 70%
        (Share(7, 10, True), 71, 100, True),
        (Share(3, 10, False), 3, 10, True),  # ít nhất 30%: the request of WP-06
        (Share(3, 10, False), 2, 10, False),
        (Share(1, 3, False), 33, 100, False),
        (Share(1, 3, False), 34, 100, True),
        (Share(1, 10, False), 9, 91, False),
        (Share(1, 10, False), 10, 91, True),
    ],
)
def test_both_sides_of_the_limit(share: Share, of: int, over: int, reached: bool) -> None:
    assert share.reached(of, over) is reached


def test_fractions_are_exact() -> None:
    third = Fraction(1, 3)
    assert Share(1, 3, False).reached(third, 1)
    assert not Share(1, 3, True).reached(third, 1)
    assert Share(1, 2, True).reached(1, Fraction(3, 2))


@pytest.mark.parametrize("over", [0, -1, Fraction(0)])
def test_there_is_no_share_of_nothing(over: int | Fraction) -> None:
    with pytest.raises(ValueError, match="above zero"):
        Share(1, 2, False).reached(0, over)
    with pytest.raises(ValueError, match="above zero"):
        Share(1, 2, False).least(over)


@pytest.mark.parametrize("number", [0.5, True, "1"])
def test_only_exact_numbers(number: object) -> None:
    with pytest.raises(TypeError, match="whole numbers or fractions"):
        Share(1, 2, False).reached(number, 2)  # type: ignore[arg-type]


@pytest.mark.parametrize(("numerator", "denominator"), [(1, 0), (-1, 2), (1, -2)])
def test_what_is_no_share_is_refused(numerator: int, denominator: int) -> None:
    with pytest.raises(ValueError, match="not a share"):
        Share(numerator, denominator, False)


@pytest.mark.parametrize(
    ("share", "over", "least"),
    [
        (Share(2, 3, False), 12, 8),
        (Share(2, 3, False), 15, 10),
        (Share(2, 3, False), 100, 67),
        (Share(1, 2, True), 8318, 4160),
        (Share(1, 2, True), 7, 4),
        (Share(1, 2, False), 7, 4),
        (Share(1, 1, False), 7, 7),
        (Share(0, 1, True), 7, 1),
    ],
)
def test_least(share: Share, over: int, least: int) -> None:
    assert share.least(over) == least


@given(shares, wholes)
def test_least_is_the_least(share: Share, over: int | Fraction) -> None:
    least = share.least(over)
    assert share.reached(least, over)
    assert not share.reached(least - 1, over)


@given(shares, st.integers(0, 500), st.integers(0, 500), wholes)
def test_more_never_loses_the_share(share: Share, of: int, more: int, over: int | Fraction) -> None:
    assert not share.reached(of, over) or share.reached(of + more, over)


@pytest.mark.parametrize(
    ("text", "fraction"),
    [
        ("2/3", Fraction(2, 3)),
        ("1/2", Fraction(1, 2)),
        ("50%", Fraction(1, 2)),
        ("12,5%", Fraction(1, 8)),
        ("12.5%", Fraction(1, 8)),
        ("0,1%", Fraction(1, 1000)),
        ("100%", Fraction(1)),
        (" 30% ", Fraction(3, 10)),
    ],
)
def test_fractions_as_the_law_writes_them(text: str, fraction: Fraction) -> None:
    assert parse_fraction(text) == fraction


@pytest.mark.parametrize(
    "text", ["", "0,5", "50", "1/0", "-1/2", "1/2/3", "2 / 3", "%", "5,%", ",5%", "²/3", "1/-2"]
)
def test_other_texts_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a fraction"):
        parse_fraction(text)


@given(st.integers(0, 10_000), st.integers(1, 10_000))
def test_a_written_fraction_is_read_back(numerator: int, denominator: int) -> None:
    assert parse_fraction(f"{numerator}/{denominator}") == Fraction(numerator, denominator)
