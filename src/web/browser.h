// Opens a link in the user's browser, where there is one.
#pragma once

#include <string>

namespace restante::web {

// The link holds a secret, and everybody on the machine sees the arguments of programs: the browser is given a file
// that only the user may read and that leads to the link. It is removed at the end.
class BrowserStart {
public:
    explicit BrowserStart(const std::string& link);  // "": nothing is opened
    BrowserStart(const BrowserStart&) = delete;
    BrowserStart& operator=(const BrowserStart&) = delete;
    ~BrowserStart();

private:
    std::string file_{};
};

}  // namespace restante::web
