"""Sessions, plans and the form are found by more than their titles: fold what they say anew."""

from types import SimpleNamespace

from django.db import migrations

from dialogue.deadlines import ZONE
from dialogue.models.folded import folded
from dialogue.models.pages.base import stream_words
from dialogue.vietnamese import long_date, official_date


def _days(session):
    day = session.start_at and session.start_at.astimezone(ZONE)
    if day:
        return (long_date(day), official_date(day), f"{day.day}/{day.month}/{day.year}")
    month = session.expected_month
    return (f"tháng {month:%m/%Y}", f"tháng {month.month} năm {month.year}") if month else ()


def _of_session(session):
    meeting = ("Hội nghị đối thoại", *_days(session), session.place, session.chair)
    more = (stream_words(session.agenda), stream_words(session.participants))
    return (session.title, *meeting, session.summary, *more, session.how_to_take_part)


def _of_plan(plan):
    number = f"{int(plan.number):02d}" if plan.number.isdecimal() else plan.number
    head = (plan.title, f"{number}/{plan.symbol}", plan.issued_on and official_date(plan.issued_on))
    return (*head, plan.abstract, plan.opening, stream_words(plan.body), plan.closing)


def _of_form(form):
    return (form.title, form.introduction)


def fold_anew(apps, schema_editor):
    kinds = {"SessionPage": _of_session, "PlanPage": _of_plan, "RegistrationPage": _of_form}
    for name, texts in kinds.items():
        pages = apps.get_model("dialogue", name).objects
        # As rows: a form of those days can't be made without the code of those days.
        for row in pages.values():
            pages.filter(pk=row["page_ptr_id"]).update(**folded(texts(SimpleNamespace(**row))))


class Migration(migrations.Migration):
    dependencies = [("dialogue", "0008_open_data_licence")]

    operations = [migrations.RunPython(fold_anew, migrations.RunPython.noop, elidable=True)]
