// A site's word about its customer: a JSON Web Token (RFC 7519) signed with HS256 (RFC 7515).
#pragma once

#include <string_view>

#include "base/result.hpp"
#include "base/time.hpp"
#include "ports/crypto.hpp"

namespace firstline::local {

// Contract and errors: ports::Crypto::verify_identity. The algorithm is that of the key, HS256;
// what the token says about itself is only compared with it. A secret shorter than 32 bytes (RFC
// 7518 §3.2) signs nothing.
Result<ports::VouchedIdentity> verify_identity_token(std::string_view jwt, std::string_view secret,
                                                     Time now);

}  // namespace firstline::local
