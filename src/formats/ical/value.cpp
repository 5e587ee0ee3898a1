#include "formats/ical/value.h"

#include <fmt/format.h>

#include <cstdint>

namespace restante::ical {
namespace {

// Unreserved characters of URIs, and those of the others that RFC 6068 leaves alone in an address.
bool stays(char letter) {
    return (letter >= 'A' && letter <= 'Z') || (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') ||
           std::string_view("-._~!$'*+@:").find(letter) != std::string_view::npos;
}

}  // namespace

std::string date(const LocalTime& time) { return fmt::format("{:04}{:02}{:02}", time.year, time.month, time.day); }

std::string floating_time(const LocalTime& time) {
    return fmt::format("{}T{:02}{:02}{:02}", date(time), time.hour, time.minute, time.second);
}

std::string utc_time(const LocalTime& time) { return floating_time(time) + "Z"; }

std::string mailto(std::string_view address) {
    std::string uri = "mailto:";
    for (const char letter : address) {
        if (stays(letter))
            uri += letter;
        else
            uri += fmt::format("%{:02X}", static_cast<std::uint8_t>(letter));
    }
    return uri;
}

}  // namespace restante::ical
