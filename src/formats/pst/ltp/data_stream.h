// Values too large for a heap: data trees written from memory or, piece by piece, from a source.
#pragma once

#include <cstdint>
#include <optional>

#include "base/byte_source.h"
#include "base/bytes.h"
#include "base/result.h"
#include "formats/pst/ndb/database.h"

namespace restante::pst::ltp {

Result<ndb::DataReference> write_bytes(ndb::Database& database, Bytes bytes);

struct WrittenStream {
    ndb::DataReference data{};
    std::optional<Error> cut{};  // the source failed here; `data` holds what came before
};

// Errors are those of the database; a source that cannot be read to its end is cut, because what has been written
// cannot be taken back.
Result<WrittenStream> write_stream(ndb::Database& database, const ByteSource& source);

}  // namespace restante::pst::ltp
