// A whole file through the checker and through everything that can be read of it. The mutator changes blocks below
// their encoding, pages and the header, and makes checksums, signatures and sizes fit again.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <vector>

#include "base/utf8.h"
#include "formats/pst/reader/checker.h"
#include "formats/pst/reader/mutated_pst_test.h"
#include "formats/pst/reader/store.h"

namespace {

using namespace restante;
using namespace restante::pst;

constexpr std::uint64_t kLongestValue = 1 << 20;
constexpr std::size_t kMostItems = 500;  // read, of what a file may list a thousand times

class Reading {
public:
    explicit Reading(const reader::Store& store) : store_(store) {}

    void folder(Nid nid, std::size_t depth) {
        if (depth > 20 || ++items_ > kMostItems) return;
        (void)store_.folder(nid);
        for (const bool associated : {false, true})
            if (const auto messages = store_.messages(nid, associated))
                for (const Nid each : *messages)
                    if (const auto read = store_.message(each)) message(*read);
        for (const Nid child : store_.children(nid)) folder(child, depth + 1);
    }

private:
    void message(const reader::MessageObject& object) {
        if (++items_ > kMostItems) return;
        for (const reader::StoredValue& stored : object.properties().list())
            (void)object.properties().value(stored, store_.decoder());
        (void)object.recipients(store_.decoder());
        for (const Nid nid : object.attachments()) {
            const auto attachment = object.attachment(nid);
            if (!attachment) continue;
            if (const auto data = attachment->data(); data && *data != nullptr) (void)read_all(**data, kLongestValue);
            if (const auto inner = attachment->embedded()) message(*inner);
        }
    }

    const reader::Store& store_;
    std::size_t items_ = 0;
};

}  // namespace

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t longest);

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t, unsigned seed) {
    reader::PstMutator(seed, LLVMFuzzerMutate).mutate(MutableBytes(data, size));
    return size;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto bytes = std::make_shared<MemoryBytes>(ByteVector(data, data + size));
    Findings findings(1000);
    if (reader::check_pst(bytes, findings))
        for (const Finding& finding : findings.list())
            if (!is_valid_utf8(finding.text) || !is_valid_utf8(finding.item)) std::abort();
    const auto store = reader::Store::open(bytes);
    if (!store) return 0;
    (void)store->properties();
    Reading(*store).folder(0x122, 0);  // the root folder
    return 0;
}
