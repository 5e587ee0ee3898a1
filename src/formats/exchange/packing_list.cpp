#include "formats/exchange/packing_list.h"

#include <charconv>
#include <optional>
#include <system_error>
#include <utility>

#include "base/ascii.h"
#include "base/code_page.h"
#include "formats/exchange/migration_row.h"
#include "formats/exchange/text_lines.h"

namespace restante::exchange {
namespace {

constexpr std::string_view kListColumns[] = {"Filename", "Filetype"};
constexpr std::string_view kPrimary = "Primary", kSecondary = "Secondary";

std::optional<int> code_page_in(std::string_view line) {
    line = trimmed(line);
    int number = 0;
    const auto [rest, error] = std::from_chars(line.data(), line.data() + line.size(), number);
    if (error != std::errc{} || rest != line.data() + line.size() || number <= 0) return std::nullopt;
    return number;
}

bool names_columns(std::string_view line) {
    const auto row = read_row(line);
    return row && row->size() >= 2 && equals_ignoring_ascii_case((*row)[0].text, kListColumns[0]) &&
           equals_ignoring_ascii_case((*row)[1].text, kListColumns[1]);
}

// The next line that says something: no blank one and no comment.
std::optional<TextLine> next_line(TextLines& lines) {
    while (auto line = lines.next()) {
        const std::string_view text = trimmed(as_text(line->bytes));
        if (!text.empty() && !text.starts_with('!')) return line;
    }
    return std::nullopt;
}

void read_entry(std::string_view line, std::size_t number, PackingList& list) {
    const auto row = read_row(line);
    if (row && row->size() >= 2 && !(*row)[0].text.empty()) {
        for (const auto& [kind, files] : {std::pair(kPrimary, &list.primary), std::pair(kSecondary, &list.secondary)}) {
            if (!equals_ignoring_ascii_case((*row)[1].text, kind)) continue;
            files->push_back((*row)[0].text);
            return;
        }
    }
    list.odd_lines.push_back(number);
}

}  // namespace

bool is_packing_list(Bytes start) {
    TextLines lines(start);
    const auto number = next_line(lines);
    if (!number || !code_page_in(as_text(number->bytes))) return false;
    const auto columns = next_line(lines);
    return columns && names_columns(as_text(columns->bytes));
}

Result<PackingList> read_packing_list(Bytes bytes) {
    TextLines lines(bytes);
    PackingList list;
    const auto number = next_line(lines);
    const auto code_page = number ? code_page_in(as_text(number->bytes)) : std::nullopt;
    if (!code_page)
        return fail(Errc::bad_magic, "the packing list does not begin with the number of a code page",
                    number ? number->offset : 0);
    list.code_page = *code_page;
    const auto columns = next_line(lines);
    if (!columns || !names_columns(as_text(columns->bytes)))
        return fail(Errc::bad_magic, "the packing list has no row Filename,Filetype",
                    columns ? columns->offset : bytes.size());
    // Names are decoded where the page is known; where it is not, those of other letters cannot be found.
    const auto page = CodePage::numbered(*code_page);
    while (const auto line = next_line(lines)) {
        const std::string text = page ? page->decode(line->bytes) : std::string(as_text(line->bytes));
        read_entry(text, line->number, list);
    }
    return list;
}

std::string packing_list_text(const PackingList& list) {
    std::string text = std::to_string(list.code_page) + "\r\n\r\n" + std::string(kListColumns[0]) + "," +
                       std::string(kListColumns[1]) + "\r\n";
    for (const auto& [kind, files] : {std::pair(kPrimary, &list.primary), std::pair(kSecondary, &list.secondary)})
        for (const std::string& name : *files) {
            // A dot is no reason for quotes here: every file name has one.
            const bool plain = name.find_first_of("#!,\\\"%; ") == std::string::npos;
            text += (plain ? name : row_field(name)) + "," + std::string(kind) + "\r\n";
        }
    return text;
}

}  // namespace restante::exchange
