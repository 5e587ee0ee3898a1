#include "sources/mmf/attribute_values.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <unordered_set>
#include <utility>

#include "base/byte_reader.h"
#include "formats/mmf/date_record.h"
#include "sources/mmf/triple_addresses.h"

namespace restante::sources {
namespace {

constexpr std::size_t kFewAttributes = 64;

}  // namespace

model::Attribute as_stored(std::uint32_t id, Bytes value) {
    return {id, model_type(id), std::make_shared<MemoryBytes>(ByteVector(value.begin(), value.end()))};
}

bool goes_on_behind_nul(Bytes value) {
    return std::ranges::any_of(value.subspan(until_nul(value).size()), [](std::uint8_t byte) { return byte != 0; });
}

bool has_duplicates(const std::vector<mmf::ListEntry>& entries) {
    if (entries.size() <= kFewAttributes) {
        for (std::size_t i = 1; i < entries.size(); ++i)
            for (std::size_t j = 0; j < i; ++j)
                if (entries[i].id == entries[j].id) return true;
        return false;
    }
    std::unordered_set<std::uint32_t> seen;
    return std::ranges::any_of(entries, [&](const mmf::ListEntry& entry) { return !seen.insert(entry.id).second; });
}

std::string AttributeValues::text(std::uint32_t id, Bytes value, std::uint64_t offset) {
    const Bytes text = until_nul(value);
    if (goes_on_behind_nul(value))
        report(MessageId::mmf_text_behind_nul,
               fmt::format("attribute {:08x} has {} bytes behind its end mark", id, value.size() - text.size() - 1),
               offset + text.size());
    return context_->text.whole(text);
}

std::vector<model::Address> AttributeValues::addresses(std::uint32_t id, Bytes value, std::uint64_t offset) {
    bool complete = true;
    auto read = read_addresses(value, context_->text, complete);
    if (!complete)
        report(MessageId::mmf_recipients_cut, fmt::format("the list in attribute {:08x} breaks off", id), offset);
    return read;
}

std::optional<LocalTime> AttributeValues::date(std::uint32_t id, Bytes value, std::uint64_t offset) {
    ByteReader reader(value, offset);
    const auto stored = mmf::read_date(reader);
    if (stored && stored->local_time().valid()) return stored->local_time();
    invalid_dates_.push_back({id, stored ? stored->local_time().iso() : std::string()});
    report(MessageId::mmf_invalid_date, fmt::format("invalid date in attribute {:08x}", id), offset);
    return std::nullopt;
}

model::Attribute AttributeValues::whole(std::uint32_t id, Bytes value, std::uint64_t offset) {
    if (value.size() < mmf::minimum_size(mmf::attribute_type(id))) {
        report(MessageId::mmf_value_too_short, fmt::format("attribute {:08x} has {} bytes", id, value.size()), offset);
        return as_stored(id, value);
    }
    model::Attribute stored{id, model_type(id), {}};
    switch (mmf::attribute_type(id)) {
        case mmf::AttributeType::triples:
            stored.value = addresses(id, value, offset);
            break;
        case mmf::AttributeType::string:
        case mmf::AttributeType::text:
            stored.value = text(id, value, offset);
            break;
        case mmf::AttributeType::date:
            if (const auto time = date(id, value, offset)) stored.value = *time;
            break;
        case mmf::AttributeType::byte:
        case mmf::AttributeType::other:
            return as_stored(id, value);
        default:
            stored.value = mmf::integer_value(id, value).value_or(0);
            break;
    }
    return stored;
}

}  // namespace restante::sources
