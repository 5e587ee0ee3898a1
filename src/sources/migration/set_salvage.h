// What the rows and the sections of a damaged set say of each other: which text is a row's, which rows are broken,
// whose they are, and which texts no row has. Source: docs/formats/migration.md, Damaged sets.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/finding.h"
#include "formats/exchange/migration_row.h"
#include "formats/exchange/salvaged_secondary.h"
#include "sources/migration/migration_files.h"

namespace restante::sources::migration {

struct ChainReference {
    std::size_t file = 0, chain = 0;
    auto operator<=>(const ChainReference&) const = default;
};

enum class RowState : std::uint8_t {
    whole,
    salvaged,  // broken, but it says whose text it has
    refused,   // nothing of it can be used
};

struct DugRow {
    RowState state = RowState::whole;
    bool like_a_row = true;  // it begins as a row does, and has as many fields
    std::optional<exchange::SectionPointer> body{};
};

struct RowVerdict {
    bool owner_certain = true;  // no title can be lost between it and the title of its section
    bool joined = false;        // the beginning of one row and the end of another: only its text is sure
    std::optional<ChainReference> text{};
};

class SetSalvage {
public:
    // Any pointer of any row that is whole or salvaged.
    void add_pointer(const exchange::SectionPointer& pointer);
    // Takes the secondary files apart: those of the list, and those that rows point to. Those that rows call by a name
    // that no file has are looked for among the others by what the rows say of them.
    void read_files(MigrationFiles& files, const std::vector<std::string>& names, Findings& findings);

    // Of the rows of one section, in their order. `heading_lost`: the row before them was broken.
    // `broken_before`: what is lost before the first of them may be the end of the section before.
    [[nodiscard]] std::vector<RowVerdict> judge(const std::vector<DugRow>& rows, bool heading_lost,
                                                bool broken_before) const;

    [[nodiscard]] std::optional<ChainReference> chain_of(const exchange::SectionPointer& pointer) const;
    [[nodiscard]] const exchange::SalvagedSecondary& file(const ChainReference& chain) const {
        return files_[chain.file].salvaged;
    }
    [[nodiscard]] const exchange::SalvagedChain& chain(const ChainReference& chain) const {
        return files_[chain.file].salvaged.chains()[chain.chain];
    }
    [[nodiscard]] const std::string& name_of(const ChainReference& chain) const { return files_[chain.file].name; }
    // Chains that are no part of `used`, by file and place.
    [[nodiscard]] std::vector<ChainReference> orphans(const std::vector<ChainReference>& used) const;

private:
    struct File {
        std::string name{};
        exchange::SalvagedSecondary salvaged;
        std::vector<std::size_t> messages{};     // chains that begin a message
        std::vector<std::size_t> lost_before{};  // of each message, and the end: how many before it no row points to
        bool partial = false;                    // most messages have no row: it was never all of them
    };
    void add_file(const std::string& name, exchange::SalvagedSecondary salvaged, Findings& findings);
    void match_by_content(MigrationFiles& files, const std::vector<std::string>& names,
                          const std::vector<std::string>& missing, Findings& findings);
    // Messages without row that stand between two others; `from` absent: right before `to`.
    [[nodiscard]] std::size_t lost_between(const std::optional<ChainReference>& from, const ChainReference& to) const;
    [[nodiscard]] const std::vector<std::uint64_t>& pointers_to(const std::string& folded) const;

    std::map<std::string, std::vector<std::uint64_t>> pointers_{};  // by folded name of the file
    std::map<std::string, std::string> called_{};                   // as rows call it, by folded name
    std::map<std::string, std::size_t> places_{};                   // in files_, by folded name
    std::vector<File> files_{};
};

}  // namespace restante::sources::migration
