"""What the tests of the PST target share: the command line, the model to compare with, and the judges."""

import importlib.util
import json
import sys
from pathlib import Path

TESTS = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(TESTS / "cli"))
from transcript import PROGRAM, SAMPLES, Transcript  # noqa: E402, F401
from pst_model import Store  # noqa: E402
from codes import lookup  # noqa: E402

VARIANTS = [f"format={kind}&encoding={encoding}" for kind in ("unicode", "ansi")
            for encoding in ("none", "permute", "cyclic")]
PLACES = {"inbox": "Inbox", "sent": "Sent Items", "outbox": "Outbox", "deleted": "Deleted Items"}
ALWAYS_THERE = ("Deleted Items",)


def readers():
    """check_pst.py of the format's own tests, which compares with readpst and pffexport."""
    specification = importlib.util.spec_from_file_location("check_pst", TESTS / "pst" / "check_pst.py")
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


def place_of(folder, folders):
    """Where a folder of the model is to be found; None for hidden folders without messages."""
    path, place = folder["path"], []
    for depth in range(1, len(path) + 1):
        above = next((each for each in folders if each["path"] == path[:depth]), None)
        role = above["role"] if above else ""
        place = [PLACES[role]] if role in PLACES else place + [path[depth - 1]]
    if folder.get("hidden") and folder["role"] not in PLACES:
        return ("Hidden folders", *place) if folder["messages"] else None
    return tuple(place)


class PstTranscript(Transcript):
    def migrate(self, source, target, *options, codes=(0, 1)):
        done = self.run_program("migrate", source, "--to", target, "--quiet", *options)
        self.assertIn(done.code, codes, done.err)
        return done

    def pst(self, name, *options, variant="", place="out"):
        """The only PST that a sample gives, judged and read."""
        self.migrate(self.sample(name), f"pst:{place}?{variant}" if variant else f"pst:{place}", *options)
        paths = sorted((self.dir / place).glob("*.pst"))
        self.assertEqual(len(paths), 1, paths)
        return self.judged(paths[0])

    def judged(self, path):
        """The store, on which pstcheck --fresh has nothing to say. Checked and read in one go: both are slow."""
        store = Store(path)
        self.assertEqual([item for item in store.report.items if lookup(item[0])[0] == "ERROR"], [], path)
        return store

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.judge = readers()

    def report_of(self, place="out"):
        return json.loads((self.dir / place / "restante-report.json").read_text(encoding="utf-8"))


def sample_names():
    return sorted(path.stem for path in SAMPLES.glob("*.mmf"))
