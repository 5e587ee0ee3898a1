#include "formats/pst/messaging/store_context.h"

#include "base/sha256.h"
#include "formats/pst/little_endian.h"

namespace restante::pst {

ByteVector StoreContext::derived_key(std::uint32_t subject) const {
    ByteVector seed(record_key.begin(), record_key.end());
    append_le(seed, subject);
    const Sha256::Digest digest = Sha256::of(seed);
    return ByteVector(digest.begin(), digest.begin() + 16);
}

ByteVector StoreContext::entry_id(Nid nid) const {
    ByteVector id(4);
    append_bytes(id, record_key);
    append_le(id, nid);
    return id;
}

}  // namespace restante::pst
