#include "targets/json/json_target.h"

#include <string_view>
#include <utility>

#include "base/sha256.h"
#include "targets/json/json_model.h"
#include "targets/json/json_place.h"
#include "targets/json/read_back.h"

namespace restante::targets {
namespace {

// A line that lacks a piece is no line: a file that may not grow further ends the run, like a full disk.
Result<void> put(files::OutputFile& output, std::string_view text) {
    auto written = output.append(as_bytes(text));
    if (!written && written.error().code == Errc::too_large) written.error().code = Errc::no_space;
    return written;
}

class JsonTarget;

class JsonMailboxWriter final : public MailboxWriter {
public:
    JsonMailboxWriter(JsonTarget& target, files::OutputFile& output)
        : target_(target), output_(output), start_(output.size()) {}
    ~JsonMailboxWriter() override;

    Result<void> begin(const SourceFacts& source, const model::Mailbox& mailbox);
    Result<void> begin_folder(const model::Folder& folder) override;
    Result<Delivery> add_message(const model::Message& message, const std::string& item,
                                 const std::string& item_id) override;
    Result<void> end_folder() override { return put(output_, "]}"); }
    Result<void> add_address_books(const std::vector<model::AddressBook>& books) override;
    Result<void> finish(const Findings& source_findings) override;

private:
    JsonTarget& target_;
    files::OutputFile& output_;
    std::uint64_t start_;
    std::string books_ = "[]";
    std::string groups_{};  // of shared mailboxes only, with its key
    bool first_folder_ = true, first_message_ = true, finished_ = false;
};

class JsonTarget final : public Target {
public:
    JsonTarget(std::string file, const TargetOptions& options)
        : file_(std::move(file)), overwrite_(options.overwrite), hash_items_(options.hash_items) {}

    [[nodiscard]] const Capabilities& capabilities() const override { return capabilities_; }
    [[nodiscard]] std::string place() const override { return file_ == "-" ? "standard output" : file_; }

    [[nodiscard]] std::string report_path() const override { return json_report_path(file_); }

    Result<void> prepare(const SourceFacts& source, const std::vector<model::Mailbox>& /*mailboxes*/) override {
        source_ = source;
        return check_json_place(file_, overwrite_);
    }

    Result<std::unique_ptr<MailboxWriter>> open_mailbox(const model::Mailbox& mailbox, Findings& /*losses*/) override {
        if (!output_.is_open()) final_path_ = TRY(open_json_place(file_, output_));
        auto writer = std::make_unique<JsonMailboxWriter>(*this, output_);
        TRY_VOID(writer->begin(source_, mailbox));
        return writer;
    }

    // An earlier result stays when there is nothing to replace it with.
    Result<void> finish() override {
        return lines_ == 0 ? Result<void>{} : output_.publish(final_path_, {.synchronized = true});
    }

    Result<void> read_back(const std::vector<model::Mailbox>& /*mailboxes*/, const StoredItemVisitor& visit) override {
        if (json_report_path(file_).empty())
            return fail(Errc::unsupported, place() + " is no file that can be read again");
        return read_back_json(file_, visit);
    }

    void line_finished() { ++lines_; }
    [[nodiscard]] bool hash_items() const { return hash_items_; }

private:
    std::string file_;
    bool overwrite_, hash_items_;
    Capabilities capabilities_{.wants_source_hash = true,
                               .carries_address_books = true,
                               .wants_derived = false};  // what the source stores, exactly
    SourceFacts source_;
    files::OutputFile output_;
    std::string final_path_;
    std::uint64_t lines_ = 0;
};

JsonMailboxWriter::~JsonMailboxWriter() {
    // A failure here shows again when the output is published.
    if (!finished_) static_cast<void>(output_.cut_back_to(start_));
}

Result<void> JsonMailboxWriter::begin(const SourceFacts& source, const model::Mailbox& mailbox) {
    TRY_VOID(put(output_, kJsonSignature));
    const SourceFacts facts = mailbox.origin
                                  ? SourceFacts{mailbox.origin->kind, mailbox.origin->path, mailbox.origin->version,
                                                mailbox.origin->size, mailbox.origin->sha256}
                                  : source;
    if (mailbox.shared) groups_ = ",\"groups\":" + json_of(mailbox.groups);
    return put(output_, "\"source\":" + json_of(facts) + ",\"mailbox\":" + json_of(mailbox) + ",\"folders\":[");
}

Result<void> JsonMailboxWriter::begin_folder(const model::Folder& folder) {
    const std::string separator = first_folder_ ? "" : ",";
    first_folder_ = false;
    first_message_ = true;
    return put(output_, separator + json_opening_of(folder));
}

Result<Delivery> JsonMailboxWriter::add_message(const model::Message& message, const std::string& /*item*/,
                                                const std::string& /*item_id*/) {
    const std::string text = TRY(json_of(message));  // complete before the first byte goes out
    if (!first_message_) TRY_VOID(put(output_, ","));
    first_message_ = false;
    TRY_VOID(put(output_, text));
    Delivery delivery;
    delivery.size = text.size();
    if (target_.hash_items()) delivery.sha256 = Sha256::hex_of(as_bytes(text));
    return delivery;
}

Result<void> JsonMailboxWriter::add_address_books(const std::vector<model::AddressBook>& books) {
    books_ = json_of(books);
    return {};
}

Result<void> JsonMailboxWriter::finish(const Findings& source_findings) {
    TRY_VOID(put(output_, "],\"address_books\":" + books_ + groups_ + ",\"calendars\":[],\"findings\":["));
    bool first = true;
    for (const Finding& finding : source_findings.list()) {
        TRY_VOID(put(output_, first ? "" : ","));
        first = false;
        TRY_VOID(put(output_, json_of(finding)));
    }
    TRY_VOID(put(output_, "]}\n"));
    finished_ = true;
    target_.line_finished();
    return {};
}

}  // namespace

Result<std::unique_ptr<Target>> open_json_target(const std::string& file, const TargetOptions& options) {
    return std::make_unique<JsonTarget>(file, options);
}

}  // namespace restante::targets
