#include "service/table_text.h"

#include "base/bytes.h"
#include "base/code_page.h"
#include "formats/csv/csv_reader.h"

namespace restante::service {
namespace {

constexpr int kWindows = 1252;  // what spreadsheets save when they do not save Unicode

}  // namespace

Result<std::string> table_text(std::string_view bytes) {
    if (csv::encoding_of(bytes) != csv::Encoding::other) return csv::to_utf8(bytes);
    if (bytes.find('\0') != std::string_view::npos) return fail(Errc::bad_value, "this is no text", 1);
    return TRY(CodePage::numbered(kWindows)).decode(as_bytes(bytes));
}

}  // namespace restante::service
