#include "targets/contacts/book_target.h"

#include <unistd.h>

#include <algorithm>
#include <map>
#include <utility>

#include "base/case_fold.h"
#include "targets/files/directory_place.h"
#include "targets/files/list_directory.h"
#include "targets/files/manifest.h"
#include "targets/files/path_name.h"
#include "targets/files/system_error.h"
#include "targets/mailbox_identity.h"
#include "targets/own_results.h"

namespace restante::targets::contacts {
namespace {

constexpr std::size_t kMostNamesakes = 10'000;
constexpr std::string_view kTemporary = "/.restante-tmp";

class BookWriter final : public MailboxWriter {
public:
    BookWriter(const BookTargetSetup& setup, std::string directory, model::Mailbox mailbox, const BookFormat& format,
               Findings& losses)
        : setup_(setup),
          directory_(std::move(directory)),
          mailbox_(std::move(mailbox)),
          format_(format),
          losses_(losses) {}

    // Mail never comes here: Capabilities::carries_messages.
    Result<void> begin_folder(const model::Folder&) override { return {}; }
    Result<Delivery> add_message(const model::Message&, const std::string&, const std::string&) override {
        return fail(Errc::rejected, setup_.kind + ": carries address books, no messages");
    }
    Result<void> end_folder() override { return {}; }

    Result<void> add_address_books(const std::vector<model::AddressBook>& books) override {
        for (const model::AddressBook& book : books) books_.push_back({book.name, book.standard, {}});
        BookFiles out(directory_, setup_.ending);
        auto written = format_.write(mailbox_, books, out, losses_);
        products_ = out.complete();
        return written;
    }
    [[nodiscard]] std::vector<ProductFile> products() const override { return products_; }

    Result<void> finish(const Findings&) override {
        files::Manifest manifest;
        manifest.target = setup_.kind;
        manifest.mailbox = mailbox_;
        manifest.complete = true;
        manifest.address_books = books_;
        return files::write_manifest(directory_, manifest);
    }

private:
    const BookTargetSetup& setup_;
    std::string directory_;
    model::Mailbox mailbox_;
    const BookFormat& format_;
    Findings& losses_;
    std::vector<model::AddressBook> books_;  // without their entries
    std::vector<ProductFile> products_;
};

class BookTarget final : public Target {
public:
    BookTarget(BookTargetSetup setup, std::unique_ptr<BookFormat> format)
        : setup_(std::move(setup)), format_(std::move(format)) {
        while (setup_.directory.size() > 1 && setup_.directory.ends_with('/')) setup_.directory.pop_back();
    }

    [[nodiscard]] const Capabilities& capabilities() const override { return capabilities_; }
    [[nodiscard]] std::string place() const override { return setup_.directory; }

    Result<void> prepare(const SourceFacts&, const std::vector<model::Mailbox>&) override {
        TRY_VOID(files::check_directory_place(setup_.directory));
        if (setup_.overwrite || !files::is_directory(setup_.directory)) return {};
        for (const std::string& name : TRY(files::list_directory(setup_.directory))) {
            const std::string path = setup_.directory + "/" + name;
            // A run that was cut off may have left the directory of a mailbox before there was anything in it.
            if (files::is_directory(path) && TRY(files::lasting_entries(path)).empty()) continue;
            const auto manifest = files::read_manifest(path);
            const bool ours = manifest ? manifest->target == setup_.kind : is_own_result(setup_.directory, name);
            if (!ours) return fail(foreign(setup_.directory, name));
        }
        return {};
    }

    Result<std::unique_ptr<MailboxWriter>> open_mailbox(const model::Mailbox& mailbox, Findings& losses) override {
        const std::string directory = TRY(choose_directory(mailbox));
        TRY_VOID(check_mailbox_directory(directory));
        TRY_VOID(files::make_directories(directory));
        files::Manifest begun;
        begun.target = setup_.kind;
        begun.mailbox = mailbox;
        // What an interrupted run leaves must be known as ours.
        if (!files::read_manifest(directory)) TRY_VOID(files::write_manifest(directory, begun));
        return std::make_unique<BookWriter>(setup_, directory, mailbox, *format_, losses);
    }

