#include "service/source_hashes.h"

#include <utility>

#include "base/sha256.h"

namespace restante::service {

SourceHashes::SourceHashes(const sources::Source& source, Sink sink)
    : thread_([this, &source, sink = std::move(sink)](const std::stop_token& stop) {
          source.visit_files([&](const sources::OpenableFile& file) {
              ledger::SourceFile one{file.path, file.size, {}};
              if (const auto bytes = file.open())
                  if (auto hash = Sha256::hex_of(**bytes)) one.sha256 = std::move(*hash);
              hashed_.push_back(std::move(one));
              if (hashed_.size() < kFilesAtOnce) return !stop.stop_requested();
              written_ = sink(hashed_);
              hashed_.clear();
              return written_ && !stop.stop_requested();
          });
      }) {}

Result<std::vector<ledger::SourceFile>> SourceHashes::finish() {
    if (thread_.joinable()) thread_.join();
    if (!written_) return fail(std::move(written_.error()));
    return std::move(hashed_);
}

Result<std::vector<ledger::SourceFile>> SourceHashes::stop() {
    thread_.request_stop();
    return finish();
}

}  // namespace restante::service
