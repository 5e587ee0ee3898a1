#include "targets/imap/imap_response.h"

#include <charconv>
#include <limits>

#include "base/ascii.h"

namespace restante::targets::imap {
namespace {

constexpr int kDeepestList = 16;
constexpr std::string_view kLineEnd = "\r\n";

tl::unexpected<Error> no_response(std::string_view why) {
    return fail(Errc::bad_value, "the server's answer is no IMAP: " + std::string(why));
}

// The size in "{123}" or "{123+}" at the end of a line.
std::optional<std::uint64_t> literal_size(std::string_view line) {
    if (!line.ends_with('}')) return std::nullopt;
    const std::size_t open = line.rfind('{');
    if (open == std::string_view::npos) return std::nullopt;
    std::string_view digits = line.substr(open + 1, line.size() - open - 2);
    if (digits.ends_with('+')) digits.remove_suffix(1);
    return parse_number(digits);
}

class ValueParser {
public:
    explicit ValueParser(std::string_view text) : text_(text) {}

    Result<std::vector<Value>> all() {
        std::vector<Value> values = TRY(sequence(0));
        if (!text_.empty()) return no_response("a bracket closes that was not opened");
        return values;
    }

private:
    // Up to the end or a closing bracket, which stays.
    Result<std::vector<Value>> sequence(int depth) {
        std::vector<Value> values;
        for (;;) {
            while (!text_.empty() && text_.front() == ' ') text_.remove_prefix(1);
            if (text_.empty() || text_.front() == ')') return values;
            values.push_back(TRY(value(depth)));
        }
    }

    Result<Value> value(int depth) {
        if (text_.front() == '(') return list(depth);
        if (text_.front() == '"') return quoted_string();
        if (text_.front() == '{' || text_.starts_with("~{")) return literal();
        return atom();
    }

    Result<Value> list(int depth) {
        if (depth == kDeepestList) return no_response("lists lie too deep in one another");
        text_.remove_prefix(1);
        Value value{Value::Kind::list, {}, TRY(sequence(depth + 1))};
        if (text_.empty()) return no_response("a list does not end");
        text_.remove_prefix(1);
        return value;
    }

    Result<Value> quoted_string() {
        Value value{Value::Kind::string, {}, {}};
        for (std::size_t i = 1; i < text_.size(); ++i) {
            if (text_[i] == '"') {
                text_.remove_prefix(i + 1);
                return value;
            }
            if (text_[i] == '\\' && i + 1 < text_.size()) ++i;
            value.text += text_[i];
        }
        return no_response("a string does not end");
    }

    Result<Value> literal() {
        const std::size_t end = text_.find(kLineEnd);
        const auto size = end == std::string_view::npos ? std::nullopt : literal_size(text_.substr(0, end));
        if (!size || *size > text_.size() - end - kLineEnd.size()) return no_response("a literal is cut off");
        text_.remove_prefix(end + kLineEnd.size());
        Value value{Value::Kind::string, std::string(text_.substr(0, static_cast<std::size_t>(*size))), {}};
        text_.remove_prefix(static_cast<std::size_t>(*size));
        return value;
    }

    // An atom with its section: BODY[HEADER.FIELDS (X-Item)] is one.
    Result<Value> atom() {
        std::size_t end = 0;
        bool section = false;
        for (; end < text_.size(); ++end) {
            const char letter = text_[end];
            if (letter == '[') section = true;
            if (letter == ']') section = false;
            if (letter == '\r' || letter == '\n') return no_response("a line breaks off");
            if (!section && (letter == ' ' || letter == '(' || letter == ')' || letter == '"')) break;
        }
        if (end == 0) return no_response("a value is missing");
        Value value{Value::Kind::atom, std::string(text_.substr(0, end)), {}};
        text_.remove_prefix(end);
        return value;
    }

