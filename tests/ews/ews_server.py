#!/usr/bin/env python3
"""A strict server of Exchange Web Services for tests: whatever Exchange would refuse, it refuses.

In a test: EwsServer(...), whose attributes may be changed at any time. On its own, for tests/servers/ews:
  ews_server.py DIRECTORY PORT PASSWORD CERTIFICATE KEY
"""

import socket
import ssl
import sys
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree
from xml.sax.saxutils import escape

import ews_schema
from ews_operations import Operations, Refused, find, local, properties_of
from ews_store import Mailbox, Store
from http_logins import ConnectionLogins

PATH = "/EWS/Exchange.asmx"
ERRORS = "http://schemas.microsoft.com/exchange/services/2006/errors"
KNOWN = {"2007": ("Exchange2007", "Exchange2007_SP1"),
         "2010": ("Exchange2007", "Exchange2007_SP1", "Exchange2010", "Exchange2010_SP1", "Exchange2010_SP2"),
         "2016": tuple(ews_schema.VERSIONS.split("|"))}
SECONDS_TO_END = 0.02  # how long a test that is over waits for it
MAJOR = {"2007": 8, "2010": 14, "2016": 15}


class Busy(NamedTuple):
    """The answer to a request: ErrorServerBusy, with or without a number."""
    milliseconds: int | None = None


class Status(NamedTuple):
    """Another status of HTTP, without SOAP."""
    code: int
    headers: dict[str, str] = {}


class DropBefore(NamedTuple):
    """The connection ends, nothing was stored."""


class DropAfter(NamedTuple):
    """The connection ends when everything was stored."""


class LogOut(NamedTuple):
    """The connection no longer knows who uses it; nothing was stored."""


class Answer(NamedTuple):
    """Something else altogether."""
    body: bytes
    code: int = 200


