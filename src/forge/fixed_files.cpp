#include "forge/fixed_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "forge/account_tables.h"
#include "forge/mailbag_files.h"
#include "formats/postoffice/records/counters.h"
#include "formats/postoffice/records/welcome.h"

namespace restante::forge {
namespace {

constexpr std::array<std::string_view, 21> kDirectories{
    "ATT", "CAL", "FOLDERS", "GLB", "GRP", "HLP", "INF", "INI", "KEY",         "LOG",        "MAI",
    "MBG", "MEM", "MMF",     "NME", "P1",  "TPL", "USR", "XTN", "FOLDERS/LOC", "FOLDERS/PUB"};

struct Sized {
    std::string_view name;
    std::size_t size;
};

constexpr std::array<Sized, 21> kBoth{{{"FLAG.GLB", 2},         {"GLOBAL.GLB", 512},    {"MODEM.GLB", 64},
                                       {"REQTRANS.GLB", 0},     {"SRVTRANS.GLB", 0},    {"USRTRANS.GLB", 0},
                                       {"GWTRANS.GLB", 0},      {"NMETRANS.GLB", 0},    {"MSTTRANS.GLB", 0},
                                       {"REQCONF.GLB", 512},    {"PROCESS.GLB", 512},   {"ANSISORT.GLB", 795},
                                       {"C850SORT.GLB", 795},   {"DS_MSG.GLB", 32512},  {"TRANSFIL.GLB", 1603},
                                       {"ERRORADM.GLB", 22272}, {"ERRORDYN.GLB", 1920}, {"ENGMAI.GLB", 18304},
                                       {"ENGMON.GLB", 4096},    {"DELTID.GLB", 0},      {"NPTRANS.GLB", 0}}};
constexpr std::size_t kWelcomeSize = 609, kWelcomeHeader = 9;
constexpr std::size_t kModems = 38, kScripts = 4;  // a retail postoffice has 72 files or more in GLB (Q150688)
constexpr std::size_t kScriptSize = 800;
constexpr std::uint8_t kGatewaysOfSample = 0x71, kGatewaysOfWorkgroup = 0x7F;              // of MASTER.GLB, offset 93
constexpr std::size_t kSerialPlace = 0x20, kNetworkPlace = 0x40, kPostofficePlace = 0x60;  // nobody knows where

// Not text, not zeros: nobody may take it for anything.
ByteVector opaque(const Office& office, std::size_t size, std::uint64_t number) {
    Random random(office.plan.options.seed, Stream::residue, 0x200000000 + number);
    ByteVector bytes(size);
    for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(random.next());
    return bytes;
}

ByteVector master(const Office& office) {
    ByteVector bytes = office.residue(176, 9'000'000);
    const auto put = [&](std::size_t place, std::string_view text) {
        std::ranges::copy(padded(text, 20), bytes.begin() + static_cast<std::ptrdiff_t>(place));
    };
    put(kSerialPlace, office.plan.retail() ? "0700-12345" : "0799-99992");
    put(kNetworkPlace, office.dos_text(office.plan.network));
    put(kPostofficePlace, office.dos_text(office.plan.postoffice));
    const std::uint8_t gateways = office.plan.retail() ? kGatewaysOfSample : kGatewaysOfWorkgroup;
    return postoffice::write_master({.gateway_flags = gateways, .enhanced_security = false}, bytes);
}

ByteVector welcome(const Office& office) {
    postoffice::Welcome welcome;
    welcome.header.assign(kWelcomeHeader, 1);
    welcome.text = office.dos_text(fmt::format("Welcome to {}, and schöne Grüße.\r\n", office.plan.postoffice));
    welcome.rest.assign(kWelcomeSize - kWelcomeHeader - welcome.text.size(), 0);
    return postoffice::write_welcome(welcome);
}

Result<void> write_retail_extras(const Office& office) {
    for (std::size_t i = 0; i < kModems; ++i)
        TRY_VOID(office.output.write(fmt::format("GLB/MODEM{:02}.MDM", i), opaque(office, kScriptSize, 100 + i)));
    for (std::size_t i = 0; i < kScripts; ++i)
        TRY_VOID(office.output.write(fmt::format("GLB/SCRIPT{}.SCR", i), opaque(office, kScriptSize, 200 + i)));
    return {};
}

}  // namespace

Result<void> write_directories(const Office& office) {
    const ByteVector one{0};
    for (const std::string_view directory : kDirectories)
        TRY_VOID(office.output.write(fmt::format("{}/POPULATE.MSM", directory), one));
    for (unsigned digit = 0; digit < 16; ++digit) {
        TRY_VOID(office.output.write(fmt::format("MAI/MA{:X}/POPULATE.MSM", digit), one));
        TRY_VOID(office.output.write(fmt::format("ATT/AT{:X}/POPULATE.MSM", digit), one));
    }
    return {};
}

Result<void> write_fixed_files(const Office& office, std::uint32_t next_message) {
    for (std::size_t i = 0; i < kBoth.size(); ++i)
        TRY_VOID(office.output.write(fmt::format("GLB/{}", kBoth.at(i).name), opaque(office, kBoth.at(i).size, i)));
    TRY_VOID(office.output.write("GLB/MASTER.GLB", master(office)));
    TRY_VOID(
        office.output.write("GLB/CONTROL.GLB", postoffice::write_control({office.plan.next_mailbag, next_message})));
    TRY_VOID(office.output.write("GLB/TID.GLB", postoffice::write_last_tid(last_tid(office))));
    TRY_VOID(office.output.write("GLB/WELCOME.GLB", welcome(office)));
    if (office.plan.retail()) TRY_VOID(write_retail_extras(office));
    for (const char* name : {"INQUEUE", "SYSTEM"}) TRY_VOID(write_empty_mailbag(office, name));
    return office.output.write("INI/EXTERNAL.INI", opaque(office, 3, 300));
}

}  // namespace restante::forge
