"""Texts: line ends, code pages, subjects, fixed font, header blocks."""

import email
import re
import struct
import subprocess
import unittest

from known_bugs import KnownBug, main, store, text_of
from message_file import inbox, message

DASHES = "-" * 78
BLOCK = "\r\n".join(["Microsoft Mail v3.0 IPM.Microsoft Mail.Note", "Von: Jane Roe", "An: John Doe", "Betreff: Grüße",
                     "Datum: 1996-05-17 10:20", "Nachrichten-ID: EDBA53BE", DASHES, ""])
# What the DOS and Windows clients of each language wrote, and the page it was written in (B20).
LANGUAGES = [("cp850", "Grüße aus Århus, à bientôt: ╔═╗░█"), ("cp437", "Grüße: ╞═╡ ½ α±"), ("cp852", "Příliš žluťoučký kůň, Łódź"),
             ("cp866", "Съешь ещё этих булок"), ("cp737", "Ξεσκεπάζω την ψυχοφθόρα"), ("cp932", "日本語のメール、ﾃｽﾄ"),
             ("cp949", "한국어 메일"), ("gbk", "简体中文邮件"), ("cp950", "繁體中文郵件"), ("cp1250", "Zażółć gęślą jaźń"),
             ("cp1251", "Вопрос ребром"), ("cp1253", "Καλημέρα"), ("cp1254", "Iğdır'ın şoförü"), ("mac_roman", "Café œuvre ∑")]
NUMBERS = {"gbk": 936, "mac_roman": 10000}


def number_of(page: str) -> int:
    return NUMBERS.get(page) or int(page.removeprefix("cp"))


class LineEnds(KnownBug):
    MIXED = "one\rtwo\nthree\r\nfour\n\r\rend"
    LINES = ["one", "two", "three", "four", "", "", "end"]

    def test_q192526_a_lone_cr_is_a_line_end_everywhere(self):
        path = self.make(inbox(message(body=self.MIXED)))
        self.assertEqual(text_of(self.mail(path)).splitlines(), self.LINES)
        raw = next((self.dir / "mail").rglob("*.eml")).read_bytes()
        self.assertNotIn(b"\r", raw.replace(b"\r\n", b""))
        self.assertNotIn(b"\n", raw.replace(b"\r\n", b""))
        for variant in ("?format=unicode", "?format=ansi"):
            self.assertEqual(self.item(path, variant=variant, place=variant[8:]).get(0x1000), "\r\n".join(self.LINES))
        for target, pattern in (("mbox:box", "*.mbox"), ("maildir:dir", "cur/*")):
            self.deliver(path, target)
            content = next((self.dir / target.split(":")[1]).rglob(pattern)).read_bytes()
            self.assertNotIn(b"\r", content)
        self.assertEqual(self.model(path)["folders"][0]["messages"][0]["body"], self.MIXED, "JSON is what is stored")

    def test_q192526_explanations_of_reports(self):
        path = self.make(inbox(message(number=3, body=None, raw={0x00020005: b"no\rsuch\nuser\0"})))
        item = self.item(path)
        self.assertEqual(item.get(0x1001), "no\r\nsuch\r\nuser")
        self.assertEqual(item.get(0x1000), "no\r\nsuch\r\nuser")

    def test_q192526_attachments_stay_at_their_place(self):
        marked = store.attachment("A.TXT", b"x", position=4)
        path = self.make(inbox(message([marked], body="a\rb\n .")))
        self.assertEqual(self.item(path).attachments[0].get(0x370B), 6)
        self.assertEqual(text_of(self.mail(path)).splitlines(), ["a", "b", "<<A.TXT>>."])


