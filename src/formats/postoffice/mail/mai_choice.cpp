#include "formats/postoffice/mail/mai_choice.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "formats/postoffice/mail/data_element.h"
#include "formats/postoffice/mail/text_likeness.h"

namespace restante::postoffice {
namespace {

constexpr std::int64_t kNearTime = 2LL * 24 * 3600;  // seconds between sending and delivery that prove a date
constexpr std::size_t kStrongProof = 3;              // one fact that cannot be chance counts for three
constexpr std::uint16_t kFirstMailYear = 1985, kLastMailYear = 2030;
constexpr std::size_t kMaximumVendorPlaces = 8;
constexpr ChoiceRule kAttachmentRule{.least_confirmed = 2, .tolerated_percent = 20};
// Small numbers agree easily: many messages with several values are asked for.
constexpr ChoiceRule kBorderRule{.least_confirmed = 8, .tolerated_percent = 5};
constexpr std::size_t kBorderValues = 3;

class MaiChooser {
public:
    MaiChooser(std::span<const MaiSample> samples, const AttachmentSizes& attachments)
        : samples_(samples), attachments_(&attachments) {}

    MaiChoice run() {
        choose_text();
        choose_subject();
        choose_by("date", date_layouts(), result_.layouts.date, {},
                  [&](const DateLayout& layout) { return date_evidence(layout); });
        choose_by("priority", priority_layouts(), result_.layouts.priority, {},
                  [&](PriorityLayout layout) { return priority_evidence(layout); });
        choose_by("attachments", attachment_places(), result_.layouts.attachments, kAttachmentRule,
                  [&](const AttachmentLayout& layout) { return attachment_evidence(layout); });
        choose_by("text border", border_places(), result_.layouts.text_border, kBorderRule,
                  [&](const TextBorderLayout& layout) { return border_evidence(layout); });
        return std::move(result_);
    }

private:
    static std::string in_words(const TextVariant& variant) {
        return variant.cipher.describe() + (variant.chained ? ", elements chained" : "");
    }
    static std::string in_words(PriorityLayout layout) { return describe(layout); }
    template <class Layout>
    static std::string in_words(const Layout& layout) {
        return layout.describe();
    }

    template <class Layout>
    void record(const char* kind, const std::vector<Layout>& candidates, const VariantChoice& choice,
                std::vector<Layout>& standing) {
        for (const std::size_t index : choice.standing) standing.push_back(candidates[index]);
        for (std::size_t i = 0; i < candidates.size(); ++i) {
            if (choice.evidence[i] == VariantEvidence{}) continue;
            result_.evidence.push_back({kind, in_words(candidates[i]), choice.evidence[i],
                                        std::ranges::find(choice.standing, i) != choice.standing.end()});
        }
    }

    template <class Layout, class Evidence>
    void choose_by(const char* kind, const std::vector<Layout>& candidates, std::vector<Layout>& standing,
                   ChoiceRule rule, const Evidence& evidence_of) {
        std::vector<VariantEvidence> evidence;
        for (const Layout& layout : candidates) evidence.push_back(evidence_of(layout));
        record(kind, candidates, choose(std::move(evidence), rule), standing);
    }

    [[nodiscard]] std::vector<StoredText> texts_of(std::uint64_t qualifier) const {
        std::vector<StoredText> texts;
        for (const MaiSample& sample : samples_)
            if (StoredText text = stored_text(*sample.file, qualifier); !text.empty()) texts.push_back(std::move(text));
        return texts;
    }

    void choose_text() {
        record("text", text_variants(), choose_text_variant(texts_of(mail_field::kText)), result_.layouts.text);
    }

    // Subjects have at most 40 characters, so nothing is asked but whether they are enciphered.
    void choose_subject() {
        const std::vector<TextVariant> variants{TextVariant{}, TextVariant{.cipher = {.enciphered = false}}};
        std::vector<VariantEvidence> equal;
        for (const TextVariant& variant : variants) equal.push_back(equal_subjects(variant));
        VariantChoice choice = choose_text_variant(texts_of(mail_field::kSubject), variants);
        if (!choice.only()) choice = choose(std::move(equal));
        record("subject", variants, choice, result_.layouts.subject);
    }

    [[nodiscard]] VariantEvidence equal_subjects(const TextVariant& variant) const {
        VariantEvidence evidence;
        for (const MaiSample& sample : samples_) {
            const StoredText stored = stored_text(*sample.file, mail_field::kSubject);
            if (stored.empty() || !sample.header_subject || sample.header_subject->empty()) continue;
            const ByteVector plain = read_text(stored, variant);
            if (as_text(until_nul(Bytes(plain))) == *sample.header_subject)
                evidence.confirmed += kStrongProof;
            else
                ++evidence.contradicted;
        }
        return evidence;
    }

    [[nodiscard]] VariantEvidence date_evidence(const DateLayout& layout) const {
        VariantEvidence evidence;
        for (const MaiSample& sample : samples_) {
            const MailField* field = sample.file->find(element_code::kField, layout.field);
            if (field == nullptr || field->damaged) continue;
            const auto date = read_mail_date(field->node.children, layout);
            if (!date || date->year < kFirstMailYear || date->year > kLastMailYear) {
                ++evidence.contradicted;
                continue;
            }
            if (!sample.header_date || !sample.header_date->valid()) {
                ++evidence.confirmed;
                continue;
            }
            const std::int64_t apart = date->seconds_as_utc() - sample.header_date->seconds_as_utc();
            if (apart >= -kNearTime && apart <= kNearTime)
                evidence.confirmed += kStrongProof;
            else
                ++evidence.contradicted;
        }
        return evidence;
    }

