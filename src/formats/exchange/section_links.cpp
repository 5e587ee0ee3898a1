#include "formats/exchange/section_links.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace restante::exchange {
namespace {

// What stands between the data and the next row; see docs/formats/migration.md, Secondary file.
constexpr std::array<std::string_view, 6> kBetween{"\r\n", "", "\r\n\r\n", "\n", "\n\n", "\r"};
constexpr std::uint64_t kLongestEnd =
    5;  // bytes behind the last section: two line ends and the mark of the end of a text
constexpr std::string_view kEndBytes = "\r\n\x1A";
constexpr std::size_t kNoHeader = static_cast<std::size_t>(-1);
constexpr std::uint64_t kWrittenLineEnd = 2;

std::uint64_t size_of(LineEnds ends) {
    return ends == LineEnds::kept ? kWrittenLineEnd : ends == LineEnds::doubled ? 3 : 1;
}

struct ProvedEnd {
    std::uint64_t size = 0;
    std::uint64_t written = 0;     // from this row to the next, as it was written
    std::size_t next = kNoHeader;  // in the list of headers; kNoHeader: the file ends
};

class Linker {
public:
    Linker(const ByteSource& file, const FoundHeaders& found) : file_(file), found_(found), headers_(found.list) {}

    Result<LinkedSections> link() {
        LinkedSections linked;
        linked.more = found_.more;
        linked.file_size = file_.size();
        std::size_t run = 0;
        std::uint64_t place = 0;
        for (std::size_t i = 0; i < headers_.size();) {
            const auto end = TRY(proved_end(i));
            // What only looks like a row, in the middle of a text, proves nothing.
            if (!end && !headers_[i].line_start) {
                ++i;
                continue;
            }
            LinkedSection section;
            section.header = headers_[i];
            section.run = run;
            section.place = place;
            if (end) {
                section.size = end->size;
                section.end = SectionEnd::proved;
            }
            linked.list.push_back(section);
            if (end && end->next != kNoHeader) {
                place += end->written;
                i = end->next;
                continue;
            }
            ++run;
            place = 0;
            if (end) break;
            ++i;
        }
        return linked;
    }

private:
    [[nodiscard]] std::size_t header_at(std::uint64_t offset) const {
        const auto found = std::ranges::lower_bound(headers_, offset, {}, &FoundHeader::offset);
        return found == headers_.end() || found->offset != offset ? kNoHeader
                                                                  : static_cast<std::size_t>(found - headers_.begin());
    }

    Result<std::optional<ProvedEnd>> proved_end(std::size_t i) const {
        const FoundHeader& header = headers_[i];
        if (header.heading) {
            const std::size_t next = header_at(header.data);
            if (next == kNoHeader) return std::nullopt;
            return ProvedEnd{0, header.data - header.offset - own_line_end(header) + kWrittenLineEnd, next};
        }
        if (header.ends == LineEnds::kept) {
            if (auto end = TRY(end_as_written(header))) return end;
            return std::nullopt;
        }
        return end_after_transfer(i);
    }

    static std::uint64_t own_line_end(const FoundHeader& header) { return size_of(header.ends); }

    Result<std::optional<ProvedEnd>> end_as_written(const FoundHeader& header) const {
        if (header.length > file_.size() - header.data) return std::nullopt;
        const std::uint64_t end = header.data + header.length;
        for (const std::string_view between : kBetween) {
            const std::size_t next = header_at(end + between.size());
            if (next == kNoHeader) continue;
            ByteVector bytes(between.size());
            TRY_VOID(file_.read(end, bytes));
            if (as_text(bytes) == between) return ProvedEnd{header.length, headers_[next].offset - header.offset, next};
        }
        const std::uint64_t rest = file_.size() - end;
        if (rest > kLongestEnd) return std::nullopt;
        ByteVector bytes(static_cast<std::size_t>(rest));
        TRY_VOID(file_.read(end, bytes));
        if (as_text(bytes).find_first_not_of(kEndBytes) != std::string_view::npos) return std::nullopt;
        return ProvedEnd{header.length, 0, kNoHeader};
    }

