# base ← domain ← ports ← app ← wire ← adapters ← server: one library each (docs/architecture.md).
# tools/check_tree holds the same rule over the #include lines.
fl_sources(sources src/base)
fl_layer(fl_base SOURCES ${sources} LINK fl_boost fmt::fmt)

fl_sources(sources src/domain)
fl_layer(fl_domain SOURCES ${sources} LINK fl_base)

fl_layer(fl_ports LINK fl_domain)

fl_sources(sources src/app)
fl_layer(fl_app SOURCES ${sources} LINK fl_ports)

fl_sources(sources src/wire)
fl_layer(fl_wire SOURCES ${sources} LINK fl_app Boost::json)

fl_batch(fl_domain fl_app)

# What an adapter links besides wire and the I/O toolkit.
set(fl_links_net OpenSSL::SSL OpenSSL::Crypto Threads::Threads)
set(fl_links_sql SQLite::SQLite3 Threads::Threads)
set(fl_links_local spdlog::spdlog PkgConfig::sodium PkgConfig::oath PkgConfig::tomlplusplus
  PkgConfig::cli11 ${FL_CJOSE} OpenSSL::Crypto CURL::libcurl Threads::Threads)
set(fl_links_email CURL::libcurl)
set(fl_links_sms CURL::libcurl)
set(fl_links_wechat CURL::libcurl OpenSSL::Crypto)
set(fl_links_bot CURL::libcurl)

set(fl_adapters "")
foreach(adapter net web voice email sms wechat bot sql local)
  fl_sources(sources src/adapters/${adapter})
  if(sources)
    set(toolkit "")
    if(NOT adapter STREQUAL "net" AND TARGET fl_adapter_net)
      set(toolkit fl_adapter_net)
    endif()
    fl_layer(fl_adapter_${adapter} SOURCES ${sources}
      LINK fl_wire ${toolkit} ${fl_links_${adapter}})
    list(APPEND fl_adapters fl_adapter_${adapter})
  endif()
endforeach()

# Asio and Beast are compiled once, inside their room; everybody else sees plain interfaces.
if(TARGET fl_adapter_net)
  target_compile_definitions(fl_adapter_net PUBLIC BOOST_ASIO_SEPARATE_COMPILATION
    BOOST_BEAST_SEPARATE_COMPILATION BOOST_ASIO_NO_DEPRECATED)
endif()

fl_sources(sources src/server)
list(FILTER sources EXCLUDE REGEX "/main\\.cpp$")
fl_layer(fl_server SOURCES ${sources} LINK ${fl_adapters} fl_wire PkgConfig::cli11)
get_target_property(type fl_server TYPE)
if(NOT type STREQUAL "INTERFACE_LIBRARY")
  target_compile_definitions(fl_server PRIVATE FL_VERSION="${PROJECT_VERSION}")
endif()

if(EXISTS "${PROJECT_SOURCE_DIR}/src/server/main.cpp")
  add_executable(firstline src/server/main.cpp)
  target_link_libraries(firstline PRIVATE fl_options fl_server)
  # Less CPU for each message (ADR 0021) than with the allocator of the C library.
  # Sanitizers bring their own.
  if(NOT FL_SANITIZE)
    find_library(FL_JEMALLOC jemalloc REQUIRED)
    target_link_libraries(firstline PRIVATE -Wl,--no-as-needed "${FL_JEMALLOC}" -Wl,--as-needed)
  endif()
  set_target_properties(firstline PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}")
endif()
