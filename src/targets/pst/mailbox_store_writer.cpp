#include "targets/pst/mailbox_store_writer.h"

#include <fmt/format.h>

#include <charconv>
#include <filesystem>
#include <utility>

#include "targets/pst/message_mapping.h"

namespace restante::targets {
namespace {

ItemKey key_of(const std::string& item_id) {
    constexpr std::size_t kDigits = 16;
    ItemKey key = 0;
    const std::size_t digits = std::min(item_id.size(), kDigits);
    std::from_chars(item_id.data(), item_id.data() + digits, key, 16);
    return key;
}

std::string describe(const pst::CutStream& cut) {
    return fmt::format("{}, property {:04X}: {} bytes were kept; {}", cut.where.empty() ? "message" : cut.where,
                       cut.property, cut.kept, cut.error.what);
}

}  // namespace

MailboxStoreWriter::MailboxStoreWriter(Setting setting, const model::Mailbox& mailbox, PartedStore::FolderIndex top,
                                       Finish finish)
    : setting_(setting), mailbox_(mailbox), places_(setting.store, top, setting.losses), finish_(std::move(finish)) {}

MappingContext MailboxStoreWriter::context_for(pst::Writer& writer) const {
    return {writer, setting_.time_zone, setting_.addresses, setting_.store.code_page()};
}

Result<void> MailboxStoreWriter::begin_folder(const model::Folder& folder) {
    folder_ = folder;
    waiting_.reset();
    const FolderPlaces::Place place = places_.place(folder);
    if (place.only_with_messages) {
        waiting_ = place.folder;
        return {};
    }
    return setting_.store.open_folder(place.folder);
}

Result<PartedStore::Added> MailboxStoreWriter::deliver(const ContactFolders::Map& map, const std::string& item,
                                                       const std::string& item_id) {
    ItemLosses losses;
    const auto build = [&](pst::Writer& writer) {
        losses = {};  // it may be built a second time, for another file
        return map(writer, losses);
    };
    auto result = setting_.store.add_message(build, item, setting_.losses);
    if (!result) {
        const Errc code = result.error().code;
        if (code == Errc::too_large || code == Errc::unsupported)
            setting_.losses.add(MessageId::pst_item_refused, result.error().what, item);
        return fail(std::move(result.error()));
    }
    PartedStore::Added added = std::move(*result);
    setting_.items.push_back(key_of(item_id));
    report(losses, item);
    for (const pst::CutStream& cut : added.cuts)
        setting_.losses.add(MessageId::pst_target_stream_cut, describe(cut), item);
    return added;
}

void MailboxStoreWriter::report(const ItemLosses& losses, const std::string& item) {
    for (const auto& [id, text] : losses.notes) setting_.losses.add(id, text, item);
    if (losses.characters != 0)
        setting_.losses.add(MessageId::pst_target_characters_lost,
                            told_characters(losses.characters, *setting_.store.code_page()), item);
    unresolved_ += losses.unresolved;
}

Result<Delivery> MailboxStoreWriter::add_message(const model::Message& message, const std::string& item,
                                                 const std::string& item_id) {
    if (waiting_) {
        TRY_VOID(setting_.store.open_folder(*waiting_));
        waiting_.reset();
        setting_.losses.add(MessageId::pst_target_hidden_folder, model::display_path(folder_), item);
    }
    const auto map = [&](pst::Writer& writer, ItemLosses& losses) -> Result<pst::Message> {
        return map_message(context_for(writer), message, folder_, item_id, losses);
    };
    TRY(deliver(map, item, item_id));
    return Delivery{false, std::filesystem::path(setting_.store.current_path()).filename().string()};
}

Result<void> MailboxStoreWriter::end_folder() {
    if (std::exchange(waiting_, std::nullopt)) {
        left_out_.push_back(model::display_path(folder_));
        return {};
    }
    return setting_.store.close_folder();
}

Result<void> MailboxStoreWriter::add_address_books(const std::vector<model::AddressBook>& books) {
    ContactFolders contacts(
        setting_.store, places_, setting_.losses, mailbox_.name,
        [this](pst::Writer& writer) { return context_for(writer); },
        [this](const ContactFolders::Map& map, const std::string& item, const std::string& item_id) {
            return deliver(map, item, item_id);
        });
    return contacts.write(books);
}

Result<void> MailboxStoreWriter::finish(const Findings& /*source_findings*/) {
    if (unresolved_ != 0) setting_.losses.add(MessageId::pst_target_unresolved, fmt::format("{} of them", unresolved_));
    if (!left_out_.empty())
        setting_.losses.add(MessageId::pst_target_hidden_left_out, fmt::format("{}", fmt::join(left_out_, ", ")));
    return finish_();
}

}  // namespace restante::targets
