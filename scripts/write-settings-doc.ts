/** Writes docs/settings.md. Run it after changing a setting, or which rules read one: `node scripts/write-settings-doc.ts`. */

import { writeFileSync } from 'node:fs'
import { settingUsers } from './setting-users.ts'
import { settingsDocument } from './settings-document.ts'

writeFileSync(new URL('../docs/settings.md', import.meta.url), settingsDocument(settingUsers()))
