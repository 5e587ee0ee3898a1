"""A wire of a certain length: what goes in at one end comes out at the other some milliseconds later, in order."""

import queue
import socket
import threading
import time

PIECE = 65536


class DelayProxy:
    """Listens on `port` of loopback; each direction takes `seconds`."""

    def __init__(self, target_port: int, seconds: float):
        self.target_port, self.seconds = target_port, seconds
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        self.listener.close()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            try:
                server = socket.create_connection(("127.0.0.1", self.target_port))
            except OSError:
                client.close()
                continue
            for one in (client, server):
                one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._pump(client, server)
            self._pump(server, client)

    @staticmethod
    def _cut(wire_end: socket.socket) -> None:
        """Closing it would not be felt at the other end while another thread still reads from it."""
        try:
            wire_end.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass

    def _pump(self, source: socket.socket, sink: socket.socket) -> None:
        wire: queue.Queue = queue.Queue()

        def read() -> None:
            piece = b"x"
            while piece:
                try:
                    piece = source.recv(PIECE)
                except OSError:
                    piece = b""
                wire.put((time.monotonic() + self.seconds, piece))

        def write() -> None:
            while True:
                due, piece = wire.get()
                time.sleep(max(0.0, due - time.monotonic()))
                try:
                    if not piece:
                        sink.shutdown(socket.SHUT_WR)
                        return
                    sink.sendall(piece)
                except OSError:
                    self._cut(source)
                    return

        threading.Thread(target=read, daemon=True).start()
        threading.Thread(target=write, daemon=True).start()
