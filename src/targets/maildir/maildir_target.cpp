#include "targets/maildir/maildir_target.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <set>

#include "targets/files/directory_target.h"
#include "targets/files/id_set.h"
#include "targets/files/list_directory.h"
#include "targets/files/stored_message.h"
#include "targets/files/system_error.h"

namespace restante::targets {
namespace {

constexpr std::string_view kMark = ".restante";  // ends the unique part of our file names
constexpr std::string_view kInboxPlace = "";     // the Inbox is the Maildir itself
constexpr std::string_view kInboxName = "INBOX";
constexpr std::uint64_t kLargestSubscriptions = 16 * 1024 * 1024;

// "809777712.R0123...restante,S=512:2,S" -> "0123...": mail programs change what follows the unique part.
std::string_view item_of(std::string_view file_name) {
    const std::size_t begin = file_name.find(".R");
    const std::size_t end = file_name.find(kMark, begin == std::string_view::npos ? 0 : begin);
    if (begin == std::string_view::npos || end == std::string_view::npos) return {};
    return file_name.substr(begin + 2, end - begin - 2);
}

class MaildirWriter final : public files::DirectoryWriter {
public:
    explicit MaildirWriter(files::WriterSetup setup)
        : DirectoryWriter(std::move(setup), "maildir", {files::encode_maildir_component, ".", 230, {kInboxName}},
                          mime::LineEnd::lf) {}

    Result<void> start() override {
        // A message the user moved to another folder is still the same message.
        TRY_VOID(look_up(directory()));
        for (const std::string& name : TRY(files::list_directory(directory())))
            if (name.size() > 1 && name.front() == '.') TRY_VOID(look_up(directory() + "/" + name));
        return {};
    }

protected:
    std::string choose_place(const model::Folder& folder) override {
        if (folder.role != model::FolderRole::inbox || folder.path.size() != 1) return places().place_of(folder);
        // Children of the Inbox lie below INBOX.
        places().assign(folder, std::string(kInboxName));
        return std::string(kInboxPlace);
    }

    Result<void> open_folder() override {
        path_ = place().empty() ? directory() : directory() + "/." + place();
        TRY_VOID(make_maildir(path_));
        if (place().empty()) return {};
        subscribed_.insert(place());
        const std::string mark = path_ + "/maildirfolder";
        if (files::size_of_file(mark) == 0) return {};
        TRY_VOID(begin_writing());
        TRY_VOID(file().open(path_ + "/tmp/maildirfolder"));
        return file().publish(mark);
    }

    Result<Delivery> deliver(const model::Message& message, const mail::ComposeContext& context) override {
        const std::string id = files::file_id(context.item_id);
        if (there_.contains(id)) return already_there(message, context);
        const std::int64_t time = mail::arrival_time(context.envelope, options().time_zone);
        const std::string unique = fmt::format("{}.R{}{}", std::max<std::int64_t>(time, 0), id, kMark);
        TRY_VOID(begin_writing());
        TRY_VOID(file().open(path_ + "/tmp/" + unique));
        auto delivery = compose(message, context, file());
        if (!delivery) {
            file().discard();
            return delivery;
        }
        const std::string name = fmt::format("{},S={}:2,{}{}", unique, file().size(), context.envelope.draft ? "D" : "",
                                             context.envelope.read ? "S" : "");
        TRY_VOID(file().publish(path_ + "/cur/" + name, {.modified = time}));
        if (!file().time_was_set()) note_time_not_set(context.item);
        there_.insert(id);
        delivery->place = (place().empty() ? "" : "." + place() + "/") + "cur/" + name;
        return delivery;
    }

    Result<void> close_folder() override { return {}; }

    // One mailbox name a line, as Dovecot keeps it. What the user subscribed to meanwhile stays.
    Result<void> complete() override {
        const std::string path = directory() + "/subscriptions";
        std::string lines;
        if (auto earlier = files::read_file(path, kLargestSubscriptions)) lines = std::move(*earlier);
        std::string added;
        for (const std::string& name : subscribed_)
            if (("\n" + lines).find("\n" + name + "\n") == std::string::npos) added += name + "\n";
        if (added.empty()) return {};
        TRY_VOID(begin_writing());
        return files::write_file(path, lines + added);
    }

private:
    Result<void> make_maildir(const std::string& path) {
        for (const char* part : {"/tmp", "/new", "/cur"}) {
            if (::access((path + part).c_str(), F_OK) == 0) continue;
            TRY_VOID(begin_writing());
            TRY_VOID(files::make_directories(path + part));
        }
        return {};
    }

    Result<void> look_up(const std::string& path) {
        for (const char* part : {"/new", "/cur"}) {
            const auto names = files::list_directory(path + part);
            if (!names && (names.error().code == Errc::not_found || names.error().code == Errc::exists)) continue;
            if (!names) return fail(names.error());
            for (const std::string& name : *names) {
                const std::string_view id = item_of(name);
                if (id.empty()) continue;
                const std::string file = path + part + "/" + name;
                if (earlier_files_are_whole() || !is_torso(file))
                    there_.insert(id);
                else
                    ::unlink(file.c_str());  // delivered again
            }
        }
        return {};
    }

    // Whether the file is smaller than its name says.
    static bool is_torso(const std::string& file) {
        const std::size_t mark = file.rfind(",S=");
        if (mark == std::string::npos) return false;
        std::int64_t promised = 0;
        std::from_chars(file.data() + mark + 3, file.data() + file.size(), promised);
        return files::size_of_file(file) < promised;
    }

    std::string path_;
    files::IdSet there_;
    std::set<std::string> subscribed_;
};

}  // namespace

Result<std::unique_ptr<Target>> open_maildir_target(const std::string& directory, const TargetOptions& options) {
    return files::open_directory_target(
        "maildir", directory, options,
        {[](files::WriterSetup setup) { return std::make_unique<MaildirWriter>(std::move(setup)); },
         files::read_maildir_tree});
}

}  // namespace restante::targets
