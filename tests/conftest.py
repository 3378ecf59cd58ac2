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
    record.signing_for = "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH"
    record.signer = "Nguyễn Văn Đức"
    record.privacy_version = "2026-01-01"
    record.save()
    return record


@pytest.fixture
def committed_ground(transactional_db):
    """
    What migrations laid down, for tests that really commit: Django empties every table after each
    of them. Gives the root of the page tree.
    """
    from django.contrib.contenttypes.models import ContentType
    from wagtail.contrib.forms.utils import get_form_types
    from wagtail.models import Collection, Locale, Page, Site, Workflow

    from dialogue.models import RoleGroup, SecondPersonTask
    from dialogue.roles import ensure_groups, ensure_workflow

    ContentType.objects.clear_cache()
    get_form_types.cache_clear()
    Locale.objects.get_or_create(language_code="vi")
    root = Page.objects.filter(depth=1).first() or Page.add_root(title="Gốc", slug="root")
    home = root.get_children().first() or root.add_child(title="Trang chủ", slug="home")
    if not Site.objects.exists():
        Site.objects.create(hostname="localhost", root_page=home, is_default_site=True)
    if not Collection.objects.exists():
        Collection.add_root(name="Gốc")
    # The groups were made again after the flush, when no page or collection was there to grant.
    RoleGroup.objects.all().delete()
    ensure_groups()
    Workflow.objects.all().delete()
    SecondPersonTask.objects.all().delete()
    ensure_workflow()
    return root
