#include "targets/ews/ews_target.h"

#include <fmt/format.h>

#include <set>

#include "targets/ews/ews_settings.h"
#include "targets/ews/ews_writer.h"
#include "targets/ews/server.h"

namespace restante::targets {
namespace ews {
namespace {

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
        std::set<std::pair<std::string, std::vector<std::string>>> places;
        for (const model::Mailbox& mailbox : mailboxes) {
            const Destination destination = TRY(destination_of(mailbox, settings_));
            if (!places.emplace(destination.account, destination.root).second)
                return fail(Errc::usage,
                            fmt::format("several mailboxes would go to the same place of {}; write {{mailbox}} or "
                                        "{{address}} into the user or the root, for example {}?root={{mailbox}}",
                                        destination.account, place_));
        }
        for (const model::Mailbox& mailbox : mailboxes) {
            Account account(TRY(destination_of(mailbox, settings_)), server_);
            TRY_VOID(account.connect());
        }
        return {};
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
        for (const model::Mailbox& mailbox : mailboxes) {
            Account account(TRY(destination_of(mailbox, settings_)), server_);
            TRY_VOID(account.connect());
            std::vector<FolderEntry> folders = TRY(account.folders());
            for (const FolderEntry& folder : folders) {
                if (folder.folder_class.starts_with(kContactsClass)) continue;  // people are no messages
                // Exchange keeps messages in a form of its own: the bytes it gives back are not those it got.
                Result<void> visited;
                TRY_VOID(account.look_into(folder.id, [&](const ItemEntry& item) {
                    if (visited) visited = visit({item.identity, folder.name, 0, {}});
                }));
                TRY_VOID(visited);
            }
        }
        return {};
    }

private:
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
