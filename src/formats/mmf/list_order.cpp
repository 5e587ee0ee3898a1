#include "formats/mmf/list_order.h"

#include <algorithm>
#include <compare>
#include <string>
#include <utility>

#include "base/case_fold.h"

namespace restante::mmf {
namespace {

constexpr std::uint16_t kStringsOfSummary = 0x1B;
constexpr std::size_t kDateToMinute = 10;  // bytes: year, month, day, hour, minute

Bytes range_of(Bytes data, std::size_t first, std::size_t last) {
    const std::size_t end = std::min(last + 1, data.size());
    return data.subspan(std::min(first, end), end - std::min(first, end));
}

// The NUL-terminated string number `index` behind `skip` bytes.
std::string_view string_of(Bytes data, std::size_t skip, std::size_t index) {
    std::string_view text = as_text(data.subspan(std::min(skip, data.size())));
    for (; index > 0; --index) {
        const std::size_t nul = text.find('\0');
        text = nul == std::string_view::npos ? std::string_view{} : text.substr(nul + 1);
    }
    return text.substr(0, text.find('\0'));
}

void drop_prefixes(std::string_view& subject) {
    while (subject.size() >= 4 && subject[2] == ':' && subject[3] == ' ') subject.remove_prefix(4);
}

std::string key_of(const ListElement& element, const ListSort& sort, bool folder_list, const CodePage& page) {
    const auto a = static_cast<std::uint16_t>(sort.a);
    const auto b = static_cast<std::uint16_t>(sort.b);
    if ((sort.flags & sort_kind::kMask) == sort_kind::kBytes)
        return b < a ? std::string{} : std::string(as_text(range_of(element.data, a, b)));
    std::string_view text = string_of(element.data, a, b);
    if (folder_list && b == 1) drop_prefixes(text);
    return fold_case(page.decode(as_bytes(text)));
}

int compare_bytes(Bytes a, Bytes b) { return as_text(a).compare(as_text(b)); }

}  // namespace

ListSort folder_sort(FolderOrder order, bool descending) {
    const auto flags = [descending](std::uint16_t kind) {
        return static_cast<std::uint16_t>(kind | (descending ? sort_kind::kDescending : 0));
    };
    switch (order) {
        case FolderOrder::date:
            return {flags(sort_kind::kBytes), 0, 9};
        case FolderOrder::priority:
            return {flags(sort_kind::kBytes), 0x11, 0x12};
        case FolderOrder::sender:
            return {flags(sort_kind::kString), kStringsOfSummary, 0};
        case FolderOrder::subject:
            return {flags(sort_kind::kString), kStringsOfSummary, 1};
        case FolderOrder::folder_name:
            return {flags(sort_kind::kString), kStringsOfSummary, 2};
    }
    return {};
}

void sort_list(std::vector<ListElement>& elements, const ListSort& sort, bool folder_list, const CodePage& page) {
    const auto kind = static_cast<std::uint16_t>(sort.flags & sort_kind::kMask);
    if (kind == sort_kind::kPositional) return;
    const bool descending = (sort.flags & sort_kind::kDescending) != 0;
    struct Keyed {
        std::string key;
        ListElement element;
    };
    std::vector<Keyed> keyed;
    keyed.reserve(elements.size());
    for (ListElement& element : elements) {
        std::string key = kind == sort_kind::kById ? std::string{} : key_of(element, sort, folder_list, page);
        keyed.push_back({std::move(key), std::move(element)});
    }
    std::stable_sort(keyed.begin(), keyed.end(), [&](const Keyed& left, const Keyed& right) {
        if (kind == sort_kind::kById)
            return descending ? right.element.id < left.element.id : left.element.id < right.element.id;
        // compare() of a string goes by unsigned bytes.
        if (const int order = left.key.compare(right.key); order != 0) return descending ? order > 0 : order < 0;
        const Bytes a = left.element.data;
        const Bytes b = right.element.data;
        if (folder_list)
            return compare_bytes(a.first(std::min(kDateToMinute, a.size())),
                                 b.first(std::min(kDateToMinute, b.size()))) < 0;
        return compare_bytes(a, b) < 0;
    });
    for (std::size_t i = 0; i < keyed.size(); ++i) elements[i] = std::move(keyed[i].element);
}

}  // namespace restante::mmf
