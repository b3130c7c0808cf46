"""A real SMTP server on loopback that can be shut, slow, or full of objections."""

import socket
import threading
from email import message_from_bytes
from email.message import Message

from aiosmtpd.controller import Controller

OK = "250 Message accepted"


class Letterbox:
    """Keeps what comes in; the answers of the two lists are given first, one by one."""

    def __init__(self) -> None:
        self.mails: list[Message] = []
        self.to_recipients: list[str] = []
        self.to_messages: list[str] = []

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: ARG002, N802  # aiosmtpd's names
        answer = self.to_recipients.pop(0) if self.to_recipients else OK
        if answer.startswith("2"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server, session, envelope):  # noqa: ARG002, N802  # aiosmtpd's names
        answer = self.to_messages.pop(0) if self.to_messages else OK
        if answer.startswith("2"):
            mail = message_from_bytes(envelope.original_content)
            mail["X-Recipients"] = ",".join(envelope.rcpt_tos)
            self.mails.append(mail)
        return answer


class PostOffice:
    """The server on a port of its own, which stays its own while it is shut."""

    def __init__(self) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.letterbox = Letterbox()
        self.open()

    @property
    def mails(self) -> list[Message]:
        return self.letterbox.mails

    def open(self) -> None:
        self.controller = Controller(self.letterbox, hostname="127.0.0.1", port=self.port)
        self.controller.start()

    def shut(self) -> None:
        if self.controller.loop.is_running():
            self.controller.stop(no_assert=True)


class Silence:
    """A server that takes the conversation and never says a word."""

    def __init__(self) -> None:
        self.server = socket.create_server(("127.0.0.1", 0))
        self.port = self.server.getsockname()[1]
        self.held: list[socket.socket] = []
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        while True:
            try:
                self.held.append(self.server.accept()[0])
            except OSError:
                return

    def close(self) -> None:
        self.server.close()
        for conversation in self.held:
            conversation.close()
