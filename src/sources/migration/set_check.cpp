#include "sources/migration/set_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <vector>

#include "base/case_fold.h"
#include "formats/exchange/address_book_row.h"
#include "formats/exchange/message_row.h"
#include "formats/exchange/primary_file.h"
#include "formats/exchange/salvaged_secondary.h"
#include "sources/migration/migration_mailbox.h"
#include "sources/migration/migration_set.h"

namespace restante::sources::migration {
namespace {

constexpr std::uint64_t kLargestChecked = std::uint64_t{2} * 1024 * 1024 * 1024;  // bytes of a primary file

Result<std::string> text_elsewhere(const exchange::SectionPointer& /*pointer*/) { return std::string(); }

// What the file is by itself; `pointed`: rows say which sections are wanted.
void check_sections(const std::string& item, const exchange::SalvagedSecondary& file, bool pointed,
                    Findings& findings) {
    const std::vector<exchange::LinkedSection>& sections = file.sections();
    if (sections.empty() || !sections.front().header.heading || sections.front().header.offset != 0)
        findings.add(MessageId::migration_line_ends_changed, "it does not begin with the row that names its columns",
                     item, 0);
    const auto changed = std::ranges::find_if(
        sections, [](const auto& section) { return section.header.ends != exchange::LineEnds::kept; });
    if (changed != sections.end())
        findings.add(MessageId::migration_line_ends_changed,
                     "rows do not end with CR LF: a transfer as text has moved what "
                     "is behind them",
                     item, changed->header.offset);
    for (const exchange::LinkedSection& section : sections)
        if (section.end != exchange::SectionEnd::proved && !section.header.heading)
            findings.add(MessageId::migration_length_leads_nowhere,
                         fmt::format("{} bytes of data", section.header.length), item, section.header.offset);
    if (!pointed) return;
    for (const exchange::SalvagedChain& chain : file.chains())
        if (!chain.pointed)
            findings.add(MessageId::migration_section_without_row, "", item, sections[chain.first].header.offset);
        else if (chain.moved && changed == sections.end())
            findings.add(MessageId::migration_pointers_overlap,
                         fmt::format("a row points to byte {} for it", *chain.pointer), item,
                         sections[chain.first].header.offset);
}

class SetCheck {
public:
    SetCheck(std::shared_ptr<MigrationSet> set, Findings& findings) : set_(std::move(set)), findings_(findings) {}

    void run() {
        for (const Finding& finding : set_->findings().list()) findings_.add(finding);
        check_names();
        for (std::size_t i = 0; i < set_->mailboxes().size(); ++i) check_mailbox(i);
        for (const auto& [folded, name] : secondary_) check_file(name);
    }

private:
    void check_names() {
        std::set<std::string> names;
        for (const auto* list : {&set_->list().primary, &set_->list().secondary})
            for (const std::string& name : *list)
                if (!names.insert(fold_case(name)).second)
                    findings_.add(MessageId::migration_file_not_listed, "the packing list names it twice", name);
        for (const std::string& name : set_->list().secondary) secondary_.emplace(fold_case(name), name);
        for (const std::string& name : set_->pointed_files()) {
            if (!names.contains(fold_case(name)))
                findings_.add(MessageId::migration_file_not_listed,
                              "rows point to it, but the packing list does not name it", name);
            secondary_.emplace(fold_case(name), name);
        }
    }
    void check_mailbox(std::size_t index) {
        MigrationMailbox mailbox(set_, index);
        for (std::size_t folder = 0; folder < mailbox.folders().size(); ++folder)
            for (std::size_t i = 0; i < mailbox.message_count(folder); ++i)
                if (const auto message = mailbox.read_message(folder, i); !message)
                    findings_.add(MessageId::migration_row_unreadable, message.error().describe());
        if (const auto books = mailbox.address_books(); !books)
            findings_.add(MessageId::migration_row_unreadable, books.error().describe());
        for (const Finding& finding : mailbox.findings().list()) findings_.add(finding);
    }
    void check_file(const std::string& name) {
        const auto opened = set_->secondary(name);
        if (!opened) return;  // told when the set was opened, or by its rows
        static const std::vector<std::uint64_t> kNoPointers;
        const std::vector<std::uint64_t>* const pointers = set_->pointers_to(name);
        const auto file = exchange::SalvagedSecondary::read(*opened, pointers == nullptr ? kNoPointers : *pointers);
        if (file)
            check_sections(name, *file, true, findings_);
        else
            findings_.add(MessageId::migration_file_missing, file.error().what, name);
    }

    std::shared_ptr<MigrationSet> set_;
    Findings& findings_;
    std::map<std::string, std::string> secondary_{};  // by folded name
};

}  // namespace

Result<void> check_set(const std::string& path, Findings& findings) {
    SetCheck(TRY(MigrationSet::open(path, {})), findings).run();
    return {};
}

Result<void> check_primary(const ByteSource& file, int code_page, Findings& findings) {
    const CodePage page = TRY(CodePage::numbered(code_page));
    const ByteVector bytes = TRY(read_all(file, kLargestChecked));
    const exchange::PrimaryFile primary = exchange::read_primary_file(bytes, page);
    for (const exchange::PrimaryProblem& problem : primary.problems)
        findings.add(problem.title_lost ? MessageId::migration_title_lost : MessageId::migration_section_unreadable,
                     problem.what, fmt::format("{}", problem.place.line), problem.place.offset);
    for (const exchange::PrimarySection& section : primary.sections) {
        std::size_t odd = 0, unmappable = 0;
        for (const exchange::RowPlace& row : section.rows) {
            const auto fields = exchange::row_at(bytes, page, section, row, unmappable);
            auto read = fields ? Result<void>{} : Result<void>(fail(fields.error()));
            if (fields && section.kind == exchange::SectionKind::messages) {
                if (const auto message = exchange::read_message_row(section, *fields, text_elsewhere); !message)
                    read = fail(message.error());
            } else if (fields && section.kind == exchange::SectionKind::address_book) {
                if (const auto entry = exchange::read_address_book_row(section, *fields, text_elsewhere); !entry)
                    read = fail(entry.error());
            }
            if (!read)
                findings.add(MessageId::migration_row_unreadable, read.error().what, fmt::format("{}", row.line),
                             row.offset);
            else
                odd += fields->size() != section.columns.size() ? 1U : 0U;
        }
        const std::string place = fmt::format("{}", section.title.line);
        if (odd != 0)
            findings.add(MessageId::migration_field_count, fmt::format("{} rows of the section", odd), place,
                         section.title.offset);
        if (unmappable != 0)
            findings.add(MessageId::text_unmappable, fmt::format("{} bytes in rows of the section", unmappable), place,
                         section.title.offset);
    }
    return {};
}

Result<void> check_secondary(const ByteSource& file, Findings& findings) {
    // The file outlives what is read of it.
    const ByteSourcePointer borrowed(&file, [](const ByteSource*) {});
    check_sections({}, TRY(exchange::SalvagedSecondary::read(borrowed, {})), false, findings);
    return {};
}

}  // namespace restante::sources::migration
