// The compiled parts of Asio and Beast, once for the whole program.
#include "adapters/net/asio.hpp"

#include <boost/asio/impl/src.hpp>
#include <boost/beast/src.hpp>
