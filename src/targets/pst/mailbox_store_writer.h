// Writes one mailbox into a store. Source: docs/targets/pst.md sections 4 to 10.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "model/mailbox.h"
#include "targets/mail/address_map.h"
#include "targets/pst/contact_folders.h"
#include "targets/pst/folder_places.h"
#include "targets/pst/item_properties.h"
#include "targets/pst/parted_store.h"
#include "targets/pst/product_record.h"
#include "targets/target.h"

namespace restante::targets {

class MailboxStoreWriter final : public MailboxWriter {
public:
    // What it writes into and how; everything outlives the writer.
    struct Setting {
        PartedStore& store;
        const TimeZone& time_zone;
        const mail::AddressMap& addresses;
        std::vector<ItemKey>& items;  // what has been delivered
        Findings& losses;
    };
    using Finish = std::function<Result<void>()>;

    // `finish` makes the result visible, or notes that the mailbox is complete.
    MailboxStoreWriter(Setting setting, const model::Mailbox& mailbox, PartedStore::FolderIndex top, Finish finish);

    Result<void> begin_folder(const model::Folder& folder) override;
    Result<Delivery> add_message(const model::Message& message, const std::string& item,
                                 const std::string& item_id) override;
    Result<void> end_folder() override;
    Result<void> add_address_books(const std::vector<model::AddressBook>& books) override;
    Result<void> finish(const Findings& source_findings) override;

private:
    [[nodiscard]] MappingContext context_for(pst::Writer& writer) const;
    Result<PartedStore::Added> deliver(const ContactFolders::Map& map, const std::string& item,
                                       const std::string& item_id);
    void report(const ItemLosses& losses, const std::string& item);

    Setting setting_;
    model::Mailbox mailbox_;
    FolderPlaces places_;
    Finish finish_;
    model::Folder folder_{};
    std::optional<PartedStore::FolderIndex> waiting_;  // a hidden folder that no message has needed so far
    std::vector<std::string> left_out_;                // hidden folders without messages
    std::size_t unresolved_ = 0;
};

}  // namespace restante::targets
