// What all writers of a postoffice's files share.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "base/byte_writer.h"
#include "base/code_page.h"
#include "base/result.h"
#include "forge/layouts.h"
#include "forge/output_directory.h"
#include "forge/plan.h"
#include "formats/postoffice/records/field_access.h"

namespace restante::forge {

class Office {
public:
    // bad_value: no such layout; unsupported: a code page is missing.
    static Result<Office> create(Plan plan, OutputDirectory output);

    Plan plan;
    Layouts layouts;
    OutputDirectory output;

    [[nodiscard]] std::string dos_text(std::string_view utf8) const;      // code page 850: the postoffice
    [[nodiscard]] std::string windows_text(std::string_view utf8) const;  // code page 1252: message files
    // Fields of records in code page 850, below the cipher where the layout says so.
    [[nodiscard]] postoffice::FieldCipher cipher() const;
    // What a record is filled with before its fields are written.
    [[nodiscard]] ByteVector residue(std::size_t size, std::uint64_t number) const;

private:
    Office(Plan a_plan, Layouts a_layout, OutputDirectory an_output, CodePage dos, CodePage windows)
        : plan(std::move(a_plan)),
          layouts(std::move(a_layout)),
          output(std::move(an_output)),
          dos_(std::move(dos)),
          windows_(std::move(windows)) {}

    CodePage dos_, windows_;
};

// At most `size` bytes of it, NULs behind.
[[nodiscard]] ByteVector padded(std::string_view text, std::size_t size);

}  // namespace restante::forge
