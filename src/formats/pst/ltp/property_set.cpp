#include "formats/pst/ltp/property_set.h"

#include <algorithm>
#include <bit>
#include <utility>

#include "formats/pst/little_endian.h"

namespace restante::pst::ltp {

std::size_t fixed_size(std::uint16_t type) {
    switch (type) {
        case kBoolean:
            return 1;
        case kInteger32:
            return 4;
        case kFloating64:
        case kInteger64:
        case kTime:
            return 8;
        case kGuid:
            return 16;
        default:
            return 0;
    }
}

void PropertySet::clear() {
    list_.clear();
    arena_.clear();
}

template <class Append>
void PropertySet::add_varying(std::uint16_t id, std::uint16_t type, Append&& append) {
    StoredProperty stored{id, type};
    stored.at = arena_.size();
    append(arena_);
    stored.size = arena_.size() - stored.at;
    list_.push_back(stored);
}

void PropertySet::add_fixed(std::uint16_t id, std::uint16_t type, std::uint64_t value) {
    list_.push_back(StoredProperty{id, type, value});
}

void PropertySet::add_bytes(std::uint16_t id, std::uint16_t type, Bytes bytes) {
    add_varying(id, type, [&](ByteVector& into) { append_bytes(into, bytes); });
}

void PropertySet::add_text(std::uint16_t id, std::string_view utf8) {
    const std::uint16_t type = codec_.format() == Format::unicode ? kText16 : kText8;
    add_varying(id, type, [&](ByteVector& into) { codec_.append(utf8, into); });
}

namespace {

// Count, offsets, values ([MS-PST] 2.3.3.4.2). No value at all is stored as nothing.
template <class Item, class AppendItem>
void append_multiple(const std::vector<Item>& items, ByteVector& into, AppendItem&& append_item) {
    if (items.empty()) return;
    const std::size_t start = into.size();
    append_le(into, static_cast<std::uint32_t>(items.size()));
    into.resize(into.size() + 4 * items.size());
    for (std::size_t i = 0; i < items.size(); ++i) {
        store_le(into, start + 4 + 4 * i, static_cast<std::uint32_t>(into.size() - start));
        append_item(items[i], into);
    }
}

}  // namespace

void PropertySet::add(const Property& property) {
    const std::uint16_t id = property.id;
    const std::uint16_t text_type = codec_.format() == Format::unicode ? kText16 : kText8;
    struct Visitor {
        PropertySet& set;
        std::uint16_t id, text_type;

        void operator()(bool value) const { set.add_fixed(id, kBoolean, value ? 1 : 0); }
        void operator()(std::int32_t value) const { set.add_fixed(id, kInteger32, static_cast<std::uint32_t>(value)); }
        void operator()(std::int64_t value) const { set.add_fixed(id, kInteger64, static_cast<std::uint64_t>(value)); }
        void operator()(double value) const { set.add_fixed(id, kFloating64, std::bit_cast<std::uint64_t>(value)); }
        void operator()(FileTime value) const { set.add_fixed(id, kTime, value.ticks); }
        void operator()(const Guid& value) const { set.add_bytes(id, kGuid, value); }
        void operator()(const std::string& value) const { set.add_text(id, value); }
        void operator()(const ByteVector& value) const { set.add_bytes(id, kBinary, value); }
        void operator()(const ByteSourcePointer& value) const {
            StoredProperty stored{id, kBinary};
            stored.stream = value && value->size() > 0 ? value.get() : nullptr;
            set.list_.push_back(stored);
        }
        void operator()(const std::vector<std::int32_t>& values) const {
            set.add_varying(id, kMultiple | kInteger32, [&](ByteVector& into) {
                for (const std::int32_t value : values) append_le(into, static_cast<std::uint32_t>(value));
            });
        }
        void operator()(const std::vector<std::string>& values) const {
            set.add_varying(id, static_cast<std::uint16_t>(kMultiple | text_type), [&](ByteVector& into) {
                append_multiple(values, into,
                                [&](const std::string& text, ByteVector& target) { set.codec_.append(text, target); });
            });
        }
        void operator()(const std::vector<ByteVector>& values) const {
            set.add_varying(id, kMultiple | kBinary, [&](ByteVector& into) {
                append_multiple(values, into,
                                [](const ByteVector& bytes, ByteVector& target) { append_bytes(target, bytes); });
            });
        }
    };
    std::visit(Visitor{*this, id, text_type}, property.value);
}

void PropertySet::sort() {
    std::stable_sort(list_.begin(), list_.end(),
                     [](const StoredProperty& left, const StoredProperty& right) { return left.id < right.id; });
    const auto same_id = [](const StoredProperty& left, const StoredProperty& right) { return left.id == right.id; };
    // unique() keeps the first of equals, so it runs backwards.
    const auto kept = std::unique(list_.rbegin(), list_.rend(), same_id);
    list_.erase(list_.begin(), kept.base());
}

namespace {

// The first place whose id is not below `id`.
template <class List>
auto place_of(List& list, std::uint16_t id) {
    return std::lower_bound(list.begin(), list.end(), id,
                            [](const StoredProperty& left, std::uint16_t right) { return left.id < right; });
}

}  // namespace

const StoredProperty* PropertySet::find(std::uint16_t id) const {
    const auto place = place_of(list_, id);
    return place != list_.end() && place->id == id ? &*place : nullptr;
}

void PropertySet::replace_fixed(std::uint16_t id, std::uint64_t value) {
    const auto place = place_of(list_, id);
    if (place != list_.end() && place->id == id) place->fixed = value;
}

}  // namespace restante::pst::ltp
