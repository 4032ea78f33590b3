/** Which rules read which setting, told from their text: what a rule's file declares, and what that calls in turn. */

import { readdirSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { SETTING_GUIDE, type SettingKey } from '../lib/findings/setting-guide.ts'

const ROOT = new URL('../lib/findings/', import.meta.url)
const KEYS = Object.keys(SETTING_GUIDE) as readonly SettingKey[]
const DECLARATION = /^(?:export )?(?:async )?(?:function|const|class) (\w+)/

interface Source {
  /** Text of each declaration, by name. */
  readonly declared: ReadonlyMap<string, string>
}

/** Rule ids by setting, in order. */
export function settingUsers(): ReadonlyMap<SettingKey, readonly string[]> {
  const files = readdirSync(ROOT, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /^(?!.*\.test\.ts$).*\.ts$/.test(file),
  )
  const sources = new Map(files.map((file) => [file, sourceOf(readFileSync(new URL(file, ROOT), 'utf8'))]))
  const shared = new Map([...sources].flatMap(([file, { declared }]) => (ruleIdOf(file) === null ? [...declared] : [])))
  const users = new Map<SettingKey, string[]>(KEYS.map((key) => [key, []]))
  for (const [file, source] of [...sources].toSorted(([a], [b]) => (basename(a) < basename(b) ? -1 : 1))) {
    const ruleId = ruleIdOf(file)
    if (ruleId === null) continue
    const text = reachedText(source, shared)
    for (const key of KEYS) if (reads(text, key)) users.get(key)?.push(ruleId)
  }
  return users
}

function ruleIdOf(file: string): string | null {
  return /^rules\/.*\/([a-z]+-\d{3})-[a-z0-9-]+\.ts$/.exec(file)?.[1]?.toUpperCase() ?? null
}

function sourceOf(text: string): Source {
  const declared = new Map<string, string>()
  let name = ''
  for (const line of text.split('\n')) {
    name = DECLARATION.exec(line)?.[1] ?? name
    if (!line.startsWith('import ')) declared.set(name, `${declared.get(name) ?? ''}${line}\n`)
  }
  return { declared }
}

/** `openings` of the context are found once for all rules: who asks for them asks with the settings they were found by. */
const BEHIND: Readonly<Record<string, string>> = { openings: 'findOpenings' }

function reachedText({ declared }: Source, shared: ReadonlyMap<string, string>): string {
  const seen = new Set<string>(declared.keys())
  const texts = [...declared.values()]
  for (const text of texts) {
    for (const [word] of text.matchAll(/\b[A-Za-z_]\w*\b/g)) {
      const name = BEHIND[word] ?? word
      const found = seen.has(name) ? undefined : shared.get(name)
      if (found === undefined) continue
      seen.add(name)
      texts.push(found)
    }
  }
  return texts.join('\n')
}

/** `settings.adminPorts`, `{ adminPorts } = settings`, `{ settings: { adminPorts } }`, `{ adminPorts }: Settings`. */
function reads(text: string, key: SettingKey): boolean {
  return [
    `settings\\.${key}\\b`,
    `settings: \\{[^}]*\\b${key}\\b`,
    `\\{[^}]*\\b${key}\\b[^}]*\\} = (?:context\\.)?settings\\b`,
    `\\{[^}]*\\b${key}\\b[^}]*\\}: (?:Settings|ReachSettings|Pick<Settings)`,
  ].some((pattern) => new RegExp(pattern).test(text))
}
