#include "sources/migration/migration_set.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <utility>

#include "base/ascii.h"
#include "formats/exchange/address_book_row.h"
#include "formats/exchange/secondary_file.h"
#include "model/address_parts.h"
#include "sources/file_bytes.h"
#include "sources/migration/directory_rows.h"

namespace restante::sources::migration {
namespace {

constexpr std::uint64_t kLargestPrimary = std::uint64_t{2} * 1024 * 1024 * 1024;  // bytes
constexpr std::uint64_t kLargestField = 64 * 1024 * 1024;                         // bytes
constexpr std::string_view kInbox = "Inbox";

std::string directory_of(const std::string& path) {
    const std::filesystem::path parent = std::filesystem::path(path).parent_path();
    return parent.empty() ? "." : parent.string();
}

// A folder without a name is the Inbox, whose name is written in any case.
std::vector<std::string> folder_path_of(std::vector<std::string> path, bool public_folders) {
    if (path.empty()) path.emplace_back(public_folders ? "(no name)" : kInbox);
    for (std::size_t i = kDeepestFolder; i < path.size(); ++i) path[kDeepestFolder - 1] += "\\" + path[i];
    path.resize(std::min(path.size(), kDeepestFolder));
    if (!public_folders && equals_ignoring_ascii_case(path.front(), kInbox)) path.front() = kInbox;
    return path;
}

// What a message row says before its text is looked for; pointers in it are not followed.
Result<std::string> no_text(const exchange::SectionPointer& /*pointer*/) { return std::string(); }

}  // namespace

Result<std::shared_ptr<MigrationSet>> MigrationSet::open(const std::string& path, const ReadOptions& options) {
    const auto file = TRY(FileBytes::open(path));
    const ByteVector bytes = TRY(read_all(*file, exchange::kLargestPackingList));
    auto list = exchange::read_packing_list(bytes);
    if (!list) return fail(std::move(list.error()).in(path));
    auto page = CodePage::numbered(options.code_page != 0 ? options.code_page : list->code_page);
    if (!page) {
        page.error().what += "; name another one with --codepage";
        return fail(std::move(page.error()).in(path));
    }
    auto files = TRY(MigrationFiles::in_directory(directory_of(path)));
    auto set = std::make_shared<MigrationSet>(path, std::move(files), std::move(*list), std::move(*page));
    for (const std::string& name : set->list_.primary) set->read_part(name);
    for (const std::string& name : set->list_.secondary)
        if (auto opened = set->files_.open(name); !opened)
            set->findings_.add(MessageId::migration_file_missing, opened.error().what, name);
    set->name_mailboxes();
    return set;
}

MigrationSet::MigrationSet(std::string path, MigrationFiles files, exchange::PackingList list, CodePage page)
    : path_(std::move(path)), files_(std::move(files)), list_(std::move(list)), page_(std::move(page)) {
    for (const std::size_t line : list_.odd_lines)
        findings_.add(MessageId::migration_list_line, fmt::format("line {}", line));
}

void MigrationSet::read_part(const std::string& name) {
    const auto read = [&]() -> Result<ByteVector> { return read_all(*TRY(files_.open(name)), kLargestPrimary); };
    auto bytes = read();
    if (!bytes) {
        findings_.add(MessageId::migration_file_missing, bytes.error().what, name);
        return;
    }
    const std::size_t part = parts_.size();
    parts_.push_back({name, std::move(*bytes), {}});
    parts_[part].file = exchange::read_primary_file(parts_[part].bytes, page_);
    for (const exchange::PrimaryProblem& problem : parts_[part].file.problems)
        findings_.add(MessageId::migration_section_unreadable, problem.what,
                      fmt::format("{}/{}", name, problem.place.line), problem.place.offset);
    for (std::size_t i = 0; i < parts_[part].file.sections.size(); ++i) {
        if (parts_[part].file.sections[i].kind == exchange::SectionKind::directory)
            read_directory(part, i);
        else
            read_section(part, i);
    }
}

std::string MigrationSet::name_of(const RowReference& row) const {
    return fmt::format("{}/{}", parts_[row.part].name, row.place.line);
}

Result<std::vector<exchange::RowField>> MigrationSet::fields_of(const RowReference& row,
                                                                std::size_t& unmappable) const {
    return exchange::row_at(parts_[row.part].bytes, page_, section_of(row), row.place, unmappable);
}

void MigrationSet::refuse(const RowReference& row, const Error& error) {
    const std::string column = error.offset ? fmt::format(" (column {})", *error.offset + 1) : std::string();
    findings_.add(MessageId::migration_row_unreadable, error.what + column, name_of(row), row.place.offset);
    refused_.push_back(row);
}

void MigrationSet::report_section(std::size_t part, std::size_t section, std::size_t odd_rows, std::size_t unmappable) {
    const exchange::RowPlace& title = parts_[part].file.sections[section].title;
    const std::string place = fmt::format("{}/{}", parts_[part].name, title.line);
    if (odd_rows != 0)
        findings_.add(MessageId::migration_field_count, fmt::format("{} rows of the section", odd_rows), place,
                      title.offset);
    if (unmappable != 0)
        findings_.add(MessageId::text_unmappable, fmt::format("{} bytes in rows of the section", unmappable), place,
                      title.offset);
}

PlannedMailbox& MigrationSet::mailbox_of(const exchange::PrimarySection& section) {
    const std::string key = section.public_folders ? "" : ascii_lower(section.owner);
    const auto [place, is_new] = mailbox_places_.emplace(key, mailboxes_.size());
    if (!is_new) return mailboxes_[place->second];
    PlannedMailbox& made = mailboxes_.emplace_back();
    made.owner = section.owner;
    made.public_folders = section.public_folders;
    return made;
}

void MigrationSet::read_section(std::size_t part, std::size_t section) {
    const exchange::PrimarySection& rows = parts_[part].file.sections[section];
    PlannedMailbox& mailbox = mailbox_of(rows);
    const bool messages = rows.kind == exchange::SectionKind::messages;
    if (!messages) mailbox.books.emplace_back();
    std::size_t odd_rows = 0, unmappable = 0;
    for (const exchange::RowPlace& place : rows.rows) {
        const RowReference row{part, section, place};
        const auto fields = fields_of(row, unmappable);
        if (!fields) {
            refuse(row, fields.error());
            continue;
        }
        odd_rows += fields->size() != rows.columns.size() ? 1U : 0U;
        if (!messages) {
            if (const auto entry = exchange::read_address_book_row(rows, *fields, no_text))
                mailbox.books.back().entries.push_back(row);
            else
                refuse(row, entry.error());
            continue;
        }
        const auto message = exchange::read_message_row(rows, *fields, no_text);
        if (!message) {
            refuse(row, message.error());
            continue;
        }
        std::vector<std::string> path = folder_path_of(message->row.folder, rows.public_folders);
        const auto [known, is_new] = mailbox.folder_places.emplace(path, mailbox.folders.size());
        if (is_new) mailbox.folders.push_back({std::move(path), {}});
        mailbox.folders[known->second].messages.push_back(row);
    }
    report_section(part, section, odd_rows, unmappable);
}

void MigrationSet::read_directory(std::size_t part, std::size_t section) {
    const exchange::PrimarySection& rows = parts_[part].file.sections[section];
    model::Directory directory;
    directory.kind = "migration-files";
    directory.path = parts_[part].name;
    std::size_t odd_rows = 0, unmappable = 0;
    for (const exchange::RowPlace& place : rows.rows) {
        const RowReference row{part, section, place};
        const auto fields = fields_of(row, unmappable);
        const auto added = fields ? add_directory_entry(rows, *fields, directory) : Result<void>(fail(fields.error()));
        if (!added)
            refuse(row, added.error());
        else if (fields->size() != rows.columns.size())
            ++odd_rows;
    }
    for (const model::DirectoryAccount& account : directory.accounts) {
        const auto parts = model::parts_of_text(account.address);
        const auto* const address = std::get_if<model::MicrosoftMailAddress>(&parts);
        if (address == nullptr || !address->complete() || !directory.network.empty()) continue;
        directory.network = address->network;
        directory.postoffice = address->postoffice;
    }
    directories_.push_back(std::move(directory));
    report_section(part, section, odd_rows, unmappable);
}

void MigrationSet::name_mailboxes() {
    for (const model::Directory& directory : directories_)
        for (const model::DirectoryAccount& account : directory.accounts) {
            const auto place = mailbox_places_.find(ascii_lower(account.address));
            if (place != mailbox_places_.end() && !account.address.empty())
                mailboxes_[place->second].display_name = account.display_name;
        }
    // What belongs to nobody alone comes last.
    std::ranges::stable_partition(mailboxes_, [](const PlannedMailbox& one) { return !one.public_folders; });
}

std::string MigrationSet::recovery() const {
    std::string text;
    for (std::size_t first = 0; first < refused_.size();) {
        const RowReference& row = refused_[first];
        std::vector<exchange::RowPlace> places;
        for (; first < refused_.size() && refused_[first].part == row.part && refused_[first].section == row.section;
             ++first)
            places.push_back(refused_[first].place);
        text += exchange::section_with_rows(parts_[row.part].bytes, section_of(row), places);
    }
    return text;
}

std::vector<OpenableFile> MigrationSet::files() const {
    std::vector<std::string> paths{path_};
    for (const auto* names : {&list_.primary, &list_.secondary})
        for (const std::string& name : *names)
            if (std::string path = files_.path_of(name); !path.empty()) paths.push_back(std::move(path));
    std::vector<OpenableFile> files;
    for (const std::string& path : paths) {
        const auto file = FileBytes::open(path);
        if (file)
            files.push_back({path, (*file)->size(), [path]() -> Result<ByteSourcePointer> {
                                 return ByteSourcePointer(TRY(FileBytes::open(path)));
                             }});
    }
    return files;
}

Result<std::string> MigrationSet::long_field(const exchange::SectionPointer& pointer) {
    const ByteSourcePointer file = TRY(files_.open(pointer.file));
    const exchange::DataSections sections = TRY(exchange::read_data_sections(file, pointer.offset, page_));
    return page_.decode(TRY(read_all(*sections.list.front().data, kLargestField)));
}

}  // namespace restante::sources::migration
