// Makes a complete store the way the engine would: system objects, folder tree, messages with summaries, status bits
// and counts, attachment lists, address books with groups. For fixtures, benchmarks and round trips.
//
// Messages stream: of each only its summary and place stay in memory. Everything is deterministic: the same calls give
// the same bytes. Source: docs/formats/mmf.md "Writing a store".
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "base/byte_sink.h"
#include "base/code_page.h"
#include "base/result.h"
#include "formats/mmf/account.h"
#include "formats/mmf/new_records.h"
#include "formats/mmf/store.h"
#include "formats/mmf/store_writer.h"
#include "formats/mmf/summary.h"
#include "formats/mmf/system_objects.h"

namespace restante::mmf {

struct StoreBuilderOptions {
    StoreWriterOptions writer{};
    std::vector<Account> accounts{};
    std::vector<NumberedClass> classes{};  // in list order; none: those of a new store
    std::uint32_t seed = 1;                // of the made-up object names
};

class StoreBuilder {
public:
    // The sink must be empty and outlive the builder. Errors of StoreWriter::create().
    static Result<StoreBuilder> create(PatchableSink& sink, const StoreBuilderOptions& options = {});

    // The number messages of that class carry; the three standard ones exist. too_large: a name above 127 bytes.
    Result<std::uint16_t> add_class(const std::string& name);

    // Folders appear in the order added, parents before children. Returns the folder's index for add_message().
    // bad_value: name or level outside the format; exists: the OID is taken.
    Result<std::size_t> add_folder(const NewFolder& folder);

    // Writes the message at once and returns its name. too_large: the folder is full (5400), or the store is;
    // bad_value: no such folder; exists. A failed message leaves at most unreferenced attachments behind.
    Result<Oid> add_message(std::size_t folder, NewMessage message);

    // Copies a message to a folder as the engine does: no data is copied, both messages share a hidden body, and their
    // attachment lists another. Returns the copy's name. bad_value: no such message or folder; too_large as above.
    Result<Oid> copy_message(Oid message, std::size_t folder);

    // Writes a whole address book with its groups. bad_value: a member that does not exist, and as above.
    Result<void> add_address_book(const NewAddressBook& book);

    // Takes over an object of another store as it is: one that no other function makes, or a list of searches.
    // exists: the name is taken; errors of `store` and of the sink.
    Result<void> keep_object(const Store& store, const Node& node);

    // Folder lists, hierarchies, system objects, map and header. Nothing may be added afterwards.
    Result<void> finish();

    // A name of that type that no object of the store has yet.
    [[nodiscard]] Oid new_oid(std::uint8_t type);

private:
    struct Folder {
        Oid oid{};
        Oid hierarchy{};
        std::uint16_t attr = 0;
        ListSort sort{};
        bool as_added = false;  // not sorted at the end
        std::uint32_t unread = 0;
        std::vector<ListElement> summaries{};
    };
    // Where a message stands, for copies of it.
    struct Place {
        std::size_t folder = 0;
        std::size_t summary = 0;
        Oid attachment_list{};  // 0: none
    };
    explicit StoreBuilder(StoreWriter writer, CodePage page, const StoreBuilderOptions& options);
    [[nodiscard]] bool taken(Oid oid) const { return writer_.contains(oid) || folder_oids_.contains(oid); }
    // Enters a folder of any kind in its hierarchy; returns its index.
    Result<std::size_t> enter_folder(const NewFolder& folder, Oid oid, std::uint16_t attr);
    Result<void> add_summary(Folder& folder, Oid message, const Summary& summary);
    Result<Oid> shared_body(Oid object);
    Result<Oid> copy_attachment_list(Oid list);
    Result<Oid> add_attachments(std::vector<NewAttachment> attachments);
    Result<Summary> write_entry(const NewAddressBook& book, const NewAddressEntry& entry, Oid oid, Oid group_folder,
                                const std::vector<Oid>& groups);

    StoreWriter writer_;
    SystemContent system_;
    std::vector<Folder> folders_{};
    std::unordered_set<Oid> folder_oids_{};                    // written at the end only
    std::unordered_map<Oid, Place> places_{};                  // by message
    std::unordered_map<Oid, std::vector<Oid>> attachments_{};  // by attachment list
    std::unordered_map<Oid, Oid> bodies_{};                    // by copy
    CodePage page_;  // of the header's language: names and subjects are sorted by it
    std::uint32_t counter_;
};

}  // namespace restante::mmf
