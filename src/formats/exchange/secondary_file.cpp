#include "formats/exchange/secondary_file.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <system_error>
#include <utility>

#include "base/ascii.h"
#include "formats/exchange/migration_row.h"

namespace restante::exchange {
namespace {

constexpr std::string_view kDataHeading = "Type,Length,Encoding,Islast,Name,Position,Format\r\n";
constexpr std::array<std::string_view, 5> kDataKinds{"Body", "Attachment", "Schedule", "Document", "Other"};
constexpr std::string_view kMacbinary = "Macbinary", kNone = "None";
constexpr std::size_t kDataFields = 7;
// Between the data and the next header: whether the length counts the last line end differs between writers, and a
// blank line may stand there.
constexpr std::array<std::string_view, 6> kDataEnds{"", "\r\n", "\r\n\r\n", "\n", "\n\n", "\r"};

template <class Number>
std::optional<Number> data_number(std::string_view text) {
    Number number{};
    const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || rest != text.data() + text.size()) return std::nullopt;
    return number;
}

struct DataHeader {
    DataSection section{};
    std::uint64_t data_offset = 0;
};

// The row at that place, without its end; `end` is what stands behind the end.
Result<std::string> header_line(const ByteSource& file, std::uint64_t offset, std::uint64_t& end) {
    if (offset >= file.size()) return fail(Errc::truncated, "the file ends before that place", offset);
    ByteVector bytes(static_cast<std::size_t>(std::min<std::uint64_t>(file.size() - offset, kLongestDataHeader)));
    TRY_VOID(file.read(offset, bytes));
    const std::string_view text = as_text(bytes);
    const std::size_t length = text.find_first_of("\r\n");
    if (length == std::string_view::npos) return fail(Errc::bad_value, "no header row begins there", offset);
    end = offset + length + (text.substr(length).starts_with("\r\n") ? 2 : 1);
    return std::string(text.substr(0, length));
}

Result<DataHeader> read_header(const ByteSource& file, std::uint64_t offset, const CodePage& page) {
    const auto none = [offset] { return fail(Errc::bad_value, "no header row begins there", offset); };
    DataHeader header;
    const std::string line = TRY(header_line(file, offset, header.data_offset));
    const auto row = read_row(page.decode(as_bytes(line)));
    if (!row || row->size() < 4) return none();
    const auto text = [&row](std::size_t field) -> std::string_view {
        return field < row->size() ? std::string_view((*row)[field].text) : std::string_view();
    };
    const auto kind = std::ranges::find_if(
        kDataKinds, [&](std::string_view name) { return equals_ignoring_ascii_case(name, text(0)); });
    const auto length = data_number<std::uint64_t>(text(1));
    const bool last = equals_ignoring_ascii_case(text(3), "TRUE");
    if (kind == kDataKinds.end() || !length || (!last && !equals_ignoring_ascii_case(text(3), "FALSE"))) return none();
    DataSection& section = header.section;
    section.kind = static_cast<DataKind>(kind - kDataKinds.begin());
    section.offset = offset;
    section.length = *length;
    section.last = last;
    section.name = text(4);
    section.position = data_number<std::int64_t>(text(5));
    section.macbinary = equals_ignoring_ascii_case(text(6), kMacbinary);
    return header;
}

// The header behind data that ends at `offset`.
Result<DataHeader> next_header(const ByteSource& file, std::uint64_t offset, const CodePage& page) {
    for (const std::string_view between : kDataEnds) {
        if (between.size() > file.size() - offset) continue;
        ByteVector bytes(between.size());
        TRY_VOID(file.read(offset, bytes));
        if (as_text(bytes) != between) continue;
        auto header = read_header(file, offset + between.size(), page);
        if (header || header.error().code == Errc::io) return header;
    }
    return fail(Errc::bad_value, "the next section does not begin where its length ends", offset);
}

// Nothing but line ends, or the mark that ends a text, stands behind.
bool ends_file(const ByteSource& file, std::uint64_t offset) {
    constexpr std::uint64_t kMostBlank = 16;  // bytes
    if (file.size() - offset > kMostBlank) return false;
    ByteVector rest(static_cast<std::size_t>(file.size() - offset));
    return file.read(offset, rest) && as_text(rest).find_first_not_of("\r\n\x1A") == std::string_view::npos;
}

}  // namespace

Result<DataSections> read_data_sections(const ByteSourcePointer& file, std::uint64_t offset, const CodePage& page,
                                        std::size_t most) {
    DataSections sections;
    DataHeader header = TRY(read_header(*file, offset, page));
    for (;;) {
        const std::uint64_t there = file->size() - header.data_offset;
        const bool cut = header.section.length > there;
        const std::uint64_t length = cut ? there : header.section.length;
        header.section.data = std::make_shared<const ByteRange>(file, header.data_offset, length);
        header.section.data_offset = header.data_offset;
        const bool last = header.section.last;
        const std::uint64_t end = header.data_offset + length;
        sections.list.push_back(std::move(header.section));
        if (cut) {
            sections.broken = "the file ends inside the data";
            sections.broken_at = file->size();
            return sections;
        }
        if (last) {
            sections.leads_on = ends_file(*file, end) || next_header(*file, end, page);
            return sections;
        }
        auto next = sections.list.size() >= most
                        ? Result<DataHeader>(fail(Errc::too_large, "there are too many sections", end))
                        : next_header(*file, end, page);
        if (!next) {
            sections.broken = next.error().what;
            sections.broken_at = end;
            return sections;
        }
        header = std::move(*next);
    }
}

Result<void> SecondaryWriter::begin() { return append(as_bytes(kDataHeading)); }

Result<std::size_t> SecondaryWriter::begin_section(const DataSection& section) {
    const bool named = section.kind == DataKind::attachment || section.kind == DataKind::schedule ||
                       section.kind == DataKind::document;
    std::vector<std::string> fields(kDataFields);
    fields[0] = kDataKinds[static_cast<std::size_t>(section.kind)];
    fields[1] = std::to_string(section.length);
    fields[3] = section.last ? "TRUE" : "FALSE";
    if (named) fields[4] = row_field(section.name);
    if (section.position) fields[5] = std::to_string(*section.position);
    if (section.kind == DataKind::attachment) fields[6] = section.macbinary ? kMacbinary : kNone;
    std::string row;
    const std::size_t lost = page_.encode(joined_row(fields) + "\r\n", row);
    TRY_VOID(append(as_bytes(row)));
    return lost;
}

Result<void> SecondaryWriter::append(Bytes bytes) {
    TRY_VOID(out_.append(bytes));
    offset_ += bytes.size();
    return {};
}

Result<void> SecondaryWriter::end_section() { return append(as_bytes("\r\n")); }

}  // namespace restante::exchange
