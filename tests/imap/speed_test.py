"""Over a wire of 20 ms, sending together or without waiting must be many times as fast as one by one."""

import time

from delay_proxy import DelayProxy
from fake_server import FakeServer
from imap_fixture import ImapTest, main

SECONDS_ONE_WAY = 0.01
MESSAGES = 600


class Speed(ImapTest):
    def seconds(self, port: int, uri: str) -> float:
        """Of the whole run, over the wire, without what a run that finds everything there takes."""
        wire = DelayProxy(port, SECONDS_ONE_WAY)
        self.addCleanup(wire.close)
        uri = uri.replace(f":{port}", f":{wire.port}")
        taken = []
        for _ in range(2):
            started = time.monotonic()
            done = self.migrate(self.sample("many-600"), uri)
            self.assertIn(done.code, (0, 1), done.err)
            taken.append(time.monotonic() - started)
        return taken[0] - taken[1]

    def by_abilities(self, abilities: str) -> float:
        server = FakeServer(abilities)
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        seconds = self.seconds(server.server_address[1], server.uri())
        self.assertGreaterEqual(len(server.stored), MESSAGES)
        return seconds

    def test_ways(self) -> None:
        one_by_one = self.by_abilities("")
        pipelined = self.by_abilities("LITERAL+")
        together = self.by_abilities("LITERAL+ MULTIAPPEND")
        dovecot = self.seconds(int(self.server.settings["PORT"]), self.server.uri(self.new_user()))
        print(f"{MESSAGES} messages, 20 ms: one by one {one_by_one:.2f} s, pipelined {pipelined:.2f} s, "
              f"together {together:.2f} s; Dovecot, together: {dovecot:.2f} s")
        self.assertGreater(one_by_one / pipelined, 8)
        self.assertGreater(one_by_one / together, 8)
        self.assertGreater(one_by_one / dovecot, 8)


if __name__ == "__main__":
    main()