    // Bytes from `header.data` to a place, as they were before the transfer when every line end there was CR LF.
    [[nodiscard]] std::uint64_t written_bytes(const FoundHeader& header, std::uint64_t place, std::uint64_t line_feeds,
                                              std::uint64_t returns) const {
        const std::uint64_t bytes = place - header.data;
        if (header.ends == LineEnds::carriage_return) return bytes + returns - header.returns - 1;
        const std::uint64_t count = line_feeds - header.line_feeds - 1;  // the row has one of its own
        return header.ends == LineEnds::line_feed ? bytes + count : bytes - count;
    }

    // Lengths count what the transfer took away or put in, so that the end is looked for among the rows behind.
    [[nodiscard]] std::optional<ProvedEnd> end_after_transfer(std::size_t i) const {
        const FoundHeader& header = headers_[i];
        const std::uint64_t row = header.data - header.offset - own_line_end(header) + kWrittenLineEnd;
        const auto written = [&](const FoundHeader& next) {
            return written_bytes(header, next.offset, next.line_feeds, next.returns);
        };
        const auto begin = headers_.begin() + static_cast<std::ptrdiff_t>(i) + 1;
        const auto first = std::partition_point(begin, headers_.end(),
                                                [&](const FoundHeader& next) { return written(next) < header.length; });
        for (auto next = first; next != headers_.end() && written(*next) <= header.length + 2 * kWrittenLineEnd;
             ++next) {
            const std::uint64_t more = written(*next) - header.length;
            if (more % kWrittenLineEnd != 0 || next->ends != header.ends) continue;
            // Only texts have no bytes that could be taken for more or fewer line ends.
            const bool text = header.kind == DataKind::body || header.kind == DataKind::other;
            if (!text && more != kWrittenLineEnd) continue;
            const std::uint64_t ends = more / kWrittenLineEnd * own_line_end(header);
            if (next->offset - header.data < ends) continue;
            return ProvedEnd{next->offset - header.data - ends, row + header.length + more,
                             static_cast<std::size_t>(next - headers_.begin())};
        }
        const std::uint64_t all = written_bytes(header, file_.size(), found_.line_feeds, found_.returns);
        if (all >= header.length && all - header.length <= 2 * kWrittenLineEnd) {
            const std::uint64_t ends = (all - header.length) / kWrittenLineEnd * own_line_end(header);
            if (file_.size() - header.data >= ends) return ProvedEnd{file_.size() - header.data - ends, 0, kNoHeader};
        }
        if (header.ends == LineEnds::doubled) return std::nullopt;
        // Data that is no text may have held LF or CR alone, which the transfer left as they were.
        const std::uint64_t end = own_line_end(header);
        if (first != headers_.end() && first->ends == header.ends && first->offset - header.data >= end &&
            first->offset - header.data - end <= header.length)
            return ProvedEnd{first->offset - header.data - end, row + header.length + kWrittenLineEnd,
                             static_cast<std::size_t>(first - headers_.begin())};
        if (first == headers_.end() && all >= header.length && file_.size() - header.data <= header.length + end)
            return ProvedEnd{std::min(header.length, file_.size() - header.data), 0, kNoHeader};
        return std::nullopt;
    }

    const ByteSource& file_;
    const FoundHeaders& found_;
    const std::vector<FoundHeader>& headers_;
};

}  // namespace

std::uint64_t LinkedSection::written_size() const {
    const std::uint64_t row = header.data - header.offset - size_of(header.ends) + kWrittenLineEnd;
    return header.heading ? row : row + header.length + kWrittenLineEnd;
}

Result<LinkedSections> linked_sections(const ByteSource& file) {
    const FoundHeaders found = TRY(find_headers(file));
    return Linker(file, found).link();
}

}  // namespace restante::exchange
