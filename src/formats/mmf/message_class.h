// Message classes: a message holds a number, the text is in this list of the same file.
// Source: docs/formats/mmf-records.md "Message classes".
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"

namespace restante::mmf {

constexpr std::uint16_t kNoteClass = 1, kReadReceiptClass = 2, kNonDeliveryClass = 3;  // the same in every file
constexpr const char* kNoteClassName = "IPM.Microsoft Mail.Note";

// An element of 80'MCs'; its id is the class number, which above 3 differs from file to file.
struct MessageClass {
    std::string name_field{};  // as stored: with its NUL, and whatever follows it
    ByteVector text_map{};     // for printing and replying (text_map.h); may be empty
    ByteVector rest{};

    [[nodiscard]] std::string name() const { return name_field.substr(0, name_field.find('\0')); }
    static MessageClass named(const std::string& name, ByteVector text_map = {});

    bool operator==(const MessageClass&) const = default;
};

// truncated.
Result<MessageClass> read_message_class(Bytes element, std::uint64_t file_offset = 0);
// The name field must be below 64 KiB, and so must the map.
[[nodiscard]] ByteVector write_message_class(const MessageClass& message_class);

// An element of the older 80'Mc ': the name only.
[[nodiscard]] std::string read_old_message_class(Bytes element);
[[nodiscard]] ByteVector write_old_message_class(const std::string& name);

struct NumberedClass {
    std::uint16_t number = 0;
    MessageClass message_class{};
};
// What a new store contains, in list order: 3, 2, 1, with their text maps.
[[nodiscard]] std::vector<NumberedClass> standard_classes();
// The name of class 1, 2 or 3 of every store; "" for other numbers.
[[nodiscard]] std::string standard_class_name(std::uint32_t number);

}  // namespace restante::mmf
