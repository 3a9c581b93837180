import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcdc_rules.logic.fold import fold_name, same_name

names = st.text(alphabet="aăâeêioôơuưyAĐOUYbcghnpqtòóọỏõàáạảãúủùụũếệờửứỹýỳ \u00a0\u0301\u0323", max_size=24)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Hòa", "Hoà"),
        ("Thúy", "Thuý"),
        ("khỏe", "khoẻ"),
        ("HÒA BÌNH", "HOÀ BÌNH"),
        ("Thủy Nguyên", "Thuỷ Nguyên"),
        ("tùy", "tuỳ"),
        ("Qúy", "Quý"),
        ("xã Nghĩa Lộ", unicodedata.normalize("NFD", "xã Nghĩa Lộ")),
        ("thôn  Hòa\u00a0Lạc ", "thôn Hoà Lạc"),
        ("hoàn", "hòan"),
        ("Nguyễn Hữu Thụy", "Nguyễn Hữu Thuỵ"),
        ("tòa\tán", "toà án"),
    ],
)
def test_one_name_written_in_two_ways(a: str, b: str) -> None:
    assert same_name(a, b)
    assert same_name(b, a)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Hòa", "Hoa"),
        ("Hòa", "Hóa"),
        ("Hòa", "hòa"),
        ("Thúy", "Thủy"),
        ("Lan", "Lân"),
        ("Tho", "Thơ"),
        ("Đông", "Dông"),
        ("Hòa An", "Hoa Àn"),
        ("Hòa An", "HòaAn"),
        ("mua", "mưa"),
    ],
)
def test_different_names_stay_different(a: str, b: str) -> None:
    assert not same_name(a, b)


def test_the_key_has_the_tone_on_the_first_vowel() -> None:
    assert fold_name("Hoà") == "Hòa"
    assert fold_name("  thôn   Thuỷ ") == "thôn Thủy"
    assert fold_name("Nguyễn") == "Ng" + unicodedata.normalize("NFC", "u\u0303") + "yên"
    assert fold_name("") == ""


@given(names)
def test_folding_twice_changes_nothing(text: str) -> None:
    folded = fold_name(text)
    assert fold_name(folded) == folded
    assert unicodedata.is_normalized("NFC", folded)


@given(names)
def test_the_form_of_the_input_does_not_matter(text: str) -> None:
    assert same_name(unicodedata.normalize("NFD", text), unicodedata.normalize("NFC", text))


@given(names)
def test_letters_and_tones_are_kept(text: str) -> None:
    written = unicodedata.normalize("NFD", " ".join(text.split()))
    assert sorted(unicodedata.normalize("NFD", fold_name(text))) == sorted(written)
