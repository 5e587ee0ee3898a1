#include "sources/migration/migration_set.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <utility>

#include "base/ascii.h"
#include "base/case_fold.h"
#include "formats/exchange/address_book_row.h"
#include "formats/exchange/secondary_file.h"
#include "model/address_parts.h"
#include "sources/migration/directory_rows.h"
#include "sources/migration/found_files.h"
#include "sources/salvaged_file.h"

namespace restante::sources::migration {
namespace {

constexpr std::uint64_t kLargestPrimary = std::uint64_t{2} * 1024 * 1024 * 1024;  // bytes
constexpr std::uint64_t kLargestField = 64 * 1024 * 1024;                         // bytes

std::string parent_of(const std::string& path) {
    const std::filesystem::path parent = std::filesystem::path(path).parent_path();
    return parent.empty() ? "." : parent.string();
}

// What a message row says before its text is looked for; pointers in it are not followed.
Result<std::string> no_text(const exchange::SectionPointer& /*pointer*/) { return std::string(); }

}  // namespace

Result<std::shared_ptr<MigrationSet>> MigrationSet::open(const std::string& path, const ReadOptions& options) {
    const std::filesystem::path file(path);
    SetPlace place{path, TRY(MigrationFiles::in_directory(parent_of(path))), file.filename().string(), {}, {}};
    return open(std::move(place), options);
}

Result<std::shared_ptr<MigrationSet>> MigrationSet::open(SetPlace place, const ReadOptions& options) {
    exchange::PackingList list;
    Findings lost;
    if (!place.list.empty()) {
        const auto file = TRY(place.files.open(place.list));
        const ByteVector bytes = TRY(read_all_but_lost(file, exchange::kLargestPackingList, lost, place.list));
        auto read = exchange::read_packing_list(bytes);
        if (!read) return fail(std::move(read.error()).in(place.path));
        list = std::move(*read);
    }
    FoundFiles found;
    const auto is_there = [&place](const std::string& name) { return place.files.find(name) != nullptr; };
    const bool complete = !place.list.empty() && list.odd_lines.empty() && !list.primary.empty() &&
                          std::ranges::all_of(list.primary, is_there) && std::ranges::all_of(list.secondary, is_there);
    if (options.dig && !complete) {
        found = find_set_files(place.files, std::move(list), place.list, place.wanted);
        list = std::move(found.list);
        if (list.primary.empty() && list.secondary.empty() && found.schedules.empty())
            return fail(Errc::bad_magic, place.path + ": there is nothing of a set of migration files");
        if (place.list.empty()) list.code_page = likely_code_page(place.files, list.primary);
    }
    auto page = CodePage::numbered(options.code_page != 0 ? options.code_page : list.code_page);
    if (!page && options.dig) page = CodePage::numbered(likely_code_page(place.files, list.primary));
    if (!page) {
        page.error().what += "; name another one with --codepage";
        return fail(std::move(page.error()).in(place.path));
    }
    const bool listed = !place.list.empty();
    auto set = std::make_shared<MigrationSet>(std::move(place), std::move(list), std::move(*page), options.dig);
    for (const Finding& finding : lost.list()) set->findings_.add(finding);
    if (!listed)
        set->findings_.add(MessageId::recover_set_files_found,
                           fmt::format("there is no packing list; {} files were found by what they hold, their text is "
                                       "taken to be in code page {}",
                                       found.found.size(), set->page_.number()));
    else if (!found.found.empty())
        for (const std::string& name : found.found)
            set->findings_.add(MessageId::recover_set_files_found, "the packing list does not name it", name);
    set->schedules_ = std::move(found.schedules);
    set->read_parts();
    return set;
}

MigrationSet::MigrationSet(SetPlace place, exchange::PackingList list, CodePage page, bool dig)
    : path_(std::move(place.path)),
      origin_(std::move(place.origin)),
      list_name_(std::move(place.list)),
      files_(std::move(place.files)),
      list_(std::move(list)),
      page_(std::move(page)),
      salvage_(dig ? std::make_unique<SetSalvage>() : nullptr) {
    for (const std::size_t line : list_.odd_lines)
        findings_.add(MessageId::migration_list_line, fmt::format("line {}", line));
}

void MigrationSet::read_parts() {
    most_folder_bytes_ = most_folder_bytes(bytes());
    for (const std::string& name : list_.primary) read_part(name);
    if (salvage_) {
        dig_through();
    } else {
        for (const std::string& name : list_.secondary)
            if (auto opened = files_.open(name); !opened)
                findings_.add(MessageId::migration_file_missing, opened.error().what, name);
    }
    for (auto& [folded, file] : pointed_) {
        std::ranges::sort(file.places);
        file.places.erase(std::unique(file.places.begin(), file.places.end()), file.places.end());
    }
    name_mailboxes();
}

const std::vector<std::uint64_t>* MigrationSet::pointers_to(const std::string& name) const {
    const auto found = pointed_.find(fold_case(name));
    return found == pointed_.end() ? nullptr : &found->second.places;
}

std::vector<std::string> MigrationSet::pointed_files() const {
    std::vector<std::string> names;
    for (const auto& [folded, file] : pointed_) names.push_back(file.name);
    return names;
}

void MigrationSet::read_part(const std::string& name) {
    const auto read = [&]() -> Result<ByteVector> {
        return read_all_but_lost(TRY(files_.open(name)), kLargestPrimary, findings_, name);
    };
    auto bytes = read();
    if (!bytes) {
        findings_.add(MessageId::migration_file_missing, bytes.error().what, name);
        return;
    }
    const std::size_t part = parts_.size();
    parts_.push_back({name, std::move(*bytes), {}});
    parts_[part].file = exchange::read_primary_file(parts_[part].bytes, page_);
    for (const exchange::PrimaryProblem& problem : parts_[part].file.problems)
        findings_.add(problem.title_lost ? MessageId::migration_title_lost : MessageId::migration_section_unreadable,
                      problem.what, fmt::format("{}/{}", name, problem.place.line), problem.place.offset);
    if (salvage_) add_damaged_sections(part);
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

void MigrationSet::remember_pointers(const std::vector<exchange::RowField>& fields) {
    for (const exchange::RowField& field : fields) {
        const auto pointer = exchange::pointer_in(field);
        if (!pointer) continue;
        if (salvage_) {
            salvage_->add_pointer(*pointer);
            continue;
        }
        PointedFile& file = pointed_[fold_case(pointer->file)];
        if (file.places.empty()) file.name = pointer->file;
        file.places.push_back(pointer->offset);
    }
}

void MigrationSet::place_message(PlannedMailbox& mailbox, std::vector<std::string> path, PlannedMessage message) {
    if (!mailbox.folder_places.contains(path)) {
        const std::uint64_t cost = cost_of_path(path);
        if (cost > most_folder_bytes_ - mailbox.folder_bytes) {
            if (!std::exchange(mailbox.folders_cut, true))
                findings_.add(MessageId::limit_count, "there are more folders than are taken apart",
                              name_of(message.row));
            path = whole_path(path);
        } else {
            mailbox.folder_bytes += cost;
        }
    }
    const auto [known, is_new] = mailbox.folder_places.emplace(path, mailbox.folders.size());
    if (is_new) mailbox.folders.push_back({std::move(path), {}});
    mailbox.folders[known->second].messages.push_back(std::move(message));
}

void MigrationSet::read_section(std::size_t part, std::size_t section) {
    const exchange::PrimarySection& rows = parts_[part].file.sections[section];
    if (rows.kind == exchange::SectionKind::messages) {
        read_messages(part, section);
        return;
    }
    PlannedMailbox& mailbox = rows.title_lost ? lost_mailbox() : mailbox_of(rows);
    mailbox.books.emplace_back();
    std::size_t odd_rows = 0, unmappable = 0;
    for (const exchange::RowPlace& place : rows.rows) {
        const RowReference row{part, section, place};
        const auto fields = fields_of(row, unmappable);
        if (!fields) {
            refuse(row, fields.error());
            continue;
        }
        odd_rows += fields->size() != rows.columns.size() ? 1U : 0U;
        if (const auto entry = exchange::read_address_book_row(rows, *fields, no_text)) {
            remember_pointers(*fields);
            mailbox.books.back().entries.push_back(row);
        } else {
            refuse(row, entry.error());
        }
    }
    report_section(part, section, odd_rows, unmappable);
}

void MigrationSet::read_messages(std::size_t part, std::size_t section) {
    const exchange::PrimarySection& rows = parts_[part].file.sections[section];
    if (!rows.title_lost) mailbox_of(rows);  // there is one even without rows
    std::size_t odd_rows = 0, unmappable = 0;
    for (const exchange::RowPlace& place : rows.rows) {
        const RowReference row{part, section, place};
        const auto fields = fields_of(row, unmappable);
        auto message = fields ? exchange::read_message_row(rows, *fields, no_text)
                              : Result<exchange::ReadMessageRow>(fail(fields.error()));
        if (!message) {
            refuse(row, message.error());
            continue;
        }
        odd_rows += fields->size() != rows.columns.size() ? 1U : 0U;
        remember_pointers(*fields);
        if (salvage_) continue;  // whose it is only all rows together say
        PlannedMessage planned;
        planned.row = row;
        place_message(mailbox_of(rows), folder_path_of(message->row.folder, rows.public_folders), std::move(planned));
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
        // Without title or heading they could not be imported.
        if (section_of(row).title_lost || section_of(row).heading_lost) continue;
        text += exchange::section_with_rows(parts_[row.part].bytes, section_of(row), places);
    }
    return text;
}

std::uint64_t MigrationSet::bytes() const {
    std::uint64_t total = 0;
    for (const OpenableFile& file : files()) total += file.size;
    return total;
}

std::vector<OpenableFile> MigrationSet::files() const {
    std::vector<OpenableFile> files;
    if (const OpenableFile* const list = list_name_.empty() ? nullptr : files_.find(list_name_)) files.push_back(*list);
    for (const auto* names : {&list_.primary, &list_.secondary, &schedules_})
        for (const std::string& name : *names)
            if (const OpenableFile* const file = files_.find(name)) files.push_back(*file);
    return files;
}

Result<std::string> MigrationSet::long_field(const exchange::SectionPointer& pointer, std::uint64_t most) {
    most = std::min(most, kLargestField);
    if (salvage_) {
        const auto chain = salvage_->chain_of(pointer);
        if (!chain) return fail(Errc::not_found, "what it points to was not found");
        const auto content = TRY(salvage_->file(*chain).content(salvage_->chain(*chain), page_));
        if (content.left_out + content.incomplete != 0) return fail(Errc::truncated, "what it points to is damaged");
        return page_.decode(TRY(read_all(*content.sections.list.front().data, most)));
    }
    const ByteSourcePointer file = TRY(files_.open(pointer.file));
    const exchange::DataSections sections = TRY(exchange::read_data_sections(file, pointer.offset, page_, 1));
    return page_.decode(TRY(read_all(*sections.list.front().data, most)));
}

}  // namespace restante::sources::migration
