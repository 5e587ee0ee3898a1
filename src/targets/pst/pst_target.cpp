#include "targets/pst/pst_target.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include "base/case_fold.h"
#include "targets/mail/placeholder_map.h"
#include "targets/mailbox_identity.h"
#include "targets/pst/item_properties.h"
#include "targets/pst/mailbox_store_writer.h"
#include "targets/pst/pst_product.h"
#include "targets/pst/read_back.h"
#include "targets/pst/store_names.h"

namespace restante::targets {
namespace {

namespace fs = std::filesystem;

std::string shown_name(const model::Mailbox& mailbox) {
    if (!mailbox.display_name.empty()) return mailbox.display_name;
    return mailbox.name.empty() && !mailbox.shared ? "Mailbox" : model::label_of(mailbox);
}

// Who asks for what is stored knows names and addresses only; shared folders have neither.
std::set<std::string> possible_file_names(std::vector<model::Mailbox> mailboxes) {
    std::set<std::string> names;
    for (std::string& name : store_file_names(mailboxes)) names.insert(std::move(name));
    for (model::Mailbox& mailbox : mailboxes) mailbox.shared = mailbox.name.empty() && mailbox.address.empty();
    for (std::string& name : store_file_names(mailboxes)) names.insert(std::move(name));
    return names;
}

std::string identity_of(const model::Mailbox& mailbox) {
    return fmt::format("{}:{}{}:{}", mailbox.name.size(), mailbox.name, mailbox.address.size(), mailbox.address);
}

// Everything about the mailbox that the name of the store does not say: a line each.
std::string comment_of(const model::Mailbox& mailbox) {
    std::string comment;
    const auto add = [&comment](std::string_view what, const std::string& text) {
        if (text.empty()) return;
        if (!comment.empty()) comment += "\r\n";
        comment += fmt::format("{}: {}", what, text);
    };
    add("Mailbox", mailbox.name);
    add("Name", mailbox.display_name);
    add("Address", mailbox.address);
    add("Internet address", mailbox.internet);
    for (const std::string& account : mailbox.accounts) add("Account", account);
    if (const auto& origin = mailbox.origin)
        add("File", fmt::format("{} ({}, {}, {} bytes)", origin->path, origin->kind, origin->version, origin->size));
    return comment;
}

// One store: its product on disk, what has been written to it, and its items.
struct OpenStore {
    OpenStore(PstProduct made, const PstSettings& settings, PartedStore::Names names)
        : product(std::move(made)),
          store(settings, std::move(names), [this](std::size_t number) { return product.path_of_part(number); }) {}

    Result<void> publish() {
        TRY_VOID(store.finish());
        return product.publish(store.files(), std::move(items));
    }

    PstProduct product;
    PartedStore store;
    std::vector<ItemKey> items{};
};

// A store has no place for text that its code page does not hold.
void count_characters(const OpenStore& store, const model::Mailbox& mailbox, Findings& losses) {
    const CodePage* const page = store.store.code_page();
    const std::size_t lost = characters_lost(page, shown_name(mailbox) + comment_of(mailbox));
    if (lost != 0) losses.add(MessageId::pst_target_mailbox_characters, told_characters(lost, *page));
}

// Of a store with one mailbox the writer is the owner.
class OwningWriter final : public MailboxWriter {
public:
    OwningWriter(std::unique_ptr<OpenStore> store, std::unique_ptr<MailboxStoreWriter> writer)
        : store_(std::move(store)), writer_(std::move(writer)) {}

    Result<void> begin_folder(const model::Folder& folder) override { return writer_->begin_folder(folder); }
    Result<Delivery> add_message(const model::Message& message, const std::string& item,
                                 const std::string& item_id) override {
        return writer_->add_message(message, item, item_id);
    }
    Result<void> end_folder() override { return writer_->end_folder(); }
    Result<void> add_address_books(const std::vector<model::AddressBook>& books) override {
        return writer_->add_address_books(books);
    }
    Result<void> finish(const Findings& source_findings) override { return writer_->finish(source_findings); }

private:
    std::unique_ptr<OpenStore> store_;  // outlives the writer
    std::unique_ptr<MailboxStoreWriter> writer_;
};

class PstTarget final : public Target {
public:
    PstTarget(PstSettings settings, const TargetOptions& options)
        : settings_(std::move(settings)), options_(options), addresses_(options.domain) {
        capabilities_.separate_mailboxes = !settings_.single_file;
    }

