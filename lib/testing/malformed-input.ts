/** What a bad input is, and the good one that must survive beside it. */

import type { ErrorCode } from '../errors/app-error.ts'
import type { ImportLimits } from '../sources/cli/import-limits.ts'
import type { FilesInMemory } from './import-files.ts'

export interface MalformedInput {
  readonly name: string
  readonly files: () => FilesInMemory | Promise<FilesInMemory>
  /** Of the note it must get. */
  readonly code: ErrorCode
  /** VPCs that must survive. */
  readonly kept: number
  readonly limits?: Partial<ImportLimits>
}

export const vpc = (id: string) => ({
  VpcId: id,
  CidrBlock: '10.0.0.0/16',
  State: 'available',
  OwnerId: '111122223333',
})
export const good = JSON.stringify({ Vpcs: [vpc('vpc-1'), vpc('vpc-2')] })
export const oneGood = { 'good.json': good }
