"""How somebody logs in to the strict server: Basic and bearer tokens with each request, NTLM and Kerberos for a connection.

NTLM after [MS-NLMP], as strict as a domain that takes nothing older than NTLMv2; Kerberos (SPNEGO, RFC 4559) by the system's GSSAPI.
"""

import base64
import hashlib
import hmac
import os
import struct
import time

SIGNATURE = b"NTLMSSP\0"
UNICODE, REQUEST_TARGET, SIGN, NTLM, ALWAYS_SIGN, TARGET_DOMAIN, EXTENDED, TARGET_INFO, KEY_128, KEY_56 = (
    0x1, 0x4, 0x10, 0x200, 0x8000, 0x10000, 0x80000, 0x800000, 0x20000000, 0x80000000)
FILE_TIME_OF_1970 = 116_444_736_000_000_000


def md4(message: bytes) -> bytes:
    """RFC 1320; OpenSSL 3 has it no longer."""
    state = [0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476]
    rounds = ((lambda x, y, z: x & y | ~x & z, 0, range(16), (3, 7, 11, 19)),
              (lambda x, y, z: x & y | x & z | y & z, 0x5A827999, (0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15), (3, 5, 9, 13)),
              (lambda x, y, z: x ^ y ^ z, 0x6ED9EBA1, (0, 8, 4, 12, 2, 10, 6, 14, 1, 9, 5, 13, 3, 11, 7, 15), (3, 9, 11, 15)))
    padded = message + b"\x80" + bytes(-(len(message) + 9) % 64) + struct.pack("<Q", 8 * len(message))
    for block in range(0, len(padded), 64):
        words = struct.unpack_from("<16I", padded, block)
        a, b, c, d = state
        for mix, constant, order, turns in rounds:
            for step, word in enumerate(order):
                total = (a + mix(b, c, d) + words[word] + constant) & 0xFFFFFFFF
                turn = turns[step % 4]
                a, b, c, d = d, (total << turn | total >> (32 - turn)) & 0xFFFFFFFF, b, c
        state = [(old + new) & 0xFFFFFFFF for old, new in zip(state, (a, b, c, d), strict=True)]
    return struct.pack("<4I", *state)


class Broken(Exception):
    """A message that is none."""


def field(message: bytes, position: int) -> bytes:
    length, _, offset = struct.unpack_from("<HHI", message, position)
    if offset + length > len(message):
        raise Broken("a field lies outside the message")
    return message[offset:offset + length]


class NtlmLogin:
    """One exchange of three messages."""

    def __init__(self, domain: str):
        self.domain = domain
        self.challenge = os.urandom(8)
        pairs = ((2, domain), (1, "MAIL"), (4, "example.org"), (3, "mail.example.org"))
        self.target = b"".join(struct.pack("<HH", kind, len(text) * 2) + text.encode("utf-16-le") for kind, text in pairs)
        self.target += struct.pack("<HHQ", 7, 8, FILE_TIME_OF_1970 + int(time.time() * 10_000_000)) + bytes(4)

    def challenge_message(self) -> bytes:
        name = self.domain.encode("utf-16-le")
        flags = UNICODE | REQUEST_TARGET | NTLM | ALWAYS_SIGN | TARGET_DOMAIN | EXTENDED | TARGET_INFO | KEY_128 | KEY_56
        head = 56
        return (SIGNATURE + struct.pack("<IHHII", 2, len(name), len(name), head, flags) + self.challenge + bytes(8) +
                struct.pack("<HHI", len(self.target), len(self.target), head + len(name)) + b"\x0a\x00\x63\x45\0\0\0\x0f" + name +
                self.target)

    def user_of(self, message: bytes, password: str) -> str | None:
        """Who proves with the third message that the password is known to them: DOMAIN\\user, or what stands there without a domain."""
        answer, domain, user = (field(message, position) for position in (20, 28, 36))
        if not struct.unpack_from("<I", message, 60)[0] & UNICODE or len(answer) <= 24:
            return None  # NTLM of 1993
        key = hmac.digest(md4(password.encode("utf-16-le")), user.decode("utf-16-le").upper().encode("utf-16-le") + domain, "md5")
        proof, blob = answer[:16], answer[16:]
        if not hmac.compare_digest(proof, hmac.digest(key, self.challenge + blob, "md5")):
            return None
        # It answers this challenge and no other.
        if not blob.startswith(b"\1\1" + bytes(6)) or self.target[:-4] not in blob:
            return None
        name, where = user.decode("utf-16-le"), domain.decode("utf-16-le")
        if where and where.upper() != self.domain.upper():
            return None
        return f"{where}\\{name}" if where else name


class ConnectionLogins:
    """What one connection knows of who uses it. `server` says schemes, password, token, locked_out, domain, keytab."""

    def __init__(self, server: object):
        self.server = server
        self.user: str | None = None     # of the connection: NTLM, Kerberos
        self.started: NtlmLogin | None = None  # NTLM: the challenge is out
        self.answers: list[str] = []     # WWW-Authenticate of the answer

    def take(self, authorization: str) -> str | None:
        """Whose request it is; None: refused, with what `answers` says."""
        scheme, _, value = authorization.partition(" ")
        self.answers = []
        user = None
        if not scheme:
            user = self.user
        elif scheme in self.server.schemes:
            self.user = None
            try:
                user = getattr(self, scheme.lower())(value)
            except (Broken, ValueError, struct.error):
                user = None
        if user in self.server.locked_out:
            user = self.user = None
        if user is None and not self.answers:
            self.offer()
        return user

    def forget(self) -> None:
        self.user = self.started = None
        self.offer()

    def offer(self) -> None:
        self.answers = ['Basic realm="EWS"' if one == "Basic" else one for one in self.server.schemes if one != "Bearer"]

    def basic(self, value: str) -> str | None:
        user, _, password = base64.b64decode(value).decode().partition(":")
        return user if password == self.server.password else None

    def bearer(self, value: str) -> str | None:
        return "service@example.org" if value == self.server.token else None

    def ntlm(self, value: str) -> str | None:
        message = base64.b64decode(value)
        if not message.startswith(SIGNATURE):
            raise Broken("not NTLM")
        kind = struct.unpack_from("<I", message, 8)[0]
        if kind == 1:
            self.started = NtlmLogin(self.server.domain)
            self.answers = ["NTLM " + base64.b64encode(self.started.challenge_message()).decode()]
            return None
        login, self.started = self.started, None
        if kind == 3 and login is not None:
            self.user = login.user_of(message, self.server.password)
            self.server.wrong_passwords += self.user is None  # a domain counts them, and locks the account
        return self.user

    def negotiate(self, value: str) -> str | None:
        import gssapi  # only the tests of Kerberos need it
        keys = gssapi.Credentials(usage="accept", store={"keytab": str(self.server.keytab)})
        context = gssapi.SecurityContext(creds=keys, usage="accept")
        try:
            token = context.step(base64.b64decode(value))
        except gssapi.exceptions.GSSError:
            return None
        if not context.complete:
            return None
        user = str(context.initiator_name)
        if token:
            self.answers = ["Negotiate " + base64.b64encode(token).decode()]
        if self.server.keeps_kerberos:
            self.user = user
        return user
