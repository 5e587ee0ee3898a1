#include "targets/directory/account_target.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <map>
#include <utility>

#include "base/sha256.h"
#include "formats/ldif/ldif_writer.h"
#include "targets/directory/active_directory_entries.h"
#include "targets/directory/directory_tables.h"
#include "targets/directory/exchange_script.h"
#include "targets/directory/openldap_entries.h"
#include "targets/directory/product_list.h"
#include "targets/directory/recipients.h"
#include "targets/files/directory_place.h"
#include "targets/files/list_directory.h"
#include "targets/files/output_file.h"
#include "targets/files/system_error.h"
#include "targets/ldif/directory_entry.h"
#include "targets/own_results.h"
#include "targets/pst/store_names.h"

namespace restante::targets {
namespace {

using directory::Recipients;

struct AccountTargetSetup {
    std::string directory{};
    std::string base{};
    bool create_base = false;
    std::string share{};  // in front of PST files
    bool overwrite = false;
};

struct AccountFile {
    std::string name{}, content{};
};

// Mailboxes leave nothing of their own here.
class NoMailbox final : public MailboxWriter {
public:
    Result<void> begin_folder(const model::Folder&) override { return {}; }
    Result<Delivery> add_message(const model::Message&, const std::string&, const std::string&) override {
        return fail(Errc::rejected, "directory: carries accounts and groups, no messages");
    }
    Result<void> end_folder() override { return {}; }
    Result<void> add_address_books(const std::vector<model::AddressBook>&) override { return {}; }
    Result<void> finish(const Findings&) override { return {}; }
};

std::string mailbox_key(const std::string& name, const std::string& address) { return name + "\n" + address; }

class AccountTarget final : public Target {
public:
    explicit AccountTarget(AccountTargetSetup setup) : setup_(std::move(setup)) {
        while (setup_.directory.size() > 1 && setup_.directory.ends_with('/')) setup_.directory.pop_back();
    }

    [[nodiscard]] const Capabilities& capabilities() const override { return capabilities_; }
    [[nodiscard]] std::string place() const override { return setup_.directory; }

    Result<void> prepare(const SourceFacts&, const std::vector<model::Mailbox>& mailboxes) override {
        mailboxes_ = mailboxes;
        TRY_VOID(files::check_directory_place(setup_.directory));
        if (setup_.overwrite || !files::is_directory(setup_.directory)) return {};
        for (const std::string& name : TRY(files::list_directory(setup_.directory))) {
            if (is_own_result(setup_.directory, name)) continue;
            return fail(Errc::exists, setup_.directory + " holds things that restante did not make, such as " + name +
                                          "; name another directory, or --overwrite to write into it all the same");
        }
        return {};
    }

    Result<void> add_directories(const std::vector<model::Directory>& directories, Findings& losses) override {
        const Recipients recipients = directory::recipients_of(directories, losses);
        const directory::StoreFiles stores = store_files(directories);
        std::vector<AccountFile> made;
        for (std::size_t i = 0; i < recipients.postoffices.size(); ++i) make_files(recipients, i, stores, losses, made);
        return write(made);
    }
    [[nodiscard]] std::vector<ProductFile> products() const override { return products_; }

    Result<std::unique_ptr<MailboxWriter>> open_mailbox(const model::Mailbox&, Findings&) override {
        return std::make_unique<NoMailbox>();
    }
    Result<void> finish() override { return {}; }

private:
    // As target pst: names them for the mailboxes of this run.
    [[nodiscard]] directory::StoreFiles store_files(const std::vector<model::Directory>& directories) const {
        const std::vector<std::string> names = store_file_names(mailboxes_);
        std::map<std::string, std::string> by_mailbox;
        for (std::size_t i = 0; i < names.size(); ++i)
            by_mailbox.emplace(mailbox_key(model::label_of(mailboxes_[i]), mailboxes_[i].address), names[i]);
        directory::StoreFiles files;
        for (const model::Directory& one : directories)
            for (const model::DirectoryAccount& account : one.accounts) {
                const std::string& name = account.new_name.empty() ? account.mailbox : account.new_name;
                const auto found = by_mailbox.find(mailbox_key(name, account.address));
                if (found != by_mailbox.end()) files.emplace(&account, found->second);
            }
        return files;
    }

