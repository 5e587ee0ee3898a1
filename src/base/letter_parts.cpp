#include "base/letter_parts.h"

#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include <cstdint>

namespace restante {

std::u32string letter_parts(char32_t character) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* decomposer = icu::Normalizer2::getNFDInstance(status);
    icu::UnicodeString parts;
    if (U_FAILURE(status) || !decomposer->getDecomposition(static_cast<UChar32>(character), parts)) return {character};
    std::u32string result;
    for (std::int32_t i = 0; i < parts.length(); i = parts.moveIndex32(i, 1))
        result += static_cast<char32_t>(parts.char32At(i));
    return result;
}

}  // namespace restante
