#include "sources/postoffice/postoffice_message.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <utility>

#include "base/ascii.h"
#include "base/zero_bytes.h"
#include "formats/letterhead/letterhead.h"
#include "formats/postoffice/mail/attachment_file.h"
#include "formats/postoffice/mail/data_element.h"
#include "formats/postoffice/records/field_access.h"
#include "sources/salvaged_file.h"

namespace restante::sources {
namespace {

using postoffice::MaiMessage;

constexpr std::size_t kShortestScheme = 2, kLongestScheme = 8;  // "SMTP", "X400", "PROFS" ...
constexpr std::size_t kCutSubject = 40;                         // characters the Subject field has room for (Q156844)

// Sectors that were lost when the disk was copied: the cipher leaves no zeros.
void report_zeroed(const ByteSource& stored, const std::string& what, Findings& findings, const std::string& item) {
    const ZeroBytes zeros = zero_runs(stored, {0, stored.size()}).value_or(ZeroBytes{});
    if (zeros.size != 0)
        findings.add(MessageId::recover_zeroed, fmt::format("{}: {} bytes", what, zeros.size), item, zeros.first);
}

// lossy: zeros stand for sectors that could not be read, which has been told.
[[nodiscard]] ByteSourcePointer deciphered(const MessageContext& context, const ByteSourcePointer& stored, bool lossy,
                                           const std::string& what, Findings& findings, const std::string& item) {
    auto read = postoffice::read_attachment(stored, context.study.attachments.standing);
    if (!read.deciphered && stored->size() != 0) findings.add(MessageId::postoffice_attachment_cipher, what, item);
    if (read.deciphered && !lossy && read.bytes != stored) report_zeroed(*stored, what, findings, item);
    if (read.deciphered && read.disputed) findings.add(MessageId::postoffice_attachment_disputed, what, item);
    return std::move(read.bytes);
}

class Conversion {
public:
    Conversion(const MessageContext& context, const postoffice::MaiFile& file, const ByteSourcePointer& source,
               Findings& findings, const std::string& item)
        : context_(context),
          mail_(postoffice::interpret_mai(file, context.study.messages.layouts, findings, item)),
          findings_(findings),
          item_(item) {
        find_inline_data(file, source);
    }

    model::Message run(std::string id) {
        message_.id = std::move(id);
        people(mail_.from, message_.from);
        people(mail_.to, message_.to);
        people(mail_.cc, message_.cc);
        people(mail_.bcc, message_.bcc);
        message_.sent = mail_.date;
        if (mail_.priority) message_.priority = priority_of(*mail_.priority);
        if (mail_.subject) message_.subject = text(*mail_.subject);
        if (mail_.text) message_.body = text(*mail_.text);
        take_letterhead();
        std::uint32_t number = 0;
        for (const postoffice::MailAttachment& attachment : mail_.attachments) attach(attachment, number++);
        return std::move(message_);
    }

private:
    [[nodiscard]] std::string text(std::string_view bytes) const { return context_.page.decode(as_bytes(bytes)); }

    void people(const std::vector<postoffice::MailAddress>& stored, std::vector<model::Address>& into) const {
        for (const postoffice::MailAddress& one : stored) into.push_back(address_of(one, context_.page));
    }

    // 1 low, 2 and 3 normal, 4 and 5 high, R high with a receipt (Q112915).
    static model::Priority priority_of(char stored) {
        if (stored == '1') return model::Priority::low;
        return stored == '2' || stored == '3' ? model::Priority::normal : model::Priority::high;
    }

    // The programs of the time wrote the block and took it off again. One that says something else than the message is
    // part of what somebody wrote.
    void take_letterhead() {
        if (!message_.body) return;
        const auto head = letterhead::read_letterhead(*message_.body);
        if (!head || (head->subject && !fits(*head->subject))) return;
        message_.letterhead = message_.body->substr(0, head->size);
        message_.body->erase(0, head->size);
        if (head->subject && !head->subject->empty()) message_.subject = *head->subject;
        fill(message_.class_name, head->message_class);
        fill(message_.message_id, head->message_id);
        fill(message_.parent_id, head->parent_id);
        fill(message_.conversation_id, head->conversation_id);
        if (!message_.sent) message_.sent = head->date;
        if (!message_.priority && head->priority) message_.priority = priority_of(*head->priority);
    }
    static model::Priority priority_of(letterhead::Priority stated) {
        if (stated == letterhead::Priority::high) return model::Priority::high;
        return stated == letterhead::Priority::low ? model::Priority::low : model::Priority::normal;
    }
    static void fill(std::optional<std::string>& field, const std::string& stated) {
        if (!field && !stated.empty()) field = stated;
    }
    // The same subject, or the whole of one that was cut.
    [[nodiscard]] bool fits(const std::string& stated) const {
        if (!message_.subject || trimmed(*message_.subject).empty()) return true;
        const std::string_view stored = trimmed(*message_.subject);
        if (trimmed(stated) == stored) return true;
        return mail_.subject->size() + 2 >= kCutSubject && std::string_view(stated).starts_with(stored);
    }

