// Address fields of a message, and a memory of those addresses that nobody can reach.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "base/finding.h"
#include "formats/mime/header_writer.h"
#include "model/address.h"
#include "model/mailbox.h"
#include "targets/mail/known_addresses.h"

namespace restante::targets::mail {

// For one mailbox. Not thread-safe.
class AddressFields {
public:
    // `headers` outlives this. `domain` as in TargetOptions.
    AddressFields(mime::HeaderWriter& headers, const std::string& domain) : headers_(headers), known_(domain) {}

    // Short addresses are from now on those of the senders' postoffice, else of the mailbox's. Both outlive the next
    // calls.
    void set_home(const std::vector<model::Address>& senders, const model::Mailbox& mailbox) {
        senders_ = &senders;
        mailbox_ = &mailbox;
    }
    // What the address is in Internet mail. Valid until the next call of any kind.
    const mime::MailAddress& mapped(const model::Address& address) { return known(address).mapped.mail; }
    // One field, and X-Restante-NAME with the originals whenever it says less than they do. Nothing for an empty list.
    void write(std::string_view name, const std::vector<model::Address>& addresses);
    // One field with one address that stands elsewhere, or nowhere: no originals.
    void write_one(std::string_view name, const model::Address& address);

    // What another one has met is from now on this one's to report.
    void take_over(AddressFields& other);
    // Adds one finding each for the placeholder addresses and the names without address met so far.
    void report(Findings& losses);

private:
    const KnownAddress& known(const model::Address& address);

    mime::HeaderWriter& headers_;
    KnownAddresses known_;
    const std::vector<model::Address>* senders_ = nullptr;
    const model::Mailbox* mailbox_ = nullptr;
    std::vector<mime::MailAddress> list_;                        // of the field at hand; kept for its memory
    std::unordered_set<std::string> placeholders_, unresolved_;  // at most kRemembered each
    static constexpr std::size_t kRemembered = 10'000;
};

}  // namespace restante::targets::mail
