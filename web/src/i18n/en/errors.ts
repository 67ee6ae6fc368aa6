// One sentence for each error: what happened, what is safe, what next.
export default {
  kinds: {
    invalid: 'Something here is not right yet.',
    unauthenticated: 'You are signed out. Sign in to go on.',
    forbidden: 'Your role does not allow this. An admin can change that.',
    not_found: 'It is no longer here.',
    conflict: 'Somebody changed this before you. Look again, then decide.',
    limit: 'That was too much at once. Wait a moment, then go on.',
    unavailable: 'The server cannot do this now. Nothing changed; try again.',
    timeout: 'The server did not answer in time. Look whether it happened before you repeat it.',
  },
  // The server's codes, with _ for the dot.
  codes: {
    client_offline: 'You are offline. Nothing was lost; go on when the connection is back.',
    client_timeout: 'The server did not answer in time. Look whether it happened before you repeat it.',
    client_unreadable: 'The server answered with something this page cannot read. Reload the page.',
    session_wrong_password: 'E-mail and password do not belong together.',
    session_totp_required: 'Enter the six digits from your authenticator app.',
    session_wrong_totp: 'These digits are not valid now. Wait for the next ones.',
    session_throttled: 'Too many tries. Wait a few minutes, then sign in.',
    password_too_short: 'Use at least 10 characters.',
    token_expired: 'This link is no longer valid. Ask for a new one.',
    offer_expired: 'The offer ended before you answered. The customer keeps the place.',
    offer_taken: 'A colleague answered first.',
  },
}
