#include "formats/mmf/store_builder.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "formats/mmf/attribute.h"
#include "formats/mmf/hierarchy.h"

namespace restante::mmf {
namespace {

constexpr std::uint16_t kFolderAttr = attr::kElementList | attr::kFolder | attr::kListWritable | attr::kChecked;
constexpr std::uint16_t kMessageAttr =
    attr::kMessageLike | attr::kMessageWritable | attr::kListWritable | attr::kChecked;
constexpr std::size_t kMaximumClassName = 127;
constexpr std::uint32_t kNameMask = 0xFFFFFF;
// Odd, so that the multiples of it run through all 24-bit names before one comes again.
constexpr std::uint32_t kNameStep = 0x9E3779B1;

bool is_text(const std::string& text) { return text.find('\0') == std::string::npos; }

// The engine recomputes this bit whenever a message is saved.
void set_attachment_bit(std::vector<ListElement>& attributes, bool has_attachments) {
    const auto found = std::ranges::find(attributes, attribute::kStatus, &ListElement::id);
    if (found == attributes.end()) {
        if (has_attachments) attributes.push_back({attribute::kStatus, {status::kAttachments}});
        return;
    }
    if (found->data.empty()) return;
    const auto without = static_cast<std::uint8_t>(found->data[0] & ~unsigned{status::kAttachments});
    found->data[0] = static_cast<std::uint8_t>(without | (has_attachments ? status::kAttachments : 0U));
}

}  // namespace

StoreBuilder::StoreBuilder(StoreWriter writer, CodePage page, const StoreBuilderOptions& options)
    : writer_(std::move(writer)), page_(std::move(page)), counter_(options.seed) {
    system_.accounts = options.accounts;
    system_.classes = options.classes.empty() ? standard_classes() : options.classes;
}

Result<StoreBuilder> StoreBuilder::create(PatchableSink& sink, const StoreBuilderOptions& options) {
    for (const Account& account : options.accounts)
        if (account.name.size() > kMaximumAccountName || account.password.size() > kMaximumPassword ||
            !is_text(account.name) || !is_text(account.password))
            return fail(Errc::bad_value, "an account or its password is too long");
    auto writer = TRY(StoreWriter::create(sink, options.writer));
    auto page = TRY(CodePage::numbered(CodePage::for_windows_language(options.writer.header.language)));
    return StoreBuilder(std::move(writer), std::move(page), options);
}

Oid StoreBuilder::new_oid(std::uint8_t type) {
    for (;;) {
        counter_ += kNameStep;
        const Oid oid{(counter_ & kNameMask) << 8U | type};
        if ((counter_ & kNameMask) != 0 && !taken(oid)) return oid;
    }
}

Result<std::uint16_t> StoreBuilder::add_class(const std::string& name) {
    if (name.empty() || name.size() > kMaximumClassName || !is_text(name))
        return fail(Errc::too_large, "a class name has 1 to 127 bytes");
    if (system_.classes.size() >= kMaximumElements) return fail(Errc::too_large, "more classes than a store can hold");
    std::uint16_t number = 0;
    for (const NumberedClass& known : system_.classes) number = std::max(number, known.number);
    if (number == 0xFFFF) return fail(Errc::too_large, "there is no class number left");
    ++number;
    system_.classes.insert(system_.classes.begin(), NumberedClass{number, MessageClass::named(name)});
    return number;
}

Result<std::size_t> StoreBuilder::enter_folder(const NewFolder& folder, Oid oid, std::uint16_t attr) {
    if (folder.name.empty() || folder.name.size() > kMaximumFolderName || !is_text(folder.name))
        return fail(Errc::bad_value, "a folder name has 1 to 127 bytes");
    if (folder.comment.size() > kMaximumFolderName || !is_text(folder.comment))
        return fail(Errc::bad_value, "a folder comment has at most 127 bytes");
    if (folder.level == 0 || folder.level > kMaximumLevel)
        return fail(Errc::bad_value, fmt::format("a folder cannot be at level {}", folder.level));
    if (taken(oid)) return fail(Errc::exists, fmt::format("object {} exists already", oid.hex()));
    std::vector<ListElement>& hierarchy = folder.hidden ? system_.hidden : system_.visible;
    if (hierarchy.size() >= kMaximumElements) return fail(Errc::too_large, "more folders than a hierarchy can hold");
    hierarchy.push_back({oid.value, write_hierarchy_entry({folder.level, folder.name, folder.comment})});
    folder_oids_.insert(oid);
    folders_.push_back({oid,
                        folder.hidden ? kHiddenHierarchy : kVisibleHierarchy,
                        attr,
                        folder.stored_sort.value_or(folder_sort(folder.order, folder.descending)),
                        folder.stored_sort.has_value(),
                        0,
                        {}});
    return folders_.size() - 1;
}

Result<std::size_t> StoreBuilder::add_folder(const NewFolder& folder) {
    return enter_folder(folder, folder.oid == Oid{} ? new_oid(type::kFolder) : folder.oid, kFolderAttr);
}

Result<void> StoreBuilder::add_summary(Folder& folder, Oid message, const Summary& summary) {
    if (folder.summaries.size() >= kMaximumElements)
        return fail(Errc::too_large, fmt::format("folder {} is full", folder.oid.hex()));
    folder.summaries.push_back({message.value, write_summary(summary)});
    if (is_unread(summary.status)) ++folder.unread;
    return {};
}

Result<Oid> StoreBuilder::add_attachments(std::vector<NewAttachment> attachments) {
    if (attachments.size() > kMaximumElements) return fail(Errc::too_large, "more attachments than a list can hold");
    std::vector<ListElement> list;
    std::vector<Oid> objects;
    std::uint32_t next_number = 0;
    for (NewAttachment& attachment : attachments) {
        attachment.reference.object = new_oid(type::kAttachment);
        const auto body = TRY(list_source(std::move(attachment.attributes)));
        TRY_VOID(writer_.add({.oid = attachment.reference.object, .attr = attr::kMessageLike, .references = 1}, *body));
        const std::uint32_t number = attachment.number.value_or(next_number);
        next_number = number + 1;
        list.push_back({number, write_attachment_reference(attachment.reference)});
        objects.push_back(attachment.reference.object);
    }
    const Oid oid = new_oid(type::kAttachmentList);
    TRY_VOID(writer_.add({.oid = oid}, write_list(list)));
    attachments_.emplace(oid, std::move(objects));
    return oid;
}

Result<Oid> StoreBuilder::add_message(std::size_t folder, NewMessage message) {
    if (folder >= folders_.size()) return fail(Errc::bad_value, "there is no such folder");
    if (folders_[folder].summaries.size() >= kMaximumElements)
        return fail(Errc::too_large, fmt::format("folder {} is full", folders_[folder].oid.hex()));
    const Oid oid = message.oid == Oid{} ? new_oid(type::kMessage) : message.oid;
    if (taken(oid)) return fail(Errc::exists, fmt::format("object {} exists already", oid.hex()));
    Oid list{};
    set_attachment_bit(message.attributes, !message.attachments.empty());
    if (message.attributes.size() > kMaximumElements)
        return fail(Errc::too_large, "more attributes than a message can hold");
    if (!message.attachments.empty()) list = TRY(add_attachments(std::move(message.attachments)));

    const Summary summary = build_summary(SummaryInput::of(message.attributes), folders_[folder].oid);
    const auto unread = is_unread(summary.status) ? flag::kUnread : std::uint16_t{0};
    TRY_VOID(writer_.add({.oid = oid,
                          .parent = folders_[folder].oid,
                          .aux = list.value,
                          .attr = kMessageAttr,
                          .references = 1,
                          .flags = static_cast<std::uint16_t>(flag::kWritten | unread)},
                         write_list(message.attributes)));
    places_.emplace(oid, Place{folder, folders_[folder].summaries.size(), list});
    TRY_VOID(add_summary(folders_[folder], oid, summary));
    return oid;
}

Result<void> StoreBuilder::keep_object(const Store& store, const Node& node) {
    if (taken(node.oid)) return fail(Errc::exists, fmt::format("there is an object {}", node.oid.hex()));
    const auto object = TRY(store.object(node.oid));
    return writer_.add(info_of(node), *object.range(0, object.size()));
}

Result<void> StoreBuilder::finish() {
    for (Folder& folder : folders_) {
        const std::uint8_t type = folder.oid.type();
        if (!folder.as_added)
            sort_list(folder.summaries, folder.sort, type == type::kFolder || type == type::kFinderResult, page_);
        TRY_VOID(writer_.add(
            {.oid = folder.oid, .parent = folder.hierarchy, .aux = folder.unread, .attr = folder.attr, .references = 1},
            write_list(folder.summaries, folder.sort)));
        folder.summaries = {};
    }
    TRY_VOID(write_system_objects(writer_, system_));
    return writer_.finish();
}

}  // namespace restante::mmf
