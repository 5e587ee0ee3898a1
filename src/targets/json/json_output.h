// Where the JSON lines go: a file that appears by rename, a device or pipe, or standard output.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

namespace restante::targets {

class JsonOutput {
public:
    // Says whether `path` may become our output, without touching anything. exists: a file that does not begin with
    // `signature`, unless `overwrite`; usage: a directory; denied; not_found is no error, parents are made later.
    static Result<void> check(const std::string& path, std::string_view signature, bool overwrite);

    // "mail.json" -> "mail.restante-report"; "" for what is no ordinary file.
    static std::string report_path(const std::string& path);

    // "-": standard output. denied, no_space, io; conflict: another run is writing the same file.
    static Result<std::unique_ptr<JsonOutput>> create(const std::string& path);
    JsonOutput(const JsonOutput&) = delete;
    JsonOutput& operator=(const JsonOutput&) = delete;
    ~JsonOutput();  // without publish(): removes the temporary file

    Result<void> append(std::string_view text);
    [[nodiscard]] std::uint64_t size() const { return written_ + buffer_.size(); }
    // Forgets everything behind `size`; for what cannot be taken back (a pipe) nothing happens.
    Result<void> cut_back_to(std::uint64_t size);
    // Flushes and gives the file its name.
    Result<void> publish();

private:
    JsonOutput() = default;
    Result<void> flush();

    int descriptor_ = -1;
    std::string final_path_;      // "" when the descriptor is the output itself
    std::string temporary_path_;  // "" likewise
    std::string buffer_;
    std::uint64_t written_ = 0;
};

}  // namespace restante::targets
