#include "formats/mmf/address_text.h"

#include <algorithm>
#include <string_view>

#include "base/byte_reader.h"
#include "formats/mmf/attribute.h"

namespace restante::mmf {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t kProviderIdOffset = 4;
constexpr std::string_view kXabProvider = "XAB NSP\0"sv;
constexpr std::size_t kXabKindOffset = 0x14;
constexpr std::uint32_t kXabShortForm = 6;
constexpr std::size_t kXabShortAddress = 0x1C, kXabLongAddress = 0x45;
constexpr std::string_view kSmtp = "SMTP";

}  // namespace

AddressText split_address(Bytes text) {
    const Bytes all = until_nul(text);
    const auto colon = std::find(all.begin(), all.end(), ':');
    if (colon == all.end()) return {all, {}};
    const auto length = static_cast<std::size_t>(colon - all.begin());
    return {all.first(length), all.subspan(length + 1)};
}

std::optional<Bytes> xab_address(Bytes provider_id) {
    if (provider_id.size() < kXabShortAddress) return std::nullopt;
    if (as_text(provider_id.subspan(kProviderIdOffset, kXabProvider.size())) != kXabProvider) return std::nullopt;
    const auto kind = ByteReader(provider_id.subspan(kXabKindOffset)).le<std::uint32_t>();
    const std::size_t start = kind && *kind == kXabShortForm ? kXabShortAddress : kXabLongAddress;
    if (start >= provider_id.size()) return std::nullopt;
    return until_nul(provider_id.subspan(start));
}

std::optional<AddressText> triple_address(const Triple& triple) {
    switch (triple.kind) {
        case triple::kResolved:
        case triple::kOneOff:
        case triple::kGroup:
            if (triple.data_field.empty()) return std::nullopt;
            return split_address(triple.data_field);
        case triple::kProvider:
        case triple::kProviderGroup:
            if (const auto address = xab_address(triple.data_field)) return AddressText{as_bytes(kSmtp), *address};
            return std::nullopt;
        default:
            return std::nullopt;
    }
}

}  // namespace restante::mmf
