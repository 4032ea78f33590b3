/** The town otherwise in one thing or several, and the steps that meet it. */

import type { DescribeDocument, DescribeKey, JsonObject } from '../describe/document.ts'
import { readDescribe } from '../inventory/read-describe.ts'
import { networkOf } from '../reachability/network.ts'
import type { Place, SenderIdentity, WalkState } from '../reachability/walk/state.ts'
import { stepFrom } from '../reachability/walk/steps.ts'
import { changed, type ElementChange } from './change-documents.ts'
import { outcomeWords, placeWords } from './format-step.ts'
import { townDocuments } from './town.ts'
import { packetOf } from './walk-from.ts'

export type Change = (documents: readonly DescribeDocument[]) => readonly DescribeDocument[]

/** One element has these fields, or is in no document. */
export const fields =
  (key: DescribeKey, id: string, more: ElementChange['fields']): Change =>
  (documents) =>
    changed(documents, { key, id, fields: more })

/** Elements beside those of the first account. */
export const beside =
  (key: DescribeKey, ...more: readonly JsonObject[]): Change =>
  (documents) =>
    documents.map((document, index) =>
      index > 0
        ? document
        : {
            ...document,
            elements: new Map(document.elements).set(key, [...(document.elements.get(key) ?? []), ...more]),
          },
    )

/** One account did not make a call. */
export const untold =
  (account: number, key: DescribeKey): Change =>
  (documents) =>
    documents.map((document, index) => {
      const elements = new Map(document.elements)
      if (index === account) elements.delete(key)
      return { ...document, elements }
    })

/** A call of the first account was cut short. */
export const cutShort =
  (key: DescribeKey): Change =>
  (documents) =>
    documents.map((document, index) => {
      if (index > 0) return document
      const why = { reason: 'next-token', detail: 'a page is missing' } as const
      return { ...document, partial: new Map(document.partial).set(key, why) }
    })

export const all =
  (...changes: readonly Change[]): Change =>
  (documents) =>
    changes.reduce((before, change) => change(before), documents)

/** A packet at a place. */
export interface Meeting {
  readonly place: Place
  readonly packet: string
  readonly identity: SenderIdentity | null
}

export const meetings = (
  place: Place,
  ...rest: readonly (readonly [string, SenderIdentity | null])[]
): readonly Meeting[] => rest.map(([packet, identity]) => ({ place, packet, identity }))

/** Every step of the changed town. */
function stepsOf(change: Change, met: readonly Meeting[], legs: readonly WalkState['leg'][]): string {
  const network = networkOf(readDescribe(change(townDocuments())))
  const context = { network, destinationId: null, requestOrigin: null }
  return legs
    .flatMap((leg) =>
      met.map(({ place, packet, identity }) => {
        const who = identity ? [identity.interfaceId, ...identity.over].join(' ') : 'nobody'
        const state = { place, packet: packetOf(packet), leg, identity, zone: 'eu-west-1a', translations: [] }
        return `${leg} ${placeWords(place)} ${packet} as ${who}\n${outcomeWords(stepFrom(context, state))}`
      }),
    )
    .join('\n')
}

/** A chapter a change, with the steps that are others than in the town as it is, which the first chapter holds. */
export function chaptersOf(
  changes: Readonly<Record<string, Change>>,
  met: readonly Meeting[],
  legs: readonly WalkState['leg'][],
): string {
  const split = (steps: string) => steps.split(/^(?=re)/m)
  const before = split(stepsOf((documents) => documents, met, legs))
  return Object.entries(changes)
    .map(([name, change], index) => {
      const steps = split(stepsOf(change, met, legs))
      return `# ${name}\n${steps.filter((step) => index === 0 || !before.includes(step)).join('')}\n`
    })
    .join('\n')
}
