// For tests of this folder: the bytes of postoffices that were printed in public articles.
#pragma once

#include <string>

#include "base/file_content_test.h"

namespace restante::postoffice::mail_samples {

inline std::string folder() { return std::string(RESTANTE_TESTS) + "/samples/postoffice"; }
inline ByteVector bytes(const std::string& name) { return test_files::bytes_of(folder() + "/" + name); }

}  // namespace restante::postoffice::mail_samples
