/** Writes docs/rules.md from the catalogue. Run it after changing a rule: `node scripts/write-rules-doc.ts`. */

import { writeFileSync } from 'node:fs'
import { CATALOGUE } from '../lib/findings/catalogue.ts'
import { rulesDocument } from './rules-document.ts'

writeFileSync(new URL('../docs/rules.md', import.meta.url), rulesDocument(CATALOGUE))
