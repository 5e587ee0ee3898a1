#include "targets/ews/request_body.h"

#include <gtest/gtest.h>

namespace restante::targets::ews {
namespace {

std::string read_in_pieces(RequestBody& body, std::size_t piece) {
    std::string all;
    ByteVector space(piece);
    for (;;) {
        const std::size_t size = *body.read(space);
        if (size == 0) return all;
        all += as_text(Bytes(space).first(size));
    }
}

TEST(EwsRequestBody, SaysItsSizeBeforeItIsRead) {
    for (const std::size_t size : {0U, 1U, 2U, 3U, 49'151U, 49'152U, 49'153U, 3'000'000U}) {
        Spool content;
        ASSERT_TRUE(content.append(as_bytes(std::string(size, 'x'))).has_value());
        RequestBody body("<a>");
        body.base64(content);
        body.text("</a>");
        body.text("<b/>");
        const std::string all = read_in_pieces(body, 1000);
        EXPECT_EQ(all.size(), body.size()) << size;
        EXPECT_EQ(all.size(), 11 + (size + 2) / 3 * 4);
        EXPECT_TRUE(all.starts_with("<a>") && all.ends_with("</a><b/>"));
        EXPECT_EQ(all.find('='), size % 3 == 0 ? std::string::npos : all.size() - 8 - (3 - size % 3)) << size;
        body.rewind();
        EXPECT_TRUE(read_in_pieces(body, 77) == all) << size;
        EXPECT_TRUE(*body.whole() == all) << size;
    }
}

TEST(EwsSpool, GivesBackWhatItGot) {
    Spool spool;
    std::string all;
    for (int i = 0; i < 300; ++i) {
        const std::string piece(10'000, static_cast<char>('a' + i % 26));
        ASSERT_TRUE(spool.append(as_bytes(piece)).has_value());
        all += piece;
    }
    ASSERT_EQ(spool.size(), all.size());
    ByteVector space(12'345);
    for (const std::size_t offset : {0U, 1'048'570U, 2'999'990U}) {
        const std::size_t size = *spool.read(offset, space);
        EXPECT_EQ(as_text(Bytes(space).first(size)), std::string_view(all).substr(offset, space.size()));
    }
}

}  // namespace
}  // namespace restante::targets::ews
