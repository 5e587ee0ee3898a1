#include "web/wizard.h"

#include <thread>

#include "web/application.h"
#include "web/browser.h"
#include "web/server.h"

namespace restante::web {
namespace {

constexpr std::chrono::milliseconds kLookAgain{50};

WizardEnd wait_for_end(const WizardRequest& request, const Application& application, std::atomic<bool>& opened,
                       const std::function<void(const std::string&)>& say, const std::atomic<bool>& cancel) {
    while (true) {
        if (opened.exchange(false)) say("To open it again: " + application.link());
        if (cancel.load(std::memory_order_relaxed)) return WizardEnd::interrupted;
        if (application.ended()) return WizardEnd::done;
        if (application.idle() > request.idle_limit) return WizardEnd::idle;
        std::this_thread::sleep_for(kLookAgain);
    }
}

}  // namespace

service::Outcome<WizardEnd> run_wizard(const WizardRequest& request, const std::function<void(const std::string&)>& say,
                                       const std::atomic<bool>& cancel) {
    auto server = Server::bind(request.port);
    if (!server) return service::refuse(service::ExitCode::unavailable, server.error().describe());
    std::atomic<bool> opened{false};
    Application application((*server)->port(), request.read_only, [&opened] { opened = true; });
    (*server)->start([&application](const Request& asked) { return application.answer(asked); });
    say("The wizard is at " + application.link());
    const BrowserStart browser(request.open_browser ? application.link() : std::string());
    const WizardEnd end = wait_for_end(request, application, opened, say, cancel);
    (*server)->stop();  // before what it calls goes
    return end;
}

}  // namespace restante::web
