#include "targets/mbox/mbox_target.h"

#include <fmt/format.h>
#include <unistd.h>

#include "formats/mbox/mbox_reader.h"
#include "formats/mbox/mbox_writer.h"
#include "targets/files/directory_target.h"
#include "targets/files/file_pieces.h"
#include "targets/files/id_set.h"
#include "targets/files/stored_message.h"

namespace restante::targets {
namespace {

constexpr std::string_view kEnding = ".mbox";

// Mozilla keeps its flags as four hexadecimal digits: 1 is "read". The field is rewritten in place, so both must exist.
std::string status_headers(const mail::Envelope& envelope) {
    std::string lines = envelope.read ? "Status: RO\n" : "Status: O\n";
    if (envelope.draft) lines += "X-Status: T\n";
    lines += fmt::format("X-Mozilla-Status: {:04x}\nX-Mozilla-Status2: 00000000\n", envelope.read ? 1 : 0);
    return lines;
}

class MboxWriter final : public files::DirectoryWriter {
public:
    explicit MboxWriter(files::WriterSetup setup)
        : DirectoryWriter(std::move(setup), "mbox", {files::encode_component, ".mbox.sbd/", 1000}, mime::LineEnd::lf),
          quoting_(file()) {}

protected:
    [[nodiscard]] bool ends_lines() const override { return true; }

    Result<void> open_folder() override {
        path_ = directory() + "/" + place() + std::string(kEnding);
        TRY_VOID(files::make_directories(path_.substr(0, path_.rfind('/'))));
        there_.clear();
        exists_ = ::access(path_.c_str(), F_OK) == 0;
        if (!exists_) return {};
        mbox::HeaderScanner scanner("X-Restante-Item", [&](std::string_view id) { there_.insert(id); });
        TRY_VOID(files::for_each_piece_of_file(path_, [&](Bytes piece) {
            scanner.feed(piece);
            return Result<void>{};
        }));
        scanner.finish();
        return {};
    }

    Result<Delivery> deliver(const model::Message& message, const mail::ComposeContext& context) override {
        mail::ComposeContext with_status = context;
        const std::string status = status_headers(context.envelope);
        with_status.extra_headers = status;
        if (there_.contains(context.item_id)) return already_there(message, with_status);
        if (!file().is_open()) TRY_VOID(begin_file());
        const std::uint64_t before = file().size();
        auto written = write(message, with_status);
        if (!written) {
            // This message may be the only thing wrong: the others stay.
            if (auto cut = file().cut_back_to(before); !cut) return fail(std::move(cut.error()));
            return written;
        }
        there_.insert(context.item_id);
        written->place = place() + std::string(kEnding);
        return written;
    }

    Result<void> close_folder() override {
        if (!file().is_open()) {
            if (exists_) return {};
            TRY_VOID(begin_file());  // an empty folder stays a folder
        }
        return file().publish(path_, {.synchronized = true});
    }

private:
    // A temporary file that starts with what earlier runs delivered.
    Result<void> begin_file() {
        TRY_VOID(begin_writing());
        TRY_VOID(file().open(path_ + ".restante-tmp"));
        if (!exists_) return {};
        std::string end;  // the last two bytes
        auto copied = files::for_each_piece_of_file(path_, [&](Bytes piece) {
            end += as_text(piece).substr(piece.size() < 2 ? 0 : piece.size() - 2);
            if (end.size() > 2) end.erase(0, end.size() - 2);
            return file().append(piece);
        });
        // Another program may have left the file without its last blank line.
        if (copied && !end.empty() && end != "\n\n")
            copied = file().append(as_bytes(end.ends_with('\n') ? "\n" : "\n\n"));
        if (!copied) file().discard();
        return copied;
    }

    Result<Delivery> write(const model::Message& message, const mail::ComposeContext& context) {
        const LocalTime utc = LocalTime::from_unix_utc(mail::arrival_time(context.envelope, options().time_zone));
        TRY_VOID(quoting_.begin("-", utc));
        Delivery delivery = TRY(compose(message, context, quoting_));
        TRY_VOID(quoting_.end());
        return delivery;
    }

    std::string path_;
    mbox::QuotingSink quoting_;
    files::IdSet there_;
    bool exists_ = false;
};

}  // namespace

Result<std::unique_ptr<Target>> open_mbox_target(const std::string& directory, const TargetOptions& options) {
    return files::open_directory_target(
        "mbox", directory, options,
        {[](files::WriterSetup setup) { return std::make_unique<MboxWriter>(std::move(setup)); },
         files::read_mbox_tree});
}

}  // namespace restante::targets
