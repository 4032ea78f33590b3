/** The line every picture and export carries: when, what, and what is not known. */

import type { Inventory } from '../inventory/inventory.ts'
import type { Scene } from '../topology/scene.ts'
import { TOOL_VERSION } from './analysis.ts'

export function completenessLine(inventory: Inventory, scene: Scene): string {
  const accounts = new Set(inventory.documents.map(({ account }) => account))
  const regions = new Set(inventory.documents.map(({ region }) => region))
  const newest = inventory.documents
    .map(({ collectedAt }) => collectedAt ?? '')
    .toSorted()
    .at(-1)
  const denied = inventory.gaps.filter(({ kind }) => kind === 'denied').length
  return [
    `Accounts ${[...accounts].toSorted().join(', ')}`,
    `regions ${[...regions].toSorted().join(', ')}`,
    newest ? `collected ${newest}` : 'time of collection not told',
    `${scene.counts.drawn} drawn, ${scene.counts.folded} folded, ${denied} denied, ${inventory.gaps.length} gaps`,
    `Portolan ${TOOL_VERSION}`,
  ].join(' · ')
}
