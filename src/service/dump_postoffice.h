// A single file of a postoffice as its format sees it, line by line with file offsets.
#pragma once

#include "base/byte_source.h"
#include "service/dump.h"
#include "service/postoffice_file.h"

namespace restante::service {

// Fields whose place is known from documents; with `raw` the bytes as stored, too. Where passwords may lie no byte
// without a known meaning is shown. Of folders `tree` shows messages only. Errors: io, too_large; of a message what
// read_mai says.
Result<void> dump_postoffice_file(const PostofficeFile& kind, const ByteSource& file, const DumpRequest& request,
                                  const LineSink& sink);

}  // namespace restante::service
