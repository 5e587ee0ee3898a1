// For tests of this folder: an object's data in one piece.
#pragma once

#include <gtest/gtest.h>

#include "formats/mmf/store.h"

namespace restante::mmf {

inline ByteVector body_of(const Object& object) {
    ByteVector body(object.size());
    EXPECT_TRUE(object.read(0, body)) << object.oid().hex();
    return body;
}

inline ByteVector body_of(const Store& store, Oid oid) {
    const auto object = store.object(oid);
    EXPECT_TRUE(object) << oid.hex();
    return object ? body_of(*object) : ByteVector{};
}

}  // namespace restante::mmf
