// What the writers of eml, mbox and maildir have in common: one mailbox as a directory with a manifest.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "targets/files/folder_places.h"
#include "targets/files/hashing_sink.h"
#include "targets/files/locked_directory.h"
#include "targets/files/manifest.h"
#include "targets/files/output_file.h"
#include "targets/mail/compose.h"
#include "targets/mail/envelope.h"
#include "targets/target.h"

namespace restante::targets::files {

struct WriterSetup {
    std::string directory{};  // of this mailbox; exists, with its manifest read into `earlier`
    model::Mailbox mailbox{};
    TargetOptions options{};
    Manifest earlier{};  // empty folders when there was none
    LockedDirectory lock{};
    Findings* losses = nullptr;
};

class DirectoryWriter : public MailboxWriter {
public:
    DirectoryWriter(WriterSetup setup, std::string target, PlaceStyle style, mime::LineEnd line_end);

    Result<void> begin_folder(const model::Folder& folder) final;
    Result<Delivery> add_message(const model::Message& message, const std::string& item,
                                 const std::string& item_id) final;
    Result<void> end_folder() final;
    Result<void> add_address_books(const std::vector<model::AddressBook>&) final { return {}; }
    Result<void> finish(const Findings& source_findings) final;

    // Makes what must be there before the first folder.
    virtual Result<void> start() { return {}; }

protected:
    // The folder at place(): made on the disk, earlier deliveries looked up.
    virtual Result<void> open_folder() = 0;
    virtual Result<Delivery> deliver(const model::Message& message, const mail::ComposeContext& context) = 0;
    virtual Result<void> close_folder() = 0;
    // A message that does not end with its line gets the end when it is stored: it is hashed with it.
    [[nodiscard]] virtual bool ends_lines() const { return false; }
    virtual Result<void> complete() { return {}; }  // before everything is synchronized with the disk

    // To be called before anything below the directory is changed: the manifest says from then on that a run is under
    // way, until finish() has everything on the disk. A run that changes nothing never says so.
    Result<void> begin_writing();
    // False after a run that did not come to its end: a power cut may have left files without their content.
    [[nodiscard]] bool earlier_files_are_whole() const { return setup_.earlier.complete; }
    // What deliver() gives for a message an earlier run delivered. Composes it all the same, because what the target
    // cannot carry belongs into the report of every run.
    Result<Delivery> already_there(const model::Message& message, const mail::ComposeContext& context);
    virtual std::string choose_place(const model::Folder& folder) { return places_.place_of(folder); }

    [[nodiscard]] const std::string& directory() const { return setup_.directory; }
    [[nodiscard]] const std::string& place() const { return place_; }
    [[nodiscard]] const TargetOptions& options() const { return setup_.options; }
    [[nodiscard]] FolderPlaces& places() { return places_; }
    // Composes into `out`; what it gives has size and hash, the rest is the caller's.
    Result<Delivery> compose(const model::Message& message, const mail::ComposeContext& context, ByteSink& out);
    [[nodiscard]] OutputFile& file() { return file_; }
    Result<Delivery> composed(const model::Message& message, const mail::ComposeContext& context, ByteSink* out);
    // Once a mailbox is enough to say that the file system takes no such times.
    void note_time_not_set(std::string_view item);

private:
    Result<void> open_now();
    Result<void> save_manifest(bool complete);

    WriterSetup setup_;
    std::string target_;
    FolderPlaces places_;
    mail::Composer composer_;
    OutputFile file_;
    HashingSink hashing_;
    model::Folder folder_{};
    std::string place_;
    std::vector<std::string> left_out_;  // hidden folders without messages
    bool folder_open_ = false;
    bool writing_ = false;
    bool time_noted_ = false;
};

}  // namespace restante::targets::files
