#include "service/source_hashes.h"

#include <utility>

#include "base/sha256.h"

namespace restante::service {

SourceHashes::SourceHashes(const sources::Source& source)
    : thread_([this, files = source.files()](const std::stop_token& stop) {
          for (const sources::OpenableFile& file : files) {
              if (stop.stop_requested()) return;
              ledger::SourceFile one{file.path, file.size, {}};
              if (const auto bytes = file.open())
                  if (auto hash = Sha256::hex_of(**bytes)) one.sha256 = std::move(*hash);
              hashed_.push_back(std::move(one));
          }
      }) {}

std::vector<ledger::SourceFile> SourceHashes::finish() {
    if (thread_.joinable()) thread_.join();
    return std::move(hashed_);
}

std::vector<ledger::SourceFile> SourceHashes::stop() {
    thread_.request_stop();
    return finish();
}

}  // namespace restante::service