    [[nodiscard]] VariantEvidence priority_evidence(PriorityLayout layout) const {
        VariantEvidence evidence;
        for (const MaiSample& sample : samples_) {
            const MailField* field = sample.file->find(element_code::kField, mail_field::kPrecedence);
            if (field == nullptr || field->damaged) continue;
            ++(read_mail_priority(field->node.children, layout) ? evidence.confirmed : evidence.contradicted);
        }
        return evidence;
    }

    // The shipped shapes in field 08h, and in every vendor item whose meaning is not known.
    [[nodiscard]] std::vector<AttachmentLayout> attachment_places() const {
        std::set<std::uint64_t> vendor;
        for (const MaiSample& sample : samples_)
            for (const MailField& field : sample.file->fields)
                if (field.code == element_code::kVendor && !sample.file->vendor_integer(*field.qualifier) &&
                    vendor.size() < kMaximumVendorPlaces)
                    vendor.insert(*field.qualifier);
        std::vector<AttachmentLayout> places = attachment_layouts();
        for (const std::uint64_t qualifier : vendor)
            for (AttachmentLayout layout : attachment_layouts()) {
                layout.code = element_code::kVendor;
                layout.qualifier = qualifier;
                places.push_back(std::move(layout));
            }
        return places;
    }

    [[nodiscard]] VariantEvidence attachment_evidence(const AttachmentLayout& layout) const {
        VariantEvidence evidence;
        std::set<std::uint32_t> seen;
        bool proved = false;
        for (const MaiSample& sample : samples_) {
            const MailField* field = sample.file->find(layout.code, layout.qualifier);
            if (field == nullptr || field->damaged) continue;
            const auto attachments = read_mail_attachments(*sample.file, layout);
            if (!attachments) {
                evidence.contradicted += 2 * layout.values.size();  // what two attachments could have confirmed
                continue;
            }
            for (const MailAttachment& attachment : *attachments) {
                const auto file = attachments_->find(attachment.id.value_or(0));
                const bool exists = attachment.id && file != attachments_->end();
                const bool sole = attachment.id && seen.insert(*attachment.id).second;  // a file has one owner (Q87379)
                const auto count = [&](bool fits) { ++(fits ? evidence.confirmed : evidence.contradicted); };
                count(exists && sole);
                proved |= exists && sole;
                if (attachment.name) count(text_likeness(as_bytes(*attachment.name)).impossible == 0);
                if (attachment.size && exists) count(*attachment.size == file->second);
                if (attachment.date) count(attachment.date->year <= kLastMailYear);
            }
        }
        if (!proved) evidence.confirmed = 0;  // without a file it names, a layout is only a guess
        return evidence;
    }

    static bool has_meaning(const MailField& field) {
        static constexpr std::array<std::uint64_t, 4> kItems{vendor_item::kReferenceCount, vendor_item::kSecond,
                                                             vendor_item::kThird, vendor_item::kSeventh};
        if (field.code == element_code::kVendor) return std::ranges::find(kItems, field.qualifier) != kItems.end();
        // Fields that FIPS PUB 98 names are what they say.
        return field.code == element_code::kField && *field.qualifier <= mail_field::kLargest;
    }

    [[nodiscard]] std::vector<TextBorderLayout> border_places() const {
        std::set<std::pair<std::uint8_t, std::uint64_t>> places;
        for (const MaiSample& sample : samples_)
            for (const MailField& field : sample.file->fields)
                if (field.qualifier && !has_meaning(field) && field.node.children.size() == 1 &&
                    field.node.children.front().code == element_code::kInteger &&
                    places.size() < 2 * kMaximumVendorPlaces)
                    places.insert({field.code, *field.qualifier});
        std::vector<TextBorderLayout> layouts;
        for (const auto& [code, qualifier] : places)
            for (const bool counts_rule : {false, true}) layouts.push_back({code, qualifier, counts_rule});
        return layouts;
    }

    [[nodiscard]] VariantEvidence border_evidence(const TextBorderLayout& layout) const {
        VariantEvidence evidence;
        std::set<std::uint64_t> values;
        for (const MaiSample& sample : samples_) {
            const MailField* field = sample.file->find(layout.code, layout.qualifier);
            if (field == nullptr || field->node.children.size() != 1) continue;
            // The block that all readings of the text agree on.
            std::optional<std::uint64_t> lines;
            if (!result_.layouts.text.empty()) {
                const ByteVector text =
                    read_text(stored_text(*sample.file, mail_field::kText), result_.layouts.text.front());
                lines = lines_above_rule(as_text(text));
            }
            if (!lines) continue;
            const std::uint64_t expected = *lines + (layout.counts_rule ? 1 : 0);
            const bool fits = integer_value(field->node.children.front().data) == expected;
            ++(fits ? evidence.confirmed : evidence.contradicted);
            if (fits) values.insert(expected);
        }
        if (values.size() < kBorderValues) evidence.confirmed = 0;
        return evidence;
    }

    std::span<const MaiSample> samples_;
    const AttachmentSizes* attachments_;
    MaiChoice result_{};
};

}  // namespace

MaiChoice choose_mai_layouts(std::span<const MaiSample> samples, const AttachmentSizes& attachments) {
    return MaiChooser(samples, attachments).run();
}

}  // namespace restante::postoffice
