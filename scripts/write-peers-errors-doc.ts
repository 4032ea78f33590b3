/** Writes docs/peers-errors.md from scripts/known-errors. Run it after changing a row: `node scripts/write-peers-errors-doc.ts`. */

import { writeFileSync } from 'node:fs'
import { peersErrorsDocument } from './peers-errors-document.ts'

writeFileSync(new URL('../docs/peers-errors.md', import.meta.url), peersErrorsDocument())
