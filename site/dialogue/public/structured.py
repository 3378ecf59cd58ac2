"""
What search engines read of a page (schema.org, JSON-LD).

It says nothing that the page doesn't show. What people typed can't end the element it stands in:
the signs that could are written as escapes.
"""

import json

from django.utils.html import strip_tags
from django.utils.safestring import mark_safe

from ..addresses import absolute, page_address
from ..deadlines import ZONE
from ..models import AnswerPage, SessionPage
from ..states import SessionState
from ..vietnamese import clean, clean_line, phone_e164
from .rich_texts import expanded

SCHEMA = "https://schema.org"
COUNTRY = "VN"
_ESCAPES = {ord(sign): f"\\u{ord(sign):04X}" for sign in "<>&\u2028\u2029"}
_EVENT_STATES = {
    SessionState.POSTPONED: "EventPostponed",
    SessionState.CANCELLED: "EventCancelled",
    SessionState.IN_WRITING: "EventCancelled",
}


def script(things):
    """Return the things as one element that holds data and can never be run."""
    text = json.dumps({"@context": SCHEMA, "@graph": things}, ensure_ascii=False)
    safe = text.translate(_ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{safe}</script>')  # noqa: S308 (escaped)


def _without_blanks(thing):
    return {name: value for name, value in thing.items() if value not in ("", None)}


def _plain(html):
    """Return rich text as words."""
    spaced = expanded([html])[0].replace("</p>", "\n").replace("</li>", "\n")
    return clean(strip_tags(spaced)).strip()


def _dialled(number):
    try:
        return phone_e164(number)
    except ValueError:
        return number


def organisation(commune):
    """Return the commune as a body of government."""
    return _without_blanks(
        {
            "@type": "GovernmentOrganization",
            "@id": absolute("/#uy-ban"),
            "name": commune.body_name,
            "url": absolute("/"),
            "telephone": _dialled(commune.hotline) if commune.hotline else "",
            "email": commune.email,
            "address": _place_address(commune, commune.address),
            "areaServed": commune.name,
        }
    )


def _place_address(commune, street):
    return _without_blanks(
        {
            "@type": "PostalAddress",
            "streetAddress": clean_line(street),
            "addressLocality": commune.name,
            "addressRegion": commune.province,
            "addressCountry": COUNTRY,
        }
    )


def _naming(commune):
    """Return the commune where it only has to be named."""
    return {
        "@type": "GovernmentOrganization",
        "@id": absolute("/#uy-ban"),
        "name": commune.body_name,
        "url": absolute("/"),
    }


def _event(session, commune):
    """Return a session with its day set; a month alone is no date that a reader could keep."""
    if session.start_at is None:
        return None
    end = session.end_at.astimezone(ZONE).isoformat() if session.end_at else ""
    return _without_blanks(
        {
            "@type": "Event",
            "@id": page_address(session),
            "url": page_address(session),
            "name": session.title,
            "description": session.description,
            "startDate": session.start_at.astimezone(ZONE).isoformat(),
            "endDate": end,
            "eventStatus": f"{SCHEMA}/{_EVENT_STATES.get(session.state, 'EventScheduled')}",
            "eventAttendanceMode": f"{SCHEMA}/OfflineEventAttendanceMode",
            "isAccessibleForFree": True,
            "inLanguage": "vi",
            "location": {
                "@type": "Place",
                "name": clean_line(session.place),
                "address": _place_address(commune, session.place),
            },
            "organizer": _naming(commune),
        }
    )


def _question(answer, commune):
    address = page_address(answer)
    return {
        "@type": "QAPage",
        "@id": address,
        "url": address,
        "inLanguage": "vi",
        "mainEntity": {
            "@type": "Question",
            "name": answer.title,
            "text": clean(answer.question_text).strip(),
            "answerCount": 1,
            "acceptedAnswer": {
                "@type": "Answer",
                "text": _plain(answer.answer_text),
                "url": address,
                "dateCreated": answer.answered_on.isoformat(),
                "author": {"@type": "Organization", "name": answer.department.name},
            },
            "publisher": _naming(commune),
        },
    }


def breadcrumb(steps):
    """
    Return the way to a page.

    :param steps: (title, full address) from the home page down to the page itself
    """
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": title, "item": address}
            for place, (title, address) in enumerate(steps, 1)
        ],
    }


_KINDS = {SessionPage: _event, AnswerPage: _question}


def of_page(page, commune):
    """Return what a page of the dialogue tells of itself, or None if it is only a page."""
    describe = _KINDS.get(type(page))
    return describe(page, commune) if describe else None