    Result<void> finish() override { return {}; }

private:
    static Error foreign(const std::string& directory, const std::string& name) {
        return {Errc::exists,
                directory + " holds things that restante did not make, such as " + name +
                    "; name another directory, or --overwrite to write into it all the same",
                {},
                {}};
    }

    Result<void> check_mailbox_directory(const std::string& directory) const {
        if (setup_.overwrite || ::access(directory.c_str(), F_OK) != 0) return {};
        if (!files::is_directory(directory)) return fail(Errc::exists, directory + " is there and is no directory");
        const auto manifest = files::read_manifest(directory);
        if (manifest && manifest->target == setup_.kind) return {};
        for (const std::string& name : TRY(files::list_directory(directory)))
            if (manifest || name.find("restante") == std::string::npos) return fail(foreign(directory, name));
        return {};
    }

    Result<std::string> choose_directory(const model::Mailbox& mailbox) {
        const std::string base = files::encode_component(model::label_of(mailbox)).text;
        for (std::size_t number = 1; number < kMostNamesakes; ++number) {
            const std::string name = number == 1 ? base : base + "%~" + std::to_string(number);
            const auto [used, is_free] = used_.try_emplace(fold_case(name), mailbox_identity(mailbox));
            if (!is_free) {
                if (used->second == mailbox_identity(mailbox)) return setup_.directory + "/" + name;
                continue;
            }
            const auto earlier = files::read_manifest(setup_.directory + "/" + name);
            const bool other = earlier && earlier->target == setup_.kind &&
                               (earlier->mailbox.name != mailbox.name || earlier->mailbox.address != mailbox.address);
            if (!other) return setup_.directory + "/" + name;
            used_.erase(used);  // a namesake from another postoffice keeps its directory
        }
        return fail(Errc::too_large, "too many mailboxes are named " + mailbox.name);
    }

    BookTargetSetup setup_;
    std::unique_ptr<BookFormat> format_;
    Capabilities capabilities_{.wants_source_hash = false,
                               .carries_address_books = true,
                               .carries_hidden_folders = false,
                               .carries_messages = false,
                               .separate_mailboxes = true};
    std::map<std::string, std::string> used_;  // names, case aside, and whose
};

}  // namespace

Result<void> BookFiles::begin(std::string_view name) {
    const std::string base = files::encode_component(name.empty() ? "address book" : name).text;
    for (std::size_t number = 1; number < kMostNamesakes; ++number) {
        name_ = (number == 1 ? base : base + "%~" + std::to_string(number)) + ending_;
        const std::string folded = fold_case(name_);
        if (std::find(taken_.begin(), taken_.end(), folded) != taken_.end()) continue;
        taken_.push_back(folded);
        TRY_VOID(file_.open(directory_ + std::string(kTemporary)));
        bytes_.begin(&file_, true);
        return {};
    }
    return fail(Errc::too_large, "too many address books are named " + std::string(name));
}

Result<void> BookFiles::append(std::string_view text) { return bytes_.append(as_bytes(text)); }

Result<void> BookFiles::end() {
    const std::string path = directory_ + "/" + name_;
    TRY_VOID(file_.publish(path));
    complete_.push_back({path, bytes_.size(), bytes_.sha256()});
    return {};
}

Result<std::unique_ptr<Target>> open_book_target(BookTargetSetup setup, std::unique_ptr<BookFormat> format) {
    if (setup.directory.empty())
        return fail(Errc::usage, setup.kind + ": names no directory (expected " + setup.kind + ":DIR)");
    return std::unique_ptr<Target>(std::make_unique<BookTarget>(std::move(setup), std::move(format)));
}

}  // namespace restante::targets::contacts
