// One postoffice with all its mailboxes: its users', those nobody could be given, and what all share.
// Source: docs/sources.md "Postoffices".
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "base/code_page.h"
#include "model/directory.h"
#include "sources/joined_mailbox.h"
#include "sources/postoffice/postoffice_message.h"
#include "sources/postoffice/postoffice_study.h"
#include "sources/postoffice/waiting_mail.h"
#include "sources/source.h"
#include "sources/store_files.h"

namespace restante::sources {

class Postoffice {
public:
    // `named` is the source as the user called it, for when the postoffice is all of it. `stores` outlives it; those it
    // can give to its users are marked in `taken`. unsupported: the code page of the options.
    static Result<std::unique_ptr<Postoffice>> open(PostofficeFiles files, const std::string& named, StoreFiles& stores,
                                                    std::vector<bool>& taken, const ReadOptions& options);

    [[nodiscard]] std::size_t mailbox_count() const { return mailboxes_.size(); }
    Result<std::unique_ptr<MailboxReader>> open_mailbox(std::size_t index);
    [[nodiscard]] const model::Directory& directory() const { return directory_; }
    [[nodiscard]] const PostofficeStudy& study() const { return *study_; }
    [[nodiscard]] const Findings& findings() const { return findings_; }
    [[nodiscard]] const std::string& path() const { return path_; }
    [[nodiscard]] std::uint64_t size() const { return size_; }  // bytes of all its files
    // Of all its files, lower-case hex; read once.
    Result<std::string> sha256();
    // Takes the network and postoffice of "MS:NET/PO/MBX" for its own when it is; the mailbox's name then.
    [[nodiscard]] std::string own_mailbox(const std::string& address) const;

private:
    struct MailboxPlan {
        model::Mailbox mailbox{};
        std::optional<std::uint32_t> hexid{};
        std::optional<std::uint32_t> mailbag{};  // another's file, which holds this user's mail
        std::vector<std::size_t> stores{};       // in the order of their weight
        std::vector<std::string> broken{};       // message files of his that cannot be read, with the reason
        std::vector<std::uint32_t> queued{};     // messages of the inbound queue that are for him
        std::vector<std::uint32_t> orphans{};    // messages that no mailbag names
        std::vector<std::uint32_t> loose{};      // attachments that no message names
    };

    Postoffice(std::unique_ptr<PostofficeStudy> study, CodePage page, std::string path, StoreFiles& stores,
               const ReadOptions& options);

    void make_directory();
    void choose_administrator();
    void tell_missing_directories();
    void plan_users();
    void give_stores(std::vector<bool>& taken);
    void give_queue();
    void tell_orphans();
    void give_orphans();
    [[nodiscard]] std::vector<std::uint32_t> orphans_to_give() const;
    void plan_unowned();
    using AddressLists = std::vector<const std::vector<model::Address>*>;
    // Places of the users among these people in mailboxes_.
    [[nodiscard]] std::set<std::size_t> users_among(const AddressLists& people) const;
    [[nodiscard]] std::set<std::size_t> recipients_here(const model::Message& message) const {
        return users_among({&message.to, &message.cc, &message.bcc});
    }
    void drop_kept_elsewhere(std::vector<std::uint32_t>& orphans);
    [[nodiscard]] std::vector<WaitingMessage> waiting_for(const MailboxPlan& plan, Findings& found) const;
    void add_own_parts(const MailboxPlan& plan, std::vector<MailboxPart>& parts) const;
    [[nodiscard]] std::string evidence_about(std::uint32_t hexid) const;
    void plan_shared();
    [[nodiscard]] std::string text(const std::string& bytes) const { return page_.decode(as_bytes(bytes)); }
    [[nodiscard]] std::string address_of_mailbox(const std::string& mailbox) const;
    [[nodiscard]] Result<model::Origin> origin();
    [[nodiscard]] MailboxPlan* plan_for(std::size_t store);

    std::unique_ptr<PostofficeStudy> study_;
    CodePage page_;
    MessageContext context_;
    std::string path_;
    StoreFiles& stores_;
    ReadOptions options_;
    std::uint64_t size_ = 0;
    std::string sha256_{};
    model::Directory directory_{};
    std::vector<MailboxPlan> mailboxes_{};
    Findings findings_{};
};

}  // namespace restante::sources
