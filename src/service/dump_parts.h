// The parts dump.cpp puts together. Each returns false when the reader of the lines is gone.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/finding.h"
#include "formats/mmf/node.h"
#include "formats/mmf/store.h"
#include "service/dump.h"

namespace restante::service {

[[nodiscard]] std::string_view object_type_name(const mmf::Oid& oid);  // "message", "folder" ...
[[nodiscard]] std::string oid_text(const mmf::Oid& oid);               // "82496e62 'Inb'": letters when they are
[[nodiscard]] std::string_view attribute_name(std::uint32_t id);       // "Subject"; "" when not known
// In quotes, control characters spelled out, long texts cut. Read as code page 1252: this is for people only.
[[nodiscard]] std::string in_quotes(std::string_view stored);

// The bytes in hexadecimal digits, a line for each 16.
bool dump_rows(Bytes bytes, std::uint64_t offset, const LineSink& sink);
bool dump_header(const mmf::Store& store, const Findings& findings, const LineSink& sink);
bool dump_nodes(const mmf::Store& store, const LineSink& sink);
bool dump_tree(const mmf::Store& store, const LineSink& sink);
bool dump_object(const mmf::Store& store, const mmf::Node& node, const LineSink& sink);
bool dump_raw(const mmf::Store& store, const mmf::Node& node, const LineSink& sink);

}  // namespace restante::service
