"""The wire: how libcurl is told to reach push services, and nothing else, and to read little of what they say."""

import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass

import pycurl

from webapp.push.endpoint import is_public

MOST_BODY_BYTES = 4096
MOST_HEAD_BYTES = 16384
CONNECTIONS_PER_ORIGIN = 4
IN_FLIGHT_PER_ORIGIN = 100


def open_public_socket(purpose: int, address: tuple) -> int:
    """For libcurl's OPENSOCKETFUNCTION: a socket's number, or none for an address that is not public.

    It is asked after the name was looked up, for every address tried, so a name that changes its mind gains nothing.
    """
    family, kind, protocol, place = address
    if family not in (socket.AF_INET, socket.AF_INET6) or not is_public(place[0]):
        return pycurl.SOCKET_BAD
    return socket.socket(family, kind, protocol).detach()


@dataclass(frozen=True, slots=True)
class Transport:
    """Where connections really go. Nothing but a test has reason for another one than the default, and no setting
    leads here: `connect_to` are lines of libcurl's CONNECT_TO, `ca_file` holds the only authorities trusted."""

    connect_to: tuple[str, ...] = ()
    ca_file: str | None = None
    open_socket: Callable[[int, tuple], int] = open_public_socket
    connect_s: float = 3.0
    total_s: float = 10.0


class Inbox:
    """Takes what libcurl reads, up to a limit; one byte more and the transfer is broken off."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.data = b""
        self.full = False

    def take(self, data: bytes) -> int:
        self.full = len(self.data) + len(data) > self.limit
        if self.full:
            return 0
        self.data += data
        return len(data)

    def clear(self) -> None:
        self.data, self.full = b"", False


def new_multi() -> pycurl.CurlMulti:
    multi = pycurl.CurlMulti()
    multi.setopt(pycurl.M_PIPELINING, pycurl.PIPE_MULTIPLEX)
    multi.setopt(pycurl.M_MAX_CONCURRENT_STREAMS, IN_FLIGHT_PER_ORIGIN)
    multi.setopt(pycurl.M_MAX_HOST_CONNECTIONS, CONNECTIONS_PER_ORIGIN)
    multi.setopt(pycurl.M_MAXCONNECTS, CONNECTIONS_PER_ORIGIN)
    return multi


def new_easy(transport: Transport, head: Inbox, body: Inbox) -> pycurl.Curl:
    """A handle with everything set that is the same for all messages."""
    easy = pycurl.Curl()
    for option, value in _OPTIONS:
        easy.setopt(option, value)
    easy.setopt(pycurl.CONNECTTIMEOUT_MS, int(transport.connect_s * 1000))
    easy.setopt(pycurl.TIMEOUT_MS, int(transport.total_s * 1000))
    easy.setopt(pycurl.OPENSOCKETFUNCTION, transport.open_socket)
    easy.setopt(pycurl.HEADERFUNCTION, head.take)
    easy.setopt(pycurl.WRITEFUNCTION, body.take)
    if transport.connect_to:
        easy.setopt(pycurl.CONNECT_TO, list(transport.connect_to))
    _trust(easy, transport.ca_file)
    return easy


_OPTIONS = (
    (pycurl.POST, 1),
    # Not PIPEWAIT: over HTTP/1.1 everything would wait for the first answer, however long that takes.
    (pycurl.HTTP_VERSION, pycurl.CURL_HTTP_VERSION_2TLS),
    (pycurl.PROTOCOLS, pycurl.PROTO_HTTPS),
    (pycurl.FOLLOWLOCATION, 0),
    (pycurl.SSL_VERIFYPEER, 1),
    (pycurl.SSL_VERIFYHOST, 2),
    (pycurl.SSLVERSION, pycurl.SSLVERSION_TLSv1_2),
    (pycurl.PROXY, ""),  # no proxy of the environment: the guard must see the address really spoken to
    (pycurl.NOSIGNAL, 1),
    (pycurl.USERAGENT, "Afterrun"),
    (pycurl.TCP_KEEPALIVE, 1),
)


def _trust(easy: pycurl.Curl, ca_file: str | None) -> None:
    """The authorities given, else those Python finds on this machine: libcurl comes in a wheel from another one."""
    found = ssl.get_default_verify_paths()
    if ca_file or found.cafile:
        easy.setopt(pycurl.CAINFO, ca_file or found.cafile)
    elif found.capath:  # only then: libcurl reads a file once for all connections, a folder for each
        easy.setopt(pycurl.CAPATH, found.capath)