class Tables(KnownBug):
    """Texts that only look right when nothing moves."""

    WORD = r"\\u(-?\d+)\?|\\'([0-9a-f]{2})|\\par\r\n|\\tab |\\objattph|\\([\\{}])|([^\\{}]+)"
    TABLE = "Item\tPrice  \r\n╔════╦═══╗\r\n║ 1\t║ 2 ║\r\n"

    def test_tabs_blanks_and_boxes_arrive(self):
        path = self.make(inbox(message(body=self.TABLE, fixed_font=1, code_page="cp437")))
        mail = self.mail(path, "--codepage", 437)
        self.assertEqual(text_of(mail), self.TABLE.replace("\r\n", "\n"))
        self.assertEqual(mail["X-Restante-Fixed-Font"], "yes")
        self.assertEqual(mail.get_param("format"), "fixed")
        self.assertEqual(self.model(path, "--codepage", 437)["folders"][0]["messages"][0]["body"], self.TABLE)

    def test_fixed_font_is_what_outlook_shows(self):
        path = self.make(inbox(message(body=self.TABLE, fixed_font=1, code_page="cp850"), message()))
        fixed, plain = self.items(path, "--codepage", 850)
        self.assertEqual(fixed.get(0x1000), self.TABLE)
        self.assertTrue(fixed.get(0x0E1F))
        self.assertEqual(fixed.get(0x1009)[8:12], b"LZFu")
        self.assertIsNone(plain.get(0x1009))

    def formatted(self, name: str) -> str:
        """The text of the RTF, unpacked by readpst and read by the rules of its specification."""
        path = next((self.dir / name).glob("*.pst"))
        out = self.dir / f"{name}-readpst"
        out.mkdir()
        subprocess.run(["readpst", "-q", "-j", "0", "-D", "-M", "-te", "-o", out, path], check=True, capture_output=True)
        for file in out.rglob("*"):
            if file.is_file():
                for part in email.message_from_bytes(file.read_bytes()).walk():
                    if part.get_filename() == "rtf-body.rtf":
                        return self.read_rtf(part.get_payload(decode=True).decode("ascii"))
        self.fail("readpst found no formatted text")

    def read_rtf(self, rtf: str) -> str:
        head, text = rtf.split("\\fs20 ", 1)
        self.assertIn("\\fmodern", head)
        self.assertTrue(text.rstrip("\0").endswith("}"))
        units = []
        for word in re.finditer(self.WORD, text.rstrip("\0")[:-1]):
            code, byte, escaped, plain = word.groups()
            found = {"\\par\r\n": "\r\n", "\\tab ": "\t", "\\objattph": "@"}.get(word[0]) or escaped or plain
            found = found or (bytes.fromhex(byte).decode("cp1252") if byte else "")
            units.append(struct.pack("<h", int(code)) if code else found.encode("utf-16-le"))
        return b"".join(units).decode("utf-16-le")

    def test_fixed_font_text_is_the_same_text(self):
        body = self.TABLE + "C:\\DIR {x}\r\n\x07é \r\nend"
        mark = store.attachment("A.TXT", b"x", position=body.index("é") + 1)
        path = self.make(inbox(message([mark], body=body, fixed_font=1, code_page="cp437")))
        self.deliver(path, "pst:fixed", "--codepage", 437)
        self.assertEqual(self.formatted("fixed"), body.replace("é ", "é@ "))

    def test_a_line_of_a_million_characters(self):
        body = "x" * 999_999 + "ü"
        path = self.make(inbox(message(body=body, fixed_font=1)))
        self.assertEqual(text_of(self.mail(path)).rstrip("\n"), body)
        longest = max(map(len, next((self.dir / "mail").rglob("*.eml")).read_bytes().split(b"\r\n")))
        self.assertLessEqual(longest, 998)
        self.assertEqual(self.item(path).get(0x1000), body)
        self.assertEqual(self.formatted("outlook"), body)
        self.assertEqual(self.model(path)["folders"][0]["messages"][0]["body"], body)

    def test_what_stands_behind_a_nul_is_told_and_kept(self):
        path = self.make(inbox(message(body=b"shown\0and more\0")))
        mail = self.mail(path)
        self.assertEqual(text_of(mail).strip(), "shown")
        self.assertIn("MMF-054", self.codes())
        kept = [value for value in mail.get_all("X-Restante-Attribute") if value.startswith("0002800c; text; size=15")]
        self.assertEqual(len(kept), 1)
        self.assertEqual(self.item(path).ours("mmf-0002800c"), b"shown\0and more\0")


