"""The demo's staff: one login for each role, one officer for each department."""

from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.utils.translation import gettext as _

from ..models import Department, RoleGroup
from ..states import Role
from . import commune

# Known to everyone who reads this: good on loopback, for nothing else.
PASSWORD = "doi-thoai-2026"  # noqa: S105
EMAIL_DOMAIN = "phuxuyen.example"


@dataclass(frozen=True)
class Person:
    """A member of staff: Vietnamese names keep the family name in ``family_name``."""

    username: str
    family_name: str
    given_name: str
    roles: tuple
    department: str = ""


@dataclass(frozen=True)
class Login:
    """What a newcomer needs: user name, password, and whose it is."""

    username: str
    password: str
    duty: str


EDITOR, OFFICE_CLERK, OFFICE_CHIEF = "bientap", "vanphong", "chanhvanphong"
CHAIR, DEPUTY, ADMINISTRATOR = "lanhdao", "pholanhdao", "quantri"

PEOPLE = [
    Person(EDITOR, "Lê Thu", "Trang", (Role.EDITOR,)),
    Person(OFFICE_CLERK, "Nguyễn Thị", "Hường", (Role.OFFICE,)),
    Person(OFFICE_CHIEF, "Trần Đình", "Khôi", (Role.OFFICE, Role.RESTRICTED_READER)),
    Person("chuyenvien", "Phạm Văn", "Đông", (Role.OFFICER,), commune.ECONOMY),
    Person("chuyenvien.hotich", "Đỗ Thị Ánh", "Nguyệt", (Role.OFFICER,), commune.OFFICE),
    Person("chuyenvien.vhxh", "Vũ Hoàng", "Yến", (Role.OFFICER,), commune.SOCIETY),
    Person("chuyenvien.hcc", "Bùi Quang", "Huy", (Role.OFFICER,), commune.SERVICE),
    Person("chuyenvien.congan", "Hoàng Mạnh", "Cường", (Role.OFFICER,), commune.POLICE),
    Person("chuyenvien.thue", "Đặng Thị", "Hiền", (Role.OFFICER,), commune.TAX),
    Person("chuyenvien.bhxh", "Ngô Thanh", "Tâm", (Role.OFFICER,), commune.INSURANCE),
    Person(CHAIR, "Nguyễn Đức", "Thắng", (Role.LEADER,)),
    Person(DEPUTY, "Lý Thị Kim", "Oanh", (Role.LEADER,)),
    Person(ADMINISTRATOR, "Trịnh Công", "Sáng", (Role.ADMINISTRATOR,)),
]


def make_people():
    """Create the staff with their groups and departments."""
    User = get_user_model()
    # One hash for all: making one takes a good part of a second.
    password = make_password(PASSWORD)
    groups = {held.role: held.group for held in RoleGroup.objects.select_related("group")}
    for person in PEOPLE:
        user = User.objects.create(
            username=person.username,
            email=f"{person.username}@{EMAIL_DOMAIN}",
            password=password,
            last_name=person.family_name,
            first_name=person.given_name,
        )
        user.groups.set([groups[role] for role in person.roles])
        if person.department:
            Department.objects.get(name=person.department).members.add(user)


def staff():
    """Return the demo's users by user name."""
    return get_user_model().objects.in_bulk([p.username for p in PEOPLE], field_name="username")


def officer_of(department):
    """Return the user name of the department's officer."""
    return next(p.username for p in PEOPLE if p.department == department)


def logins():
    """Return the logins that the database still holds; none if it isn't the demo's."""
    there = set(
        get_user_model()
        .objects.filter(email__endswith=f"@{EMAIL_DOMAIN}", is_active=True)
        .values_list("username", flat=True)
    )
    return [Login(p.username, PASSWORD, _duty(p)) for p in PEOPLE if p.username in there]


def _duty(person):
    roles = ", ".join(str(role.label) for role in person.roles)
    if person.department:
        roles = _("%(role)s: %(department)s") % {"role": roles, "department": person.department}
    return f"{person.family_name} {person.given_name} – {roles}"
