# The language, the warnings, the sanitizers, and whatever makes a build faster when it is there.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_CXX_VISIBILITY_PRESET hidden)
set(CMAKE_VISIBILITY_INLINES_HIDDEN ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(THREADS_PREFER_PTHREAD_FLAG ON)

# -g1 keeps line numbers in back traces at a fraction of the link time of -g.
set(CMAKE_CXX_FLAGS_DEBUG "-O1 -g1")
set(CMAKE_CXX_FLAGS_RELWITHDEBINFO "-O2 -g1 -DNDEBUG")

find_program(FL_CCACHE ccache)
if(FL_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER "${FL_CCACHE}")
  set(CMAKE_C_COMPILER_LAUNCHER "${FL_CCACHE}")
endif()

find_program(FL_MOLD mold)
find_program(FL_LLD ld.lld)
if(FL_MOLD)
  add_link_options(-fuse-ld=mold)
elseif(FL_LLD)
  add_link_options(-fuse-ld=lld)
endif()

add_library(fl_options INTERFACE)
# Designated initialisers name what differs from the defaults; -Wextra would ask for every member.
target_compile_options(fl_options INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor
  -Wno-missing-field-initializers -Werror=switch -Werror=return-type)
if(FL_WERROR)
  target_compile_options(fl_options INTERFACE -Werror)
endif()

if(FL_SANITIZE)
  add_compile_options(-fsanitize=${FL_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${FL_SANITIZE})
  # Sanitizers make GCC 12 see uninitialised and out-of-bounds ghosts in the standard library.
  target_compile_options(fl_options INTERFACE -Wno-maybe-uninitialized -Wno-array-bounds
    -Wno-stringop-overflow -Wno-restrict)
endif()

if(FL_HARDEN)
  add_compile_options(-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2 -fstack-protector-strong
    -fstack-clash-protection -D_GLIBCXX_ASSERTIONS)
  if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64")
    add_compile_options(-fcf-protection)
  endif()
  add_link_options(-pie -Wl,-z,relro -Wl,-z,now)
endif()
