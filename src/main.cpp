#include "cli/run.h"

int main(int argc, char** argv) { return restante::cli::run(argc, argv); }
