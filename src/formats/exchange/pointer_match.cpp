#include "formats/exchange/pointer_match.h"

#include <algorithm>
#include <utility>

namespace restante::exchange {
namespace {

constexpr std::size_t kTriedStarts = 4;        // of a run, whose distances are looked for among the pointers
constexpr std::size_t kMostCandidates = 4096;  // ways to move a run that are looked at
constexpr std::size_t kSample = 256;           // starts that decide which two of them are looked at in full
constexpr std::size_t kLookedAhead = 3;        // starts without pointer in a row that make a seam

struct Start {
    std::size_t section = 0;  // in the list
    std::uint64_t place = 0;  // in its run
};

// How a run would fit when it were moved by so much: written place = place in the run + shift.
struct Fit {
    std::int64_t shift = 0;
    std::size_t votes = 0, against = 0;
};

class PointerMatch {
public:
    PointerMatch(LinkedSections& sections, const std::vector<std::uint64_t>& pointers)
        : list_(sections.list), pointers_(pointers), places_(sections.list.size()) {}

    std::vector<SectionPlace> match() {
        for (std::size_t first = 0; first < list_.size();) {
            std::size_t end = first + 1;
            while (end < list_.size() && list_[end].run == list_[first].run) ++end;
            match_run(first, end, true);
            first = end;
        }
        match_single_rest();
        // Every split made a number of its own.
        std::ranges::sort(splits_);
        for (std::size_t i = 0; i < list_.size(); ++i) list_[i].run += splits_before(i);
        return std::move(places_);
    }

private:
    [[nodiscard]] bool is_pointer(std::uint64_t place) const { return std::ranges::binary_search(pointers_, place); }
    [[nodiscard]] std::size_t splits_before(std::size_t section) const {
        return static_cast<std::size_t>(std::ranges::upper_bound(splits_, section) - splits_.begin());
    }

    // A section is a start when it begins something by its kind, or the one before it was the last of its message.
    [[nodiscard]] std::vector<Start> starts_in(std::size_t first, std::size_t end) const {
        std::vector<Start> starts;
        for (std::size_t i = first; i < end; ++i) {
            if (list_[i].header.heading) continue;
            if (list_[i].begins() || (i > first && list_[i - 1].header.last)) starts.push_back({i, list_[i].place});
        }
        return starts;
    }

    [[nodiscard]] Fit fit_of(const std::vector<Start>& starts, std::int64_t shift, std::size_t most) const {
        Fit fit{shift, 0, 0};
        const std::size_t count = std::min(starts.size(), most);
        if (count == 0) return fit;
        const auto at = [shift](std::uint64_t place) { return static_cast<std::int64_t>(place) + shift; };
        if (at(starts.front().place) < 0) return {shift, 0, 1};
        for (std::size_t i = 0; i < count; ++i)
            if (is_pointer(static_cast<std::uint64_t>(at(starts[i].place)))) ++fit.votes;
        const auto low = std::ranges::lower_bound(pointers_, static_cast<std::uint64_t>(at(starts.front().place)));
        const auto high = std::ranges::upper_bound(pointers_, static_cast<std::uint64_t>(at(starts[count - 1].place)));
        fit.against = static_cast<std::size_t>(high - low) - fit.votes;
        return fit;
    }

    [[nodiscard]] std::int64_t own_place(const Start& start) const {
        return static_cast<std::int64_t>(list_[start.section].header.offset) - static_cast<std::int64_t>(start.place);
    }

    [[nodiscard]] std::vector<std::int64_t> candidates(const std::vector<Start>& starts, std::size_t end) const {
        std::vector<std::int64_t> shifts;
        const LinkedSection& last = list_[end - 1];
        const bool ends_file = last.end == SectionEnd::proved;
        for (std::size_t i = 0; i < std::min(starts.size(), kTriedStarts); ++i) {
            // To the next start, or to where the last section says that its message ends.
            if (i + 1 == starts.size() && (ends_file || !last.header.last)) break;
            const std::uint64_t next = i + 1 < starts.size() ? starts[i + 1].place : last.place + last.written_size();
            const std::uint64_t distance = next - starts[i].place;
            for (const std::uint64_t pointer : pointers_) {
                if (!is_pointer(pointer + distance)) continue;
                shifts.push_back(static_cast<std::int64_t>(pointer) - static_cast<std::int64_t>(starts[i].place));
                if (shifts.size() == kMostCandidates) return shifts;
            }
        }
        // What the file ends with belongs to the last row.
        if (ends_file && !pointers_.empty())
            shifts.push_back(static_cast<std::int64_t>(pointers_.back()) -
                             static_cast<std::int64_t>(starts.back().place));
        return shifts;
    }

