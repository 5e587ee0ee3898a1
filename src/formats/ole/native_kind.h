// What the native data of an embedded object is: by its first bytes where they tell, else by its class.
// Source: docs/formats/ole.md "Native data".
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/bytes.h"

namespace restante::ole {

constexpr std::size_t kNativeHead = 16;  // bytes worth passing to native_kind()

struct NativeKind {
    std::string_view extension{};     // ".doc"
    std::string_view content_type{};  // "application/msword"
    bool contradicted = false;        // the first bytes are not those a file of this class has
};

[[nodiscard]] NativeKind native_kind(std::string_view class_name, Bytes head);

}  // namespace restante::ole
