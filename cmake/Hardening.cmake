# What a release is compiled with beside the flags of its preset, where the machine has it: a stack that cannot jump over
# its guard page, and jumps that land only where one may land. tests/cli/hardening_test.py looks at the result.
option(RESTANTE_HARDENED "Compile as releases are" OFF)
if(RESTANTE_HARDENED)
    include(CheckCXXCompilerFlag)
    foreach(flag -fstack-clash-protection -fcf-protection=full -mbranch-protection=standard)
        string(MAKE_C_IDENTIFIER "RESTANTE_HAS${flag}" has_flag)
        check_cxx_compiler_flag(${flag} ${has_flag})
        if(${has_flag})
            add_compile_options(${flag})
        endif()
    endforeach()
endif()
