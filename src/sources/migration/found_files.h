// The files of a set whose packing list is lost or damaged, found by what they hold.
// Source: docs/formats/migration.md, Damaged sets.
#pragma once

#include <string>
#include <vector>

#include "base/byte_source.h"
#include "formats/exchange/packing_list.h"
#include "sources/migration/migration_files.h"

namespace restante::sources::migration {

enum class SetFile : std::uint8_t { none, packing_list, primary, secondary, schedule };

// By the first bytes, whatever it is called.
[[nodiscard]] SetFile kind_of_set_file(const ByteSource& file);

struct FoundFiles {
    exchange::PackingList list{};          // the one given, with what was found
    std::vector<std::string> found{};      // of them, what it did not name
    std::vector<std::string> schedules{};  // Schedule+ files that lie beside them
};

// Adds what the list does not name. Files that a sound packing list beside it names belong to that one.
// `known` is the name of the list itself; "" when there is none. `wanted`: the only files that are looked at, and the
// secondary files that they name; empty: all.
[[nodiscard]] FoundFiles find_set_files(MigrationFiles& files, exchange::PackingList list, const std::string& known,
                                        const std::vector<std::string>& wanted);

// The page that the letters of the primary files speak for: 1252 or 850.
[[nodiscard]] int likely_code_page(MigrationFiles& files, const std::vector<std::string>& primary);

}  // namespace restante::sources::migration
