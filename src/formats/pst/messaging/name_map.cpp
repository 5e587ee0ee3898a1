#include "formats/pst/messaging/name_map.h"

#include <algorithm>
#include <string>
#include <variant>

#include "formats/pst/little_endian.h"
#include "formats/pst/ndb/crc.h"

namespace restante::pst {
namespace {

constexpr std::uint16_t kFirstId = 0x8000;
constexpr std::size_t kMaxNames = 0x7FFE;
constexpr std::uint32_t kBuckets = 251;
constexpr std::uint16_t kFirstBucketId = 0x1000;
constexpr std::uint16_t kTextName = 1;  // bit 0 of the GUID word
constexpr std::uint16_t kFirstListedSet = 3;

// The three streams and the buckets of the map while it is put together.
struct Streams {
    ByteVector sets{}, entries{}, texts{};
    std::vector<ByteVector> buckets = std::vector<ByteVector>(kBuckets);

    // The index a property set has in this file: 1 and 2 are well known, the others are listed.
    std::uint16_t index_of(const Guid& set) {
        if (set == kMapiSet) return 1;
        if (set == kPublicStringsSet) return 2;
        for (std::size_t at = 0; at < sets.size(); at += set.size())
            if (std::equal(set.begin(), set.end(), sets.begin() + static_cast<std::ptrdiff_t>(at)))
                return static_cast<std::uint16_t>(kFirstListedSet + at / set.size());
        append_bytes(sets, set);
        return static_cast<std::uint16_t>(kFirstListedSet + sets.size() / set.size() - 1);
    }

    static void append_name(ByteVector& into, std::uint32_t id, std::uint16_t set, std::uint16_t number) {
        append_le(into, id);
        append_le(into, set);
        append_le(into, number);
    }

    void add(const PropertyName& name, std::uint16_t number) {
        auto set = static_cast<std::uint16_t>(index_of(name.set) << 1U);
        std::uint32_t id = 0;    // in the entry stream
        std::uint32_t hash = 0;  // in the bucket
        if (const auto* text = std::get_if<std::string>(&name.name)) {
            set = static_cast<std::uint16_t>(set | kTextName);
            ByteVector utf16;
            ltp::append_utf16(*text, utf16);
            id = static_cast<std::uint32_t>(texts.size());
            hash = ndb::crc(utf16);
            append_le(texts, static_cast<std::uint32_t>(utf16.size()));
            append_bytes(texts, utf16);
            texts.resize((texts.size() + 3) / 4 * 4);
        } else {
            id = hash = std::get<std::uint32_t>(name.name);
        }
        append_name(entries, id, set, number);
        append_name(buckets[(hash ^ set) % kBuckets], hash, set, number);
    }
};

}  // namespace

NameMap::NameMap() {
    constexpr std::uint32_t kReminderSet = 0x8503;
    (void)id_of(PropertyName{kCommonSet, kReminderSet});
    (void)id_of(PropertyName{kPublicStringsSet, std::string("Keywords")});
}

Result<std::uint16_t> NameMap::id_of(const PropertyName& name) {
    if (const auto known = ids_.find(name); known != ids_.end()) return known->second;
    if (names_.size() == kMaxNames) return fail(Errc::too_large, "a store holds at most 32766 named properties");
    const auto id = static_cast<std::uint16_t>(kFirstId + names_.size());
    names_.push_back(name);
    ids_.emplace(name, id);
    return id;
}

void NameMap::describe(ltp::PropertySet& set) const {
    Streams streams;
    for (std::size_t i = 0; i < names_.size(); ++i) streams.add(names_[i], static_cast<std::uint16_t>(i));
    set.clear();
    set.add_fixed(0x0001, ltp::kInteger32, kBuckets);
    set.add_bytes(0x0002, ltp::kBinary, streams.sets);
    set.add_bytes(0x0003, ltp::kBinary, streams.entries);
    set.add_bytes(0x0004, ltp::kBinary, streams.texts);
    for (std::size_t i = 0; i < kBuckets; ++i)
        if (!streams.buckets[i].empty())
            set.add_bytes(static_cast<std::uint16_t>(kFirstBucketId + i), ltp::kBinary, streams.buckets[i]);
    set.sort();
}

}  // namespace restante::pst
