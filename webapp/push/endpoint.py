"""Where a push may go: the address a browser gave must be a push service's, and an IP address one of the internet.

An endpoint is text from outside, so without these two checks anybody could make the server talk to its own network.
Nothing here sends: the web server reads endpoints too, and has no use for libcurl.
"""

import ipaddress
import re
from collections.abc import Collection
from urllib.parse import urlsplit

# The push services of the browsers; a name covers itself and everything below it on a dot.
HOSTS = (
    "fcm.googleapis.com",
    "jmt17.google.com",  # Chromium without Google's branding
    "android.googleapis.com",
    "push.services.mozilla.com",
    "push.apple.com",
    "notify.windows.com",
)
MOST_CHARACTERS = 1024
SHAPE = re.compile(r"https://([a-z0-9.-]+)(?::443)?[/?][a-z0-9._~:/?\[\]@!$&'()*+,;=%-]*", re.IGNORECASE | re.ASCII)
PUBLIC_6 = ipaddress.ip_network("2000::/3")
# Inside 2000::/3, yet reaching an IPv4 address of the sender's choice, or nobody: IETF use, 6to4, documentation.
NOT_PUBLIC_6 = tuple(map(ipaddress.ip_network, ("2001::/23", "2002::/16", "2001:db8::/32", "3fff::/20")))
NOT_PUBLIC_4 = tuple(map(ipaddress.ip_network, ("192.0.0.0/24", "192.88.99.0/24")))


class BadEndpoint(ValueError):
    """The endpoint is no place to send to; `reason` says why in one sentence."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def check_endpoint(endpoint: str, extra_hosts: Collection[str] = ()) -> str:
    """Its origin; raises BadEndpoint unless it is https at a known push service, or at one of `extra_hosts`."""
    if len(endpoint) > MOST_CHARACTERS:
        raise BadEndpoint(f"The endpoint is longer than {MOST_CHARACTERS} characters.")
    shape = SHAPE.fullmatch(endpoint)
    if shape is None:
        raise BadEndpoint(_what_is_odd(endpoint))
    host = shape[1].lower()
    if not is_push_host(host, extra_hosts):
        raise BadEndpoint("The host of the endpoint is no push service we know.")
    return f"https://{host}"


def is_push_host(host: str, extra_hosts: Collection[str] = ()) -> bool:
    """Whether this lower-case name is on the list itself, or below one that is."""
    labels = host.split(".")
    names = (".".join(labels[start:]) for start in range(len(labels)))
    return any(name in HOSTS or name in extra_hosts for name in names)


def origin_of(endpoint: str) -> str:
    """Scheme, host and a port that is not the usual one: what a push service calls its own origin."""
    parts = urlsplit(endpoint)
    port = "" if parts.port in (None, 443) else f":{parts.port}"
    return f"{parts.scheme}://{parts.hostname}{port}"


def is_public(address: str) -> bool:
    """Whether this IP address belongs to somebody on the internet: no loopback, private, mapped or tunnelled one."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    if ip.version == 4:
        return ip.is_global and not ip.is_multicast and not any(ip in network for network in NOT_PUBLIC_4)
    return ip in PUBLIC_6 and ip.is_global and not any(ip in network for network in NOT_PUBLIC_6)


def _what_is_odd(endpoint: str) -> str:
    """The first rule the endpoint breaks, for the log and for whoever wrote the client."""
    authority = re.split(r"[/?#\\]", endpoint.partition("://")[2], maxsplit=1)[0]
    rules = (
        (endpoint[:8].lower() == "https://", "The endpoint does not begin with https://."),
        (endpoint.isascii() and endpoint.isprintable() and " " not in endpoint, "The endpoint has odd characters."),
        ("#" not in endpoint, "The endpoint has a fragment."),
        ("@" not in authority, "The endpoint names a user."),
        (":" not in authority or authority.endswith(":443"), "The endpoint names a port other than 443."),
    )
    return next((reason for holds, reason in rules if not holds), "The endpoint is not a web address.")
