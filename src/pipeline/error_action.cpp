#include "pipeline/error_action.h"

namespace restante::pipeline {

Action action_for_source_error(Errc code) { return code == Errc::cancelled ? Action::stop_run : Action::skip_item; }

Action action_for_target_error(Errc code) {
    switch (code) {
        case Errc::truncated:
        case Errc::bad_magic:
        case Errc::bad_value:
        case Errc::not_found:
        case Errc::cycle:
        case Errc::too_large:
        case Errc::unsupported:
        case Errc::rejected:
            return Action::skip_item;
        case Errc::exists:
        case Errc::conflict:
            return Action::stop_mailbox;
        case Errc::usage:
        case Errc::denied:
        case Errc::no_space:
        case Errc::io:
        case Errc::unreachable:
        case Errc::auth:
        case Errc::throttled:
        case Errc::cancelled:
            return Action::stop_run;
    }
    return Action::stop_run;
}

}  // namespace restante::pipeline
