#include "formats/exchange/section_scan.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>

#include "base/ascii.h"
#include "formats/exchange/migration_row.h"

namespace restante::exchange {
namespace {

constexpr std::array<std::string_view, 5> kScannedKinds{"Body", "Attachment", "Schedule", "Document", "Other"};
constexpr std::string_view kScannedHeading = "Type,Length,Encoding,Islast,Name,Position,Format";
constexpr std::string_view kFirstColumn = "Type";
constexpr std::size_t kLongestKind = 10;
constexpr std::size_t kLongestEncoding = 16;  // bytes
constexpr std::size_t kScanPiece = 1024UL * 1024;

// The keyword that ends where a comma stands.
std::optional<std::size_t> keyword_before(std::string_view text, std::size_t comma, DataKind& kind) {
    for (std::size_t i = 0; i < kScannedKinds.size(); ++i) {
        const std::size_t size = kScannedKinds[i].size();
        if (comma < size || !equals_ignoring_ascii_case(text.substr(comma - size, size), kScannedKinds[i])) continue;
        kind = static_cast<DataKind>(i);
        return comma - size;
    }
    return std::nullopt;
}

// Behind the line end at `at`, and what kind it is; nothing when none stands there.
std::optional<std::size_t> behind_line_end(std::string_view text, std::size_t at, LineEnds& ends) {
    const std::string_view rest = text.substr(std::min(at, text.size()));
    if (rest.starts_with("\r\n")) {
        ends = LineEnds::kept;
        return at + 2;
    }
    if (rest.starts_with("\r\r\n")) {
        ends = LineEnds::doubled;
        return at + 3;
    }
    if (rest.empty() || (rest[0] != '\n' && rest[0] != '\r')) return std::nullopt;
    ends = rest[0] == '\n' ? LineEnds::line_feed : LineEnds::carriage_return;
    return at + 1;
}

// Takes "Length,Encoding,Islast" off; what is behind begins with a comma or a line end.
bool take_fields(std::string_view& rest, FoundHeader& header) {
    const auto [behind, error] = std::from_chars(rest.data(), rest.data() + rest.size(), header.length);
    if (error != std::errc{}) return false;
    rest.remove_prefix(static_cast<std::size_t>(behind - rest.data()));
    if (!rest.starts_with(',')) return false;
    rest.remove_prefix(1);
    const std::size_t encoding = rest.substr(0, kLongestEncoding + 1).find_first_of(",\r\n");
    if (encoding == std::string_view::npos || rest[encoding] != ',') return false;
    rest.remove_prefix(encoding + 1);
    for (const std::string_view word : {std::string_view("TRUE"), std::string_view("FALSE")}) {
        if (!equals_ignoring_ascii_case(rest.substr(0, word.size()), word)) continue;
        header.last = word.size() == 4;
        rest.remove_prefix(word.size());
        return !rest.empty() && (rest[0] == ',' || rest[0] == '\r' || rest[0] == '\n');
    }
    return false;
}

class HeaderScan {
public:
    explicit HeaderScan(const ByteSource& file) : file_(file) {}

