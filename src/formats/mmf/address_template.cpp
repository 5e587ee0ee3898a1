#include "formats/mmf/address_template.h"

#include <algorithm>

#include "base/byte_reader.h"
#include "formats/mmf/attribute.h"

namespace restante::mmf {
namespace {

namespace condition {
constexpr std::uint32_t kPresent = 0xF003, kNot = 0xF005, kAlways = 0xF008, kAll = 0xF009, kAny = 0xF00A;
}  // namespace condition

constexpr std::size_t kPiece = 3;  // members a piece: condition, arguments, format

class Evaluator {
public:
    explicit Evaluator(const AddressFields& entry) : entry_(&entry) {}

    [[nodiscard]] bool holds(const AddressField& field, unsigned depth = 0) const {
        if (depth >= kMaximumConditionDepth) return false;
        switch (field.id) {
            case condition::kPresent:
                return present(field.data);
            case condition::kNot:
                return negated(field.data, depth);
            case condition::kAlways:
                return true;
            case condition::kAll:
            case condition::kAny:
                return combined(field, depth);
            default:
                return false;
        }
    }

private:
    [[nodiscard]] bool present(Bytes data) const {
        const auto id = ByteReader(data).le<std::uint32_t>();
        return id && !entry_->text(*id).empty();
    }
    [[nodiscard]] bool negated(Bytes data, unsigned depth) const {
        ByteReader reader(data);
        const auto id = reader.le<std::uint32_t>();
        const auto size = reader.le<std::uint32_t>();
        if (!id || !size) return false;
        const auto nested = reader.bytes(*size);
        return nested && !holds({*id, *nested}, depth + 1);
    }
    [[nodiscard]] bool combined(const AddressField& field, unsigned depth) const {
        const auto list = AddressFields::read(field.data);
        if (!list) return false;
        const auto true_one = [&](const AddressField& one) { return holds(one, depth + 1); };
        return field.id == condition::kAll ? std::ranges::all_of(list->fields(), true_one)
                                           : std::ranges::any_of(list->fields(), true_one);
    }

    const AddressFields* entry_;
};

// "%s" takes the field of the next argument, "%%" is a percent sign, other sequences vanish.
void append_formatted(Bytes format, Bytes arguments, const AddressFields& entry, std::string& text) {
    ByteReader next_argument(arguments);
    const Bytes pattern = until_nul(format);
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        if (pattern[i] != '%') {
            text += static_cast<char>(pattern[i]);
            continue;
        }
        if (++i == pattern.size()) break;
        if (pattern[i] == '%') text += '%';
        if (pattern[i] != 's') continue;
        if (const auto id = next_argument.le<std::uint32_t>()) text += as_text(entry.text(*id));
    }
}

}  // namespace

Result<std::string> apply_address_template(Bytes template_list, const AddressFields& entry) {
    const auto list = TRY(AddressFields::read(template_list));
    const Evaluator evaluator(entry);
    std::string text;
    for (std::size_t i = 0; i + kPiece <= list.fields().size(); i += kPiece) {
        if (!evaluator.holds(list.fields()[i])) continue;
        append_formatted(list.fields()[i + 2].data, list.fields()[i + 1].data, entry, text);
        if (text.size() > kMaximumTemplateText) return fail(Errc::too_large, "the address template makes no end");
    }
    return text;
}

}  // namespace restante::mmf
