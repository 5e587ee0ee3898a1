#include "formats/letterhead/letterhead.h"

#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "formats/letterhead/labels.h"

namespace restante::letterhead {
namespace {

constexpr std::string_view kProgram = "Microsoft Mail v3.0 ";
constexpr std::string_view kTransport = "(MAPI 1.0 Transport) ";  // what the Exchange client puts before the class
constexpr std::string_view kAnyClass = "IPM.";
constexpr std::string_view kBlanks = " \t";
constexpr std::size_t kLongestLabel = 40;  // bytes

struct Entry {
    std::string_view label{};
    std::vector<std::string_view> values{};  // of its line and those below it that begin with a blank
};

class Lines {
public:
    explicit Lines(std::string_view text) : text_(text) {}

    [[nodiscard]] bool at_end() const { return position_ >= text_.size(); }
    [[nodiscard]] std::size_t position() const { return position_; }
    std::string_view next() {
        const std::size_t begin = position_;
        const std::size_t end = std::min(text_.find_first_of("\r\n", begin), text_.size());
        position_ = end;
        if (text_.substr(position_).starts_with("\r\n")) ++position_;
        if (position_ < text_.size()) ++position_;
        return text_.substr(begin, end - begin);
    }

private:
    std::string_view text_;
    std::size_t position_ = 0;
};

// How many dashes the line consists of; 0: of something else, too.
std::size_t dashes_in(std::string_view line) {
    while (!line.empty() && kBlanks.find(line.back()) != std::string_view::npos) line.remove_suffix(1);
    return line.find_first_not_of('-') == std::string_view::npos ? line.size() : 0;
}

bool is_label_letter(char letter) {
    const char upper = ascii_upper(letter);
    return (upper >= 'A' && upper <= 'Z') || letter == ' ' || letter == '-' ||
           static_cast<unsigned char>(letter) >= 0x80;
}

bool is_label(std::string_view text) {
    return !text.empty() && text.size() <= kLongestLabel && kBlanks.find(text.front()) == std::string_view::npos &&
           std::all_of(text.begin(), text.end(), is_label_letter);
}

// The label lines from here to the line of dashes; nothing when some line is neither.
std::optional<std::vector<Entry>> read_entries(Lines& lines, std::size_t fewest_dashes, std::size_t most_dashes) {
    std::vector<Entry> entries;
    for (std::size_t count = 0; count < kMostLines && !lines.at_end(); ++count) {
        const std::string_view line = lines.next();
        if (line.empty()) return std::nullopt;
        if (line.front() == '-') {
            const std::size_t dashes = dashes_in(line);
            if (dashes < fewest_dashes || dashes > most_dashes) return std::nullopt;
            return entries;
        }
        if (kBlanks.find(line.front()) != std::string_view::npos) {
            if (entries.empty()) return std::nullopt;
            entries.back().values.push_back(trimmed(line));
            continue;
        }
        const std::size_t colon = line.find(':');
        if (colon == std::string_view::npos || !is_label(line.substr(0, colon))) return std::nullopt;
        entries.push_back({line.substr(0, colon), {trimmed(line.substr(colon + 1))}});
    }
    return std::nullopt;
}

// What stands where, in one language.
class Block {
public:
    Block(const std::vector<Entry>& entries, const Labels& labels) : labels_(&labels) {
        for (const Entry& entry : entries) {
            const auto* const known = std::find(labels.of.begin(), labels.of.end(), entry.label);
            if (known == labels.of.end()) {
                ++unknown_;
                continue;
            }
            const Entry*& place = places_[static_cast<std::size_t>(known - labels.of.begin())];
            repeated_ = repeated_ || place != nullptr;
            place = &entry;
        }
        sender_first_ = !entries.empty() && find(Field::from) == &entries.front();
    }

