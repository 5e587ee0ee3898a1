// The mailbox of one message file. Source: docs/formats/mmf.md 10, docs/formats/mmf-records.md.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "sources/mmf/attachment_owners.h"
#include "sources/mmf/class_names.h"
#include "sources/mmf/folder_tree.h"
#include "sources/mmf/message_reader.h"
#include "sources/mmf/store_text.h"
#include "sources/source.h"

namespace restante::sources {

class MmfMailbox final : public MailboxReader {
public:
    // `findings` are those of opening the store. unsupported: options.code_page is not known.
    static Result<std::unique_ptr<MailboxReader>> open(std::shared_ptr<const mmf::Store> store,
                                                       const Findings& findings, const ReadOptions& options);
    // For open().
    MmfMailbox(StoreContext context, const ReadOptions& options);

    [[nodiscard]] const model::Mailbox& mailbox() const override { return owner_; }
    [[nodiscard]] const std::vector<model::Folder>& folders() const override { return folders_; }
    [[nodiscard]] std::size_t message_count(std::size_t folder) const override {
        return tree_.folders.at(folder).messages.size();
    }
    Result<model::Message> read_message(std::size_t folder, std::size_t index) override;
    Result<std::vector<model::AddressBook>> address_books() override;
    [[nodiscard]] Findings& findings() override { return context_.findings; }

private:
    Result<model::Message> read_damaged(const StoreFolder& folder, std::size_t index, MessageReader& reader,
                                        const Error& error);
    void complete_fragment(const StoreFolder& folder, std::size_t index, model::Message& message);
    // The summary at that place of the folder's list, or what is left of it.
    Result<mmf::Summary> stored_summary(mmf::Oid folder, std::size_t index);
    void add_ownerless_attachments();
    model::Message read_ownerless(mmf::Oid oid);
    std::optional<model::Message> attachments_alone(mmf::Oid oid, MessageReader& reader);
    // Adds a finding, once, when another program has changed the store.
    void notice_change();
    const std::string& item_name(std::size_t folder, std::size_t index);

    StoreContext context_;
    model::Mailbox owner_;
    ClassNames classes_;
    FolderTree tree_;
    AttachmentOwners owners_;
    std::vector<model::Folder> folders_;
    // Of the folder asked last: one may list 65,000 messages that are gone.
    std::optional<mmf::ListReader> summaries_{};
    mmf::Oid summaries_of_{};
    bool dig_ = false;
    bool changed_ = false;
    std::string item_;             // of the message being read
    std::size_t item_folder_ = 0;  // whose path item_ starts with
    std::size_t item_prefix_ = 0;  // length of that path with its "/"; 0: not yet made
};

}  // namespace restante::sources
