// MSMAIL.INI and WELCOME.GLB.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "formats/postoffice/records/mail_settings.h"
#include "formats/postoffice/records/welcome.h"

namespace {

using namespace restante;
using namespace restante::postoffice;

void run(Bytes bytes) {
    if (to_hex(write_welcome(read_welcome(bytes))) != to_hex(bytes)) std::abort();
    static_cast<void>(write_mail_settings(read_mail_settings(bytes)));
    const std::string text = without_passwords(as_text(bytes));
    if (read_mail_settings(as_bytes(text)).has_password || without_passwords(text) != text) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    run({data, size});
    return 0;
}
