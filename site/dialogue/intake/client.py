"""Which address a request comes from, as far as it can be believed."""

import ipaddress

from django.conf import settings


def client_address(request):
    """
    Return the client's address, of an IPv6 client its /64 network (one household holds all of it).

    Behind ``DIALOGUE_TRUSTED_PROXIES`` proxies, each of which appends the address it saw to
    X-Forwarded-For, only the hop that the outermost of them wrote is believed: everything left of
    it was sent by the client itself.
    """
    trusted = getattr(settings, "DIALOGUE_TRUSTED_PROXIES", 0)
    hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",")]
    seen = hops[-trusted] if 0 < trusted <= len(hops) else ""
    return _normal(seen) or _normal(request.META.get("REMOTE_ADDR", ""))


def _normal(text):
    try:
        address = ipaddress.ip_address(text.strip("[]").split("%")[0])
    except ValueError:
        return ""
    if address.version == 6 and address.ipv4_mapped:
        address = address.ipv4_mapped
    if address.version == 6:
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address)
