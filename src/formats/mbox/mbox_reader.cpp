#include "formats/mbox/mbox_reader.h"

#include <algorithm>
#include <utility>

#include "formats/mbox/from_line.h"

namespace restante::mbox {
namespace {

bool is_quoted_from(std::string_view line) {
    const std::size_t quotes = std::min(line.find_first_not_of('>'), line.size());
    return quotes > 0 && line.substr(quotes).starts_with(kFrom);
}

}  // namespace

std::vector<MboxMessage> read_messages(std::string_view file) {
    std::vector<MboxMessage> messages;
    while (!file.empty()) {
        const std::size_t end = std::min(file.find('\n'), file.size());
        const std::string_view line = file.substr(0, end);
        const bool complete = end < file.size();
        file.remove_prefix(complete ? end + 1 : end);
        if (line.starts_with(kFrom)) {
            messages.push_back({std::string(line), {}});
            continue;
        }
        if (messages.empty()) continue;
        std::string& content = messages.back().content;
        content += is_quoted_from(line) ? line.substr(1) : line;
        if (complete) content += '\n';
    }
    for (MboxMessage& message : messages)
        if (message.content.ends_with('\n')) message.content.pop_back();
    return messages;
}

HeaderScanner::HeaderScanner(std::string field_name, std::function<void(std::string_view)> found)
    : prefix_(std::move(field_name) + ": "), found_(std::move(found)) {}

void HeaderScanner::take_line() {
    if (line_.starts_with(kFrom) && after_blank_)
        in_headers_ = true;
    else if (line_.empty())
        in_headers_ = false;
    else if (in_headers_ && line_.starts_with(prefix_))
        found_(std::string_view(line_).substr(prefix_.size()));
    after_blank_ = line_.empty();
    line_.clear();
}

void HeaderScanner::feed(Bytes bytes) {
    std::string_view text = as_text(bytes);
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        if (line_.size() < kLongestLine) line_ += text.substr(0, std::min(end, kLongestLine - line_.size()));
        if (end == text.size()) return;
        take_line();
        text.remove_prefix(end + 1);
    }
}

void HeaderScanner::finish() {
    if (!line_.empty()) take_line();
}

}  // namespace restante::mbox
