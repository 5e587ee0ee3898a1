// A PST being written for a test, together with a record of what went into it, for comparison with what other
// programs read out of it.
#pragma once

#include <nlohmann/json.hpp>

#include <cstdint>
#include <memory>
#include <string>

#include "file_sink.h"
#include "formats/pst/writer.h"

namespace restante::pst_tests {

struct Variant {
    pst::Format format = pst::Format::unicode;
    pst::Encoding encoding = pst::Encoding::permute;
};

// Ends the program with a message when something goes wrong: a generator has nobody to report to.
class WrittenStore {
public:
    WrittenStore(const std::string& path, Variant variant);

    pst::FolderId folder(const pst::FolderSpec& spec);
    // Into the open folder.
    pst::Nid add(const pst::Message& message);
    void end_folder();
    [[nodiscard]] pst::Writer& writer() { return *writer_; }
    [[nodiscard]] bool is_ansi() const { return variant_.format == pst::Format::ansi; }
    void finish();
    // {"folders": [{"name", "items": [{"subject", "class", "body", "attachments": [{"name", "size", "sha256"}]}]}]}
    [[nodiscard]] const nlohmann::json& record() const { return record_; }

private:
    Variant variant_;
    FileSink sink_;
    std::unique_ptr<pst::Writer> writer_;
    nlohmann::json record_;
};

// Deterministic filler: bytes that do not repeat within 64 KiB blocks, and printable text.
[[nodiscard]] ByteVector filler(std::size_t size, std::uint32_t seed);
[[nodiscard]] std::string filler_text(std::size_t size, std::uint32_t seed);

// A message as the mail cases use it: sender, dates, one recipient.
[[nodiscard]] pst::Message plain_message(const std::string& subject, const std::string& body);
[[nodiscard]] pst::Attachment file_attachment(const std::string& name, ByteVector bytes);

}  // namespace restante::pst_tests
