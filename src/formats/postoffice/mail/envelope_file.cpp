#include "formats/postoffice/mail/envelope_file.h"

#include <string>

#include "base/ascii.h"
#include "formats/postoffice/mail/mailbag.h"

namespace restante::postoffice {

EnvelopeFile envelope_file(std::string_view name) {
    const std::string upper = ascii_upper(name);
    const std::size_t dot = upper.find('.');
    if (dot == std::string::npos) return EnvelopeFile::none;
    const std::string base = upper.substr(0, dot), extension = upper.substr(dot + 1);
    const bool numbered = is_message_name(base);
    if (numbered && extension == "P1") return EnvelopeFile::envelope;
    const bool in_work = extension.size() == 3 && extension[0] == 'P';
    const bool lock = numbered ? in_work || extension == "0LK" : base == "LOCKP1ID" && in_work;
    return lock ? EnvelopeFile::lock : EnvelopeFile::none;
}

}  // namespace restante::postoffice
