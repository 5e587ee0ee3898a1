// Takes attachments apart, so that today's programs can use what is in them: OLE objects, packages, pictures, Macintosh
// files, WINMAIL.DAT. What comes out is delivered next to the original, never in its place.
// docs/attachments.md says what becomes of what. A letterhead in the text is found, too (docs/formats/letterhead.md).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/finding.h"
#include "model/message.h"

namespace restante::content {

constexpr std::size_t kMostParts = 1000;                       // derived attachments of one message
constexpr std::size_t kDeepestMessage = 8;                     // WINMAIL.DAT in WINMAIL.DAT
constexpr std::uint64_t kLargestLoaded = 64ULL * 1024 * 1024;  // bytes of a picture or text read into memory

struct Expansion {
    std::vector<model::Attachment> attachments{};  // all with `derived`; data is read when asked for where possible
    // What a letterhead or WINMAIL.DAT says, only where the message says nothing itself; `subject` also where the
    // message's own is cut off, `body` also without the letterhead.
    std::optional<std::string> body{}, subject{}, class_name{}, message_id{}, parent_id{}, conversation_id{};
    std::vector<model::Address> from{}, to{}, cc{};
    std::optional<LocalTime> sent{};
    std::optional<model::Priority> priority{};
    std::string letterhead{};                 // what left the text; "" when nothing did
    std::uint32_t letterhead_characters = 0;  // by which places of attachments move to the front

    [[nodiscard]] bool says_something() const {
        return body || subject || class_name || message_id || parent_id || conversation_id || sent || priority ||
               !from.empty() || !to.empty() || !cc.empty();
    }
    [[nodiscard]] bool empty() const { return attachments.empty() && !says_something(); }
};

// Reads the text, headers and pictures; other data stays in its source. Cannot fail: what cannot be taken apart is a
// finding, and the original is there. `code_page` is that of text inside old structures.
[[nodiscard]] Expansion expand(const model::Message& message, int code_page, const std::string& item,
                               Findings& findings);

}  // namespace restante::content
