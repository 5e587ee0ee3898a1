#include "formats/postoffice/mail/mai_message.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/ascii.h"
#include "base/bytes.h"
#include "base/finding.h"
#include "base/messages.h"
#include "base/zero_bytes.h"
#include "formats/postoffice/mail/cipher_choice.h"
#include "formats/postoffice/mail/data_element.h"
#include "formats/postoffice/mail/element_node.h"
#include "formats/postoffice/mail/mai_attachment.h"
#include "formats/postoffice/mail/mai_date.h"
#include "formats/postoffice/mail/mai_file.h"
#include "formats/postoffice/mail/mail_address.h"
#include "formats/postoffice/mail/string_cipher.h"

namespace restante::postoffice {
namespace {

constexpr std::string_view kStubSender = "TESTNET/TESTPO/Admin";
constexpr std::size_t kDisputedPercent = 1;
constexpr std::size_t kShortestRule = 20;  // dashes; native clients write 30 and more

// The value all candidates read alike.
template <class Layout, class Read>
auto agreed_value(const std::vector<Layout>& layouts, const Read& read) -> decltype(read(layouts.front())) {
    if (layouts.empty()) return std::nullopt;
    auto value = read(layouts.front());
    for (const Layout& layout : layouts)
        if (!value || read(layout) != value) return std::nullopt;
    return value;
}

struct AgreedText {
    std::string text{};
    std::size_t disputed = 0;  // bytes the candidates read differently; the most probable one's stand in the text
};

// Nothing when more is disputed than a reader can bear.
std::optional<AgreedText> agreed_text(const StoredText& stored, const std::vector<TextVariant>& variants) {
    if (variants.empty()) return std::nullopt;
    const ByteVector first = read_text(stored, variants.front());
    AgreedText agreed{std::string(as_text(first))};
    std::vector<bool> disputed(first.size());
    for (const TextVariant& variant : variants) {
        const ByteVector other = read_text(stored, variant);
        for (std::size_t i = 0; i < first.size(); ++i)
            if (other[i] != first[i]) disputed[i] = true;
    }
    agreed.disputed = static_cast<std::size_t>(std::ranges::count(disputed, true));
    if (agreed.disputed * 100 > kDisputedPercent * first.size()) return std::nullopt;
    while (agreed.text.ends_with('\0')) agreed.text.pop_back();
    return agreed;
}

class MaiInterpreter {
public:
    MaiInterpreter(const MaiFile& file, const MaiLayouts& layouts, Findings& findings, std::string_view item)
        : file_(&file), layouts_(&layouts), findings_(&findings), item_(item) {}

    MaiMessage run() {
        message_.text = text_field(mail_field::kText, layouts_->text);
        message_.subject = text_field(mail_field::kSubject, layouts_->subject);
        read_attachments();
        for (std::size_t i = 0; i < file_->fields.size(); ++i) read_field(i);
        report();
        return std::move(message_);
    }

private:
    void read_field(std::size_t index) {
        const MailField& field = file_->fields[index];
        const std::vector<ElementNode>& nodes = field.node.children;
        if (!field.loaded) {
            // What has a name is larger than any program wrote it; others may hold an attachment.
            (has_name(field) ? message_.unproved : message_.unknown).push_back(index);
        } else if (is_border(field)) {
            read_border(field);
        } else if (is_attachments(field) || is_read_text(field)) {
            if (!readable(field)) message_.unproved.push_back(index);
        } else if (auto* list = address_list(field)) {
            for (const ElementNode& node : nodes) list->push_back(address_of(node, field));
        } else if (const auto* dates = date_candidates(field)) {
            const auto date =
                agreed_value(*dates, [&](const DateLayout& layout) { return read_mail_date(nodes, layout); });
            if (date && (!message_.date || field.qualifier == mail_field::kDate)) message_.date = date;
            if (!date) message_.unproved.push_back(index);
        } else if (field.is(element_code::kField, mail_field::kPrecedence)) {
            message_.priority = agreed_value(layouts_->priority,
                                             [&](PriorityLayout layout) { return read_mail_priority(nodes, layout); });
            if (!message_.priority) message_.unproved.push_back(index);
        } else if (!read_vendor_integer(field)) {
            message_.unknown.push_back(index);
        }
    }