    [[nodiscard]] const Capabilities& capabilities() const override { return capabilities_; }
    [[nodiscard]] std::string place() const override { return settings_.place; }
    [[nodiscard]] std::string report_path() const override {
        if (!settings_.single_file) return settings_.place + "/restante-report";
        return fs::path(settings_.place).replace_extension(".restante-report").string();
    }

    Result<void> prepare(const SourceFacts& source, const std::vector<model::Mailbox>& mailboxes) override;
    Result<std::unique_ptr<MailboxWriter>> open_mailbox(const model::Mailbox& mailbox, Findings& losses) override;
    Result<void> finish() override;
    Result<void> read_back(const std::vector<model::Mailbox>& mailboxes, const StoredItemVisitor& visit) override;

private:
    struct Planned {
        model::Mailbox mailbox{};
        std::string path{};
        bool opened = false;
    };

    [[nodiscard]] PstProduct product_at(const std::string& path) const;
    Planned* planned(const model::Mailbox& mailbox);
    Result<std::unique_ptr<MailboxWriter>> open_own_store(const Planned& planned, Findings& losses);
    Result<std::unique_ptr<MailboxWriter>> open_in_shared_store(const Planned& planned, Findings& losses);
    [[nodiscard]] MailboxStoreWriter::Setting setting(OpenStore& store, Findings& losses) const {
        return {store.store, options_.time_zone, addresses_, store.items, losses};
    }