    void make_files(const Recipients& recipients, std::size_t postoffice, const directory::StoreFiles& stores,
                    Findings& losses, std::vector<AccountFile>& made) const {
        const directory::Postoffice& own = recipients.postoffices[postoffice];
        const std::string prefix = recipients.postoffices.size() == 1 ? "" : own.label + ".";
        const auto add = [&](const char* name, std::string content) {
            if (!content.empty()) made.push_back({prefix + name, std::move(content)});
        };
        std::string openldap;
        if (setup_.create_base && postoffice == 0)
            static_cast<void>(contacts::append_base(setup_.base, openldap));  // the base was checked
        openldap += openldap_text(recipients, postoffice, setup_.base, losses);
        add("openldap.ldif", std::move(openldap));
        add("active-directory.ldif", active_directory_text(recipients, postoffice, setup_.base, losses));
        add("active-directory-members.ldif", active_directory_members(recipients, postoffice, setup_.base));
        add("active-directory-exchange.ldif", active_directory_exchange(recipients, postoffice, setup_.base));
        add("directory-import.csv", directory_import_table(recipients, postoffice));
        add("users.csv", directory::user_list_table({own.directory}));
        add("exchange.ps1", exchange_script(recipients, postoffice));
        add("mailbox-import.csv", mailbox_import_table(recipients, postoffice, stores, setup_.share));
        add("microsoft-365-import.csv", microsoft_365_table(recipients, postoffice, stores));
        add("address-map.csv", address_map_table(recipients, postoffice));
    }

    Result<void> write(const std::vector<AccountFile>& made) {
        TRY_VOID(files::make_directories(setup_.directory));
        std::vector<std::string> names;
        for (const AccountFile& file : made) names.push_back(file.name);
        const std::vector<std::string> earlier = directory::read_product_list(setup_.directory);
        std::vector<std::string> all = names;
        for (const std::string& name : earlier)
            if (std::find(names.begin(), names.end(), name) == names.end()) all.push_back(name);
        // What a run that is cut off leaves must be known as ours.
        TRY_VOID(directory::write_product_list(setup_.directory, all));
        products_.clear();
        for (const AccountFile& file : made) {
            const std::string path = setup_.directory + "/" + file.name;
            TRY_VOID(files::write_file(path, file.content));
            products_.push_back({path, file.content.size(), Sha256::hex_of(as_bytes(file.content))});
        }
        for (std::size_t i = names.size(); i < all.size(); ++i) {
            const std::string path = setup_.directory + "/" + all[i];
            if (::unlink(path.c_str()) != 0 && errno != ENOENT)
                return fail(files::system_error(errno, "cannot remove " + path));
        }
        return directory::write_product_list(setup_.directory, names);
    }

    AccountTargetSetup setup_;
    Capabilities capabilities_{.carries_hidden_folders = false,
                               .carries_messages = false,
                               .wants_directories = true,
                               .separate_mailboxes = true};
    std::vector<model::Mailbox> mailboxes_;
    std::vector<ProductFile> products_;
};

}  // namespace

Result<std::unique_ptr<Target>> open_account_target(const TargetUri& uri, const TargetOptions& options) {
    AccountTargetSetup setup;
    setup.directory = uri.rest;
    setup.base = contacts::base_of_domain(options.domain);
    setup.overwrite = options.overwrite;
    for (const auto& [name, value] : uri.parameters) {
        if (name == "base") {
            if (!ldif::is_distinguished_name(value))
                return fail(Errc::usage, fmt::format("directory: \"{}\" is no name of a directory entry", value));
            setup.base = value;
        } else if (name == "create-base") {
            if (value != "0" && value != "1") return fail(Errc::usage, "directory: create-base is 0 or 1");
            setup.create_base = value == "1";
        } else if (name == "pst") {
            setup.share = value;
            const char separator = value.find('\\') == std::string::npos ? '/' : '\\';
            if (!value.empty() && !value.ends_with(separator)) setup.share += separator;
        } else {
            return fail(Errc::usage, fmt::format("directory: knows no parameter \"{}\"", name));
        }
    }
    std::string ignored;
    if (setup.create_base && !contacts::append_base(setup.base, ignored))
        return fail(Errc::usage, "directory: create-base needs a base that begins with dc=, o= or ou=");
    return std::unique_ptr<Target>(std::make_unique<AccountTarget>(std::move(setup)));
}

}  // namespace restante::targets
