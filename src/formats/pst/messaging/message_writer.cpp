#include "formats/pst/messaging/message_writer.h"

#include <utility>

#include "formats/pst/ltp/property_context.h"
#include "formats/pst/ltp/table_context.h"
#include "formats/pst/messaging/one_off.h"
#include "formats/pst/messaging/subject.h"

namespace restante::pst {
namespace {

constexpr Nid kRecipientTable = 0x692;
constexpr Nid kAttachmentTable = 0x671;
constexpr std::uint32_t kFirstAttachment = 0x401;

const std::string& shown_name(const Recipient& recipient) {
    return recipient.name.empty() ? recipient.address : recipient.name;
}

std::string names_of(const std::vector<Recipient>& recipients, RecipientKind kind) {
    std::string names;
    bool first = true;
    for (const Recipient& recipient : recipients) {
        if (recipient.kind != kind) continue;
        if (!first) names += "; ";
        names += shown_name(recipient);
        first = false;
    }
    return names;
}

void take_cuts(ltp::StreamCuts& from, const std::string& where, std::vector<CutStream>& into) {
    for (ltp::StreamCut& cut : from) into.push_back(CutStream{where, cut.property, cut.kept, std::move(cut.error)});
    from.clear();
}

void describe_recipient(const StoreContext& context, const Recipient& recipient, ltp::PropertySet& set) {
    constexpr std::uint32_t kMailUser = 6;
    set.clear();
    set.add_fixed(0x0C15, ltp::kInteger32, static_cast<std::uint32_t>(recipient.kind));
    set.add_fixed(0x0E0F, ltp::kBoolean, 0);
    set.add_fixed(0x0FFE, ltp::kInteger32, kMailUser);
    set.add_text(0x3001, shown_name(recipient));
    if (!recipient.address_type.empty()) set.add_text(0x3002, recipient.address_type);
    if (!recipient.address.empty()) set.add_text(0x3003, recipient.address);
    if (!recipient.address_type.empty() && !recipient.address.empty()) {
        set.add_bytes(0x0FFF, ltp::kBinary,
                      one_off_entry_id(context.codec, shown_name(recipient), recipient.address_type, recipient.address,
                                       recipient.send_rich_info));
        set.add_bytes(0x300B, ltp::kBinary, address_search_key(recipient.address_type, recipient.address));
    }
    set.add_fixed(0x3900, ltp::kInteger32, 0);
    set.add_text(0x39FF, shown_name(recipient));
    set.add_fixed(0x3A40, ltp::kBoolean, recipient.send_rich_info ? 1 : 0);
    set.sort();
}

}  // namespace

Result<ltp::StoredNode> MessageWriter::write(const Message& message, Nid nid, std::vector<CutStream>& cuts) {
    return write_at(message, nid, {}, top_, cuts);
}

void MessageWriter::describe(const Message& message, Nid nid, ltp::PropertySet& set) const {
    set.clear();
    set.add_fixed(0x3007, ltp::kTime, context_.time.ticks);
    set.add_fixed(0x3008, ltp::kTime, context_.time.ticks);
    set.add_all(message.properties);
    set.add_text(0x001A, message.message_class.empty() ? "IPM.Note" : message.message_class);
    set.add_text(0x0037, mark_subject(message.subject));
    const bool has_attachments = !message.attachments.empty();
    auto flags = static_cast<std::uint32_t>(message.flags & ~(kFlagHasAttachments | kFlagAssociated));
    if (has_attachments) flags |= static_cast<std::uint32_t>(kFlagHasAttachments);
    if (message.associated) flags |= static_cast<std::uint32_t>(kFlagAssociated);
    set.add_fixed(0x0E07, ltp::kInteger32, flags);
    set.add_text(0x0E02, names_of(message.recipients, RecipientKind::bcc));
    set.add_text(0x0E03, names_of(message.recipients, RecipientKind::cc));
    set.add_text(0x0E04, names_of(message.recipients, RecipientKind::to));
    set.add_fixed(0x0E08, ltp::kInteger32, 0);
    set.add_fixed(0x0E1B, ltp::kBoolean, has_attachments ? 1 : 0);
    set.sort();
    if (set.find(0x300B) != nullptr) return;
    set.add_bytes(0x300B, ltp::kBinary, context_.derived_key(nid));
    set.sort();
}

Result<ltp::StoredNode> MessageWriter::write_at(const Message& message, Nid nid, const std::string& where,
                                                ltp::PropertySet& set, std::vector<CutStream>& cuts) {
    describe(message, nid, set);
    ltp::PropertyContext context = TRY(ltp::PropertyContext::begin(context_.database));
    TRY_VOID(write_attachments(message.attachments, where, context.node(), cuts));
    context.node().add_subnode(kRecipientTable, TRY(write_recipients(message.recipients)));
    ltp::StreamCuts own_cuts;
    TRY_VOID(context.add_all(set, own_cuts));
    take_cuts(own_cuts, where, cuts);
    TRY_VOID(context.close());
    // The size counts the heap it stands in, so it is known only now.
    const auto size = static_cast<std::uint32_t>(context.node().data_bytes());
    context.set_integer(0x0E08, size);
    set.replace_fixed(0x0E08, size);
    return context.finish();
}

Result<ltp::StoredNode> MessageWriter::write_recipients(const std::vector<Recipient>& recipients) {
    ltp::TableContext table = TRY(ltp::TableContext::begin(context_.database, context_.schemas.recipients));
    ltp::PropertySet set(context_.codec);
    std::uint32_t row = 0;
    for (const Recipient& recipient : recipients) {
        describe_recipient(context_, recipient, set);
        table.open_row(++row);
        TRY_VOID(table.set_all(set));
        TRY_VOID(table.close_row());
    }
    return table.finish();
}

Result<void> MessageWriter::write_attachments(const std::vector<Attachment>& attachments, const std::string& where,
                                              ltp::NodeBuilder& node, std::vector<CutStream>& cuts) {
    if (attachments.empty()) return {};
    ltp::TableContext table = TRY(ltp::TableContext::begin(context_.database, context_.schemas.attachments));
    ltp::PropertySet set(context_.codec);
    for (std::size_t i = 0; i < attachments.size(); ++i) {
        const std::string inner = (where.empty() ? "" : where + "/") + "attachment " + std::to_string(i + 1);
        const Nid nid = make_nid(NidType::attachment, kFirstAttachment + static_cast<std::uint32_t>(i));
        node.add_subnode(nid, TRY(write_attachment(attachments[i], inner, set, cuts)));
        table.open_row(nid);
        TRY_VOID(table.set_all(set));
        TRY_VOID(table.close_row());
    }
    node.add_subnode(kAttachmentTable, TRY(table.finish()));
    return {};
}

Result<ltp::StoredNode> MessageWriter::write_attachment(const Attachment& attachment, const std::string& where,
                                                        ltp::PropertySet& set, std::vector<CutStream>& cuts) {
    const bool is_message = attachment.method == AttachMethod::embedded_message;
    set.clear();
    set.add_all(attachment.properties);
    set.add_fixed(0x0E20, ltp::kInteger32, 0);
    set.add_fixed(0x3705, ltp::kInteger32, static_cast<std::uint32_t>(attachment.method));
    set.add_fixed(0x370B, ltp::kInteger32, static_cast<std::uint32_t>(attachment.rendering_position));
    if (!is_message) set.add(Property{0x3701, attachment.data});
    set.sort();

    ltp::PropertyContext context = TRY(ltp::PropertyContext::begin(context_.database));
    if (is_message) {
        const Nid nid = make_nid(NidType::message, context_.next_message++);
        ltp::PropertySet inner(context_.codec);
        const ltp::StoredNode stored = TRY(write_at(*attachment.embedded, nid, where + "/message", inner, cuts));
        context.node().add_subnode(nid, stored);
        TRY_VOID(context.add_object(0x3701, nid, static_cast<std::uint32_t>(stored.bytes)));
    }
    ltp::StreamCuts own_cuts;
    TRY_VOID(context.add_all(set, own_cuts));
    take_cuts(own_cuts, where, cuts);
    TRY_VOID(context.close());
    const auto size = static_cast<std::uint32_t>(context.value_bytes());
    context.set_integer(0x0E20, size);
    set.replace_fixed(0x0E20, size);
    return context.finish();
}

}  // namespace restante::pst
