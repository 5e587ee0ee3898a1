// Layouts that nobody is told: every part is picked by the seed, independently of the others.
#pragma once

#include <cstdint>

#include "forge/layouts.h"

namespace restante::forge {

void hide_layouts(Layouts& layouts, std::uint64_t seed);

}  // namespace restante::forge
