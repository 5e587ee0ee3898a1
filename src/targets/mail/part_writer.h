// The parts of a multipart message, one call each.
#pragma once

#include <string>
#include <string_view>

#include "base/finding.h"
#include "base/result.h"
#include "formats/mime/header_writer.h"
#include "formats/mime/message_writer.h"
#include "targets/mail/part_plan.h"
#include "targets/mail/source_clock.h"

namespace restante::targets::mail {

struct MimeParameter {
    std::string_view name{}, value{};
};

// Errors are the sink's: what a part lacks is a finding.
class PartWriter {
public:
    // Everything outlives this; `headers` writes into `writer`.
    PartWriter(mime::MessageWriter& writer, mime::HeaderWriter& headers, const SourceClock& clock, Findings& losses)
        : writer_(writer), headers_(headers), clock_(clock), losses_(losses) {}

    // Of the texts that follow: their lines are as long as they are (RFC 3676 4).
    void set_fixed_font(bool fixed) { fixed_font_ = fixed; }
    // Its fields and the blank line behind them. `more` stands before the boundary when it has a value.
    void begin_multipart(std::string_view type, std::string_view boundary, MimeParameter more = {});
    Result<void> text(const mime::TextBody& body);
    Result<void> calendar(const mime::TextBody& body, std::string_view method);
    Result<void> attachment(const PlannedPart& part, std::string_view item);
    // A Macintosh file as RFC 1740 has it: Macintosh programs make one file of both parts, any other one has the data.
    Result<void> apple_double(const PlannedPart& part, std::string_view boundary, std::string_view item);
    // The fields of a part whose content is a message.
    void begin_message(const PlannedPart& part);

private:
    // `data` may be null.
    void part_fields(const PlannedPart& part, std::string_view type, std::string_view encoding, const ByteSource* data);
    Result<void> data(const PlannedPart& part, const ByteSource& data, std::string_view item);
    Result<void> finish_text(const mime::TextBody& body);

    mime::MessageWriter& writer_;
    mime::HeaderWriter& headers_;
    const SourceClock& clock_;
    Findings& losses_;
    bool fixed_font_ = false;
};

}  // namespace restante::targets::mail
