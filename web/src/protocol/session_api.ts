// Signing in and out, and the two links that arrive by mail.
import type { Api } from './api'
import type { Me } from './types'

export interface Credentials {
  email: string
  password: string
  totp?: string
}

export const sessionApi = (api: Api) => ({
  signIn: (credentials: Credentials) => api.post<{ token: string }>('/session', credentials),
  signOut: () => api.delete('/session'),
  me: () => api.get<Me>('/me'),
  // Answers the same whether the address is known or not.
  askForReset: (email: string) => api.post('/password/reset', { email }),
  // The token of a reset link or of an invitation.
  setPassword: (token: string, password: string, name?: string) =>
    api.post('/password/set', { token, password, ...(name === undefined ? {} : { name }) }),
})
