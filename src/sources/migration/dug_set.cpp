// The part of MigrationSet that digs. Source: docs/formats/migration.md, Damaged sets.
#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "base/ascii.h"
#include "base/case_fold.h"
#include "formats/exchange/row_salvage.h"
#include "sources/migration/folder_path.h"
#include "sources/migration/migration_set.h"

namespace restante::sources::migration {
namespace {

constexpr std::string_view kRecovered = "Recovered", kRecoveredAttachments = "Recovered attachments";
constexpr std::ptrdiff_t kCommasOfARow = 11;

Result<std::string> text_left_alone(const exchange::SectionPointer& /*pointer*/) { return std::string(); }

bool starts_like_a_row(std::string_view line) {
    constexpr std::size_t kLooked = 40;  // characters
    const std::string_view start = line.substr(0, kLooked);
    const bool text =
        std::ranges::none_of(start, [](char c) { return (c >= 0 && c < ' ' && c != '\t') || c == '\x7F'; });
    return text && std::ranges::count(line, ',') >= kCommasOfARow;
}

bool has_usual_columns(const exchange::PrimarySection& section) {
    const auto usual = exchange::message_columns();
    return section.columns.size() >= usual.size() &&
           std::equal(usual.begin(), usual.end(), section.columns.begin(),
                      [](std::string_view a, std::string_view b) { return equals_ignoring_ascii_case(a, b); });
}

// Of a primary file, from 1.
struct BrokenLines {
    std::set<std::size_t> broken{}, sound{};  // rows of messages are sound; anything is broken

