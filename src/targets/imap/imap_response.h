// What an IMAP server says (RFC 9051 section 7, RFC 3501), as values. Pure: bytes in, values out.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"

namespace restante::targets::imap {

// One word, string or list behind the name of a response. NIL is an atom of that name.
struct Value {
    enum class Kind : std::uint8_t { atom, string, list };
    Kind kind = Kind::atom;
    std::string text{};          // of atoms and strings (quoted or literal)
    std::vector<Value> items{};  // of lists

    [[nodiscard]] bool is_nil() const { return kind == Kind::atom && text == "NIL"; }
};

struct Response {
    enum class Kind : std::uint8_t { untagged, tagged, go_on };
    Kind kind = Kind::untagged;
    std::string tag{};                      // of tagged ones
    std::string name{};                     // "OK", "NO", "BAD", "BYE", "LIST", "FETCH" ..., upper case
    std::optional<std::uint32_t> number{};  // "* 12 FETCH"
    std::vector<Value> values{};            // what follows the name, where it is data
    std::string code{};                     // "APPENDUID" of "OK [APPENDUID 1 2] done", upper case; else ""
    std::vector<std::string> words{};       // what follows the code
    std::string text{};                     // for people, of OK, NO, BAD, BYE and go_on

    [[nodiscard]] bool ok() const { return name == "OK"; }
};

// `raw` is one response with its literals, without the last line end. bad_value: it is none.
[[nodiscard]] Result<Response> parse_response(std::string_view raw);

// "3,7:9" -> 3, 7, 8, 9. Nothing when it is no such set, or has more than `most` numbers.
[[nodiscard]] std::optional<std::vector<std::uint32_t>> parse_number_set(std::string_view text, std::size_t most);
[[nodiscard]] std::optional<std::uint64_t> parse_number(std::string_view text);

// Cuts what arrives into responses. A server can make it keep one response of kLargestResponse, no more.
class ResponseReader {
public:
    static constexpr std::size_t kLargestResponse = 4 * 1024 * 1024;  // bytes, literals included

    void feed(Bytes bytes);
    // The next whole response; nothing while it is incomplete. bad_value: the server does not speak IMAP, or says too
    // much at once; nothing can be read from it any more.
    Result<std::optional<Response>> next();

private:
    std::string buffer_;
    std::size_t start_ = 0;   // of the response at hand
    std::size_t looked_ = 0;  // up to here there is no line end that ends it
};

}  // namespace restante::targets::imap
