import type { Member } from '../cluster/index.ts'

/** True for every member when the role is empty. */
export const hasRole = (member: Pick<Member, 'roles'>, role: string): boolean =>
  role === '' || member.roles.includes(role)
