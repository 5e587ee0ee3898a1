// A directory of address books, one sub-directory a mailbox: what vcard: and ldif: have in common.
// Source: docs/targets/contacts.md.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/byte_sink.h"
#include "targets/files/hashing_sink.h"
#include "targets/files/output_file.h"
#include "targets/target.h"

namespace restante::targets::contacts {

// Files in the directory of one mailbox; each appears when it is complete.
class BookFiles {
public:
    BookFiles(std::string directory, std::string ending)
        : directory_(std::move(directory)), ending_(std::move(ending)) {}

    // Begins a file named after `name`; another file of that name, case aside, gets a number behind.
    Result<void> begin(std::string_view name);
    Result<void> append(std::string_view text);
    Result<void> end();
    [[nodiscard]] const std::vector<ProductFile>& complete() const { return complete_; }

private:
    std::string directory_, ending_, name_;
    files::OutputFile file_;
    files::HashingSink bytes_;        // on their way to it
    std::vector<std::string> taken_;  // names, case aside
    std::vector<ProductFile> complete_;
};

class BookFormat {
public:
    BookFormat() = default;
    BookFormat(const BookFormat&) = delete;
    BookFormat& operator=(const BookFormat&) = delete;
    virtual ~BookFormat() = default;

    // Writes the books entry by entry. Errors are those of `out`; what cannot be carried is added to `losses`.
    virtual Result<void> write(const model::Mailbox& mailbox, const std::vector<model::AddressBook>& books,
                               BookFiles& out, Findings& losses) const = 0;
};

struct BookTargetSetup {
    std::string kind{};  // "vcard", "ldif": the scheme, and what the manifest says
    std::string directory{};
    std::string ending{};  // ".vcf"
    bool overwrite = false;
};

// usage: no directory was named.
Result<std::unique_ptr<Target>> open_book_target(BookTargetSetup setup, std::unique_ptr<BookFormat> format);

// Who an entry is, in every run and on every machine: hex digits over mailbox, book and the store's own id.
[[nodiscard]] std::string entry_identity(const model::Mailbox& mailbox, const model::AddressBook& book,
                                         const model::AddressEntry& entry);
// The Internet address of an entry: what the map gives, else its own; "" when it has none.
[[nodiscard]] std::string internet_address_of(const model::AddressEntry& entry);
// "MS:ACME/HQ/JDOE" as stored; "" when the entry has neither type nor address.
[[nodiscard]] std::string stored_address_of(const model::AddressEntry& entry);
// What to call it: the name, else the address, else "(no name)".
[[nodiscard]] std::string name_of(const model::AddressEntry& entry);

}  // namespace restante::targets::contacts
