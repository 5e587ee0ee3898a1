#include "targets/files/directory_writer.h"

#include "model/folder.h"

namespace restante::targets::files {

DirectoryWriter::DirectoryWriter(WriterSetup setup, std::string target, PlaceStyle style, mime::LineEnd line_end)
    : setup_(std::move(setup)),
      target_(std::move(target)),
      places_(std::move(style)),
      composer_(setup_.options, line_end, *setup_.losses) {
    places_.restore(setup_.earlier.folders);
}

Result<void> DirectoryWriter::save_manifest(bool complete) {
    return write_manifest(directory(), {target_, setup_.mailbox, complete, places_.records()});
}

Result<void> DirectoryWriter::start() { return save_manifest(false); }

Result<void> DirectoryWriter::begin_folder(const model::Folder& folder) {
    folder_ = folder;
    folder_open_ = false;
    // Most hidden folders are the client's own and empty: their directory is made for the first message.
    const bool wait = folder.hidden && folder.role == model::FolderRole::none;
    return wait ? Result<void>{} : open_now();
}

Result<void> DirectoryWriter::open_now() {
    place_ = choose_place(folder_);
    if (places_.was_shortened(place_)) {
        setup_.losses->add(MessageId::files_folder_shortened, place_, model::display_path(folder_));
        // The name cannot be read back from the path: it must not be lost when the run is interrupted.
        TRY_VOID(save_manifest(false));
    }
    TRY_VOID(open_folder());
    folder_open_ = true;
    return {};
}

Result<Delivery> DirectoryWriter::add_message(const model::Message& message, const std::string& item,
                                              const std::string& item_id) {
    if (!folder_open_) TRY_VOID(open_now());
    const mail::Envelope envelope = mail::envelope_of(message, folder_);
    return deliver(message, {setup_.mailbox, folder_, envelope, item, item_id, {}});
}

Result<void> DirectoryWriter::end_folder() {
    if (!folder_open_) return {};
    folder_open_ = false;
    return close_folder();
}

Result<void> DirectoryWriter::finish(const Findings&) {
    composer_.report_addresses();
    TRY_VOID(complete());
    return save_manifest(true);
}

void DirectoryWriter::note_time_not_set(std::string_view item) {
    if (time_noted_) return;
    time_noted_ = true;
    setup_.losses->add(MessageId::files_time_not_set, "the first message it happened to is named", std::string(item));
}

}  // namespace restante::targets::files
