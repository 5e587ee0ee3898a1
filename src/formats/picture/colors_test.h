// For tests of this folder.
#pragma once

#include "formats/picture/image.h"

namespace restante::picture {

inline constexpr Color kRed{255, 0, 0, 255}, kGreen{0, 255, 0, 255}, kBlue{0, 0, 255, 255}, kBlack{0, 0, 0, 255},
    kWhite{255, 255, 255, 255};

}  // namespace restante::picture