class CodePages(KnownBug):
    def store_in(self, page: str, words: str):
        return self.make(inbox(message(sender=[(words[:8], "MS:ACME/HQ/JROE")], subject=words, body=words + "\r\n", code_page=page)),
                         name=f"{page}.mmf")

    def test_b20_every_code_page_is_a_choice_of_the_user(self):
        for page, words in LANGUAGES:
            with self.subTest(page):
                mail = self.mail(self.store_in(page, words), "--codepage", number_of(page), place=page)
                self.assertEqual((mail["Subject"], text_of(mail).strip()), (words, words))
                self.assertEqual(mail["From"].addresses[0].display_name, words[:8])

    def test_b20_folder_names_and_address_books_too(self):
        path = self.make(store.folder("日本", [message()], code_page="cp932"), name="jp.mmf",
                         book=[store.entry("Ann")])
        self.assertEqual(self.model(path, "--codepage", 932)["folders"][0]["path"], ["日本"])

    def test_b20_subjects_are_not_cut_at_40_characters(self):
        subject = "A subject that is a good deal longer than forty characters, as they were"
        path = self.make(inbox(message(subject=subject)))
        self.assertEqual(self.mail(path)["Subject"], subject)
        self.assertEqual(self.item(path).subject, subject)

    def test_b20_a_subject_that_a_postoffice_cut_is_completed_from_the_header_block(self):
        whole = "A subject that is a good deal longer than forty characters"
        head = f"FROM: Jane Roe\r\nTO: John Doe\r\nDATE: 05-17-96\r\nTIME: 10:20\r\nSUBJECT: {whole}\r\n{DASHES}\r\n"
        path = self.make(inbox(message(subject=whole[:40], body=head + "text")))
        mail = self.mail(path)
        self.assertEqual((mail["Subject"], text_of(mail).strip()), (whole, "text"))

    def test_b21_no_character_of_437_and_macintosh_becomes_another(self):
        for page in ("cp437", "mac_roman"):
            words = bytes(range(0x80, 0x100)).decode(page)
            path = self.store_in(page, words)
            number = number_of(page)
            self.assertEqual(text_of(self.mail(path, "--codepage", number, place=page)).strip(), words.strip())
            self.assertNotIn("TEXT-001", self.codes())
            self.assertEqual(self.item(path, "--codepage", number, place=f"pst-{page}").get(0x1000), words + "\r\n")

    def test_b21_what_an_ansi_pst_cannot_hold_is_kept_beside_it(self):
        item = self.item(self.store_in("cp437", "╔═╗"), "--codepage", 437, variant="?format=ansi")
        self.assertEqual(item.get(0x1000), "???\r\n")
        self.assertEqual(item.ours("utf8-1000").decode("utf-8"), "╔═╗\r\n")
        self.assertIn("PSTT-004", self.codes())

    def test_b22_double_byte_texts_and_places_of_attachments(self):
        for page, words in (("cp932", "日本語"), ("cp949", "한국어"), ("gbk", "中文"), ("cp950", "中文")):
            with self.subTest(page):
                words += " ."
                mark = store.attachment("A.TXT", b"x", position=len(words.encode(page)) - 2)
                path = self.make(inbox(message([mark], body=words, code_page=page)), name=f"{page}.mmf")
                mail = self.mail(path, "--codepage", number_of(page), place=page)
                self.assertEqual(text_of(mail).strip(), words.replace(" ", "<<A.TXT>>"))

    def test_q255882_the_code_page_of_the_machine_changes_nothing(self):
        path = self.store_in("cp1252", "Grüße")
        results = []
        for locale in ("C", "C.UTF-8", "ja_JP.SJIS", "tr_TR.ISO-8859-9"):
            done = self.run_program("migrate", path, "--to", "json:-", LC_ALL=locale, LANG=locale)
            results.append(done.out)
        self.assertEqual(len(set(results)), 1)
        self.assertIn("Grüße".encode(), results[0])

    def test_q177418_the_named_page_wins_over_the_language_of_the_store(self):
        russian = store.write(self.dir / "ru.mmf", [inbox(message(subject="Вопрос", code_page="cp1251"))], language="Russian")
        self.assertEqual(self.mail(russian)["Subject"], "Вопрос")
        self.assertIn("TEXT-002", self.codes())
        self.assertEqual(self.mail(russian, "--codepage", 1252, place="other")["Subject"], "Âîïðîñ")

    def test_q255882_bytes_without_a_meaning_are_shown_and_counted(self):
        mail = self.mail(self.make(inbox(message(body=b"a\xfeb\xff\0"))), "--codepage", 874)
        self.assertEqual(text_of(mail).strip(), "a\\xFEb\\xFF")
        self.assertIn("2 bytes", str(self.told()["findings"]))


