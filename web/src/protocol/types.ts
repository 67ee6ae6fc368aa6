// What the server says about the person at this desk. Times are RFC 3339 UTC.

export type Role = 'agent' | 'supervisor' | 'admin'

export type Permission =
  | 'answer'
  | 'see_all'
  | 'whisper'
  | 'take_over'
  | 'see_floor'
  | 'see_reports'
  | 'manage_users'
  | 'manage_catalog'
  | 'manage_canned'
  | 'block_customers'
  | 'see_audit'

export type Channel = 'voice' | 'chat' | 'message' | 'email' | 'sms' | 'wechat' | 'ticket'

export interface User {
  id: string
  name: string
  email: string
  role: Role
}

export interface Me {
  user: User
  agent: { id: string; name?: string } | null
  permissions: Permission[]
  presence?: { presence: 'ready' | 'break' | 'offline'; reason?: string; since?: string }
  workspace?: { id: string; name: string }
}
