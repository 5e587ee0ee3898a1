// Where mail comes from. A Source holds one or more mailboxes; each is read one message at a time, so memory does
// not grow with the store. Sources are opened read-only and never locked (docs/adr/0009).
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/finding.h"
#include "base/result.h"
#include "formats/postoffice/records/layout.h"
#include "model/address_book.h"
#include "model/directory.h"
#include "model/folder.h"
#include "model/mailbox.h"
#include "model/message.h"
#include "sources/fact.h"

namespace restante::sources {

struct SourceDescription {
    std::string kind{};      // "mmf", "postoffice", "wgpo", "migration-files"
    std::string path{};      // as the user named it
    std::string version{};   // of the format, for people
    std::uint64_t size = 0;  // bytes
};

// How a source is to be read; the same for every kind.
struct ReadOptions {
    int code_page = 0;                     // 0: choose from the source's language
    bool dig = false;                      // recover: deleted items, orphans, raw salvage
    std::vector<std::string> passwords{};  // checked when given, never needed
    // The other parts of a file that was split, in order; only with `dig`.
    std::vector<std::string> pieces{};
    bool hash_files = false;      // of sources with several files: fill Origin::sha256
    std::string administrator{};  // the account that manages the postoffice; "": found out
    // Of postoffices: layouts somebody knows, which outweigh what would be found out.
    std::vector<postoffice::RecordLayout> layouts{};
};

// One mailbox, open. Not thread-safe. Findings made while reading are added to findings() with their item named
// "Folder/Path/3" (position from 0).
class MailboxReader {
public:
    MailboxReader() = default;
    MailboxReader(const MailboxReader&) = delete;
    MailboxReader& operator=(const MailboxReader&) = delete;
    virtual ~MailboxReader() = default;

    [[nodiscard]] virtual const model::Mailbox& mailbox() const = 0;
    // Pre-order, parents before children, visible hierarchy before hidden. Fixed once the reader is open.
    [[nodiscard]] virtual const std::vector<model::Folder>& folders() const = 0;
    [[nodiscard]] virtual std::size_t message_count(std::size_t folder) const = 0;
    // Reads one message completely (attachment data stays in the source until read). An error means that nothing
    // useful could be delivered; it is the caller's to count as failed.
    virtual Result<model::Message> read_message(std::size_t folder, std::size_t index) = 0;
    // To be called once, when all wanted messages have been read: it also adds the findings that only the end can show.
    virtual Result<std::vector<model::AddressBook>> address_books() = 0;

    [[nodiscard]] virtual Findings& findings() = 0;
};

// One of the files a source reads.
struct OpenableFile {
    std::string path{};  // as the user would name it
    std::uint64_t size = 0;
    std::function<Result<ByteSourcePointer>()> open{};  // thread-safe; while the source lives
};

class Source {
public:
    Source() = default;
    Source(const Source&) = delete;
    Source& operator=(const Source&) = delete;
    virtual ~Source() = default;

    [[nodiscard]] virtual const SourceDescription& description() const = 0;
    [[nodiscard]] virtual std::size_t mailbox_count() const = 0;
    virtual Result<std::unique_ptr<MailboxReader>> open_mailbox(std::size_t index) = 0;
    // What was found about the source as a whole, before and while mailboxes are opened.
    [[nodiscard]] virtual const Findings& findings() const {
        static const Findings none;
        return none;
    }
    // The postoffices in it, with their accounts and groups.
    [[nodiscard]] virtual const std::vector<model::Directory>& directories() const {
        static const std::vector<model::Directory> none;
        return none;
    }
    // How what it says about its layout was found out; nothing for formats that need no finding out.
    [[nodiscard]] virtual std::vector<Fact> evidence() { return {}; }
    // Message files that could not be given to any user, as paths; each is a mailbox of its own.
    [[nodiscard]] virtual std::vector<std::string> unmatched() const { return {}; }
    // Of migration files: the rows that could not be understood, as a primary file to be corrected; "": none.
    [[nodiscard]] virtual std::string refused_rows() const { return {}; }
    // False: reading one mailbox after the other is much cheaper than several at once. Otherwise their readers may be
    // used by different threads; open_mailbox() itself is for one thread at a time.
    [[nodiscard]] virtual bool parallel() const { return true; }
    // The files whose bytes are the source; an archive or disk image is one file. `visit` answers whether to go on.
    virtual void visit_files(const std::function<bool(const OpenableFile& file)>& visit) const;
    // SHA-256 of the source's bytes, lower-case hex. Reads everything: only called when somebody wants it.
    virtual Result<std::string> sha256() = 0;
};

// Recognises by content; a directory, archive or disk image is searched for message files, each of which becomes a
// mailbox, and a directory without any for a packing list of migration files. not_found, denied, io; bad_magic: nothing
// we know (the text says what it looks like).
Result<std::unique_ptr<Source>> open_source(const std::string& path, const ReadOptions& options);

}  // namespace restante::sources
