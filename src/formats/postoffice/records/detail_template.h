// *.TPL describes the details kept for an address (phone, office ...), *.INF holds them. Source:
// docs/formats/postoffice-records.md (Q87432, Q112913, Q117927).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/finding.h"
#include "formats/postoffice/records/field_access.h"

namespace restante::postoffice {

// Text is in the postoffice's code page.
struct TemplateField {
    std::string prompt{};  // "Phone #1:"
    std::size_t start = 0, width = 0;
    std::string edit{};  // letters of U N L P A
    std::string data{}, internal{};

    bool operator==(const TemplateField&) const = default;
};

struct TemplateLine {
    std::string text{};                    // without its end; "prompt~start~width~edit~data~internal"
    std::optional<TemplateField> field{};  // nothing: not understood
};

struct DetailTemplate {
    std::vector<TemplateLine> lines{};
    std::string end_of_line = "\r";
    bool ended = true;  // the last line, too
    ByteVector rest{};  // from the first NUL or end-of-file mark (1A) on

    // Of a record of details: the widths and, in front of each, the internal text.
    [[nodiscard]] std::size_t record_size() const;
};

constexpr std::size_t kWidestDetail = 4096;

[[nodiscard]] DetailTemplate read_template(Bytes bytes, std::string_view file, Findings& findings);
[[nodiscard]] ByteVector write_template(const DetailTemplate& form);
[[nodiscard]] TemplateLine template_line(const TemplateField& field);

struct Detail {
    std::string label{};  // the prompt without colon and blanks
    std::string value{};
};

struct DetailRecord {
    ByteVector raw{};
    std::vector<Detail> details{};  // none when the bytes are not understood
};

struct DetailFile {
    std::vector<DetailRecord> records{};
    ByteVector rest{};  // behind the last whole record
};

// The cipher is tried when the bytes are no text as they stand. Bytes that are no text either way are kept raw; the
// file's findings say how many records.
[[nodiscard]] DetailFile read_details(Bytes bytes, const DetailTemplate& form, const FieldCipher& cipher,
                                      std::string_view file, Findings& findings);
// The raw bytes: details are not written back.
[[nodiscard]] ByteVector write_details(const DetailFile& details);

}  // namespace restante::postoffice
