// A set of migration files, taken apart: whose rows they are, and which cannot be understood.
// Source: docs/formats/migration.md.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/code_page.h"
#include "base/finding.h"
#include "base/result.h"
#include "formats/exchange/message_row.h"
#include "formats/exchange/packing_list.h"
#include "formats/exchange/primary_file.h"
#include "formats/exchange/row_salvage.h"
#include "model/directory.h"
#include "model/mailbox.h"
#include "sources/migration/folder_path.h"
#include "sources/migration/migration_files.h"
#include "sources/migration/set_salvage.h"
#include "sources/source.h"

namespace restante::sources::migration {

// A primary file in memory: rows are short, everything long stands in secondary files.
struct PrimaryPart {
    std::string name{};
    ByteVector bytes{};
    exchange::PrimaryFile file{};
};

// A row that can be understood.
struct RowReference {
    std::size_t part = 0, section = 0;
    exchange::RowPlace place{};
};

// One message: a row, or, where a set was dug through, what is left of one.
struct PlannedMessage {
    RowReference row{};
    bool has_row = true;
    bool broken_row = false;                // to be read by salvaged_row()
    bool joined = false;                    // of the row, only the end is sure
    std::optional<ChainReference> text{};   // of sets that were dug through; absent: nothing is known of it
    bool dug = false;                       // it does not stand where it should
    std::optional<std::size_t> schedule{};  // in schedules(): a file that lies beside the set
};

struct PlannedFolder {
    std::vector<std::string> path{};  // at least one name
    std::vector<PlannedMessage> messages{};
};

struct PlannedBook {
    std::vector<RowReference> entries{};
};

// Everything of one owner, whichever sections it stands in.
struct PlannedMailbox {
    std::string owner{};  // "MS:NETA/POB/ADA"; "" of public folders
    bool public_folders = false;
    bool lost = false;           // what belongs to nobody that is known
    std::string display_name{};  // "" when no directory entry says it
    std::vector<PlannedFolder> folders{};
    std::map<std::vector<std::string>, std::size_t> folder_places{};  // in `folders`, by path
    std::uint64_t folder_bytes = 0;                                   // what the folders cost: cost_of_path()
    bool folders_cut = false;                                         // further ones are not taken apart
    std::vector<PlannedBook> books{};
};

// A secondary file as rows name it.
struct PointedFile {
    std::string name{};
    std::vector<std::uint64_t> places{};
};

// What a set is opened from.
struct SetPlace {
    std::string path{};  // as the user named it
    MigrationFiles files;
    std::string list{};  // the name of the packing list among the files; "" when there is none that can be read
    // The only files to be read, where there is no list; empty: all that are found.
    std::vector<std::string> wanted{};
    std::optional<model::Origin> origin{};  // of its mailboxes, where the user named something that holds several sets
};

// Immutable once open, but for the files opened on the way.
class MigrationSet {
public:
    // bad_magic: `path` is no packing list; unsupported: its code page is not known (the options may name another);
    // not_found, denied, io. Whatever else is wrong goes to findings().
    static Result<std::shared_ptr<MigrationSet>> open(const std::string& path, const ReadOptions& options);
    // Without a list only when the options say to dig; bad_magic then: there is nothing of a set.
    static Result<std::shared_ptr<MigrationSet>> open(SetPlace place, const ReadOptions& options);
    // For open().
    MigrationSet(SetPlace place, exchange::PackingList list, CodePage page, bool dig);

    [[nodiscard]] const std::optional<model::Origin>& origin() const { return origin_; }
    [[nodiscard]] const CodePage& page() const { return page_; }
    [[nodiscard]] const exchange::PackingList& list() const { return list_; }
    [[nodiscard]] const std::vector<PlannedMailbox>& mailboxes() const { return mailboxes_; }
    [[nodiscard]] const std::vector<model::Directory>& directories() const { return directories_; }
    [[nodiscard]] const Findings& findings() const { return findings_; }
    // The rows that cannot be understood, as a primary file; "" when there are none.
    [[nodiscard]] std::string recovery() const;
    // The packing list and the files it names that are there.
    [[nodiscard]] std::vector<OpenableFile> files() const;
    [[nodiscard]] std::uint64_t bytes() const;  // of all of them

    // "SAMPLE.PRI/17": where a row stands.
    [[nodiscard]] std::string name_of(const RowReference& row) const;
    [[nodiscard]] const exchange::PrimarySection& section_of(const RowReference& row) const {
        return parts_[row.part].file.sections[row.section];
    }
    // The fields of a row; `unmappable` as of row_at().
    Result<std::vector<exchange::RowField>> fields_of(const RowReference& row, std::size_t& unmappable) const;
    // Of a row that cannot be read as one, what can be told; nothing when that is too little.
    [[nodiscard]] std::optional<exchange::SalvagedRow> salvaged(const RowReference& row) const;
    // The text of a field that stands in a secondary file. too_large: it has more than `most` bytes.
    Result<std::string> long_field(const exchange::SectionPointer& pointer, std::uint64_t most);
    Result<ByteSourcePointer> secondary(const std::string& name) { return files_.open(name); }
    // As rows call the secondary files. Not of sets that were dug through.
    [[nodiscard]] std::vector<std::string> pointed_files() const;
    // The places in that file that rows point to, ascending; null: none does.
    [[nodiscard]] const std::vector<std::uint64_t>* pointers_to(const std::string& name) const;
    // Null: the set was not dug through.
    [[nodiscard]] const SetSalvage* salvage() const { return salvage_.get(); }
    // Schedule+ files that lie beside a set that was dug through.
    [[nodiscard]] const std::vector<std::string>& schedules() const { return schedules_; }

private:
    [[nodiscard]] std::string line_of(const RowReference& row) const;
    void read_parts();
    void read_part(const std::string& name);
    void read_section(std::size_t part, std::size_t section);
    void read_messages(std::size_t part, std::size_t section);
    void remember_pointers(const std::vector<exchange::RowField>& fields);
    void place_message(PlannedMailbox& mailbox, std::vector<std::string> path, PlannedMessage message);
    void add_damaged_sections(std::size_t part);
    void dig_through();
    void place_dug(std::size_t part, std::size_t section, const std::vector<RowReference>& rows,
                   const std::vector<DugRow>& dug, bool broken_before);
    void place_orphans();
    PlannedMailbox& lost_mailbox();
    void read_directory(std::size_t part, std::size_t section);
    void report_section(std::size_t part, std::size_t section, std::size_t odd_rows, std::size_t unmappable);
    PlannedMailbox& mailbox_of(const exchange::PrimarySection& section);
    void refuse(const RowReference& row, const Error& error);
    void name_mailboxes();

    std::string path_;
    std::optional<model::Origin> origin_{};
    std::string list_name_{};  // "" when there is no list
    MigrationFiles files_;
    exchange::PackingList list_;
    CodePage page_;
    Findings findings_;
    std::unique_ptr<SetSalvage> salvage_{};  // only while and after digging
    std::vector<std::string> schedules_{};
    std::vector<ChainReference> used_{};            // by rows
    std::optional<std::size_t> lost_place_{};       // in `mailboxes_`
    std::map<std::string, PointedFile> pointed_{};  // by folded name
    std::vector<PrimaryPart> parts_{};
    std::vector<PlannedMailbox> mailboxes_{};
    std::uint64_t most_folder_bytes_ = 0;                  // of each of them
    std::map<std::string, std::size_t> mailbox_places_{};  // by owner, in small letters
    std::vector<model::Directory> directories_{};
    std::vector<RowReference> refused_{};
};

}  // namespace restante::sources::migration
