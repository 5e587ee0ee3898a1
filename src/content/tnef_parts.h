// The attachments, texts and particulars in a WINMAIL.DAT. docs/attachments.md "WINMAIL.DAT"
#pragma once

#include <cstddef>
#include <functional>

#include "base/byte_source.h"
#include "content/parts.h"

namespace restante::content {

// Calls `again` for each attachment it adds, so that objects inside are taken apart, too.
using ExpandAgain = std::function<void(const model::Attachment&)>;

[[nodiscard]] bool is_tnef(const ByteSource& data);
// Of the message itself: what it lacks is taken from there.
void expand_tnef(Parts& parts, const model::Message& message, const ByteSourcePointer& data, const ExpandAgain& again);
// Of a message inside the message: an attachment of its own.
void add_message_inside(Parts& parts, const ByteSourcePointer& data, SourceRange range);

}  // namespace restante::content
