// Attribute values as the model has them; what is odd about a value becomes a finding with the item's name.
// Source: docs/formats/mmf-records.md "Attributes".
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/local_time.h"
#include "model/address.h"
#include "model/attribute.h"
#include "model/message.h"
#include "sources/mmf/store_text.h"

namespace restante::sources {

// `offset` is always where the value lies in the file.
class AttributeValues {
public:
    // Both outlive this.
    AttributeValues(StoreContext& context, const std::string& item) : context_(&context), item_(&item) {}

    // Up to the first NUL.
    std::string text(std::uint32_t id, Bytes value, std::uint64_t offset);
    std::vector<model::Address> addresses(std::uint32_t id, Bytes value, std::uint64_t offset);
    // Nothing when the calendar has no such date; it is remembered as stored.
    std::optional<LocalTime> date(std::uint32_t id, Bytes value, std::uint64_t offset);
    // As the model keeps what has no field of its own: by the type in the id; too short for its type: its bytes.
    model::Attribute whole(std::uint32_t id, Bytes value, std::uint64_t offset);

    [[nodiscard]] std::vector<model::InvalidDate> take_invalid_dates() { return std::move(invalid_dates_); }

    void report(MessageId message, std::string text, std::uint64_t offset) {
        context_->findings.add(message, std::move(text), *item_, offset);
    }

private:
    StoreContext* context_;
    const std::string* item_;
    std::vector<model::InvalidDate> invalid_dates_{};
};

// Its bytes, whatever its type.
[[nodiscard]] model::Attribute as_stored(std::uint32_t id, Bytes value);

// A text whose bytes are not only NULs behind its first one.
[[nodiscard]] bool goes_on_behind_nul(Bytes value);

// Some attribute stands in the list more than once.
[[nodiscard]] bool has_duplicates(const std::vector<mmf::ListEntry>& entries);

[[nodiscard]] inline model::AttributeType model_type(std::uint32_t id) {
    return static_cast<model::AttributeType>(mmf::attribute_type(id));  // the same ten types in the same order
}

}  // namespace restante::sources
