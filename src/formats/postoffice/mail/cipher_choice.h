// Which variant of the string cipher a postoffice uses, found by trying them all on its texts.
// Source: docs/formats/postoffice-mail.md 3.2.
#pragma once

#include <cstddef>
#include <vector>

#include "base/bytes.h"
#include "formats/postoffice/mail/choice.h"
#include "formats/postoffice/mail/string_cipher.h"

namespace restante::postoffice {

// Tenths of a bit: how much more the natural variant is to be expected than any other.
constexpr std::int64_t kNaturalLead = 80;
constexpr std::size_t kTextSampleBytes = 256UL * 1024;  // of all samples together; what is beyond is not looked at

struct TextVariant {
    CipherVariant cipher{};
    bool chained = false;  // a text of several elements is deciphered as if it were one

    bool operator==(const TextVariant&) const = default;
};

// Every cipher variant, each unchained and chained, the natural one first.
[[nodiscard]] const std::vector<TextVariant>& text_variants();

// The elements of one text, as stored.
using StoredText = std::vector<ByteVector>;

// The elements deciphered, one behind the other.
[[nodiscard]] ByteVector read_text(const StoredText& text, const TextVariant& variant);
[[nodiscard]] StoredText write_text(Bytes plain, const TextVariant& variant, std::size_t element_size);
// Whether both variants must read a text of these elements alike.
[[nodiscard]] bool same_for(const TextVariant& left, const TextVariant& right, const StoredText& text);

// Indices into `variants`, the most probable first. Confirmed: bytes that may be text; contradicted: bytes that may
// not. Left standing is the variant under which the texts are by far the most probable, with those that read the same
// or nearly; none when even that one gives no text.
[[nodiscard]] VariantChoice choose_text_variant(const std::vector<StoredText>& samples,
                                                const std::vector<TextVariant>& variants = text_variants());

}  // namespace restante::postoffice
