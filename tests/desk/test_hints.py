"""Hints from single words: they find what people write, and never run away with a long text."""

import time

import pytest

from dialogue.desk.hints import complaint_hints, to_redact


@pytest.mark.parametrize(
    ("text", "complaint", "denunciation"),
    [
        ("Tôi làm đơn tố cáo ông A", [], ["tố cáo", "đơn tố cáo"]),
        ("TỐ CÁO cán bộ nhận hối lộ", [], ["tố cáo", "nhận hối lộ"]),
        ("toi lam don to cao ong A", [], ["tố cáo", "đơn tố cáo"]),
        ("Tôi khiếu nại quyết định", ["khiếu nại"], []),
        ("Tờ cáo phó của gia đình, xin tổ cào bằng", [], []),
        ("Thủ tục khai sinh cần giấy tờ gì?", [], []),
        ("", [], []),
    ],
)
def test_words_of_complaints_and_denunciations(text, complaint, denunciation):
    assert complaint_hints(text) == (complaint, denunciation)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Gọi 0912 345 678 hoặc 024.3379.1827", ["0912 345 678", "024.3379.1827"]),
        ("Thư về a.b@example.vn nhé", ["a.b@example.vn"]),
        ("Nhà tôi số nhà 12B, ngõ 5", ["số nhà 12B", "ngõ 5"]),
        ("Ở thôn Thao Chính và tổ dân phố 3", ["thôn Thao Chính", "tổ dân phố 3"]),
        ("Các thôn trong xã đều chậm", []),
        ("Thửa đất số 115 tờ bản đồ 7", ["Thửa đất số 115", "tờ bản đồ 7"]),
        ("Căn cước 001090012345 cấp lại", ["001090012345"]),
        ("Năm 2026 có 5 ngày, phí 50.000 đồng", []),
    ],
)
def test_what_should_not_be_published(text, found):
    assert to_redact(text) == found


def test_names_are_found_whole_and_only_when_they_stand_there():
    assert to_redact("Bà Đỗ Thị Ánh Nguyệt hỏi", "Đỗ Thị Ánh Nguyệt", "") == ["Đỗ Thị Ánh Nguyệt"]
    assert to_redact("Bà Đỗ Thị Ánh Nguyệt hỏi", "Thị An") == []


@pytest.mark.parametrize("piece", ["0", "a", "a@", "thôn ", "số ", "@", "+84", "tố cáo "])
def test_a_hundred_thousand_signs_of_malice_end_soon(piece):
    text = piece * (100_000 // len(piece))
    before = time.process_time()
    to_redact(text)
    complaint_hints(text)
    assert time.process_time() - before < 5
