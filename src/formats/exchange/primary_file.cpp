#include "formats/exchange/primary_file.h"

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <utility>

#include "base/ascii.h"
#include "formats/exchange/address_book_row.h"
#include "formats/exchange/message_row.h"
#include "formats/exchange/text_lines.h"

namespace restante::exchange {
namespace {

constexpr std::string_view kDirectory = "DIRECTORY", kAddressBook = "PAB", kMessages = "MAILMESSAGE";
constexpr std::string_view kPublic = "PublicMessages", kPublicOnce = "PublicMessage";
constexpr std::string_view kMigrate = "migrate:";
constexpr std::string_view kContinued = "\\\\";  // at the end of a line that goes on in the next

std::string without_migrate(std::string_view owner) {
    owner = trimmed(owner);
    if (owner.size() >= kMigrate.size() && equals_ignoring_ascii_case(owner.substr(0, kMigrate.size()), kMigrate))
        owner.remove_prefix(kMigrate.size());
    return std::string(owner);
}

bool holds_control_character(std::string_view text) {
    return std::ranges::any_of(text, [](char c) { return (c >= 0 && c < ' ' && c != '\t') || c == '\x7F'; });
}

// A row that names the columns where there should be rows of another section: its title is destroyed.
std::optional<SectionKind> kind_of_heading(std::string_view line) {
    constexpr std::size_t kSureColumns = 3;
    const auto first_is = [line](std::string_view name) {
        return line.size() > name.size() && line[name.size()] == ',' &&
               equals_ignoring_ascii_case(line.substr(0, name.size()), name);
    };
    const bool messages = first_is(message_columns().front());
    if (!messages && !first_is(address_book_columns().front())) return std::nullopt;
    const auto row = read_row(line);
    if (!row) return std::nullopt;
    const auto named = [&row](std::span<const std::string_view> columns) {
        return static_cast<std::size_t>(std::ranges::count_if(columns, [&row](std::string_view column) {
            return std::ranges::any_of(
                *row, [column](const RowField& field) { return equals_ignoring_ascii_case(field.text, column); });
        }));
    };
    if (messages) return named(message_columns()) >= kSureColumns ? std::optional(SectionKind::messages) : std::nullopt;
    if (named(address_book_columns()) >= kSureColumns) return SectionKind::address_book;
    const bool directory = row->size() > 1 && equals_ignoring_ascii_case((*row)[1].text, "Mode");
    return directory ? std::optional(SectionKind::directory) : std::nullopt;
}

// A title has its keyword and at most the owner; rows have more fields.
std::optional<PrimarySection> title_in(std::string_view line) {
    if (std::string_view("DdPpMm\"").find(line.front()) == std::string_view::npos) return std::nullopt;
    const auto row = read_row(line);
    if (!row || row->size() > 2) return std::nullopt;
    const std::string_view keyword = (*row)[0].text;
    const std::string_view owner = row->size() == 2 ? std::string_view((*row)[1].text) : std::string_view();
    PrimarySection section;
    if (equals_ignoring_ascii_case(keyword, kDirectory) && owner.empty()) {
        section.kind = SectionKind::directory;
        return section;
    }
    if (owner.empty() || holds_control_character(owner)) return std::nullopt;
    if (equals_ignoring_ascii_case(keyword, kAddressBook))
        section.kind = SectionKind::address_book;
    else if (equals_ignoring_ascii_case(keyword, kMessages))
        section.kind = SectionKind::messages;
    else
        return std::nullopt;
    section.public_folders = section.kind == SectionKind::messages && (equals_ignoring_ascii_case(owner, kPublic) ||
                                                                       equals_ignoring_ascii_case(owner, kPublicOnce));
    if (!section.public_folders) section.owner = without_migrate(owner);
    return section;
}

std::string_view first_column(SectionKind kind) {
    return kind == SectionKind::messages ? message_columns().front() : address_book_columns().front();
}

bool is_continued(std::string_view line) {
    // Inside quotes it is text.
    return line.ends_with(kContinued) && std::count(line.begin(), line.end(), '"') % 2 == 0;
}

class PrimaryReader {
public:
    PrimaryReader(Bytes file, const CodePage& page) : bytes_(file), page_(page), lines_(file) {}

