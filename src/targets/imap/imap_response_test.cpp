#include "targets/imap/imap_response.h"

#include <gtest/gtest.h>

namespace restante::targets::imap {
namespace {

std::vector<Response> all_of(std::string_view text, std::size_t piece = 1) {
    ResponseReader reader;
    std::vector<Response> responses;
    for (; !text.empty(); text.remove_prefix(std::min(piece, text.size()))) {
        reader.feed(as_bytes(text.substr(0, piece)));
        for (auto next = reader.next(); next && *next; next = reader.next()) responses.push_back(**next);
    }
    return responses;
}

TEST(ImapResponse, StatusWithCode) {
    const auto response = parse_response("R7 OK [APPENDUID 38505 3955:3957] APPEND completed");
    ASSERT_TRUE(response);
    EXPECT_EQ(response->kind, Response::Kind::tagged);
    EXPECT_EQ(response->tag, "R7");
    EXPECT_TRUE(response->ok());
    EXPECT_EQ(response->code, "APPENDUID");
    EXPECT_EQ(response->words, (std::vector<std::string>{"38505", "3955:3957"}));
    EXPECT_EQ(response->text, "APPEND completed");
}

TEST(ImapResponse, StatusWithoutCode) {
    const auto response = parse_response("* bye see [you]");
    ASSERT_TRUE(response);
    EXPECT_EQ(response->kind, Response::Kind::untagged);
    EXPECT_EQ(response->name, "BYE");
    EXPECT_EQ(response->code, "");
    EXPECT_EQ(response->text, "see [you]");
}

TEST(ImapResponse, GoOn) {
    EXPECT_EQ(parse_response("+ go on")->kind, Response::Kind::go_on);
    EXPECT_EQ(parse_response("+")->kind, Response::Kind::go_on);
}

TEST(ImapResponse, ListsStringsAndLiterals) {
    const auto responses = all_of(
        "* LIST (\\HasNoChildren \\Sent) \"/\" {6}\r\na\"b\r\nc\r\n* 12 FETCH (UID 7 "
        "BODY[HEADER.FIELDS (X-Item)] \"q\\\"x\")\r\n");
    ASSERT_EQ(responses.size(), 2U);
    ASSERT_EQ(responses[0].values.size(), 3U);
    EXPECT_EQ(responses[0].values[0].items.at(1).text, "\\Sent");
    EXPECT_EQ(responses[0].values[2].text, "a\"b\r\nc");
    EXPECT_EQ(responses[1].number, 12U);
    const auto& pairs = responses[1].values.at(0).items;
    ASSERT_EQ(pairs.size(), 4U);
    EXPECT_EQ(pairs[2].text, "BODY[HEADER.FIELDS (X-Item)]");
    EXPECT_EQ(pairs[3].text, "q\"x");
}

TEST(ImapResponse, NilIsNoString) {
    const auto response = parse_response("* NAMESPACE ((\"\" NIL)) NIL \"NIL\"");
    ASSERT_TRUE(response);
    EXPECT_TRUE(response->values[0].items[0].items[1].is_nil());
    EXPECT_FALSE(response->values[2].is_nil());
}

TEST(ImapResponse, WhatIsNoneIsRefused) {
    for (const char* bad : {"", "*", "* ", "R1 MAYBE yes", "* LIST (", "* LIST )", "* LIST \"x", "* LIST {5}\r\nabc",
                            "* LIST ((((((((((((((((((((x))))))))))))))))))))"})
        EXPECT_FALSE(parse_response(bad)) << bad;
}

TEST(ImapResponse, PiecesMakeNoDifference) {
    const std::string text = "* OK hi\r\n* 1 FETCH (BODY[] {4}\r\n\r\n\r\n)\r\nR1 NO [LIMIT] later\r\n";
    for (const std::size_t piece : {1U, 2U, 3U, 5U, 1000U}) {
        const auto responses = all_of(text, piece);
        ASSERT_EQ(responses.size(), 3U) << piece;
        EXPECT_EQ(responses[1].values[0].items[1].text, "\r\n\r\n");
        EXPECT_EQ(responses[2].code, "LIMIT");
    }
}

TEST(ImapResponse, AServerCannotFillMemory) {
    ResponseReader reader;
    reader.feed(as_bytes("* LIST {99999999999}\r\n"));
    EXPECT_FALSE(reader.next());
    ResponseReader endless;
    const std::string piece(1024 * 1024, 'x');
    bool refused = false;
    for (int i = 0; i < 8 && !refused; ++i) {
        endless.feed(as_bytes(piece));
        refused = !endless.next();
    }
    EXPECT_TRUE(refused);
}

// A line of 4 MiB, and one byte more: as text, as one literal and as two, at once and in pieces.
TEST(ImapResponse, FourMebibytesAreEnough) {
    constexpr std::size_t kMost = 4 * 1024 * 1024;
    const auto padded = [](const std::string& head, const std::string& tail, std::size_t size) {
        return head + std::string(size - head.size() - tail.size(), 'x') + tail;
    };
    const std::string literal = "* LIST {4194000}\r\n" + std::string(4'194'000, 'l') + " ";
    const std::string literals =
        "* LIST {4000000}\r\n" + std::string(4'000'000, 'l') + " {190000}\r\n" + std::string(190'000, 'm') + " ";
    for (const std::string& head : {std::string("* OK "), std::string("* LIST "), literal, literals})
        for (const std::size_t piece : {std::size_t{1} << 16U, std::size_t{1} << 24U}) {
            ASSERT_EQ(all_of(padded(head, "\r\n", kMost + 2), piece).size(), 1U) << head.substr(0, 10) << piece;
            EXPECT_TRUE(all_of(padded(head, "\r\n", kMost + 3), piece).empty()) << head.substr(0, 10) << piece;
        }
    ResponseReader reader;
    reader.feed(as_bytes(padded("* OK ", "\r\n", kMost + 3)));
    const auto refused = reader.next();
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, Errc::bad_value);
    EXPECT_NE(refused.error().what.find("too long"), std::string::npos);
}

TEST(ImapResponse, SixteenListsInOneAnotherAreEnough) {
    const auto nested = [](std::size_t depth) {
        return "* LIST " + std::string(depth, '(') + "x" + std::string(depth, ')');
    };
    EXPECT_TRUE(parse_response(nested(16)));
    const auto refused = parse_response(nested(17));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, Errc::bad_value);
    EXPECT_NE(refused.error().what.find("too deep"), std::string::npos);
}

TEST(ImapResponse, NumberSets) {
    EXPECT_EQ(parse_number_set("3,7:9", 10), (std::vector<std::uint32_t>{3, 7, 8, 9}));
    EXPECT_EQ(parse_number_set("1:4294967295", 10), std::nullopt);
    for (const char* bad : {"x", "1:", "9:7", "1,,2", "99999999999"})
        EXPECT_EQ(parse_number_set(bad, 10), std::nullopt);
}

}  // namespace
}  // namespace restante::targets::imap
