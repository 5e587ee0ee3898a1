// Writes a message with its recipients, attachments and the messages inside it. Source: docs/formats/pst.md
// section 12; [MS-PST] 2.4.5, 2.4.6.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "formats/pst/ltp/node_builder.h"
#include "formats/pst/ltp/property_set.h"
#include "formats/pst/message.h"
#include "formats/pst/messaging/store_context.h"

namespace restante::pst {

// A stream of a message that could not be read to its end; what came before it is in the store.
struct CutStream {
    std::string where{};  // "attachment 2", "attachment 1/message/attachment 3", "" for the message itself
    std::uint16_t property = 0;
    std::uint64_t kept = 0;  // bytes
    Error error{};
};

// An upper bound of the bytes a message will take in the file. Errors: unsupported (nested too deep), too_large
// (an attachment or the message reaches 2 GiB), bad_value (an embedded message is missing, an id is reserved).
Result<std::uint64_t> measure_message(const Message& message);

class MessageWriter {
public:
    explicit MessageWriter(StoreContext& context) : context_(context), top_(context.codec) {}

    // `message` has been measured. The caller makes a node of the result.
    Result<ltp::StoredNode> write(const Message& message, Nid nid, std::vector<CutStream>& cuts);
    // The stored properties of the message written last, for its row in the contents table.
    [[nodiscard]] const ltp::PropertySet& properties() const { return top_; }

private:
    Result<ltp::StoredNode> write_at(const Message& message, Nid nid, const std::string& where, ltp::PropertySet& set,
                                     std::vector<CutStream>& cuts);
    void describe(const Message& message, Nid nid, ltp::PropertySet& set) const;
    Result<ltp::StoredNode> write_recipients(const std::vector<Recipient>& recipients);
    Result<void> write_attachments(const std::vector<Attachment>& attachments, const std::string& where,
                                   ltp::NodeBuilder& node, std::vector<CutStream>& cuts);
    // The attachment's stored properties are left in `set`.
    Result<ltp::StoredNode> write_attachment(const Attachment& attachment, const std::string& where,
                                             ltp::PropertySet& set, std::vector<CutStream>& cuts);

    StoreContext& context_;
    ltp::PropertySet top_;
};

}  // namespace restante::pst
