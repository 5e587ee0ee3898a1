// JSON whose numbers are all whole, as all that is kept or asked for is. Any other number the library turns into a
// whole one by a cast, which is undefined behaviour when it does not fit. Source: ISO C++20, [conv.fpint].
#pragma once

#include <string_view>
#include <utility>

namespace restante {

// `Json` is one of the types of nlohmann's library. Its exceptions tell that the text is no JSON, or, when the value is
// asked for anything, that a number has a fraction, an exponent or more than 64 bits.
template <class Json>
[[nodiscard]] Json parse_exact_json(std::string_view text) {
    bool exact = true;
    Json json = Json::parse(text, [&exact](int, typename Json::parse_event_t event, const Json& value) {
        if (event == Json::parse_event_t::value && value.is_number_float()) exact = false;
        return true;
    });
    return exact ? std::move(json) : Json(Json::value_t::discarded);
}

}  // namespace restante
