"""The screen on which an editor brings a plan in: who may, what is made, what is refused."""

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupPagePermission, PageLogEntry, Site

from dialogue.desk import plan_import
from dialogue.documents.checks import publication_problems
from dialogue.intake import token
from dialogue.models import DialogueIndexPage, PlanPage
from dialogue.states import Role
from tests import factories as make
from tests.desk.records import body
from tests.desk.visiting import messages_of, person, root_user, visit, visit_as
from tests.plan_import.test_refused import OLE
from tests.plan_import.writing import PLAN, body_of, saved, word, word_plan

pytestmark = pytest.mark.django_db
URL = "dialogue_desk:plan_import"


@pytest.fixture
def index(commune):
    return make.tree()


@pytest.fixture
def editor(index):
    return visit_as(Role.EDITOR)


def fields(**changed):
    now = timezone.now()
    return {"below": make.tree().pk, "text": PLAN, "token": str(token.fresh(now))} | changed


def send(client, **changed):
    return client.post(reverse(URL), fields(**changed))


def uploaded(data, name="ke-hoach.docx"):
    return SimpleUploadedFile(name, data)


def the_plan():
    return PlanPage.objects.get()


def test_pasted_text_becomes_a_draft_in_the_editor(editor):
    response = send(editor)
    page = the_plan()
    assert response["Location"] == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert not page.live
    assert page.latest_revision is not None
    assert page.title.startswith("Kế hoạch gặp gỡ, đối thoại giữa lãnh đạo UBND xã")
    assert (page.slug, page.year, page.symbol) == ("ke-hoach-2026", 2026, "KH-UBND")
    assert page.get_parent().specific == make.tree()


def test_a_word_file_becomes_the_same_draft(editor):
    send(editor)
    send(editor, text="", file=uploaded(saved(word_plan())))
    first, second = PlanPage.objects.order_by("pk")
    for name in ("title", "number", "abstract", "bases", "opening", "closing", "signing_for",
                 "signer", "recipients"):  # fmt: skip
        assert getattr(first, name) == getattr(second, name), name
    assert [(b.block_type, b.value) for b in first.body] == [
        (b.block_type, b.value) for b in second.body
    ]


def test_equal_titles_twice_get_addresses_of_their_own(editor):
    send(editor)
    send(editor)
    assert sorted(PlanPage.objects.values_list("slug", flat=True)) == [
        "ke-hoach-2026", "ke-hoach-2026-2",
    ]  # fmt: skip


def test_the_editor_is_told_what_was_recognised_and_what_to_look_at(editor):
    text = PLAN.replace("2. Yêu cầu", "3. Yêu cầu").replace("Đặng Quốc Khánh", "")
    response = editor.post(reverse(URL), fields(text=text), follow=True)
    told, look = messages_of(response)
    assert "Căn cứ: 2" in told
    assert "phần I, II: 3" in told
    assert "Phụ lục: mẫu Phiếu đăng ký, 6 ô thông tin" in told
    assert "1 chỗ trong các phần được đánh dấu “Cần xem lại”" in look
    assert "Không tìm thấy, cần điền: người ký." in look


def test_words_of_the_file_are_no_markup_in_the_messages(editor):
    text = "KẾ HOẠCH\n<script>alert(1)</script> & bà con\nI. MỤC TIÊU\n1. Chung"
    response = editor.post(reverse(URL), fields(text=text), follow=True)
    assert b"<script>alert(1)" not in response.content
    assert the_plan().abstract == "<script>alert(1)</script> & bà con"


def test_the_draft_opens_in_the_editor(editor):
    send(editor, text=PLAN + "\nBút phê của lãnh đạo")
    page = the_plan()
    response = editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert response.status_code == 200


def test_the_reason_of_a_review_is_there_to_read_and_not_to_change():
    reason = PlanPage._meta.get_field("body").stream_block.child_blocks["review"]
    assert reason.child_blocks["reason"].field.widget.attrs["readonly"] is True


def test_making_the_draft_is_logged_with_its_author(index):
    user = make.staff(Role.EDITOR)
    send(visit(user))
    assert the_plan().owner == user
    entry = PageLogEntry.objects.get(page=the_plan().pk, action="wagtail.create")
    assert entry.user == user


def test_the_same_form_sent_twice_makes_one_draft(editor):
    sent = fields()
    first, second = (editor.post(reverse(URL), sent) for _time in range(2))
    assert PlanPage.objects.count() == 1
    assert first["Location"] == second["Location"]


def test_a_key_of_somebody_else_leads_nowhere(editor):
    sent = fields()
    editor.post(reverse(URL), sent)
    outsider = visit_as(Role.OFFICER)
    assert outsider.post(reverse(URL), sent).status_code == 404


