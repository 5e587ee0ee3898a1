#include "targets/files/directory_writer.h"

#include <fmt/format.h>

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

Result<void> DirectoryWriter::begin_writing() {
    if (writing_) return {};
    writing_ = true;
    return save_manifest(false);
}

Result<Delivery> DirectoryWriter::already_there(const model::Message& message, const mail::ComposeContext& context) {
    Delivery delivery = TRY(composed(message, context, nullptr));
    delivery.already_there = true;
    delivery.place = place_;
    return delivery;
}

Result<Delivery> DirectoryWriter::compose(const model::Message& message, const mail::ComposeContext& context,
                                          ByteSink& out) {
    return composed(message, context, &out);
}

Result<Delivery> DirectoryWriter::composed(const model::Message& message, const mail::ComposeContext& context,
                                           ByteSink* out) {
    hashing_.begin(out, setup_.options.hash_items);
    TRY_VOID(composer_.compose(message, context, hashing_));
    if (ends_lines() && !hashing_.ends_with_line()) TRY_VOID(hashing_.append(as_bytes("\n")));
    return Delivery{false, {}, hashing_.size(), hashing_.sha256()};
}

Result<void> DirectoryWriter::begin_folder(const model::Folder& folder) {
    folder_ = folder;
    folder_open_ = false;
    // Most hidden folders are the client's own and empty: their directory is made for the first message.
    const bool wait = folder.hidden && folder.role == model::FolderRole::none;
    return wait ? Result<void>{} : open_now();
}

Result<void> DirectoryWriter::open_now() {
    const std::size_t places_before = places_.records().size();
    place_ = choose_place(folder_);
    const bool is_new = places_.records().size() > places_before, shortened = places_.was_shortened(place_);
    if (shortened) setup_.losses->add(MessageId::files_folder_shortened, place_, model::display_path(folder_));
    // A name that cannot be read back from the path must not be lost when the run is interrupted.
    if (is_new && shortened && writing_) TRY_VOID(save_manifest(false));
    if (is_new) TRY_VOID(begin_writing());
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
    if (!folder_open_) {
        left_out_.push_back(model::display_path(folder_));
        return {};
    }
    folder_open_ = false;
    return close_folder();
}

Result<void> DirectoryWriter::finish(const Findings&) {
    composer_.report_addresses();
    if (!left_out_.empty())
        setup_.losses->add(MessageId::files_hidden_left_out, fmt::format("{}", fmt::join(left_out_, ", ")));
    TRY_VOID(complete());
    if (!writing_ && setup_.earlier.complete && places_.records().size() == setup_.earlier.folders.size()) return {};
    TRY_VOID(setup_.lock.synchronize());
    return save_manifest(true);
}

void DirectoryWriter::note_time_not_set(std::string_view item) {
    if (time_noted_) return;
    time_noted_ = true;
    setup_.losses->add(MessageId::files_time_not_set, "the first message it happened to is named", std::string(item));
}

}  // namespace restante::targets::files
