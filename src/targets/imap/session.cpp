#include "targets/imap/session.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/ascii.h"

namespace restante::targets::imap {
namespace {

constexpr std::uint64_t kLiteralMinus = 4096;  // RFC 7888 section 5
constexpr std::uint32_t kLongestWait = 3'600'000;
constexpr std::size_t kLongestServerText = 300;  // of what goes into errors

}  // namespace

std::string quoted_string(std::string_view text) {
    std::string result = "\"";
    for (const char letter : text) {
        if (letter == '"' || letter == '\\') result += '\\';
        result += letter;
    }
    return result + '"';
}

bool Abilities::sends_at_once(std::uint64_t size) const {
    return has("LITERAL+") || (has("LITERAL-") && size <= kLiteralMinus);
}

void Abilities::take(const Response& response) {
    std::vector<std::string> words = response.words;
    for (const Value& value : response.values) words.push_back(value.text);
    names.clear();
    append_limit.reset();
    for (const std::string& word : words) {
        const std::string name = ascii_upper(word);
        if (name.starts_with("APPENDLIMIT=")) append_limit = parse_number(std::string_view(name).substr(12));
        names.insert(name);
    }
}

std::string Session::next_tag() { return fmt::format("R{}", ++last_tag_); }

Result<void> Session::send(Bytes bytes) { return connection_->send(bytes); }

Result<Response> Session::next_response() {
    for (;;) {
        auto response = TRY(reader_.next());
        if (response && response->name == "BYE" && response->kind == Response::Kind::untagged) {
            farewell_ = std::move(*response);
            return fail(Errc::unreachable, "the server closed the connection: " + words_of(*farewell_));
        }
        if (response) return std::move(*response);
        reader_.feed(TRY(connection_->receive()));
    }
}

Result<Response> Session::answer_to(std::string_view tag, const Visit& visit) {
    for (;;) {
        Response response = TRY(next_response());
        if (response.kind == Response::Kind::tagged) {
            if (response.tag == tag) return response;
            return fail(Errc::bad_value, "the server answers what was not asked: " + words_of(response));
        }
        if (response.kind == Response::Kind::untagged && visit) TRY_VOID(visit(response));
    }
}

Result<Response> Session::leave_to_go_on(std::string_view tag) {
    for (;;) {
        Response response = TRY(next_response());
        if (response.kind == Response::Kind::go_on) return response;
        if (response.kind == Response::Kind::tagged && response.tag == tag) return response;
        if (response.kind == Response::Kind::tagged)
            return fail(Errc::bad_value, "the server answers what was not asked: " + words_of(response));
    }
}

Result<Response> Session::command(std::string_view words, const Visit& visit) {
    const std::string tag = next_tag();
    TRY_VOID(send(fmt::format("{} {}\r\n", tag, words)));
    return answer_to(tag, visit);
}

Result<Response> Session::must(std::string_view words, const Visit& visit) {
    Response response = TRY(command(words, visit));
    if (response.ok()) return response;
    return fail(meaning_of(response),
                fmt::format("the server refuses {}: {}", words.substr(0, words.find(' ')), words_of(response)));
}

Result<void> Session::ask_abilities() {
    TRY(must("CAPABILITY", [this](const Response& response) {
        if (response.name == "CAPABILITY") abilities_.take(response);
        return Result<void>{};
    }));
    return {};
}

std::string words_of(const Response& response) {
    std::string words = response.name;
    if (!response.code.empty()) words += " [" + response.code + "]";
    // A server's text may hold anything; only what people can read goes on.
    words += ' ';
    for (const char letter : std::string_view(response.text).substr(0, kLongestServerText))
        words += letter >= 0x20 && letter < 0x7F ? letter : '?';
    return words;
}

std::optional<std::uint32_t> suggested_milliseconds(const Response& response) {
    constexpr std::string_view kHint = "suggested backoff time: ";
    const std::string text = ascii_lower(response.text);
    const std::size_t hint = text.find(kHint);
    if (hint == std::string::npos) return std::nullopt;
    std::string_view digits = std::string_view(text).substr(hint + kHint.size());
    digits = digits.substr(0, std::min(digits.find_first_not_of("0123456789"), digits.size()));
    const auto number = parse_number(digits);
    if (!number) return std::nullopt;
    return static_cast<std::uint32_t>(std::min<std::uint64_t>(*number, kLongestWait));
}

Errc meaning_of(const Response& refusal) {
    const std::string& code = refusal.code;
    if (code == "OVERQUOTA") return Errc::no_space;
    if (code == "NOPERM") return Errc::denied;
    if (code == "LIMIT" || code == "INUSE" || code == "UNAVAILABLE" || suggested_milliseconds(refusal))
        return Errc::throttled;
    if (code == "AUTHENTICATIONFAILED" || code == "AUTHORIZATIONFAILED" || code == "EXPIRED") return Errc::auth;
    if (code == "TRYCREATE" || code == "NONEXISTENT") return Errc::not_found;
    if (code == "ALREADYEXISTS") return Errc::exists;
    // Cyrus says it without a code.
    if (code.empty() && ascii_lower(refusal.text).starts_with("over quota")) return Errc::no_space;
    return Errc::rejected;
}

}  // namespace restante::targets::imap
