#include "sources/migration/set_salvage.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "base/case_fold.h"
#include "sources/salvaged_file.h"

namespace restante::sources::migration {
namespace {

using exchange::SalvagedChain;
using exchange::SalvagedSecondary;

constexpr std::size_t kSurePointers = 2;  // that agree before a file is taken for one with another name

std::string_view words_for(exchange::LineEnds ends) {
    switch (ends) {
        case exchange::LineEnds::line_feed:
            return "LF";
        case exchange::LineEnds::carriage_return:
            return "CR";
        case exchange::LineEnds::doubled:
            return "CR CR LF";
        case exchange::LineEnds::kept:
            break;
    }
    return "CR LF";
}

bool follows_directly(const SalvagedSecondary& file, std::size_t before, std::size_t behind) {
    const SalvagedChain& chain = file.chains()[before];
    const SalvagedChain& next = file.chains()[behind];
    const exchange::LinkedSection& last = file.sections()[chain.first + chain.count - 1];
    return next.first == chain.first + chain.count && last.end == exchange::SectionEnd::proved &&
           last.run == file.sections()[next.first].run;
}

}  // namespace

void SetSalvage::add_pointer(const exchange::SectionPointer& pointer) {
    std::string folded = fold_case(pointer.file);
    pointers_[folded].push_back(pointer.offset);
    called_.emplace(std::move(folded), pointer.file);
}

const std::vector<std::uint64_t>& SetSalvage::pointers_to(const std::string& folded) const {
    static const std::vector<std::uint64_t> none;
    const auto found = pointers_.find(folded);
    return found == pointers_.end() ? none : found->second;
}

void SetSalvage::read_files(MigrationFiles& files, const std::vector<std::string>& names, Findings& findings) {
    for (auto& [name, pointers] : pointers_) {
        std::ranges::sort(pointers);
        pointers.erase(std::unique(pointers.begin(), pointers.end()), pointers.end());
    }
    std::map<std::string, std::string> wanted = called_;
    for (const std::string& name : names) wanted.emplace(fold_case(name), name);
    std::vector<std::string> missing, spare;
    for (const auto& [folded, name] : wanted) {
        if (files.find(name) == nullptr) {
            if (called_.contains(folded)) missing.push_back(name);
            continue;
        }
        if (!called_.contains(folded)) spare.push_back(name);
    }
    if (!missing.empty()) match_by_content(files, spare, missing, findings);
    for (const auto& [folded, name] : wanted) {
        if (places_.contains(folded)) continue;
        auto opened = files.open(name);
        auto salvaged =
            opened ? SalvagedSecondary::read(without_lost_sectors(*opened, findings, name), pointers_to(folded))
                   : Result<SalvagedSecondary>(fail(opened.error()));
        if (salvaged)
            add_file(name, std::move(*salvaged), findings);
        else
            findings.add(MessageId::migration_file_missing, salvaged.error().what, name);
    }
}

// A file that was renamed: every row finds what it points to in it, and in no other one.
void SetSalvage::match_by_content(MigrationFiles& files, const std::vector<std::string>& names,
                                  const std::vector<std::string>& missing, Findings& findings) {
    for (const std::string& name : missing) {
        const std::vector<std::uint64_t>& pointers = pointers_to(fold_case(name));
        std::vector<std::pair<std::string, SalvagedSecondary>> fitting;
        for (const std::string& other : names) {
            const auto opened = files.open(other);
            auto salvaged =
                opened ? SalvagedSecondary::read(*opened, pointers) : Result<SalvagedSecondary>(fail(opened.error()));
            if (!salvaged || pointers.size() < kSurePointers) continue;
            const bool all = std::ranges::all_of(
                pointers, [&](std::uint64_t pointer) { return salvaged->chain_at(pointer).has_value(); });
            if (all) fitting.emplace_back(other, std::move(*salvaged));
        }
        if (fitting.size() != 1) continue;
        findings.add(MessageId::recover_set_files_found,
                     fmt::format("{} is what the rows call {}", fitting[0].first, name), fitting[0].first);
        places_.emplace(fold_case(fitting[0].first), files_.size());
        places_.emplace(fold_case(name), files_.size());
        add_file(fitting[0].first, std::move(fitting[0].second), findings);
    }
}

void SetSalvage::add_file(const std::string& name, SalvagedSecondary salvaged, Findings& findings) {
    File file{name, std::move(salvaged), {}, {}, false};
    std::size_t lost = 0;
    const std::vector<SalvagedChain>& chains = file.salvaged.chains();
    std::size_t moved = 0;
    for (std::size_t i = 0; i < chains.size(); ++i) {
        moved += chains[i].pointed && chains[i].moved ? 1U : 0U;
        const bool message =
            chains[i].begins && file.salvaged.sections()[chains[i].first].header.kind != exchange::DataKind::other;
        if (!message) continue;
        file.messages.push_back(i);
        file.lost_before.push_back(lost);
        lost += chains[i].pointed ? 0U : 1U;
    }
    file.lost_before.push_back(lost);
    file.partial = lost * 2 > file.messages.size();
    if (file.salvaged.line_ends() != exchange::LineEnds::kept)
        findings.add(
            MessageId::recover_line_ends_restored,
            fmt::format("a transfer as text has made {} of its line ends", words_for(file.salvaged.line_ends())), name);
    else if (moved != 0)
        findings.add(MessageId::recover_sections_moved, fmt::format("{} sections", moved), name);
    if (file.salvaged.more()) findings.add(MessageId::limit_work, "sections behind these were not looked for", name);
    places_.emplace(fold_case(name), files_.size());
    files_.push_back(std::move(file));
}

std::optional<ChainReference> SetSalvage::chain_of(const exchange::SectionPointer& pointer) const {
    const auto place = places_.find(fold_case(pointer.file));
    if (place == places_.end()) return std::nullopt;
    const auto chain = files_[place->second].salvaged.chain_at(pointer.offset);
    if (!chain) return std::nullopt;
    return ChainReference{place->second, *chain};
}

std::size_t SetSalvage::lost_between(const std::optional<ChainReference>& from, const ChainReference& to) const {
    const File& file = files_[to.file];
    if (file.partial) return 0;
    const auto index_of = [&file](std::size_t chain) {
        return static_cast<std::size_t>(std::ranges::lower_bound(file.messages, chain) - file.messages.begin());
    };
    const std::size_t end = index_of(to.chain);
    std::size_t begin = end;
    if (from && from->file == to.file) {
        begin = index_of(from->chain) + 1;
        if (begin > end) return 0;  // rows are in no order there: nothing can be told
    } else {
        while (begin > 0 && !file.salvaged.chains()[file.messages[begin - 1]].pointed) --begin;
    }
    const std::size_t lost = file.lost_before[end] - file.lost_before[begin];
    if (lost == 0 || begin == 0) return lost;
    // Where the message before is damaged, what follows may be a part of it: an attachment may be a secondary file.
    return follows_directly(file.salvaged, file.messages[begin - 1], file.messages[begin]) ? lost : 0;
}

std::vector<RowVerdict> SetSalvage::judge(const std::vector<DugRow>& rows, bool heading_lost,
                                          bool broken_before) const {
    std::vector<RowVerdict> verdicts(rows.size());
    bool certain = true, like_rows = true;
    std::size_t refused = heading_lost ? 1 : 0;
    std::optional<ChainReference> last;
    if (heading_lost) like_rows = false;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const DugRow& row = rows[i];
        RowVerdict& verdict = verdicts[i];
        if (row.state == RowState::refused) {
            ++refused;
            like_rows = like_rows && row.like_a_row;
            verdict.owner_certain = false;
            continue;
        }
        if (row.body) verdict.text = chain_of(*row.body);
        if (!verdict.text) {
            certain = certain && (refused == 0 || like_rows);
            verdict.owner_certain = certain;
            continue;
        }
        const bool counts = last || heading_lost || refused != 0 || !broken_before;
        const std::size_t lost = counts ? lost_between(last, *verdict.text) : 0;
        // Whatever was lost between two rows stands there as a broken row, or a title may have been among it.
        if (lost != refused || !like_rows) {
            certain = certain && heading_lost && !last && lost == 0;
            verdict.joined = lost != 0 && refused == 0;
        }
        if (row.state == RowState::salvaged && !row.like_a_row) certain = false;
        verdict.owner_certain = certain;
        last = verdict.text;
        refused = 0;
        like_rows = true;
    }
    return verdicts;
}

std::vector<ChainReference> SetSalvage::orphans(const std::vector<ChainReference>& used) const {
    const std::set<ChainReference> taken(used.begin(), used.end());
    std::vector<ChainReference> left;
    for (std::size_t file = 0; file < files_.size(); ++file)
        for (std::size_t chain = 0; chain < files_[file].salvaged.chains().size(); ++chain)
            if (!taken.contains({file, chain})) left.push_back({file, chain});
    return left;
}

}  // namespace restante::sources::migration
