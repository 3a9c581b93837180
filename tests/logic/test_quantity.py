import pytest

from qcdc_rules.logic.quantity import UNITS, Quantity, parse_quantity


@pytest.mark.parametrize("unit", UNITS)
def test_each_unit_is_read(unit: str) -> None:
    assert parse_quantity({unit: 5}) == Quantity(unit, 5)


@pytest.mark.parametrize("mapping", [{}, {"days": 5, "months": 1}, {"weeks": 2}, {"days": -1}])
def test_what_is_no_quantity_is_refused(mapping: dict[str, int]) -> None:
    with pytest.raises(ValueError, match=r"unit|negative"):
        parse_quantity(mapping)


@pytest.mark.parametrize("number", [True, 2.5, "5", None])
def test_the_number_is_whole(number: object) -> None:
    with pytest.raises(TypeError, match="whole number"):
        parse_quantity({"days": number})  # type: ignore[dict-item]


@pytest.mark.parametrize(
    ("quantity", "months"),
    [
        (Quantity("months", 3), 3),
        (Quantity("years", 2), 24),
        (Quantity("days", 30), None),
        (Quantity("month_ends", 3), None),
    ],
)
def test_whole_months(quantity: Quantity, months: int | None) -> None:
    assert quantity.whole_months == months


def test_it_prints_number_and_unit() -> None:
    assert str(Quantity("working_days", 5)) == "5 working_days"
