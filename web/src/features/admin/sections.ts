// The parts of the settings, in the order of the list on the left.
import type { MessageKey } from '@/i18n'
import type { Permission } from '@/protocol/values'
import type { IconName } from '@/ui/icons'

export interface SettingsSection {
  path: string
  label: MessageKey
  icon: IconName
  needs: Permission
  group: MessageKey
}

export const sections: readonly SettingsSection[] = [
  { path: '/admin/users', label: 'admin.users.title', icon: 'user', needs: 'manage_users', group: 'admin.groups.people' },
  { path: '/admin/agents', label: 'admin.agents.title', icon: 'headset', needs: 'manage_catalog', group: 'admin.groups.people' },
  { path: '/admin/skills', label: 'admin.skills.title', icon: 'star', needs: 'manage_catalog', group: 'admin.groups.people' },
  { path: '/admin/queues', label: 'admin.queues.title', icon: 'queue', needs: 'manage_catalog', group: 'admin.groups.work' },
  { path: '/admin/capacity', label: 'admin.capacity.title', icon: 'gauge', needs: 'manage_catalog', group: 'admin.groups.work' },
  { path: '/admin/canned', label: 'admin.canned.title', icon: 'canned', needs: 'manage_canned', group: 'admin.groups.work' },
  { path: '/admin/widgets', label: 'admin.widgets.title', icon: 'app', needs: 'manage_catalog', group: 'admin.groups.work' },
  { path: '/admin/blocked', label: 'admin.blocked.title', icon: 'block', needs: 'see_all', group: 'admin.groups.safety' },
  { path: '/admin/audit', label: 'admin.audit.title', icon: 'log', needs: 'see_audit', group: 'admin.groups.safety' },
]
