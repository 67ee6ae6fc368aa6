// std::visit(overloaded{one lambda per alternative}, variant): a forgotten alternative fails to
// compile.
#pragma once

namespace firstline {

template <class... Fs>
struct overloaded : Fs... {
  using Fs::operator()...;
};

// clang 14 deduces no class template arguments of aggregates by itself.
template <class... Fs>
overloaded(Fs...) -> overloaded<Fs...>;

}  // namespace firstline
