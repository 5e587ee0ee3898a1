#include "targets/ldif/ldif_target.h"

#include <fmt/format.h>

#include <set>
#include <utility>

#include "base/case_fold.h"
#include "formats/ldif/ldif_writer.h"
#include "targets/contacts/book_losses.h"
#include "targets/contacts/book_target.h"
#include "targets/ldif/directory_entry.h"
#include "targets/mail/address_syntax.h"

namespace restante::targets {
namespace {

constexpr std::string_view kFileName = "address-books";

class LdifFormat final : public contacts::BookFormat {
public:
    LdifFormat(std::string base, bool create_base) : base_(std::move(base)), create_base_(create_base) {}

    Result<void> write(const model::Mailbox& mailbox, const std::vector<model::AddressBook>& books,
                       contacts::BookFiles& out, Findings& losses) const override {
        contacts::BookLosses lost(losses);
        std::string text;
        if (create_base_ && !contacts::append_base(base_, text))
            return fail(Errc::usage, "ldif: create-base needs a base that begins with dc=, o= or ou=");
        const std::string owner = model::label_of(mailbox);
        contacts::append_unit(owner, mailbox.address, base_, text);
        TRY_VOID(out.begin(kFileName));
        TRY_VOID(out.append(text));
        const std::string parent = ldif::rdn("ou", owner) + "," + base_;
        std::set<std::string> taken;
        for (const model::AddressBook& book : books) {
            std::string name = book.name.empty() ? "address book" : book.name;
            for (int number = 2; !taken.insert(fold_case(name)).second; ++number)
                name = fmt::format("{} {}", book.name, number);
            TRY_VOID(write_book(book, name, parent, out, lost));
        }
        lost.report();
        return out.end();
    }

private:
    static Result<void> write_book(const model::AddressBook& book, const std::string& name, const std::string& parent,
                                   contacts::BookFiles& out, contacts::BookLosses& lost) {
        std::string text;
        contacts::append_unit(name, "", parent, text);
        TRY_VOID(out.append(text));
        const std::string place = ldif::rdn("ou", name) + "," + parent;
        std::set<std::string, std::less<>> known;
        for (const model::AddressEntry& entry : book.entries) known.insert(entry.id);
        for (const model::AddressEntry& entry : book.entries) {
            text.clear();
            if (entry.group) {
                const auto missing = contacts::append_group(entry, place, known, text);
                lost.missing_members(book, entry, missing);
                if (missing.size() == entry.members.size()) lost.empty_group(book, entry);
            } else {
                contacts::append_person(entry, place, text);
                lost.look_at(entry);
            }
            TRY_VOID(out.append(text));
        }
        return {};
    }

    std::string base_;
    bool create_base_;
};

}  // namespace

Result<std::unique_ptr<Target>> open_ldif_target(const TargetUri& uri, const TargetOptions& options) {
    std::string base = contacts::base_of_domain(options.domain);
    bool create_base = false;
    for (const auto& [name, value] : uri.parameters) {
        if (name == "base") {
            if (!ldif::is_distinguished_name(value))
                return fail(Errc::usage, fmt::format("ldif: \"{}\" is no name of a directory entry", value));
            base = value;
        } else if (name == "create-base") {
            if (value != "0" && value != "1") return fail(Errc::usage, "ldif: create-base is 0 or 1");
            create_base = value == "1";
        } else {
            return fail(Errc::usage, fmt::format("ldif: knows no parameter \"{}\"", name));
        }
    }
    std::string ignored;
    if (create_base && !contacts::append_base(base, ignored))
        return fail(Errc::usage, "ldif: create-base needs a base that begins with dc=, o= or ou=");
    return contacts::open_book_target({"ldif", uri.rest, ".ldif", options.overwrite},
                                      std::make_unique<LdifFormat>(std::move(base), create_base));
}

}  // namespace restante::targets
