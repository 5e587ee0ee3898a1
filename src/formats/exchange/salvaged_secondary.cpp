#include "formats/exchange/salvaged_secondary.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "formats/exchange/transferred_text.h"

namespace restante::exchange {
namespace {

constexpr std::uint64_t kLargestRestored = 256ULL * 1024 * 1024;  // bytes; what is larger stays as it is
constexpr std::array<std::string_view, 5> kRowBeginnings{"Bod", "Att", "Sch", "Doc", "Oth"};
constexpr std::size_t kRowBeginning = 3;  // bytes
constexpr std::array<std::string_view, 3> kUsualEnds{"\r\n", "\n", "\r"};

}  // namespace

Result<SalvagedSecondary> SalvagedSecondary::read(ByteSourcePointer file, const std::vector<std::uint64_t>& pointers) {
    LinkedSections linked = TRY(linked_sections(*file));
    SalvagedSecondary salvaged(std::move(file), std::move(linked));
    salvaged.places_ = match_pointers(salvaged.linked_, pointers);
    TRY_VOID(salvaged.drop_inner());
    TRY_VOID(salvaged.judge_ends());
    salvaged.make_chains();
    return salvaged;
}

LineEnds SalvagedSecondary::line_ends() const {
    std::array<std::size_t, 4> counts{};
    for (const LinkedSection& section : linked_.list) ++counts[static_cast<std::size_t>(section.header.ends)];
    return static_cast<LineEnds>(std::ranges::max_element(counts) - counts.begin());
}

// How far a section stands from where it was written.
std::int64_t SalvagedSecondary::moved_by(std::size_t section) const {
    return static_cast<std::int64_t>(linked_.list[section].header.offset) -
           static_cast<std::int64_t>(*places_[section].written);
}

// Rows inside the data of a section that is whole are part of that data: an attachment may be a secondary file.
Result<void> SalvagedSecondary::drop_inner() {
    std::vector<LinkedSection> kept;
    std::vector<SectionPlace> places;
    for (std::size_t i = 0; i < linked_.list.size(); i = TRY(behind_inner(i))) {
        kept.push_back(linked_.list[i]);
        places.push_back(places_[i]);
    }
    linked_.list = std::move(kept);
    places_ = std::move(places);
    return {};
}

// The next section that is not inside this one.
Result<std::size_t> SalvagedSecondary::behind_inner(std::size_t i) const {
    const std::vector<LinkedSection>& list = linked_.list;
    const FoundHeader& header = list[i].header;
    std::size_t next = i + 1;
    if (list[i].end != SectionEnd::unknown || header.heading || header.ends != LineEnds::kept ||
        header.length > linked_.file_size - header.data)
        return next;
    const std::uint64_t end = header.data + header.length;
    const auto inside = [&](std::size_t section) {
        return section < list.size() && list[section].header.offset < end && !places_[section].pointed;
    };
    // The next one whose place is known shows whether anything moved.
    std::size_t known = next;
    while (known < list.size() && !places_[known].pointed) ++known;
    bool whole =
        places_[i].written && known < list.size() && list[known].header.offset >= end && moved_by(known) == moved_by(i);
    // The data is a secondary file from its first byte on, and ends as data does.
    if (!whole && inside(next) && list[next].header.heading && list[next].header.offset == header.data)
        whole = TRY(line_end_at(end));
    while (whole && inside(next)) ++next;
    return next;
}

Result<bool> SalvagedSecondary::line_end_at(std::uint64_t offset) const {
    for (const std::string_view end : kUsualEnds) {
        if (end.size() > linked_.file_size - std::min(offset, linked_.file_size)) continue;
        ByteVector bytes(end.size());
        TRY_VOID(file_->read(offset, bytes));
        if (as_text(bytes) == end) return true;
    }
    return false;
}

// The row behind the data is broken, but it began there.
Result<bool> SalvagedSecondary::row_begins_behind(std::uint64_t end) const {
    for (const std::string_view line_end : kUsualEnds) {
        const std::size_t size = line_end.size() + kRowBeginning;
        if (size > linked_.file_size - std::min(end, linked_.file_size)) continue;
        ByteVector bytes(size);
        TRY_VOID(file_->read(end, bytes));
        const std::string_view text = as_text(bytes);
        if (text.starts_with(line_end) &&
            std::ranges::find(kRowBeginnings, text.substr(line_end.size())) != kRowBeginnings.end())
            return true;
    }
    return false;
}

Result<void> SalvagedSecondary::judge_ends() {
    for (std::size_t i = 0; i < linked_.list.size(); ++i) {
        if (linked_.list[i].end == SectionEnd::proved) continue;
        std::uint64_t size = 0;
        linked_.list[i].end = TRY(end_of(i, size));
        linked_.list[i].size = linked_.list[i].end == SectionEnd::unknown ? 0 : size;
    }
    return {};
}

Result<SectionEnd> SalvagedSecondary::end_of(std::size_t i, std::uint64_t& size) const {
    const LinkedSection& section = linked_.list[i];
    const FoundHeader& header = section.header;
    if (header.heading || header.ends != LineEnds::kept) return SectionEnd::unknown;
    const bool fits = header.length <= linked_.file_size - header.data;
    const std::uint64_t end = header.data + header.length;
    size = header.length;
    if (i + 1 == linked_.list.size()) {
        if (fits) return TRY(line_end_at(end)) ? SectionEnd::unmoved : SectionEnd::unknown;
        // When the file ends with a whole line, it may be the end of another text, and what was between is missing.
        ByteVector last(1);
        TRY_VOID(file_->read(linked_.file_size - 1, last));
        if (last[0] == '\n' || last[0] == '\r' || linked_.file_size == header.data) return SectionEnd::unknown;
        size = linked_.file_size - header.data;
        return SectionEnd::cut;
    }
    const FoundHeader& next = linked_.list[i + 1].header;
    if (fits && end <= next.offset && TRY(row_begins_behind(end))) return SectionEnd::unmoved;
    if (!places_[i].written || !places_[i + 1].written) return SectionEnd::unknown;
    const std::int64_t missing = moved_by(i) - moved_by(i + 1);
    if (missing == 0) {
        if (fits && end <= next.offset) return SectionEnd::unmoved;
        return SectionEnd::unknown;  // the length itself is damaged
    }
    if (missing < 0) {
        if (fits && end <= next.offset && TRY(line_end_at(end))) return SectionEnd::foreign;
        return SectionEnd::unknown;
    }
    // The next row stood right behind this section: the hole is in it.
    if (*places_[i + 1].written != *places_[i].written + section.written_size() || next.offset < header.data + 2)
        return SectionEnd::unknown;
    size = next.offset - header.data - 2;
    return SectionEnd::gap;
}

void SalvagedSecondary::make_chains() {
    const std::vector<LinkedSection>& list = linked_.list;
    for (std::size_t i = 0; i < list.size();) {
        if (list[i].header.heading) {
            ++i;
            continue;
        }
        SalvagedChain chain;
        chain.first = i;
        const bool follows =
            i > 0 && list[i - 1].run == list[i].run && (list[i - 1].header.last || list[i - 1].header.heading);
        chain.begins = list[i].begins() || follows;
        chain.pointer = places_[i].written;
        chain.pointed = places_[i].pointed && chain.begins;
        chain.proved = places_[i].proved;
        chain.doubtful = places_[i].doubtful;
        chain.moved = places_[i].written && moved_by(i) != 0;
        for (++i; i < list.size(); ++i) {
            const LinkedSection& before = list[i - 1];
            if (before.header.last || before.run != list[i].run || before.end != SectionEnd::proved || list[i].begins())
                break;
        }
        chain.count = i - chain.first;
        chain.complete = list[i - 1].header.last;
        if (chain.pointed) by_pointer_.emplace_back(*chain.pointer, chains_.size());
        chains_.push_back(chain);
    }
    std::ranges::sort(by_pointer_);
}

std::optional<std::size_t> SalvagedSecondary::chain_at(std::uint64_t pointer) const {
    const auto found = std::ranges::lower_bound(by_pointer_, std::pair(pointer, std::size_t{0}));
    if (found == by_pointer_.end() || found->first != pointer) return std::nullopt;
    return found->second;
}

Result<ByteSourcePointer> SalvagedSecondary::data_of(const LinkedSection& section, SalvagedContent& content) const {
    ByteSourcePointer stored = std::make_shared<const ByteRange>(file_, section.header.data, section.size);
    if (section.header.ends == LineEnds::kept || section.end != SectionEnd::proved) return stored;
    if (section.size == 0) return stored;
    if (section.size <= kLargestRestored) {
        auto restored =
            restored_text(TRY(read_all(*stored, kLargestRestored)), section.header.ends, section.header.length);
        if (restored) {
            ++content.restored;
            return std::make_shared<const MemoryBytes>(std::move(*restored));
        }
    }
    ++content.changed;
    return stored;
}

Result<SalvagedContent> SalvagedSecondary::content(const SalvagedChain& chain, const CodePage& page) const {
    SalvagedContent content;
    for (std::size_t i = chain.first; i < chain.first + chain.count; ++i) {
        const LinkedSection& section = linked_.list[i];
        DataSection described = TRY(described_section(*file_, section.header, page));
        if (section.end == SectionEnd::unknown && section.header.length != 0) ++content.left_out;
        const bool whole = section.end == SectionEnd::proved || section.end == SectionEnd::unmoved;
        if (!whole && section.end != SectionEnd::unknown) ++content.incomplete;
        // An attachment without data says so; a text is empty.
        if (section.end != SectionEnd::unknown || section.begins()) described.data = TRY(data_of(section, content));
        content.sections.list.push_back(std::move(described));
    }
    if (!chain.complete) {
        content.sections.broken = "the sections behind it are lost";
        content.sections.broken_at = linked_.list[chain.first + chain.count - 1].header.data;
    }
    return content;
}

}  // namespace restante::exchange
