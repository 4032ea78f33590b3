/** Settings back into the file they come from. */

import { Document, Pair, Scalar, YAMLMap } from 'yaml'
import { SETTING_GROUPS, SETTING_GUIDE, type SettingKey } from './setting-guide.ts'
import type { Settings } from './settings.ts'
import { changedSettings, settingsRecord } from './settings-record.ts'

const HEAD = ` Settings of Portolan. What is left out keeps its default; a key that is unknown or wrong is refused.
 Every finding prints the settings it used. docs/settings.md says more of each.`

/**
 * The whole of `portolan.yaml`: every setting with a comment that says what it means. `parseSettings` reads it back
 * into the same settings.
 */
export function writeSettings(settings: Settings): string {
  const record = settingsRecord(settings)
  const changed = new Set(changedSettings(settings))
  const map = new YAMLMap()
  const document = new Document(map)
  for (const { title, keys } of SETTING_GROUPS) {
    for (const [index, key] of keys.entries()) {
      const name = new Scalar(key)
      name.spaceBefore = true
      name.commentBefore = commentOf(key, { group: index === 0 ? title : null, isChanged: changed.has(key) })
      const value = document.createNode(record[key], { aliasDuplicateObjects: false })
      map.items.push(new Pair(name, value))
    }
  }
  document.commentBefore = HEAD
  return document.toString({ lineWidth: 0, flowCollectionPadding: false })
}

function commentOf(key: SettingKey, { group, isChanged }: { group: string | null; isChanged: boolean }): string {
  const { meaning, form, unset } = SETTING_GUIDE[key]
  const lines = [meaning, `Written as: ${form}.`, ...(unset === null ? [] : [`While not set: ${unset}`])]
  const heading = group === null ? [] : [`--- ${group} ---`]
  return [...heading, ...lines, ...(isChanged ? ['Differs from the default.'] : [])]
    .map((line) => ` ${line}`)
    .join('\n')
}
