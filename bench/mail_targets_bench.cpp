// From a message in memory to an mbox, Maildir or EML file.
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <filesystem>
#include <memory>
#include <string>

#include "bench/example_message.h"
#include "targets/eml/eml_target.h"
#include "targets/maildir/maildir_target.h"
#include "targets/mbox/mbox_target.h"

namespace {

using namespace restante;

using Open = Result<std::unique_ptr<targets::Target>> (*)(const std::string&, const targets::TargetOptions&);

void deliver(benchmark::State& state, Open open) {
    const auto attachment = static_cast<std::size_t>(state.range(0));
    const std::string place = (std::filesystem::temp_directory_path() / "restante-bench").string();
    const model::Message message = bench::example_message(1500, attachment);
    const model::Mailbox mailbox{"JDOE", "John Doe", "MS:ACME/HQ/JDOE", {}};
    model::Folder folder;
    folder.path = {"Inbox"};
    std::filesystem::remove_all(place);
    Findings losses;
    {
        auto target = *open(place, {});
        auto writer = *target->open_mailbox(mailbox, losses);
        if (!writer->begin_folder(folder)) state.SkipWithError("cannot begin folder");
        std::size_t number = 0;
        for (auto _ : state) {
            if (!writer->add_message(message, "Inbox/1", fmt::format("{:016x}{:016x}", ++number, 0))) {
                state.SkipWithError("cannot deliver");
                break;
            }
        }
    }
    std::filesystem::remove_all(place);
    state.SetItemsProcessed(state.iterations());
    state.SetBytesProcessed(static_cast<std::int64_t>(attachment + message.body->size()) * state.iterations());
}
BENCHMARK_CAPTURE(deliver, mbox, targets::open_mbox_target)->Arg(0)->Arg(100'000);
BENCHMARK_CAPTURE(deliver, maildir, targets::open_maildir_target)->Arg(0)->Arg(100'000);
BENCHMARK_CAPTURE(deliver, eml, targets::open_eml_target)->Arg(0)->Arg(100'000);

}  // namespace
