// The files of a set of migration files, found by the names that the packing list and the pointers give.
// Source: docs/formats/migration.md, Packing list.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "base/byte_source.h"
#include "base/result.h"
#include "sources/source.h"
#include "sources/tree/file_tree.h"

namespace restante::sources::migration {

// The files that lie in one directory, by their names without case: the sets come from systems that know none.
class MigrationFiles {
public:
    // not_found, denied, io.
    static Result<MigrationFiles> in_directory(const std::string& directory);
    // Of `tree`, which outlives them; `directory` is "" for its top. `shown` stands before their paths.
    static MigrationFiles in_tree(FileTree& tree, const std::string& directory, const std::string& shown);

    // Under this name from now on.
    void add(const std::string& name, OpenableFile file);
    // Null: there is no such file.
    [[nodiscard]] const OpenableFile* find(std::string_view name) const;
    // "SAMPLE.PRI" as it is called on this system; "" when there is no such file.
    [[nodiscard]] std::string path_of(std::string_view name) const;
    // As they are called, sorted.
    [[nodiscard]] std::vector<std::string> names() const;
    // Thread-safe; a file is opened once. not_found, denied, io.
    Result<ByteSourcePointer> open(std::string_view name);

private:
    struct NamedFile {
        std::string name{};
        OpenableFile file{};
    };
    std::map<std::string, NamedFile> files_{};  // by folded name
    std::map<std::string, ByteSourcePointer> open_{};
    std::unique_ptr<std::mutex> mutex_ = std::make_unique<std::mutex>();
};

// The packing list that lies in a directory; "" when there is none. usage: there are several.
Result<std::string> packing_list_in(const std::string& directory);
// Whether a file is one by its content.
[[nodiscard]] bool is_packing_list_file(const ByteSource& file);

}  // namespace restante::sources::migration
