// Which parts a message gets besides its text, and under which names.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/byte_source.h"
#include "base/finding.h"
#include "base/local_time.h"
#include "model/message.h"

namespace restante::targets::mail {

struct PlannedPart {
    std::string name{};                               // safe file name
    std::string description{};                        // the original name where it differs; "" for none
    std::string_view type{};                          // "application/octet-stream"
    std::string note{};                               // value of X-Restante-Part: what the source says about it
    ByteSourcePointer data{};                         // null: the source has none
    ByteSourcePointer apple_double{};                 // null: nothing belongs to the data
    std::shared_ptr<const model::Message> message{};  // instead of data
    std::optional<LocalTime> created{}, modified{};
};

// What no other field says about one of `all`: "number=3; kind=file; position=10; no-name". Words are separated by ";
// ".
[[nodiscard]] std::string part_note(const model::Attachment& attachment, const std::vector<model::Attachment>& all);

// Losses name the attachment; `item` the message.
[[nodiscard]] std::vector<PlannedPart> plan_attachments(const model::Message& message, std::string_view item,
                                                        Findings& losses);

}  // namespace restante::targets::mail
