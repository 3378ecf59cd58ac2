"""How the demo writes down a sheet and the matters that the office finds in it."""

from dataclasses import dataclass, field

from ..states import ApplicantKind, Channel


@dataclass(frozen=True)
class Matter:
    """
    One question. ``way`` names how it goes (``journey.QUESTION_WAYS``); ``answer`` is the key of
    the published answer, whose text is then the reply too.
    """

    part: int
    text: str
    topic: str
    way: str
    answer: str = ""
    reply: str = ""
    instruction: str = ""
    remark: str = ""
    other_body: str = ""
    other_body_address: str = ""


@dataclass(frozen=True)
class Entry:
    """
    One sheet. ``at`` is a moment as ``clock.Clock`` reads it; ``way`` names what the office does
    with it (``journey.SHEET_WAYS``); ``phone`` are the last digits of a made-up number.
    """

    at: str
    full_name: str
    phone: str
    village: str
    way: str
    part_1: str = ""
    part_2: str = ""
    matters: tuple = ()
    channel: Channel = Channel.WEB
    house: str = ""
    other_place: str = ""
    email: str = ""
    organisation: str = ""
    guardian: str = ""
    session: str = "next"
    consents: frozenset = frozenset()
    extra: list = field(default_factory=list)
    suspicion: str = ""
    refusal: str = ""
    words: str = ""
    label: str = ""

    @property
    def kind(self):
        return ApplicantKind.ORGANISATION if self.organisation else ApplicantKind.PERSON

    @property
    def phone_number(self):
        # 0900 000 xxx: no operator gives these out.
        return f"+84900000{self.phone}" if self.phone else ""
