// A TNEF stream as a message of the model. docs/attachments.md "WINMAIL.DAT"; docs/formats/tnef.md
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/byte_source.h"
#include "base/time_zone.h"
#include "content/expand.h"
#include "formats/tnef/message.h"
#include "model/message.h"

namespace restante::content {

class TnefMessage {
public:
    // All outlive it. The code page of the stream wins over that of `reading`.
    TnefMessage(const ByteSource& source, const tnef::Message& message, const Reading& reading)
        : source_(&source),
          message_(&message),
          zone_(&reading.zone),
          code_page_(message.code_page != 0 ? message.code_page : reading.code_page) {}

    // Without attachments. Attributes win over properties where both say something, but for text: properties may be
    // Unicode.
    [[nodiscard]] model::Message message() const;
    [[nodiscard]] std::string name_of(const tnef::Attachment& attachment) const;  // "" when there is none

private:
    Result<ByteVector> load(SourceRange range) const;
    // "" when the property is absent or cannot be read.
    [[nodiscard]] std::string text_of(const tnef::PropertyList& properties, std::uint16_t id) const;
    [[nodiscard]] std::optional<std::string> text_or(const ByteVector& attribute, std::uint16_t id) const;
    [[nodiscard]] std::optional<std::uint64_t> number_of(const tnef::PropertyList& properties, std::uint16_t id) const;
    [[nodiscard]] std::optional<LocalTime> time_of(std::uint16_t id) const;
    [[nodiscard]] model::Address person(const tnef::PropertyList& properties, std::uint16_t name, std::uint16_t type,
                                        std::uint16_t address) const;
    [[nodiscard]] std::vector<model::Address> senders() const;
    [[nodiscard]] std::vector<model::Address> reply_to() const;
    [[nodiscard]] std::optional<model::Priority> priority() const;
    void put_recipients(model::Message& message) const;

    const ByteSource* source_;
    const tnef::Message* message_;
    const TimeZone* zone_;
    int code_page_;
};

}  // namespace restante::content