    PrimaryFile read() {
        while (next_line()) {
            const std::string_view text = trimmed(text_);
            if (text.empty() || text.starts_with('!')) continue;
            if (auto title = title_in(text)) {
                begin_section(std::move(*title));
                continue;
            }
            const auto kind = section_ && section_->columns.empty() ? std::nullopt : kind_of_heading(text);
            if (kind) {
                begin_untitled(*kind);
                continue;
            }
            if (!section_) {
                file_.problems.push_back({place(), "no section begins here"});
                begin_unknown();
            }
            if (section_->columns.empty())
                read_heading();
            else
                section_->rows.push_back(logical_row());
        }
        end_section();
        return std::move(file_);
    }

private:
    bool next_line() {
        const auto line = lines_.next();
        if (!line) return false;
        line_ = *line;
        text_.clear();
        file_.undecodable += page_.decode(line_.bytes, text_);
        return true;
    }
    // To the end of the line at hand.
    [[nodiscard]] RowPlace place() const {
        const std::size_t end = line_.offset + line_.bytes.size();
        return {line_.number, line_.offset, end_of_line(end) - line_.offset};
    }
    [[nodiscard]] std::size_t end_of_line(std::size_t end) const {
        const std::string_view rest = as_text(bytes_.subspan(end));
        return end + (rest.starts_with("\r\n") ? 2 : std::min<std::size_t>(rest.size(), 1));
    }
    RowPlace logical_row() {
        RowPlace row = place();
        if (section_->kind == SectionKind::directory) return row;
        std::string all = text_;
        while (is_continued(all) && next_line()) {
            all.resize(all.size() - kContinued.size());
            all += text_;
            row.size = place().offset + place().size - row.offset;
        }
        return row;
    }
    void begin_section(PrimarySection section) {
        end_section();
        section.title = place();
        section_ = std::move(section);
    }
    // Rows of which nothing says what they are.
    void begin_unknown() {
        section_.emplace();
        section_->kind = SectionKind::directory;
        section_->title = section_->heading = place();
        section_->title_lost = section_->heading_lost = true;
        section_->columns.emplace_back();
    }
    // Its rows follow a row that names columns, but no title.
    void begin_untitled(SectionKind kind) {
        end_section();
        PrimarySection section;
        section.kind = kind;
        section.title = place();
        section.title_lost = true;
        section_ = std::move(section);
        file_.problems.push_back({place(), "a title is wanted before the row that names the columns", true});
        read_heading();
    }
    void end_section() {
        if (section_ && section_->columns.empty())
            file_.problems.push_back({section_->title, "the section ends before the row that names its columns"});
        else if (section_)
            (section_->title_lost || section_->heading_lost ? file_.damaged : file_.sections)
                .push_back(std::move(*section_));
        section_.reset();
    }
    // The usual columns, where every section has the same.
    void read_without_heading() {
        section_->heading_lost = true;
        if (section_->kind == SectionKind::directory) {
            section_->columns.emplace_back();
            return;
        }
        const auto usual = section_->kind == SectionKind::messages ? message_columns() : address_book_columns();
        section_->columns.assign(usual.begin(), usual.end());
        const auto row = read_row(trimmed(text_));
        if (row && row->size() >= usual.size()) section_->rows.push_back(section_->heading);
    }
    void read_heading() {
        section_->heading = logical_row();
        std::size_t unmappable = 0;
        const auto row = row_at(bytes_, page_, *section_, section_->heading, unmappable);
        const bool known = row && std::ranges::any_of(*row, [this](const RowField& field) {
                               return equals_ignoring_ascii_case(field.text, first_column(section_->kind));
                           });
        if (known) {
            for (const RowField& field : *row) section_->columns.push_back(field.text);
            return;
        }
        file_.problems.push_back({section_->heading, "a row that names the columns is wanted here"});
        read_without_heading();
    }

    Bytes bytes_;
    const CodePage& page_;
    TextLines lines_;
    TextLine line_{};
    std::string text_{};  // of the line
    PrimaryFile file_{};
    std::optional<PrimarySection> section_{};
};

}  // namespace

std::size_t PrimarySection::column(std::string_view name) const {
    for (std::size_t i = 0; i < columns.size(); ++i)
        if (equals_ignoring_ascii_case(columns[i], name)) return i;
    return std::string::npos;
}

PrimaryFile read_primary_file(Bytes file, const CodePage& page) { return PrimaryReader(file, page).read(); }

Result<std::vector<RowField>> row_at(Bytes file, const CodePage& page, const PrimarySection& section,
                                     const RowPlace& place, std::size_t& unmappable) {
    TextLines lines(file.subspan(place.offset, place.size));
    std::string text;
    while (const auto line = lines.next()) {
        if (!text.empty()) text.resize(text.size() - kContinued.size());
        unmappable += page.decode(line->bytes, text);
        if (section.kind == SectionKind::directory) break;
    }
    return read_row(trimmed(text, " \t"));
}

std::string section_with_rows(Bytes file, const PrimarySection& section, const std::vector<RowPlace>& rows) {
    std::string text;
    const auto add = [&](const RowPlace& place) {
        text += as_text(file.subspan(place.offset, place.size));
        if (!text.ends_with('\n') && !text.ends_with('\r')) text += "\r\n";
    };
    add(section.title);
    add(section.heading);
    for (const RowPlace& row : rows) add(row);
    return text + "\r\n";
}

std::string section_title(SectionKind kind, std::string_view owner, bool public_folders) {
    if (kind == SectionKind::directory) return std::string(kDirectory);
    const std::string keyword(kind == SectionKind::messages ? kMessages : kAddressBook);
    return keyword + "," + (public_folders ? std::string(kPublic) : row_field(owner));
}

}  // namespace restante::exchange
