// Turns one stored message into a model message. Source: docs/formats/mmf-records.md "Messages".
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "formats/mmf/list_object.h"
#include "formats/mmf/summary.h"
#include "model/message.h"
#include "sources/mmf/attribute_values.h"
#include "sources/mmf/class_names.h"
#include "sources/mmf/store_text.h"

namespace restante::sources {

class MessageReader {
public:
    // Both outlive the reader. `item` names the message in findings.
    MessageReader(StoreContext& context, const ClassNames& classes, const std::string& item)
        : context_(&context), classes_(&classes), item_(&item), values_(context, item) {}

    // Everything but the attachments. Fails when the object is no list of attributes, or none of them can be read.
    Result<model::Message> read(mmf::Oid oid);
    // The status of what was read says that there are attachments.
    [[nodiscard]] bool expects_attachments() const { return expects_attachments_; }
    // The character of the body that starts at, or holds, that byte of the stored text (the position of an attachment).
    // Positions behind the text stay behind it.
    [[nodiscard]] std::uint32_t character_at(std::uint32_t byte);
    // What the folder's list says about it; marked incomplete.
    model::Message from_summary(mmf::Oid oid, const mmf::Summary& summary);

private:
    void add(std::uint32_t id, Bytes value);
    bool add_general(std::uint32_t id, Bytes value);
    void read_body(Bytes value);
    void set_class(std::uint32_t number);
    void set_status(std::uint8_t status);
    void set_priority(std::uint32_t value);
    void settle_fixed_font();
    void recognise_repair(mmf::ListReader& list);

    StoreContext* context_;
    const ClassNames* classes_;
    const std::string* item_;
    AttributeValues values_;
    model::Message message_{};
    std::vector<std::uint32_t> body_characters_{};  // where each of them starts in stored_body_
    ByteVector stored_body_{};                      // only when its bytes are no measure of its characters
    std::optional<std::uint32_t> fixed_font_{};
    bool expects_attachments_ = false;
    std::uint64_t offset_ = 0;  // in the file, of the attribute being read
};

}  // namespace restante::sources
