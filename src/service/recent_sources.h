// Which sources were examined before, for front ends that offer them again. Paths and nothing else, in a file that only
// the user may read, in his state directory.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace restante::service {

constexpr std::size_t kMostRecentSources = 10;

// The newest first; only those that are still there. What cannot be read is as good as nothing: it is a convenience.
[[nodiscard]] std::vector<std::string> recent_sources();

// Puts an absolute path in front. A path with a line end is not kept. Nothing is said when it cannot be written.
void remember_source(const std::string& path);

}  // namespace restante::service
