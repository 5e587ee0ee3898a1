#include "formats/mmf/list_order.h"

#include <gtest/gtest.h>

#include <string>

#include "formats/mmf/attribute.h"
#include "formats/mmf/samples_test.h"
#include "formats/mmf/store.h"
#include "formats/mmf/summary.h"

namespace restante::mmf {
namespace {

CodePage western() { return *CodePage::numbered(1252); }

std::vector<std::uint32_t> ids(const std::vector<ListElement>& elements) {
    std::vector<std::uint32_t> ids;
    for (const ListElement& element : elements) ids.push_back(element.id);
    return ids;
}

struct Line {
    std::uint16_t minute;
    std::uint16_t priority;
    std::string sender, subject;
};

std::vector<std::uint32_t> sorted(const std::vector<Line>& lines, FolderOrder order, bool descending = false) {
    std::vector<ListElement> elements;
    for (const Line& line : lines) {
        Summary summary;
        summary.date.minute = line.minute;
        summary.priority = line.priority;
        summary.sender = line.sender;
        summary.subject = line.subject;
        elements.push_back({static_cast<std::uint32_t>(elements.size()), write_summary(summary)});
    }
    sort_list(elements, folder_sort(order, descending), true, western());
    return ids(elements);
}

TEST(ListOrder, FollowsTheUsersChoice) {
    const std::vector<Line> lines{
        {30, 2, "bob", "RE: zebra"}, {10, 1, "Ann", "apple"}, {20, 3, "ann", "FW: RE: Apple"}, {10, 2, "Zoe", "mango"}};
    using Order = std::vector<std::uint32_t>;
    EXPECT_EQ(sorted(lines, FolderOrder::date), (Order{1, 3, 2, 0}));
    EXPECT_EQ(sorted(lines, FolderOrder::date, true), (Order{0, 2, 1, 3}));
    EXPECT_EQ(sorted(lines, FolderOrder::priority), (Order{1, 3, 0, 2}));
    EXPECT_EQ(sorted(lines, FolderOrder::sender), (Order{1, 2, 0, 3}));
    EXPECT_EQ(sorted(lines, FolderOrder::sender, true), (Order{3, 0, 1, 2}));
    EXPECT_EQ(sorted(lines, FolderOrder::subject), (Order{1, 2, 3, 0}));
}

TEST(ListOrder, OtherKinds) {
    std::vector<ListElement> elements{{3, {'b'}}, {1, {'c'}}, {2, {}}};
    sort_list(elements, {}, false, western());
    EXPECT_EQ(ids(elements), (std::vector<std::uint32_t>{3, 1, 2}));
    sort_list(elements, {sort_kind::kById, 0, 0}, false, western());
    EXPECT_EQ(ids(elements), (std::vector<std::uint32_t>{1, 2, 3}));
    // A range that no element has, and one that is empty: only the whole elements decide.
    sort_list(elements, {sort_kind::kBytes, 50, 60}, false, western());
    EXPECT_EQ(ids(elements), (std::vector<std::uint32_t>{2, 3, 1}));
    sort_list(elements, {sort_kind::kBytes | sort_kind::kDescending, 9, 2}, false, western());
    EXPECT_EQ(ids(elements), (std::vector<std::uint32_t>{2, 3, 1}));
    sort_list(elements, {sort_kind::kString | sort_kind::kDescending, 0, 0}, false, western());
    EXPECT_EQ(ids(elements), (std::vector<std::uint32_t>{1, 3, 2}));
}

// What the original engine sorted by bytes stays where it is; strings are collated by language there.
TEST(ListOrder, AgreesWithEverySampleFolderSortedByBytes) {
    std::size_t checked = 0;
    for (const std::string& name : samples::names()) {
        Findings findings;
        const auto store = Store::open(samples::source(name), findings);
        ASSERT_TRUE(store);
        for (const Node& node : (*store)->nodes()) {
            if (node.oid.type() != type::kFolder) continue;
            auto list = ListReader::open(*(*store)->object(node.oid));
            ASSERT_TRUE(list);
            if ((list->sort().flags & sort_kind::kMask) != sort_kind::kBytes) continue;
            std::vector<ListElement> elements;
            for (const ListEntry& entry : list->entries()) {
                const auto data = list->element(entry);
                ASSERT_TRUE(data);
                elements.push_back({entry.id, ByteVector(data->begin(), data->end())});
            }
            const auto stored = ids(elements);
            sort_list(elements, list->sort(), true, western());
            EXPECT_EQ(ids(elements), stored) << name << " " << node.oid.hex();
            if (stored.size() > 1) ++checked;
        }
    }
    EXPECT_GT(checked, 25U);
}

TEST(ListOrder, CaseOfLettersBeyondAsciiDoesNotCount) {
    const auto order = [](int page, const std::vector<std::string>& names) {
        std::vector<ListElement> elements;
        for (const std::string& name : names) {
            ByteVector data(as_bytes(name).begin(), as_bytes(name).end());
            data.push_back(0);
            elements.push_back({static_cast<std::uint32_t>(elements.size()), data});
        }
        sort_list(elements, {sort_kind::kString, 0, 0}, false, *CodePage::numbered(page));
        std::vector<std::uint32_t> ids;
        for (const ListElement& element : elements) ids.push_back(element.id);
        return ids;
    };
    // ae-umlaut small, capital, small: by their bytes the capital one would come first.
    EXPECT_EQ(order(1252, {"\xE4"
                           "a",
                           "\xC4"
                           "b",
                           "\xE4"
                           "c"}),
              (std::vector<std::uint32_t>{0, 1, 2}));
    EXPECT_EQ(order(1251, {"\xE0"
                           "1",
                           "\xC0"
                           "2",
                           "\xE0"
                           "3"}),
              (std::vector<std::uint32_t>{0, 1, 2}));
    // In 932 a second byte may look like a capital letter; it is none.
    EXPECT_EQ(order(932, {"\x83\x61", "\x83\x41"}), (std::vector<std::uint32_t>{1, 0}));
}

}  // namespace
}  // namespace restante::mmf
