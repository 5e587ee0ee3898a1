// A message of the postoffice as a model message. Source: docs/formats/postoffice-mail.md 5, docs/sources.md.
#pragma once

#include <optional>
#include <string>

#include "base/code_page.h"
#include "base/result.h"
#include "formats/postoffice/mail/mai_file.h"
#include "formats/postoffice/mail/mai_message.h"
#include "model/message.h"
#include "sources/postoffice/postoffice_study.h"

namespace restante::sources {

// What is needed to read any message of one postoffice. All outlive the reader.
struct MessageContext {
    const PostofficeStudy& study;
    const CodePage& page;
    bool dig = false;  // what is left of files with unreadable sectors is wanted, too
};

// `file` was read from `source`; `id` is the message's own name. The block of label lines in front of the text goes to
// `letterhead`, and what it says to the fields that lack it; attachments are read when asked for.
[[nodiscard]] model::Message message_of(const MessageContext& context, const postoffice::MaiFile& file,
                                        const ByteSourcePointer& source, std::string id, Findings& findings,
                                        const std::string& item);

// The message in a MAI file; errors of opening and reading it.
Result<model::Message> read_postoffice_message(const MessageContext& context, std::uint32_t number, Findings& findings,
                                               const std::string& item);

// File number `index` of the tree, to be delivered as it is, or what is left of it for who digs: read once, then.
// `what` names it in findings; errors of opening it, and of one of which nothing is left.
Result<ByteSourcePointer> open_content(const MessageContext& context, std::size_t index, const std::string& what,
                                       Findings& findings, const std::string& item);

// The deciphered data of an ATT file, likewise.
Result<ByteSourcePointer> open_attachment(const MessageContext& context, std::uint32_t number, const std::string& what,
                                          Findings& findings, const std::string& item);

// "SMTP:ann@example.org" or "NET/PO/MBX": a sender or recipient.
[[nodiscard]] model::Address address_of(const postoffice::MailAddress& address, const CodePage& page);

}  // namespace restante::sources
