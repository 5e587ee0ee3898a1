// How the data of a triple names an address: "TYPE:address" text, or the id of a provider.
// Source: docs/formats/mmf-records.md "Address data".
#pragma once

#include <optional>

#include "base/bytes.h"
#include "formats/mmf/triples.h"

namespace restante::mmf {

// Views into the data; exactly as stored, nothing is upper-cased.
struct AddressText {
    Bytes type{};     // before the first ':'; the whole text when there is none
    Bytes address{};  // behind it; empty when there is none
};

// Up to the first NUL.
[[nodiscard]] AddressText split_address(Bytes text);

// The address inside a provider id of "XAB NSP"; nothing for other providers and for ids that are cut off.
[[nodiscard]] std::optional<Bytes> xab_address(Bytes provider_id);

// What kind of address a triple has: text for resolved, one-off and group triples, SMTP for those of "XAB NSP",
// nothing for the others.
[[nodiscard]] std::optional<AddressText> triple_address(const Triple& triple);

}  // namespace restante::mmf
