// How the messages of a postoffice store text, subject, date, priority, attachments and text border, found by reading
// all of them under every candidate. Source: docs/formats/postoffice-mail.md 2 and 5.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/local_time.h"
#include "formats/postoffice/mail/choice.h"
#include "formats/postoffice/mail/mai_message.h"

namespace restante::postoffice {

// One message, with what its mailbag header says of it when there is one.
struct MaiSample {
    const MaiFile* file = nullptr;           // never null
    std::optional<LocalTime> header_date{};  // when it was delivered
    std::optional<std::string> header_subject{};
};

using AttachmentSizes = std::map<std::uint32_t, std::uint64_t>;  // id -> bytes, of every ATT file there is

struct CandidateEvidence {
    std::string kind{};       // "text", "subject", "date", "priority", "attachments", "text border"
    std::string candidate{};  // in words
    VariantEvidence evidence{};
    bool standing = false;
};

struct MaiChoice {
    MaiLayouts layouts{};
    std::vector<CandidateEvidence> evidence{};  // of every candidate with any, in the order of the tables
};

[[nodiscard]] MaiChoice choose_mai_layouts(std::span<const MaiSample> samples, const AttachmentSizes& attachments);

}  // namespace restante::postoffice