class Seen(NamedTuple):
    """What a hook sees, and what is kept: the n-th request of its kind."""
    operation: str
    number: int
    when: float
    user: str
    identities: tuple[str, ...]


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # header and body go out apart
    server: "EwsServer"

    def log_message(self, *_) -> None:
        pass

    def send(self, code: int, body: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(code)
        for key, value in ({"Content-Type": "text/xml; charset=utf-8"} | (headers or {})).items():
            self.send_header(key, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def drop(self) -> None:
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_RDWR)

    def setup(self) -> None:
        super().setup()
        self.logins = ConnectionLogins(self.server)
        self.served = False

    def end_headers(self) -> None:
        for challenge in self.logins.answers:
            self.send_header("WWW-Authenticate", challenge)
        super().end_headers()

    def do_POST(self) -> None:
        try:
            self.answer_post()
        except (ConnectionError, ssl.SSLError):
            self.close_connection = True

    def answer_post(self) -> None:
        self.server.connections.add(self.client_address)
        expected = int(self.headers["Content-Length"])
        body = self.rfile.read(expected)
        if len(body) < expected:  # whoever asked is gone: there is no request to judge, and nobody to answer
            self.close_connection = True
            return None
        if self.served and self.server.serves_once:
            return self.drop()
        user = self.logins.take(self.headers.get("Authorization", ""))
        if self.path != self.server.path:
            return self.send(404, b"<html>no</html>", {"Content-Type": "text/html"})
        if user is None:
            self.server.refused_logins += 1
            self.server.longest_refused = max(self.server.longest_refused, len(body))
            return self.send(401, b"")
        if not body:
            self.server.empty += 1  # a login that came first and got its answer like any other request
            return self.send(400, b"", {"Content-Type": "text/html"})
        if "text/xml" not in self.headers.get("Content-Type", ""):
            return self.send(415, b"")
        with self.server.lock:
            self.answer(user, body)
        self.served = True
        if self.server.close_silently:
            self.drop()

    def answer(self, user: str, body: bytes) -> None:
        try:
            envelope = ElementTree.fromstring(body)
            request = ews_schema.check_request(envelope)
            version = self.version_of(envelope)
        except (ElementTree.ParseError, ews_schema.Invalid) as invalid:
            self.server.invalid.append(str(invalid))
            return self.fault("ErrorSchemaValidation", f"The request failed schema validation: {invalid}")
        except Refused as refused:
            return self.fault(refused.code, refused.text)
        items = find(request, "Items")
        identities = tuple(properties_of(one).get("restante-item-id", "") for one in items) if items is not None else ()
        seen = self.server.note(local(request), user, identities)
        reaction = self.server.hook(seen)
        if isinstance(reaction, Busy):
            return self.fault("ErrorServerBusy", "The server cannot service this request right now. Try again later.",
                              reaction.milliseconds)
        if isinstance(reaction, Status):
            return self.send(reaction.code, b"<html>not now</html>", {"Content-Type": "text/html"} | reaction.headers)
        if isinstance(reaction, Answer):
            return self.send(reaction.code, reaction.body)
        if isinstance(reaction, DropBefore):
            return self.drop()
        if isinstance(reaction, LogOut):
            self.logins.forget()
            return self.send(401, b"")
        try:
            answer = Operations(self.server, self.mailbox_for(envelope, user), version).run(request)
        except Refused as refused:
            return self.fault(refused.code, refused.text)
        except ews_schema.Invalid as invalid:
            self.server.invalid.append(str(invalid))
            return self.fault("ErrorSchemaValidation", f"The request failed schema validation: {invalid}")
        if isinstance(reaction, DropAfter):
            return self.drop()
        self.send(200, self.envelope(answer))

    def version_of(self, envelope) -> str:
        header = find(envelope, "Header", "RequestServerVersion")
        version = header.attrib["Version"] if header is not None else "Exchange2007"
        if version not in KNOWN[self.server.version]:
            if self.server.version == "2007":
                raise ews_schema.Invalid(f"The 'Version' attribute is invalid - The value '{version}' is invalid.") \
                    if not self.server.forgive_version else Refused("ErrorInvalidServerVersion")
            raise Refused("ErrorInvalidServerVersion", "The specified server version is invalid.")
        return version

    def mailbox_for(self, envelope, user: str) -> Mailbox:
        sid = find(envelope, "Header", "ExchangeImpersonation", "ConnectingSID")
        if sid is None:
            owner = user
        else:
            owner = sid[0].text or ""
            if user not in self.server.may_impersonate:
                raise Refused("ErrorImpersonateUserDenied", "The account does not have permission to impersonate the requested "
                                                            "user.")
            if local(sid[0]) != "PrimarySmtpAddress":
                raise Refused("ErrorInvalidRequest")
            if self.headers.get("X-AnchorMailbox") != owner:
                raise Refused("ErrorInvalidRequest", "X-AnchorMailbox names another mailbox.")
        if owner in self.server.store.unknown:
            raise Refused("ErrorNonExistentMailbox", "The SMTP address has no mailbox associated with it.")
        return self.server.store.mailbox(owner)

    def fault(self, code: str, words: str, milliseconds: int | None = None) -> None:
        back_off = "" if milliseconds is None else \
            f'<t:MessageXml xmlns:t="{ews_schema.TYPES}"><t:Value Name="BackOffMilliseconds">{milliseconds}</t:Value></t:MessageXml>'
        self.send(500, self.envelope(
            f'<s:Fault><faultcode xmlns:a="{ews_schema.TYPES}">a:{code}</faultcode><faultstring xml:lang="en-US">{escape(words)}'
            f'</faultstring><detail><e:ResponseCode xmlns:e="{ERRORS}">{code}</e:ResponseCode><e:Message xmlns:e="{ERRORS}">'
            f"{escape(words)}</e:Message>{back_off}</detail></s:Fault>"))

    def envelope(self, body: str) -> bytes:
        return (f'<?xml version="1.0" encoding="utf-8"?><s:Envelope xmlns:s="{ews_schema.SOAP}"><s:Header>'
                f'<h:ServerVersionInfo MajorVersion="{MAJOR[self.server.version]}" MinorVersion="2" MajorBuildNumber="247" '
                f'MinorBuildNumber="5" Version="{KNOWN[self.server.version][-1]}" xmlns:h="{ews_schema.TYPES}"/></s:Header>'
                f"<s:Body>{body}</s:Body></s:Envelope>").encode()


class EwsServer(ThreadingHTTPServer):
    daemon_threads = allow_reuse_address = True
    request_queue_size = 50

    def __init__(self, directory: Path | None = None, port: int = 0, password: str = "geheim", version: str = "2016",
                 tls: tuple[Path, Path] | None = None):
        self.store = Store(directory)
        self.password, self.version = password, version
        self.token = "token-" + password
        self.path = PATH
        self.may_impersonate = {"service@example.org"}
        self.locked_out: set[str] = set()
        self.full_access: set[tuple[str, str]] = set()  # who may use whose mailbox beside their own
        self.schemes = ("Basic", "Bearer")     # logins it takes and, but for tokens, offers
        self.domain = "CONTOSO"                # of NTLM
        self.keytab: Path | None = None        # of Kerberos
        self.keeps_kerberos = True             # a login by Kerberos is one for the connection
        self.page = 1000
        self.largest = 10 ** 12                # bytes of one message
        self.refused_class = False             # messages that say what they are
        self.close_silently = False            # connections end after each answer, and nobody is told
        self.serves_once = False               # a second request over the same connection is lost
        self.forgive_version = False           # Exchange 2007 that knows which version it does not know
        self.hook: Callable[[Seen], object] = lambda seen: None
        self.refuse: Callable[[dict[str, str], bytes], str | None] = lambda properties, content: None
        self.seen: list[Seen] = []
        self.invalid: list[str] = []           # what was no request
        self.connections: set = set()
        self.refused_logins = self.wrong_passwords = self.empty = self.longest_refused = 0
        self.lock = threading.RLock()
        super().__init__(("127.0.0.1", port), Handler)
        if tls:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(*tls)
            self.socket = context.wrap_socket(self.socket, server_side=True, do_handshake_on_connect=False)

    def start(self) -> "EwsServer":
        threading.Thread(target=self.serve_forever, args=(SECONDS_TO_END,), daemon=True).start()
        return self

    @property
    def port(self) -> int:
        return self.server_address[1]

    def handle_error(self, *_) -> None:
        if not isinstance(sys.exc_info()[1], (ConnectionError, ssl.SSLError)):
            super().handle_error(*_)

    def note(self, operation: str, user: str, identities: tuple[str, ...]) -> Seen:
        number = 1 + sum(one.operation == operation for one in self.seen)
        self.seen.append(Seen(operation, number, time.monotonic(), user, identities))
        return self.seen[-1]

    def named(self, operation: str) -> list[Seen]:
        return [one for one in self.seen if one.operation == operation]

    def before_storing(self, _mailbox: Mailbox, content: bytes, properties: dict[str, str]) -> None:
        if self.refused_class and "0x001a" in properties:
            raise Refused("ErrorObjectTypeChanged", "The item class cannot be set.")
        code = self.refuse(properties, content)
        if code:
            raise Refused(code)


def main() -> None:
    directory, port, password, certificate, key = sys.argv[1:]
    server = EwsServer(Path(directory), int(port), password, tls=(Path(certificate), Path(key)))
    server.serve_forever()


if __name__ == "__main__":
    main()
