// Errors are values. Every fallible function returns Result<T>; nothing in restante throws across an interface.
//
// An Error says what went wrong in one sentence, where (item path, outermost first) and, when bytes are to blame,
// at which offset of the file named in `where`.
#pragma once

#include <tl/expected.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace restante {

enum class Errc : std::uint8_t {
    truncated,    // the bytes end before the structure does
    bad_magic,    // not the format it was taken for
    bad_value,    // a field holds what it must not hold
    not_found,    // the named thing does not exist
    cycle,        // a reference leads back to where we were
    too_large,    // a stated limit would be exceeded
    unsupported,  // understood, but not done
    usage,        // the caller asked for something contradictory
    exists,       // would replace something that is not ours
    denied,       // no permission
    no_space,     // disk or quota full
    io,           // any other input/output error
    unreachable,  // a target does not answer
    auth,         // a target refuses the login
    throttled,    // a target asks to slow down
    rejected,     // a target refuses this item
    conflict,     // the target changed under us
    cancelled,    // the user asked to stop
};

struct Error {
    Errc code{};
    std::string what{};                     // one sentence without a full stop
    std::optional<std::uint64_t> offset{};  // absolute offset in the file named by `where`
    std::string where{};                    // "BOB.MMF/Inbox/17", built on the way up by in()

    // Names the enclosing item: the new part goes in front of what is there.
    [[nodiscard]] Error in(std::string_view outer) && {
        where = where.empty() ? std::string(outer) : std::string(outer) + "/" + where;
        return std::move(*this);
    }

    // "BOB.MMF/Inbox/17 @0x4a02: attribute list is cut off"
    [[nodiscard]] std::string describe() const;
};

template <class T>
using Result = tl::expected<T, Error>;

[[nodiscard]] inline tl::unexpected<Error> fail(Errc code, std::string what,
                                                std::optional<std::uint64_t> offset = std::nullopt) {
    return tl::unexpected<Error>(Error{code, std::move(what), offset, {}});
}

[[nodiscard]] inline tl::unexpected<Error> fail(Error error) { return tl::unexpected<Error>(std::move(error)); }

}  // namespace restante

// TRY(expression): the value, or return the error from the enclosing function.
#define TRY(expression)                                                                               \
    __extension__({                                                                                   \
        auto try_result_ = (expression);                                                              \
        if (!try_result_) return ::tl::unexpected<::restante::Error>(std::move(try_result_.error())); \
        std::move(*try_result_);                                                                      \
    })

// TRY_VOID(expression): for Result<void>.
#define TRY_VOID(expression)                                                                          \
    do {                                                                                              \
        auto try_result_ = (expression);                                                              \
        if (!try_result_) return ::tl::unexpected<::restante::Error>(std::move(try_result_.error())); \
    } while (false)
