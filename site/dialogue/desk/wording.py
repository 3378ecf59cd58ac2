"""What a verb will do, in a sentence for the person who is about to do it."""

from django.utils.translation import gettext_lazy as _

from ..states import QuestionVerb as Q
from ..states import RefusalReason, Thing
from ..states import RegistrationVerb as R
from ..states import SessionVerb as S

WHAT_HAPPENS = {
    (Thing.REGISTRATION, R.ACCEPT): _(
        "The sheet is fit for the dialogue; the sender sees so when following it. Split it next."
    ),
    (Thing.REGISTRATION, R.SPLIT): _(
        "Write one question for each matter. The sender's own words stay on the sheet unchanged."
    ),
    (Thing.REGISTRATION, R.ASK_MORE): _(
        "The sheet waits for the sender, who is told what you write here."
    ),
    (Thing.REGISTRATION, R.COMPLETE): _(
        "What the sender added is kept beside the sheet, which then waits to be accepted again."
    ),
    (Thing.REGISTRATION, R.DECIDE_LATE): _(
        "The sheet came after the deadline. You decide where it is answered."
    ),
    (Thing.REGISTRATION, R.CLOSE): _("All questions are final: the sheet is closed."),
    (Thing.REGISTRATION, R.REFUSE): _(
        "The sheet is refused. It keeps its number; the sender is told why and where to go instead."
    ),
    (Thing.REGISTRATION, R.WITHDRAW): _(
        "The sheet and its open questions end at the sender's wish."
    ),
    (Thing.REGISTRATION, R.REOPEN): _("The sheet is taken up again; its number stays."),
    (Thing.REGISTRATION, R.RELEASE): _("The sheet goes the usual way from now on."),
    (Thing.REGISTRATION, R.REISSUE_CODE): _(
        "Check that this is the sender. The old code stops working; the new one is shown once."
    ),
    (Thing.REGISTRATION, R.RESTRICT): _(
        "From now on only the persons named for restricted sheets see this sheet and its questions."
    ),
    (Thing.REGISTRATION, R.UNRESTRICT): _("The whole office sees this sheet again."),
    (Thing.QUESTION, Q.CLASSIFY): _(
        "Topic, proposal and wording are for the leader who assigns. The sheet stays unchanged."
    ),
    (Thing.QUESTION, Q.ASSIGN): _(
        "The department sees the question at once and its clock starts today."
    ),
    (Thing.QUESTION, Q.SAVE_DRAFT): _("The draft is kept; nobody is asked to approve it yet."),
    (Thing.QUESTION, Q.SUBMIT): _("The draft goes to a leader for approval."),
    (Thing.QUESTION, Q.RETURN): _(
        "The question goes back to be assigned anew, with your reason and proposal."
    ),
    (Thing.QUESTION, Q.EXTEND): _("The due date is moved; the reason is kept in the timeline."),
    (Thing.QUESTION, Q.APPROVE): _(
        "The reply is approved as it stands; the office then gives it to the sender."
    ),
    (Thing.QUESTION, Q.SEND_BACK): _(
        "The draft goes back to the department with your remarks; the due date stays."
    ),
    (Thing.QUESTION, Q.GIVE): _(
        "Record how the approved reply reaches the sender; chosen by e-mail, the system sends it "
        "at once. With the last question the sheet closes."
    ),
    (Thing.QUESTION, Q.ANSWER_ON_SPOT): _(
        "Record what the chair answered at the session; the question is then answered."
    ),
    (Thing.QUESTION, Q.OWE_IN_WRITING): _(
        "The question is answered in writing after the session; a new clock starts today."
    ),
    (Thing.QUESTION, Q.REFER): _(
        "Another body is competent. The sender is told which, where it is, and what you write here."
    ),
    (Thing.QUESTION, Q.ESCALATE): _(
        "The matter is reported to the superior body and stays open until that body has replied."
    ),
    (Thing.QUESTION, Q.RECORD_SUPERIOR_REPLY): _(
        "The superior body's reply is recorded; the question is then answered."
    ),
    (Thing.QUESTION, Q.DROP): _("The question was split by mistake and is taken out of the work."),
    (Thing.QUESTION, Q.REOPEN): _("The question is taken up again and waits to be assigned."),
    (Thing.QUESTION, Q.PREPARE_ANSWER): _(
        "Write question and answer anew for everyone to read. A second person publishes them."
    ),
    (Thing.SESSION, S.MOVE_DEADLINE): _(
        "People can register until the new moment; the session's page shows it at once."
    ),
    (Thing.SESSION, S.HOLD): _(
        "The session took place. Answers given on the spot can be recorded from now on."
    ),
    (Thing.SESSION, S.CONCLUDE): _("The work on this session is over."),
    (Thing.SESSION, S.POSTPONE): _(
        "The session is put off and its page says why. Set the new date as soon as it is known."
    ),
    (Thing.SESSION, S.RESCHEDULE): _(
        "The session gets its new date; the registration deadline is computed from it."
    ),
    (Thing.SESSION, S.GO_IN_WRITING): _(
        "There will be no meeting: everyone whose sheet was accepted is owed a written reply."
    ),
    (Thing.SESSION, S.CANCEL): _("The session is called off for good; its page says why."),
}
# How the reason is asked for, where it is more than a reason.
REASON_LABELS = {
    (Thing.REGISTRATION, R.ASK_MORE): _("What the sender is asked for"),
    (Thing.REGISTRATION, R.REFUSE): _("What the sender is told, and where to go instead"),
    (Thing.QUESTION, Q.REFER): _("What the sender is told"),
    (Thing.QUESTION, Q.SEND_BACK): _("Remarks for the department"),
    (Thing.REGISTRATION, R.REISSUE_CODE): _("How the person was checked"),
}
DONE = _("Done: %(verb)s, %(code)s.")


def what_happens(row):
    """Return the sentence for a row of the table of transitions."""
    return WHAT_HAPPENS[(row.thing, row.verb)]


def reason_label(row):
    return REASON_LABELS.get((row.thing, row.verb), _("Reason"))


REFUSAL_HELP = {
    RefusalReason.COMPLAINT: _(
        "Against a decision or act that touches the sender's own rights: goes to citizen reception."
    ),
    RefusalReason.DENUNCIATION: _(
        "Reports a breach of law. The sheet is restricted at once: the sender is secret by law."
    ),
    RefusalReason.OFF_TOPIC: _("Another matter than administrative procedures."),
    RefusalReason.UNIDENTIFIABLE: _("No name, no way to reach the sender, or no clear content."),
    RefusalReason.SPAM: _("Advertising, or typed by a machine."),
    RefusalReason.ALREADY_REGISTERED: _(
        "The same matter stands on another sheet; give its number."
    ),
}
