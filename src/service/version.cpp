#include "service/version.h"

namespace restante::service {

std::string_view version() { return RESTANTE_VERSION; }

}  // namespace restante::service
