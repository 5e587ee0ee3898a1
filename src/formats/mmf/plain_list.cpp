#include "formats/mmf/plain_list.h"

#include "base/byte_reader.h"

namespace restante::mmf {
namespace {

constexpr std::uint32_t kPlainDirectory = 14;  // bytes in front of its entries
constexpr std::uint32_t kPlainEntry = 12;

}  // namespace

std::optional<PlainList> read_plain_list(Bytes body) {
    const auto directory = ByteReader(body).le<std::uint32_t>();
    if (!directory || *directory < kFirstElement || body.size() < kPlainDirectory ||
        *directory > body.size() - kPlainDirectory)
        return std::nullopt;
    ByteReader reader(body.subspan(*directory));
    const auto count = reader.le<std::uint16_t>();
    if (!count || !reader.skip(kPlainDirectory - sizeof(*count))) return std::nullopt;
    if (reader.remaining() / kPlainEntry < *count) return std::nullopt;
    PlainList list{*directory, {}};
    for (std::uint16_t i = 0; i < *count; ++i) {
        const auto id = reader.le<std::uint32_t>(), offset = reader.le<std::uint32_t>(),
                   size = reader.le<std::uint32_t>();
        if (!id || !offset || !size) return std::nullopt;
        list.entries.push_back({*id, *offset, *size});
    }
    return list;
}

std::vector<ListElement> elements_of(Bytes body) {
    std::vector<ListElement> elements;
    const auto list = read_plain_list(body);
    if (!list) return elements;
    std::size_t copied = 0;
    for (const ListEntry& entry : list->entries) {
        if (!entry.inside(list->directory) || copied + entry.size > body.size()) continue;
        copied += entry.size;  // entries that overlap could make more of the body than there is
        const Bytes data = body.subspan(entry.offset, entry.size);
        elements.push_back({entry.id, ByteVector(data.begin(), data.end())});
    }
    return elements;
}

}  // namespace restante::mmf
