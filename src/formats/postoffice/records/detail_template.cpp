#include "formats/postoffice/records/detail_template.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "base/ascii.h"
#include "base/byte_writer.h"
#include "base/bytes.h"
#include "base/finding.h"
#include "base/messages.h"
#include "formats/postoffice/records/field_access.h"

namespace restante::postoffice {
namespace {

constexpr char kTilde = '~';
constexpr std::size_t kTemplateParts = 6;
constexpr std::size_t kFewestLetters = 2;  // of a record, or anything would be text

std::optional<std::size_t> template_number(std::string_view text) {
    std::size_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || value > kWidestDetail) return std::nullopt;
    return value;
}

std::optional<TemplateField> template_field(std::string_view line) {
    std::array<std::string_view, kTemplateParts> parts;
    for (std::size_t i = 0; i < kTemplateParts; ++i) {
        const std::size_t end = line.find(kTilde);
        if ((end == std::string_view::npos) != (i + 1 == kTemplateParts)) return std::nullopt;
        parts.at(i) = line.substr(0, end);
        if (end != std::string_view::npos) line.remove_prefix(end + 1);
    }
    const auto start = template_number(trimmed(parts[1]));
    const auto width = template_number(trimmed(parts[2]));
    if (!start || !width) return std::nullopt;
    return TemplateField{.prompt = std::string(parts[0]),
                         .start = *start,
                         .width = *width,
                         .edit = std::string(parts[3]),
                         .data = std::string(parts[4]),
                         .internal = std::string(parts[5])};
}

// Text padded with blanks or NUL: no control characters, none behind the first NUL, and more letters than none.
bool plausible_detail(std::string_view value) {
    const std::size_t end = std::min(value.find('\0'), value.size());
    if (value.find_first_not_of('\0', end) != std::string_view::npos) return false;
    return std::ranges::none_of(value.substr(0, end), [](char letter) { return letter > 0 && letter < ' '; });
}

std::string detail_label(std::string_view prompt) { return std::string(trimmed(prompt, " \t:.")); }

std::optional<std::vector<Detail>> details_of(Bytes record, const DetailTemplate& form) {
    std::vector<Detail> details;
    std::size_t position = 0, letters = 0;
    for (const TemplateLine& line : form.lines) {
        if (!line.field) continue;
        position += line.field->internal.size();
        const std::string_view value = as_text(record.subspan(position, line.field->width));
        position += line.field->width;
        if (!plausible_detail(value)) return std::nullopt;
        const std::string_view text = trimmed(as_text(until_nul(as_bytes(value))));
        letters += text.size();
        details.push_back({detail_label(line.field->prompt), std::string(text)});
    }
    const bool blank = std::ranges::all_of(record, [](std::uint8_t byte) { return byte == 0 || byte == ' '; });
    if (letters < kFewestLetters && !blank) return std::nullopt;
    return details;
}

}  // namespace

std::size_t DetailTemplate::record_size() const {
    std::size_t size = 0;
    for (const TemplateLine& line : lines)
        if (line.field) size += line.field->width + line.field->internal.size();
    return size;
}

DetailTemplate read_template(Bytes bytes, std::string_view file, Findings& findings) {
    DetailTemplate form;
    const std::string_view all = as_text(bytes);
    const std::size_t end = std::min(all.find_first_of(std::string_view("\0\x1A", 2)), all.size());
    form.rest.assign(bytes.begin() + static_cast<std::ptrdiff_t>(end), bytes.end());
    std::string_view text = all.substr(0, end);
    if (text.find("\r\n") != std::string_view::npos) form.end_of_line = "\r\n";
    while (!text.empty()) {
        const std::size_t length = text.find(form.end_of_line);
        form.ended = length != std::string_view::npos;
        const std::string_view line = text.substr(0, length);
        form.lines.push_back({std::string(line), template_field(line)});
        if (!form.lines.back().field && !trimmed(line).empty())
            findings.add(MessageId::postoffice_template_line, fmt::format("line {}", form.lines.size()),
                         std::string(file), static_cast<std::uint64_t>(line.data() - all.data()));
        if (!form.ended) break;
        text.remove_prefix(length + form.end_of_line.size());
    }
    return form;
}

ByteVector write_template(const DetailTemplate& form) {
    ByteWriter writer;
    for (const TemplateLine& line : form.lines) {
        writer.text(line.text);
        if (form.ended || &line != &form.lines.back()) writer.text(form.end_of_line);
    }
    writer.bytes(form.rest);
    return std::move(writer).take();
}

TemplateLine template_line(const TemplateField& field) {
    return {fmt::format("{}~{}~{}~{}~{}~{}", field.prompt, field.start, field.width, field.edit, field.data,
                        field.internal),
            field};
}

DetailFile read_details(Bytes bytes, const DetailTemplate& form, const FieldCipher& cipher, std::string_view file,
                        Findings& findings) {
    DetailFile result;
    const std::size_t size = form.record_size();
    std::size_t unread = 0;
    while (size > 0 && bytes.size() >= size) {
        const Bytes raw = bytes.first(size);
        auto details = details_of(raw, form);
        if (!details && cipher.decode) {
            const ByteVector plain = cipher.decode(raw);
            if (plain.size() == size) details = details_of(plain, form);
        }
        if (!details) ++unread;
        result.records.push_back({{raw.begin(), raw.end()}, details.value_or(std::vector<Detail>{})});
        bytes = bytes.subspan(size);
    }
    result.rest.assign(bytes.begin(), bytes.end());
    if (unread > 0)
        findings.add(MessageId::postoffice_template_data,
                     fmt::format("{} of {} records", unread, result.records.size()), std::string(file));
    if (!result.rest.empty())
        findings.add(MessageId::postoffice_partial_record,
                     fmt::format("{} bytes behind record {}, too few for another of {}", result.rest.size(),
                                 result.records.size(), size),
                     std::string(file), result.records.size() * size);
    return result;
}

ByteVector write_details(const DetailFile& details) {
    ByteWriter writer;
    for (const DetailRecord& record : details.records) writer.bytes(record.raw);
    writer.bytes(details.rest);
    return std::move(writer).take();
}

}  // namespace restante::postoffice
