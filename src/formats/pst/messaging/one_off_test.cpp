#include "formats/pst/messaging/one_off.h"

#include <gtest/gtest.h>

namespace restante::pst {
namespace {

TEST(PstOneOff, AnsiEntryId) {
    const ltp::TextCodec codec(Format::ansi, {});
    EXPECT_EQ(to_hex(one_off_entry_id(codec, "John Doe", "MS", "ACME/HQ/JDOE", true)),
              "00000000812b1fa4bea310199d6e00dd010f540200000000"
              "4a6f686e20446f65004d530041434d452f48512f4a444f4500");
}

TEST(PstOneOff, UnicodeEntryId) {
    const ltp::TextCodec codec(Format::unicode, {});
    EXPECT_EQ(to_hex(one_off_entry_id(codec, "A", "B", std::string_view("C\0", 2), false)),
              "00000000812b1fa4bea310199d6e00dd010f540200000180"
              "410000004200000043000000");
}

TEST(PstOneOff, SearchKey) {
    EXPECT_EQ(to_hex(address_search_key("MS", "acme/HQ/jdoe")), "4d533a41434d452f48512f4a444f4500");
    EXPECT_EQ(to_hex(address_search_key("MS", "\u00D6\u00FC\u20AC\u00F7")), "4d533ad6dc3ff700");
}

}  // namespace
}  // namespace restante::pst
