// What is attached to letters: files of kinds that can be told by their bytes, made when they are read.
#pragma once

#include <cstdint>
#include <string>

#include "base/byte_source.h"
#include "base/local_time.h"
#include "forge/random.h"

namespace restante::forge {

enum class AttachmentForm : std::uint8_t { text, document, archive, page, program, macintosh, transport };

struct Attachment {
    std::string name{};  // 8.3, ASCII
    AttachmentForm form{};
    std::uint64_t size = 0;  // bytes
    std::uint64_t seed = 0;
    LocalTime date{};       // of the file
    std::string subject{};  // of the letter, code page 1252: what `transport` (WINMAIL.DAT) repeats
};

// `size` 0: varying; else at least kSmallestAttachment.
[[nodiscard]] Attachment make_attachment(Random& random, std::uint64_t size, const LocalTime& letter);
// WINMAIL.DAT of a letter with that subject.
[[nodiscard]] Attachment make_transport_attachment(const std::string& subject, const LocalTime& letter);

// The same bytes each time; holds no more than 64 KiB of them.
[[nodiscard]] ByteSourcePointer content_of(const Attachment& attachment);

}  // namespace restante::forge
