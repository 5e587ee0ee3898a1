#include "formats/postoffice/mail/mail_address.h"

#include <cstddef>
#include <limits>

#include "base/byte_reader.h"
#include "base/byte_writer.h"

namespace restante::postoffice {

Result<MailAddress> parse_mail_address(Bytes plain) {
    ByteReader reader(plain);
    MailAddress address;
    address.type = TRY(reader.le<std::uint8_t>());
    address.text = as_text(TRY(reader.until_nul()));
    const auto flags = TRY(reader.le<std::uint8_t>());
    if ((flags & kAddressFlags) == 0) return fail(Errc::bad_value, "unknown flags of an address", reader.offset() - 1);
    address.flags = flags & static_cast<std::uint8_t>(~kAddressHasName);
    // The NUL of an empty name is there even when the flag says that there is none.
    const std::string name(as_text(TRY(reader.until_nul())));
    if ((flags & kAddressHasName) != 0)
        address.name = name;
    else if (!name.empty())
        return fail(Errc::bad_value, "a name where none is announced", reader.offset());
    const auto count = TRY(reader.le<std::uint8_t>());
    if (count != reader.remaining()) return fail(Errc::bad_value, "an address of another size", reader.offset());
    const Bytes trailer = TRY(reader.bytes(count));
    address.trailer.assign(trailer.begin(), trailer.end());
    return address;
}

MailAddress salvage_mail_address(Bytes plain) {
    MailAddress address;
    if (plain.empty()) return address;
    address.type = plain[0];
    const Bytes text = until_nul(plain.subspan(1));
    address.text = as_text(text);
    const std::size_t flags = 1 + text.size() + 1;
    if (flags >= plain.size() || (plain[flags] & kAddressHasName) == 0) return address;
    address.name = std::string(as_text(until_nul(plain.subspan(flags + 1))));
    return address;
}

Result<ByteVector> compose_mail_address(const MailAddress& address) {
    const auto has_nul = [](const std::string& text) { return text.find('\0') != std::string::npos; };
    if (has_nul(address.text) || has_nul(address.name.value_or("")))
        return fail(Errc::bad_value, "an address cannot hold a NUL");
    if (address.trailer.size() > std::numeric_limits<std::uint8_t>::max())
        return fail(Errc::bad_value, "the trailer of an address is too long");
    ByteWriter writer;
    writer.le(address.type);
    writer.text_nul(address.text);
    writer.le(static_cast<std::uint8_t>(address.flags | (address.name ? kAddressHasName : 0U)));
    writer.text_nul(address.name.value_or(""));
    writer.le(static_cast<std::uint8_t>(address.trailer.size()));
    writer.bytes(address.trailer);
    return std::move(writer).take();
}

}  // namespace restante::postoffice
