// Which parts of a file are in use, and how often each block is. Source: docs/formats/pst.md sections 5 and 7.
#pragma once

#include "formats/pst/reader/node_file.h"

namespace restante::pst::reader {

// Compares the maps of free space, the places of blocks and pages, and the header's totals with each other.
void check_space(const NodeFile& file, const Report& report);

// Reads every block once and compares the reference counts with the references there are.
void check_blocks(const NodeFilePointer& file, const Report& report);

}  // namespace restante::pst::reader