    // The sender in the first place, his subject and date, and nothing twice.
    [[nodiscard]] bool is_complete() const {
        return sender_first_ && !repeated_ && find(Field::subject) != nullptr && find(Field::date) != nullptr;
    }
    [[nodiscard]] std::size_t unknown() const { return unknown_; }
    [[nodiscard]] std::string_view language() const { return labels_->language; }
    [[nodiscard]] const Entry* find(Field field) const { return places_[static_cast<std::size_t>(field)]; }
    [[nodiscard]] std::string_view first(Field field) const {
        const Entry* const entry = find(field);
        return entry == nullptr ? std::string_view() : entry->values.front();
    }
    [[nodiscard]] std::vector<std::string> all(Field field) const {
        std::vector<std::string> list;
        const Entry* const entry = find(field);
        if (entry == nullptr) return list;
        for (const std::string_view value : entry->values)
            if (!value.empty()) list.emplace_back(value);
        return list;
    }

private:
    const Labels* labels_;
    std::array<const Entry*, kFields> places_{};
    std::size_t unknown_ = 0;
    bool repeated_ = false;
    bool sender_first_ = false;
};

// 1 low, 2 and 3 normal, 4 and 5 high, R high with a receipt; nothing is normal.
std::optional<Priority> priority_of(std::string_view value) {
    if (value.empty() || value == "2" || value == "3") return Priority::normal;
    if (value == "1") return Priority::low;
    if (value == "4" || value == "5" || value == "R") return Priority::high;
    return std::nullopt;
}

// "C7F3A747 / subject text" -> "C7F3A747"
std::string digits_of(std::string_view value) {
    value = value.substr(0, value.find_first_of(" /"));
    const auto is_digit = [](char letter) {
        return (letter >= '0' && letter <= '9') || (ascii_upper(letter) >= 'A' && ascii_upper(letter) <= 'F');
    };
    return std::all_of(value.begin(), value.end(), is_digit) ? std::string(value) : std::string();
}

// "1997-10-09 10:24"
std::optional<LocalTime> windows_date(std::string_view value) {
    if (value.size() != 16 || value[10] != ' ') return std::nullopt;
    std::string iso(value);
    iso[10] = 'T';
    return LocalTime::parse(iso);
}

// "10-09-97" and "10:24". Microsoft Mail is of 1988; years below are of the next century.
std::optional<LocalTime> dos_date(std::string_view date, std::string_view time) {
    if (date.size() != 8 || date[2] != '-' || date[5] != '-' || time.size() != 5) return std::nullopt;
    const std::string_view year = date.substr(6);
    std::string iso(year >= "80" ? "19" : "20");
    iso.append(year).append("-").append(date.substr(0, 5)).append("T").append(time);
    return LocalTime::parse(iso);
}

Letterhead common(const Block& block, Form form) {
    Letterhead head;
    head.form = form;
    head.language = block.language();
    head.from = block.all(Field::from);
    head.to = block.all(Field::to);
    head.cc = block.all(Field::cc);
    head.attachments = block.all(Field::attachments);
    // One that goes on in the next line would have to be joined, and nobody has said how.
    if (block.find(Field::subject)->values.size() == 1) head.subject = std::string(block.first(Field::subject));
    if (block.find(Field::priority) != nullptr) head.priority = priority_of(block.first(Field::priority));
    return head;
}

// The class named in the first line of the Windows form; "" for any other line.
std::string_view class_in(std::string_view line) {
    if (!line.starts_with(kProgram)) return {};
    line.remove_prefix(kProgram.size());
    if (line.starts_with(kTransport)) line.remove_prefix(kTransport.size());
    line = trimmed(line);
    return line.starts_with(kAnyClass) && line.size() > kAnyClass.size() ? line : std::string_view();
}

std::optional<Letterhead> read_windows(std::string_view text) {
    Lines lines(text);
    const std::string_view message_class = class_in(lines.next());
    if (message_class.empty()) return std::nullopt;
    const auto entries = read_entries(lines, kFewestDashes, std::string_view::npos);
    if (!entries) return std::nullopt;
    for (const Labels& labels : windows_labels()) {
        const Block block(*entries, labels);
        if (!block.is_complete()) continue;
        Letterhead head = common(block, Form::windows);
        head.message_class = message_class;
        head.date = windows_date(block.first(Field::date));
        head.message_id = digits_of(block.first(Field::message_id));
        head.parent_id = digits_of(block.first(Field::parent_id));
        head.conversation_id = digits_of(block.first(Field::conversation_id));
        head.size = lines.position();
        return head;
    }
    return std::nullopt;
}

// It has no first line of its own: so no label may be unknown, and the date must be one.
std::optional<Letterhead> read_dos(std::string_view text) {
    Lines lines(text);
    const auto entries = read_entries(lines, kDosDashes, kDosDashes);
    if (!entries) return std::nullopt;
    const Block block(*entries, dos_labels());
    if (!block.is_complete() || block.unknown() != 0 || block.find(Field::to) == nullptr) return std::nullopt;
    Letterhead head = common(block, Form::dos);
    head.date = dos_date(block.first(Field::date), block.first(Field::time));
    if (!head.date) return std::nullopt;
    head.size = lines.position();
    return head;
}

}  // namespace

std::string_view name_of(Form form) { return form == Form::windows ? "Windows" : "DOS"; }

std::optional<Letterhead> read_letterhead(std::string_view text) {
    if (text.starts_with(kProgram)) return read_windows(text);
    if (text.starts_with(dos_labels().label(Field::from))) return read_dos(text);
    return std::nullopt;
}

}  // namespace restante::letterhead
