// Takes attachments apart, so that today's programs can use what is in them: OLE objects, packages, pictures, Macintosh
// files, WINMAIL.DAT. What comes out is delivered next to the original, never in its place.
// docs/attachments.md says what becomes of what.
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
    // From WINMAIL.DAT, only where the message has none itself.
    std::optional<std::string> body{};
    std::optional<std::string> subject{};
    std::optional<LocalTime> sent{};

    [[nodiscard]] bool empty() const { return attachments.empty() && !body && !subject && !sent; }
};

// Reads headers and pictures; other data stays in its source. Cannot fail: what cannot be taken apart is a finding, and
// the original is there. `code_page` is that of text inside old structures (0: 1252).
[[nodiscard]] Expansion expand(const model::Message& message, int code_page, const std::string& item,
                               Findings& findings);

}  // namespace restante::content
