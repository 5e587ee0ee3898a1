#include "targets/imap/imap_target.h"

#include <memory>

#include "targets/imap/imap_settings.h"
#include "targets/imap/imap_writer.h"
#include "targets/imap/server.h"
#include "targets/server/each_account.h"

namespace restante::targets {
namespace imap {
namespace {

// All folders below the root of the account.
Result<void> read_back_all(Account& account, const StoredItemVisitor& visit) {
    NameRules plain = account.rules();
    plain.plain = true;
    const auto below_root = [&](const std::string& name) {
        return account.root().empty() || name.starts_with(mailbox_name(account.root(), account.rules())) ||
               name.starts_with(mailbox_name(account.root(), plain));
    };
    const std::vector<ListedMailbox> mailboxes = TRY(account.list());
    for (const ListedMailbox& listed : mailboxes) {
        const bool wanted =
            below_root(listed.name) && !listed.flags.contains("\\noselect") && !listed.flags.contains("\\nonexistent");
        if (wanted) TRY_VOID(account.read_back(listed.name, visit));
    }
    return {};
}

class ImapTarget final : public Target {
public:
    ImapTarget(std::string place, ImapSettings settings, const TargetOptions& options)
        : place_(std::move(place)), settings_(std::move(settings)), options_(options), server_(options.secret) {
        settings_.connection.any_certificate = options.insecure;
        if (options.one_connection) settings_.connections = 1;
        capabilities_.stores_items = true;
        capabilities_.separate_mailboxes = true;
    }

    [[nodiscard]] const Capabilities& capabilities() const override { return capabilities_; }
    [[nodiscard]] std::string place() const override { return place_; }
    [[nodiscard]] std::string report_path() const override { return {}; }

    Result<void> prepare(const SourceFacts&, const std::vector<model::Mailbox>& mailboxes) override {
        const auto destination = [this](const model::Mailbox& mailbox) { return destination_of(mailbox, settings_); };
        TRY_VOID(server::check_places(mailboxes, destination, place_ + "/{mailbox}"));
        return for_each_account(mailboxes, [](Account& account) -> Result<void> {
            TRY_VOID(account.check_quota());
            return account.check_rights();
        });
    }

    Result<std::unique_ptr<MailboxWriter>> open_mailbox(const model::Mailbox& mailbox, Findings& losses) override {
        auto writer = std::make_unique<ImapWriter>(mailbox, TRY(destination_of(mailbox, settings_)),
                                                   settings_.connections, server_, options_, losses);
        TRY_VOID(writer->start());
        const ConnectionSettings& connection = settings_.connection;
        const bool encrypted = connection.tls_at_once || connection.starttls;
        if (encrypted && connection.any_certificate) losses.add(MessageId::imap_certificate_unchecked, connection.host);
        if (!encrypted) losses.add(MessageId::imap_not_encrypted, connection.host);
        return std::unique_ptr<MailboxWriter>(std::move(writer));
    }

    Result<void> finish() override { return {}; }

    Result<void> read_back(const std::vector<model::Mailbox>& mailboxes, const StoredItemVisitor& visit) override {
        return for_each_account(mailboxes, [&visit](Account& account) { return read_back_all(account, visit); });
    }

private:
    template <class Visit>
    Result<void> for_each_account(const std::vector<model::Mailbox>& mailboxes, const Visit& visit) {
        const auto open = [this](const model::Mailbox& mailbox) -> Result<std::unique_ptr<Account>> {
            return std::make_unique<Account>(TRY(destination_of(mailbox, settings_)), server_);
        };
        return server::for_each_account(mailboxes, open, visit);
    }

    std::string place_;
    ImapSettings settings_;
    TargetOptions options_;
    Capabilities capabilities_{};
    Server server_;
};

}  // namespace
}  // namespace imap

Result<std::unique_ptr<Target>> open_imap_target(const TargetUri& uri, const TargetOptions& options) {
    return std::unique_ptr<Target>(
        std::make_unique<imap::ImapTarget>(uri.scheme + ":" + uri.rest, TRY(imap::ImapSettings::parse(uri)), options));
}

}  // namespace restante::targets
