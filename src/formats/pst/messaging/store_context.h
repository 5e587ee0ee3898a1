// What everything that writes objects of one store shares.
#pragma once

#include <cstdint>

#include "formats/pst/ltp/text_codec.h"
#include "formats/pst/messaging/schemas.h"
#include "formats/pst/ndb/database.h"
#include "formats/pst/property.h"

namespace restante::pst {

struct StoreContext {
    ndb::Database& database;
    ltp::TextCodec codec;
    Schemas schemas;
    Guid record_key{};  // identity of the store: part of every entry id
    FileTime time{};    // of what has no time of its own
    std::uint32_t next_message = 0x10001;
    std::uint32_t next_associated = 0x8001;

    // "subject" made into an id that is the same in every run.
    [[nodiscard]] ByteVector derived_key(std::uint32_t subject) const;
    // The entry id of a folder or message of this store.
    [[nodiscard]] ByteVector entry_id(Nid nid) const;
};

}  // namespace restante::pst