    std::string_view text_;
};

std::string_view take_word(std::string_view& text) {
    const std::size_t end = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return word;
}

// "[CODE words] text"
void read_status(std::string_view rest, Response& response) {
    if (const std::size_t end = rest.find(']'); rest.starts_with('[') && end != std::string_view::npos) {
        std::string_view code = rest.substr(1, end - 1);
        response.code = ascii_upper(take_word(code));
        while (!code.empty())
            if (const std::string_view word = take_word(code); !word.empty()) response.words.emplace_back(word);
        rest = trimmed(rest.substr(end + 1));
    }
    response.text = rest;
}

bool is_status(std::string_view name) {
    return name == "OK" || name == "NO" || name == "BAD" || name == "BYE" || name == "PREAUTH";
}

}  // namespace

std::optional<std::uint64_t> parse_number(std::string_view text) {
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (text.empty() || error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return number;
}

std::optional<std::vector<std::uint32_t>> parse_number_set(std::string_view text, std::size_t most) {
    std::vector<std::uint32_t> numbers;
    while (!text.empty()) {
        const std::string_view range = text.substr(0, text.find(','));
        text.remove_prefix(std::min(range.size() + 1, text.size()));
        const std::size_t colon = range.find(':');
        const auto first = parse_number(range.substr(0, colon));
        const auto last = colon == std::string_view::npos ? first : parse_number(range.substr(colon + 1));
        if (!first || !last || *first > *last || *last > std::numeric_limits<std::uint32_t>::max()) return std::nullopt;
        if (*last - *first >= most - std::min(most, numbers.size())) return std::nullopt;
        for (std::uint64_t one = *first; one <= *last; ++one) numbers.push_back(static_cast<std::uint32_t>(one));
    }
    return numbers;
}

Result<Response> parse_response(std::string_view raw) {
    Response response;
    const std::string_view first = take_word(raw);
    if (first == "+") {
        response.kind = Response::Kind::go_on;
        read_status(raw, response);
        return response;
    }
    if (first.empty()) return no_response("an empty line");
    response.kind = first == "*" ? Response::Kind::untagged : Response::Kind::tagged;
    if (response.kind == Response::Kind::tagged) response.tag = first;
    std::string_view name = take_word(raw);
    if (const auto number = parse_number(name);
        number && *number <= std::numeric_limits<std::uint32_t>::max() && response.tag.empty()) {
        response.number = static_cast<std::uint32_t>(*number);
        name = take_word(raw);
    }
    if (name.empty()) return no_response("a line without a name");
    response.name = ascii_upper(name);
    if (is_status(response.name)) {
        read_status(raw, response);
        return response;
    }
    if (response.kind == Response::Kind::tagged) return no_response("an answer that is not OK, NO or BAD");
    response.values = TRY(ValueParser(raw).all());
    return response;
}

void ResponseReader::feed(Bytes bytes) {
    // What was handed out is taken away when it is most of the buffer: each byte moves only a few times.
    if (start_ > buffer_.size() / 2) {
        buffer_.erase(0, start_);
        looked_ -= start_;
        start_ = 0;
    }
    buffer_ += as_text(bytes);
}

Result<std::optional<Response>> ResponseReader::next() {
    const std::string_view buffer = buffer_;
    for (;;) {
        const std::size_t end = looked_ > buffer.size() ? std::string_view::npos : buffer.find(kLineEnd, looked_);
        if (end == std::string_view::npos) {
            if (buffer.size() - start_ > kLargestResponse) return no_response("it is too long");
            return std::optional<Response>();
        }
        const std::size_t line = std::max(looked_, start_);
        if (const auto size = literal_size(buffer.substr(line, end - line))) {
            if (*size > kLargestResponse) return no_response("it is too long");
            looked_ = end + kLineEnd.size() + static_cast<std::size_t>(*size);
            continue;
        }
        if (end - start_ > kLargestResponse) return no_response("it is too long");
        const std::string_view raw = buffer.substr(start_, end - start_);
        start_ = looked_ = end + kLineEnd.size();
        return std::optional<Response>(TRY(parse_response(raw)));
    }
}

}  // namespace restante::targets::imap
