/** Whose accounts are one's own. */

import { UNKNOWN } from '../describe/document.ts'
import type { Inventory } from '../inventory/inventory.ts'
import type { Settings } from './settings.ts'
import { listWords } from './wording.ts'

export type Trust = 'own' | 'trusted' | 'foreign' | 'unknown'

/**
 * Own: collected here, or a member of the collected organisation. Trusted: named in the settings. What is neither is
 * foreign only where somebody said who is trusted, by the setting or by the organisation's list; else it is unknown.
 */
export function trustOf(inventory: Inventory, settings: Settings, account: string | null): Trust {
  if (account === null || account === UNKNOWN) return 'unknown'
  if (inventory.documents.some((document) => document.account === account)) return 'own'
  if (inventory.accounts.has(account)) return 'own'
  if (settings.trustedAccounts?.includes(account)) return 'trusted'
  return settings.trustedAccounts === null && inventory.accounts.size === 0 ? 'unknown' : 'foreign'
}

/** The setting as a finding prints it. */
export function trustUsed({ trustedAccounts }: Settings): Readonly<Record<string, string>> {
  return { trustedAccounts: trustedAccounts === null ? 'not set' : listWords(trustedAccounts, 20) }
}

/** What to do where trust decides and nobody said. */
export const SAY_WHO_IS_TRUSTED =
  'set trustedAccounts in portolan.yaml, or collect `aws organizations list-accounts` of the organisation'
