#include "formats/mmf/check_values.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "formats/mmf/attribute.h"
#include "formats/mmf/summary.h"

namespace restante::mmf {
namespace {

bool in_summary(std::uint32_t id) {
    switch (id) {
        case attribute::kDateReceived:
        case attribute::kDateSent:
        case attribute::kStatus:
        case attribute::kClass:
        case attribute::kPriority:
        case attribute::kSummaryValue:
        case attribute::kFrom:
        case attribute::kTo:
        case attribute::kCc:
        case attribute::kBcc:
        case attribute::kSubject:
            return true;
        default:
            return false;
    }
}

std::optional<ByteVector> start_of(CheckState& state, ListReader& message, const ListEntry& entry) {
    if (entry.size <= kMostOfValue) {
        const auto value = state.element(message, entry);
        return value ? std::optional<ByteVector>(std::in_place, value->begin(), value->end()) : std::nullopt;
    }
    const auto source = message.source(entry);
    if (!source || !state.spend(kMostOfValue)) return std::nullopt;
    ByteVector start(kMostOfValue);
    return (*source)->read(0, start) ? std::optional(std::move(start)) : std::nullopt;
}

}  // namespace

std::vector<ListElement> summary_values(CheckState& state, ListReader& message) {
    std::vector<ListElement> values;
    for (const ListEntry& entry : message.entries()) {
        if (!in_summary(entry.id) || std::ranges::find(values, entry.id, &ListElement::id) != values.end()) continue;
        if (auto start = start_of(state, message, entry)) values.push_back({entry.id, std::move(*start)});
    }
    return values;
}

std::string shown(const std::string& raw) {
    std::string text = "\"";
    for (const char byte : raw.substr(0, kMaximumSummaryText)) {
        if (byte >= ' ' && byte <= '~')
            text += byte;
        else
            text += fmt::format("\\x{:02x}", static_cast<std::uint8_t>(byte));
    }
    return text + (raw.size() > kMaximumSummaryText ? "...\"" : "\"");
}

std::string shown(const DateRecord& date) {
    return fmt::format("{:04}-{:02}-{:02} {:02}:{:02}:{:02} (weekday {})", date.year, date.month, date.day, date.hour,
                       date.minute, date.second, date.weekday);
}

std::string shown(std::uint32_t number) { return fmt::format("0x{:x}", number); }

}  // namespace restante::mmf
