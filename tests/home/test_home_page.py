"""The front page: when, where, until when and how, at a glance, whatever there is to show."""

import datetime as dt
import re

import pytest
import time_machine

from dialogue.actions import sessions as verbs
from home.models import NoticeAttachment, NoticeIndexPage, NoticePage, StandardPage
from tests import factories as make
from tests.intake.support import address as form_address
from tests.intake.support import filled, nothing_registered, open_session
from tests.public.reading import at, home_page, read, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(commune):
    commune.hours_text = "Thứ Hai đến thứ Sáu, giờ hành chính"
    commune.portal_url = "https://dichvucong.gov.vn"
    commune.save()
    with time_machine.travel(at("2026-11-22", 9), tick=False):
        yield home_page(headline="Hỏi UBND xã")


def front(client):
    return words(client.get("/"))


def test_the_next_session_is_shown_with_time_place_and_days_left(client, site):
    make.form_page()
    make.session(start_at=at("2027-01-20"), title="Kỳ sau")
    make.session(start_at=at("2026-12-16"), title="Kỳ tới")
    text = front(client)
    assert "Kỳ tới" in text
    assert "Kỳ sau" not in text
    assert "8 giờ 00 , thứ Tư, ngày 16/12/2026" in text
    assert "Hội trường tầng 2" in text
    assert "Còn 12 ngày để đăng ký" in text
    assert "Hạn đăng ký 17 giờ 00, thứ Sáu, ngày 04/12/2026" in text


def test_when_only_the_month_is_known_the_month_is_shown(client, site):
    make.session(expected_month=dt.date(2026, 12, 1))
    text = front(client)
    assert "Dự kiến tháng 12/2026" in text
    assert "Hạn đăng ký 1" not in text


def test_without_a_coming_session_the_page_says_so(client, site):
    make.tree()
    verbs.cancel(make.session(start_at=at("2026-12-16")), user=make.leader(), reason="Mưa bão.")
    assert "Hiện chưa ấn định hội nghị nào" in front(client)


def test_an_empty_site_still_has_a_front_page(client, site):
    text = front(client)
    assert "Hỏi UBND xã" in text
    assert "Chưa có câu trả lời nào được công bố." in text
    assert "Chưa có thông báo." in text


def test_four_doors_lead_to_form_paper_tracking_and_answers(client, site):
    form, answers = make.form_page(), make.answer_index()
    content = client.get("/").content.decode()
    doors = content[content.index('class="doors') :]
    assert f'class="door" href="{form.get_url()}"' in doors
    assert f'class="door" href="/tai-ve/phieu-dang-ky/{form.pk}.pdf"' in doors
    assert 'class="door" href="/tra-cuu/"' in doors
    assert f'class="door" href="{answers.get_url()}"' in doors


def test_hotline_hours_portal_and_standing_pages_stand_on_every_page(client, site):
    site.add_child(instance=StandardPage(title="Bảo vệ dữ liệu cá nhân", live=True))
    for address in ("/", make.tree().get_url(), "/khong-co/"):
        response = client.get(address)
        content, text = response.content.decode(), words(response)
        assert 'href="tel:+842433791827"' in content
        assert "Thứ Hai đến thứ Sáu, giờ hành chính" in text
        assert 'href="https://dichvucong.gov.vn"' in content
        assert "Bảo vệ dữ liệu cá nhân" in text
        assert "UBND xã Phú Xuyên" in text


def test_the_navigation_marks_where_one_is(client, site):
    plan_child = make.session(start_at=at("2026-12-16"))
    content = read(client, plan_child).content.decode()
    assert f'href="{make.tree().get_url()}" aria-current="true"' in content
    assert read(client, make.tree()).content.decode().count('aria-current="page"') == 1


def test_the_way_back_up_names_every_page_above(client, site):
    text = words(read(client, make.session(start_at=at("2026-12-16"))))
    assert "Trang chủ Đối thoại với nhân dân" in text


def test_the_form_that_comes_back_with_errors_stands_where_it_stood(client, site):
    form = make.form_page()
    at_its_address = words(read(client, form))
    with nothing_registered():
        refused = client.post(form_address(form), filled(open_session()) | {"full_name": ""})

    assert refused.status_code == 422
    assert "Trang chủ Đối thoại với nhân dân" in at_its_address
    assert "Trang chủ Đối thoại với nhân dân" in words(refused)
    marked = re.findall(r'href="([^"]+)" aria-current', refused.content.decode())
    assert form.get_url() in marked


def notices(site, count):
    index = site.add_child(instance=NoticeIndexPage(title="Thông báo", live=True))
    for number in range(1, count + 1):
        page = NoticePage(
            title=f"Tin số {number:02d}",
            date=dt.date(2026, 10, 1) + dt.timedelta(days=number),
            live=True,
        )
        index.add_child(instance=page)
    return index


def test_the_newest_three_notices_are_on_the_front(client, site):
    notices(site, 5)
    text = front(client)
    assert [f"Tin số {n:02d}" in text for n in (5, 4, 3, 2)] == [True, True, True, False]


def test_the_list_of_notices_turns_pages_and_forgives_a_wrong_number(client, site):
    index = notices(site, 23)
    assert "Tin số 23" in words(read(client, index))
    last = words(read(client, index, "?trang=99"))
    assert "Tin số 01" in last
    assert "Trang 2 / 2" in last
    assert read(client, index, "?trang=abc").status_code == 200


def test_a_notice_shows_its_date_text_and_files(client, site):
    from django.core.files.base import ContentFile
    from wagtail.documents.models import Document

    index = notices(site, 1)
    notice = NoticePage.objects.child_of(index).get()
    notice.body = "<p>Mời <b>bà con</b> đến dự.</p>"
    notice.save()
    document = Document.objects.create(title="Giấy mời", file=ContentFile(b"%PDF", "moi.pdf"))
    NoticeAttachment.objects.create(page=notice, title="Giấy mời", document=document)
    response = read(client, notice)
    assert "Thứ Sáu, ngày 02/10/2026" in words(response)
    assert "<b>bà con</b>" in response.content.decode()
    assert f'href="{document.url}"' in response.content.decode()
    assert client.get(document.url).status_code == 200
    assert "Giấy mời (PDF" in words(response)


def test_a_standing_page_gives_the_date_of_its_version(client, site):
    page = site.add_child(
        instance=StandardPage(
            title="Bảo vệ dữ liệu",
            updated_on=dt.date(2026, 1, 1),
            body="<p>Ai xử lý.</p>",
            live=True,
        )
    )
    assert "Bản ngày 01/01/2026 Ai xử lý." in words(read(client, page))


def test_a_page_below_a_page_of_the_same_name_is_found(client, site):
    """Slugs repeat at other levels and under other parents; the way decides."""
    make.tree()
    for title in ("Một", "Hai"):
        index = site.add_child(instance=NoticeIndexPage(title=title, live=True))
        index.add_child(
            instance=NoticePage(
                title=f"Tin của {title}", slug="tin", date=dt.date(2026, 1, 1), live=True
            )
        )
    assert "Tin của Một" in words(client.get("/mot/tin/"))
    assert "Tin của Hai" in words(client.get("/hai/tin/"))
    assert client.get("/tin/").status_code == 404
    assert client.get("/mot/tin/tin/").status_code == 404
