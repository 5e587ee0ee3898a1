// Senders and recipients as model addresses. Source: docs/formats/mmf-records.md "Triples".
#pragma once

#include <vector>

#include "base/bytes.h"
#include "formats/mmf/triples.h"
#include "model/address.h"
#include "sources/mmf/store_text.h"

namespace restante::sources {

// Every triple of the attribute, in order. True in `complete` unless the list breaks off.
std::vector<model::Address> read_addresses(Bytes attribute, StoreText& text, bool& complete);

}  // namespace restante::sources
