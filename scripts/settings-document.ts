/** The settings as a page. */

import {
  SETTING_GROUPS,
  SETTING_GUIDE,
  type SettingKey,
  TAG_MEANINGS,
  THRESHOLD_MEANINGS,
} from '../lib/findings/setting-guide.ts'
import { DEFAULT_SETTINGS } from '../lib/findings/settings.ts'
import { settingsRecord } from '../lib/findings/settings-record.ts'

const HEAD = `# Settings

<!-- Written by scripts/write-settings-doc.ts from lib/findings/setting-guide.ts. Change it there, then run \`node scripts/write-settings-doc.ts\`. -->

What a team decides for itself, in one file: \`portolan.yaml\`. The dashboard keeps it in its data directory (\`npx portolan serve --settings FILE\` names another) and has an editor for it; the command line takes it with \`--settings FILE\`.
\`npx portolan settings\` prints a whole file to start from. What is left out keeps its default. A key that is unknown or a value that is wrong stops the start, rather than judging by settings nobody meant.
Every finding prints the settings that decided it. The rules named below are told from the code by the names it calls, so some are named too many; the findings are exact. What nobody has said is answered NOT_EVALUATED, never guessed.

The dashboard replaces the file whole and at once, and only the version it was read from: who changed it meanwhile, here or by hand, loses nothing. What a save replaces is kept in \`backups/\`. Guests see what the settings lead to, never the file.`

/** `docs/settings.md`, whole. */
export function settingsDocument(users: ReadonlyMap<SettingKey, readonly string[]>): string {
  return [
    HEAD,
    ...SETTING_GROUPS.flatMap(({ title, keys }) => [`\n## ${title}`, ...keys.flatMap((key) => section(key, users))]),
    '',
  ].join('\n')
}

const STANDARD = settingsRecord(DEFAULT_SETTINGS)

function section(key: SettingKey, users: ReadonlyMap<SettingKey, readonly string[]>): readonly string[] {
  const { title, meaning, form, unset } = SETTING_GUIDE[key]
  const rules = users.get(key) ?? []
  return [
    `\n### ${key}`,
    `\n**${title}.** ${meaning}`,
    `\n- *Written as.* ${form}.`,
    `- *Default.* \`${JSON.stringify(STANDARD[key])}\`.`,
    ...(unset === null ? [] : [`- *While not set.* ${unset}`]),
    `- *Rules that may read it.* ${rules.length > 0 ? rules.join(', ') : 'None yet'}.`,
    ...members(key),
  ]
}

function members(key: SettingKey): readonly string[] {
  const meanings: Readonly<Record<string, string>> | null =
    key === 'thresholds' ? THRESHOLD_MEANINGS : key === 'tagKeys' ? TAG_MEANINGS : null
  return meanings === null
    ? []
    : ['', ...Object.entries(meanings).map(([name, meaning]) => `- \`${name}\`: ${meaning}`)]
}
