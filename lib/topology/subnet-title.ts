/** A subnet's name and the word for its class share one line: the name gives way, for a class must not rest on an icon. */

import type { TopologyNode } from './graph.ts'
import { middleEllipsis } from './text-width.ts'

export interface SubnetTitle {
  readonly name: string
  /** False only where name and word together find no room at all. */
  readonly hasWord: boolean
}

export interface TitleRoom {
  /** CSS pixels for name and word together. */
  readonly width: number
  /** CSS pixels of the word with its gap; 0 for none. */
  readonly word: number
  readonly widthOf: (name: string) => number
}

/** A name is not cut below this many letters to save the word. */
const LEAST_LETTERS = 5

/** The whole name and the word; else the name without that of its VPC; else that cut in its middle; else no word. */
export function subnetTitle(node: Pick<TopologyNode, 'label' | 'shortLabel'>, room: TitleRoom): SubnetTitle {
  const fits = (name: string) => room.widthOf(name) <= room.width - room.word
  if (fits(node.label)) return { name: node.label, hasWord: true }
  const short = node.shortLabel ?? node.label
  const cut = middleEllipsis(short, fits)
  if (cut === short || [...cut].length > LEAST_LETTERS) return { name: cut, hasWord: true }
  return { name: middleEllipsis(short, (name) => room.widthOf(name) <= room.width), hasWord: false }
}

/** `public-a` of `shop-prod-public-a` in `shop-prod`; null where the name does not begin with that of its VPC. */
export function withoutVpcName(label: string, vpcName: string | null): string | null {
  if (!vpcName || !label.startsWith(vpcName)) return null
  const rest = /^[-_./ ]+(?<rest>[^-_./ ].*)$/.exec(label.slice(vpcName.length))?.groups?.['rest']
  return rest ?? null
}
