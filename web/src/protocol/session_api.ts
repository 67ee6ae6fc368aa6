// The person at this desk: signing in and out, what they may change about themselves, and the two
// links that arrive by mail.
import type { Api } from './api'
import type { Me, User } from './values'

export interface Credentials {
  email: string
  password: string
  totp?: string
}
export interface PasswordToken {
  purpose: 'invite' | 'reset'
  name: string
  email: string
}

export const sessionApi = (api: Api) => ({
  signIn: (credentials: Credentials) =>
    api.post<{ token: string; user: User }>('/session', credentials),
  signOut: () => api.delete('/session'),
  me: () => api.get<Me>('/me'),
  changeMe: (change: { name?: string; locale?: string }) => api.put<User>('/me', change),
  changePassword: (old: string, next: string) => api.put('/me/password', { old, new: next }),
  beginTotp: () => api.post<{ secret: string; uri: string }>('/me/totp'),
  confirmTotp: (code: string) => api.put('/me/totp', { code }),
  endTotp: (code: string) => api.delete('/me/totp', { body: { code } }),
  keepSettings: (settings: object) => api.put('/me/settings', { settings }),
  // Answers the same whether the address is known or not.
  askForReset: (email: string) => api.post('/password/reset', { email }),
  passwordToken: (token: string) =>
    api.get<PasswordToken>(`/password/tokens/${encodeURIComponent(token)}`),
  // The token of a reset link or of an invitation; the latter may choose a name.
  setPassword: (token: string, password: string, name?: string) =>
    api.post('/password/set', { token, password, ...(name === undefined ? {} : { name }) }),
})
