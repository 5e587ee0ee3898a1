// The messages of a file of JSON lines, found again in it. Source: docs/json-model.md.
#pragma once

#include <string>

#include "base/bytes.h"
#include "base/sha256.h"
#include "targets/stored_item.h"

namespace restante::targets {

// Follows the text of one file piece by piece and hands up every message with the hash of its text; keeps none of it.
// Knows the lines by their structure, so that a changed message only has another hash.
class JsonMessageScanner {
public:
    JsonMessageScanner(std::string file, const StoredItemVisitor& visit) : file_(std::move(file)), visit_(visit) {}

    // Errors are those of the visitor; bad_value with the offset: brackets that do not match.
    Result<void> take(Bytes piece);
    // bad_value: the last line is not complete.
    Result<void> end() const;

private:
    Result<void> open(std::uint8_t bracket);
    Result<void> close(std::uint8_t bracket);
    Result<void> found_message();
    [[nodiscard]] Error broken(const char* what) const;

    std::string file_;
    const StoredItemVisitor& visit_;
    std::string brackets_{};  // those that are open; never deeper than kDeepest
    std::string name_{};      // the last string of the line itself: in front of a list its name
    bool in_folders_ = false, in_string_ = false, escaped_ = false, in_message_ = false;
    std::uint64_t offset_ = 0, line_ = 1, message_ = 0, size_ = 0;
    Sha256 hash_{};
};

// not_found, denied, io and those of the scanner.
Result<void> read_back_json(const std::string& file, const StoredItemVisitor& visit);

}  // namespace restante::targets
