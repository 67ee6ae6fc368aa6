import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { User } from '@/protocol/values'
import { differenceFrom, effective, permissions, permissionsOf } from './roles'

const sue = JSON.parse(
  readFileSync(join(process.cwd(), '../api/examples/user.supervisor.json'), 'utf8'),
) as User

describe('permissions', () => {
  it('of a user are those of the role, with what was given and without what was taken', () => {
    const difference = { granted: ['see_audit' as const], revoked: ['whisper' as const] }
    const held = effective('supervisor', difference)
    expect(held.has('see_audit')).toBe(true)
    expect(held.has('whisper')).toBe(false)
    expect(differenceFrom('supervisor', held)).toEqual(difference)
  })
  it('keep nothing that the role brings anyhow', () => {
    expect(differenceFrom('admin', new Set(permissions))).toEqual({ granted: [], revoked: [] })
  })
  it('are the server’s: each one of the example is known here', () => {
    for (const one of sue.permissions) expect(permissions).toContain(one)
    for (const one of sue.granted) expect(permissionsOf.agent).not.toContain(one)
  })
})
