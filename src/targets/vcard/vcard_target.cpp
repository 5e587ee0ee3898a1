#include "targets/vcard/vcard_target.h"

#include <fmt/format.h>

#include <utility>

#include "targets/contacts/book_losses.h"
#include "targets/contacts/book_target.h"
#include "targets/vcard/card.h"

namespace restante::targets {
namespace {

class VcardFormat final : public contacts::BookFormat {
public:
    explicit VcardFormat(vcard::Version version) : version_(version) {}

    Result<void> write(const model::Mailbox& mailbox, const std::vector<model::AddressBook>& books,
                       contacts::BookFiles& out, Findings& losses) const override {
        contacts::BookLosses lost(losses);
        for (const model::AddressBook& book : books) {
            const contacts::BookContext context(mailbox, book);
            TRY_VOID(out.begin(book.name));
            std::string card;
            for (const model::AddressEntry& entry : book.entries) {
                card.clear();
                lost.missing_members(book, entry, append_card(entry, context, version_, card));
                lost.look_at(entry);
                TRY_VOID(out.append(card));
            }
            TRY_VOID(out.end());
        }
        lost.report();
        return {};
    }

private:
    vcard::Version version_;
};

}  // namespace

Result<std::unique_ptr<Target>> open_vcard_target(const TargetUri& uri, const TargetOptions& options) {
    vcard::Version version = vcard::Version::v4;
    for (const auto& [name, value] : uri.parameters) {
        if (name != "version") return fail(Errc::usage, fmt::format("{}: knows no parameter \"{}\"", uri.scheme, name));
        if (value != "3" && value != "4" && value != "3.0" && value != "4.0")
            return fail(Errc::usage, fmt::format("{}: version is 4 or 3, not \"{}\"", uri.scheme, value));
        version = value.front() == '3' ? vcard::Version::v3 : vcard::Version::v4;
    }
    return contacts::open_book_target({"contacts", uri.rest, ".vcf", options.overwrite},
                                      std::make_unique<VcardFormat>(version));
}

}  // namespace restante::targets
