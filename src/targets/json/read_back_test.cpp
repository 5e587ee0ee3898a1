#include "targets/json/read_back.h"

#include <gtest/gtest.h>

#include <string_view>
#include <vector>

namespace restante::targets {
namespace {

constexpr std::string_view kFirst = R"({"id":"01","subject":"a \"}]{ b\\","attachments":[{"message":{"body":"["}}]})";
constexpr std::string_view kSecond = R"({"id":"02","attributes":{"00010002":{"type":"long","value":7}}})";
constexpr std::string_view kThird = R"({})";

std::string lines_with(std::string_view first, std::string_view second, std::string_view third) {
    return R"({"schema":"restante/1","mailbox":{"name":"folders","accounts":["x"]},"folders":[{"path":["{","]"],"messages":[)" +
           std::string(first) + "," + std::string(second) +
           R"(]},{"path":["empty"],"messages":[]}],"address_books":[{"name":"x","entries":[{"id":"03"}]}],"findings":[]})" +
           "\n" + R"({"schema":"restante/1","folders":[{"messages":[)" + std::string(third) + "]}]}\n";
}

// In two pieces, parted at `cut`.
Result<std::vector<StoredItem>> scan(std::string_view text, std::size_t cut) {
    std::vector<StoredItem> items;
    const StoredItemVisitor visit = [&items](const StoredItem& item) {
        items.push_back(item);
        return Result<void>{};
    };
    JsonMessageScanner scanner("f.json", visit);
    TRY_VOID(scanner.take(as_bytes(text.substr(0, cut))));
    TRY_VOID(scanner.take(as_bytes(text.substr(cut))));
    TRY_VOID(scanner.end());
    return items;
}

TEST(JsonMessageScanner, FindsEveryMessageWhereverThePieceEnds) {
    const std::string text = lines_with(kFirst, kSecond, kThird);
    for (std::size_t cut = 0; cut <= text.size(); ++cut) {
        const auto items = scan(text, cut);
        ASSERT_TRUE(items) << items.error().describe();
        ASSERT_EQ(items->size(), 3U) << cut;
        const std::string_view texts[] = {kFirst, kSecond, kThird};
        const std::string_view places[] = {"f.json: line 1, message 0", "f.json: line 1, message 1",
                                           "f.json: line 2, message 0"};
        for (std::size_t i = 0; i < 3; ++i) {
            EXPECT_EQ((*items)[i].sha256, Sha256::hex_of(as_bytes(texts[i]))) << cut;
            EXPECT_EQ((*items)[i].size, texts[i].size()) << cut;
            EXPECT_EQ((*items)[i].place, places[i]) << cut;
            EXPECT_EQ((*items)[i].item_id, "");
        }
    }
}

TEST(JsonMessageScanner, SaysWhereALineIsBroken) {
    const std::string whole = lines_with(kFirst, kSecond, kThird);
    const struct {
        std::string text;
        std::uint64_t offset;
    } cases[] = {
        {whole.substr(0, whole.size() - 3), whole.size() - 3},
        {"}", 0},
        {R"({"a":])", 5},
        {std::string(20'000, '['), 10'000},
    };
    for (const auto& one : cases) {
        const auto items = scan(one.text, one.text.size() / 2);
        ASSERT_FALSE(items) << one.text;
        EXPECT_EQ(items.error().code, Errc::bad_value);
        EXPECT_EQ(items.error().offset, one.offset);
        EXPECT_EQ(items.error().where, "f.json");
    }
}

}  // namespace
}  // namespace restante::targets
