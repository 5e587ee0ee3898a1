// Turns one stored message into a model message. Source: docs/formats/mmf-records.md "Messages".
#pragma once

#include <string>

#include "formats/mmf/list_object.h"
#include "formats/mmf/summary.h"
#include "model/message.h"
#include "sources/mmf/class_names.h"
#include "sources/mmf/store_text.h"

namespace restante::sources {

class MessageReader {
public:
    // Both outlive the reader. `item` names the message in findings.
    MessageReader(StoreContext& context, const ClassNames& classes, const std::string& item)
        : context_(&context), classes_(&classes), item_(&item) {}

    // Everything but the attachments. Fails when the object is no list of attributes, or none of them can be read.
    Result<model::Message> read(mmf::Oid oid);
    // The status of what was read says that there are attachments.
    [[nodiscard]] bool expects_attachments() const { return expects_attachments_; }
    // What the folder's list says about it; marked incomplete.
    model::Message from_summary(mmf::Oid oid, const mmf::Summary& summary);

private:
    void add(std::uint32_t id, Bytes value);
    bool add_general(std::uint32_t id, Bytes value);
    void add_other(std::uint32_t id, Bytes value);
    void keep_as_bytes(std::uint32_t id, Bytes value);
    void set_class(std::uint32_t number);
    void set_status(std::uint8_t status);
    void set_priority(std::uint32_t value);
    void settle_fixed_font();
    void recognise_repair(mmf::ListReader& list);
    std::optional<LocalTime> date(std::uint32_t id, Bytes value);
    std::string text_of(std::uint32_t id, Bytes value);
    std::vector<model::Address> addresses(std::uint32_t id, Bytes value);
    void report(MessageId id, std::string text, std::uint64_t offset);

    StoreContext* context_;
    const ClassNames* classes_;
    const std::string* item_;
    model::Message message_{};
    std::optional<std::uint32_t> fixed_font_{};
    bool expects_attachments_ = false;
    std::uint64_t offset_ = 0;  // in the file, of the attribute being read
};

}  // namespace restante::sources
