// What a worker asks of a ledger, timed call by call through the program's own interface: ledger_bench PLACE MAILBOXES
// [ITEMS] Prints one line of JSON: for each operation its times in microseconds, in the order they were measured.
#include "ledger/ledger.h"

#include <fmt/format.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace {

using namespace restante;

constexpr std::chrono::seconds kLease{120};
constexpr std::uint32_t kMailboxesOfRun = 8;  // taken from one run before the worker looks for work anywhere

class Stopwatch {
public:
    template <class Work>
    auto time(const std::string& operation, Work work) {
        const auto started = std::chrono::steady_clock::now();
        auto result = work();
        const std::chrono::duration<double, std::micro> took = std::chrono::steady_clock::now() - started;
        times_[operation].push_back(took.count());
        if (!result) {
            fmt::print(stderr, "{}: {}\n", operation, result.error().describe());
            std::exit(1);
        }
        return result;
    }

    void print() const {
        std::string text;
        for (const auto& [operation, times] : times_) {
            text += fmt::format("{}\"{}\": [", text.empty() ? "" : ", ", operation);
            for (std::size_t i = 0; i < times.size(); ++i)
                text += fmt::format("{}{:.1f}", i == 0 ? "" : ", ", times[i]);
            text += "]";
        }
        fmt::print("{{{}}}\n", text);
    }

private:
    std::map<std::string, std::vector<double>> times_;
};

std::vector<ledger::Item> items_of(const ledger::Unit& unit, int count, ledger::ItemState state) {
    std::vector<ledger::Item> items;
    for (int i = 0; i < count; ++i) {
        ledger::Item item;
        item.item_id =
            fmt::format("{:064x}", (static_cast<std::uint64_t>(unit.id) * 1'000'003U + static_cast<unsigned>(i)) *
                                       0x9E3779B97F4A7C15U);
        item.item = fmt::format("Inbox/{}", i);
        item.state = state;
        item.size = 2000;
        item.sha256 = item.item_id;
        item.place = "Inbox";
        items.push_back(std::move(item));
    }
    return items;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 3) return 64;
    const long mailboxes = std::atol(argv[2]);
    const int count = argc > 3 ? std::atoi(argv[3]) : 10;
    auto ledger = ledger::open_ledger(argv[1]);
    if (!ledger) {
        fmt::print(stderr, "{}\n", ledger.error().describe());
        return 1;
    }
    Stopwatch watch;
    ledger::ClaimRequest anywhere{fmt::format("bench/{}/0", ::getpid()), kLease, "", ""};
    ledger::ClaimRequest request = anywhere;
    for (long done = 0; done < mailboxes; ++done) {
        const bool is_anywhere = done % kMailboxesOfRun == 0 || request.run.empty();
        if (is_anywhere) request = anywhere;
        auto claim =
            *watch.time(is_anywhere ? "claim, any run" : "claim, same run", [&] { return (*ledger)->claim(request); });
        if (!claim) {
            if (is_anywhere) break;
            request = anywhere;
            continue;
        }
        request.run = claim->unit.run;
        request.preferred_source = claim->unit.source;
        watch.time("intend", [&] {
            return (*ledger)->intend(*claim, items_of(claim->unit, count, ledger::ItemState::intended));
        });
        watch.time("record and flush", [&]() -> Result<void> {
            TRY_VOID((*ledger)->record(*claim, items_of(claim->unit, count, ledger::ItemState::confirmed)));
            return (*ledger)->flush(*claim);
        });
        watch.time("heartbeat", [&] { return (*ledger)->extend(*claim, kLease); });
        watch.time("release", [&] { return (*ledger)->release(*claim, ledger::UnitState::complete, "{}"); });
    }
    // Whoever looks for work when there is none.
    if (mailboxes == 0)
        for (int i = 0; i < 200; ++i) watch.time("claim, nothing left", [&] { return (*ledger)->claim(anywhere); });
    watch.print();
    return 0;
}
