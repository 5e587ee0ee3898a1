// The files of a set of migration files, found by the names that the packing list and the pointers give.
// Source: docs/formats/migration.md, Packing list.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "base/byte_source.h"
#include "base/result.h"

namespace restante::sources::migration {

// The files that lie in one directory, by their names without case: the sets come from systems that know none.
class MigrationFiles {
public:
    // not_found, denied, io.
    static Result<MigrationFiles> in_directory(const std::string& directory);

    // "SAMPLE.PRI" as it is called on this system; "" when there is no such file.
    [[nodiscard]] std::string path_of(std::string_view name) const;
    // Thread-safe; a file is opened once. not_found, denied, io.
    Result<ByteSourcePointer> open(std::string_view name);

private:
    std::map<std::string, std::string> paths_{};  // by folded name
    std::map<std::string, ByteSourcePointer> open_{};
    std::unique_ptr<std::mutex> mutex_ = std::make_unique<std::mutex>();
};

// The packing list that lies in a directory; "" when there is none. usage: there are several.
Result<std::string> packing_list_in(const std::string& directory);

}  // namespace restante::sources::migration