    // The one way to move the run that the pointers allow; nothing when there are several or none.
    [[nodiscard]] std::optional<Fit> best_fit(const std::vector<Start>& starts, std::size_t end, bool own) const {
        if (starts.empty()) return std::nullopt;
        std::vector<std::int64_t> shifts = candidates(starts, end);
        const std::int64_t here = own_place(starts.front());
        // Where nothing else speaks for one of them, it has moved as far as the run before.
        const std::int64_t expected = here + known_distance_.value_or(0);
        if (own) {
            shifts.push_back(here);
            shifts.push_back(expected);
        }
        std::ranges::sort(shifts);
        shifts.erase(std::unique(shifts.begin(), shifts.end()), shifts.end());
        std::vector<Fit> fits;
        for (const std::int64_t shift : shifts) {
            const Fit sampled = fit_of(starts, shift, kSample);
            const auto written = static_cast<std::int64_t>(starts.front().place) + shift;
            if (sampled.votes == 0 || sampled.against * 3 >= sampled.votes * 2 || written < lowest_) continue;
            fits.push_back(sampled);
        }
        std::ranges::stable_sort(fits, [](const Fit& a, const Fit& b) {
            return std::pair(b.votes, a.against) < std::pair(a.votes, b.against);
        });
        if (fits.empty()) return std::nullopt;
        Fit best = fit_of(starts, fits[0].shift, starts.size());
        if (best.votes == 0) return std::nullopt;
        if (fits.size() > 1) {
            const Fit second = fit_of(starts, fits[1].shift, starts.size());
            if (second.votes + 1 >= best.votes && second.against <= best.against) {
                const bool alone = best.votes == 1 && second.votes == 1;
                if (!alone || !own || (best.shift != expected && second.shift != expected)) return std::nullopt;
                best = best.shift == expected ? best : second;
            }
        }
        return best;
    }

    void match_run(std::size_t first, std::size_t end, bool own) {
        const std::vector<Start> starts = starts_in(first, end);
        std::optional<Fit> fit;
        const bool heading = list_[first].header.heading && first == 0;
        if (heading)
            fit = Fit{0, 2, 0};
        else
            fit = best_fit(starts, end, own);
        if (!fit) return;
        const std::size_t seam = seam_in(starts, fit->shift);
        std::size_t until = end;
        if (seam < starts.size()) {
            // The start before it may lie on a pointer only because another message stood there.
            for (std::size_t from = seam == 0 ? 0 : seam - 1; from <= seam && until == end; ++from) {
                const std::vector<Start> rest(starts.begin() + static_cast<std::ptrdiff_t>(from), starts.end());
                const auto other = best_fit(rest, end, false);
                if (!other || other->shift == fit->shift || other->votes < 2) continue;
                std::size_t at = from;
                while (at > 0 && moved_is_pointer(starts[at - 1].place, other->shift)) --at;
                until = starts[at].section;
                splits_.push_back(until);
            }
        }
        place(first, until, *fit, heading);
        if (until == list_.size()) doubt_equal_lengths(starts, fit->shift);
        if (until < end) {
            const std::uint64_t base = list_[until].place;
            for (std::size_t i = until; i < end; ++i) list_[i].place -= base;
            match_run(until, end, false);
        }
    }

    [[nodiscard]] bool moved_is_pointer(std::uint64_t place, std::int64_t shift) const {
        const std::int64_t at = static_cast<std::int64_t>(place) + shift;
        return at >= 0 && is_pointer(static_cast<std::uint64_t>(at));
    }

    // The first start from which on nothing fits although rows point to places behind it; the number of starts: none.
    [[nodiscard]] std::size_t seam_in(const std::vector<Start>& starts, std::int64_t shift) const {
        for (std::size_t i = 0; i < starts.size(); ++i) {
            const std::size_t end = std::min(starts.size(), i + kLookedAhead);
            bool fits = false;
            for (std::size_t j = i; j < end && !fits; ++j) fits = moved_is_pointer(starts[j].place, shift);
            const std::int64_t at = static_cast<std::int64_t>(starts[i].place) + shift;
            if (!fits && !pointers_.empty() && at >= 0 && static_cast<std::uint64_t>(at) < pointers_.back()) return i;
        }
        return starts.size();
    }

    void place(std::size_t first, std::size_t end, const Fit& fit, bool heading) {
        const std::int64_t here = own_place({first, list_[first].place});
        for (std::size_t i = first; i < end; ++i) {
            const std::int64_t at = static_cast<std::int64_t>(list_[i].place) + fit.shift;
            if (at < 0) continue;
            SectionPlace& place = places_[i];
            place.written = static_cast<std::uint64_t>(at);
            place.pointed = is_pointer(*place.written);
            place.proved = heading || fit.shift == here || fit.votes >= 2;
            if (place.pointed) lowest_ = std::max(lowest_, at + 1);
        }
        if (list_[first].header.ends == LineEnds::kept) known_distance_ = fit.shift - here;
        doubt(first, end);
    }

