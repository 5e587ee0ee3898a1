// Where mail goes. A Target is opened from a URI, prepared (all checks, nothing written), then gets mailboxes one
// after another; each mailbox gets its folders in pre-order, each folder its messages in stored order.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/finding.h"
#include "base/result.h"
#include "base/time_zone.h"
#include "model/address_book.h"
#include "model/directory.h"
#include "model/folder.h"
#include "model/mailbox.h"
#include "model/message.h"
#include "targets/journal.h"
#include "targets/product_file.h"
#include "targets/secret.h"
#include "targets/stored_item.h"

namespace restante::targets {

// What a target wants to know about the whole run.
struct TargetOptions {
    TimeZone time_zone = TimeZone::utc();  // of the source's wall clocks
    std::string domain{};                  // for addresses without a domain of their own; "" = NET/PO under .invalid
    bool overwrite = false;                // replace files that restante did not make
    bool hash_items = false;               // fill Delivery::sha256
    SecretSource secret{};                 // of the login at a server; empty: there is none
    bool insecure = false;                 // any certificate of a server will do
    bool one_connection = false;           // one to a server for each mailbox, whatever the URI says
};

struct SourceFacts {  // for targets that record provenance
    std::string kind{}, path{}, version{};
    std::uint64_t size = 0;
    std::string sha256{};  // only filled when capabilities().wants_source_hash
};

struct Capabilities {
    bool wants_source_hash = false;
    bool carries_address_books = false;
    bool carries_hidden_folders = true;
    bool carries_messages = true;     // false: folders and messages are not offered
    bool wants_directories = false;   // the accounts and groups of postoffices
    bool wants_derived = true;        // attachments taken apart (docs/attachments.md), next to what the source stores
    bool stores_items = false;        // an item is there for good once it was sent, long before the mailbox is finished
    bool separate_mailboxes = false;  // each stands alone: several may be open at once, each with a thread of
                                      // its own, and one is there for good when its writer has finished
};

// What happened to one item.
struct Delivery {
    bool already_there = false;  // an earlier run delivered it: counts as delivered, nothing was written
    std::string place{};         // file name, UID, ... for report and ledger
    std::uint64_t size = 0;      // bytes the target keeps of it; 0 when it keeps it in another form
    std::string sha256{};        // of them, lower-case hex; "" when size is 0
    bool pending = false;        // not known yet: Journal::settled() will tell
};

// One mailbox being written. Losses are added to the Findings passed to Target::open_mailbox, with `item` as given.
class MailboxWriter {
public:
    MailboxWriter() = default;
    MailboxWriter(const MailboxWriter&) = delete;
    MailboxWriter& operator=(const MailboxWriter&) = delete;
    virtual ~MailboxWriter() = default;  // without finish(): leaves nothing that looks finished

    // Called once, first, when the target stores_items; outlives the writer. Without it: nothing is kept on record.
    virtual void set_journal(Journal& /*journal*/) {}
    virtual Result<void> begin_folder(const model::Folder& folder) = 0;
    // `item` names the message in findings ("Inbox/3"); `item_id` is its stable identity. Errors: rejected (this
    // item only), no_space/io/denied (the run must stop), others by pipeline/retry.
    virtual Result<Delivery> add_message(const model::Message& message, const std::string& item,
                                         const std::string& item_id) = 0;
    virtual Result<void> end_folder() = 0;
    virtual Result<void> add_address_books(const std::vector<model::AddressBook>& books) = 0;
    // Called once, last, with everything found while reading; makes the mailbox visible under its final name.
    virtual Result<void> finish(const Findings& source_findings) = 0;
    // Files of this mailbox that hold no messages; asked for after finish().
    [[nodiscard]] virtual std::vector<ProductFile> products() const { return {}; }
};

class Target {
public:
    Target() = default;
    Target(const Target&) = delete;
    Target& operator=(const Target&) = delete;
    virtual ~Target() = default;

    [[nodiscard]] virtual const Capabilities& capabilities() const = 0;
    [[nodiscard]] virtual std::string place() const = 0;  // what to tell the user: the directory, file or server
    // Where the report of the run may stand, without ".json" or ".txt"; "" when the target has no place for files.
    [[nodiscard]] virtual std::string report_path() const { return place() + "/restante-report"; }
    // Checks everything that can be checked before the first byte (rights, what is there already). Writes nothing.
    // `mailboxes` are all that will come.
    virtual Result<void> prepare(const SourceFacts& source, const std::vector<model::Mailbox>& mailboxes) = 0;
    // The postoffices of the source, as far as they are wanted: once, before the first mailbox. Only called when
    // capabilities().wants_directories, and never in a dry run.
    virtual Result<void> add_directories(const std::vector<model::Directory>& /*directories*/, Findings& /*losses*/) {
        return {};
    }
    // Files made of them; asked for after add_directories().
    [[nodiscard]] virtual std::vector<ProductFile> products() const { return {}; }
    // `losses` outlives the writer.
    virtual Result<std::unique_ptr<MailboxWriter>> open_mailbox(const model::Mailbox& mailbox, Findings& losses) = 0;
    virtual Result<void> finish() = 0;  // after the last mailbox

    // The report of the run stands where it belongs, or could not be written: the very last call.
    virtual Result<void> close() { return {}; }

    // Every message of these mailboxes that is there now, read from the target itself; those that restante did not
    // write are passed over. Nothing for a target that carries no messages. prepare() need not be called. unsupported:
    // the target cannot be read.
    virtual Result<void> read_back(const std::vector<model::Mailbox>& /*mailboxes*/,
                                   const StoredItemVisitor& /*visit*/) {
        return fail(Errc::unsupported, "what this target holds cannot be read back");
    }
};

// "maildir:out" and so on. Errc::usage with a sentence that lists what is known when the URI is bad.
Result<std::unique_ptr<Target>> open_target(const std::string& uri, const TargetOptions& options);

}  // namespace restante::targets
