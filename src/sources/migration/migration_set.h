// A set of migration files, taken apart: whose rows they are, and which cannot be understood.
// Source: docs/formats/migration.md.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/code_page.h"
#include "base/finding.h"
#include "base/result.h"
#include "formats/exchange/message_row.h"
#include "formats/exchange/packing_list.h"
#include "formats/exchange/primary_file.h"
#include "model/directory.h"
#include "sources/migration/migration_files.h"
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

struct PlannedFolder {
    std::vector<std::string> path{};  // at least one name
    std::vector<RowReference> messages{};
};

struct PlannedBook {
    std::vector<RowReference> entries{};
};

// Everything of one owner, whichever sections it stands in.
struct PlannedMailbox {
    std::string owner{};  // "MS:NETA/POB/ADA"; "" of public folders
    bool public_folders = false;
    std::string display_name{};  // "" when no directory entry says it
    std::vector<PlannedFolder> folders{};
    std::map<std::vector<std::string>, std::size_t> folder_places{};  // in `folders`, by path
    std::vector<PlannedBook> books{};
};

constexpr std::size_t kDeepestFolder = 32;  // levels; further names belong to the last one

// Immutable once open, but for the files opened on the way.
class MigrationSet {
public:
    // bad_magic: `path` is no packing list; unsupported: its code page is not known (the options may name another);
    // not_found, denied, io. Whatever else is wrong goes to findings().
    static Result<std::shared_ptr<MigrationSet>> open(const std::string& path, const ReadOptions& options);
    // For open().
    MigrationSet(std::string path, MigrationFiles files, exchange::PackingList list, CodePage page);

    [[nodiscard]] const CodePage& page() const { return page_; }
    [[nodiscard]] const exchange::PackingList& list() const { return list_; }
    [[nodiscard]] const std::vector<PlannedMailbox>& mailboxes() const { return mailboxes_; }
    [[nodiscard]] const std::vector<model::Directory>& directories() const { return directories_; }
    [[nodiscard]] const Findings& findings() const { return findings_; }
    // The rows that cannot be understood, as a primary file; "" when there are none.
    [[nodiscard]] std::string recovery() const;
    // The packing list and the files it names that are there.
    [[nodiscard]] std::vector<OpenableFile> files() const;

    // "SAMPLE.PRI/17": where a row stands.
    [[nodiscard]] std::string name_of(const RowReference& row) const;
    [[nodiscard]] const exchange::PrimarySection& section_of(const RowReference& row) const {
        return parts_[row.part].file.sections[row.section];
    }
    // The fields of a row; `unmappable` as of row_at().
    Result<std::vector<exchange::RowField>> fields_of(const RowReference& row, std::size_t& unmappable) const;
    // The text of a field that stands in a secondary file.
    Result<std::string> long_field(const exchange::SectionPointer& pointer);
    Result<ByteSourcePointer> secondary(const std::string& name) { return files_.open(name); }

private:
    void read_part(const std::string& name);
    void read_section(std::size_t part, std::size_t section);
    void read_directory(std::size_t part, std::size_t section);
    void report_section(std::size_t part, std::size_t section, std::size_t odd_rows, std::size_t unmappable);
    PlannedMailbox& mailbox_of(const exchange::PrimarySection& section);
    void refuse(const RowReference& row, const Error& error);
    void name_mailboxes();

    std::string path_;
    MigrationFiles files_;
    exchange::PackingList list_;
    CodePage page_;
    Findings findings_;
    std::vector<PrimaryPart> parts_{};
    std::vector<PlannedMailbox> mailboxes_{};
    std::map<std::string, std::size_t> mailbox_places_{};  // by owner, in small letters
    std::vector<model::Directory> directories_{};
    std::vector<RowReference> refused_{};
};

}  // namespace restante::sources::migration
