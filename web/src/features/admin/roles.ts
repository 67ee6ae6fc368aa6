// What a role brings, and how single permissions are given and taken beside it.
import type { Permission, Role } from '@/protocol/values'

export const permissions: readonly Permission[] = [
  'answer', 'block_customers', 'see_all', 'whisper', 'take_over', 'see_floor', 'see_reports',
  'manage_canned', 'manage_users', 'manage_catalog', 'see_audit',
]
const ofAgent: readonly Permission[] = ['answer', 'block_customers']
const ofSupervisor: readonly Permission[] = [
  ...ofAgent, 'see_all', 'whisper', 'take_over', 'see_floor', 'see_reports', 'manage_canned',
]
export const permissionsOf: Record<Role, readonly Permission[]> = {
  agent: ofAgent,
  supervisor: ofSupervisor,
  admin: permissions,
}

export interface Difference {
  granted: Permission[] // beyond the role
  revoked: Permission[] // of the role, taken away
}

// Only what differs from the role is kept, so that changing the role changes the rest.
export function differenceFrom(role: Role, wanted: ReadonlySet<Permission>): Difference {
  const own = permissionsOf[role]
  return {
    granted: permissions.filter((one) => wanted.has(one) && !own.includes(one)),
    revoked: permissions.filter((one) => !wanted.has(one) && own.includes(one)),
  }
}

export function effective(role: Role, difference: Difference): Set<Permission> {
  const result = new Set([...permissionsOf[role], ...difference.granted])
  for (const one of difference.revoked) result.delete(one)
  return result
}
