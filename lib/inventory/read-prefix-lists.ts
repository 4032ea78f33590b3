/** Prefix lists, customer-managed and AWS's own. Source: EC2 API, ManagedPrefixList and PrefixList. */

import type { JsonObject } from '../describe/document.ts'
import type { Prefix } from '../net/prefix.ts'
import { parsePrefix } from '../net/prefix.ts'
import { type ElementReader, fillMissing, type Reading, readAll, resourceOf } from './element-reader.ts'
import type { PrefixList } from './filters.ts'
import { isDead } from './state.ts'
import { excerpt, hasList, idText, isObject, list, text } from './wire.ts'

/** Both calls name the same lists; entries come from whichever answer holds them. */
export function readPrefixLists(reading: Reading): Map<string, PrefixList> {
  return readAll(reading, [prefixListReader('ManagedPrefixLists'), prefixListReader('PrefixLists')], withEntries)
}

function prefixListReader(key: 'ManagedPrefixLists' | 'PrefixLists'): ElementReader<PrefixList> {
  return {
    key,
    idOf: (element) => idText(element, 'PrefixListId', 'pl'),
    read: (wire, id) => {
      const { element } = wire
      if (isDead(text(element, 'State') ?? '')) {
        wire.reading.dead.add(id)
        return null
      }
      const unread: string[] = []
      const listName = text(element, 'PrefixListName') ?? ''
      return {
        ...resourceOf(wire, id, { arn: text(element, 'PrefixListArn'), name: listName }),
        listName,
        family: familyOf(text(element, 'AddressFamily')),
        ownerId: text(element, 'OwnerId') ?? (listName.startsWith('com.amazonaws.') ? 'AWS' : null),
        entries: entriesOf(element, unread),
        unread,
      }
    },
  }
}

function familyOf(text: string | null): PrefixList['family'] {
  if (text === 'IPv4') return 4
  return text === 'IPv6' ? 6 : null
}

/** Null when no call told the entries, which is not the same as a list without any. */
function entriesOf(element: JsonObject, unread: string[]): readonly Prefix[] | null {
  const key = hasList(element, 'Entries') ? 'Entries' : 'Cidrs'
  if (!hasList(element, key)) return null
  const entries: Prefix[] = []
  for (const item of list(element, key)) {
    const cidr = isObject(item) ? text(item, 'Cidr') : item
    const prefix = typeof cidr === 'string' ? parsePrefix(cidr) : null
    if (prefix) entries.push(prefix)
    else unread.push(excerpt(item))
  }
  return entries
}

function withEntries(best: PrefixList, other: PrefixList): PrefixList {
  const merged = fillMissing(best, other)
  const name = best.listName === '' ? { listName: other.listName, name: merged.name ?? other.name } : {}
  return best.entries === null && other.entries !== null
    ? { ...merged, ...name, unread: other.unread }
    : { ...merged, ...name }
}
