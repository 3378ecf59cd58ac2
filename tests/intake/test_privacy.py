"""What the form says about people's data is what is done with it."""

import pytest

from tests import factories as make
from tests.intake.support import open_session

pytestmark = pytest.mark.django_db


def test_that_the_office_deletes_contacts_is_said_as_its_rule(client, commune):
    open_session()
    text = client.get(make.form_page().url).content.decode()
    assert "Văn phòng xóa điện thoại, địa chỉ, thư điện tử theo quy định lưu giữ: 12 tháng" in text
