// write_accounts KIND URI: example accounts through the target, the findings on standard output.
#include <cstdio>

#include "example_accounts.h"
#include "targets/target.h"

namespace {

using namespace restante;

Result<void> write(const std::string& kind, const std::string& uri) {
    const auto target = TRY(targets::open_target(uri, {}));
    const std::vector<model::Directory> directories = testing::example_directories(kind);
    std::vector<model::Mailbox> mailboxes;
    for (const model::Directory& directory : directories)
        for (const model::DirectoryAccount& account : directory.accounts) {
            if (account.left_out || account.deleted || account.system) continue;
            model::Mailbox& mailbox = mailboxes.emplace_back();
            mailbox.name = account.new_name.empty() ? account.mailbox : account.new_name;
            mailbox.address = account.address;
        }
    TRY_VOID(target->prepare({}, mailboxes));
    Findings losses;
    TRY_VOID(target->add_directories(directories, losses));
    for (const Finding& loss : losses.list())
        std::printf("%s %s: %s\n", std::string(message_text(loss.id).code).c_str(), loss.item.c_str(),
                    loss.text.c_str());
    return target->finish();
}

}  // namespace

int main(int count, char** arguments) {
    if (count != 3) return 64;
    const auto written = write(arguments[1], arguments[2]);
    if (written) return 0;
    std::fprintf(stderr, "%s\n", written.error().describe().c_str());
    return 1;
}
