// Files of our writer as input of the reader's tests.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "base/byte_sink.h"
#include "formats/pst/reader/store.h"
#include "formats/pst/writer.h"

namespace restante::pst::reader {

inline std::unique_ptr<Writer> start(MemorySink& sink, Format format, Encoding encoding) {
    WriterOptions options;
    options.format = format;
    options.encoding = encoding;
    options.record_key[0] = 7;
    options.time = FileTime::from_unix(800'000'000);
    return std::move(*Writer::create(sink, options));
}

// One folder with a message that has an attachment, a recipient, a large body and two messages inside.
inline ByteVector small_file(Format format = Format::unicode, Encoding encoding = Encoding::none) {
    MemorySink sink;
    const auto writer = start(sink, format, encoding);
    auto inner = std::make_shared<Message>();
    inner->subject = "inside";
    Message message;
    message.subject = "Re: hello";
    message.recipients.push_back({.name = "Ann", .address_type = "SMTP", .address = "ann@example.org"});
    message.attachments.push_back({.data = std::make_shared<MemoryBytes>(ByteVector(20'000, std::uint8_t{0x41}))});
    message.attachments.push_back({.method = AttachMethod::embedded_message, .embedded = inner});
    message.attachments.push_back({.method = AttachMethod::embedded_message, .embedded = inner});
    message.properties.push_back({0x1000, std::string(30'000, 'x')});
    message.properties.push_back({*writer->named({kCommonSet, 0x8530U}), std::string("mark")});
    EXPECT_TRUE(writer->begin_folder({.name = "Inbox", .comment = "what comes in", .role = FolderRole::inbox}));
    EXPECT_TRUE(writer->add_message(message));
    EXPECT_TRUE(writer->add_message({.subject = "second", .flags = kFlagRead}));
    EXPECT_TRUE(writer->end_folder());
    EXPECT_TRUE(writer->finish());
    return sink.take();
}

}  // namespace restante::pst::reader
