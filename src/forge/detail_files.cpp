#include "forge/detail_files.h"

#include "formats/postoffice/mail/string_cipher.h"
#include "formats/postoffice/records/detail_template.h"

namespace restante::forge {
namespace {

constexpr std::size_t kWidth = 30;  // characters of each value

postoffice::DetailTemplate form_of(const Details& details) {
    postoffice::DetailTemplate form;
    for (std::size_t i = 0; i < details.size(); ++i)
        form.lines.push_back(
            postoffice::template_line({.prompt = details[i].first + ":", .start = 14, .width = kWidth, .edit = "LNP"}));
    return form;
}

}  // namespace

// One record for each record of the ACCESS files (which record is whose is not documented).
Result<void> write_detail_files(const Office& office) {
    const postoffice::DetailTemplate form = form_of(office.plan.accounts.front().details());
    TRY_VOID(office.output.write("TPL/ADMIN.TPL", postoffice::write_template(form)));
    ByteWriter records;
    for (const Account& account : office.plan.accounts) {
        std::string record;
        for (const auto& [label, value] : account.details()) {
            std::string field = office.dos_text(value);
            field.resize(kWidth, ' ');
            record += field;
        }
        records.bytes(office.layouts.details_enciphered ? postoffice::encoded(as_bytes(record))
                                                        : ByteVector(record.begin(), record.end()));
    }
    return office.output.write("INF/ADMIN.INF", records.view());
}

}  // namespace restante::forge
