add_library(restante_flags INTERFACE)
target_compile_features(restante_flags INTERFACE cxx_std_20)
target_compile_options(restante_flags INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wold-style-cast -Wnon-virtual-dtor
    -Woverloaded-virtual)
# Every library of ours ends in a program. -fPIE lets the compiler inline what -fPIC keeps replaceable.
target_compile_options(restante_flags INTERFACE -fPIE)
if(RESTANTE_WERROR)
    target_compile_options(restante_flags INTERFACE -Werror)
endif()
target_include_directories(restante_flags INTERFACE ${PROJECT_SOURCE_DIR}/src)