@pytest.mark.parametrize("given", ["", "giả mạo", "a:b:c"])
def test_an_expired_or_forged_key_makes_nothing_and_keeps_the_text(editor, given):
    response = send(editor, token=given)
    assert PlanPage.objects.count() == 0
    assert "Đặng Quốc Khánh" in body(response)
    again = response.context["form"].data["token"]
    assert send(editor, token=again).status_code == 302


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"text": ""}, "Hãy chọn tệp Word, hoặc dán nội dung kế hoạch."),
        ({"text": " \n\t "}, "Hãy chọn tệp Word, hoặc dán nội dung kế hoạch."),
        ({"text": "Danh sách đi chợ: rau, cá"}, "Không nhận ra phần nào của kế hoạch"),
        ({"text": "KÕ ho¹ch ®èi tho¹i víi nh©n d©n"}, "phông chữ cũ"),
        ({"text": "-----"}, "Không nhận ra phần nào của kế hoạch"),
        ({"text": "a" * (plan_import.MOST_PASTED + 1)}, "200000 ký tự"),
        ({"below": "999999"}, "Chưa nhập được kế hoạch"),
    ],
)
def test_refused_text_changes_nothing_and_stays_in_the_form(editor, changed, words):
    response = send(editor, **changed)
    assert response.status_code == 200
    assert words.casefold() in body(response).casefold()
    assert PlanPage.objects.count() == 0
    kept = response.context["form"]["text"].value()
    assert kept == changed.get("text", PLAN)


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"", "rong.docx", "Tệp này rỗng"),
        (OLE + b"\0" * 99, "cu.doc", "Word đời cũ (.doc)"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "khoa.docx", "mật khẩu"),
        (b"%PDF-1.7", "ban-in.pdf", "PDF"),
        (b"PK\x03\x04rac", "hong.docx", "bị hỏng"),
        (b"\x89PNG\r\n", "anh.docx", "không phải tệp Word"),
        (saved(word("Danh sách đi chợ")), "khac.docx", "Không nhận ra phần nào"),
    ],
)
def test_a_refused_file_changes_nothing_and_says_what_to_do(editor, data, name, words):
    response = send(editor, text="", file=uploaded(data, name))
    assert response.status_code == 200
    assert words in body(response)
    assert "Vui lòng chọn lại tệp" in body(response) or not data
    assert PlanPage.objects.count() == 0


def test_a_file_and_a_text_together_are_one_too_many(editor):
    response = send(editor, file=uploaded(saved(word_plan())))
    assert "không làm cả hai" in body(response)
    assert PlanPage.objects.count() == 0


def test_more_paragraphs_than_the_editor_can_save_are_refused(editor, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = plan_import.FIELDS_BESIDE + 5 * 5
    lines = body_of("I. MỤC TIÊU", *(f"- Việc {number}." for number in range(5)))
    assert send(editor, text="\n".join(lines)).status_code == 200
    assert send(editor, text="\n".join(lines[:-1])).status_code == 302


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("anonymous", 302),
        ("editor", 200),
        ("office", 200),
        ("officer", 404),
        ("leader", 200),
        ("administrator", 200),
    ],
)
def test_who_may_bring_a_plan_in(index, role, status):
    client = visit(person(role, department=make.DepartmentFactory()))
    assert client.get(reverse(URL)).status_code == status
    sent = send(client)
    assert PlanPage.objects.count() == (1 if status == 200 else 0)
    assert sent.status_code == (404 if status == 404 else 302)


def test_without_a_dialogue_there_is_nothing_to_bring_a_plan_into(db):
    assert visit(root_user()).get(reverse(URL)).status_code == 404


def test_who_may_add_below_one_dialogue_only_sees_and_fills_that_one(index):
    other = Site.objects.get(is_default_site=True).root_page.specific.add_child(
        instance=DialogueIndexPage(title="Đối thoại với thanh niên", live=True)
    )
    user = make.staff(Role.OFFICER)
    group = user.groups.first()
    GroupPagePermission.objects.create(group=group, page=other, permission=_permission("add_page"))
    client = visit(user)
    assert send(client, below=index.pk).status_code == 200
    assert PlanPage.objects.count() == 0
    assert send(client, below=other.pk).status_code == 302
    assert the_plan().get_parent().specific == other


def _permission(codename):
    return Permission.objects.get(content_type__app_label="wagtailcore", codename=codename)


def test_the_dialogues_page_offers_the_import_to_who_may(index):
    url = reverse("wagtailadmin_explore", args=[index.pk])
    assert reverse(URL) in visit_as(Role.EDITOR).get(url).content.decode()
    form = reverse("wagtailadmin_pages:edit", args=[make.form_page().pk])
    page = visit_as(Role.EDITOR).get(form).content.decode()
    assert f"{reverse(URL)}?below" not in page


def test_a_plan_with_something_to_review_cannot_be_published(editor):
    make.form_page()
    send(editor, text=PLAN.replace("2. Yêu cầu", "3. Yêu cầu"))
    page = the_plan()
    (problem,) = publication_problems(page)
    assert "còn 1 chỗ đánh dấu “Cần xem lại”" in problem
    page.live = True
    with pytest.raises(ValidationError, match="Cần xem lại"):
        page.save()
    assert not PlanPage.objects.get(pk=page.pk).live


def test_what_is_to_be_reviewed_is_marked_wherever_it_is_shown(editor, rf):
    send(editor, text="Bản gửi lần hai\n" + PLAN)
    page = the_plan()
    item = next(iter(page.outline))
    assert item.kind == "review"
    assert str(item.text) == "[Cần xem lại] Bản gửi lần hai"
    preview = editor.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]))
    assert "[Cần xem lại] Bản gửi lần hai" in body(preview)
