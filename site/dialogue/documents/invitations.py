"""Invitations (giấy mời) to a session: to who registered, to bodies, and to each village."""

import hashlib
import re
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..models import Village
from ..models.registration import UNDECIDED
from ..states import LateDecision, RegistrationState, Thing
from ..vietnamese import search_fold
from . import content as c
from . import invitation_wording as wording
from . import letter_wording
from .official import OfficialPaper
from .paper import lines
from .session_records import DELEGATES_A_VILLAGE, plan_cited, registrations_of

PERSON, BODY, VILLAGE = "registration", "body", "village"
_KEY = re.compile(r"[1-9][0-9]{0,8}")


def invited(session):
    """
    Return the sheets whose senders are invited: accepted, and to be answered at the session.

    A late sheet waits for the leader's decision first; one that is answered in writing needs none.
    """
    accepted = registrations_of(session).filter(state=RegistrationState.ACCEPTED)
    return accepted.exclude(late_decision=LateDecision.IN_WRITING).exclude(UNDECIDED)


def bodies_of(session):
    """Return the bodies among the participants of ``session``, as {part: name}."""
    found = {}
    for block in session.participants:
        for line in lines(block.value["members"]):
            if name := wording.as_body(line):
                digest = hashlib.sha256(search_fold(name).encode()).hexdigest()
                found.setdefault(f"{BODY}-{digest[:12]}", name)
    return found


class Invitation(OfficialPaper):
    """
    One invitation for each guest, while the session still lies ahead.

    ``part`` says whom: "registration-<pk>", "body-<digest>" or "village-<pk>".
    """

    name = "invitation"
    label = gettext_lazy("Invitation")
    scope = Thing.SESSION
    code = "GM"
    kind = wording.KIND

    @classmethod
    def parts(cls, record):
        if not record.is_to_come():
            return {}
        sheets = invited(record).select_related(None).only("number", "year")
        return (
            {f"{PERSON}-{sheet.pk}": _("Sheet %(code)s") % {"code": sheet.code} for sheet in sheets}
            | bodies_of(record)
            | {f"{VILLAGE}-{pk}": name for pk, name in _villages().values_list("pk", "name")}
        )

    @classmethod
    def prints(cls, record, part):
        if not part.startswith(f"{PERSON}-"):
            return super().prints(record, part)
        # A batch asks this for each of hundreds.
        key = cls.sheet_named(part)
        if key is None or not record.is_to_come():
            return False
        return invited(record).filter(pk=key).exists()

    @classmethod
    def sheet_named(cls, part):
        kind, _dash, key = part.partition("-")
        return int(key) if kind == PERSON and _KEY.fullmatch(key) else None

    @cached_property
    def sheet(self):
        """The sheet whose sender is invited, or None."""
        kind, _dash, key = self.part.partition("-")
        return invited(self.record).get(pk=key) if kind == PERSON else None

    @cached_property
    def village(self):
        """The name of the village that sends delegates, or ""."""
        kind, _dash, key = self.part.partition("-")
        return _villages().get(pk=key).name if kind == VILLAGE else ""

    @cached_property
    def named_body(self):
        return bodies_of(self.record).get(self.part, "")

    @property
    def subject(self):
        whom = self.sheet.code if self.sheet else self.village or self.named_body
        return f"{whom} – {super().subject}"

    def abstract(self):
        return wording.about(self.record)

    def addressees(self):
        return [wording.head_of(self.village)] if self.village else []

    def recipients(self):
        return [letter_wording.AS_ABOVE, self.archived()]

    def body(self):
        opening = wording.inviting(self.commune, self._guest(), plan_cited(self.record))
        pieces = [c.paragraph(opening), *self._facts()]
        if self.village:
            pieces += [
                c.fact(f"{wording.DELEGATE} {number}")
                for number in range(1, DELEGATES_A_VILLAGE + 1)
            ]
        if self.record.recording_notice:
            pieces.append(c.paragraph(self.record.recording_notice))
        return [*pieces, c.paragraph(self._request())]

    def _guest(self):
        if self.sheet:
            return wording.person(self.sheet)
        if self.village:
            return wording.delegates(DELEGATES_A_VILLAGE, self.village)
        return self.named_body

    def _facts(self):
        session = self.record
        facts = [
            c.fact(wording.TO, session.title),
            c.fact(wording.CHAIR, session.chair),
            c.fact(wording.TIME, wording.when(session)),
            c.fact(wording.PLACE, session.place),
        ]
        return [*facts, c.fact(wording.PROGRAMME, wording.ENCLOSED)] if session.agenda else facts

    def _request(self):
        if self.sheet:
            return wording.to_person(self.commune, self.sheet)
        if self.village:
            return wording.to_village(self.commune, DELEGATES_A_VILLAGE)
        return wording.to_body(self.commune)

    def annex(self):
        """Return the programme on a page of its own."""
        agenda = self.record.agenda_rows
        if not agenda:
            return []
        first, marks = wording.TIME, [wording.clock(row) for row in agenda]
        if not any(marks):
            first, marks = wording.ORDER, [f"{place}" for place in range(1, len(agenda) + 1)]
        rows = [[mark, row.text] for mark, row in zip(marks, agenda, strict=True)]
        caption = wording.programme_of(self.record)
        columns = (first, wording.CONTENT)
        return [c.table(columns, rows, caption=caption, widths=(22, 78), aligns=["to-centre"])]


def _villages():
    return Village.objects.filter(active=True)
