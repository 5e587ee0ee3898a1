#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/utf8.h"
#include "formats/vcard/vcard_reader.h"
#include "formats/vcard/vcard_writer.h"

namespace restante::vcard {
namespace {

std::string card_with(std::string_view name, std::string_view value, Version version = Version::v4) {
    std::string text;
    Writer writer(version, text);
    writer.begin();
    writer.text(name, value);
    writer.end();
    return text;
}

TEST(VcardWriter, Lines) {
    EXPECT_EQ(card_with("FN", "Doe, John; \\x"),
              "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Doe\\, John\\; \\\\x\r\nEND:VCARD\r\n");
    EXPECT_EQ(card_with("NOTE", "a\r\nb\rc\nd", Version::v3),
              "BEGIN:VCARD\r\nVERSION:3.0\r\nNOTE:a\\nb\\nc\\nd\r\nEND:VCARD\r\n");
}

TEST(VcardWriter, ControlCharactersShow) {
    EXPECT_NE(card_with("FN", std::string_view("a\0b", 3))
                  .find("FN:a\xE2\x90\x80"
                        "b\r\n"),
              std::string::npos);
    std::string text;
    Writer(Version::v4, text).plain("X-A", "a\r\nEND:VCARD");
    EXPECT_EQ(text, "X-A:a  END:VCARD\r\n");
}

TEST(VcardWriter, Components) {
    std::string text;
    Writer(Version::v4, text).components("N", {"Doe", "John;", "", "", ""});
    EXPECT_EQ(text, "N:Doe;John\\;;;;\r\n");
}

TEST(VcardWriter, LongLinesAreFoldedBetweenCharacters) {
    std::string value;
    for (int i = 0; i < 200; ++i) value += "\xC3\xA4";
    const std::string text = card_with("NOTE", value);
    std::size_t begin = 0;
    for (std::size_t end = text.find("\r\n"); end != std::string::npos; end = text.find("\r\n", begin)) {
        EXPECT_LE(end - begin, 75U);
        EXPECT_TRUE(is_valid_utf8(text.substr(begin, end - begin)));
        begin = end + 2;
    }
    EXPECT_EQ((*read_cards(text))[0].text("NOTE"), value);
}

TEST(VcardReader, OtherProgramsCards) {
    const auto cards = read_cards(
        "begin:vcard\nversion:3.0\nfn:A\nitem1.TEL;TYPE=\"a:b\";TYPE=fax:+1 5\n 55\nEND:VCARD\n\n"
        "BEGIN:VCARD\r\nFN:B\r\nEND:VCARD\r\n");
    ASSERT_TRUE(cards.has_value()) << cards.error().what;
    ASSERT_EQ(cards->size(), 2U);
    EXPECT_EQ((*cards)[0].text("TEL"), "+1 555");
    EXPECT_EQ((*cards)[0].properties[2].parameters, "TYPE=\"a:b\";TYPE=fax");
    EXPECT_EQ((*cards)[1].text("FN"), "B");
    EXPECT_EQ((*cards)[1].text("NOTE"), "");
}

struct Bad {
    const char* name;
    std::string text;
    Errc code;
    std::uint64_t offset;
};

TEST(VcardReader, BadCardsNameThePlace) {
    const Bad cases[] = {
        {"no colon", "BEGIN:VCARD\nFN\nEND:VCARD\n", Errc::bad_value, 12},
        {"no end", "BEGIN:VCARD\nFN:A\n", Errc::truncated, 17},
        {"nested", "BEGIN:VCARD\nBEGIN:VCARD\n", Errc::bad_value, 12},
        {"outside", "FN:A\n", Errc::bad_value, 0},
        {"too long", "BEGIN:VCARD\nFN:" + std::string(2'000'000, 'x') + "\nEND:VCARD\n", Errc::too_large, 12},
    };
    for (const Bad& one : cases) {
        SCOPED_TRACE(one.name);
        const auto cards = read_cards(one.text);
        ASSERT_FALSE(cards.has_value());
        EXPECT_EQ(cards.error().code, one.code);
        EXPECT_EQ(cards.error().offset, one.offset);
    }
}

RC_GTEST_PROP(Vcard, TextReadsBack, ()) {
    const auto text = *rc::gen::container<std::string>(rc::gen::elementOf(std::string("ab,;:\\\n\" N\t")));
    const auto cards = read_cards(card_with("NOTE", text));
    RC_ASSERT(cards.has_value() && cards->size() == 1);
    RC_ASSERT((*cards)[0].text("NOTE") == text);
}

}  // namespace
}  // namespace restante::vcard
