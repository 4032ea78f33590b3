/** Is there a resource of this id at all? */

import type { Network } from './network.ts'

/** Of any kind that is kept by id. */
export function isCollected({ inventory }: Network, id: string): boolean {
  return Object.values(inventory).some((resources) => resources instanceof Map && resources.has(id))
}