    bool has_name(const MailField& field) {
        return is_border(field) || is_attachments(field) || is_read_text(field) || address_list(field) != nullptr ||
               date_candidates(field) != nullptr || field.is(element_code::kField, mail_field::kPrecedence);
    }

    std::optional<std::string> text_field(std::uint64_t qualifier, const std::vector<TextVariant>& variants) {
        const MailField* field = file_->find(element_code::kField, qualifier);
        if (field == nullptr) return std::nullopt;
        const StoredText stored = stored_text(*file_, qualifier);
        report_zeroed(*field, stored, variants);
        auto agreed = agreed_text(stored, variants);
        if (!agreed) return std::nullopt;
        if (agreed->disputed != 0)
            findings_->add(MessageId::postoffice_text_disputed,
                           fmt::format("{}: {} characters", mail_field_name(field->code, qualifier), agreed->disputed),
                           std::string(item_), field->whole.offset);
        return std::move(agreed->text);
    }

    // Sectors that were lost when the disk was copied: the cipher leaves no zeros.
    void report_zeroed(const MailField& field, const StoredText& stored, const std::vector<TextVariant>& variants) {
        if (variants.empty() || !variants.front().cipher.enciphered) return;
        std::uint64_t zeros = 0;
        for (const ByteVector& element : stored) zeros += zero_runs(Bytes(element)).size;
        if (zeros != 0)
            findings_->add(MessageId::recover_zeroed,
                           fmt::format("{}: {} bytes", mail_field_name(field.code, field.qualifier), zeros),
                           std::string(item_), field.whole.offset);
    }

    void read_attachments() {
        const auto& layouts = layouts_->attachments;
        std::vector<std::vector<MailAttachment>> readings;
        for (const AttachmentLayout& layout : layouts) {
            auto reading = read_mail_attachments(*file_, layout);
            if (!reading || (!readings.empty() && reading->size() != readings.front().size())) return;
            readings.push_back(std::move(*reading));
        }
        if (readings.empty()) return;
        attachments_read_ = true;
        message_.attachments = readings.front();
        // A value stays only where all candidates say the same.
        for (const auto& reading : readings)
            for (std::size_t i = 0; i < reading.size(); ++i) {
                MailAttachment& kept = message_.attachments[i];
                if (kept.id != reading[i].id) kept.id.reset();
                if (kept.name != reading[i].name) kept.name.reset();
                if (kept.size != reading[i].size) kept.size.reset();
                if (kept.date != reading[i].date) kept.date.reset();
                if (kept.type != reading[i].type) kept.type.reset();
            }
    }

    [[nodiscard]] bool is_border(const MailField& field) const {
        return std::ranges::any_of(layouts_->text_border, [&](const TextBorderLayout& layout) {
            return field.is(layout.code, layout.qualifier);
        });
    }

    [[nodiscard]] bool is_attachments(const MailField& field) const {
        return field.is(element_code::kField, mail_field::kAttachments) ||
               std::ranges::any_of(layouts_->attachments, [&](const AttachmentLayout& layout) {
                   return field.is(layout.code, layout.qualifier);
               });
    }

    static bool is_read_text(const MailField& field) {
        return field.is(element_code::kField, mail_field::kText) ||
               field.is(element_code::kField, mail_field::kSubject);
    }

    [[nodiscard]] bool readable(const MailField& field) const {
        if (field.is(element_code::kField, mail_field::kText)) return message_.text.has_value();
        if (field.is(element_code::kField, mail_field::kSubject)) return message_.subject.has_value();
        return attachments_read_;
    }

    void read_border(const MailField& field) {
        if (field.node.children.size() != 1) return;
        const auto value = integer_value(field.node.children.front().data);
        message_.text_border = agreed_value(layouts_->text_border, [&](const TextBorderLayout& layout) {
            return field.is(layout.code, layout.qualifier) ? value : std::nullopt;
        });
    }