    // A message whose sections end where no row points to, although rows point to what is behind, may not be one.
    void doubt(std::size_t first, std::size_t end) {
        const std::vector<Start> starts = starts_in(first, end);
        for (std::size_t i = 0; i < starts.size(); ++i) {
            SectionPlace& start = places_[starts[i].section];
            const std::size_t next = i + 1 < starts.size() ? starts[i + 1].section : end;
            if (!start.pointed || list_[next - 1].end != SectionEnd::proved) continue;
            const std::uint64_t behind = *places_[next - 1].written + list_[next - 1].written_size();
            const std::uint64_t written = next < end ? *places_[next].written : behind;
            const auto later = std::ranges::upper_bound(pointers_, *start.written);
            if (later == pointers_.end() || *later == written) continue;
            const bool row_lost = *later > written && next < end && is_start_at(starts, i + 1, *later);
            if (row_lost) continue;
            start.doubtful = true;
            if (next == list_.size()) move_last(starts[i].section, end);
        }
    }
    // The last message of the file ends too early or too late for the row it lies on: when it fits one row behind
    // that, it has moved.
    void move_last(std::size_t first, std::size_t end) {
        const std::uint64_t at = *places_[first].written;
        const std::uint64_t size = *places_[end - 1].written + list_[end - 1].written_size() - at;
        std::optional<std::uint64_t> only;
        for (auto later = std::ranges::upper_bound(pointers_, at); later != pointers_.end(); ++later) {
            if (!is_pointer(*later + size) && *later != pointers_.back()) continue;
            if (only) return;
            only = *later;
        }
        if (!only) return;
        splits_.push_back(first);
        for (std::size_t i = first; i < end; ++i) {
            SectionPlace& place = places_[i];
            place.written = *place.written + (*only - at);
            place.pointed = is_pointer(*place.written);
            place.proved = place.doubtful = false;
        }
    }
    // The file ends as it should, but rows point behind its end: either its end is missing, or something before it that
    // is exactly as long as what follows.
    void doubt_equal_lengths(const std::vector<Start>& starts, std::int64_t shift) {
        if (starts.empty() || list_.back().end != SectionEnd::proved) return;
        const std::int64_t missing = static_cast<std::int64_t>(pointers_.empty() ? 0 : pointers_.back()) -
                                     static_cast<std::int64_t>(starts.back().place) - shift;
        std::size_t from = starts.size();
        while (missing > 0 && from > 0 && moved_is_pointer(starts[from - 1].place, shift + missing)) --from;
        // The last one always fits.
        if (starts.size() - from < 2) return;
        for (std::size_t i = from; i < starts.size(); ++i) places_[starts[i].section].doubtful = true;
    }
    [[nodiscard]] bool is_start_at(const std::vector<Start>& starts, std::size_t from, std::uint64_t written) const {
        for (std::size_t i = from; i < starts.size() && *places_[starts[i].section].written <= written; ++i)
            if (*places_[starts[i].section].written == written) return true;
        return false;
    }

    // One text and one row that are left over belong together.
    void match_single_rest() {
        std::vector<std::uint64_t> taken;
        for (const SectionPlace& place : places_)
            if (place.pointed) taken.push_back(*place.written);
        std::ranges::sort(taken);
        std::vector<std::uint64_t> left;
        std::ranges::set_difference(pointers_, taken, std::back_inserter(left));
        std::optional<std::size_t> only;
        for (std::size_t i = 0; i < list_.size(); ++i) {
            if (list_[i].header.heading || places_[i].written || !list_[i].begins()) continue;
            if (only) return;
            only = i;
        }
        if (!only || left.size() != 1) return;
        places_[*only].written = left.front();
        places_[*only].pointed = true;
    }

    std::vector<LinkedSection>& list_;
    const std::vector<std::uint64_t>& pointers_;
    std::vector<SectionPlace> places_;
    std::vector<std::size_t> splits_{};             // sections that begin a run of their own now
    std::int64_t lowest_ = 0;                       // what is behind cannot stand before
    std::optional<std::int64_t> known_distance_{};  // of the run before: how far it moved
};

}  // namespace

std::vector<SectionPlace> match_pointers(LinkedSections& sections, const std::vector<std::uint64_t>& pointers) {
    return PointerMatch(sections, pointers).match();
}

}  // namespace restante::exchange
