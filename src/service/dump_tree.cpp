#include <fmt/format.h>

#include <optional>

#include "formats/mmf/attachment_list.h"
#include "formats/mmf/hierarchy.h"
#include "formats/mmf/list_object.h"
#include "formats/mmf/summary.h"
#include "service/dump_parts.h"

namespace restante::service {
namespace {

constexpr int kDeepest = 32;  // levels of indentation

class Tree {
public:
    Tree(const mmf::Store& store, const LineSink& sink) : store_(store), sink_(sink) {}

    bool hierarchy(const mmf::Oid& oid) {
        auto list = open(oid, 0);
        if (!list) return go_on_;
        for (const mmf::ListEntry& entry : list->entries()) {
            const auto value = list->element(entry);
            const auto record = value ? mmf::read_hierarchy_entry(*value) : tl::unexpected(value.error());
            const int level = record ? std::min<int>(record->level, kDeepest) : 1;
            const std::string name = record ? in_quotes(record->name) : record.error().describe();
            if (!line(level, list->file_offset(entry), mmf::Oid{entry.id}, name)) return false;
            if (!folder(mmf::Oid{entry.id}, level + 1)) return false;
        }
        return go_on_;
    }

private:
    bool folder(const mmf::Oid& oid, int level) {
        auto list = open(oid, level);
        if (!list) return go_on_;
        for (const mmf::ListEntry& entry : list->entries()) {
            const auto value = list->element(entry);
            const auto summary = value ? mmf::read_summary(*value) : tl::unexpected(value.error());
            const std::string subject = summary ? in_quotes(summary->subject) : summary.error().describe();
            const mmf::Oid message{entry.id};
            if (!object_line(message, level, subject)) return false;
            if (message.type() == mmf::type::kMessage && !attachments(message, level + 1)) return false;
        }
        return go_on_;
    }

    bool attachments(const mmf::Oid& message, int level) {
        const mmf::Node* node = store_.find(message);
        if (node == nullptr || node->aux == 0) return go_on_;
        const mmf::Oid oid = mmf::Oid{node->aux}.with_type(mmf::type::kAttachmentList);
        if (store_.find(oid) == nullptr) return go_on_;
        auto list = open(oid, level);
        if (!list) return go_on_;
        for (const mmf::ListEntry& entry : list->entries()) {
            const auto value = list->element(entry);
            const auto reference = value ? mmf::read_attachment_reference(*value) : tl::unexpected(value.error());
            if (!reference) {
                if (!line(level, list->file_offset(entry), oid, reference.error().describe())) return false;
            } else if (!object_line(reference->object, level, fmt::format("number {}", entry.id))) {
                return false;
            }
        }
        return go_on_;
    }

    // The list object, or nothing after a line that says why.
    std::optional<mmf::ListReader> open(const mmf::Oid& oid, int level) {
        auto object = store_.object(oid);
        if (!object) return complain(oid, level, object.error());
        const std::uint64_t offset = object->file_offset();
        auto list = mmf::ListReader::open(*object);
        if (!list) return complain(oid, level, list.error());
        if (level == 0) line(0, offset, oid, fmt::format("{} entries", list->entries().size()));
        return std::move(*list);
    }

    std::optional<mmf::ListReader> complain(const mmf::Oid& oid, int level, const Error& error) {
        line(level, error.offset.value_or(0), oid, error.describe());
        return std::nullopt;
    }

    bool object_line(const mmf::Oid& oid, int level, const std::string& text) {
        const auto object = store_.object(oid);
        if (!object)
            return line(level, object.error().offset.value_or(0), oid, text + ": " + object.error().describe());
        return line(level, object->file_offset(), oid, fmt::format("{}, {} bytes", text, object->size()));
    }

    bool line(int level, std::uint64_t offset, const mmf::Oid& oid, const std::string& text) {
        go_on_ = go_on_ && sink_(fmt::format("@{:08x} {:{}}{} {}: {}\n", offset, "", 2 * level, oid_text(oid),
                                             object_type_name(oid), text));
        return go_on_;
    }

    const mmf::Store& store_;
    const LineSink& sink_;
    bool go_on_ = true;
};

}  // namespace

bool dump_tree(const mmf::Store& store, const LineSink& sink) {
    Tree tree(store, sink);
    return tree.hierarchy(mmf::kVisibleHierarchy) && tree.hierarchy(mmf::kHiddenHierarchy);
}

}  // namespace restante::service
