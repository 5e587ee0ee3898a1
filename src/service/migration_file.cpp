#include "service/migration_file.h"

#include <fmt/format.h>

#include <utility>

#include "formats/exchange/packing_list.h"
#include "formats/exchange/primary_file.h"
#include "formats/exchange/salvaged_secondary.h"
#include "service/dump_parts.h"
#include "sources/migration/found_files.h"
#include "sources/migration/set_check.h"

namespace restante::service {
namespace {

using sources::migration::SetFile;

constexpr int kShownPage = 1252;                                                // a file alone does not say its page
constexpr std::uint64_t kLargestShown = std::uint64_t{2} * 1024 * 1024 * 1024;  // bytes
constexpr std::uint64_t kPiece = 1024;                                          // bytes of data shown at once

std::string_view kind_name(exchange::SectionKind kind) {
    switch (kind) {
        case exchange::SectionKind::directory:
            return "DIRECTORY";
        case exchange::SectionKind::address_book:
            return "PAB";
        case exchange::SectionKind::messages:
            break;
    }
    return "MAILMESSAGE";
}

std::string_view kind_name(exchange::DataKind kind) {
    constexpr std::string_view kNames[] = {"Body", "Attachment", "Schedule", "Document", "Other"};
    return kNames[static_cast<std::size_t>(kind)];
}

std::string_view end_name(exchange::SectionEnd end) {
    switch (end) {
        case exchange::SectionEnd::proved:
            return "";
        case exchange::SectionEnd::cut:
            return ", the file ends inside the data";
        default:
            break;
    }
    return ", the length leads to no other row";
}

std::string list_text(const exchange::PackingList& list) {
    std::string text = fmt::format("packing list, code page {}\n", list.code_page);
    for (const std::string& name : list.primary) text += fmt::format("primary    {}\n", name);
    for (const std::string& name : list.secondary) text += fmt::format("secondary  {}\n", name);
    for (const std::size_t line : list.odd_lines) text += fmt::format("line {} cannot be understood\n", line);
    return text;
}

bool dump_row(Bytes file, const CodePage& page, const exchange::PrimarySection& section, const exchange::RowPlace& row,
              const DumpRequest& request, const LineSink& sink) {
    if (!sink(fmt::format("  {:08x} row in line {}, {} bytes\n", row.offset, row.line, row.size))) return false;
    if (request.raw) return dump_rows(file.subspan(row.offset, row.size), row.offset, sink);
    std::size_t unmappable = 0;
    const auto fields = exchange::row_at(file, page, section, row, unmappable);
    if (!fields) return sink("    " + fields.error().what + "\n");
    for (std::size_t i = 0; i < fields->size(); ++i) {
        if ((*fields)[i].text.empty()) continue;
        const std::string column = i < section.columns.size() ? section.columns[i] : fmt::format("field {}", i + 1);
        std::string stored;
        page.encode((*fields)[i].text, stored);
        if (!sink(fmt::format("    {}: {}\n", column, in_quotes(stored)))) return false;
    }
    return true;
}

bool dump_primary(Bytes file, const CodePage& page, const DumpRequest& request, const LineSink& sink) {
    const exchange::PrimaryFile primary = exchange::read_primary_file(file, page);
    if (!sink(fmt::format("primary file, {} bytes, {} sections\n", file.size(), primary.sections.size()))) return false;
    for (const exchange::PrimaryProblem& problem : primary.problems)
        if (!sink(fmt::format("{:08x} line {}: {}\n", problem.place.offset, problem.place.line, problem.what)))
            return false;
    for (const auto* list : {&primary.sections, &primary.damaged})
        for (const exchange::PrimarySection& section : *list) {
            const std::string owner = section.public_folders ? " PublicMessages" : " " + section.owner;
            if (!sink(fmt::format("{:08x} section {}{} in line {}, {} columns, {} rows{}{}\n", section.title.offset,
                                  kind_name(section.kind), section.title_lost ? "" : owner, section.title.line,
                                  section.columns.size(), section.rows.size(),
                                  section.title_lost ? ", its title is lost" : "",
                                  section.heading_lost ? ", its heading is lost" : "")))
                return false;
            for (const exchange::RowPlace& row : section.rows)
                if (!request.tree && !dump_row(file, page, section, row, request, sink)) return false;
        }
    return true;
}

Result<void> dump_secondary(const ByteSourcePointer& file, const CodePage& page, const DumpRequest& request,
                            const LineSink& sink) {
    const auto salvaged = TRY(exchange::SalvagedSecondary::read(file, {}));
    if (!sink(fmt::format("secondary file, {} bytes, {} messages or fields\n", file->size(), salvaged.chains().size())))
        return {};
    for (const exchange::SalvagedChain& chain : salvaged.chains())
        for (std::size_t i = chain.first; i < chain.first + chain.count; ++i) {
            const exchange::LinkedSection& section = salvaged.sections()[i];
            if (request.tree && i != chain.first) continue;
            const exchange::DataSection told = TRY(exchange::described_section(*file, section.header, page));
            std::string name;
            page.encode(told.name, name);
            if (!sink(fmt::format("{}{:08x} {}{}, {} bytes at {:08x}{}{}{}\n", i == chain.first ? "" : "  ",
                                  section.header.offset, kind_name(section.header.kind),
                                  name.empty() ? "" : " " + in_quotes(name), section.header.length, section.header.data,
                                  told.position ? fmt::format(", position {}", *told.position) : "",
                                  section.header.last ? ", last" : "", end_name(section.end))))
                return {};
            for (std::uint64_t at = 0; request.raw && at < section.size; at += kPiece) {
                ByteVector bytes(static_cast<std::size_t>(std::min(kPiece, section.size - at)));
                TRY_VOID(file->read(section.header.data + at, bytes));
                if (!dump_rows(bytes, section.header.data + at, sink)) return {};
            }
        }
    return {};
}

}  // namespace

std::string migration_set_in(const std::string& directory) {
    const auto list = sources::migration::packing_list_in(directory);
    return list ? *list : std::string();
}

Result<const char*> check_migration_file(const std::string& path, const ByteSourcePointer& file, Findings& findings) {
    switch (sources::migration::kind_of_set_file(*file)) {
        case SetFile::packing_list:
            TRY_VOID(sources::migration::check_set(path, findings));
            return "set of migration files";
        case SetFile::primary:
            TRY_VOID(sources::migration::check_primary(*file, kShownPage, findings));
            return "primary file of a set of migration files";
        case SetFile::secondary:
            TRY_VOID(sources::migration::check_secondary(*file, findings));
            return "secondary file of a set of migration files";
        case SetFile::schedule:
        case SetFile::none:
            break;
    }
    return nullptr;
}

Result<bool> dump_migration_file(const ByteSourcePointer& file, const DumpRequest& request, const LineSink& sink) {
    const SetFile kind = sources::migration::kind_of_set_file(*file);
    const CodePage page = TRY(CodePage::numbered(kShownPage));
    if (kind == SetFile::packing_list) {
        const ByteVector bytes = TRY(read_all(*file, exchange::kLargestPackingList));
        const exchange::PackingList list = TRY(exchange::read_packing_list(bytes));
        if (request.raw)
            dump_rows(bytes, 0, sink);
        else
            sink(list_text(list));
        return true;
    }
    if (kind == SetFile::primary) {
        dump_primary(TRY(read_all(*file, kLargestShown)), page, request, sink);
        return true;
    }
    if (kind == SetFile::secondary) TRY_VOID(dump_secondary(file, page, request, sink));
    return kind == SetFile::secondary;
}

}  // namespace restante::service
