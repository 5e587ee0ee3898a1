#include "targets/ews/ews_target.h"

#include <memory>

#include "targets/ews/ews_settings.h"
#include "targets/ews/ews_writer.h"
#include "targets/ews/server.h"
#include "targets/server/each_account.h"

namespace restante::targets {
namespace ews {
namespace {

// Exchange keeps messages in a form of its own: the bytes it gives back are not those it got.
Result<void> read_back_all(Account& account, const StoredItemVisitor& visit) {
    const std::vector<FolderEntry> folders = TRY(account.folders());
    for (const FolderEntry& folder : folders) {
        if (folder.folder_class.starts_with(kContactsClass)) continue;  // people are no messages
        Result<void> visited;
        TRY_VOID(account.look_into(folder.id, [&](const ItemEntry& item) {
            if (visited) visited = visit({item.identity, folder.name, 0, {}});
        }));
        TRY_VOID(visited);
    }
    return {};
}

class EwsTarget final : public Target {
public:
    EwsTarget(std::string place, EwsSettings settings, const TargetOptions& options)
        : place_(std::move(place)), settings_(std::move(settings)), options_(options), server_(options.secret) {
        settings_.http.any_certificate = options.insecure;
        capabilities_.carries_address_books = true;
        capabilities_.stores_items = true;
        capabilities_.separate_mailboxes = true;
    }

    [[nodiscard]] const Capabilities& capabilities() const override { return capabilities_; }
    [[nodiscard]] std::string place() const override { return place_; }
    [[nodiscard]] std::string report_path() const override { return {}; }

    Result<void> prepare(const SourceFacts&, const std::vector<model::Mailbox>& mailboxes) override {
        const auto destination = [this](const model::Mailbox& mailbox) { return destination_of(mailbox, settings_); };
        TRY_VOID(server::check_places(mailboxes, destination, place_ + "?root={mailbox}"));
        return for_each_account(mailboxes, [](Account&) { return Result<void>{}; });
    }

    Result<std::unique_ptr<MailboxWriter>> open_mailbox(const model::Mailbox& mailbox, Findings& losses) override {
        auto writer =
            std::make_unique<EwsWriter>(mailbox, TRY(destination_of(mailbox, settings_)), server_, options_, losses);
        TRY_VOID(writer->start());
        const HttpSettings& http = settings_.http;
        if (http.encrypted && http.any_certificate) losses.add(MessageId::ews_certificate_unchecked, http.host);
        if (!http.encrypted) losses.add(MessageId::ews_not_encrypted, http.host);
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
    EwsSettings settings_;
    TargetOptions options_;
    Capabilities capabilities_{};
    Server server_;
};

}  // namespace
}  // namespace ews

Result<std::unique_ptr<Target>> open_ews_target(const TargetUri& uri, const TargetOptions& options) {
    return std::unique_ptr<Target>(
        std::make_unique<ews::EwsTarget>(uri.scheme + ":" + uri.rest, TRY(ews::EwsSettings::parse(uri)), options));
}

}  // namespace restante::targets
