#include "formats/mime/text_body.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <array>
#include <string>

#include "base/bytes.h"
#include "formats/mime/base64.h"
#include "formats/mime/boundary.h"
#include "formats/mime/message_writer.h"
#include "formats/mime/quoted_printable.h"

namespace restante::mime {
namespace {

std::string encoded(std::string_view text, LineEnd line_end, TransferEncoding expected) {
    TextBody body;
    body.assign(text);
    EXPECT_EQ(name_of(body.encoding()), name_of(expected));
    std::string out;
    body.append_to(out, line_end);
    return out;
}

std::string decode_quoted_printable(std::string_view text) {
    std::string decoded;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '=') {
            decoded += text[i];
        } else if (text[i + 1] == '\n') {
            ++i;
        } else {
            decoded += static_cast<char>(std::stoi(std::string(text.substr(i + 1, 2)), nullptr, 16));
            i += 2;
        }
    }
    return decoded;
}

TEST(TextBody, LineEndsAndEncodings) {
    using enum TransferEncoding;
    EXPECT_EQ(encoded("", LineEnd::lf, seven_bit), "");
    EXPECT_EQ(encoded("a\r\nb\rc\nd", LineEnd::crlf, seven_bit), "a\r\nb\r\nc\r\nd");
    EXPECT_EQ(encoded("a\r\n\r\r\n\nd", LineEnd::lf, seven_bit), "a\n\n\n\nd");
    EXPECT_EQ(encoded("Grüße, liebe Leute \r\n", LineEnd::lf, quoted_printable), "Gr=C3=BC=C3=9Fe, liebe Leute=20\n");
    EXPECT_EQ(encoded("日本語", LineEnd::lf, base64), "5pel5pys6Kqe\n");
    EXPECT_EQ(encoded(std::string_view("nul\0 in a longer text", 21), LineEnd::lf, quoted_printable),
              "nul=E2=90=80 in a longer text");
    EXPECT_EQ(encoded("bad \xE4 byte in the text", LineEnd::lf, quoted_printable), "bad =EF=BF=BD byte in the text");
    EXPECT_EQ(encoded(std::string(998, 'x'), LineEnd::lf, seven_bit), std::string(998, 'x'));
    EXPECT_EQ(decode_quoted_printable(encoded(std::string(999, 'x'), LineEnd::lf, quoted_printable)),
              std::string(999, 'x'));
}

TEST(TextBody, IsUsedAgainWithoutTraces) {
    TextBody body;
    body.assign("ä");
    body.assign("plain");
    EXPECT_TRUE(body.ascii());
    EXPECT_EQ(body.lines(), "plain");
}

RC_GTEST_PROP(TextBody, QuotedPrintableComesBackInShortLines, (const std::string& text)) {
    std::string out;
    append_quoted_printable(text, LineEnd::lf, out);
    RC_ASSERT(decode_quoted_printable(out) == text);
    std::size_t column = 0;
    for (const char letter : out) {
        column = letter == '\n' ? 0 : column + 1;
        RC_ASSERT(column <= 76U);
    }
}

TEST(Base64, KnownValues) {
    const std::array<std::array<std::string_view, 2>, 7> cases{{{"", ""},
                                                                {"f", "Zg=="},
                                                                {"fo", "Zm8="},
                                                                {"foo", "Zm9v"},
                                                                {"foob", "Zm9vYg=="},
                                                                {"fooba", "Zm9vYmE="},
                                                                {"foobar", "Zm9vYmFy"}}};  // RFC 4648 10
    for (const auto& [plain, code] : cases) {
        std::string out;
        append_base64(as_bytes(plain), out);
        EXPECT_EQ(out, code);
    }
}

TEST(Base64, PiecesGiveTheSameLines) {
    std::string bytes;
    for (int i = 0; i < 1000; ++i) bytes += static_cast<char>(i * 7);
    std::string whole, pieces;
    append_base64_lines(as_bytes(bytes), LineEnd::crlf, whole);
    const std::string_view view = bytes;
    append_base64_lines(as_bytes(view.substr(0, 114)), LineEnd::crlf, pieces);
    append_base64_lines(as_bytes(view.substr(114)), LineEnd::crlf, pieces);
    EXPECT_EQ(whole, pieces);
    EXPECT_EQ(whole.find("\r\n"), 76U);
    EXPECT_TRUE(whole.ends_with("\r\n"));
}

TEST(Boundary, DoesNotOccurInTheText) {
    EXPECT_EQ(choose_boundary("abc", "some text"), "=_restante_abc");
    EXPECT_EQ(choose_boundary("abc", "--=_restante_abc\n--=_restante_abc_1\n"), "=_restante_abc_2");
}

// Fails from `good` bytes on.
class BrokenBytes final : public ByteSource {
public:
    [[nodiscard]] std::uint64_t size() const override { return 100000; }
    Result<void> read(std::uint64_t offset, MutableBytes into) const override {
        if (offset > 0) return fail(Errc::io, "broken", offset);
        std::fill(into.begin(), into.end(), std::uint8_t{'x'});
        return {};
    }
};

TEST(MessageWriter, AttachmentThatCannotBeReadToItsEnd) {
    MemorySink sink;
    MessageWriter writer(LineEnd::lf);
    writer.begin(sink);
    const auto read = writer.base64(BrokenBytes{});
    ASSERT_TRUE(read.has_value());
    ASSERT_TRUE(read->has_value());
    EXPECT_EQ((*read)->code, Errc::io);
    ASSERT_TRUE(writer.finish().has_value());
    EXPECT_EQ(writer.written(), sink.bytes().size());
    EXPECT_GT(sink.bytes().size(), 30000U);  // what could be read is there
}

}  // namespace
}  // namespace restante::mime
