#include <fmt/format.h>

#include <iterator>

#include "formats/mmf/header.h"
#include "service/dump_parts.h"

namespace restante::service {
namespace {

std::string flag_names(const mmf::Node& node) {
    static constexpr struct {
        std::uint16_t bit;
        const char* name;
    } kFlags[] = {{mmf::flag::kUnwritten0, "unwritten0"},  {mmf::flag::kUnwritten1, "unwritten1"},
                  {mmf::flag::kOpenForWriting, "open"},    {mmf::flag::kAlias, "alias"},
                  {mmf::flag::kHiddenBody, "hidden-body"}, {mmf::flag::kVerifierMark, "verified"},
                  {mmf::flag::kUnread, "unread"},          {mmf::flag::kMoving, "moving"},
                  {mmf::flag::kJustFreed, "just-freed"},   {mmf::flag::kFree, "free"}};
    std::string names;
    for (const auto& flag : kFlags)
        if (node.is(flag.bit)) names += std::string(names.empty() ? "" : ",") + flag.name;
    return names;
}

std::string node_line(const mmf::Node& node) {
    std::string where =
        node.is_alias() ? fmt::format("of {}", mmf::Oid{node.offset}.hex()) : fmt::format("{:08x}", node.offset);
    return fmt::format("{:<15} {:<16} {:>11} {:>9} {} {:08x} {:04x} {:04x} {}\n", oid_text(node.oid),
                       object_type_name(node.oid), where, node.data_size(), node.parent.hex(), node.aux, node.flags,
                       node.attr, flag_names(node));
}

}  // namespace

bool dump_header(const mmf::Store& store, const Findings& findings, const LineSink& sink) {
    const mmf::Header& header = store.header();
    std::string text;
    const auto out = std::back_inserter(text);
    fmt::format_to(out, "@00000000 magic     {:08x}\n", header.magic);
    fmt::format_to(out, "@00000004 version   {:08x}{}\n", header.version, header.known_version() ? "" : " (not known)");
    fmt::format_to(out, "@00000008 session   {:08x}{}\n", header.session,
                   header.session == 0 ? "" : " (open somewhere, or never closed)");
    fmt::format_to(out, "          capacity  {} nodes a map copy\n", header.capacity);
    fmt::format_to(out, "          language  {}\n", in_quotes(header.language));
    const auto program = [&out](const char* what, const mmf::ProgramVersion& version) {
        fmt::format_to(out, "          {} {}.{}.{}\n", what, version.major, version.minor, version.build);
    };
    program("opened by ", header.opened_by);
    program("created by", header.created_by);
    fmt::format_to(out, "          cipher    {}\n",
                   header.wants_alternate_cipher() ? fmt::format("alternate, divisor {}", header.cipher_divisor)
                                                   : std::string("standard"));
    for (unsigned copy = 0; copy < 2; ++copy) {
        const mmf::TreeHeader& tree = header.trees[copy];
        fmt::format_to(out, "map {}{}    @{:08x}, {} nodes, root {}, free list {}, end of store {:08x}\n", copy,
                       copy == store.map_copy() ? " (used)" : "       ", tree.map_offset, tree.node_count, tree.root,
                       tree.free_head, tree.end);
    }
    for (const Finding& finding : findings.list()) text += finding_line(finding) + "\n";
    return sink(text);
}

bool dump_nodes(const mmf::Store& store, const LineSink& sink) {
    if (!sink(fmt::format("\n{:<15} {:<16} {:>11} {:>9} {:<8} {:<8} {:<4} {:<4}\n", "object", "type", "offset", "size",
                          "parent", "aux", "flag", "attr")))
        return false;
    for (const mmf::Node& node : store.nodes())
        if (!sink(node_line(node))) return false;
    for (const mmf::Node& node : store.free_nodes())
        if (!sink(node_line(node))) return false;
    return true;
}

}  // namespace restante::service