    // Messages in folder files hold their attachments (Q140107) in elements nobody described: as many as there are
    // attachments without a file, in their order and of their sizes.
    void find_inline_data(const postoffice::MaiFile& file, const ByteSourcePointer& source) {
        std::vector<const postoffice::MailAttachment*> without_file;
        for (const postoffice::MailAttachment& attachment : mail_.attachments)
            if (!has_file(attachment)) without_file.push_back(&attachment);
        std::vector<ByteSourcePointer> found;
        for (const std::size_t index : mail_.unknown)
            if (auto data = only_string(source, file.fields[index].contents)) found.push_back(std::move(data));
        if (found.empty() || found.size() != without_file.size()) return;
        for (std::size_t i = 0; i < found.size(); ++i)
            if (without_file[i]->size && *without_file[i]->size != found[i]->size()) return;
        inline_ = std::move(found);
    }
    // The bytes of the string that fills the field; null when something else does. Attachments are as large as they
    // like.
    [[nodiscard]] static ByteSourcePointer only_string(const ByteSourcePointer& source, const SourceRange& field) {
        postoffice::ElementReader elements(*source, field, 1);
        const auto only = elements.next();
        if (!only || only->cut || !elements.at_end()) return nullptr;
        if (only->code != postoffice::element_code::kBitString && only->code != postoffice::element_code::kAsciiString)
            return nullptr;
        return std::make_shared<ByteRange>(source, only->contents.offset, only->contents.size);
    }
    [[nodiscard]] bool has_file(const postoffice::MailAttachment& attachment) const {
        return attachment.id && context_.study.catalog.attachments.contains(*attachment.id);
    }

    void attach(const postoffice::MailAttachment& stored, std::uint32_t number) {
        model::Attachment attachment;
        attachment.number = number;
        if (stored.name) attachment.name = text(*stored.name);
        attachment.modified = stored.date;
        const std::string what = attachment.name.value_or(fmt::format("attachment {}", number));
        if (!has_file(stored) && next_inline_ < inline_.size()) {
            attachment.data = deciphered(context_, inline_[next_inline_++], false, what, findings_, item_);
        } else if (!has_file(stored)) {
            findings_.add(MessageId::postoffice_attachment_missing,
                          stored.id ? fmt::format("{}: ATT file {}", what, postoffice::hexid_text(*stored.id)) : what,
                          item_);
        } else if (auto data = open_attachment(context_, *stored.id, what, findings_, item_)) {
            attachment.data = std::move(*data);
        } else {
            findings_.add(MessageId::source_file_unreadable, data.error().describe(), item_);
        }
        message_.attachments.push_back(std::move(attachment));
    }

    const MessageContext& context_;
    MaiMessage mail_;
    std::vector<ByteSourcePointer> inline_{};
    std::size_t next_inline_ = 0;
    Findings& findings_;
    const std::string& item_;
    model::Message message_{};
};

}  // namespace

model::Address address_of(const postoffice::MailAddress& address, const CodePage& page) {
    model::Address result;
    result.kind = model::AddressKind::resolved;
    if (address.name) result.name = page.decode(as_bytes(*address.name));
    const std::string text = page.decode(as_bytes(address.text));
    const std::size_t colon = text.find(':');
    const bool scheme = colon != std::string::npos && colon >= kShortestScheme && colon <= kLongestScheme &&
                        std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(colon),
                                    [](unsigned char letter) { return std::isalnum(letter) != 0; });
    if (scheme) {
        result.type = text.substr(0, colon);
        result.address = text.substr(colon + 1);
    } else {
        result.type = address.type == postoffice::kNativeAddress ? "MS" : "";
        result.address = text;
    }
    return result;
}

Result<ByteSourcePointer> open_content(const MessageContext& context, std::size_t index, const std::string& what,
                                       Findings& findings, const std::string& item) {
    auto bytes = TRY(context.study.files.open(index));
    if (!context.dig || bytes->size() == 0) return bytes;
    bytes = without_lost_sectors(std::move(bytes), findings, item, what);
    if (bytes->size() == 0) return fail(Errc::io, what + ": no sector of it can be read");
    return bytes;
}

Result<ByteSourcePointer> open_attachment(const MessageContext& context, std::uint32_t number, const std::string& what,
                                          Findings& findings, const std::string& item) {
    const std::size_t told = findings.total();
    const auto bytes =
        TRY(open_content(context, *context.study.catalog.attachments.find(number), what, findings, item));
    return deciphered(context, bytes, findings.total() != told, what, findings, item);
}

model::Message message_of(const MessageContext& context, const postoffice::MaiFile& file,
                          const ByteSourcePointer& source, std::string id, Findings& findings,
                          const std::string& item) {
    return Conversion(context, file, source, findings, item).run(std::move(id));
}

Result<model::Message> read_postoffice_message(const MessageContext& context, std::uint32_t number, Findings& findings,
                                               const std::string& item) {
    const auto file = context.study.catalog.messages.find(number);
    const std::string name = postoffice::hexid_text(number);
    if (!file) return fail(Errc::not_found, fmt::format("the message file {}.MAI is not there", name));
    const std::string& path = context.study.files.file(*file).path;
    auto bytes = context.study.files.open(*file);
    if (!bytes) return fail(Error(bytes.error()).in(path));
    auto mail = postoffice::read_mai(**bytes, {0, (*bytes)->size()}, findings, item);
    const bool lossy = !mail && mail.error().code == Errc::io;
    if (lossy) {
        *bytes = without_lost_sectors(*bytes, findings, item);
        mail = postoffice::read_mai(**bytes, {0, (*bytes)->size()}, findings, item);
    }
    if (!mail) return fail(std::move(mail.error()).in(path));
    model::Message message = message_of(context, *mail, *bytes, name, findings, item);
    if (lossy) message.recovered = {true, model::Confidence::doubtful};
    return message;
}

}  // namespace restante::sources
