// A damaged secondary file taken apart: which sections are one message, which row points to it, and what of their data
// is certainly their own. Nothing is joined by guess. Source: docs/formats/migration.md, Damaged sets.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/byte_source.h"
#include "base/code_page.h"
#include "base/result.h"
#include "formats/exchange/pointer_match.h"
#include "formats/exchange/secondary_file.h"
#include "formats/exchange/section_links.h"

namespace restante::exchange {

// Sections that follow one another and belong to one message, or a field of a row.
struct SalvagedChain {
    std::size_t first = 0, count = 0;        // in sections()
    bool begins = false;                     // false: what stood before them is lost
    bool complete = false;                   // its last section says that it is the last
    std::optional<std::uint64_t> pointer{};  // what a row would have to say to mean it; nothing: not known
    bool pointed = false;                    // a row does
    bool moved = false;                      // it is not where the row says
    bool proved = false;                     // its place is: see SectionPlace
    bool doubtful = false;                   // see SectionPlace: only its row can be delivered
};

// What there is of a chain.
struct SalvagedContent {
    DataSections sections{};     // data that is not certain to be its own is left out
    std::size_t left_out = 0;    // sections without data because of that
    std::size_t incomplete = 0;  // sections of whose data a part is missing, or that foreign bytes are in
    std::size_t restored = 0;    // sections whose line ends are as they were again
    std::size_t changed = 0;     // sections that a transfer as text has changed and nothing can restore
};

class SalvagedSecondary {
public:
    // `pointers` that rows hold to this file, ascending, each once. Errors: of the medium.
    static Result<SalvagedSecondary> read(ByteSourcePointer file, const std::vector<std::uint64_t>& pointers);

    [[nodiscard]] const std::vector<LinkedSection>& sections() const { return linked_.list; }
    [[nodiscard]] const std::vector<SalvagedChain>& chains() const { return chains_; }
    [[nodiscard]] bool more() const { return linked_.more; }
    // Line ends of the rows; what most of them have.
    [[nodiscard]] LineEnds line_ends() const;
    // In chains(): the one a row with this pointer means.
    [[nodiscard]] std::optional<std::size_t> chain_at(std::uint64_t pointer) const;
    // Errors: of the medium.
    Result<SalvagedContent> content(const SalvagedChain& chain, const CodePage& page) const;

private:
    SalvagedSecondary(ByteSourcePointer file, LinkedSections linked)
        : file_(std::move(file)), linked_(std::move(linked)) {}
    Result<void> judge_ends();
    Result<SectionEnd> end_of(std::size_t section, std::uint64_t& size) const;
    Result<void> drop_inner();
    Result<std::size_t> behind_inner(std::size_t section) const;
    void make_chains();
    [[nodiscard]] std::int64_t moved_by(std::size_t section) const;
    Result<bool> row_begins_behind(std::uint64_t end) const;
    Result<bool> line_end_at(std::uint64_t offset) const;
    Result<ByteSourcePointer> data_of(const LinkedSection& section, SalvagedContent& content) const;

    ByteSourcePointer file_;
    LinkedSections linked_;
    std::vector<SectionPlace> places_{};
    std::vector<SalvagedChain> chains_{};
    std::vector<std::pair<std::uint64_t, std::size_t>> by_pointer_{};
};

}  // namespace restante::exchange