    PstSettings settings_;
    TargetOptions options_;
    mail::PlaceholderMap addresses_;
    Capabilities capabilities_{
        .wants_source_hash = false, .carries_address_books = true, .carries_hidden_folders = true};
    std::vector<Planned> planned_;
    std::unique_ptr<OpenStore> shared_;                       // of pst:FILE.pst
    std::vector<std::string> incomplete_;                     // mailboxes in it that were begun and not finished
    std::set<std::string> tops_{fold_case("Deleted Items")};  // folded names at its top
};

PstProduct PstTarget::product_at(const std::string& path) const {
    std::set<std::string> reserved;
    for (const Planned& other : planned_)
        if (other.path != path) reserved.insert(fold_case(fs::path(other.path).filename().string()));
    return {path, options_.overwrite, std::move(reserved)};
}

Result<void> PstTarget::prepare(const SourceFacts& /*source*/, const std::vector<model::Mailbox>& mailboxes) {
    const std::vector<std::string> names = store_file_names(mailboxes);
    for (std::size_t i = 0; i < mailboxes.size(); ++i) {
        const std::string path =
            settings_.single_file ? settings_.place : (fs::path(settings_.place) / names[i]).string();
        planned_.push_back({mailboxes[i], path});
    }
    if (settings_.single_file) return product_at(settings_.place).check();
    std::error_code ignored;
    if (fs::exists(settings_.place, ignored) && !fs::is_directory(settings_.place, ignored))
        return fail(Errc::usage,
                    fmt::format("{} is a file; pst:DIR wants a directory, pst:FILE.pst a name ending in .pst",
                                settings_.place));
    TRY_VOID(check_writable_parent((fs::path(settings_.place) / "x").string()));
    for (const Planned& planned : planned_) TRY_VOID(product_at(planned.path).check());
    return {};
}

PstTarget::Planned* PstTarget::planned(const model::Mailbox& mailbox) {
    const auto found = std::find_if(planned_.begin(), planned_.end(), [&](const Planned& planned) {
        return !planned.opened && planned.mailbox.name == mailbox.name && planned.mailbox.address == mailbox.address;
    });
    if (found != planned_.end()) return &*found;
    // Begun anew: what a file of its own held was never published. A file for all has no way back.
    const auto again = std::find_if(planned_.begin(), planned_.end(), [&](const Planned& planned) {
        return !settings_.single_file && mailbox_identity(planned.mailbox) == mailbox_identity(mailbox);
    });
    return again == planned_.end() ? nullptr : &*again;
}

Result<std::unique_ptr<MailboxWriter>> PstTarget::open_mailbox(const model::Mailbox& mailbox, Findings& losses) {
    Planned* const planned = this->planned(mailbox);
    if (planned == nullptr) return fail(Errc::usage, "this mailbox was not announced");
    planned->opened = true;
    return settings_.single_file ? open_in_shared_store(*planned, losses) : open_own_store(*planned, losses);
}

Result<std::unique_ptr<MailboxWriter>> PstTarget::open_own_store(const Planned& planned, Findings& losses) {
    auto store = std::make_unique<OpenStore>(
        product_at(planned.path), settings_,
        PartedStore::Names{shown_name(planned.mailbox), comment_of(planned.mailbox), identity_of(planned.mailbox)});
    OpenStore* const open = store.get();
    count_characters(*open, planned.mailbox, losses);
    auto writer = std::make_unique<MailboxStoreWriter>(setting(*open, losses), planned.mailbox, PartedStore::kTop,
                                                       [open] { return open->publish(); });
    return std::make_unique<OwningWriter>(std::move(store), std::move(writer));
}

Result<std::unique_ptr<MailboxWriter>> PstTarget::open_in_shared_store(const Planned& planned, Findings& losses) {
    const bool alone = planned_.size() == 1;
    if (!shared_) {
        std::string identity;
        for (const Planned& each : planned_) identity += identity_of(each.mailbox);
        PartedStore::Names names{fs::path(settings_.place).stem().string(), {}, std::move(identity)};
        if (alone) {
            names.name = shown_name(planned.mailbox);
            names.comment = comment_of(planned.mailbox);
        }
        shared_ = std::make_unique<OpenStore>(product_at(settings_.place), settings_, std::move(names));
    }
    count_characters(*shared_, planned.mailbox, losses);
    PartedStore::FolderIndex top = PartedStore::kTop;
    if (!alone) {
        const std::string wanted = planned.mailbox.name.empty() ? shown_name(planned.mailbox) : planned.mailbox.name;
        pst::FolderSpec spec;
        spec.name = wanted;
        for (unsigned number = 2; !tops_.insert(fold_case(spec.name)).second; ++number)
            spec.name = fmt::format("{} ({})", wanted, number);
        spec.comment = comment_of(planned.mailbox);
        spec.container_class = "IPF.Note";
        top = shared_->store.define_folder(PartedStore::kTop, std::move(spec));
        TRY_VOID(shared_->store.open_folder(top));
        TRY_VOID(shared_->store.close_folder());
    }
    incomplete_.push_back(planned.mailbox.name);
    return std::make_unique<MailboxStoreWriter>(setting(*shared_, losses), planned.mailbox, top, [this] {
        incomplete_.pop_back();
        return Result<void>{};
    });
}

Result<void> PstTarget::read_back(const std::vector<model::Mailbox>& mailboxes, const StoredItemVisitor& visit) {
    std::set<std::string> names{fs::path(settings_.place).filename().string()};
    if (!settings_.single_file) names = possible_file_names(mailboxes);
    const fs::path directory =
        settings_.single_file ? fs::path(settings_.place).parent_path() : fs::path(settings_.place);
    for (const std::string& name : names) {
        std::set<std::string> parts;  // a record names two states of a file that was being replaced
        for (const FileStamp& part : ProductRecord::load((directory / name).string()).files) parts.insert(part.name);
        for (const std::string& part : parts) TRY_VOID(read_pst_back((directory / part).string(), visit));
    }
    return {};
}

Result<void> PstTarget::finish() {
    if (!shared_) return {};
    if (!incomplete_.empty()) {
        // What is in a PST cannot be taken out again, so the whole file is given up.
        const std::string text = fmt::format("{} was not written, because the mailbox \"{}\" is incomplete",
                                             settings_.place, incomplete_.back());
        shared_.reset();
        return fail(Errc::io, text);
    }
    auto published = shared_->publish();
    shared_.reset();
    return published;
}

}  // namespace

Result<std::unique_ptr<Target>> open_pst_target(const TargetUri& uri, const TargetOptions& options) {
    return std::make_unique<PstTarget>(TRY(PstSettings::parse(uri)), options);
}

}  // namespace restante::targets