    [[nodiscard]] bool is_first(std::size_t title) const { return sound.empty() || *sound.begin() > title; }
    // Between the last sound row and the title.
    [[nodiscard]] bool broken_before(std::size_t title) const {
        const auto behind = sound.lower_bound(title);
        const auto first = behind == sound.begin() ? broken.begin() : broken.upper_bound(*std::prev(behind));
        return first != broken.end() && *first < title;
    }
};

bool shares_secondary(const std::vector<DugRow>& rows, const std::map<std::string, std::set<std::size_t>>& files_of) {
    return std::ranges::any_of(rows, [&files_of](const DugRow& row) {
        const auto parts = row.body ? files_of.find(fold_case(row.body->file)) : files_of.end();
        return parts != files_of.end() && parts->second.size() > 1;
    });
}

}  // namespace

PlannedMailbox& MigrationSet::lost_mailbox() {
    if (!lost_place_) {
        lost_place_ = mailboxes_.size();
        PlannedMailbox& made = mailboxes_.emplace_back();
        made.lost = true;
    }
    return mailboxes_[*lost_place_];
}

std::optional<exchange::SalvagedRow> MigrationSet::salvaged(const RowReference& row) const {
    if (!has_usual_columns(section_of(row))) return std::nullopt;
    return exchange::salvaged_row(line_of(row));
}

std::string MigrationSet::line_of(const RowReference& row) const {
    const Bytes bytes = Bytes(parts_[row.part].bytes).subspan(row.place.offset, row.place.size);
    return page_.decode(as_bytes(trimmed(as_text(bytes), "\r\n")));
}

// Those that lost their title or heading, and rows of messages that stand among others: title and heading are lost.
void MigrationSet::add_damaged_sections(std::size_t part) {
    exchange::PrimaryFile& file = parts_[part].file;
    for (exchange::PrimarySection& damaged : file.damaged) file.sections.push_back(std::move(damaged));
    file.damaged.clear();
    exchange::PrimarySection usual;
    usual.kind = exchange::SectionKind::messages;
    const auto columns = exchange::message_columns();
    usual.columns.assign(columns.begin(), columns.end());
    usual.title_lost = usual.heading_lost = true;
    std::vector<exchange::PrimarySection> misplaced;
    for (exchange::PrimarySection& section : file.sections) {
        if (section.kind == exchange::SectionKind::messages) continue;
        const auto first = std::ranges::find_if(section.rows, [&](const exchange::RowPlace& place) {
            std::size_t ignored = 0;
            const auto fields = exchange::row_at(parts_[part].bytes, page_, usual, place, ignored);
            if (!fields || fields->size() < columns.size()) return false;
            const auto row = exchange::read_message_row(usual, *fields, text_left_alone);
            return row && row->row.body;
        });
        if (first == section.rows.end()) continue;
        // From the first one on they are rows of messages, whole or broken.
        exchange::PrimarySection found = usual;
        found.rows.assign(first, section.rows.end());
        section.rows.erase(first, section.rows.end());
        found.title = found.heading = found.rows.front();
        misplaced.push_back(std::move(found));
    }
    for (exchange::PrimarySection& section : misplaced) file.sections.push_back(std::move(section));
}

void MigrationSet::dig_through() {
    struct Section {
        std::size_t part = 0, section = 0;
        std::vector<RowReference> rows{};
        std::vector<DugRow> dug{};
    };
    std::vector<Section> sections;
    for (std::size_t part = 0; part < parts_.size(); ++part)
        for (std::size_t i = 0; i < parts_[part].file.sections.size(); ++i) {
            const exchange::PrimarySection& rows = parts_[part].file.sections[i];
            if (rows.kind != exchange::SectionKind::messages) continue;
            Section section{part, i, {}, {}};
            for (const exchange::RowPlace& place : rows.rows) {
                const RowReference row{part, i, place};
                DugRow dug;
                std::size_t ignored = 0;
                const auto fields = fields_of(row, ignored);
                const auto message = fields ? exchange::read_message_row(rows, *fields, text_left_alone)
                                            : Result<exchange::ReadMessageRow>(fail(fields.error()));
                if (message) {
                    dug.body = message->row.body;
                } else {
                    const auto rest = salvaged(row);
                    dug.state = rest ? RowState::salvaged : RowState::refused;
                    dug.like_a_row = starts_like_a_row(line_of(row)) && (!rest || rest->front);
                    if (rest) {
                        dug.body = rest->row.body;
                        salvage_->add_pointer(*rest->row.body);
                    }
                }
                section.rows.push_back(row);
                section.dug.push_back(std::move(dug));
            }
            sections.push_back(std::move(section));
        }
    salvage_->read_files(files_, list_.secondary, findings_);
    std::vector<BrokenLines> lines(parts_.size());
    for (const RowReference& row : refused_) lines[row.part].broken.insert(row.place.line);
    for (std::size_t part = 0; part < parts_.size(); ++part)
        for (const exchange::PrimaryProblem& problem : parts_[part].file.problems)
            lines[part].broken.insert(problem.place.line);
    std::map<std::string, std::set<std::size_t>> files_of;  // primary files by what they point to
    for (const Section& section : sections)
        for (std::size_t i = 0; i < section.rows.size(); ++i)
            if (section.dug[i].state == RowState::whole && section.dug[i].body) {
                lines[section.part].sound.insert(section.rows[i].place.line);
                files_of[fold_case(section.dug[i].body->file)].insert(section.part);
            }
    for (const Section& section : sections) {
        const std::size_t title = parts_[section.part].file.sections[section.section].title.line;
        // What is lost before its first row may be of another primary file.
        const bool first = lines[section.part].is_first(title) &&
                           (parts_.size() < list_.primary.size() || shares_secondary(section.dug, files_of));
        place_dug(section.part, section.section, section.rows, section.dug,
                  first || lines[section.part].broken_before(title));
    }
    place_orphans();
}

void MigrationSet::place_dug(std::size_t part, std::size_t section, const std::vector<RowReference>& rows,
                             const std::vector<DugRow>& dug, bool broken_before) {
    const exchange::PrimarySection& section_rows = parts_[part].file.sections[section];
    const std::vector<RowVerdict> verdicts = salvage_->judge(dug, section_rows.heading_lost, broken_before);
    std::size_t without_owner = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (dug[i].state == RowState::refused) continue;
        const RowVerdict& verdict = verdicts[i];
        PlannedMessage planned;
        planned.row = rows[i];
        planned.text = verdict.text;
        planned.broken_row = dug[i].state == RowState::salvaged;
        planned.joined = verdict.joined;
        const bool owned = verdict.owner_certain && !section_rows.title_lost && !verdict.joined;
        const bool moved = verdict.text && salvage_->chain(*verdict.text).moved;
        planned.dug = !owned || moved || planned.broken_row || section_rows.heading_lost;
        // A text that may be another row's is delivered beside the row.
        if (verdict.text && !salvage_->chain(*verdict.text).doubtful) used_.push_back(*verdict.text);
        std::vector<std::string> folder{std::string(kRecovered)};
        std::size_t ignored = 0;
        if (planned.broken_row) {
            const auto rest = salvaged(rows[i]);
            if (rest && rest->front && owned) folder = folder_path_of(rest->row.folder, section_rows.public_folders);
        } else if (!planned.joined) {
            const auto fields = fields_of(rows[i], ignored);
            const auto message = fields ? exchange::read_message_row(section_rows, *fields, text_left_alone)
                                        : Result<exchange::ReadMessageRow>(fail(fields.error()));
            if (message) {
                folder = folder_path_of(message->row.folder, section_rows.public_folders);
                // Fields that stand elsewhere are used by the row, too.
                for (const exchange::RowField& field : *fields)
                    if (const auto pointer = exchange::pointer_in(field))
                        if (const auto chain = salvage_->chain_of(*pointer)) used_.push_back(*chain);
            }
        }
        without_owner += owned ? 0U : 1U;
        place_message(owned ? mailbox_of(section_rows) : lost_mailbox(), std::move(folder), std::move(planned));
    }
    if (without_owner != 0)
        findings_.add(MessageId::recover_owner_uncertain, fmt::format("{} rows", without_owner),
                      fmt::format("{}/{}", parts_[part].name, section_rows.title.line), section_rows.title.offset);
}

void MigrationSet::place_orphans() {
    for (const ChainReference& orphan : salvage_->orphans(used_)) {
        const exchange::SalvagedChain& chain = salvage_->chain(orphan);
        if (chain.doubtful && chain.count > 1) continue;  // of one message or of two: told with its row
        PlannedMessage planned;
        planned.has_row = false;
        planned.dug = true;
        planned.text = orphan;
        place_message(lost_mailbox(),
                      {std::string(chain.begins ? kRecovered : kRecoveredAttachments), salvage_->name_of(orphan)},
                      std::move(planned));
    }
    for (std::size_t i = 0; i < schedules_.size(); ++i) {
        PlannedMessage planned;
        planned.has_row = false;
        planned.dug = true;
        planned.schedule = i;
        place_message(lost_mailbox(), {std::string(kRecoveredAttachments)}, std::move(planned));
    }
}

}  // namespace restante::sources::migration
