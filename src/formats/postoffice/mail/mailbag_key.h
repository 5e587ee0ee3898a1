// The bitmap that says which headers of a mailbag are deleted (KEY, 560 bytes). Where it lies, and how its bits count,
// is not documented: all variants are tried, and what they disagree about stays unknown. Source:
// docs/formats/postoffice-mail.md 7.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/finding.h"
#include "formats/postoffice/mail/choice.h"

namespace restante::postoffice {

constexpr std::size_t kKeySize = 560;
constexpr std::size_t kKeyBitmapSize = 512;
constexpr std::size_t kKeyBitmapOffset = 0x30;  // the likely one; the other is 0

struct KeyVariant {
    std::size_t offset = kKeyBitmapOffset;
    bool high_bit_first = false;
    bool set_is_live = false;

    bool operator==(const KeyVariant&) const = default;
    // What the articles suggest (Q77926, Q120220); the others must prove more.
    [[nodiscard]] bool likely() const { return offset == kKeyBitmapOffset && !set_is_live; }
    [[nodiscard]] std::string describe() const;
};

[[nodiscard]] const std::vector<KeyVariant>& key_variants();

// One mailbag with its key file. A key of another size is taken as far as it goes.
struct KeySample {
    Bytes key{};                          // borrowed
    std::vector<std::string> messages{};  // MAI name of every header, in order
};

// Whether there is a MAI file of that name.
using MessageExists = std::function<bool(std::string_view name)>;

// Whether header `index` is live; nothing when the file does not reach that far.
[[nodiscard]] std::optional<bool> is_live(Bytes key, std::size_t index, const KeyVariant& variant);
// Marks it. `key` must have kKeySize bytes and `index` be below kMaximumMailbagHeaders.
void set_live(MutableBytes key, std::size_t index, bool live, const KeyVariant& variant);

// Indices into key_variants(). For a variant speak live headers whose MAI exists, dead ones whose MAI is gone; against
// it live headers without MAI, messages that headers name and none of them keeps alive, and bits behind the last
// header.
[[nodiscard]] VariantChoice choose_key_variant(const std::vector<KeySample>& samples, const MessageExists& exists);

// Whether the key says anything of headers behind the last one, whichever variant of those that stand is right; of a
// mailbag without headers, whether it says anything at all.
[[nodiscard]] bool speaks_of_more_headers(Bytes key, std::size_t header_count,
                                          const std::vector<std::size_t>& standing);

struct HeaderLists {
    std::vector<std::size_t> live{}, dead{};
    std::vector<std::size_t> unknown{};  // the standing variants disagree, or the file is too short
};

// `standing`: indices into key_variants().
[[nodiscard]] HeaderLists header_lists(Bytes key, std::size_t header_count, const std::vector<std::size_t>& standing,
                                       Findings& findings, std::string_view item = {});

}  // namespace restante::postoffice
