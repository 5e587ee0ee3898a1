#include "targets/pst/outlook_text.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/utf8.h"

namespace restante::targets {
namespace {

using std::string_view_literals::operator""sv;

TEST(OutlookText, Q192526_EveryLineEndIsCrLf) {
    const std::pair<std::string_view, std::string_view> cases[] = {
        {"", ""},
        {"a\r\nb\r\n", "a\r\nb\r\n"},
        {"a\rb\nc", "a\r\nb\r\nc"},
        {"\r\r\n\n\r", "\r\n\r\n\r\n\r\n"},
        {"tab\there\r", "tab\there\r\n"},
    };
    for (const auto& [stored, wanted] : cases) EXPECT_EQ(OutlookText(stored).text(), wanted);
}

TEST(OutlookText, NulsAreShownAndCounted) {
    const OutlookText text("a\0b\0"sv);
    EXPECT_EQ(text.text(), "a\u2400b\u2400");
    EXPECT_EQ(text.nuls(), 2U);
}

TEST(OutlookText, PlacesFollowTheLineEnds) {
    const OutlookText text("ä\rb\r\nc\n d");
    EXPECT_EQ(text.text(), "ä\r\nb\r\nc\r\n d");
    const std::uint32_t places[] = {0, 1, 3, 4, 5, 6, 7, 9, 10, 11};
    for (std::uint32_t i = 0; i < std::size(places); ++i) EXPECT_EQ(text.place_of(i), places[i]) << i;
}

RC_GTEST_PROP(OutlookText, LettersStayWhereTheyAre, (const std::vector<char>& letters)) {
    std::string stored;
    for (const char letter : letters) stored += "a\r\n\t"[static_cast<unsigned char>(letter) % 4];
    const OutlookText text(stored);
    for (std::uint32_t i = 0; i < stored.size(); ++i)
        if (stored[i] == 'a' || stored[i] == '\t') RC_ASSERT(text.text()[text.place_of(i)] == stored[i]);
    RC_ASSERT(OutlookText(text.text()).text() == text.text());
}

}  // namespace
}  // namespace restante::targets
