// The part of MigrationSet that digs. Source: docs/formats/migration.md, Damaged sets.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/ascii.h"
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
    const bool text = std::ranges::none_of(start, [](char c) { return (c >= 0 && c < ' ' && c != '\t') || c == '\x7F'; });
    return text && std::ranges::count(line, ',') >= kCommasOfARow;
}

bool has_usual_columns(const exchange::PrimarySection& section) {
    const auto usual = exchange::message_columns();
    return section.columns.size() >= usual.size() &&
           std::equal(usual.begin(), usual.end(), section.columns.begin(),
                      [](std::string_view a, std::string_view b) { return equals_ignoring_ascii_case(a, b); });
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
    for (const Section& section : sections) place_dug(section.part, section.section, section.rows, section.dug);
    place_orphans();
}

void MigrationSet::place_dug(std::size_t part, std::size_t section, const std::vector<RowReference>& rows,
                             const std::vector<DugRow>& dug) {
    const exchange::PrimarySection& section_rows = parts_[part].file.sections[section];
    const std::vector<RowVerdict> verdicts = salvage_->judge(dug, section_rows.heading_lost);
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
        if (verdict.text) used_.push_back(*verdict.text);
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
        findings_.add(MessageId::recover_reserved_20, fmt::format("{} rows", without_owner),
                      fmt::format("{}/{}", parts_[part].name, section_rows.title.line), section_rows.title.offset);
}

void MigrationSet::place_orphans() {
    for (const ChainReference& orphan : salvage_->orphans(used_)) {
        const exchange::SalvagedChain& chain = salvage_->chain(orphan);
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
