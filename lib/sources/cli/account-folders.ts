/**
 * Accounts told by `aws sts get-caller-identity` for the folder it was saved in (CloudMapper does so): the other files
 * of that folder were collected with the same credentials.
 */

import { isRawObject, ownValue } from '../../describe/project-value.ts'
import { isAccount, isRegion } from './path-hints.ts'

const IDENTITY_NAME = /caller[-_]identity[^/]*$/i

export function isIdentityFile(path: string): boolean {
  return IDENTITY_NAME.test(path)
}

/** An identity is a few hundred bytes; anything longer is something else. */
export const IDENTITY_BYTES_MAX = 16 * 1024

export class AccountFolders {
  readonly #accounts = new Map<string, Set<string>>()

  /** Takes the text of an identity file; anything else is passed over. */
  learn(path: string, text: string): void {
    const account = readIdentity(text)
    if (account === null) return
    const folder = accountFolder(path)
    this.#accounts.set(folder, (this.#accounts.get(folder) ?? new Set()).add(account))
  }

  /** The account of the nearest folder above that tells exactly one. */
  accountOf(path: string): string | null {
    for (let folder = parentOf(path); ; folder = parentOf(folder)) {
      const known = this.#accounts.get(folder)
      if (known !== undefined) return known.size === 1 ? ([...known][0] ?? null) : null
      if (folder === '') return null
    }
  }
}

function readIdentity(text: string): string | null {
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''))
    if (!isRawObject(value) || typeof ownValue(value, 'Arn') !== 'string') return null
    const account = ownValue(value, 'Account')
    return typeof account === 'string' && isAccount(account) ? account : null
  } catch {
    return null
  }
}

/** The folder of the account: the one above the folder of the region. */
function accountFolder(path: string): string {
  const folder = parentOf(path)
  return isRegion(folder.slice(folder.lastIndexOf('/') + 1)) ? parentOf(folder) : folder
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')))
}
