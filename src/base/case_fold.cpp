#include "base/case_fold.h"

#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace restante {

std::string fold_case(std::string_view utf8) {
    icu::UnicodeString text = icu::UnicodeString::fromUTF8({utf8.data(), static_cast<std::int32_t>(utf8.size())});
    UErrorCode status = U_ZERO_ERROR;
    if (const icu::Normalizer2* composer = icu::Normalizer2::getNFCInstance(status); U_SUCCESS(status)) {
        text.foldCase();
        text = composer->normalize(text, status);
    }
    std::string folded;
    text.toUTF8String(folded);
    return folded;
}

}  // namespace restante
