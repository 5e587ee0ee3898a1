// What follows in an OLE 1 stream. Source: [MS-OLEDS] 2.2.1, 2.2.4; 3 is what OLE 1 itself wrote for static objects
// (docs/formats/ole.md "The stream").
#pragma once

#include <cstdint>

namespace restante::ole::format_id {

constexpr std::uint32_t kNone = 0;
constexpr std::uint32_t kLinked = 1;
constexpr std::uint32_t kEmbedded = 2;
constexpr std::uint32_t kStatic = 3;
constexpr std::uint32_t kPresentation = 5;

}  // namespace restante::ole::format_id
