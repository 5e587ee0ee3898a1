// The order of the elements of a list: for folders it is what the user chose, and what a reader shows.
// Source: docs/formats/mmf.md "Sorting".
#pragma once

#include <vector>

#include "base/code_page.h"
#include "formats/mmf/list_object.h"

namespace restante::mmf {

namespace sort_kind {
constexpr std::uint16_t kPositional = 0, kBytes = 1, kById = 2, kString = 3, kMask = 3, kDescending = 4;
}  // namespace sort_kind

enum class FolderOrder : std::uint8_t { date, priority, sender, subject, folder_name };
// How a folder list declares that order.
[[nodiscard]] ListSort folder_sort(FolderOrder order, bool descending = false);

// Sorts as declared. Strings are compared without regard to case, by the characters they have in the code page of the
// store; the engine uses the collation of its Windows language, which also knows where accented letters belong.
// `folder_list` is true for the summaries of folders: ties go by date, and prefixes like "RE: " of subjects do not
// count. Positional lists stay as they are; equal elements keep their order.
void sort_list(std::vector<ListElement>& elements, const ListSort& sort, bool folder_list, const CodePage& page);

}  // namespace restante::mmf
