// make_pst CASE u|a 0|1|2 FILE.pst RECORD.json: writes one of the test stores and a record of its contents.
#include <array>
#include <cstdio>
#include <fstream>
#include <string>
#include <string_view>
#include <utility>

#include "cases.h"

namespace restante::pst_tests {

Fill find_case(std::string_view name) {
    static constexpr std::array<std::pair<std::string_view, Fill>, 17> kCases{{
        {"nothing", fill_nothing},
        {"one_folder", fill_one_folder},
        {"folders", fill_folders},
        {"counts", fill_counts},
        {"texts", fill_texts},
        {"attachments", fill_attachments},
        {"many_attachments", fill_many_attachments},
        {"many_names", fill_many_names},
        {"big_attachments", fill_big_attachments},
        {"embedded", fill_embedded},
        {"recipients", fill_recipients},
        {"names", fill_names},
        {"contacts", fill_contacts},
        {"many", fill_many},
        {"very_many", fill_very_many},
        {"two_gigabytes", fill_two_gigabytes},
        {"nearly_two_gigabytes", fill_nearly_two_gigabytes},
    }};
    for (const auto& [known, fill] : kCases)
        if (known == name) return fill;
    return nullptr;
}

}  // namespace restante::pst_tests

int main(int argc, char** argv) {
    using namespace restante;
    const pst_tests::Fill fill = argc == 6 ? pst_tests::find_case(argv[1]) : nullptr;
    if (fill == nullptr) {
        std::fputs("usage: make_pst CASE u|a 0|1|2 FILE.pst RECORD.json\n", stderr);
        return 2;
    }
    pst_tests::WrittenStore store(argv[4], {std::string_view(argv[2]) == "a" ? pst::Format::ansi : pst::Format::unicode,
                                            static_cast<pst::Encoding>(std::stoi(argv[3]))});
    fill(store);
    store.finish();
    std::ofstream(argv[5]) << store.record().dump(1) << '\n';
    return 0;
}