    Result<FoundHeaders> run() {
        // Each piece is read with what stands before and behind it, so that no row is cut.
        for (std::uint64_t begin = 0; begin < file_.size() && !found_.more; begin += kScanPiece) {
            before_ = static_cast<std::size_t>(std::min<std::uint64_t>(begin, kLongestKind + 1));
            start_ = begin - before_;
            const std::uint64_t size =
                std::min<std::uint64_t>(file_.size() - start_, before_ + kScanPiece + kLongestDataHeader);
            buffer_.resize(static_cast<std::size_t>(size));
            TRY_VOID(file_.read(start_, buffer_));
            scan_piece();
        }
        found_.line_feeds = line_feeds_;
        found_.returns = returns_;
        return std::move(found_);
    }

private:
    void scan_piece() {
        const std::string_view text = as_text(buffer_);
        const std::size_t end = std::min(text.size(), before_ + kScanPiece);
        counted_ = before_;
        for (std::size_t at = before_; at < end && !found_.more; ++at) {
            const void* const comma = std::memchr(text.data() + at, ',', end - at);
            if (comma == nullptr) break;
            at = static_cast<std::size_t>(static_cast<const char*>(comma) - text.data());
            look_at(text, at);
        }
        count_to(text, end);
    }
    void count_to(std::string_view text, std::size_t end) {
        if (end <= counted_) return;
        const std::string_view part = text.substr(counted_, end - counted_);
        line_feeds_ += static_cast<std::uint64_t>(std::count(part.begin(), part.end(), '\n'));
        returns_ += static_cast<std::uint64_t>(std::count(part.begin(), part.end(), '\r'));
        counted_ = end;
    }
    void look_at(std::string_view text, std::size_t comma) {
        FoundHeader header;
        std::size_t begin = 0, row_end = 0;
        if (const auto keyword = keyword_before(text, comma, header.kind)) {
            begin = *keyword;
            std::string_view rest = text.substr(comma + 1);
            if (!take_fields(rest, header)) return;
            row_end = text.find_first_of("\r\n", text.size() - rest.size());
        } else if (comma >= kFirstColumn.size() &&
                   equals_ignoring_ascii_case(text.substr(comma - kFirstColumn.size(), kScannedHeading.size()),
                                              kScannedHeading)) {
            begin = comma - kFirstColumn.size();
            header.heading = true;
            row_end = begin + kScannedHeading.size();
        } else {
            return;
        }
        if (row_end == std::string_view::npos || row_end - begin > kLongestDataHeader) return;
        const auto data = behind_line_end(text, row_end, header.ends);
        if (!data) return;
        // What stands before the row has no line end: the keyword itself holds none.
        count_to(text, comma);
        header.offset = start_ + begin;
        header.data = start_ + *data;
        header.line_feeds = line_feeds_;
        header.returns = returns_;
        header.line_start = begin == 0 ? start_ == 0 : text[begin - 1] == '\n' || text[begin - 1] == '\r';
        if (found_.list.size() == kMostFoundHeaders)
            found_.more = true;
        else
            found_.list.push_back(header);
    }

    const ByteSource& file_;
    ByteVector buffer_{};
    std::uint64_t start_ = 0;  // of the buffer in the file
    std::size_t before_ = 0;   // bytes of the buffer that belong to the piece before
    std::size_t counted_ = 0;  // up to there, in the buffer, line ends are counted
    std::uint64_t line_feeds_ = 0, returns_ = 0;
    FoundHeaders found_{};
};

}  // namespace

Result<FoundHeaders> find_headers(const ByteSource& file) { return HeaderScan(file).run(); }

Result<DataSection> described_section(const ByteSource& file, const FoundHeader& header, const CodePage& page) {
    DataSection section;
    section.kind = header.kind;
    section.offset = header.offset;
    section.length = header.length;
    section.last = header.last;
    ByteVector bytes(static_cast<std::size_t>(header.data - header.offset));
    TRY_VOID(file.read(header.offset, bytes));
    const std::string row = page.decode(as_bytes(trimmed(as_text(bytes))));
    std::vector<std::string> texts;
    if (const auto fields = read_row(row)) {
        for (const RowField& field : *fields) texts.push_back(field.text);
    } else {
        for (std::string_view rest = row;;) {
            const std::string_view text = rest.substr(0, rest.find(','));
            texts.emplace_back(trimmed(text, "\" "));
            if (text.size() == rest.size()) break;
            rest.remove_prefix(text.size() + 1);
        }
    }
    const auto text = [&texts](std::size_t field) { return field < texts.size() ? texts[field] : std::string(); };
    section.name = text(4);
    const std::string position = text(5);
    std::int64_t number = 0;
    const auto [rest, error] = std::from_chars(position.data(), position.data() + position.size(), number);
    if (error == std::errc{} && rest == position.data() + position.size()) section.position = number;
    section.macbinary = equals_ignoring_ascii_case(text(6), "Macbinary");
    return section;
}

}  // namespace restante::exchange