    std::vector<MailAddress>* address_list(const MailField& field) {
        if (field.code != element_code::kField) return nullptr;
        switch (field.qualifier.value_or(0)) {
            case mail_field::kFrom:
                return &message_.from;
            case mail_field::kTo:
                return &message_.to;
            case mail_field::kCc:
                return &message_.cc;
            case mail_field::kBcc:
                return &message_.bcc;
            default:
                return nullptr;
        }
    }

    MailAddress address_of(const ElementNode& node, const MailField& field) {
        // The grammar proves the cipher: an address that parses to its last byte was deciphered rightly.
        if (auto address = parse_mail_address(decoded(node.data))) return std::move(*address);
        for (const TextVariant& variant : layouts_->text)
            if (auto address = parse_mail_address(decoded(node.data, variant.cipher))) return std::move(*address);
        findings_->add(MessageId::postoffice_address_damaged,
                       fmt::format("An address in {} has another form", mail_field_name(field.code, field.qualifier)),
                       std::string(item_), field.whole.offset);
        return salvage_mail_address(decoded(node.data));
    }

    const std::vector<DateLayout>* date_candidates(const MailField& field) {
        if (!field.is(element_code::kField, mail_field::kDate) &&
            !field.is(element_code::kField, mail_field::kPostedDate))
            return nullptr;
        dates_.clear();
        std::ranges::copy_if(layouts_->date, std::back_inserter(dates_),
                             [&](const DateLayout& layout) { return layout.field == field.qualifier; });
        return &dates_;
    }

    bool read_vendor_integer(const MailField& field) {
        const auto value = field.code == element_code::kVendor ? file_->vendor_integer(*field.qualifier) : std::nullopt;
        if (!value) return false;
        message_.vendor[*field.qualifier] = *value;
        return true;
    }

    void report() {
        const auto names = [&](const std::vector<std::size_t>& indices) {
            std::string text;
            for (const std::size_t index : indices)
                text += (text.empty() ? "" : ", ") +
                        mail_field_name(file_->fields[index].code, file_->fields[index].qualifier);
            return text;
        };
        if (!message_.unknown.empty())
            findings_->add(MessageId::postoffice_element_unknown, names(message_.unknown), std::string(item_),
                           file_->fields[message_.unknown.front()].whole.offset);
        if (!message_.unproved.empty())
            findings_->add(MessageId::postoffice_field_unproved, names(message_.unproved), std::string(item_),
                           file_->fields[message_.unproved.front()].whole.offset);
        if (is_stub(message_))
            findings_->add(MessageId::postoffice_stub, "Sent by " + message_.from.front().text, std::string(item_));
    }

    const MaiFile* file_;
    const MaiLayouts* layouts_;
    Findings* findings_;
    std::string_view item_;
    MaiMessage message_{};
    std::vector<DateLayout> dates_{};
    bool attachments_read_ = false;
};

}  // namespace

std::string TextBorderLayout::describe() const {
    return mail_field_name(code, qualifier) + (counts_rule ? ", with the dashed line" : ", without the dashed line");
}

MaiMessage interpret_mai(const MaiFile& file, const MaiLayouts& layouts, Findings& findings, std::string_view item) {
    return MaiInterpreter(file, layouts, findings, item).run();
}

StoredText stored_text(const MaiFile& file, std::uint64_t qualifier) {
    StoredText text;
    for (const MailField& field : file.fields) {
        if (!field.is(element_code::kField, qualifier)) continue;
        for (const ElementNode& node : field.node.children)
            if (node.code == element_code::kAsciiString) text.push_back(node.data);
    }
    return text;
}

std::optional<std::uint64_t> lines_above_rule(std::string_view text) {
    for (std::uint64_t lines = 0; !text.empty(); ++lines) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view line = trimmed(text.substr(0, end));
        if (line.size() >= kShortestRule && line.find_first_not_of('-') == std::string_view::npos) return lines;
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return std::nullopt;
}

bool is_stub(const MaiMessage& message) {
    return !message.from.empty() && equals_ignoring_ascii_case(message.from.front().text, kStubSender);
}

}  // namespace restante::postoffice
