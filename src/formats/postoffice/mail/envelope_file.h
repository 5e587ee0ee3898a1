// Transport envelopes (P1): whom a message goes to, for the receiving postoffice. Their format is not known, so they
// are only told apart by name and kept as they are. Source: Q100826, Q119642, Q128913:
// docs/formats/postoffice-mail.md 10.
#pragma once

#include <cstdint>
#include <string_view>

namespace restante::postoffice {

enum class EnvelopeFile : std::uint8_t {
    none,      // no file of the P1 directory
    envelope,  // nnnnnnnn.P1: base name as the MAI file's
    lock,      // nnnnnnnn.0LK, nnnnnnnn.Pxx, LOCKP1ID.Pxx: a program is, or was, at work
};

[[nodiscard]] EnvelopeFile envelope_file(std::string_view name);  // either case

}  // namespace restante::postoffice
