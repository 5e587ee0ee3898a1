#include "composed_mail.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "targets/mail/compose.h"

namespace restante::testing {

std::size_t Composed::count(MessageId id) const {
    return static_cast<std::size_t>(
        std::ranges::count_if(losses.list(), [&](const Finding& finding) { return finding.id == id; }));
}

Composed compose(const model::Message& message, const model::Folder& folder, const targets::TargetOptions& options,
                 mime::LineEnd line_end) {
    Composed result;
    const model::Mailbox mailbox = example_mailbox();
    const targets::mail::Envelope envelope = targets::mail::envelope_of(message, folder);
    targets::mail::Composer composer(options, line_end, result.losses);
    MemorySink sink;
    EXPECT_TRUE(composer.compose(message, {mailbox, folder, envelope, "Inbox/1", "0123456789abcdef", ""}, sink));
    composer.report_addresses();
    result.raw = as_text(sink.bytes());
    result.parsed = parse_with_gmime(result.raw);
    return result;
}

}  // namespace restante::testing
