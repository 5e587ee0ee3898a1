// A message as the mail targets write it, and what GMime makes of that.
#pragma once

#include <cstddef>
#include <string>

#include "base/finding.h"
#include "example_mail.h"
#include "formats/mime/line_end.h"
#include "gmime_reader.h"
#include "targets/target.h"

namespace restante::testing {

struct Composed {
    std::string raw{};
    ParsedMessage parsed{};
    Findings losses{};

    [[nodiscard]] std::size_t count(MessageId id) const;
};

// From the mailbox of example_mailbox().
[[nodiscard]] Composed compose(const model::Message& message, const model::Folder& folder = example_folder(),
                               const targets::TargetOptions& options = {},
                               mime::LineEnd line_end = mime::LineEnd::crlf);

}  // namespace restante::testing