class HeaderBlocks(KnownBug):
    """Blocks that other clients wrote in front of the text. docs/formats/letterhead.md"""

    def test_the_block_leaves_the_text_and_fills_the_fields(self):
        bare = message(sender=None, to=None, subject=None, sent=None, received=None, body=BLOCK + "Hallo\r\n")
        path = self.make(inbox(bare))
        mail = self.mail(path)
        self.assertEqual(text_of(mail), "Hallo\n")
        self.assertEqual(mail["From"].addresses[0].display_name, "Jane Roe")
        self.assertEqual(mail["To"].addresses[0].display_name, "John Doe")
        self.assertEqual(mail["Subject"], "Grüße")
        self.assertEqual(mail["Date"].datetime.strftime("%Y-%m-%d %H:%M"), "1996-05-17 10:20")
        self.assertEqual(mail["Message-ID"], "<edba53be@msmail.invalid>")
        self.assertEqual(mail["X-Restante-Letterhead"].replace("␍␊", "\r\n"), BLOCK)
        self.assertIn("TEXT-003", self.codes())
        item = self.item(path)
        self.assertEqual(item.get(0x1000), "Hallo\r\n")
        self.assertEqual((item.get(0x0C1A), item.subject), ("Jane Roe", "Grüße"))
        self.assertEqual(item.ours("restante-letterhead"), BLOCK)

    def test_json_shows_the_text_as_it_is_stored(self):
        path = self.make(inbox(message(sender=None, body=BLOCK + "Hallo\r\n")))
        stored = self.model(path)["folders"][0]["messages"][0]
        self.assertEqual(stored["body"], BLOCK + "Hallo\r\n")
        self.assertNotIn("from", stored)

    def test_a_block_of_another_message_stays(self):
        for number, changed in enumerate(({"subject": "WG: Grüße"}, {"sender": [("Ann", "MS:ACME/HQ/ANN")]},
                                          {"sent": (1996, 5, 18, 10, 20, 0)})):
            path = self.make(inbox(message(**({"subject": "Grüße", "body": BLOCK + "Hallo\r\n"} | changed))))
            mail = self.mail(path, place=f"mail-{number}")
            self.assertEqual(text_of(mail), (BLOCK + "Hallo\r\n").replace("\r\n", "\n"))
            self.assertNotIn("X-Restante-Letterhead", mail)
            self.assertIn("TEXT-004", self.codes())
            self.assertNotIn("TEXT-003", self.codes())

    def test_letters_that_quote_headers_are_never_changed(self):
        letters = [f"From: Jane\r\nTo: John\r\nDate: 1996-05-17 10:20\r\nSubject: x\r\n{DASHES}\r\ntext",
                   f"See this:\r\n{BLOCK}text", f"> {BLOCK}text", BLOCK.replace("Von: Jane Roe\r\n", "") + "text",
                   BLOCK.replace(DASHES, "- - - -") + "text"]
        path = self.make(inbox(*(message(body=letter) for letter in letters)))
        found = self.mails(path)
        self.assertEqual([text_of(mail) for mail in found], [letter.replace("\r\n", "\n") for letter in letters])
        self.assertEqual(self.codes() & {"TEXT-003", "TEXT-004"}, set())

    def test_a_second_run_changes_nothing(self):
        path = self.make(inbox(message(sender=None, subject=None, body=BLOCK + "Hallo\r\n")))
        self.mail(path)
        self.mail(path)
        self.assertEqual(self.told()["already_there"], 1)

    def test_long_blocks_become_a_part(self):
        long = BLOCK.replace("An: John Doe\r\n", "An: John Doe\r\n" + "    Somebody Else\r\n" * 100)
        mail = self.mail(self.make(inbox(message(subject="Grüße", body=long + "Hallo"))))
        part, = mail.iter_attachments()
        self.assertEqual(part.get_payload(decode=True).decode("utf-8"), long)
        self.assertEqual(text_of(mail), "Hallo")


if __name__ == "__main__":
    main()
