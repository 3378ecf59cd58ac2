"""What all tests share."""

import pytest
from dialogue.models import CommuneSettings


@pytest.fixture(autouse=True)
def _clean_caches():
    """No test sees what another one cached."""
    from django.core.cache import cache

    cache.clear()


@pytest.fixture
def commune(db):
    """The record of a commune with everything that paper and pages need."""
    record = CommuneSettings.load()
    record.name = "xã Phú Xuyên"
    record.place_name = "Phú Xuyên"
    record.province = "thành phố Hà Nội"
    record.body_name = "UBND xã Phú Xuyên"
    record.address = "thôn Thao Chính, xã Phú Xuyên, thành phố Hà Nội"
    record.hotline = "02433791827"
    record.email = "ubnd@example.vn"
    record.issuer_line_1 = "ỦY BAN NHÂN DÂN"
    record.issuer_line_2 = "XÃ PHÚ XUYÊN"
    record.privacy_version = "2026-01-01"
    record.save()
    return record
